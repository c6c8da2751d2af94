"""Character code of a PDF, with the kind of its symbol font -> the character that a reader sees."""

from __future__ import annotations

import unicodedata

HYPHEN_CODES = frozenset({0x02, 0xFFFE, 0xAD})  # PDFium's codes for a hyphen at a line end; the soft hyphen
NOTHING = ""
SPACE = 0x20
PRINTABLE_FIRST, PRINTABLE_LAST = 0x21, 0x7E  # of ASCII

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

MATHEMATICAL = (0x1D400, 0x1D7FF)  # letters and digits in the styles of equations: italic, bold, script, ...
_MATHEMATICAL_LETTERS = frozenset(map(ord, "ℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ"))  # those that had a code before

# Codes that change how text is shown or where it may break; in a table they only hide what is there.
_FORMAT_CODES = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]
)

_SPACES = frozenset([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])

PRIVATE_USE_START, PRIVATE_USE_END = 0xE000, 0xF8FF
SYMBOL_FONT_PAGE = 0xF000  # symbol fonts put their glyph 0x20..0xFF at this offset
BULLET = "•"

# The encoding of the font Symbol, as far as formulas and lists of offices use it.
_SYMBOL = {
    0x2A: "*", 0x2B: "+", 0x2D: "-", 0x2E: ".", 0x2F: "/", 0x3A: ":", 0x3C: "<", 0x3D: "=", 0x3E: ">",
    0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6D: "µ", 0x70: "π", 0x73: "σ",
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: BULLET, 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xE5: "∑", 0x28: "(", 0x29: ")", 0x25: "%", 0x2C: ",",
}  # fmt: skip

# Pictures of the Wingdings fonts that carry a meaning; all others are taken for a bullet.
_DINGBATS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xE0: "→", 0xA8: "☐", 0x6F: "☐", 0xF0: "→"}


def is_space(code: int) -> bool:
    """True for any white space, line ends included."""
    return code in _SPACES


def glyph_text(code: int, symbols: str) -> str:
    """The text of one glyph; empty where it has none (control codes, direction overrides, half surrogates).

    `symbols` is the kind of symbol font it is set in: "symbol", "dingbats" or "".
    """
    if PRINTABLE_FIRST <= code <= PRINTABLE_LAST and not symbols:
        return chr(code)
    if code in HYPHEN_CODES:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if symbols == "dingbats":
        return _DINGBATS.get(code & 0xFF, BULLET) if code > SPACE else NOTHING
    if PRIVATE_USE_START <= code <= PRIVATE_USE_END:
        return _private_use_text(code - SYMBOL_FONT_PAGE, symbols)
    if MATHEMATICAL[0] <= code <= MATHEMATICAL[1] or code in _MATHEMATICAL_LETTERS:
        return unicodedata.normalize("NFKC", chr(code))
    return NOTHING if _is_textless(code) else chr(code)


def _private_use_text(position: int, symbols: str) -> str:
    """The text of a glyph at a position of a symbol font."""
    if symbols == "symbol" and ord("0") <= position <= ord("9"):
        return chr(position)
    return _SYMBOL.get(position, BULLET)


def _is_textless(code: int) -> bool:
    """True for control codes, format codes, surrogates and noncharacters."""
    control = code < SPACE or 0x7F <= code <= 0x9F
    surrogate = 0xD800 <= code <= 0xDFFF
    noncharacter = code & 0xFFFE == 0xFFFE or code > 0x10FFFF
    return control or surrogate or noncharacter or code in _FORMAT_CODES

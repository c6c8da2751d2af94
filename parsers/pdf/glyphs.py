"""From the codes that a PDF gives for its glyphs to the characters that a reader sees."""

from __future__ import annotations

HYPHEN_MARKS = frozenset({0x02, 0xFFFE})  # PDFium's codes for a hyphen at a line end
NOTHING = ""

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

# Marks that change how text is shown or where it may break; in a table they only hide what is there.
_FORMAT_MARKS = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]
)

_BLANKS = frozenset([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])

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

# Pictures of the Wingdings fonts that carry a meaning; all others stand for a bullet.
_DINGBATS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xE0: "→", 0xA8: "☐", 0x6F: "☐", 0xF0: "→"}


def is_space(code: int) -> bool:
    return code in _BLANKS


def character(code: int, symbols: str) -> str:
    """The text of one glyph; empty where it has none (control codes, direction overrides, half surrogates).

    `symbols` is the kind of symbol font it is set in: "symbol", "dingbats" or "".
    """
    if 0x20 < code < 0x7F and not symbols:
        return chr(code)
    if code in HYPHEN_MARKS or code == 0xAD:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if symbols == "dingbats":
        return _DINGBATS.get(code & 0xFF, BULLET) if code > 0x20 else NOTHING
    if PRIVATE_USE_START <= code <= PRIVATE_USE_END:
        low = code - SYMBOL_FONT_PAGE
        if symbols == "symbol" and 0x30 <= low <= 0x39:
            return chr(low)
        return _SYMBOL.get(low, BULLET)
    if (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or code in _FORMAT_MARKS
        or 0xD800 <= code <= 0xDFFF
        or code & 0xFFFE == 0xFFFE
        or code > 0x10FFFF
    ):
        return NOTHING
    return chr(code)

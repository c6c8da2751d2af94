"""Position in a symbol font -> Unicode character, for characters that Word keeps so (fonts Symbol and Wingdings).

The fonts put their glyphs at U+F000 + position. Only what offices use is listed: relation signs of targets, Greek
letters of formulas, bullets and check marks. A position that is not listed is some ornament.
"""

from __future__ import annotations

import re
import unicodedata

BULLET = "•"

PRIVATE_FIRST = 0xF000
PRIVATE_LAST = 0xF0FF

_GREEK_UPPER = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_GREEK_LOWER = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))

_SYMBOL: dict[int, str] = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **_GREEK_UPPER,
    **_GREEK_LOWER,
    0x2D: "-",
    0x5B: "[",
    0x5D: "]",
    0x7B: "{",
    0x7C: "|",
    0x7D: "}",
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xAC: "←",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: BULLET,
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xD5: "Π",
    0xD6: "√",
    0xD7: "·",
    0xE5: "Σ",
    0xF2: "∫",
}

_WINGDINGS: dict[int, str] = {
    0x20: " ",
    0x6C: BULLET,
    0x6E: "▪",
    0x6F: "□",
    0x71: "□",
    0x76: "❖",
    0x77: BULLET,
    0x9E: "·",
    0x9F: BULLET,
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}

_WINGDINGS_2: dict[int, str] = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x96: BULLET,
    0x97: BULLET,
    0xA2: "▪",
    0xA3: "□",
}

_FONTS: dict[str, dict[int, str]] = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def from_symbol_font(code: int, font: str | None) -> str:
    """The character at `code` (a font position, or U+F000 + position) of the symbol font named `font`.

    Where no font is named or it is one for text, the two commonest symbol fonts are asked in turn. A character
    outside the private range is itself in any other font.
    """
    private = PRIVATE_FIRST <= code <= PRIVATE_LAST
    position = code - PRIVATE_FIRST if private else code
    table = _FONTS.get((font or "").strip().lower())
    if table is not None:
        return table.get(position, BULLET)
    if not private:
        return chr(code) if chr(code).isprintable() else ""
    if font and font.lower().startswith(("wingdings", "webdings")):
        return BULLET
    return _SYMBOL.get(position) or _WINGDINGS.get(position) or BULLET


_UPPER_HALF = re.compile("[\u00a1-\u00ff]")
_SPECIAL = re.compile(f"[{chr(PRIVATE_FIRST)}-{chr(PRIVATE_LAST)}\U0001d400-\U0001d7ff]")


def plain(text: str, font: str | None) -> str:
    """`text` with the private-use characters of symbol fonts and the slanted letters of formulas replaced."""

    def character(match: re.Match[str]) -> str:
        code = ord(match[0])
        return from_symbol_font(code, font) if code <= PRIVATE_LAST else unicodedata.normalize("NFKC", match[0])

    if font is not None and font.strip().lower() in _FONTS:  # letters in such a font are seldom meant as symbols
        text = _UPPER_HALF.sub(character, text)
    return _SPECIAL.sub(character, text)

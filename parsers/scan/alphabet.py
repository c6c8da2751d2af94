"""What a decree can be printed with, and which look-alikes of other scripts stand for it."""

from __future__ import annotations

import string
import unicodedata

MARKS = "–—‘’“”•·…§°±×÷≤≥≠≈√∑∆ΔΣπ²³½¼●■□▪✓→é"
"""Beyond ASCII: quotes, bullets and the signs of formulas that office programs put in."""

ALPHABET = frozenset(string.ascii_letters + string.digits + string.punctuation + " " + MARKS)

_LOOK_ALIKES = {
    # Cyrillic
    "АВЕЅІЈКМНОРСТУХԚԜ": "ABESIJKMHOPCTYXQW",
    "аеіјорсухѕԁԛԝ": "aeijopcyxsdqw",
    "ЗБ": "36",
    # Greek
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "ABEZHIKMNOPTYX",
    "οινρυ": "oivpu",
    # punctuation of Chinese and Japanese print
    "。、「」《》【】〔〕": '.,""""[]()',
    "●⚫○◦∙・‧": "●●ooᐧᐧᐧ".replace("ᐧ", "·"),
    "−‐‑‒―─━一": "--------",
    "′″‵`´": "'\"'''",
    "∶：﹕": ":::",
    "∕⁄／": "///",
    "∣｜│": "|||",
    "▲▶►➢➤": "→→→→→",
    "☑✔√": "✓✓√",
}

_SINGLE = {
    strange: plain
    for strange_row, plain_row in _LOOK_ALIKES.items()
    for strange, plain in zip(strange_row, plain_row, strict=True)
}


def fold(character: str) -> str | None:
    """The character of ALPHABET that `character` is or looks like; None where it is like none of them."""
    if character in ALPHABET:
        return character
    if character in _SINGLE:
        return _SINGLE[character]
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain in ALPHABET else None

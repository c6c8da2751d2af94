"""Bytes -> text, for files that do not say how they are encoded: byte order marks, else the first of UTF-8, UTF-16 and
Windows-1252 that decodes to something like a text."""

from __future__ import annotations

import codecs

MAX_CONTROL_SHARE = 0.01
"""Of the characters of a real text, at most this share are control characters other than white space."""
SAMPLE_BYTES = 4096
"""How much of the beginning is looked at for UTF-16 without a mark."""
MIN_UTF16_NULS = 0.2
"""Latin text in UTF-16 without a mark has a zero in every other byte; in this share at least."""
MIN_CP1252_LETTERS = 0.6
"""Of real text in a one-byte encoding, at least this share are ASCII letters, digits, spaces and punctuation."""

_WHITE = frozenset("\t\n\r\f\v\x1a")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, *, truncated: bool = False) -> str | None:
    """`data` as text without a byte order mark; None where it is no text in UTF-8, UTF-16 or Windows-1252.

    `truncated`: the bytes are the beginning of a file and may end in the middle of a character.
    """
    for encoding in _candidates(data):
        text = _try(data, encoding, truncated)
        if text is not None and _plausible(text, encoding):
            return text.removeprefix("\ufeff")
    return None


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8",)
    if data.startswith(_UTF16_MARKS):
        return ("utf-16",)
    sample = data[:SAMPLE_BYTES]
    if sample and sample.count(0) / len(sample) >= MIN_UTF16_NULS:
        return ("utf-16-le",) if sample[1::2].count(0) >= sample[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1252")


def _try(data: bytes, encoding: str, truncated: bool) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data, final=not truncated)
    except UnicodeDecodeError:
        return None


def _plausible(text: str, encoding: str) -> bool:
    """True for text with few control characters and, in a one-byte encoding, enough letters."""
    if not text:
        return True
    controls = sum(1 for c in text if (c < " " or "\x7f" <= c < "\xa0") and c not in _WHITE)
    if controls / len(text) > MAX_CONTROL_SHARE:
        return False
    if encoding != "cp1252":
        return True
    plain = sum(1 for c in text if c.isascii() and (c.isalnum() or c in " \t\r\n.,:;()-/"))
    return plain / len(text) >= MIN_CP1252_LETTERS

"""How wide text is in Arial and the faces with its measures (Helvetica, Liberation Sans), and how it wraps."""

from __future__ import annotations

import re
import unicodedata

_WIDTHS = (
    # From the blank to the tilde, thousandths of the type size.
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 "
    "556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
WIDTHS = tuple(int(w) / 1000 for w in _WIDTHS.split())
OTHER_WIDTH = 0.6  # ems, of a letter outside ASCII
WIDE_WIDTH = 1.0  # ems, of an East Asian letter
BOLD = 1.08  # bold letters are wider by about this
RESERVE = 1.03  # faces differ a little

_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def drawable(text: str) -> str:
    """`text` on one line without characters that XML does not have."""
    return " ".join(_UNDRAWABLE.sub("", text).split())


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in the unit of `size`."""
    ems = sum(_width(ord(char)) for char in text)
    return ems * size * RESERVE * (BOLD if bold else 1.0)


def _width(code: int) -> float:
    if 32 <= code < 127:
        return WIDTHS[code - 32]
    return WIDE_WIDTH if unicodedata.east_asian_width(chr(code)) in "WF" else OTHER_WIDTH


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Lines of at most `room`; a word that is longer by itself is cut."""
    lines: list[str] = []
    blank = width(" ", size, bold)
    used = 0.0
    for word in drawable(text).split():
        long = width(word, size, bold)
        if lines and used + blank + long <= room:
            lines[-1] += f" {word}"
            used += blank + long
            continue
        for piece in _pieces(word, room, size, bold) if long > room else [word]:
            lines.append(piece)
            used = width(piece, size, bold)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size, bold) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces

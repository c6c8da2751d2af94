"""Type of the drawn pages: widths of texts, lines that fit a column, widths of columns that fit a page."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.support.messy.matrices.grid import Grid

PAD = 2.5  # points inside a cell, at each side
NARROW = 0.8  # share of the normal width
LONGEST_WHOLE = 11  # letters of a word that no office breaks inside a cell
SMALLEST = 4.5  # points


@dataclass(frozen=True, slots=True)
class Typeface:
    """Two fonts that reportlab knows by these names, drawn at a share of their width."""

    normal: str
    bold: str
    scale: float = 1.0

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of a text in points."""
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.normal, size)) * self.scale


@functools.cache
def typeface(name: str) -> Typeface:
    """A typeface by its name in the habits."""
    if name == "Vera":
        fonts = Path(reportlab.__file__).parent / "fonts"
        for font, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
            pdfmetrics.registerFont(TTFont(font, str(fonts / file)))
        return Typeface("Vera", "VeraBd", 0.92)
    if name == "Times":
        return Typeface("Times-Roman", "Times-Bold")
    return Typeface("Helvetica", "Helvetica-Bold", NARROW if name == "Narrow" else 1.0)


def wrap(text: str, width: float, face: Typeface, size: float, bold: bool) -> tuple[str, ...]:
    """The lines of a text in a column of `width` points, padding included; longer words are broken anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap(paragraph, width - 2 * PAD, face, size, bold))
    return tuple(lines)


def _wrap(text: str, room: float, face: Typeface, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _breakable(text):
        longer = line + word
        if face.width(longer.rstrip(), size, bold) <= room:
            line = longer
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = word
        while len(line) > 1 and face.width(line.rstrip(), size, bold) > room:
            count = len(line) - 1
            while count > 1 and face.width(line[:count], size, bold) > room:
                count -= 1
            lines.append(line[:count])
            line = line[count:]
    return [*lines, line.rstrip()]


def _breakable(text: str) -> list[str]:
    """Words with the blanks behind them; a line may also end behind a slash or a hyphen of a long word."""
    parts: list[str] = []
    for word in re.findall(r"\S+ *", text):
        parts.extend(re.findall(r"[^/-]+[/-]*|[/-]+", word) if len(word) > LONGEST_WHOLE else [word])
    return parts


def column_widths(grid: Grid, total: float, face: Typeface, size: float) -> tuple[float, ...] | None:
    """Widths in points of columns that fill `total`; None where the longest words don't fit."""
    least = _least(grid, face, size)
    if sum(least) > total:
        return None
    scale = total / sum(grid.weights)
    wanted = [max(low, weight * scale) for low, weight in zip(least, grid.weights, strict=True)]
    spare = sum(wanted) - total
    give = [w - low for w, low in zip(wanted, least, strict=True)]
    share = spare / sum(give) if sum(give) > 0 else 0.0
    return tuple(w - g * share for w, g in zip(wanted, give, strict=True))


def _least(grid: Grid, face: Typeface, size: float) -> list[float]:
    least = [10.0] * len(grid.weights)
    for cell in grid.cells:
        if cell.col_span > 1:
            continue
        header = cell.row < grid.header_rows
        whole = grid.solid[cell.col] and not header
        for word in cell.text.replace("\n", " ").split(" ") if not whole else _together(cell.text):
            if whole or len(word) <= LONGEST_WHOLE or header:
                kept = word if whole or len(word) <= LONGEST_WHOLE else word[:LONGEST_WHOLE]
                least[cell.col] = max(least[cell.col], face.width(kept, size, cell.bold) + 2 * PAD + 0.5)
    return least


def _together(text: str) -> Sequence[str]:
    """A number stays whole; its unit may stand on the next line."""
    return [word for word in re.split(r" (?=[A-Za-z])", text.replace("\n", " ")) if len(word) <= 24]


def fitting(grid: Grid, total: float, face: Typeface, size: float) -> tuple[tuple[float, ...], float]:
    """Column widths and the largest type, at most `size`, in which the table fits."""
    while size > SMALLEST:
        widths = column_widths(grid, total, face, size)
        if widths is not None:
            return widths, size
        size -= 0.5
    least = _least(grid, face, size)
    return tuple(w * total / sum(least) for w in least), size

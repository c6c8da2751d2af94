"""Where the lines of one ruled row stand, in every column on one scale.

On pages that is their height in points; a row that goes on over a page break is one strip. In DOCX and text nothing
is measured: typists align with empty paragraphs, so the number of paragraphs above counts, and how many lines a
paragraph wraps to is estimated as the column width at which the columns lie beside each other best.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from textwrap import wrap
from typing import TypeVar

from extractor.interpret.labels import list_marker
from schemas.patterns import pattern
from schemas.transcript import Line

GAP = 1.45  # times the usual distance between lines: a wider one separates two entries
MIN_GAP_POINTS = 3.0  # points beyond the usual distance
OVERPRINT = 0.6  # line heights; lines closer than this stand beside each other
WIDEST_LEADING = 2.2  # line heights; wider distances are gaps even where no other line tells
CHARACTERS = range(10, 71, 2)  # column widths that are tried where the file gives none
FEWEST_CHARACTERS = 3
LETTER_WIDTHS = (4.6, 4.4, 4.8, 4.2, 5.0, 4.0, 5.2, 3.8, 5.4, 5.6, 5.8, 6.0, 6.2)  # points, from small type to large
CELL_PADDING = 10.8  # points left and right together, as word processors have it
NEAR_TOP = 0.2  # weight of a target's distance from the first line of its indicator

VALUE_START = pattern("value-start")
_BARE_RUPIAH = pattern("rupiah-line")
_UNFINISHED = pattern("value-unfinished")
_CLOSED = pattern("marker-closing-bracket")
_REMARK = re.compile(r"^\s*\(")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its top and bottom: points, or lines of text where there are no pages."""

    line: Line
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Column = tuple[Placed, ...]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines of one column that belong together."""

    lines: tuple[Placed, ...]
    style: str | None = None  # of its list marker
    left: float | None = None  # points: where its marker stands

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def printed(self) -> tuple[Line, ...]:
        return tuple(p.line for p in self.lines)


def is_paged(lines: Sequence[Line]) -> bool:
    """True where the filled lines were measured."""
    return all(line.box is not None for line in lines if line.text.strip())


def place(columns: Mapping[Key, Sequence[Line]]) -> dict[Key, Column]:
    """The filled lines of every column on one scale, top to bottom."""
    shifts = _page_shifts([line for lines in columns.values() for line in lines])
    return {key: _placed(lines, shifts) for key, lines in columns.items()}


def _placed(lines: Sequence[Line], shifts: Mapping[int | None, float]) -> Column:
    result = []
    for i, line in enumerate(lines):
        if not line.text.strip():
            continue
        if line.box is None:
            result.append(Placed(line, float(i), i + 1.0))
        else:
            shift = shifts[line.page]
            result.append(Placed(line, line.box.top + shift, line.box.bottom + shift))
    return tuple(result)


def _page_shifts(lines: Sequence[Line]) -> dict[int | None, float]:
    """Per page what is added to its heights so that the pages make one strip."""
    boxes = [(line.page, line.box) for line in lines if line.box is not None and line.text.strip()]
    pages = sorted({page for page, _ in boxes if page is not None})
    shifts: dict[int | None, float] = {None: 0.0}
    end: float | None = None
    for page in pages:
        own = [box for number, box in boxes if number == page]
        first, last = min(box.top for box in own), max(box.bottom for box in own)
        shifts[page] = 0.0 if end is None else end - first
        end = last + shifts[page]
    return shifts


def leading(column: Column) -> float:
    """The usual distance from line top to line top: the smallest one that is no overprint."""
    if not column:
        return 1.0
    tall = median(p.bottom - p.top for p in column)
    steps = [b.top - a.top for a, b in pairwise(column)]
    real = [s for s in steps if s > OVERPRINT * tall]
    return min(min(real), WIDEST_LEADING * tall) if real else tall


def _parts(above: Placed, below: Placed, usual: float) -> bool:
    """True where more than the usual distance lies between two lines."""
    if above.line.box is None:
        return below.top - above.bottom > 0.5
    return below.top - above.top > max(GAP * usual, usual + MIN_GAP_POINTS)


def marker_of(line: Line) -> tuple[str, float | None] | None:
    """Style of the list marker that a line begins with, and where it stands.

    The style of a bullet is its sign, and "1)" is another list than "1.".
    """
    marker = list_marker(line.text)
    if marker is None:
        return None
    style = marker[0]
    if style == "bullet":
        style = line.text.lstrip()[0].replace("–", "-")
    elif _CLOSED.match(line.text):
        style += ")"
    left = line.box.x0 if line.box is not None else line.indent
    return style, left


def by_gaps(column: Column, marks: bool = True) -> list[Entry]:
    """Entries: a wide gap or (`marks`) a list marker begins a new one."""
    usual = leading(column)
    groups: list[list[Placed]] = []
    found: list[tuple[str, float | None] | None] = []
    for item in column:
        marker = marker_of(item.line)
        if not groups or _parts(groups[-1][-1], item, usual) or (marks and marker is not None):
            groups.append([item])
            found.append(marker)
        else:
            groups[-1].append(item)
    return [Entry(tuple(group), *(marker or (None, None))) for group, marker in zip(groups, found, strict=True)]


def values(column: Column) -> list[Entry]:
    """Entries of a column of targets: each begins as a target does, or after a gap.

    "Rp." alone is the begin of the amount below it, and what a dash or "s.d." leaves open goes on.
    """
    usual = leading(column)
    groups: list[list[Placed]] = []
    for item in column:
        above = groups[-1][-1].line.text if groups else ""
        open_above = bool(_BARE_RUPIAH.match(above)) or (bool(_UNFINISHED.search(above)) and len(above.strip()) > 1)
        remark = bool(_REMARK.match(item.line.text)) and not _REMARK.match(above)
        starts = bool(VALUE_START.match(item.line.text)) and not open_above and not remark
        if not groups or starts or _parts(groups[-1][-1], item, usual):
            groups.append([item])
        else:
            groups[-1].append(item)
    return [Entry(tuple(group)) for group in groups]


def one_each(column: Column) -> list[Entry]:
    """Every line (a paragraph, where there are no pages) as an entry."""
    return [Entry((item,), *(marker_of(item.line) or (None, None))) for item in column]


def settled(
    columns: Mapping[Key, Column], widths: Mapping[Key, float], base: Key, prose: Sequence[Key]
) -> dict[Key, Column]:
    """Columns without pages as they stand once their paragraphs wrap.

    Where the file gives column widths, one width of a letter is sought for all columns; else each column is tried
    by itself. The best is that at which the columns lie beside each other: some target beside every line group of
    the `base` column (the indicators), the paragraphs of `prose` columns beside its paragraphs.
    """
    if all(key in widths for key, column in columns.items() if column):
        tried = [
            {key: _wrapped_at(c, _characters(widths.get(key, 0.0), letter)) for key, c in columns.items()}
            for letter in LETTER_WIDTHS
        ]
    else:
        tried = [
            {key: _wrapped_at(c, width) if key == base else c for key, c in columns.items()} for width in CHARACTERS
        ]
    measured = [key for key in columns if key != base and key not in prose]
    best = min(tried, key=lambda t: _misfit(t, base, measured, prose))
    if any(column and key not in widths for key, column in columns.items()):
        for key in prose:
            anchors = [p.top for p in best[base]]
            best[key] = min((_wrapped_at(columns[key], width) for width in CHARACTERS), key=lambda c: _off(c, anchors))
    return best


def _characters(width: float, letter: float) -> int:
    return max(FEWEST_CHARACTERS, int((width - CELL_PADDING) / letter))


def _misfit(columns: Mapping[Key, Column], base: Key, measured: Sequence[Key], prose: Sequence[Key]) -> float:
    """How far the columns lie from where they belong, in lines."""
    cost = 0.0
    for key in measured:
        found = values(columns[key])
        if found:
            cost += sum(min(_outside(p, v.top) for p in columns[base]) for v in found) / len(found)
            cost += NEAR_TOP * sum(min(abs(p.top - v.top) for p in columns[base]) for v in found) / len(found)
    return cost + sum(_off(columns[key], [p.top for p in columns[base]]) for key in prose)


def _off(column: Column, anchors: Sequence[float]) -> float:
    """How far the column's paragraphs begin from the nearest anchor, on average."""
    return sum(min(abs(p.top - a) for a in anchors) for p in column) / len(column) if column and anchors else 0.0


def _outside(placed: Placed, height: float) -> float:
    return max(placed.top - height, height - (placed.bottom - 1.0), 0.0)


def _wrapped_at(column: Column, width: int) -> Column:
    more = 0.0
    result = []
    for item in column:
        count = max(1, len(wrap(item.line.text, width)))
        result.append(Placed(item.line, item.top + more, item.top + more + count))
        more += count - 1
    return tuple(result)

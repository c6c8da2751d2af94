"""Printed rows of a strip -> evidence at each boundary between them, and of each run of them. No decisions.

A strip is a row of a lattice that may hold several rows of the table, with no rulings between them. Two arrays come
out, for row_segments to weigh: what speaks for a new row at a boundary, and what speaks for taking printed rows
lo..hi-1 as one row of the table. Lengths are in parts of the text height.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import Fragment, TableColumns, columns_of
from parsers.layout.printed_rows import LIST_MARK, LOWER_START, is_number, is_year
from parsers.layout.row_boundaries import RowBoundaries
from schemas.patterns import pattern

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BOUNDARY = (
    "new",
    "ruled_above",
    "gap",
    "gap_wide",
    "gap_very_wide",
    "gap_narrow",
    "contrast",
    "overlap",
    "heading",
    "lower",
    "open_end",
    "roomy",
    "wrapped",
    "new_cells",
    "key",
    "counted",
    "figures_again",
    "sub_item",
    "item",
    "bolder",
    "alone",
    "column_numbers",
)
"""What is known of a boundary, in the order of the array's columns; data/row_model.toml says what each one is."""

SEGMENT = ("second_figures", "more_figures", "second_keys", "without_figures", "only_figures", "lone")
"""What is known of printed rows that would be one row of the table."""

WIDE, VERY_WIDE, WIDEST = 0.15, 0.35, 1.2  # gaps beyond that between lines of a cell
FIGURE_SHARE = 0.4  # of a column's texts begin as values do: a column of figures or codes
TEXT_WORD = 4  # a word of so many letters is text, no unit, code or mark
TEXT_SHARE = 0.4  # of a column's texts have one: a column of sentences
MOST = 3.0  # cells that are counted for one piece of evidence
ROOM = 0.5  # that a line left beyond the first word of the next: it ended there
OWN_FIGURES = 3  # columns of figures, from which on an item "a." is a row of the table
COUNTED_COLUMNS = 4  # numbers in order, from which on they are those of the columns
SEVERAL_YEARS = 2  # beside each other name columns
LINES_OF_CELLS = 12  # of so many gaps one, at least, is between lines of a cell
VALUE_START = pattern("value-start")
OPEN_END = re.compile(r"(?:[,/(&-]|\b(?:dan|atau|yang|dengan|dari|di|ke|pada|untuk|dalam|per|oleh|serta|terhadap))$")
NUMBERED = re.compile(r"^\(?(\d{1,3})[.)]?$")


@dataclass(frozen=True, slots=True)
class StripContext:
    """What is known of a strip beside its words."""

    ruled_rows: int  # of the lattice that the strip is a row of
    headings: frozenset[int]  # printed rows beside which other borders are drawn than above


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """The evidence of a strip of n printed rows."""

    boundary: Floats  # (n, BOUNDARY): above each printed row; of the first one it counts for nothing
    segment: Floats  # (n, n + 1, SEGMENT): of printed rows lo..hi-1


def row_evidence(boundaries: RowBoundaries, context: StripContext) -> RowEvidence:
    """The evidence of a strip with one printed row or more."""
    strip = _Strip(boundaries)
    return RowEvidence(_boundary_evidence(strip, context), _segment_evidence(strip))


class _Strip:
    """A strip's printed rows and what is asked of them often."""

    def __init__(self, boundaries: RowBoundaries) -> None:
        self.boundaries = boundaries
        self.rows = boundaries.rows
        self.columns = boundaries.columns
        self.height = boundaries.height
        self.text_columns = text_columns(self.columns, TEXT_SHARE)
        self.years = {row[0].row for row in self.rows if sum(is_year(f.text) for f in row) >= SEVERAL_YEARS}
        self.last_above = _last_above(self.rows)
        self.rivers = _rivers(boundaries)
        figure_columns = columns_of(self.rows, self.columns.count, _begins_as_value, FIGURE_SHARE)
        self.figures = [[f for f in row if self._is_figure(f, figure_columns)] for row in self.rows]

    def _is_figure(self, fragment: Fragment, figure_columns: Bools) -> bool:
        """True for what begins as a value or a code does in a column of those; years beside each other are none."""
        return (
            fragment.in_one_column
            and not (fragment.row in self.years and is_year(fragment.text))
            and bool(figure_columns[fragment.first])
            and _begins_as_value(fragment)
        )

    def line_gap(self) -> float:
        """The gap between lines of a cell: that above lines that begin in lower case; where there are none, a small one
        of all between texts under each other, since most cells can have a line only."""
        pairs = [
            (fragment.top - above.bottom, above.row == fragment.row - 1 and begins_lower(fragment))
            for row, over in zip(self.rows, self.last_above, strict=True)
            for fragment in row
            if (above := over.get(fragment.first)) is not None
        ]
        near = [(gap, continues) for gap, continues in pairs if gap < self.height]
        if continued := [gap for gap, continues in near if continues]:
            return float(np.median(continued)) / self.height
        gaps = sorted(gap for gap, _ in near)
        return gaps[min(len(gaps) // LINES_OF_CELLS, len(gaps) - 1)] / self.height if gaps else 0.0


def _rivers(boundaries: RowBoundaries) -> Floats:
    """(n,) white space between all that is above each printed row and all from it on; 0 above the first."""
    rows = boundaries.raster.rows
    bottoms = np.maximum.accumulate([row.bottom for row in rows])
    tops = np.minimum.accumulate([row.top for row in reversed(rows)])[::-1]
    return np.concatenate([[0.0], tops[1:] - bottoms[:-1]]) / boundaries.height


def text_columns(columns: TableColumns, share: float) -> Bools:
    """(columns,): whether so much of a column's texts, at least, are no numbers, units, codes and marks."""
    return columns_of(columns.fragments, columns.count, _has_text_word, share)


def _begins_as_value(fragment: Fragment) -> bool:
    return bool(VALUE_START.match(fragment.text) or is_number(fragment.text))


def _has_text_word(fragment: Fragment) -> bool:
    return any(len(word.text) >= TEXT_WORD and word.text.isalpha() for word in fragment.words)


def _last_above(rows: Sequence[Sequence[Fragment]]) -> list[dict[int, Fragment]]:
    """For each printed row the last fragment above it in each column."""
    result: list[dict[int, Fragment]] = []
    seen: dict[int, Fragment] = {}
    for row in rows:
        result.append(dict(seen))
        seen.update({fragment.first: fragment for fragment in row})
    return result


def _boundary_evidence(strip: _Strip, context: StripContext) -> Floats:
    rows = strip.rows
    result = np.zeros((len(rows), len(BOUNDARY)))
    line_gap = strip.line_gap()
    widest = float(np.percentile(strip.rivers[1:], 90)) if len(rows) > 1 else 0.0
    for i in range(1, len(rows)):
        found = {
            "new": 1.0,
            "ruled_above": min(context.ruled_rows, 10) / 10,
            "heading": float(i in context.headings),
            **_gap_evidence(float(strip.rivers[i]), line_gap, widest),
            **_text_evidence(strip, i),
            **_fill_evidence(strip, i),
        }
        result[i] = [found[name] for name in BOUNDARY]
    return result


def _gap_evidence(river: float, line_gap: float, widest: float) -> dict[str, float]:
    extra = min(river - line_gap, WIDEST)
    spread = widest - line_gap
    return {
        "gap": max(-WIDE, extra),
        "gap_wide": float(extra > WIDE),
        "gap_very_wide": float(extra > VERY_WIDE),
        "gap_narrow": float(extra < WIDE / 2),
        "contrast": min(1.0, max(0.0, extra / spread)) if spread > WIDE else 0.0,
        "overlap": float(river < -WIDE),
    }


def _text_evidence(strip: _Strip, i: int) -> dict[str, float]:
    """What texts say: whether they continue those above."""
    lower = open_end = roomy = wrapped = 0
    for fragment in strip.rows[i]:
        over = strip.last_above[i].get(fragment.first)
        if not fragment.in_one_column or over is None or not strip.text_columns[fragment.first]:
            continue
        lower += begins_lower(fragment)
        open_end += bool(OPEN_END.search(over.text))
        if strip.boundaries.is_wrapped(over, fragment):
            wrapped += 1
        elif _room(strip, over, fragment) > ROOM:
            roomy += 1
    return {
        name: min(float(n), MOST)
        for name, n in zip(("lower", "open_end", "roomy", "wrapped"), (lower, open_end, roomy, wrapped), strict=True)
    }


def begins_lower(fragment: Fragment) -> bool:
    """True where a text begins in the middle of a sentence, and with no letter that counts."""
    return bool(LOWER_START.match(fragment.text)) and LIST_MARK.match(fragment.words[0].text) is None


def _room(strip: _Strip, over: Fragment, under: Fragment) -> float:
    """What a line left free beyond the first word of the line below it, text heights."""
    free = float(strip.columns.right[over.last]) - over.x1 - under.words[0].box.width
    return free / strip.height


def _fill_evidence(strip: _Strip, i: int) -> dict[str, float]:
    """What the columns say: which of them begin here."""
    row, above = strip.rows[i], {fragment.first for fragment in strip.rows[i - 1]}
    figures, figures_above = ({f.first for f in strip.figures[k]} for k in (i, i - 1))
    first = min(row, key=lambda fragment: fragment.first)
    mark = first.words[0].text
    counts = any(map(str.isdigit, mark)) and not mark.endswith(")")  # "1." numbers rows, "a." and "1)" items of a list
    marked = bool(first.words[1:]) and LIST_MARK.match(mark) is not None and not counts
    bold, bold_above = (_is_bold(fragments) for fragments in (row, strip.rows[i - 1]))
    return {
        "new_cells": min(MOST, sum(f.first not in above for f in row)),
        "key": float(first.first == 0),
        "counted": float(_continues_count(strip, i)),
        "figures_again": min(MOST, len(figures & figures_above)),
        "sub_item": float(marked and (len(figures) < OWN_FIGURES or not any(map(str.isalnum, mark)))),
        "item": float(any(f.words[1:] and LIST_MARK.match(f.words[0].text) for f in row)),
        "bolder": float(bold and not bold_above),
        "alone": float(len(row) == 1),
        "column_numbers": float(_numbers_columns(row) or _numbers_columns(strip.rows[i - 1])),
    }


def _is_bold(fragments: Sequence[Fragment]) -> bool:
    return all(fragment.bold for fragment in fragments)


def _numbers_columns(row: Sequence[Fragment]) -> bool:
    """True for a row of numbers that count the columns: "1 | 2 | 3 | 4"."""
    found = [NUMBERED.match(fragment.text) for fragment in row]
    counted = [int(match[1]) for match in found if match]
    return len(counted) >= COUNTED_COLUMNS and counted == list(range(counted[0], counted[0] + len(counted)))


def _continues_count(strip: _Strip, i: int) -> bool:
    """True where a number in front is the one above it and one more."""
    first = min(strip.rows[i], key=lambda fragment: fragment.first)
    over = strip.last_above[i].get(first.first)
    found, before = NUMBERED.match(first.words[0].text), over and NUMBERED.match(over.words[0].text)
    return bool(found and before and int(found[1]) == int(before[1]) + 1)


def _is_below_text(strip: _Strip) -> Bools:
    """(n,): whether a printed row has one text, in a column beside the first that has a text above it."""
    return np.array(
        [
            len(row) == 1
            and row[0].first > 0
            and (over := above.get(row[0].first)) is not None
            and not is_number(over.text)
            for row, above in zip(strip.rows, strip.last_above, strict=True)
        ]
    )


def _segment_evidence(strip: _Strip) -> Floats:
    """(n, n + 1, SEGMENT)."""
    n = len(strip.rows)
    figures = np.zeros((n + 1, strip.columns.count))
    texts_in = np.zeros((n + 1, strip.columns.count))
    keys = np.zeros(n + 1)
    for i, row in enumerate(strip.rows):
        for fragment in row:
            texts_in[i + 1, fragment.first : fragment.last + 1] = 1
        for fragment in strip.figures[i]:
            figures[i + 1, fragment.first] = 1
            keys[i + 1] += fragment.first == 0
    total, filled, count = np.cumsum(figures, axis=0), np.cumsum(texts_in, axis=0), np.cumsum(keys)
    inside = total[None, :, :] - total[:n, None, :]  # (lo, hi, columns)
    result = np.zeros((n, n + 1, len(SEGMENT)))
    result[:, :, 0] = (inside > 1).sum(axis=2).clip(0, MOST)
    result[:, :, 1] = np.log1p(np.maximum(inside - 1, 0).max(axis=2))
    result[:, :, 2] = np.log1p(np.maximum(count[None, :] - count[:n, None] - 1, 0))
    result[:, :, 3] = (inside.sum(axis=2) == 0) if figures.any() else 0
    alone = (filled[None, :, :] - filled[:n, None, :] > 0).sum(axis=2) == 1
    result[:, :, 5] = alone & _is_below_text(strip)[:, None]
    texts = np.cumsum([0, *(len(own) < len(row) for own, row in zip(strip.figures, strip.rows, strict=True))])
    result[:, :, 4] = (texts[None, :] - texts[:n, None] == 0) & (np.arange(n + 1)[None, :] > np.arange(n)[:, None])
    return result

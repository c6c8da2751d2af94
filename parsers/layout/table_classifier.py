"""Text in columns -> is it a table? Tells tables from prose in columns, lists, labels with values, letterheads and
signature blocks, by counts over the rows with text in several columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from parsers.layout.column_fragments import TableColumns
from parsers.layout.column_gutters import HEADER_ROWS
from parsers.layout.printed_rows import LIST_MARK, is_number
from parsers.layout.row_boundaries import FragmentRow
from parsers.layout.row_raster import RowRaster
from parsers.layout.ruling_lines import HorizontalRulings

Floats = npt.NDArray[np.float64]

MIN_ROWS = 3  # printed rows with text in two columns
MIN_COLUMNS = 2  # with content: more than colons, list marks and labels
CROSSING_SHARE = 0.3  # of the rows run across gutters: prose that happens to leave white space
LABEL_SHARE = 0.5  # of the rows have a colon between two columns: labels and values, no table
PROSE_WORDS = 4.0  # words per fragment from which on columns hold prose
NUMERIC_SHARE = 0.3  # of the fragments after the first column: numbers make it a table
MARK_SHARE = 0.7  # of the fragments of a column are list marks: it belongs to the next one
RULING_SHARE = 0.6  # of the table's width: a ruling of the table
MIN_RULINGS = 2  # of such rulings: a table
RULING_DISTANCE = 2.0  # text heights: how far above and below the text a table's rulings may be


def wide_rulings(rulings: HorizontalRulings, left: float, right: float) -> Floats:
    """(n,) y in points of the rulings that cover most of the width from `left` to `right`."""
    lines = rulings.lines
    shared = np.minimum(lines[:, 2], right) - np.maximum(lines[:, 1], left)
    wide: Floats = lines[shared >= RULING_SHARE * (right - left), 0]
    return wide


def is_table(raster: RowRaster, columns: TableColumns, rulings: HorizontalRulings) -> bool:
    """True where enough rows fill several columns, few run across gutters, and numbers, rulings or short texts show
    that the columns are those of a table."""
    # Fragments of dots alone are places to fill in by hand.
    written = [tuple(fragment for fragment in row if fragment.text) for row in columns.fragments]
    several = [row for row in written if len(row) > 1]
    if len(several) < MIN_ROWS or _content_columns(columns, several) < MIN_COLUMNS:
        return False
    body = columns.fragments[HEADER_ROWS:]
    crossing = sum(any(not fragment.in_one_column for fragment in row) for row in body)
    if crossing > CROSSING_SHARE * max(len(body), 1):
        return False
    certain = _is_numeric(several) or _is_ruled(raster, columns, rulings)
    words = [len(f.words) for row in several for f in row if f.first > 0 or columns.count == 2]
    words_per_cell = sum(words) / len(words)
    if columns.count == 2:
        return certain and words_per_cell < PROSE_WORDS
    return certain or (len(several) > MIN_ROWS and words_per_cell < 2 * PROSE_WORDS)


def _is_numeric(rows: list[FragmentRow]) -> bool:
    after_first = [fragment for row in rows for fragment in row if fragment.first > 0]
    return sum(is_number(fragment.text) for fragment in after_first) >= NUMERIC_SHARE * max(len(after_first), 1)


def _is_ruled(raster: RowRaster, columns: TableColumns, rulings: HorizontalRulings) -> bool:
    wide = wide_rulings(rulings, float(columns.left[0]), float(columns.right[-1]))
    margin = RULING_DISTANCE * raster.height
    top, bottom = raster.rows[0].top - margin, raster.rows[-1].bottom + margin
    return int(((wide >= top) & (wide <= bottom)).sum()) >= MIN_RULINGS


def _content_columns(columns: TableColumns, rows: list[FragmentRow]) -> int:
    """Columns that hold more than colons, list marks and labels before a colon."""
    content = 0
    for c in range(columns.count):
        texts = [fragment.text for row in rows for fragment in row if fragment.first == c]
        colons = sum(text.startswith(":") for text in texts)
        marks = sum(bool(LIST_MARK.match(text)) for text in texts)
        if texts and colons >= LABEL_SHARE * len(texts):  # what is left of it are labels
            content = 0 if marks or all(text == ":" for text in texts) else 1
        elif texts and marks < MARK_SHARE * len(texts):
            content += 1
    return content

"""Heights of paragraphs in files without pages, estimated: the column width at which the columns align best.

Input and output are columns of a strip in lines of text; each paragraph grows to the lines that it wraps to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from extractor.interpret.rows.strip import Key, Placed, PlacedColumn
from extractor.interpret.rows.strip_entries import value_entries

CHARACTERS = range(10, 71, 2)  # column widths, in characters, that are tried where the file gives none
FEWEST_CHARACTERS = 3  # of a column that the file gives a width
LETTER_WIDTHS = (4.6, 4.4, 4.8, 4.2, 5.0, 4.0, 5.2, 3.8, 5.4, 5.6, 5.8, 6.0, 6.2)  # points, likeliest first
CELL_PADDING = 10.8  # points left and right together, as word processors have it
NEAR_TOP = 0.2  # weight of a target's distance from the first line of its indicator


def wrapped_columns(
    columns: Mapping[Key, PlacedColumn], widths: Mapping[Key, float], base: Key, prose: Sequence[Key]
) -> dict[Key, PlacedColumn]:
    """Columns without pages with the heights that they have once their paragraphs wrap.

    `widths` are those of the columns in points. Where the file gives all of them, one width of a letter is sought for
    all columns; else each column is tried by itself. The best is that at which the columns align: some target beside
    every line group of the `base` column (the indicators), the paragraphs of `prose` columns beside its paragraphs.
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
    best = min(tried, key=lambda t: _misalignment(t, base, measured, prose))
    if any(column and key not in widths for key, column in columns.items()):
        anchors = [placed.top for placed in best[base]]
        return {**best, **{key: _best_aligned(columns[key], anchors) for key in prose}}
    return best


def _best_aligned(column: PlacedColumn, anchors: Sequence[float]) -> PlacedColumn:
    return min((_wrapped_at(column, width) for width in CHARACTERS), key=lambda c: _off_anchors(c, anchors))


def _characters(width: float, letter: float) -> int:
    """How many letters of a width fit into a column, both in points."""
    return max(FEWEST_CHARACTERS, int((width - CELL_PADDING) / letter))


def _misalignment(
    columns: Mapping[Key, PlacedColumn], base: Key, measured: Sequence[Key], prose: Sequence[Key]
) -> float:
    """How far the columns lie from where they belong, in lines."""
    cost = 0.0
    for key in measured:
        found = value_entries(columns[key])
        if found:
            cost += sum(min(_outside(p, v.top) for p in columns[base]) for v in found) / len(found)
            cost += NEAR_TOP * sum(min(abs(p.top - v.top) for p in columns[base]) for v in found) / len(found)
    return cost + sum(_off_anchors(columns[key], [p.top for p in columns[base]]) for key in prose)


def _off_anchors(column: PlacedColumn, anchors: Sequence[float]) -> float:
    """How far the column's paragraphs begin from the nearest anchor, in lines on average."""
    return sum(min(abs(p.top - a) for a in anchors) for p in column) / len(column) if column and anchors else 0.0


def _outside(placed: Placed, height: float) -> float:
    """How far a height lies above the line, or below the top of its last line of text."""
    return max(placed.top - height, height - (placed.bottom - 1.0), 0.0)


def _wrapped_at(column: PlacedColumn, width: int) -> PlacedColumn:
    """The column with each paragraph as high as it is when it wraps at `width` characters."""
    more = 0.0
    result = []
    for item in column:
        count = max(1, len(wrap(item.line.text, width)))
        result.append(Placed(item.line, item.top + more, item.top + more + count))
        more += count - 1
    return tuple(result)

"""Which column of a table each column of its continuation is, where no header says so: by edges, else by content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p

from extractor.interpret.tables.column_contents import likeness
from extractor.interpret.tables.grid_view import GridView, cell_text
from schemas.transcript import Grid

EDGE_TOLERANCE = 12.0  # points by which column edges may shift from page to page
SAME_EDGE = 3.0  # points between two edges that are one, where a part has other outer edges than its table
SKIPPED_FULL = -0.6  # cost of a table column that the continuation lacks though the table has text in it
SKIPPED_GROUP = -0.2  # the same for one with many blank cells, as number and sasaran columns have
MANY_BLANKS = 0.3  # share of a column's cells that are blank
# Weights of the similarity of two columns.
WEIGHT_LIKE = 0.5  # of the kinds of entries
WEIGHT_LENGTH = 0.3  # of the length of texts
WEIGHT_SHARED = 0.7  # of texts that both hold
BIAS = -0.2
MOSTLY_BLANK = 0.5  # share of blank cells of a column without evidence
BOTH_BLANK, ONE_BLANK = 0.1, -0.1  # similarity of two such columns, and of one with another

ALIKE = 0.45  # similarity that the likest column of a continuation has at least
SKIPPED_LAST = -0.1  # the same for the last ones: where a text leaves trailing blanks out, they are often missing
MOST_DROPPED = 3  # columns that a continuation may lack


@dataclass(frozen=True, slots=True)
class Profile:
    """What a column holds, over its cells."""

    like: tuple[float, ...]  # shares (0..1) of texts that look like an indicator, a sasaran, a target
    length: float  # log(1 + mean letters)
    blank: float  # share (0..1) of blank cells
    texts: frozenset[str]  # in lower case


def profile(view: GridView, first: int, last: int, col: int) -> Profile:
    """What the cells of column `col` hold that begin in rows first..last-1."""
    texts = [cell_text(c) for r in range(first, last) if (c := view.at(r, col)) is not None and c.row == r]
    filled = [t for t in texts if t]
    return Profile(
        likeness(filled),
        log1p(sum(map(len, filled)) / len(filled)) if filled else 0.0,
        1 - len(filled) / len(texts) if texts else 1.0,
        frozenset(t.casefold() for t in filled),
    )


def similarity(a: Profile, b: Profile) -> float:
    """How much two columns look like one: about 1 for the same, below 0 for different ones."""
    if not a.texts or not b.texts:
        return BOTH_BLANK if a.blank > MOSTLY_BLANK and b.blank > MOSTLY_BLANK else ONE_BLANK
    like = 1.0 - sum(abs(x - y) for x, y in zip(a.like, b.like, strict=True)) / 2
    length = 1.0 - abs(a.length - b.length) / 2
    shared = len(a.texts & b.texts) / min(len(a.texts), len(b.texts))
    return WEIGHT_LIKE * like + WEIGHT_LENGTH * length + WEIGHT_SHARED * shared + BIAS


def columns_by_content(base: Sequence[Profile], part: Sequence[Profile]) -> tuple[int | None, ...] | None:
    """Places of `part`'s columns among `base`'s, in order: the alignment of greatest similarity (dynamic programming).

    None where too many would have to be missing, or where the likest column is too unlike (signatures below a table
    are none of it). O(len(base) * len(part)).
    """
    if len(part) > len(base) or len(base) - len(part) > MOST_DROPPED or 2 * len(part) <= len(base):
        return None

    def skipped(column: Profile) -> float:
        return SKIPPED_GROUP if column.blank > MANY_BLANKS else SKIPPED_FULL

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[int, ...]]:
        """Best score for part[j:] on base[i:]."""
        if j == len(part):
            return SKIPPED_LAST * (len(base) - i), ()
        if len(base) - i < len(part) - j:
            return float("-inf"), ()
        taken = best(i + 1, j + 1)
        use = (similarity(base[i], part[j]) + taken[0], (i, *taken[1]))
        left = best(i + 1, j)
        skip = (left[0] + skipped(base[i]), left[1])
        return max(use, skip, key=lambda option: option[0])

    places = best(0, 0)[1]
    likest = max((similarity(base[i], column) for i, column in zip(places, part, strict=True)), default=0.0)
    return places if likest >= ALIKE else None


def _edges_are_among(base: Grid, part: Grid) -> bool:
    """True where each column edge of the part is one of the base's: columns that are blank on a page are not drawn
    there (test_outer_columns_may_be_missing_on_the_next_page)."""
    return all(any(abs(edge - other) <= SAME_EDGE for other in base.col_edges) for edge in part.col_edges)


def columns_by_edges(base: Grid, part: Grid) -> tuple[int | None, ...] | None:
    """The base column in which the middle of each of the part's columns lies; None for a column in none of them.

    None for the whole where the outer edges differ (those of an unruled part may lie further inside), or where two
    columns meet in one. Without pages edges are hints, since the program that shows the table decides: None too.
    """
    if not base.col_edges or not part.col_edges or base.page is None:
        return None
    left, right = part.col_edges[0] - base.col_edges[0], base.col_edges[-1] - part.col_edges[-1]
    # Without rulings a part shows no columns that are blank on its page: goals that go on over it, remarks.
    farthest = max(left, right) if part.ruled and not _edges_are_among(base, part) else 0.0
    if min(left, right) < -EDGE_TOLERANCE or farthest > EDGE_TOLERANCE:
        return None
    slack = EDGE_TOLERANCE / 3
    places: list[int | None] = []
    for c in range(part.cols):
        mid = (part.col_edges[c] + part.col_edges[c + 1]) / 2
        places.append(
            next(
                (b for b in range(base.cols) if base.col_edges[b] - slack <= mid <= base.col_edges[b + 1] + slack), None
            )
        )
    used = [p for p in places if p is not None]
    if len(set(used)) != len(used) or len(used) < max(2, base.cols - MOST_DROPPED):
        return None
    return tuple(places)

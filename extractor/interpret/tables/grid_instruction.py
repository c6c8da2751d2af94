"""Instructions of people and a grid -> what they say of this grid: GridInstruction, or None where none is about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.column_assignment import column_texts
from extractor.interpret.tables.grid_view import GridView
from schemas.document import Kotak
from schemas.printed import Role
from schemas.table_instruction import TableInstruction

SAME_WORDS = 85  # likeness, 0..100, of two header texts that are one but for a slip
MOSTLY_SAME = 0.8  # share of the columns whose headers are the same
SAME_PLACE = 0.6  # share of the smaller of two boxes that both cover


@dataclass(frozen=True, slots=True)
class GridInstruction:
    """What people said of one grid."""

    ids: tuple[str, ...] = ()
    roles: Mapping[int, Role] = field(default_factory=dict)  # by column, 0-based
    periods: Mapping[int, str | None] = field(default_factory=dict)  # of columns that were told
    holds_indicators: bool = True
    header_rows: int = 0  # from the top, where no header is found


NOTHING_TOLD = GridInstruction()


def told_of(
    view: GridView, header: tuple[int, int] | None, instructions: Sequence[TableInstruction]
) -> GridInstruction | None:
    """What is said of the grid; of two instructions the later one counts.

    `header`: its header rows, 0-based and half open, where they are known without a person.
    """
    meant = [one for one in instructions if _is_about(view, header, one)]
    if not meant:
        return None
    kinds = [one.holds_indicators for one in meant if one.holds_indicators is not None]
    columns = [one for one in meant if one.column is not None and one.column < view.grid.cols]
    return GridInstruction(
        tuple(one.id for one in meant),
        {one.column: one.role for one in columns if one.column is not None and one.role is not None},
        {one.column: one.period for one in columns if one.column is not None},
        kinds[-1] if kinds else True,
        min(meant[-1].header_rows, view.grid.rows - 1),
    )


def _is_about(view: GridView, header: tuple[int, int] | None, one: TableInstruction) -> bool:
    if len(one.headers) != view.grid.cols:
        return False
    here = one.page is not None and one.page == view.grid.page and _covers(view, one.box)
    return here or _same_header(view, header or (0, min(one.header_rows, view.grid.rows)), one)


def _same_header(view: GridView, header: tuple[int, int], one: TableInstruction) -> bool:
    """True where the columns are headed by the same words; without any, where the first row has the same words."""
    own = [" ".join(text.header) for text in column_texts(view, *header)]
    if not any(own):
        return not any(one.headers) and fuzz.ratio(squash(first_words(view, header[1])), squash(one.first_words)) >= (
            SAME_WORDS
        )
    alike = [fuzz.ratio(squash(a), squash(b)) >= SAME_WORDS or a == b for a, b in zip(own, one.headers, strict=True)]
    return any(one.headers) and sum(alike) >= MOSTLY_SAME * len(alike)


def first_words(view: GridView, row: int, most: int = 80) -> str:
    """The first characters, at most `most`, of the rows from `row` (0-based) on."""
    cells = [cell.text for cell in view.grid.cells if cell.row >= row and cell.text.strip()]
    return " ".join(" ".join(cells[:12]).split())[:most]


def _covers(view: GridView, box: Kotak | None) -> bool:
    own = view.grid.box
    if own is None or box is None:
        return False
    width = min(own.x1, box[2]) - max(own.x0, box[0])
    height = min(own.bottom, box[3]) - max(own.top, box[1])
    smaller = min(own.width * own.height, (box[2] - box[0]) * (box[3] - box[1]))
    return width > 0 and height > 0 and width * height >= SAME_PLACE * smaller

"""Transcripts made by hand: tables as lists of rows, lines as strings."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.geometry import Box
from schemas.transcript import Cell, Grid, Line, Page, Transcript

LINE_HEIGHT = 10.0  # points
ROW_PADDING = 4.0
COLUMN_WIDTH = 100.0

Row = Sequence[str | None]
"""Texts of a row's cells; line feeds part printed lines; None: the cell above, or a wide one to the left, goes on."""


def line(text: str, *, page: int | None = None, top: float = 0.0, x0: float = 50.0, bold: bool = False) -> Line:
    box = Box(x0, top, x0 + 5.0 * len(text), top + LINE_HEIGHT) if page is not None else None
    return Line(text, page, box, indent=x0 if page is not None else 0.0, bold=bold)


def grid(
    rows: Sequence[Row], *, page: int | None = None, top: float = 100.0, wide: dict[tuple[int, int], int] | None = None
) -> Grid:
    """A ruled table; `wide` gives the column span of cells that have one, by (row, column)."""
    wide = wide or {}
    tops = [top]
    for row in rows:
        tallest = max((text.count("\n") + 1 for text in row if text is not None), default=1)
        tops.append(tops[-1] + tallest * LINE_HEIGHT + ROW_PADDING)
    covered = {(r, c + i) for (r, c), span in wide.items() for i in range(1, span)}
    cells: list[Cell] = []
    cols = len(rows[0])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or (r, c) in covered:
                continue
            span = wide.get((r, c), 1)
            deep = 1
            while r + deep < len(rows) and rows[r + deep][c] is None and (r + deep, c) not in covered:
                deep += 1
            covered.update((r + i, c + j) for i in range(deep) for j in range(span))
            x0 = 50.0 + c * COLUMN_WIDTH
            lines = tuple(
                line(part, page=page, top=tops[r] + ROW_PADDING / 2 + i * LINE_HEIGHT, x0=x0 + 2)
                for i, part in enumerate(text.split("\n"))
                if text
            )
            box = Box(x0, tops[r], x0 + span * COLUMN_WIDTH, tops[r + deep]) if page is not None else None
            cells.append(Cell(r, c, deep, span, lines, box))
    edges = tuple(50.0 + c * COLUMN_WIDTH for c in range(cols + 1)) if page is not None else ()
    box = Box(50.0, top, 50.0 + cols * COLUMN_WIDTH, tops[-1]) if page is not None else None
    return Grid(len(rows), cols, tuple(sorted(cells, key=lambda x: (x.row, x.col))), page, box, col_edges=edges)


def flow(*blocks: str | Grid) -> Transcript:
    """A document without pages."""
    return pages([block if isinstance(block, Grid) else line(block) for block in blocks])


def pages(*contents: Sequence[Line | Grid]) -> Transcript:
    """One page per list of blocks; blocks that say their page make it a paged document."""
    made = tuple(Page(_number(blocks), 595.0, 842.0, tuple(blocks)) for blocks in contents)
    count = len(made) if made and made[0].number is not None else None
    return Transcript("contoh", "0" * 64, "application/pdf", 1, made, "tests", count)


def _number(blocks: Sequence[Line | Grid]) -> int | None:
    return next((block.page for block in blocks if block.page is not None), None)

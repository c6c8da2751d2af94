"""Pages -> rows of text in reading order: fragments of one printed row joined, tables that only arrange text opened.

A row is what a person reads as one line, also where a reader has seen columns in it ("Mengingat | : | 1. | Pasal 5").
Tables of data are left out: they are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schemas.geometry import Box, union
from schemas.patterns import pattern
from schemas.transcript import Cell, Grid, Line, Page, Word

SAME_ROW = 0.4  # of the lower of two heights: fragments beside each other that overlap by more are one row
WIDE_GAP = 1.6  # heights of a row: a gap that a person sees as a tab
WIDE_ROW = 0.55  # of the width of a page's text: such rows tell where the text's edges are
CENTRED = 0.07  # of that width: the middle of a centred row is not farther from the middle of the text
INSET = 0.12  # of that width: a centred heading begins at least so far right of the text's left edge
NEAR = 4  # wide rows before and behind, with which a row is compared
SHORT_ROW = 0.13  # of the text's width: the last row of a page that ends so far left of the right edge is short
RIGHT_EDGE = 0.9  # share of the wide rows that end left of the text's right edge
SLACK = 3.0  # points by which boxes of words are not exact
SHORTEST_WRAP, LONGEST_WRAP = 50, 130  # characters of a line of a text file that is broken as on a page
WRAPPED_MOST = 1.4  # times that length, which a single line may have
INDENT_OF_CHARACTER = 6.0  # points that the text reader gives a blank at the start of a line
LAYOUT_ROWS = 0.3  # of the filled rows of a table that arranges text begin with a marker or label
MOST_DATA = 3  # columns with text from which a ruled table is one of data, unless it begins with labels
_LETTERS = re.compile(r"[^\W_]{2}")
_COUNTER = re.compile(r"\w[.)]")


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of text. Positions in points; `line` joins the fragments that the row was read in."""

    line: Line
    parts: tuple[Line, ...]  # left to right
    column: int = 0  # of a table whose columns are read one after the other (signatures), else 0
    centred: bool = False  # False also where the file has no positions
    full: bool | None = None  # the first word of the next row had no room in it; None where there are no positions

    @property
    def text(self) -> str:
        """On one line."""
        return self.line.text

    @property
    def left(self) -> float:
        """Left edge on the page (PDF, scan), left indentation (DOCX)."""
        return self.line.box.x0 if self.line.box is not None else self.line.indent

    @property
    def page(self) -> int | None:
        """1-based; None for DOCX and text."""
        return self.line.page


def text_rows(pages: Iterable[Page]) -> tuple[TextRow, ...]:
    """All rows of all pages in reading order."""
    return tuple(row for page in pages for row in _page_rows(page))


def _page_rows(page: Page) -> list[TextRow]:
    if page.number is None:
        return _with_wraps([TextRow(line, (line,), at) for line, at in _flow(page.blocks) if line.text.strip()])
    lines = [line for line, _ in _flow(page.blocks) if line.text.strip() and not _is_noise(line, page)]
    boxed = [line for line in lines if line.box is not None]
    rows = [_joined(group) for group in _grouped(boxed)]
    return _with_frames([TextRow(_as_line(parts), parts) for parts in rows])


def _is_noise(line: Line, page: Page) -> bool:
    """True for strokes that a recogniser took for a letter: lone signs that are no markers."""
    return page.source == "ocr" and _LETTERS.search(line.text) is None and _COUNTER.search(line.text) is None


# ---- what a table arranges


def _flow(blocks: Iterable[Line | Grid]) -> Iterator[tuple[Line, int]]:
    """(line, column) of all lines that are text."""
    for block in blocks:
        if isinstance(block, Line):
            yield block, 0
        elif block.box is not None:
            yield from ((line, 0) for line in _placed_lines(block))
        else:
            yield from _arranged(block)


def _placed_lines(grid: Grid) -> Iterator[Line]:
    """The lines of a table on a page; () of a ruled one that holds data."""
    if grid.ruled and _holds_data(grid):
        return
    for cell in grid.cells:
        yield from cell.lines
        for inner in cell.grids:
            yield from _placed_lines(inner)


def _holds_data(grid: Grid) -> bool:
    """True for a table with several filled columns whose rows do not begin with labels or markers of a regulation."""
    filled = [cell for cell in grid.cells if cell.text.strip()]
    columns = {cell.col for cell in filled}
    rows = {cell.row for cell in filled}
    if len(columns) < 2 or len(rows) < 2:
        return False
    first: dict[int, str] = {}
    for cell in filled:
        first.setdefault(cell.row, cell.text.strip())
    arranged = sum(begins_block(text) for text in first.values())
    return arranged < LAYOUT_ROWS * len(first) or any(cell.col_span > MOST_DATA for cell in filled)


def _arranged(grid: Grid) -> Iterator[tuple[Line, int]]:
    """The lines of a table of a file without positions: row by row, or column by column where parties sign."""
    if grid.ruled and _holds_data(grid) and not _signed(grid):
        return
    if _signed(grid):
        for place, cell in enumerate(sorted(grid.cells, key=lambda cell: (cell.col, cell.row))):
            yield from ((line, place + 1) for line in _cell_lines(cell))
        return
    for row in range(grid.rows):
        cells = [list(_cell_lines(cell)) for cell in grid.cells if cell.row == row]
        for at in range(max(map(len, cells), default=0)):
            beside = [lines[at] for lines in cells if at < len(lines) and lines[at].text.strip()]
            if beside:
                yield _beside(beside), 0


def _cell_lines(cell: Cell) -> Iterator[Line]:
    yield from cell.lines
    for grid in cell.grids:
        yield from (line for line, _ in _arranged(grid))


def _signed(grid: Grid) -> bool:
    return grid.cols > 1 and any(_CLOSING.match(line.text) for cell in grid.cells for line in cell.lines)


def _beside(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    text = "\t".join(line.text.strip() for line in lines)
    return replace(lines[-1], text=text, words=(), bold=all(line.bold for line in lines))


_CLOSING = pattern("closing-enacted")
_BLOCKS = (
    pattern("label-menimbang"),
    pattern("label-mengingat"),
    pattern("label-memperhatikan"),
    pattern("label-menetapkan"),
    pattern("unit-diktum"),
    pattern("unit-huruf"),
    pattern("unit-ayat"),
    pattern("unit-angka"),
    pattern("copies-to"),
)


def begins_block(text: str) -> bool:
    """True for a text that begins as a labelled block or an item of a regulation does."""
    return any(shape.match(f"{text.strip()}\t") for shape in _BLOCKS)


# ---- fragments of one printed row


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Fragments by printed row, from the top down: those beside each other whose heights overlap."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (_box(one).top, _box(one).x0)):
        near = [(_shared(row, line), place) for place, row in enumerate(rows[-3:], start=max(0, len(rows) - 3))]
        best = max(near, default=(0.0, 0))
        if best[0] >= SAME_ROW:
            rows[best[1]].append(line)
        else:
            rows.append([line])
    return rows


def _shared(row: Sequence[Line], line: Line) -> float:
    """Share of the lower height by which a fragment overlaps a row beside which it stands; 0 where they collide."""
    box = _box(line)
    if any(min(_box(one).x1, box.x1) - max(_box(one).x0, box.x0) > 1.0 for one in row):
        return 0.0
    return max(
        (min(_box(one).bottom, box.bottom) - max(_box(one).top, box.top)) / max(min(_box(one).height, box.height), 1.0)
        for one in row
    )


def _joined(group: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted(group, key=lambda line: _box(line).x0))


def _as_line(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    text = parts[0].text
    for before, after in pairwise(parts):
        gap = _box(after).x0 - _box(before).x1
        text += ("\t" if gap > WIDE_GAP * _box(before).height else " ") + after.text
    words: tuple[Word, ...] = tuple(word for part in parts for word in part.words)
    return replace(
        parts[0],
        text=text,
        box=union(part.box for part in parts),
        words=words,
        bold=all(part.bold for part in parts),
        equations=tuple(each for part in parts for each in part.equations),
    )


def _box(line: Line) -> Box:
    if line.box is None:
        raise ValueError("a line of a page without its box")
    return line.box


# ---- where rows stand in the text


def _with_wraps(rows: Sequence[TextRow]) -> list[TextRow]:
    """Rows without positions: with `full` where the file breaks its lines as a printed page does."""
    ends = [len(row.text) + row.line.indent / INDENT_OF_CHARACTER for row in rows]
    lengths = sorted(ends)
    longest = lengths[int(len(lengths) * RIGHT_EDGE)] if lengths else 0.0
    if not SHORTEST_WRAP <= longest <= LONGEST_WRAP or lengths[-1] > WRAPPED_MOST * longest:
        return list(rows)
    needed = [*(len(row.text.split()[0]) + 1 for row in rows[1:]), SHORT_ROW * longest]
    return [replace(row, full=longest - end < room) for row, end, room in zip(rows, ends, needed, strict=True)]


def _with_frames(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows of a page with `centred` and `full` by the edges of the wide rows around them."""
    if not rows:
        return []
    boxes = [_box(row.line) for row in rows]
    page = Box(min(b.x0 for b in boxes), 0.0, max(b.x1 for b in boxes), 0.0)
    wide = [place for place, box in enumerate(boxes) if box.width >= WIDE_ROW * page.width]
    rights = sorted(boxes[place].x1 for place in wide) or [page.x1]
    right = rights[int(len(rights) * RIGHT_EDGE)]
    framed = []
    for place, row in enumerate(rows):
        near = [at for at in wide if at != place]
        near = [*[at for at in near if at < place][-NEAR:], *[at for at in near if at > place][:NEAR]]
        frames = [page, *(boxes[at] for at in near)]
        centred = any(_is_centred(boxes[place], frame) for frame in frames)
        needed = _first_word(rows[place + 1]) if place + 1 < len(rows) else SHORT_ROW * page.width
        framed.append(replace(row, centred=centred, full=right - boxes[place].x1 < needed + SLACK))
    return framed


def _first_word(row: TextRow) -> float:
    """Width of a row's first word in points, with the space before it."""
    box = _box(row.line)
    words = row.line.words
    return (words[0].box.width if words else box.width / max(len(row.text.split()), 1)) + box.height / 4


def _is_centred(box: Box, frame: Box) -> bool:
    return (
        abs(box.x_mid - frame.x_mid) <= CENTRED * max(frame.width, 1.0)
        and box.x0 - frame.x0 >= INSET * frame.width
        and frame.x1 - box.x1 >= INSET * frame.width
    )


def behind(row: TextRow, rest: str) -> TextRow:
    """The row without what stands before `rest`, the end of its text: its box begins at the first word of it."""
    return replace(row, line=_end_of(row.line, rest), centred=False)


def _end_of(line: Line, rest: str) -> Line:
    """The end `rest` of a line, its words counted by their characters."""
    if rest == line.text:
        return line
    count = len("".join(rest.split()))
    kept: list[Word] = []
    for word in reversed(line.words):
        if count <= 0:
            break
        kept.insert(0, word)
        count -= len("".join(word.text.split()))
    box = line.box
    if box is not None and kept:
        box = replace(box, x0=min(max(kept[0].box.x0, box.x0), box.x1))
    return replace(line, text=rest, words=tuple(kept) if line.words else (), box=box)

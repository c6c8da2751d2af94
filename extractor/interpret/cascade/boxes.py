"""Page with a drawn tree -> its boxes, each a goal, indicators or something else, and the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.interpret.cascade.bands import Band, bands_of
from extractor.interpret.cascade.drawing import Drawing, is_titled
from extractor.interpret.cascade.levels import (
    Kind,
    box_label,
    is_tree_title,
    label_levels,
    names_unit,
    rank_label,
    rank_level,
    split_level,
)
from extractor.interpret.cascade.node_text import has_no_goal
from extractor.interpret.cascade.wording import is_worded_as_goal
from extractor.interpret.lines.entry_wording import indicator_start
from extractor.interpret.lines.office_vocabulary import names_office
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.grid_view import cell_text
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.patterns import pattern
from schemas.transcript import Cell, Grid, Line, Page, Shape

OFFICE_LINES = 2  # of the name of an office above the goal of a box
ROW, COLUMN = 24.0, 100.0  # points, of a table without measures
MOST_FILLED = 0.6  # of a table's cells, where the others are the space between boxes
FEWEST_COLUMNS = 3
FEWEST_LETTERS = 5  # of a goal; less is a number, a mark, or what a scan left of a text
MOST_SHAPES = 100_000  # of a drawing: ids of further goals in one box are so far apart
MOST_WORDS = 90  # in one box; more is running text

_CODE = pattern("code-before-goal")
_ITEM = re.compile(r"^\s*\(?(?P<number>\d{1,2})\s*[.)]\s*[^\W\d]")
_NUMBER_OF_LABEL = re.compile(r"(\d{1,2}(?:[.\-]\d{1,2})*)\W*$")
_NUMBER_OF_TEXT = re.compile(r"^\W*(\d{1,2}(?:\.\d{1,2})+)\W")
_NO_GOAL = re.compile(r"^(?:rp\.?)?[\W\d]*(?:%|persen|rp|tahun|nip.*)?[\W\d]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TreeBox:
    """One box of a drawn tree."""

    shape: int  # index among the drawing's shapes; of a further goal in the same box that and a multiple of MOST_SHAPES
    box: Box  # in the drawing; transposed in a tree that runs across, so that parents are above their children
    lines: tuple[Line, ...]  # at least one
    fill: str | None  # colour
    kind: Kind
    level: Tingkat | None  # as labelled
    label: str = ""  # what is printed in front of its text, squashed: "sasaran"
    indicators: tuple[tuple[Line, ...], ...] = ()
    caption: str = ""  # the label as printed: "Sasaran 1.2"
    code: tuple[str, ...] = ()  # the number printed for it, by parts
    band: str = ""  # the text of the label beside its row, as printed

    @property
    def text(self) -> str:
        """The text on one line."""
        return " ".join(line.text.strip() for line in self.lines)


def with_table_boxes(page: Page) -> Page:
    """A page whose tree is a table with some borders: each filled cell as a shape, empty cells as space between.

    Pages with drawn boxes, or without a heading that announces a tree, and tables that are full, are returned as they
    are.
    """
    if page.shapes or not any(isinstance(block, Grid) for block in page.blocks) or not is_titled(page):
        return page
    shapes: list[Shape] = []
    top = 0.0
    for block in page.blocks:
        if not isinstance(block, Grid):
            continue
        filled = [cell for cell in block.cells if cell.text.strip()]
        if _is_spaced_out(block, filled):
            shapes.extend(_shape(cell, block, top) for cell in filled)
        top += block.rows * ROW
    return replace(page, shapes=tuple(shapes)) if shapes else page


def _is_spaced_out(grid: Grid, filled: Sequence[Cell]) -> bool:
    """True where most filled cells are worded as goals, with many empty ones between."""
    goals = sum(is_worded_as_goal(cell_text(cell)) for cell in filled)
    spaced = len(filled) <= MOST_FILLED * len(grid.cells)
    return spaced and grid.cols >= FEWEST_COLUMNS and goals * 2 > len(filled)


def _shape(cell: Cell, grid: Grid, top: float) -> Shape:
    """A cell as a box; rows of a grid without measures are ROW points high, from `top` down."""
    edges = grid.col_edges or tuple(i * COLUMN for i in range(grid.cols + 1))
    row = top + cell.row * ROW
    box = Box(edges[cell.col], row, edges[cell.col + cell.col_span], row + cell.row_span * ROW)
    return Shape(cell.box or box, cell.lines)


def tree_boxes(drawing: Drawing) -> tuple[list[TreeBox], list[Band]]:
    """The boxes that hold something of the tree, and the labels beside it. Titles and loose remarks are neither."""
    boxes: list[TreeBox] = []
    bands, labels = bands_of(drawing)
    for index, shape in enumerate(drawing.shapes):
        lines = [line for line in shape.lines if line.text.strip()]
        text = " ".join(line.text.strip() for line in lines)
        if index in labels or shape.form == "swatch":
            continue
        if not 0 < len(text.split()) <= MOST_WORDS or is_tree_title(text):
            continue
        boxes.extend(_tree_box(index, shape, lines))
    return boxes, bands


def _tree_box(index: int, shape: Shape, filled: list[Line]) -> Iterator[TreeBox]:
    """A box by what it says of itself, else by how its text is worded: one for each goal of a numbered list, none where
    only its label is printed."""
    own_level, caption, lines = split_level(filled)
    lines = _without_office(lines)
    text = " ".join(line.text.strip() for line in lines)
    ranked = rank_label(text)
    label, kind, rest = box_label(text)
    if ranked is not None:
        own_level, label, kind = rank_level(ranked[0]), "", "goal"
        caption, lines = ranked[0], _without_label(lines, ranked[1])
    elif kind == "goal" and label:
        caption = caption or text[: len(text) - len(rest)].strip(" :")
        lines = _without_label(lines, rest)
    elif kind == "goal":
        kind = _kind_by_wording(lines, text)
    if not lines:
        return
    level = own_level or (label_levels().get(label) if kind == "goal" else None)
    goals = _numbered_goals(lines) if kind == "goal" else [lines]
    places = _stacked(shape.box, goals)
    for part, (own, place) in enumerate(zip(goals, places, strict=True)):
        yield TreeBox(
            index + part * MOST_SHAPES,
            place,
            tuple(own),
            shape.fill,
            kind,
            level,
            label,
            caption=caption,
            code=_code(caption, own),
        )


def _without_office(lines: list[Line]) -> list[Line]:
    """The lines without the name of who is in charge above a goal: "DINAS PERTANIAN", "Meningkatnya ..."."""
    starts = (i for i, line in enumerate(lines[: OFFICE_LINES + 1]) if i and is_worded_as_goal(line.text))
    first = next(starts, None)
    if first is None or not (names_office(lines[0].text) or names_unit(lines[0].text)):
        return lines
    return lines[first:]


def _numbered_goals(lines: list[Line]) -> list[list[Line]]:
    """The lines of each goal where a box holds a numbered list of them ("1. Meningkatnya ...", "2. ..."), else all."""
    starts = [i for i, line in enumerate(lines) if _ITEM.match(line.text) and not _is_indicator(line.text)]
    numbers = [int(m["number"]) for i in starts if (m := _ITEM.match(lines[i].text))]
    if len(starts) < 2 or starts[0] != 0 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [lines]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _stacked(box: Box, parts: Sequence[Sequence[Line]]) -> list[Box]:
    """The box cut into one for each part, as high as its share of the lines."""
    whole = sum(len(part) for part in parts)
    edges = [box.top]
    for part in parts:
        edges.append(min(edges[-1] + box.height * len(part) / whole, box.bottom))
    edges[-1] = box.bottom
    return [Box(box.x0, top, box.x1, bottom) for top, bottom in pairwise(edges)]


def _code(caption: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The number printed for a node, by parts: ("1", "2") of "Sasaran 1.2" or "1.2 Meningkatnya ..."; () for none."""
    found = _NUMBER_OF_LABEL.search(caption) if caption else _NUMBER_OF_TEXT.match(lines[0].text)
    return tuple(part.lstrip("0") or "0" for part in re.split(r"[.\-]", found[1]) if part) if found else ()


def _kind_by_wording(lines: Sequence[Line], text: str) -> Kind:
    if has_no_goal(lines) or _is_indicator(text):
        return "indicators"
    if _NO_GOAL.match(text) or names_unit(text) or len(squash(text)) < FEWEST_LETTERS:
        return "other"
    return "goal"


def _is_indicator(text: str) -> bool:
    text = _CODE.sub("", text)
    return bool(indicator_start().match(text)) and not is_worded_as_goal(text)


def _without_label(lines: Sequence[Line], rest: str) -> list[Line]:
    """The lines from where `rest`, the text behind the label, begins."""
    wanted = len(rest.replace(" ", ""))
    kept: list[Line] = []
    for line in reversed(lines):
        if wanted <= 0:
            break
        letters = len(line.text.replace(" ", ""))
        if letters <= wanted:
            kept.append(line)
        else:
            kept.append(replace(line, text=line.text[line.text.index(":") + 1 :].strip() if ":" in line.text else rest))
        wanted -= letters
    return kept[::-1]

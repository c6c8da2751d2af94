"""Page with a drawn tree -> its boxes, each a goal, indicators or something else, and the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.cascade.levels import (
    Kind,
    box_label,
    is_indicator_header,
    is_tree_title,
    label_levels,
    level_of,
    level_words,
    names_unit,
    split_level,
)
from extractor.interpret.cascade.node_text import has_no_goal
from extractor.interpret.lines.entry_wording import indicator_start, sasaran_start
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.grid_view import cell_text
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.patterns import pattern
from schemas.transcript import Cell, Grid, Line, Page, Shape

ALIGNED = 8.0  # points between the middles, or left edges, of labels in one row or column
LABEL_LINES = 3  # of a label without a box
FEWEST_LABELS = 3  # different labels in one row or column that name the levels of a tree
LABEL_WORDS = 6  # of a label with the name of its office
ROW, COLUMN = 24.0, 100.0  # points, of a table without measures
MOST_FILLED = 0.6  # of a table's cells, where the others are the space between boxes
FEWEST_COLUMNS = 3
LONGEST_TITLE = 120  # letters
FEWEST_LETTERS = 5  # of a goal; less is a number, a mark, or what a scan left of a text
MOST_WORDS = 90  # in one box; more is running text

_AIM = re.compile(r"^\W*(?:\d{1,2}\W+)*(?:mem|men|meng|meny|me)\w{3,}(?:kan|i)\b", re.IGNORECASE)
_CODE = pattern("code-before-goal")
_NO_GOAL = re.compile(r"^(?:rp\.?)?[\W\d]*(?:%|persen|rp|tahun|nip.*)?[\W\d]*$", re.IGNORECASE)


def is_worded_as_goal(text: str) -> bool:
    """True for a text worded as a goal: as something reached ("Meningkatnya ...") or to do ("Meningkatkan ...")."""
    return bool(sasaran_start().match(text) or _AIM.match(text))


@dataclass(frozen=True, slots=True)
class TreeBox:
    """One box of a drawn tree."""

    shape: int  # index among the page's shapes, 0-based; the first of those that were merged
    box: Box  # as on the page; transposed in a tree that runs across, so that parents are above their children
    lines: tuple[Line, ...]  # at least one
    fill: str | None  # colour
    kind: Kind
    level: Tingkat | None  # as labelled
    label: str = ""  # what is printed in front of its text, squashed: "sasaran"
    indicators: tuple[tuple[Line, ...], ...] = ()

    @property
    def text(self) -> str:
        """The text on one line."""
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Band:
    """A label that names the level, or the content, of all boxes beside it."""

    box: Box  # as on the page
    kind: Kind  # of the boxes beside it
    level: Tingkat | None  # of the goals beside it


def bounding_box(a: Box, b: Box) -> Box:
    """The smallest box around two."""
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def is_titled(page: Page) -> bool:
    """True where a heading on the page, or a box on it, says that a tree is drawn here."""
    lines = [block for block in page.blocks if isinstance(block, Line)]
    lines += [line for shape in page.shapes for line in shape.lines]
    return any(len(line.text) <= LONGEST_TITLE and is_tree_title(line.text) for line in lines)


def with_table_boxes(page: Page) -> Page:
    """A page whose tree is a table with some borders: each filled cell as a shape, empty cells as space between.

    Pages with drawn boxes, and tables that are full, are returned as they are.
    """
    if page.shapes:
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


def tree_boxes(page: Page) -> tuple[list[TreeBox], list[Band]]:
    """The boxes that hold something of the tree, and the labels beside it. Titles and loose remarks are neither."""
    boxes: list[TreeBox] = []
    bands = list(_loose_bands(page))
    boxed = _boxed_bands(page)
    for index, shape in enumerate(page.shapes):
        lines = [line for line in shape.lines if line.text.strip()]
        text = " ".join(line.text.strip() for line in lines)
        if not text or len(text.split()) > MOST_WORDS or is_tree_title(text):
            continue
        band = boxed.get(index) or _band(shape.box, text)
        if band is not None:
            bands.append(band)
        elif (box := _tree_box(index, shape, lines)) is not None:
            boxes.append(box)
    return boxes, bands


def _tree_box(index: int, shape: Shape, filled: list[Line]) -> TreeBox | None:
    """A box by what it says of itself, else by how its text is worded; None where only its label is printed."""
    own_level, lines = split_level(filled)
    text = " ".join(line.text.strip() for line in lines)
    label, kind, rest = box_label(text)
    if kind == "goal" and label:
        lines = _without_label(lines, rest)
    elif kind == "goal":
        kind = _kind_by_wording(lines, text)
    if not lines:
        return None
    level = own_level or (label_levels().get(label) if kind == "goal" else None)
    return TreeBox(index, shape.box, tuple(lines), shape.fill, kind, level, label)


def _kind_by_wording(lines: Sequence[Line], text: str) -> Kind:
    if has_no_goal(lines) or _is_indicator(text):
        return "indicators"
    if _NO_GOAL.match(text) or names_unit(text) or len(squash(text)) < FEWEST_LETTERS:
        return "other"
    return "goal"


def _loose_bands(page: Page) -> Iterator[Band]:
    """Labels in no box, over one line or a few below each other."""
    loose = [
        (block, block.box)
        for block in page.blocks
        if isinstance(block, Line) and block.box is not None
        if not any(shape.box.holds(block.box.x_mid, block.box.y_mid) for shape in page.shapes)
    ]
    loose.sort(key=lambda pair: (pair[1].top, pair[1].x0))
    taken: set[int] = set()
    for i, (line, box) in enumerate(loose):
        if i in taken:
            continue
        stack, text, place = [i], line.text, box
        best = (_band(box, text), [i])
        for j in range(i + 1, len(loose)):
            below, lower = loose[j]
            if len(stack) < LABEL_LINES and _continues_below(place, lower):
                stack.append(j)
                text, place = f"{text} {below.text}", bounding_box(place, lower)
                if (band := _band(place, text)) is not None:
                    best = (band, list(stack))
        if best[0] is not None:
            taken.update(best[1])
            yield best[0]


def _continues_below(upper: Box, lower: Box) -> bool:
    gap = lower.top - upper.bottom
    return -0.5 * lower.height <= gap <= lower.height and (
        abs(lower.x_mid - upper.x_mid) <= ALIGNED or abs(lower.x0 - upper.x0) <= ALIGNED
    )


def _boxed_bands(page: Page) -> dict[int, Band]:
    """By shape the boxes that label the rows or columns of the tree: several in one row or column, all different.

    Example: "Sasaran Dinas", "Program Dinas", "Kegiatan Dinas" below each other, without connectors.
    """
    shapes = page.shapes
    joined = {i for connector in page.connectors for i in connector.shapes}
    labelled: dict[int, tuple[str, Kind]] = {}
    for index, shape in enumerate(shapes):
        text = " ".join(line.text.strip() for line in shape.lines).rstrip(" :")
        if index in joined or ":" in text:
            continue
        if len(text.split()) <= LABEL_WORDS and not is_worded_as_goal(text):
            label, kind, _ = box_label(f"{text}:")
            if label:
                labelled[index] = (label, kind)
    bands: dict[int, Band] = {}
    for index in labelled:
        box = shapes[index].box
        for mates in (
            [i for i in labelled if abs(shapes[i].box.y_mid - box.y_mid) <= ALIGNED],
            [i for i in labelled if abs(shapes[i].box.x_mid - box.x_mid) <= ALIGNED],
        ):
            if len({labelled[i][0] for i in mates}) >= FEWEST_LABELS:
                label, kind = labelled[index]
                bands[index] = Band(box, kind, label_levels().get(label) if kind == "goal" else None)
    return bands


def _band(box: Box, text: str) -> Band | None:
    """The label that a box is where it holds a name of levels or contents and nothing else."""
    word = squash(re.sub(r"\b[\dIVX]+\b", "", text))
    if is_indicator_header(text):
        return Band(box, "indicators", None)
    if word in level_words().others:
        return Band(box, "other", None)
    level = level_of(text, groups=True) or level_words().boxes.get(word)
    return Band(box, "goal", level) if level is not None else None


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

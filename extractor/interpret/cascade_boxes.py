"""The boxes of a drawn tree: what each holds, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.interpret.cascade_words import (
    box_label,
    has_no_goal,
    heads_indicators,
    is_tree_title,
    label_levels,
    level_of,
    names_unit,
    split_level,
    words,
)
from extractor.interpret.view import cell_text
from extractor.interpret.vocab import squash
from extractor.interpret.wording import indicator_start, sasaran_start
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.patterns import pattern
from schemas.transcript import Grid, Line, Page, Shape

Kind = Literal["goal", "indicators", "other"]

# Points.
ALIGNED = 8.0  # labels that head the rows or columns of a tree stand in one line
LABEL_LINES = 3  # of a label without a box
HEADS = 3  # different labels in one line
HEAD_WORDS = 6  # of a label with the name of its office
ROW, COLUMN = 24.0, 100.0  # of a table without measures
MOST_FILLED = 0.6  # of a table's cells, where the others are the space between boxes
FEWEST_COLUMNS = 3
LONGEST_TITLE = 120  # letters
FEWEST_LETTERS = 5  # of a goal; less is a number, a mark, or what a scan left of a text
MOST_WORDS = 90  # in one box; more is running text

_AIM = re.compile(r"^\W*(?:\d{1,2}\W+)*(?:mem|men|meng|meny|me)\w{3,}(?:kan|i)\b", re.IGNORECASE)
_CODE = pattern("code-before-goal")
_NO_GOAL = re.compile(r"^(?:rp\.?)?[\W\d]*(?:%|persen|rp|tahun|nip.*)?[\W\d]*$", re.IGNORECASE)


def says_a_goal(text: str) -> bool:
    """True for a text worded as a goal: as something reached, or as something to do ("Meningkatkan ...")."""
    return bool(sasaran_start().match(text) or _AIM.match(text))


@dataclass(slots=True)
class TreeBox:
    """One box of a drawn tree; `box` is turned so that parents stand above their children."""

    shape: int  # position among the page's shapes, 0-based; the first of those that were put together
    box: Box
    lines: list[Line]
    fill: str | None
    kind: Kind
    level: Tingkat | None
    label: str = ""  # what stands in front of its text, squashed: "sasaran"
    indicators: list[tuple[Line, ...]] = field(default_factory=list)
    parent: TreeBox | None = None
    lined: bool = False  # a line shows its parent

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Band:
    """A label that names the level, or the content, of all boxes beside it."""

    box: Box
    kind: Kind
    level: Tingkat | None


def is_titled(page: Page) -> bool:
    """True where a heading on the page, or a box on it, says that a tree is drawn here."""
    lines = [block for block in page.blocks if isinstance(block, Line)]
    lines += [line for shape in page.shapes for line in shape.lines]
    return any(len(line.text) <= LONGEST_TITLE and is_tree_title(line.text) for line in lines)


def with_table_boxes(page: Page) -> Page:
    """A page whose tree is a table that was bordered here and there, with empty cells for the space between its
    boxes: each filled cell as a shape. Pages with drawn boxes, and tables that are full, stay as they are."""
    if page.shapes:
        return page
    shapes: list[Shape] = []
    top = 0.0
    for block in page.blocks:
        if not isinstance(block, Grid):
            continue
        filled = [cell for cell in block.cells if cell.text.strip()]
        spaced = len(filled) <= MOST_FILLED * len(block.cells)
        goals = sum(says_a_goal(cell_text(cell)) for cell in filled)
        if spaced and block.cols >= FEWEST_COLUMNS and goals * 2 > len(filled):
            edges = block.col_edges or tuple(i * COLUMN for i in range(block.cols + 1))
            for cell in filled:
                row = top + cell.row * ROW
                box = Box(edges[cell.col], row, edges[cell.col + cell.col_span], row + cell.row_span * ROW)
                shapes.append(Shape(cell.box or box, cell.lines))
        top += block.rows * ROW
    return replace(page, shapes=tuple(shapes)) if shapes else page


def sorted_out(page: Page) -> tuple[list[TreeBox], list[Band]]:
    """The boxes that hold something of the tree, and the labels beside it. Titles and loose remarks are neither."""
    boxes: list[TreeBox] = []
    bands = list(_loose_bands(page))
    heads = _heads(page)
    for index, shape in enumerate(page.shapes):
        lines = [line for line in shape.lines if line.text.strip()]
        text = " ".join(line.text.strip() for line in lines)
        if not text or len(text.split()) > MOST_WORDS or is_tree_title(text):
            continue
        band = heads.get(index) or _band(shape.box, text)
        if band is not None:
            bands.append(band)
            continue
        head, lines = split_level(lines)
        text = " ".join(line.text.strip() for line in lines)
        label, kind, rest = box_label(text)
        if kind == "goal" and label:
            lines = _without_label(lines, rest)
        elif kind == "goal" and (has_no_goal(lines) or _is_indicator(text)):
            kind = "indicators"
        elif kind == "goal" and (_NO_GOAL.match(text) or names_unit(text) or len(squash(text)) < FEWEST_LETTERS):
            kind = "other"
        if lines:
            level = head or (label_levels().get(label) if kind == "goal" else None)
            boxes.append(TreeBox(index, shape.box, lines, shape.fill, _as_kind(kind), level, label))
    return boxes, bands


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
            if len(stack) < LABEL_LINES and _goes_on_below(place, lower):
                stack.append(j)
                text, place = f"{text} {below.text}", _around(place, lower)
                if (band := _band(place, text)) is not None:
                    best = (band, list(stack))
        if best[0] is not None:
            taken.update(best[1])
            yield best[0]


def _goes_on_below(upper: Box, lower: Box) -> bool:
    gap = lower.top - upper.bottom
    return -0.5 * lower.height <= gap <= lower.height and (
        abs(lower.x_mid - upper.x_mid) <= ALIGNED or abs(lower.x0 - upper.x0) <= ALIGNED
    )


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def _heads(page: Page) -> dict[int, Band]:
    """Boxes in a row or a column that begin with labels, at least HEADS different ones: they head the tree's parts
    ("Sasaran Dinas", "Program Dinas")."""
    shapes = page.shapes
    joined = {i for connector in page.connectors for i in connector.shapes}
    labelled: dict[int, tuple[str, str]] = {}
    for index, shape in enumerate(shapes):
        text = " ".join(line.text.strip() for line in shape.lines).rstrip(" :")
        if index in joined or ":" in text:
            continue
        if len(text.split()) <= HEAD_WORDS and not says_a_goal(text):
            label, kind, _ = box_label(f"{text}:")
            if label:
                labelled[index] = (label, kind)
    heads: dict[int, Band] = {}
    for index in labelled:
        box = shapes[index].box
        for mates in (
            [i for i in labelled if abs(shapes[i].box.y_mid - box.y_mid) <= ALIGNED],
            [i for i in labelled if abs(shapes[i].box.x_mid - box.x_mid) <= ALIGNED],
        ):
            if len({labelled[i][0] for i in mates}) >= HEADS:
                label, kind = labelled[index]
                heads[index] = Band(box, _as_kind(kind), label_levels().get(label) if kind == "goal" else None)
    return heads


def _as_kind(kind: str) -> Kind:
    return "indicators" if kind == "indicators" else "other" if kind == "other" else "goal"


def _band(box: Box, text: str) -> Band | None:
    """The label that a box is where it holds a name of levels or contents and nothing else."""
    word = squash(re.sub(r"\b[\dIVX]+\b", "", text))
    if heads_indicators(text):
        return Band(box, "indicators", None)
    if word in words().others:
        return Band(box, "other", None)
    level = level_of(text, groups=True) or words().boxes.get(word)
    return Band(box, "goal", level) if level is not None else None


def _is_indicator(text: str) -> bool:
    text = _CODE.sub("", text)
    return bool(indicator_start().match(text)) and not says_a_goal(text)


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

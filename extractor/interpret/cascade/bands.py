"""Labels of a drawn tree: texts beside its rows (above its columns) that name a level, a rank of officials or what the
boxes there hold, and no node themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.cascade.drawing import Drawing
from extractor.interpret.cascade.levels import (
    Kind,
    box_label,
    ends_with_rank,
    first_level,
    is_indicator_header,
    label_levels,
    level_of,
    level_words,
    rank_level,
)
from extractor.interpret.cascade.wording import is_goal_like
from extractor.interpret.lines.entry_wording import indicator_start
from extractor.interpret.lines.text_matching import squash
from schemas.document import Tingkat
from schemas.geometry import Box
from schemas.transcript import Shape

ALIGNED = 8.0  # points between the middles, or left edges, of labels in one row or column
LABEL_LINES = 3  # of a label without a box
FEWEST_LABELS = 3  # different labels in one row or column that name the levels of a tree
LABEL_WORDS = 6  # of a label with the name of its office
TOUCHING = 4.0  # points between boxes that are parts of one node, at most
MARGIN_LABELS = 2  # short texts below each other beside all boxes, which are labels whatever they say


@dataclass(frozen=True, slots=True)
class Band:
    """A label that names the level, or the content, of all boxes beside it."""

    box: Box  # in the drawing
    kind: Kind  # of the boxes beside it
    level: Tingkat | None  # of the goals beside it, where it names one of the contract's
    text: str = ""  # as printed
    fill: str | None = None
    shape: int | None = None  # index of its box among the drawing's shapes; None for a loose text


def shape_text(shape: Shape) -> str:
    """The text of a box on one line."""
    return " ".join(line.text.strip() for line in shape.lines if line.text.strip())


def bands_of(drawing: Drawing) -> tuple[list[Band], set[int]]:
    """The labels of a drawing, and the indices of the shapes that are labels and no boxes of the tree."""
    bands = list(_loose_bands(drawing))
    joined = _joined_down(drawing)
    boxed = _labels_in_line(drawing, joined) | _margin_labels(drawing, joined)
    for index, shape in enumerate(drawing.shapes):
        text = shape_text(shape)
        if shape.form == "swatch" or (is_indicator_header(text) and _is_in_column(shape, drawing.shapes)):
            continue
        band = boxed.get(index) or band_of(shape.box, text, shape.fill)
        if band is None and shape.form == "arrow" and _is_short(text):
            band = _named(shape, text)
        if band is not None:
            boxed[index] = band
    boxed = {index: replace(band, shape=index) for index, band in boxed.items()}
    return [*bands, *boxed.values()], set(boxed)


def band_of(box: Box, text: str, fill: str | None = None) -> Band | None:
    """The label that a text is where it names levels, ranks or contents and nothing else."""
    name = re.sub(r"\b[\dIVX]+\b", "", text)
    word = squash(name)
    if is_indicator_header(text):
        return Band(box, "indicators", None, text, fill)
    if word in level_words().others:
        return Band(box, "other", None, text, fill)
    level = level_of(name, groups=True) or level_words().boxes.get(word)
    ranked = ends_with_rank(text)
    if level is not None or ranked:
        return Band(box, "goal", level or rank_level(text), text, fill)
    return None


def _is_short(text: str) -> bool:
    """True for a text that may be a label by its length, and is worded as no goal."""
    return len(text.split()) <= LABEL_WORDS and not is_goal_like(text)


def _is_in_column(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """True for a box that touches another one of its width: a heading inside a node, and no label of a row."""
    box = shape.box
    return any(
        other is not shape
        and abs(other.box.x0 - box.x0) + abs(other.box.x1 - box.x1) <= ALIGNED
        and min(abs(other.box.top - box.bottom), abs(box.top - other.box.bottom)) <= TOUCHING
        for other in shapes
    )


def legend_of(drawing: Drawing) -> dict[str, Band]:
    """What the legend of a drawing says of colours."""
    swatches = [shape for shape in drawing.shapes if shape.form == "swatch" and shape.fill is not None]
    found = {shape.fill: band_of(shape.box, shape_text(shape), shape.fill) for shape in swatches}
    return {fill: band for fill, band in found.items() if fill is not None and band is not None}


def _named(shape: Shape, text: str) -> Band:
    label, kind, _ = box_label(f"{text}:")
    level = label_levels().get(label) or first_level(text) if kind == "goal" else None
    return Band(shape.box, kind, level, text, shape.fill)


def _loose_bands(drawing: Drawing) -> Iterator[Band]:
    """Labels in no box, over one line or a few below each other; those of a legend apart."""
    swatches = [line for shape in drawing.shapes if shape.form == "swatch" for line in shape.lines]
    legend = {line.box for line in swatches}
    loose = sorted(
        (pair for pair in drawing.loose if pair[0].box not in legend), key=lambda pair: (pair[1].top, pair[1].x0)
    )
    taken: set[int] = set()
    for i, (line, box) in enumerate(loose):
        if i in taken:
            continue
        stack, text, place = [i], line.text, box
        best = (band_of(box, text), [i])
        for j in range(i + 1, len(loose)):
            below, lower = loose[j]
            if len(stack) < LABEL_LINES and _continues_below(place, lower):
                stack.append(j)
                text, place = f"{text} {below.text}", place.joined(lower)
                if (band := band_of(place, text)) is not None:
                    best = (band, list(stack))
        if best[0] is not None:
            taken.update(best[1])
            yield best[0]


def _continues_below(upper: Box, lower: Box) -> bool:
    gap = lower.top - upper.bottom
    return -0.5 * lower.height <= gap <= lower.height and (
        abs(lower.x_mid - upper.x_mid) <= ALIGNED or abs(lower.x0 - upper.x0) <= ALIGNED
    )


def _labels_in_line(drawing: Drawing, joined: Collection[int]) -> dict[int, Band]:
    """By shape the boxes that label the rows or columns of the tree: several in one row or column, all different.

    Example: "Sasaran Dinas", "Program Dinas", "Kegiatan Dinas" below each other, without connectors.
    """
    shapes = drawing.shapes
    labelled: dict[int, tuple[str, Kind]] = {}
    for index, shape in enumerate(shapes):
        text = shape_text(shape).rstrip(" :")
        if index in joined or ":" in text:
            continue
        if _is_short(text):
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
                bands[index] = _named(shapes[index], shape_text(shapes[index]))
    return bands


def _joined_down(drawing: Drawing) -> set[int]:
    """Shapes that a connector joins to one above or below; one beside a row is what a label's arrow points at."""
    joined: set[int] = set()
    for connector in drawing.connectors:
        boxes = [drawing.shapes[i].box for i in connector.shapes]
        if max(box.top for box in boxes) >= min(box.bottom for box in boxes):
            joined.update(connector.shapes)
    return joined


def _margin_labels(drawing: Drawing, joined: Collection[int]) -> dict[int, Band]:
    """Short texts below each other at the left or right of all other boxes: labels of rows, whatever they say.

    Example: "RPJMD", "RENSTRA", "KEPALA BIDANG" in a column of boxes beside the tree.
    """
    short: dict[int, Shape] = {}
    others: list[Box] = []
    for index, shape in enumerate(drawing.shapes):
        if shape.form == "swatch":
            continue
        text = shape_text(shape)
        if index in joined or is_goal_like(text):
            others.append(shape.box)
        elif _is_short(text) and not indicator_start().match(text) and any(letter.isalpha() for letter in text):
            short[index] = shape
    if not others:
        return {}
    left, right = min(box.x0 for box in others), max(box.x1 for box in others)
    beside = {i: s for i, s in short.items() if s.box.x1 <= left or s.box.x0 >= right}
    found: dict[int, Band] = {}
    for index, shape in beside.items():
        mates = [o for o in beside.values() if abs(o.box.x_mid - shape.box.x_mid) <= ALIGNED]
        text = shape_text(shape)
        named = first_level(text) is not None and shape.box.x1 <= left
        if len(mates) >= MARGIN_LABELS or named:
            found[index] = band_of(shape.box, text, shape.fill) or _named(shape, text)
    return found

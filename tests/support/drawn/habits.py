"""How the office of a seed draws its trees: everything that varies, by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

FORMS = (
    "pdf", "docx-group", "xlsx", "pdf", "docx-anchored", "scan", "pdf", "docx-vml", "docx-pdf", "pdf",
    "smartart", "xlsx-pdf", "docx-canvas", "cells", "pdf", "scan", "docx-vml-lines", "cells-pdf", "docx-group-pdf",
    "picture",
)  # fmt: skip
"""The file of each seed, by turns, so that any twenty seeds have all of them."""

Shape = Literal["down", "across", "hanging", "stacked", "spanning"]
"""Children below, right of, on a line below their parents; in columns; below a parent as wide as all of them."""
Wiring = Literal["straight", "elbow", "segments", "bus", "frame", "blocks", "none"]
Pages = Literal["one", "root", "branch", "columns"]
Parts = Literal["one", "below", "beside", "headed"]
Labels = Literal["none", "heading", "prefix", "margin text", "margin box", "margin arrow", "margin bracket", "legend"]
Chart = Literal["tree", "organisation", "procedure", "cross cutting", "budget"]


@dataclass(frozen=True, slots=True)
class Level:
    """A row of a tree."""

    label: str | None  # as printed
    tingkat: str
    jenjang: str | None
    wording: Literal["goal", "program", "activity", "task"]
    measure: str = ""  # what its indicators are called, "" for the usual word


_TOP, _MIDDLE, _NEAR, _OUTCOME, _OUTPUT = (
    "ultimate_outcome", "intermediate_outcome", "immediate_outcome", "outcome", "output",
)  # fmt: skip
LADDERS: tuple[tuple[Level, ...], ...] = (
    (
        Level("Tujuan", _TOP, "tujuan", "goal", "Indikator Tujuan"),
        Level("Sasaran", _MIDDLE, "sasaran", "goal", "Indikator Sasaran"),
        Level("Program", _OUTCOME, "program", "program", "Indikator Program"),
        Level("Kegiatan", _OUTPUT, "kegiatan", "activity", "Indikator Kegiatan"),
    ),
    (
        Level("Tujuan", _TOP, "tujuan", "goal"),
        Level("Sasaran Strategis", _MIDDLE, "sasaran", "goal", "IKU"),
        Level("Sasaran Program", _OUTCOME, "program", "goal", "Indikator Program (Outcome)"),
        Level("Sasaran Kegiatan", _OUTPUT, "kegiatan", "activity", "Indikator Kegiatan (Output)"),
        Level("Sasaran Sub Kegiatan", _OUTPUT, "sub_kegiatan", "task", "Indikator Sub Kegiatan (Output)"),
    ),
    (
        Level("Sasaran RPJMD", _TOP, None, "goal"),
        Level("Eselon II", _MIDDLE, None, "goal"),
        Level("Eselon III", _NEAR, None, "goal"),
        Level("Eselon IV", _OUTPUT, None, "activity"),
    ),
    (
        Level("Ultimate Outcome", _TOP, None, "goal"),
        Level("Intermediate Outcome", _MIDDLE, None, "goal"),
        Level("Immediate Outcome", _NEAR, None, "goal"),
        Level("Output", _OUTPUT, None, "activity"),
    ),
    (
        Level("Sasaran Strategis", _MIDDLE, "sasaran", "goal", "IKU"),
        Level("Program", _OUTCOME, "program", "program"),
        Level("Kegiatan", _OUTPUT, "kegiatan", "activity"),
        Level("Sub Kegiatan", _OUTPUT, "sub_kegiatan", "task", "Indikator Sub Kegiatan (Output)"),
    ),
)
_BARE = (_TOP, _MIDDLE, _NEAR, _OUTCOME, _OUTPUT)


def unlabelled(rows: int) -> tuple[Level, ...]:
    """Rows without labels: from the top down, the last one of three or more is output."""
    tingkat = [*_BARE[: rows - 1], _OUTPUT] if rows > 2 else list(_BARE[:rows])
    return tuple(
        Level(None, level, None, "activity" if at == rows - 1 and rows > 3 else "goal")
        for at, level in enumerate(tingkat)
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """All habits of one document."""

    form: str
    chart: Chart
    levels: tuple[Level, ...]
    shape: Shape
    wiring: Wiring
    heads: tuple[bool, bool]  # arrow heads at the parent, at the child
    dashed: bool
    behind: bool  # lines run from middle to middle behind the boxes
    short: float  # points that lines end before their box
    pages: Pages
    parts: Parts
    gap: float  # points between the boxes of one node; below 0 they overlap
    labels: Labels
    margin: Literal["left", "right"]
    measure: str  # in front of indicators
    own_line: bool  # that word is on a line of its own
    marker: str  # in front of each of several indicators
    left: bool  # texts of boxes begin at the left
    colours: Literal["white", "level", "branch", "one"]
    dark: bool  # white letters
    rounded: bool
    shadow: bool
    sides: Literal["rectangle", "lines", "bars"]  # how a program draws the four sides
    paper: Literal["natural", "A4", "A3", "F4", "poster"]
    capitals: bool  # the uppermost goal
    targets: bool
    several: bool  # several goals by number in boxes of the last row
    title: bool
    signature: bool
    roots: int
    linked: bool  # the program keeps at which boxes a line ends
    word_by_word: bool
    nested_groups: bool
    cut: bool  # last column runs over the page's edge
    width: float  # of a box


def sample(seed: int) -> Habits:
    """The habits of a seed."""
    rng = random.Random(f"drawn {seed}")
    form = FORMS[seed % len(FORMS)]
    chart = _chart(seed, form, rng)
    labels: Labels = rng.choice(
        ("none", "none", "heading", "prefix", "margin text", "margin box", "margin arrow", "margin bracket", "legend")
    )
    if form == "smartart":
        labels = rng.choice(("none", "heading", "prefix"))
    levels = unlabelled(rng.choice((3, 3, 4, 4, 5))) if labels == "none" else rng.choice(LADDERS)
    shape: Shape = rng.choice(("down", "down", "down", "across", "across", "hanging", "stacked", "stacked", "spanning"))
    if form.startswith("cells"):
        shape = rng.choice(("down", "spanning", "hanging"))
    if labels.startswith("margin") and shape == "across":
        labels = "margin box"
    pages = _pages(form, shape, rng)
    wiring = _wiring(form, shape, rng)
    colours: Literal["white", "level", "branch", "one"] = rng.choice(("white", "level", "level", "branch", "one"))
    if labels == "legend":
        colours = "level"
    if wiring == "none" and shape == "stacked":
        colours = "level"
    straight = wiring in ("straight", "elbow")
    return Habits(
        form=form,
        chart=chart,
        levels=levels,
        shape=shape,
        wiring=wiring,
        heads=rng.choice(((False, False), (False, False), (False, True), (True, False))),
        dashed=rng.random() < 0.15,
        behind=straight and shape in ("down", "across") and rng.random() < 0.3,
        short=rng.choice((0.0, 0.0, 0.0, 2.0, 3.5)),
        pages=pages,
        parts=_parts(shape, labels, rng),
        gap=max(rng.choice((0.0, 0.0, 1.5, 3.0, -1.0)), 0.0 if form.startswith("cells") else -1.0),
        labels=labels,
        margin=rng.choice(("left", "right")),
        measure=rng.choice(("Indikator :", "Indikator:", "IK:", "IKU :", "Indikator Kinerja :", "own", "own")),
        own_line=rng.random() < 0.4,
        marker=rng.choice(("-", "•", "1.", "a.", "line", "repeated")),
        left=rng.random() < 0.3,
        colours=colours,
        dark=colours != "white" and rng.random() < 0.15,
        rounded=rng.random() < 0.25 and not form.endswith("-pdf"),  # LibreOffice cuts off texts in round corners
        shadow=rng.random() < 0.15,
        sides=rng.choice(("rectangle", "rectangle", "lines", "bars")),
        paper=rng.choice(("natural", "natural", "A3", "A3", "F4", "A4", "poster")),
        capitals=rng.random() < 0.25,
        targets=rng.random() < 0.15,
        several=shape in ("down", "across", "stacked") and form != "smartart" and rng.random() < 0.15,
        title=rng.random() < 0.8,
        signature=rng.random() < 0.3,
        roots=2 if rng.random() < 0.12 and not form.startswith("cells") else 1,
        linked=rng.random() < 0.6,
        word_by_word=rng.random() < 0.4,
        nested_groups=rng.random() < 0.4,
        cut=pages == "columns" and rng.random() < 0.5,
        width=rng.choice((95.0, 110.0, 125.0, 150.0)),
    )


def _chart(seed: int, form: str, rng: random.Random) -> Chart:
    if form in ("smartart", "docx-vml-lines") or form.startswith("cells"):
        return "tree"
    kinds: tuple[Chart, ...] = ("organisation", "procedure", "cross cutting", "budget")
    return kinds[seed // 7 % 4] if seed % 7 == 3 or (seed % 7 == 0 and rng.random() < 0.25) else "tree"


def _pages(form: str, shape: Shape, rng: random.Random) -> Pages:
    if form in ("smartart", "picture") or form.startswith(("xlsx", "cells")):
        return "one"
    if shape == "stacked":
        return rng.choice(("one", "columns", "columns"))
    return rng.choice(("one", "one", "one", "root", "branch"))


def _wiring(form: str, shape: Shape, rng: random.Random) -> Wiring:
    if form.startswith("cells"):
        return "none" if shape == "spanning" and rng.random() < 0.6 else rng.choice(("bus", "segments"))
    if shape == "spanning":
        return rng.choice(("none", "none", "blocks", "bus"))
    if shape == "hanging":
        return rng.choice(("segments", "bus", "elbow"))
    if shape == "stacked":
        return rng.choice(("straight", "elbow", "bus", "bus", "segments", "none"))
    if shape == "across":
        return rng.choice(("straight", "elbow", "segments", "bus"))
    return rng.choice(("straight", "elbow", "segments", "bus", "bus", "frame"))


def _parts(shape: Shape, labels: Labels, rng: random.Random) -> Parts:
    if labels == "heading":
        return rng.choice(("headed", "one", "below"))
    if shape in ("across", "down") and rng.random() < 0.2:
        return "beside"
    return rng.choice(("one", "below", "below"))

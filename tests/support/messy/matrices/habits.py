"""The habits of planning offices as switches: how a document looks, and how a matrix is made up."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.support.messy.matrices.figures import Numerals
from tests.support.messy.matrices.plans import Size

Kind = Literal["RENSTRA", "RENJA", "RKT", "LKJIP", "RENAKSI", "RPJMD", "DPA", "PK", "NONE"]
Family = Literal["ladder", "staggered", "blocks", "pairs", "goals", "report"]

PAPERS = {"A4": (842.0, 595.0), "F4": (936.0, 612.0), "legal": (1008.0, 612.0), "A3": (1191.0, 842.0)}  # landscape
FONTS = ("Helvetica", "Helvetica", "Times", "Vera", "Narrow", "Narrow")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a matrix is made up."""

    family: Family = "ladder"
    goals_in: Literal["columns", "rows", "bands", "none"] = "none"  # tujuan and sasaran of a ladder
    goal_measures: bool = False  # a column of the sasaran's own indicators
    urusan: bool = False  # a row of the urusan on top, with money
    code: Literal["none", "one", "narrow", "empty narrow", "in text", "own line"] = "one"
    told_by: tuple[str, ...] = ("code",)  # code, bold, bands, words, fill: what shows the level
    outcome: Literal["none", "own row", "column"] = "none"
    money_row: bool = False  # name and money in a row of their own, indicators in the rows below
    fill: Literal["merged", "blank"] = "merged"  # a cell that holds for several rows
    unit: Literal["column", "target", "none"] = "target"
    years: Literal["header", "tahun", "body row", "ordinal", "nth", "in leaf"] = "header"
    under_year: Literal["target", "target rp", "k rp", "target realisasi", "apart"] = "target"
    year_count: int = 5
    late: int = 0  # first years without targets
    baseline: bool = False
    akhir: Literal["none", "target", "target rp"] = "none"
    place: bool = False
    money_source: bool = False
    owner: Literal["none", "each", "merged"] = "none"
    note: bool = False  # an empty column for remarks
    ticks: bool = False
    numbered: Literal["none", "levels", "rows"] = "none"  # a column of running numbers
    spans: bool = False  # staggered: a text reaches over the empty columns on its right
    quarters: bool = False
    sources: int = 1  # columns of money by source
    forward: bool = False  # Prakiraan Maju beside the plan of the year
    totals: bool = False  # a row of sums or means at the end
    marker: Literal["", "1.", "a.", "-"] = ""  # before each of several indicators
    mission: bool = False  # a row that names the misi
    revised: bool = False  # money before and after the revision: Murni, Perubahan
    names_right: bool = False  # staggered: outcome and output on the left, the names right of the indicators
    formula: bool = False  # columns of tables of one or two levels
    data_source: bool = False
    details: bool = False  # lines of a kegiatan with a target and money, but no indicator


@dataclass(frozen=True, slots=True)
class Look:
    """How a document looks."""

    paper: str = "F4"
    font: str = "Helvetica"
    size: float = 8.0  # points
    numerals: Numerals = field(default_factory=Numerals)
    repeat: Literal["header", "nothing", "numbers"] = "header"  # on top of the table's further pages
    column_numbers: Literal["", "plain", "brackets", "padded", "minus", "slip", "sum", "dotted"] = ""
    cut_rows: bool = False  # rows are cut at the page's end
    shifted: bool = False  # columns of further pages stand elsewhere
    rules: Literal["all", "columns", "rows", "none"] = "all"
    middle: bool = False  # texts stand in the middle of their cells
    header_fill: str | None = None
    split_header: Literal["", "top", "bottom"] = ""  # header cells are not merged downwards; where their words are
    program_fill: str | None = None
    activity_fill: str | None = None
    head: Literal["none", "left", "centre", "right"] = "none"  # running header
    foot: Literal["none", "left", "centre", "right"] = "none"
    foot_rule: bool = False
    page_word: Literal["", "Hal : ", "Page ", "| "] = ""
    spare_row: bool = False  # an empty row below the header
    spacers: bool = False  # thin empty rows between entries
    parts: bool = False  # DOCX: a table for each page
    intro: bool = True  # headings and prose before the table
    justified: bool = False
    apart: bool = False  # "Rp" on the left of a cell and the amount on its right; so number and unit
    leading: float = 1.17  # of the size of type, from line to line in a table
    table_width: float = 1.0  # share of the page's width, of tables with few columns
    figure_align: Literal["left", "centre", "right"] = "centre"  # targets
    black: bool = False  # scans: black and white
    skew: float = 0.0  # degrees, of scans


@dataclass(frozen=True, slots=True)
class Habits:
    """All habits of one document."""

    kind: Kind
    look: Look
    shape: Shape
    size: Size
    distractors: int = 0  # tables without indicators around


FILLS = (None, None, "D9D9D9", "BFBFBF", "BDD7EE", "FFC000", "E2EFDA", "B4C6E7", "F4B183")
FAMILIES: dict[str, tuple[Family, ...]] = {
    "RENSTRA": ("ladder", "ladder", "ladder", "goals", "staggered", "blocks"),
    "RENJA": ("ladder", "ladder", "ladder", "pairs", "pairs"),
    "RKT": ("blocks", "goals", "ladder", "pairs"),
    "LKJIP": ("report", "report", "report", "goals"),
    "RENAKSI": ("blocks", "blocks", "staggered", "ladder"),
    "RPJMD": ("ladder", "goals", "staggered", "blocks"),
    "PK": ("report",),
    "DPA": ("ladder",),
    "NONE": ("ladder",),
}
KINDS: tuple[Kind, ...] = (
    "RENSTRA",
    "RENSTRA",
    "RENJA",
    "RENJA",
    "RKT",
    "LKJIP",
    "LKJIP",
    "RENAKSI",
    "RPJMD",
    "PK",
    "DPA",
    "NONE",
)


def sample(rng: random.Random, seed: int) -> Habits:
    """Habits by chance; the kinds take turns with the seed, so that a few seeds show all of them."""
    kind = KINDS[seed % len(KINDS)]
    shape = _shape(rng, kind)
    return settle(Habits(kind, _look(rng), shape, _size(rng, shape), rng.choice((0, 0, 1, 2))))


def _sometimes(rng: random.Random, chance: float = 0.25) -> bool:
    return rng.random() < chance


def _shape(rng: random.Random, kind: Kind) -> Shape:
    multi = kind in ("RENSTRA", "RPJMD")
    cues = ("code", "bold", "bands", "words", "fill")
    return Shape(
        family=rng.choice(FAMILIES[kind]),
        goals_in=rng.choice(("columns", "columns", "columns", "rows", "bands", "none", "none")),
        goal_measures=_sometimes(rng, 0.5),
        urusan=_sometimes(rng, 0.3),
        code=rng.choice(("none", "one", "one", "one", "narrow", "narrow", "empty narrow", "in text", "own line")),
        told_by=tuple(cue for cue in cues if _sometimes(rng, 0.45)) or ("words",),
        outcome=rng.choice(("none", "none", "none", "own row", "column")),
        money_row=_sometimes(rng, 0.15),
        fill=rng.choice(("merged", "blank")),
        unit=rng.choice(("column", "column", "target", "target", "none")),
        years=rng.choice(("header", "header", "header", "tahun", "body row", "ordinal", "nth", "in leaf")),
        under_year=rng.choice(("target", "target rp", "target rp", "k rp", "target realisasi", "apart")),
        year_count=rng.choice((3, 4, 5, 5, 5, 6)) if multi else 2,
        late=rng.choice((0, 0, 0, 0, 1, 2)) if multi else 0,
        baseline=_sometimes(rng, 0.5),
        akhir=rng.choice(("none", "target", "target rp")) if multi else "none",
        place=_sometimes(rng, 0.4),
        money_source=_sometimes(rng, 0.4),
        owner=rng.choice(("none", "none", "each", "merged")),
        note=_sometimes(rng),
        ticks=_sometimes(rng, 0.12),
        numbered=rng.choice(("none", "none", "levels", "rows")),
        spans=_sometimes(rng, 0.5),
        quarters=kind == "RENAKSI" or _sometimes(rng, 0.1),
        sources=rng.choice((1, 1, 2, 4)),
        forward=kind == "RENJA" and _sometimes(rng, 0.7),
        totals=_sometimes(rng),
        marker=rng.choice(("", "", "", "", "1.", "a.", "-")),
        mission=_sometimes(rng, 0.12),
        formula=_sometimes(rng, 0.2),
        data_source=_sometimes(rng, 0.2),
        revised=_sometimes(rng, 0.12),
        names_right=_sometimes(rng, 0.3),
        details=_sometimes(rng, 0.1),
    )


def _size(rng: random.Random, shape: Shape) -> Size:
    long = rng.choice((1, 1, 1, 2, 2, 3))
    return Size(
        goals=rng.choice((1, 1, 2)) if long < 3 else 2,
        targets=rng.choice((1, 2, 2, 3)),
        programs=rng.choice((1, 2)) + (long > 2),
        activities=rng.choice((2, 2, 3)) + (long > 1),
        tasks=rng.choice((0, 2, 2, 3)),
        scheme=rng.choice(("new", "new", "short", "old")),
        several=rng.choice((0.0, 0.2, 0.5)),
        missing=rng.choice((0.0, 0.1, 0.4)),
        repeated=_sometimes(rng, 0.2),
        outcomes=shape.outcome != "none",
        level_words="words" in shape.told_by,
        capitals=_sometimes(rng, 0.3),
    )


def _look(rng: random.Random) -> Look:
    shade = rng.choice(
        (None, None, ("9BC2E6", "DDEBF7"), ("FFFF00", "B7DEE8"), ("C6E0B4", "E2EFDA"), ("BFBFBF", "EDEDED"))
    )
    mark: Literal[".", ","] = rng.choice((".", ".", ","))
    return Look(
        paper=rng.choice(("A4", "A4", "F4", "F4", "legal", "A3")),
        font=rng.choice(FONTS),
        size=rng.choice((6.0, 6.5, 7.0, 7.5, 8.0, 8.0, 9.0, 10.0)),
        numerals=Numerals(
            thousands=mark,
            decimal="," if mark == "." else ".",
            rupiah=rng.choice(("", "", "", "Rp ", "Rp. ", "Rp")),
            unit_gap=_sometimes(rng, 0.6),
            short_units=_sometimes(rng, 0.3),
            nothing=rng.choice(("-", "-", "N/a", "n.a", "0")),
        ),
        repeat=rng.choice(("header", "header", "nothing", "nothing", "numbers")),
        column_numbers=rng.choice(("", "", "plain", "brackets", "padded", "minus", "slip", "sum", "dotted")),
        cut_rows=_sometimes(rng, 0.35),
        shifted=_sometimes(rng, 0.2),
        rules=rng.choice(("all",) * 8 + ("columns", "rows", "none")),
        middle=_sometimes(rng, 0.35),
        header_fill=rng.choice(FILLS),
        split_header=rng.choice(("",) * 8 + ("top", "bottom")),
        program_fill=shade[0] if shade else None,
        activity_fill=shade[1] if shade else None,
        head=rng.choice(("none", "none", "left", "centre", "right")),
        foot=rng.choice(("none", "left", "centre", "right")),
        foot_rule=_sometimes(rng, 0.5),
        page_word=rng.choice(("", "", "Hal : ", "Page ", "| ")),
        spare_row=_sometimes(rng, 0.15),
        spacers=_sometimes(rng, 0.08),
        parts=_sometimes(rng, 0.3),
        intro=_sometimes(rng, 0.7),
        justified=_sometimes(rng, 0.15),
        apart=_sometimes(rng, 0.2),
        leading=rng.choice((1.1, 1.17, 1.17, 1.3, 1.6)),
        table_width=rng.choice((1.0, 1.0, 0.85)),
        figure_align=rng.choice(("centre", "centre", "centre", "left", "right")),
        black=_sometimes(rng, 0.3),
        skew=rng.choice((0.0, 0.0, rng.uniform(-0.8, 0.8))),
    )


def settle(habits: Habits) -> Habits:
    """The same without combinations that no reader could make out, or that nobody prints."""
    shape, look, size = habits.shape, habits.look, habits.size
    shape = _told(shape, look)
    if shape.code in ("in text", "own line") and shape.family != "ladder":
        shape = replace(shape, code="one")
    if shape.family != "staggered":
        shape = replace(shape, names_right=False)
    if habits.kind not in ("RENSTRA", "RPJMD") and (habits.kind, shape.family) != ("LKJIP", "goals"):
        shape = replace(shape, years="header")
    if shape.outcome == "own row":
        shape = replace(shape, money_row=False)
    if shape.under_year != "target" and shape.years in ("body row", "ordinal"):
        shape = replace(shape, years="header")
    if shape.years == "in leaf" and shape.under_year == "target realisasi":
        shape = replace(shape, years="header")
    if "words" in shape.told_by:
        size = replace(size, level_words=True)
    if shape.under_year == "apart":
        shape = replace(shape, late=0, years="header" if shape.years in ("in leaf", "body row", "nth") else shape.years)
        if shape.family != "goals":
            shape = replace(shape, under_year="target")
    if shape.family == "staggered":
        shape, size = _staggered(shape, size)
    if shape.family not in ("ladder", "staggered"):
        size = replace(size, outcomes=False, level_words=size.level_words and shape.family == "pairs")
    if look.rules != "all":
        look = replace(look, middle=False, cut_rows=False, spacers=False, program_fill=None, activity_fill=None)
        shape = replace(shape, fill="blank", owner="each" if shape.owner == "merged" else shape.owner)
        shape = replace(shape, told_by=tuple(cue for cue in shape.told_by if cue != "fill") or ("code",))
        shape = _told(shape, look)
    if look.cut_rows:
        look = replace(look, middle=False)
    if shape.family == "pairs" or habits.kind == "DPA":
        shape = replace(shape, unit="target")
    if habits.kind == "DPA":
        look = replace(look, rules="all")
    if shape.family in ("goals", "report"):
        size = replace(size, goals=max(2, size.goals), targets=max(2, size.targets), several=0.5)
        look = replace(look, size=max(8.0, look.size), paper="A4" if look.paper == "A3" else look.paper)
    look = replace(look, numerals=replace(look.numerals, with_unit=shape.unit == "target"))
    return replace(habits, shape=shape, look=look, size=replace(size, level_words="words" in shape.told_by))


def _staggered(shape: Shape, size: Size) -> tuple[Shape, Size]:
    right = shape.names_right
    shape = replace(shape, goals_in="none", outcome="none", urusan=False, money_row=False, marker="")
    if not right:
        return shape, replace(size, outcomes=False)
    shape = replace(shape, outcome="column", spans=False, code="in text" if shape.code != "none" else "none")
    return shape, replace(size, outcomes=True, tasks=0, missing=0.0, several=0.0)


def _told(shape: Shape, look: Look) -> Shape:
    """Something must show the level: a code that is printed, words, or a colour of their own for the upper levels."""
    coded = shape.code not in ("none", "empty narrow")
    if "fill" in shape.told_by and look.program_fill and shape.family == "ladder":
        return shape
    if shape.family in ("ladder", "pairs") and not coded and "words" not in shape.told_by:
        return replace(shape, told_by=(*shape.told_by, "words"))
    return shape

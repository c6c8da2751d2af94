"""Evidence against the structure around the values of rows: one number per feature, 0 where there is none.

Where a table was misread, its values are printed somewhere, but in another row, column or level, and no letter of them
is wrong. That shows in what their columns rest on (schemas.printed.Support), and in what stands beside them: a text
among figures, one value for ten rows, an indicator that holds two, a row at a page break.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.interpret.lines.entry_wording import NEW_INDICATOR
from extractor.interpret.tables.column_evidence import looks
from schemas.evidence import FieldRef
from schemas.fields import DocumentFields, Field, IndicatorRow, IndicatorSection, holds_figure, is_target
from schemas.passage import IN_NO_TABLE, Continuation, Support

CLOSE = 1.5  # margin of a role, in the units of data/column_model.toml, from which it is beyond doubt
NAMED_WELL = 1.0  # how clearly a header names a role that it leaves no doubt about
MAJORITY = 0.6  # share of a column's texts that look alike, from which others are unlike them
OTHER_WORDING = 0.5  # of what a text among figures says: one that is worded for another column
FEWEST_ROWS = 3  # of a section, below which columns have no look
LONG, SHORTEST_LONG = 2.5, 80  # times the median of a column, and characters, from which a text may hold its neighbour
LEAST_ROW = 0.2  # certainty of a row, below which it counts no less
SHARED = 2  # rows that one printed value may be meant for without doubt
_CONTINUED: Mapping[Continuation, float] = {Continuation.EDGES: 0.5, Continuation.COLUMNS: 1.0}
"""Doubt about the columns of a page without a header."""
_LOOKS = ("money", "none", "value", "code", "indicator", "goal", "level", "prose", "unit", "number", "tick")
"""Looks of texts; the first that a text has is its own."""
_TEXTS = frozenset({"indicator", "goal", "level", "prose", "other"})
_WORDINGS = frozenset({"indicator", "goal", "level"})
_SECOND_START = re.compile(
    r"\b(?!(?:dan|atau|yang|dengan|dari|di|ke|pada|untuk|terhadap|per|oleh|dalam)\b)[a-z]{3,}[)%]? ([A-Z][a-z-]+)"
)
"""A capital behind a small word that joins nothing: "... yang tertata Jumlah taman"."""
_FIGURES = re.compile(r"(?<![\w.,/-])\d[\d.,]*(?:\s*%)?(?=\s|$)")
_JOINED_FIGURES = re.compile(r"\d\s*(?:[-–/:]|s\.?/?d\.?|sampai|dari|dan|atau|per)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Structure:
    """Evidence against the structure around one value, by the names that confidence_features.Features has for it."""

    unnamed: float = 0.0
    guessed: float = 0.0
    column: float = 0.0
    carried: float = 0.0
    continued: float = 0.0
    brink: float = 0.0
    spread: float = 0.0
    twice: float = 0.0
    several: float = 0.0
    unlike: float = 0.0
    parted: float = 0.0


OUTSIDE = Structure()
"""Of a field of no row."""


class StructureExtractor:
    """Computes the evidence of a document's rows; what depends on several of them is gathered first."""

    def __init__(self, document: DocumentFields) -> None:
        self._unlike: dict[tuple[FieldRef, str], float] = {}
        self._shared: Counter[tuple[object, ...]] = Counter()
        self._twice: set[FieldRef] = set()
        self._brink: set[FieldRef] = set()
        for number, section in enumerate(document.sections):
            self._unlike.update(_unlike_fields(number, section))
            self._shared.update(_printed(name, one) for row in section.rows for name, one in row.fields.items())
            self._twice.update(_doubled(number, section.rows))
            self._brink.update(_at_page_ends(number, section.rows))

    def structure(self, ref: FieldRef, name: str, field: Field, row: IndicatorRow | None) -> Structure:
        """Of the field `name` of the row at `ref`; no evidence against fields of no row."""
        if row is None:
            return OUTSIDE
        support = _support(field)
        known_by = row.fields.get("indikator") if name != "indikator" else None
        rows = self._shared[_printed(name, field)] if holds_figure(name) or name == "formulasi" else 1
        return Structure(
            unnamed=_unnamed(support),
            guessed=_unnamed(support) if support.margin < CLOSE else 0.0,
            column=_unnamed(_support(known_by)) if known_by is not None else 0.0,
            carried=float(support.carried),
            continued=_CONTINUED.get(support.continuation, 0.0),
            brink=float(ref in self._brink),
            spread=math.log(max(1.0, rows / SHARED)),
            twice=float(ref in self._twice),
            several=float(_holds_several(name, field.text)),
            unlike=self._unlike.get((ref, name), 0.0),
            parted=-math.log(max(support.row, LEAST_ROW)),
        )


def _support(field: Field) -> Support:
    return field.source.support if field.source is not None else IN_NO_TABLE


def _unnamed(support: Support) -> float:
    return max(0.0, 1 - support.named / NAMED_WELL)


def _printed(name: str, field: Field) -> tuple[object, ...]:
    """What tells one printed value of a field from another one."""
    lines = field.source.lines if field.source is not None else ()
    return (name, *map(id, lines)) if lines else (name, id(field))


def _column(name: str, row: IndicatorRow) -> str:
    """What the fields of one column are called: figures by kind and period, all others by their own name."""
    if not holds_figure(name) or is_target(name):
        return name
    return next((f"{figure.kind}[{figure.period}]" for figure in row.figures if figure.name == name), name)


def _unlike_fields(number: int, section: IndicatorSection) -> Iterator[tuple[tuple[FieldRef, str], float]]:
    """For each field of a section that is unlike the others of its column, how much (0..1)."""
    columns: dict[str, list[tuple[FieldRef, str, str]]] = defaultdict(list)
    for place, row in enumerate(section.rows):
        for name, field in row.fields.items():
            columns[_column(name, row)].append((FieldRef(number, place), name, field.text))
    for column in columns.values():
        if len(column) >= FEWEST_ROWS:
            yield from _unlike_others(column)


def _unlike_others(column: Sequence[tuple[FieldRef, str, str]]) -> Iterator[tuple[tuple[FieldRef, str], float]]:
    seen = Counter(_look(text) for _, _, text in column)
    usual, count = seen.most_common(1)[0]
    share = count / len(column)
    long = max(SHORTEST_LONG, LONG * median(len(text) for _, _, text in column))
    for ref, name, text in column:
        look = _look(text)
        apart = _apart(usual, look) * (share - seen[look] / len(column)) if share >= MAJORITY else 0.0
        if len(text) > long or apart > 0:
            yield (ref, name), 1.0 if len(text) > long else apart


def _look(text: str) -> str:
    found = looks(text)
    return next((look for look in _LOOKS if look in found), "other")


def _apart(usual: str, look: str) -> float:
    """How much it says against a text that its like look otherwise (0..1); a dash stands in any column."""
    if look in ("none", usual):
        return 0.0
    if {look, usual} <= _TEXTS:
        return OTHER_WORDING if {look, usual} <= _WORDINGS else 0.0
    return 1.0


def _doubled(number: int, rows: Sequence[IndicatorRow]) -> Iterator[FieldRef]:
    """Rows whose indicator the row above or below has once more below the same entry."""
    for place, (above, below) in enumerate(pairwise(rows)):
        if above.indicator == below.indicator and above.text("sasaran") == below.text("sasaran"):
            yield FieldRef(number, place)
            yield FieldRef(number, place + 1)


def _at_page_ends(number: int, rows: Sequence[IndicatorRow]) -> Iterator[FieldRef]:
    """The last row of a page and the first one of the next."""
    pages = [one.page if (one := row.fields.get("indikator")) is not None else None for row in rows]
    for place, (above, below) in enumerate(pairwise(pages)):
        if above != below:
            yield FieldRef(number, place)
            yield FieldRef(number, place + 1)


def _holds_several(name: str, text: str) -> bool:
    """True for "80 % 90 %" as a figure, and "Persentase A Jumlah B" as an indicator or a sasaran."""
    if holds_figure(name):
        return len(_FIGURES.findall(text)) > 1 and _JOINED_FIGURES.search(text) is None
    if name not in ("indikator", "sasaran"):
        return False
    return any(NEW_INDICATOR.match(word) for word in _SECOND_START.findall(text))

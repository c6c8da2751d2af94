"""What speaks against a reading of one row: sequence of numbers, place on the page, how the row above ends -> costs.

Costs are those of data/naskah_model.toml; they add up over the rows, and nesting.py takes the cheapest reading.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.interpret.naskah.text_rows import TextRow
from extractor.interpret.naskah.unit_markers import HEADINGS, Marker
from normalizers.ordinal import Rank
from schemas.naskah import UnitKind
from schemas.patterns import pattern

ROOT = "naskah"
_ENDED = pattern("ended-line")
_OPEN = pattern("open-reference")
_AMENDING = pattern("amending-words")
_ANOTHER = pattern("another-item-follows")
_LISTS: frozenset[str] = frozenset({"ayat", "huruf", "angka"})
_FIRST: Rank = (1, 0)
OPEN_WRAPPED, OPEN_SHORT = 0.8, 0.2  # how open a row is that reaches the right edge, and one that does not
OPEN_REFERENCE, OPEN_COMMA = 0.7, 0.4  # the same of one that ends a paragraph with a word or a comma before more


@dataclass(frozen=True, slots=True)
class Model:
    """The costs by group and name, and which kinds of units may stand in which."""

    costs: Mapping[str, Mapping[str, float]]
    parents: Mapping[str, Mapping[str, frozenset[str]]]  # by grammar

    def cost(self, group: str, name: str) -> float:
        """One cost. Raises KeyError for an unknown one."""
        return self.costs[group][name]


@cache
def model() -> Model:
    """data/naskah_model.toml."""
    raw = tomllib.loads(files("extractor").joinpath("data", "naskah_model.toml").read_text(encoding="utf-8"))
    grammars = {name: table for name, table in raw.items() if name.startswith("parents")}
    costs = {name: table for name, table in raw.items() if name not in grammars}
    return Model(
        costs,
        {name: {kind: frozenset(own) for kind, own in table.items()} for name, table in grammars.items()},
    )


@dataclass(frozen=True, slots=True)
class Child:
    """The last unit of one kind and style in a unit."""

    kind: UnitKind
    style: str
    rank: Rank
    left: float


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit that is being read: what the next rows are held against."""

    kind: str  # UnitKind, or ROOT
    style: str
    rank: Rank
    left: float  # of its marker
    body: float | None  # left edge of its text; None before there is any
    last: tuple[Child, ...] = ()
    quotes: bool = False  # its text says that a provision follows in its new wording
    colon: bool = False  # its text ends with a colon
    has_text: bool = False

    def last_of(self, marker: Marker) -> Child | None:
        """The last unit of the marker's list in this unit."""
        return next((c for c in self.last if c.kind == marker.kind and c.style == marker.style), None)


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """What does not depend on the reading of the rows before."""

    row: TextRow
    markers: tuple[Marker, ...]
    openness: float  # 0..1: how far the row above ends in the middle of a sentence
    semicolon: bool  # the row above ends an item of a list
    ended: bool  # the row above ends an item or a sentence
    goes_on: bool  # the row above says that another item of its list follows: "; dan"
    fresh: bool  # begins a paragraph: the row above does not reach the right edge, or every row is a paragraph
    placed: bool  # positions are known


def row_evidence(row: TextRow, rows_above: Sequence[TextRow], markers: tuple[Marker, ...]) -> RowEvidence:
    """The evidence of a row below others; a conjunction may have a row of its own ("dan/atau")."""
    above = rows_above[-1] if rows_above else None
    text = " ".join(one.text for one in rows_above[-2:]).rstrip()
    semicolon = text.rstrip("danutlo/ ,").endswith(";")
    ended = not text or _ENDED.search(text) is not None
    return RowEvidence(
        row,
        markers,
        _openness(above, text, ended),
        semicolon,
        ended,
        goes_on=_ANOTHER.search(text) is not None,
        fresh=above is None or not above.full,
        placed=row.line.box is not None,
    )


def _openness(above: TextRow | None, text: str, ended: bool) -> float:
    if above is None or ended or above.centred:
        return 0.0
    comma = text.endswith(",")
    refers = not comma and _OPEN.search(text) is not None
    if above.full:
        return 1.0 if refers else OPEN_WRAPPED
    if refers:
        return OPEN_REFERENCE
    return OPEN_COMMA if comma else 0.0 if above.full is None else OPEN_SHORT


def distance_cost(a: float, b: float) -> float:
    """What it costs that two edges that should be one are so far apart (points)."""
    place = model().costs["place"]
    steps = max(abs(a - b) - place["tolerance"], 0.0) / place["step"]
    return place["each_step"] * min(steps, place["most_steps"])


def sequence_cost(rank: Rank, last: Rank | None, lenient: bool = False) -> float:
    """What a number costs behind that of the unit before it in its list. `lenient`: out of order is a known habit."""
    costs = model().costs["sequence"]
    if last is None:
        if rank == _FIRST:
            return costs["first"]
        late = costs["begins_late"] if rank[0] <= 3 else costs["begins_very_late"]
        return min(late, costs["dicta_out_of_order"]) if lenient else late
    (number, suffix), (before, suffix_before) = rank, last
    if (number, suffix) == (before + 1, 0):
        return costs["next"]
    if number == before and suffix == suffix_before + 1:
        return costs["inserted"]
    if lenient:
        return costs["dicta_out_of_order"]
    if rank == last:
        return costs["repeated"]
    skipped = number - before - 1
    if 0 <= skipped <= costs["farthest_skip"]:
        return costs["skipped"] + skipped * costs["each_skipped"]
    return costs["backwards"]


def start_cost(
    evidence: RowEvidence, marker: Marker, stack: tuple[OpenUnit, ...], depth: int, article: Rank | None
) -> float:
    """What it costs that a row begins `marker` in the unit at `depth`, behind the main article `article`."""
    costs = model().costs["start"]
    parent = stack[depth]
    total = evidence.openness * costs["open_row"] + marker.slips * model().cost("sequence", "slip")
    total += _closing_cost(marker, parent, stack[depth + 1 :])
    if marker.kind in HEADINGS and is_quoted(stack[: depth + 1]):
        total += costs["quoted"]
    else:
        total += _number_cost(marker, parent, article)
    if marker.kind in HEADINGS:
        off_centre = evidence.placed and not evidence.row.centred
        return total + (model().cost("place", "off_centre") if off_centre else 0.0)
    if marker.kind in _LISTS:
        total += _list_cost(evidence, marker, parent)
    return total


def _closing_cost(marker: Marker, parent: OpenUnit, closed: tuple[OpenUnit, ...]) -> float:
    """Units end with the next one of their own or a higher level; a list that goes on ends all that its item held."""
    costs, levels = model().costs["start"], model().costs["levels"]
    total = len(closed) * costs["closed"]
    if marker.kind in _LISTS and parent.last_of(marker) is not None:
        return total
    return total + costs["closed_above"] * sum(levels[unit.kind] < levels[marker.kind] for unit in closed)


def _number_cost(marker: Marker, parent: OpenUnit, article: Rank | None) -> float:
    last = parent.last_of(marker)
    if marker.kind != "pasal":
        return sequence_cost(marker.rank, last.rank if last is not None else None, marker.kind == "diktum")
    costs = model().costs["sequence"]
    mixed = any(child.kind == "pasal" and child.style != marker.style for child in parent.last)
    if article is None:
        return costs["first"] if marker.rank == _FIRST and not mixed else costs["main_article_begins_late"] + mixed * 3
    return sequence_cost(marker.rank, article) + (costs["mixed_articles"] if mixed else 0.0)


def _list_cost(evidence: RowEvidence, marker: Marker, parent: OpenUnit) -> float:
    """Place of an item beside its siblings; of a list's first item how its parent's text ends, and its place there."""
    left, costs = evidence.row.left, model().costs
    sibling = parent.last_of(marker)
    if sibling is not None:
        return distance_cost(left, sibling.left)
    goes_on = costs["start"]["after_conjunction"] if evidence.goes_on else 0.0
    return goes_on + _first_item_cost(evidence, parent)


def _first_item_cost(evidence: RowEvidence, parent: OpenUnit) -> float:
    """What it costs that a list begins in `parent` here."""
    left, costs = evidence.row.left, model().costs
    beside = [child.left for child in parent.last if child.kind in _LISTS]
    total = costs["start"]["second_list"] if beside else 0.0
    if beside and left > min(beside) + costs["place"]["tolerance"]:
        total += costs["start"]["second_list_inset"]
    if parent.has_text and not parent.colon:
        total += costs["start"]["without_colon"]
    if parent.kind in _LISTS:
        edge = parent.left
        total += distance_cost(min(left, edge), edge)
        flush = evidence.placed and left < edge + costs["place"]["tolerance"]
        total += costs["place"]["flush_child"] if flush else 0.0
    return total


def text_cost(evidence: RowEvidence, unit: OpenUnit) -> float:
    """What it costs that a row continues the text of `unit`, the innermost one."""
    costs = model().costs["text"]
    total = _no_marker_cost(evidence)
    if unit.kind == ROOT:
        return total + costs["before_units"]
    if unit.kind in HEADINGS and unit.kind != "pasal":
        return total
    if unit.body is None:
        return total
    left = evidence.row.left
    off = distance_cost(left, unit.body)
    if evidence.openness >= OPEN_WRAPPED or unit.kind == "pasal":
        off = min(off, distance_cost(left, unit.left)) if unit.kind in _LISTS else off / 2
    return total + off + (_own_paragraph_cost(evidence) if unit.kind in _LISTS else 0.0)


def _own_paragraph_cost(evidence: RowEvidence) -> float:
    """What it costs that an item goes on in a paragraph of its own: behind its end, or in the middle of a sentence."""
    costs = model().costs["text"]
    if evidence.semicolon:
        return costs["after_semicolon"]
    if evidence.ended:
        return costs["after_point"]
    return costs["begins_small"] if evidence.fresh and evidence.row.text.lstrip()[:1].islower() else 0.0


def behind_list_cost(evidence: RowEvidence, unit: OpenUnit) -> float:
    """What it costs that a row continues the text of `unit` behind the list that hangs on it."""
    costs = model().costs["text"]
    total = _no_marker_cost(evidence) + costs["behind_list"] + evidence.openness * costs["behind_open_row"]
    total += 0.0 if evidence.ended else costs["behind_unended"]
    return total + (distance_cost(evidence.row.left, unit.body) if unit.body is not None else 0.0)


def _no_marker_cost(evidence: RowEvidence) -> float:
    if not evidence.markers:
        return 0.0
    costs = model().costs["text"]
    heading = any(marker.kind not in _LISTS for marker in evidence.markers)
    return (costs["heading"] if heading else costs["marker"]) * (1.0 - evidence.openness)


def is_quoted(stack: tuple[OpenUnit, ...]) -> bool:
    """True inside of an item: what is named there in a heading of its own is the new wording of a provision."""
    return any(unit.kind in _LISTS for unit in stack)


def may_hold(parents: Mapping[str, frozenset[str]], above: tuple[OpenUnit, ...], marker: Marker) -> bool:
    """True where the innermost of `above` may hold such a unit; headings stand in items only as quoted provisions."""
    parent = above[-1]
    if parent.kind not in parents.get(marker.kind, frozenset()):
        return False
    if marker.kind in HEADINGS and parent.kind in _LISTS:
        return parent.quotes or any(unit.kind == "pasal" and unit.style == "roman" for unit in above)
    if marker.kind == parent.kind and marker.kind in _LISTS:
        return marker.style != parent.style
    return True


def with_text(unit: OpenUnit, text: str, left: float | None) -> OpenUnit:
    """The unit after a row of its text, which begins at `left`; None where only the next row will tell."""
    body = unit.body
    if body is None or (left is not None and unit.kind == "pasal"):
        body = left if body is None or left is None else min(body, left)
    quotes = unit.quotes or (unit.kind in _LISTS and _AMENDING.search(text) is not None)
    return OpenUnit(
        unit.kind,
        unit.style,
        unit.rank,
        unit.left,
        body,
        unit.last,
        quotes,
        text.rstrip().endswith(":"),
        True,
    )

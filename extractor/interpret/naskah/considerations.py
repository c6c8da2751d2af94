"""The opening of a regulation: rows -> Menimbang, Mengingat, Memperhatikan, Kepada as lists, and what is enacted.

The labels stand in a column of their own, before a colon; their lists are read like those of the body, one level deep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.interpret.naskah.nesting import nest
from extractor.interpret.naskah.text_rows import TextRow, behind
from extractor.interpret.naskah.unit_markers import Marker, markers_of
from extractor.interpret.naskah.unit_tree import units_of
from extractor.interpret.naskah.zones import LABELS
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.printed_naskah import PrintedItem

_DECIDES = pattern("decides")
_CONSENT = pattern("joint-consent")
_ITEMS = frozenset({"huruf", "angka"})


@dataclass(slots=True)
class _Block:
    name: str
    rows: list[TextRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands between the title and the first unit."""

    lists: dict[str, tuple[PrintedItem, ...]]  # by the name of their label
    enacting: Passage | None


def read_opening(rows: Sequence[TextRow]) -> Opening:
    """The lists of the opening. What stands before any label is a consideration (habit of instructions)."""
    blocks = list(_blocks(rows))
    lists: dict[str, tuple[PrintedItem, ...]] = {}
    for block in blocks:
        if block.name not in ("menetapkan", "untuk") and block.rows:
            lists[block.name] = (*lists.get(block.name, ()), *_items(block.rows))
    enacted = next((block.rows for block in blocks if block.name == "menetapkan" and block.rows), None)
    return Opening(lists, Passage(tuple(row.line for row in enacted)) if enacted else None)


def _blocks(rows: Sequence[TextRow]) -> Iterator[_Block]:
    block = _Block("menimbang")
    for row in rows:
        found = next(((name, m) for name, shape in LABELS.items() if (m := shape.match(row.text))), None)
        if found is None and not _DECIDES.fullmatch(row.text) and not _CONSENT.fullmatch(row.text):
            block.rows.append(row)
            continue
        yield block
        name, rest = (found[0], found[1]["rest"]) if found is not None else ("", "")
        block = _Block(name or "untuk", [behind(row, rest)] if rest.strip() else [])
    yield block


def _read(text: str) -> tuple[Marker, ...]:
    return tuple(marker for marker in markers_of(text) if marker.kind in _ITEMS)


def _items(rows: Sequence[TextRow]) -> Iterator[PrintedItem]:
    """The items of a list; text before the first of them, or all where none is numbered, has no number."""
    units, loose = units_of(nest(rows, _read, "parents_in_lists"))
    if loose:
        yield PrintedItem(None, Passage(loose))
    for unit in units:
        if unit.text is not None:
            yield PrintedItem(unit.number, unit.text)

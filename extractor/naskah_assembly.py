"""The printed regulation -> its fields: texts on one line, dates read, each unit with its address and its place.

Spelling and confidences come behind (naskah_values.py), the regulations that it names too (naskah_citations.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.passage_text import passage_text, provenance_of
from normalizers.citation import bentuk_of
from normalizers.date import find_date
from schemas.contract_base import Kotak
from schemas.fields import Field, Fields
from schemas.geometry import union
from schemas.naskah_fields import TEXT, TITLE, NaskahAnnex, NaskahFields, NaskahItem, NaskahUnit
from schemas.printed import Passage
from schemas.printed_naskah import PrintedAnnex, PrintedItem, PrintedNaskah, PrintedUnit

_CONTAINERS = frozenset({"buku", "bab", "bagian", "paragraf"})


def naskah_of(printed: PrintedNaskah | None) -> NaskahFields | None:
    """The fields of a regulation, without confidences; None where its title names no kind of regulation."""
    title = _field(printed.title) if printed is not None else None
    bentuk = bentuk_of(title.text) if title is not None else None
    if printed is None or title is None or bentuk is None:
        return None
    lists = {
        "menimbang": printed.considering,
        "mengingat": printed.recalling,
        "memperhatikan": printed.noting,
        "kepada": printed.addressees,
    }
    addresses = _Addresses()
    return NaskahFields(
        bentuk=bentuk,
        title=title,
        lists={name: _items(items) for name, items in lists.items()},
        enacting=_field(printed.enacting),
        body=addresses.units(printed.body, ""),
        closing=_closing(printed),
        copies=_items(printed.copies),
        annexes=tuple(map(_annex, printed.annexes)),
        elucidation=addresses.units(printed.elucidation, "penjelasan"),
    )


def _field(passage: Passage | None, text: str | None = None) -> Field | None:
    """A passage as a field; `text` where it differs from the joined lines. None for no text."""
    if passage is None:
        return None
    given = passage_text(passage) if text is None else text
    return Field(given, provenance_of(passage)) if given else None


def _items(items: Iterable[PrintedItem]) -> tuple[NaskahItem, ...]:
    fields = ((item.number, _field(item.text)) for item in items)
    return tuple(NaskahItem(number, field) for number, field in fields if field is not None)


def _annex(annex: PrintedAnnex) -> NaskahAnnex:
    return NaskahAnnex(annex.number, _field(annex.title), annex.pages)


def _closing(printed: PrintedNaskah) -> Fields:
    closing = printed.closing
    fields = {
        "perintah": _field(closing.order),
        "ditetapkan_di": _field(closing.enacted_at),
        "ditetapkan_tanggal": _date(closing.enacted_on),
        "diundangkan_di": _field(closing.promulgated_at),
        "diundangkan_tanggal": _date(closing.promulgated_on),
        "lembaran": _field(closing.gazette),
    }
    return {name: field for name, field in fields.items() if field is not None}


def _date(passage: Passage | None) -> Field | None:
    found = find_date(passage_text(passage)) if passage is not None else None
    return _field(passage, found.iso) if found is not None else None


class _Addresses:
    """Makes units, each address once: what occurs again gets a number behind it ("diktum-KEDUA~2")."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def units(self, units: Sequence[PrintedUnit], above: str) -> tuple[NaskahUnit, ...]:
        return tuple(self._unit(unit, above) for unit in units)

    def _unit(self, unit: PrintedUnit, above: str) -> NaskahUnit:
        own = f"{unit.kind}-{unit.number.replace(' ', '-')}"
        address = self._unique(f"{above}.{own}" if above else own)
        passages = [passage for passage in (unit.marker, unit.title, unit.text) if passage is not None]
        fields = {TITLE: _field(unit.title), TEXT: _field(unit.text)}
        return NaskahUnit(
            address,
            unit.kind,
            unit.number,
            {name: field for name, field in fields.items() if field is not None},
            unit.marker.page,
            _box(passages, unit.marker.page),
            tuple(self._unit(child, _above_child(address, unit, child, above)) for child in unit.children),
        )

    def _unique(self, address: str) -> str:
        self._seen[address] += 1
        count = self._seen[address]
        return address if count == 1 else f"{address}~{count}"


def _above_child(address: str, unit: PrintedUnit, child: PrintedUnit, above: str) -> str:
    """What stands before a child's address: an article's does not name its chapter, which may change."""
    return above if unit.kind in _CONTAINERS and child.kind == "pasal" else address


def _box(passages: Iterable[Passage], page: int | None) -> Kotak | None:
    box = union(line.box for passage in passages for line in passage.lines if line.page == page)
    return tuple(box.as_list()) if box is not None else None  # type: ignore[return-value]

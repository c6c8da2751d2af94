"""A regulation's texts -> the regulations that it names, each once with all its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from normalizers.citation import Citation, citations
from schemas.fields import Field
from schemas.naskah_fields import TEXT, CitationPlace, CitedRegulation, NaskahFields


def with_citations(naskah: NaskahFields) -> NaskahFields:
    """The regulation with what it names in its opening, its body and its elucidation."""
    found: dict[tuple[str, str, str | None], CitedRegulation] = {}
    for address, field in _texts(naskah):
        for one in citations(field.text):
            place = CitationPlace(address, page_of(field, one.start))
            known = found.get(one.key)
            found[one.key] = _named(one, place) if known is None else replace(known, places=(*known.places, place))
    return replace(naskah, cited=tuple(found.values()))


def _named(one: Citation, place: CitationPlace) -> CitedRegulation:
    return CitedRegulation(one.text, one.bentuk, one.number, one.year, one.article, (place,))


def _texts(naskah: NaskahFields) -> Iterator[tuple[str, Field]]:
    """(address, text) in print order."""
    for name, items in naskah.lists.items():
        yield from ((f"{name}[{place}]", item.field) for place, item in enumerate(items, start=1))
    for unit in naskah.units():
        field = unit.fields.get(TEXT)
        if field is not None:
            yield unit.address, field


def page_of(field: Field, start: int) -> int | None:
    """The page (1-based) on which the character at `start` of a field's text is printed."""
    lines = field.source.lines if field.source is not None else ()
    before = len("".join(field.text[:start].split()))
    ends = accumulate(len("".join(line.text.split())) for line in lines)
    return next((line.page for line, end in zip(lines, ends, strict=True) if end > before), field.page)

"""Which findings of a finished document are about which row: their `id`, or else `lokasi` -> addresses.

Findings about a row name its `id`. Those about a section, and all of contract 1.0, give their place in words only; they
are those that finding_places.py makes of an address, so that whole texts are compared: a row's indicator (or, without
one, its objective), as given out or as read, and a section's post. Where several rows have the same words, the page of
the finding decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from extractor.finding_places import words_of_section
from schemas.document import Bagian, Document, Indikator, Temuan
from schemas.evidence import FieldRef

CODE_SEPARATOR = ";"
_ROW_ID = re.compile(r"b(\d{1,9})\.i(\d{1,9})")


class FindingIndex:
    """The findings of one document by the rows and sections that they are about."""

    def __init__(self, document: Document) -> None:
        self._document = document
        rows, places = _rows(document), _places(document)
        self._found: dict[FieldRef, list[tuple[str, int | None]]] = {}  # codes of findings, pages of those by words
        for item in document.temuan:
            if item.id not in rows:
                for ref in places.get(item.lokasi or "", ()):
                    self._found.setdefault(ref, []).append((item.kode, item.halaman))
            for ref in (*([rows[item.id]] if item.id in rows else ()), *_named_rows(item)):
                self._found.setdefault(ref, []).append((item.kode, None))

    def codes(self, section: int, row: int | None = None) -> str | None:
        """Codes of the findings about a row, or about its section; sorted, each once. None where there is none.

        `section`, `row`: 0-based; without `row` those about the section. Findings on other pages than those of the row
        are not meant, unless page or finding has no number.
        """
        part = self._document.bagian[section]
        known = pages_of(part, part.indikator[row]) - {None} if row is not None else frozenset()
        refs = [FieldRef(section), *([FieldRef(section, row)] if row is not None else [])]
        codes = {
            code
            for ref in refs
            for code, page in self._found.get(ref, ())
            if page is None or not known or page in known
        }
        return CODE_SEPARATOR.join(sorted(codes)) or None


def _named_rows(item: Temuan) -> Iterator[FieldRef]:
    """The rows that a finding about several rows names by their ids: ["b1.i2"] -> section 0, row 1."""
    named = (item.nilai or {}).get("tempat")
    for row_id in named if isinstance(named, list) else ():
        found = _ROW_ID.fullmatch(row_id)
        if found is not None:
            yield FieldRef(int(found[1]) - 1, int(found[2]) - 1)


def pages_of(section: Bagian, indicator: Indikator) -> Set[int | None]:
    """All pages that the row is printed on, 1-based; that of its section where no field says."""
    first = section.halaman[0] if section.halaman else None
    return {proof.halaman for proof in indicator.bukti.values()} or {first}


def _rows(document: Document) -> dict[str | None, FieldRef]:
    """Ids of rows -> their addresses; an id that an edited file has twice leads nowhere."""
    found: dict[str | None, FieldRef] = {}
    double: set[str | None] = {None}
    for number, section in enumerate(document.bagian):
        for place, row in enumerate(section.indikator):
            if row.id in found:
                double.add(row.id)
            found[row.id] = FieldRef(number, place)
    return {name: ref for name, ref in found.items() if name not in double}


def _places(document: Document) -> dict[str, list[FieldRef]]:
    """Words of places -> the rows and sections that they stand for."""
    found: dict[str, list[FieldRef]] = {}
    for number, section in enumerate(document.bagian):
        found.setdefault(words_of_section(section.jabatan, section.jenis, number + 1), []).append(FieldRef(number))
        for place, row in enumerate(section.indikator):
            proof = row.bukti.get("indikator")
            words = {row.indikator or row.sasaran or "", proof.as_read if proof is not None else ""} - {""}
            for one in words:
                found.setdefault(one, []).append(FieldRef(number, place))
    return found

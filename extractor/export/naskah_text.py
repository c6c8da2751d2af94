"""What the readable forms of a regulation share: how units are named, and texts in runs with what they cite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.citation import citations
from schemas.naskah_contract import Naskah, Unit

_NAMES = {"buku": "BUKU", "bab": "BAB", "bagian": "Bagian", "paragraf": "Paragraf", "pasal": "Pasal"}
HEADINGS = frozenset(_NAMES)
LISTS = ("menimbang", "mengingat", "memperhatikan", "kepada")
"""Lists in front of the body, in print order."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `cited` is the place, from 1, in `rujukan` of the regulation that it names."""

    text: str
    cited: int | None = None


def label(unit: Unit) -> str:
    """How a unit is numbered in print: "Pasal 5", "(2)", "a.", "KESATU"."""
    if unit.jenis in _NAMES:
        return f"{_NAMES[unit.jenis]} {unit.nomor}"
    return {"ayat": f"({unit.nomor})", "diktum": unit.nomor}.get(unit.jenis, f"{unit.nomor}.")


def runs(text: str, naskah: Naskah) -> Iterator[Run]:
    """The text, cut where it names regulations."""
    known = {(one.bentuk, one.nomor, one.tahun): place for place, one in enumerate(naskah.rujukan, start=1)}
    at = 0
    for one in citations(text):
        place = known.get((one.bentuk, one.number, one.year))
        if place is None:
            continue
        if one.start > at:
            yield Run(text[at : one.start])
        yield Run(text[one.start : one.end], place)
        at = one.end
    if text[at:]:
        yield Run(text[at:])


def closing_lines(naskah: Naskah) -> list[str]:
    """The closing in sentences; dates in ISO 8601."""
    closing = naskah.penutup
    lines = [closing.perintah]
    for word, place, day in (
        ("Ditetapkan", closing.ditetapkan_di, closing.ditetapkan_tanggal),
        ("Diundangkan", closing.diundangkan_di, closing.diundangkan_tanggal),
    ):
        parts = [f"di {place}" if place else "", f"pada tanggal {day}" if day else ""]
        lines.append(" ".join([word, *filter(None, parts)]) if any(parts) else None)
    return [line for line in (*lines, closing.lembaran) if line]

"""What changed of the regulation itself: opening, units, promulgation -> changes by address.

Its title and who signed it are told as the head of the document.

A unit that only its number tells apart from its partner is renumbered ("dipindah", reason "nomor"); the wording of a
pair is compared as everywhere, so that slips of a reading are no amendments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.diff.align_units import UnitPair, aligned, whole_text
from extractor.diff.field_comparison import FieldComparer, FieldDifference
from extractor.export.naskah_text import label
from schemas.diff import Change, ChangePlace
from schemas.document import Bukti
from schemas.naskah_contract import Butir, Naskah, Unit

LISTS = ("menimbang", "mengingat", "memperhatikan", "kepada")
CLOSING = ("diundangkan_di", "diundangkan_tanggal", "lembaran")


def body_text(naskah: Naskah) -> str:
    """Everything that its units say."""
    return " ".join(whole_text(unit) for unit in naskah.isi)


def regulation_changes(old: Naskah, new: Naskah, comparer: FieldComparer) -> Iterator[Change]:
    """Changes in print order."""
    for name in LISTS:
        before, after = (_as_units(name, getattr(one.pembukaan, name)) for one in (old, new))
        for pair in aligned(before, after):
            yield from _pair(pair, comparer)
    yield from _field("menetapkan", old.menetapkan, new.menetapkan, old.bukti, new.bukti, comparer)
    for pair in aligned(old.isi, new.isi):
        yield from _pair(pair, comparer)
    for name in CLOSING:
        texts = getattr(old.penutup, name), getattr(new.penutup, name)
        yield from _field(name, *texts, old.penutup.bukti, new.penutup.bukti, comparer)
    for pair in aligned(old.penjelasan, new.penjelasan):
        yield from _pair(pair, comparer)


def _as_units(name: str, items: list[Butir]) -> list[Unit]:
    """Items of a list as units, so that they are aligned like these."""
    return [
        Unit(
            jenis="huruf",
            nomor=item.nomor or "-",
            teks=item.teks,
            halaman=None,
            kotak=None,
            alamat=f"{name}[{place}]",
            bukti=item.bukti,
        )
        for place, item in enumerate(items, start=1)
    ]


def _field(
    name: str,
    before: str | None,
    after: str | None,
    old: Mapping[str, Bukti],
    new: Mapping[str, Bukti],
    comparer: FieldComparer,
) -> Iterator[Change]:
    verdict = comparer.text(before, after, old.get(name), new.get(name))
    if verdict is not None:
        places = (ChangePlace(None, None, None, name, proof.get(name), name) for proof in (old, new))
        yield verdict.as_change("naskah", name, *places)


def _pair(pair: UnitPair, comparer: FieldComparer) -> Iterator[Change]:
    old, new = pair.old, pair.new
    if old is None or new is None:
        yield _lone(old, new)
        return
    if old.nomor.casefold() != new.nomor.casefold():
        numbers = FieldDifference("dipindah", "nomor", label(old), label(new))
        yield numbers.as_change("naskah", "nomor_naskah", _place(old, "teks"), _place(new, "teks"))
    for name in ("judul", "teks"):
        verdict = comparer.text(getattr(old, name), getattr(new, name), old.bukti.get(name), new.bukti.get(name))
        if verdict is not None:
            yield verdict.as_change("naskah", name, _place(old, name), _place(new, name))


def _lone(old: Unit | None, new: Unit | None) -> Change:
    """A unit that only one side has, with all below it."""
    before = whole_text(old) if old is not None else None
    after = whole_text(new) if new is not None else None
    verdict = FieldDifference("dihapus" if new is None else "ditambah", "isi", before, after)
    return verdict.as_change("naskah", None, _place(old, "teks"), _place(new, "teks"))


def _place(unit: Unit | None, name: str) -> ChangePlace | None:
    if unit is None:
        return None
    proof = unit.bukti.get(name) or next(iter(unit.bukti.values()), None)
    return ChangePlace(None, None, None, shown_address(unit.alamat), proof, unit.alamat)


def shown_address(address: str) -> str:
    """An address as people read it: "pasal-5.ayat-1.huruf-a" -> "Pasal 5 ayat (1) huruf a"."""
    parts = []
    for step in address.split("."):
        kind, _, number = step.partition("-")
        bare = number.partition("~")[0].replace("-", " ")
        parts.append(f"{kind} ({bare})" if kind == "ayat" else f"{kind} {bare}".strip())
    text = " ".join(parts)
    return text[:1].upper() + text[1:]

"""Changes apart from rows: the decree's own fields, and a section's jabatan, tugas and fungsi."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.diff.assignment import pair_alike
from extractor.diff.comparable_text import words
from extractor.diff.compared_rows import ComparedSection
from extractor.diff.field_comparison import FieldComparer, FieldDifference
from schemas.diff import Change, ChangePlace
from schemas.document import Bukti, Document, Metadata

DECREE_FIELDS = (
    "instansi",
    "wilayah",
    "nomor",
    "tahun",
    "tentang",
    "tanggal",
    "tempat",
    "penandatangan.nama",
    "penandatangan.jabatan",
    "penandatangan.pangkat",
    "penandatangan.nip",
)
SAME_FUNCTION_AT = 60.0  # per cent of likeness from which two items of fungsi are one that was reworded
MOST_FUNCTIONS = 1_000  # items of one list; longer ones are compared by equality alone


def decree_changes(old: Document, new: Document, comparer: FieldComparer) -> Iterator[Change]:
    """Changes of the decree's own fields: agency, number, date, signatory."""
    for name in DECREE_FIELDS:
        a, b = old.metadata.bukti.get(name), new.metadata.bukti.get(name)
        verdict = comparer.text(_decree_text(old.metadata, name), _decree_text(new.metadata, name), a, b)
        if verdict is not None:
            places = (ChangePlace(None, None, None, None, proof) for proof in (a, b))
            yield verdict.as_change("dokumen", name, *places)


def _decree_text(head: Metadata, name: str) -> str | None:
    first, _, second = name.partition(".")
    value = getattr(head, first)
    if second:
        value = getattr(value, second) if value is not None else None
    return value if isinstance(value, str) else None


def section_changes(
    old: ComparedSection | None, new: ComparedSection | None, comparer: FieldComparer
) -> Iterator[Change]:
    """What changed of a section apart from its rows; a section without a partner is one change."""
    if old is None or new is None:
        kind: FieldDifference = (
            FieldDifference("ditambah", "bagian", None, new.jabatan if new else None)
            if old is None
            else FieldDifference("dihapus", "bagian", old.jabatan, None)
        )
        yield kind.as_change("bagian", None, _place(old, "jabatan"), _place(new, "jabatan"))
        return
    named = comparer.text(old.jabatan, new.jabatan, old.evidence.get("jabatan"), new.evidence.get("jabatan"))
    if named is not None:
        yield named.as_change("baris", "jabatan", _place(old, "jabatan"), _place(new, "jabatan"))
    if old.jenis != new.jenis:
        other = FieldDifference("diubah", "teks", old.jenis, new.jenis)
        yield other.as_change("bagian", "jenis", _place(old), _place(new))
    duty = comparer.text(old.tugas, new.tugas, old.evidence.get("tugas"), new.evidence.get("tugas"))
    if duty is not None:
        yield duty.as_change("bagian", "tugas", _place(old, "tugas"), _place(new, "tugas"))
    yield from _functions(old, new, comparer)


def _functions(old: ComparedSection, new: ComparedSection, comparer: FieldComparer) -> Iterator[Change]:
    """Items of the two lists that have no equal on the other side; similar ones are one that was reworded."""
    if old.fungsi == new.fungsi:
        return
    left, right = _unequal(old.fungsi, new.fungsi)
    pairs: list[tuple[int, int]] = []
    if max(len(left), len(right)) <= MOST_FUNCTIONS:
        texts = [words(old.fungsi[i]) for i in left], [words(new.fungsi[j]) for j in right]
        pairs = [(left[i], right[j]) for i, j in pair_alike(*texts, SAME_FUNCTION_AT)]
    for i, j in pairs:
        a, b = _place(old, f"fungsi[{i + 1}]"), _place(new, f"fungsi[{j + 1}]")
        verdict = comparer.text(old.fungsi[i], new.fungsi[j], _evidence(a), _evidence(b))
        if verdict is not None:
            yield verdict.as_change("bagian", "fungsi", a, b)
    for i in (i for i in left if i not in {i for i, _ in pairs}):
        gone = FieldDifference("dihapus", "isi", old.fungsi[i], None)
        yield gone.as_change("bagian", "fungsi", _place(old, f"fungsi[{i + 1}]"), _place(new))
    for j in (j for j in right if j not in {j for _, j in pairs}):
        come = FieldDifference("ditambah", "isi", None, new.fungsi[j])
        yield come.as_change("bagian", "fungsi", _place(old), _place(new, f"fungsi[{j + 1}]"))


def _unequal(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Indices of the items that have no equal, as printed, on the other side."""
    waiting: dict[str, list[int]] = {}
    for j in reversed(range(len(new))):
        waiting.setdefault(new[j], []).append(j)
    left = [i for i, text in enumerate(old) if not waiting.get(text) or waiting[text].pop() < 0]
    return left, sorted(j for places in waiting.values() for j in places)


def _place(section: ComparedSection | None, key: str | None = None) -> ChangePlace | None:
    if section is None:
        return None
    return ChangePlace(section.index, None, section.jabatan, None, section.evidence.get(key) if key else None)


def _evidence(place: ChangePlace | None) -> Bukti | None:
    return place.evidence if place is not None else None

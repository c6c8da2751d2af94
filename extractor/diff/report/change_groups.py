"""The changes of a comparison as people read them: by jabatan, then by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.diff.indicator_counts import WEIGHTIEST_FIRST
from extractor.diff.report_texts import Texts
from schemas.diff import WEIGHTS, Mark, Perubahan

NEAR_WORDS = 6  # unchanged words that are shown on each side of a changed one
CUT = "…"
WEIGHT_ORDER = {weight: place for place, weight in enumerate(WEIGHTS)}


@dataclass(frozen=True, slots=True)
class RowChanges:
    """Everything that changed of one row; `kind` is that of its weightiest change.

    `shared`: the indicators of several rows of which one and the same text changed; it is then told here alone.
    """

    before: str | None  # the old indicator, where it is told
    after: str | None
    kind: str
    changes: tuple[Perubahan, ...]
    shared: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the row is called: its indicator, else what changed."""
        return self.after or self.before or ""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All changes of one section."""

    title: str
    rows: tuple[RowChanges, ...]


def grouped(changes: Sequence[Perubahan], texts: Texts) -> tuple[ChangeGroup, ...]:
    """Changes by jabatan and row; groups in the order in which the first change of each stands."""
    groups: dict[str, dict[object, list[Perubahan]]] = {}
    for number, change in enumerate(changes):
        rows = groups.setdefault(_title(change, texts), {})
        rows.setdefault(_row_key(change, number), []).append(change)
    return tuple(ChangeGroup(title, tuple(_row(found) for found in rows.values())) for title, rows in groups.items())


def _row_key(change: Perubahan, number: int) -> object:
    if change.kelompok is not None:
        return "kelompok", change.kelompok
    whole_section = change.indikator_lama is None and change.indikator_baru is None
    place = change.tempat_lama, change.tempat_baru, change.alamat_lama, change.alamat_baru
    return number if whole_section else place


def told_once(changes: Sequence[Perubahan]) -> tuple[tuple[Perubahan, int], ...]:
    """Each change, those of one text over several rows only the first time, and for how many rows it holds."""
    rows = Counter(change.kelompok for change in changes if change.kelompok is not None)
    seen: set[int] = set()
    found = []
    for change in changes:
        if change.kelompok is None:
            found.append((change, 1))
        elif change.kelompok not in seen:
            seen.add(change.kelompok)
            found.append((change, rows[change.kelompok]))
    return tuple(found)


def lone_side(change: Perubahan) -> Mark | None:
    """Of a whole row: "hapus" where only the old document has it, "tambah" where only the new one; None of others."""
    if change.kolom is not None:
        return None
    if change.jenis in ("ditambah", "dihapus"):
        return "tambah" if change.jenis == "ditambah" else "hapus"
    return "hapus" if change.tempat_baru is None and change.alamat_baru is None else "tambah"


def _title(change: Perubahan, texts: Texts) -> str:
    if change.cakupan == "dokumen":
        return texts("report.head")
    if change.cakupan == "naskah":
        return texts("report.regulation")
    if change.cakupan == "kaskade":
        return texts("report.cascade")
    return change.jabatan_baru or change.jabatan_lama or texts("report.no_jabatan")


def _row(changes: list[Perubahan]) -> RowChanges:
    first = changes[0]
    kinds = [change.jenis for change in changes]
    kind = next(kind for kind in WEIGHTIEST_FIRST if kind in kinds)
    if first.kelompok is not None:
        names = tuple(change.indikator_baru or change.indikator_lama or "" for change in changes)
        return RowChanges(None, None, kind, (first,), names)
    return RowChanges(first.indikator_lama, first.indikator_baru, kind, tuple(changes))


Run = tuple[Mark, str]


def shortened(change: Perubahan) -> tuple[Run, ...]:
    """The marked words of a change, long stretches of unchanged ones cut to those beside a change."""
    runs: list[Run] = []
    last = len(change.kata) - 1
    for number, word in enumerate(change.kata):
        text = word.teks
        parts = text.split()
        if word.tanda == "sama" and len(parts) > 2 * NEAR_WORDS:
            head = parts[:NEAR_WORDS] if number else []
            tail = parts[-NEAR_WORDS:] if number < last else []
            text = " ".join((*head, CUT, *tail))
        runs.append((word.tanda, text))
    return tuple(runs)


def side_runs(change: Perubahan, side: Mark) -> tuple[Run, ...]:
    """The words of one side only: `side` is "hapus" for the old text, "tambah" for the new one."""
    return tuple((word.tanda, word.teks) for word in change.kata if word.tanda in ("sama", side))


def page_of(change: Perubahan) -> tuple[int | None, int | None]:
    """The pages of a change in the old and in the new document, 1-based."""
    old, new = change.bukti_lama, change.bukti_baru
    return old.halaman if old else None, new.halaman if new else None

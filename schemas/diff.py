"""Comparisons of documents: the typed changes that flow inside, and the contract `kontrak_diff` 1.0 at the door.

Names of the contract are those of CONTRACT's comparison; what was added to it is described in the models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from schemas.document import Bukti, FigureKind, Model
from schemas.values import Number

ChangeKind = Literal["ditambah", "dihapus", "dipindah", "diubah", "kosmetik", "tidak_pasti"]
Weight = Literal["tinggi", "sedang", "rendah"]
Scope = Literal["baris", "bagian", "dokumen", "urutan", "kaskade", "naskah"]
Mark = Literal["sama", "hapus", "tambah"]
Format = Literal["text", "json", "csv", "xlsx", "html", "markdown"]

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)

REAL_KINDS: tuple[ChangeKind, ...] = ("ditambah", "dihapus", "dipindah", "diubah")
"""Kinds that say that the decree says something else; the other two are about how it is written or was read."""

_OPPOSITE: dict[ChangeKind, ChangeKind] = {"ditambah": "dihapus", "dihapus": "ditambah"}
_OPPOSITE_REASON = {"pecah": "gabung", "gabung": "pecah"}


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where a change stands in one of the two documents."""

    section: int | None  # 0-based index in `bagian`; None: the head of the document, or its cascade
    row: int | None  # 0-based index in the section's `indikator`, or in `kaskade`; None: the section as a whole
    jabatan: str | None
    indikator: str | None
    evidence: Bukti | None  # of the field that changed; of the indicator where a whole row did
    address: str | None = None  # of a unit of the regulation: "pasal-5.ayat-1"; `indikator` is then its name in words


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two documents; `old` or `new` is None where that side has no such place."""

    scope: Scope
    kind: ChangeKind
    field: str | None  # field of the contract; None: the whole row
    before: str | None
    after: str | None
    old: ChangePlace | None
    new: ChangePlace | None
    difference: Number | None = None  # of a target: after minus before, where both have the same unit
    value_before: Number | None = None  # of a target, where it is a number
    value_after: Number | None = None
    period: str | None = None  # of a dated target, or other figure, as its column is headed ("2025")
    unit_before: str | None = None  # units of a target, where they differ
    unit_after: str | None = None
    reason: str | None = None  # why it has its kind: "ejaan", "satuan", "pecah" ...; see extractor.diff
    content: tuple[tuple[str, str], ...] = ()  # of a whole row: its fields and their texts
    figure: FigureKind | None = None  # of a figure that is no target: its kind
    severity: Weight = "sedang"

    def mirrored(self) -> Change:
        """The same change, seen from the other document. Its severity stays; rules may give it another."""
        return Change(
            scope=self.scope,
            kind=_OPPOSITE.get(self.kind, self.kind),
            field=self.field,
            before=self.after,
            after=self.before,
            old=self.new,
            new=self.old,
            difference=None if self.difference is None else -self.difference,
            value_before=self.value_after,
            value_after=self.value_before,
            period=self.period,
            unit_before=self.unit_after,
            unit_after=self.unit_before,
            reason=_OPPOSITE_REASON.get(self.reason or "", self.reason),
            content=self.content,
            figure=self.figure,
            severity=self.severity,
        )


class Sisi(Model):
    """One of the compared files."""

    nama: str
    sha256: str


class Kata(Model):
    """A run of words of a changed text."""

    tanda: Mark = Field(description="Whether these words stand on both sides, only before, or only after.")
    teks: str


class Perubahan(Model):
    """One changed field of a pair of rows, or a row that only one side has."""

    jenis: ChangeKind
    kolom: str | None = Field(description="The field that changed; null for a whole row.")
    jabatan_lama: str | None
    jabatan_baru: str | None
    indikator_lama: str | None
    indikator_baru: str | None
    lama: str | None
    baru: str | None
    selisih: float | int | None = Field(description="New minus old value of a target of the same unit.")
    keparahan: Weight
    bukti_lama: Bukti | None
    bukti_baru: Bukti | None
    nilai_lama: float | int | None = Field(default=None, description="Of a target, where it is a number.")
    nilai_baru: float | int | None = None
    cakupan: Scope = Field(default="baris", description="What the change is about.")
    periode: str | None = Field(default=None, description='Of a dated target or figure: "2025", "TW I".')
    jenis_angka: FigureKind | None = Field(default=None, description="Of a figure that is no target (`angka`).")
    satuan_lama: str | None = Field(default=None, description="Given where the unit of a target changed.")
    satuan_baru: str | None = None
    alasan: str | None = Field(default=None, description="Id of the reason for this kind.")
    tempat_lama: tuple[int | None, int | None] | None = Field(
        default=None, description="0-based indices of the section and of the row in the old document."
    )
    tempat_baru: tuple[int | None, int | None] | None = None
    isi: dict[str, str] | None = Field(default=None, description="Of a whole row: its fields and their texts.")
    alamat_lama: str | None = Field(
        default=None, description="Of the regulation itself: `alamat` of the unit in the old document."
    )
    alamat_baru: str | None = None
    kata: list[Kata] = Field(default_factory=list, description="Both texts as one, each run of words marked.")
    kelompok: int | None = Field(
        default=None,
        description="The same number: one change of a text that stands over several rows, told for each of them.",
    )


class Hitungan(Model):
    """Indicators, each counted once: by the weightiest thing that became of it.

    lama = sama + diubah + dipindah + kosmetik + diabaikan + dihapus, and those of tidak_pasti that stand in both or
    only in the old document, and what is not counted because the other side was not read (tidak_terbaca).
    """

    lama: int = Field(default=0, description="Indicators of the old document.")
    baru: int = Field(default=0, description="Indicators of the new document.")
    sama: int = Field(default=0, description="Of those in both, the ones of which nothing changed.")
    ditambah: int = 0
    dihapus: int = 0
    dipindah: int = 0
    diubah: int = 0
    kosmetik: int = 0
    tidak_pasti: int = 0
    diabaikan: int = Field(default=0, description="Changed only in kinds that were left out (--ignore).")
    tidak_terbaca: int = Field(
        default=0, description="Not compared: no table of the other document was read, or not all of its pages."
    )


class Celah(Model):
    """Something of one document that was not read, so that nothing can be said of it."""

    sisi: Literal["lama", "baru"]
    kode: str = Field(description="Code of the finding that says so, or tanpa_indikator, tanpa_kaskade.")
    halaman: list[int] = Field(default_factory=list, description="1-based; empty: the document as a whole.")
    tidak_dibandingkan: int = Field(
        default=0, description="Indicators, or nodes, of the other document that could not be compared for this."
    )


class Perbandingan(Model):
    """All changes between two revisions."""

    kontrak_diff: Literal["1.0"] = "1.0"
    lama: Sisi
    baru: Sisi
    tidak_terbaca: list[Celah] = Field(
        default_factory=list, description="What was not read of either side; to be told before any change."
    )
    indikator: Hitungan = Field(default_factory=Hitungan, description="What became of the indicators.")
    diabaikan: dict[ChangeKind, int] = Field(
        default_factory=dict, description="Changes that were left out on demand (--ignore), by kind."
    )
    ringkasan: dict[ChangeKind, int] = Field(description="Entries of `perubahan` by kind.")
    perubahan: list[Perubahan] = Field(description="Changes of rows and of the jabatan that they belong to.")
    di_luar_baris: dict[ChangeKind, int] = Field(
        default_factory=dict, description="Entries of `perubahan` and `perubahan_lain` that are about no indicator."
    )
    ringkasan_lain: dict[ChangeKind, int] = Field(default_factory=dict)
    perubahan_lain: list[Perubahan] = Field(
        default_factory=list,
        description="Changes around the rows: head of the decree, tugas, fungsi, order of rows, cascade.",
    )


class Kumpulan(Model):
    """Two folders compared: documents in pairs, and those without a partner."""

    kontrak_diff: Literal["1.0"] = "1.0"
    folder_lama: str = ""
    folder_baru: str = ""
    pasangan: list[Perbandingan]
    hanya_lama: list[Sisi]
    hanya_baru: list[Sisi]


class Keadaan(Model):
    """An indicator in one revision."""

    revisi: int = Field(ge=0, description="0-based index in `revisi` of the history.")
    jabatan: str | None
    indikator: str
    target: str | None
    nilai: float | int | None
    satuan: str | None
    target_per_tahun: dict[str, str] | None = None
    perubahan: list[Perubahan] = Field(default_factory=list, description="Since the revision before.")


class Jejak(Model):
    """One indicator through the revisions; a revision that it is missing from has no entry."""

    jabatan: str | None
    indikator: str
    keadaan: list[Keadaan]


class Riwayat(Model):
    """Three or more revisions, oldest first, with the course of every indicator."""

    kontrak_riwayat: Literal["1.0"] = "1.0"
    revisi: list[Sisi]
    jejak: list[Jejak]
    perbandingan: list[Perbandingan] = Field(description="Each revision against the one before.")

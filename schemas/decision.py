"""What people decide about a document: one immutable decision, a line of suntingan.jsonl, and how its place is known.

A decision is never changed or removed: who takes it back writes another one (`batal`). Field names are Indonesian, as
in the output contract, whose `bukti[..].tinjauan` has the same words.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.document import Kotak, Model

FILE = "suntingan.jsonl"
"""Name of the file with all decisions, in the output folder."""
REVIEW_RULE = "tinjauan"
"""Rule of the correction (`bukti[..].koreksi`) that a person made."""

Action = Literal["benar", "ubah", "pecah", "gabung", "sisip", "hapus", "pindah", "kolom", "tabel", "batal"]
"""benar: a cell is right, or a finding is settled; ubah: a cell has another text. pecah, gabung, sisip, hapus, pindah:
a row is split, joined with the next, put in below, removed, moved. kolom, tabel: the role of a column and the kind of
a table, from which the file is read again. batal: an earlier decision is taken back, which may be one of this kind."""
ROW_ACTIONS: frozenset[Action] = frozenset({"pecah", "gabung", "sisip", "hapus", "pindah"})
TABLE_ACTIONS: frozenset[Action] = frozenset({"kolom", "tabel"})
TableKind = Literal["indikator", "bukan_indikator"]
RowTexts = dict[str, str]
"""Texts of a row by the names of its fields, as `bukti` has them."""


class DecidedFile(Model):
    """The file that was open when something was decided."""

    nama: str = Field(description="Path below the folder that was named, else the file's name.")
    sha256: str
    nomor: str | None = Field(default=None, description="Of the decree: a better scan of it has other bytes.")


class TableAnchor(Model):
    """A table as printed: where it begins, and the words above each of its columns."""

    halaman: int | None = None
    kotak: Kotak | None = None
    judul: list[str] = Field(description="Header text of each column, from the left.")
    baris_judul: int = Field(ge=0, description="How many rows from the top are its header.")
    isi: str = Field(description="The first words below the header.")


class Anchor(Model):
    """What was at the place and around it, so that it is found again in another reading of the file."""

    halaman: int | None = None
    kotak: Kotak | None = None
    teks: str = Field(default="", description="As read there; empty where nothing was.")
    baris: str | None = Field(default=None, description="Indicator of the row; of a section that of its first row.")
    sasaran: str | None = None
    atas: str | None = Field(default=None, description="Indicator of the row above.")
    bawah: str | None = Field(default=None, description="Indicator of the row below.")
    bagian: str | None = Field(default=None, description="Post or kind of the section.")
    tabel: TableAnchor | None = None


class Decision(Model):
    """One decision of one person."""

    id: str
    tindakan: Action
    waktu: str = Field(description="ISO 8601 with its offset from UTC.")
    oleh: str
    berkas: DecidedFile
    alamat: str = Field(description='"b1.i2": a row, "b1": a section, "kaskade.<id>": a node, "metadata", "tabel".')
    kolom: str | None = Field(default=None, description="Field as in `bukti`; of a finding its code; null for a row.")
    jangkar: Anchor = Anchor()
    sebelum: str | list[RowTexts] | None = None
    sesudah: str | list[RowTexts] | None = None
    batal: str | None = Field(default=None, description="`id` of the decision that is taken back.")

"""The output contract 1.2 as pydantic models; the JSON Schema is generated from them. Files of 1.0 and 1.1 are valid.

Field names are those of the contract: the Indonesian terms that its users write.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from schemas.contract_base import Bukti as Bukti
from schemas.contract_base import Koreksi as Koreksi
from schemas.contract_base import Kotak as Kotak
from schemas.contract_base import Model as Model
from schemas.contract_base import Tinjauan as Tinjauan
from schemas.evidence import Severity
from schemas.naskah_contract import Naskah

Jenis = Literal["IKU", "IKI", "PK", "RENSTRA", "RKT", "RENAKSI", "RENJA", "RPJMD", "LKJIP", "DPA", "LAIN"]
_KINDS = "|".join((*get_args(Jenis), "KASKADE"))  # of a whole document
Tingkat = Literal["ultimate_outcome", "intermediate_outcome", "immediate_outcome", "outcome", "output"]
Level = Literal["tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"]
"""Planning levels, from the top down."""
PartyRole = Literal["pertama", "kedua"]
"""Of an agreement: who promises, and who superintends it."""
FigureKind = Literal["target", "realisasi", "baseline", "akhir", "anggaran"]
Contract = Literal["1.0", "1.1", "1.2"]
"""Versions of the contract whose files can be read."""
CONTRACT: Contract = "1.2"
"""The version that new documents follow."""


class Berkas(Model):
    """The file that was read."""

    nama: str
    sha256: str
    tipe: str = Field(description="Media type, decided by content.")
    ukuran: int = Field(ge=0, description="Bytes.")
    halaman: int | None = Field(description="Number of pages; null for DOCX and text.")
    jalur: str | None = Field(
        default=None,
        description="Path below the folder that was named, with slashes; of a file that was named itself its name. "
        "Null where the document was not read in a run, and in files of 1.0.",
    )


class Penandatangan(Model):
    """Who signed the decree."""

    nama: str | None = None
    jabatan: str | None = None
    pangkat: str | None = None
    nip: str | None = Field(default=None, description="Digits only.")


class Metadata(Model):
    """What the decree says of itself; null where it does not say."""

    instansi: str | None = None
    wilayah: str | None = None
    nomor: str | None = None
    tahun: str | None = Field(default=None, description='"2018" or "2021-2026".')
    tentang: str | None = None
    tanggal: str | None = Field(default=None, description='ISO 8601; month only as "2018-01".')
    tempat: str | None = None
    penandatangan: Penandatangan | None = None
    bukti: dict[str, Bukti] = Field(default_factory=dict, description="Per field that has a value.")


class Target(Model):
    """A target cell, as printed and as read."""

    teks: str = Field(description="As printed, white space collapsed.")
    nilai: float | int | None = None
    nilai_maks: float | int | None = Field(default=None, description="Upper end of a range.")
    pembanding: str | None = Field(default=None, description='">=", "<=", ">", "<" or null.')
    satuan: str | None = None
    predikat: str | None = None


class Formulasi(Model):
    """A formula cell, as printed and as read; the type of calculation may have a column of its own."""

    teks: str = Field(description="Empty where only the type of calculation is printed.")
    persamaan: str | None = Field(default=None, description="LaTeX.")
    tipe_penghitungan: Literal["Kumulatif", "Non kumulatif"] | None = None


class Hierarki(Model):
    """One entry above an indicator, or the one that it measures."""

    jenjang: Level
    kode: str | None
    teks: str


class Angka(Model):
    """One filled figure cell of a row."""

    jenis: FigureKind
    periode: str | None = Field(description='Year or quarter as the header names it: "2021", "TW I".')
    teks: str
    nilai: float | int | None = None
    satuan: str | None = None


class Indikator(Model):
    """One indicator, a row of a table."""

    no: str | None
    sasaran_induk: str | None
    indikator_induk: str | None
    sasaran: str | None
    indikator: str
    target: Target | None
    target_per_tahun: dict[str, str] | None
    formulasi: Formulasi | None
    sumber_data: str | None
    penanggung_jawab: str | None
    id: str | None = Field(default=None, description='"b<n>.i<m>": section and row, 1-based, in the order of the file.')
    jenjang: Level | None = Field(default=None, description="Planning level whose performance the indicator measures.")
    kode: str | None = Field(default=None, description="Code printed for the entry that it measures.")
    hierarki: list[Hierarki] = Field(
        default_factory=list, description="What is above it, from the top down; the last is the entry that it measures."
    )
    angka: list[Angka] = Field(default_factory=list, description="Every filled figure cell of the row, in print order.")
    bukti: dict[str, Bukti]


class Pihak(Model):
    """One of the two parties of a performance agreement."""

    peran: PartyRole
    nama: str | None = None
    jabatan: str | None = None
    pangkat: str | None = None
    nip: str | None = Field(default=None, description="Digits only.")


class Jumlah(Model):
    """An amount of money, as printed and as read."""

    teks: str
    nilai: float | int | None = None


class AnggaranProgram(Model):
    """One line of an agreement's list of programmes and money."""

    kode: str | None = None
    program: str = Field(description="Programme, activity or sub activity, without its number and code.")
    jumlah: Jumlah
    keterangan: str | None = Field(default=None, description='What is printed behind it: "APBD", ...')


class Bagian(Model):
    """The indicators of one post, with its duties."""

    jenis: Jenis
    jabatan: str | None
    tugas: str | None
    fungsi: list[str]
    halaman: tuple[int, int] | None = Field(description="First and last page, 1-based; null for DOCX and text.")
    indikator: list[Indikator]
    pihak: list[Pihak] = Field(default_factory=list, description="Of a PK: its parties, the first one first.")
    anggaran: list[AnggaranProgram] = Field(
        default_factory=list, description="Of a PK: its list of programmes and money, in print order."
    )
    bukti: dict[str, Bukti] = Field(
        default_factory=dict,
        description='For jabatan, tugas and fungsi; for "pihak[pertama].nama", "anggaran[1].jumlah", ...',
    )


class Simpul(Model):
    """One goal of a performance cascade with its indicators."""

    id: str
    induk: str | None
    tingkat: Tingkat
    kinerja: str
    indikator: list[str]
    label: str | None = Field(
        default=None, description='The name of its level as printed ("Sasaran 1.2", "Eselon III"); null where none is.'
    )
    jenjang: Level | None = Field(default=None, description="The planning level that the label names.")
    tautan: list[str] = Field(
        default_factory=list,
        description="`id` of other nodes that lines of the drawing join it with, besides its parent: parents that it "
        "shares, and boxes beside it.",
    )
    bukti: dict[str, Bukti] = Field(default_factory=dict, description='"kinerja", "indikator[1]", ...')


class Temuan(Model):
    """Something that a person should know about the document."""

    kode: str
    tingkat: Severity
    pesan: str
    lokasi: str | None
    halaman: int | None
    id: str | None = Field(default=None, description="`id` of the row that it is about; null where it is about no row.")
    nilai: dict[str, str | int | float | list[str] | None] | None = Field(
        default=None,
        description="What the sentence was made of, by name, so that it can be made in another language; "
        "null in files of earlier versions.",
    )
    tinjauan: Tinjauan | None = Field(default=None, description="Null where nobody has settled it.")


class Proses(Model):
    """By what the document was read."""

    versi: str
    parser: str
    mesin_ocr: str | None = None
    halaman_ocr: list[int] | None = Field(
        default=None,
        description="Pages that were recognised from pictures; null for DOCX, text and files of earlier versions.",
    )
    suntingan: list[str] = Field(
        default_factory=list, description="`id` of the decisions of people (suntingan.jsonl) that are in this document."
    )


class Document(Model):
    """One input file, as it is written to JSON."""

    kontrak: Contract = CONTRACT
    berkas: Berkas
    jenis: str = Field(pattern=rf"^(TIDAK_ADA|({_KINDS})(\+({_KINDS}))*)$")
    metadata: Metadata
    bagian: list[Bagian]
    kaskade: list[Simpul] = Field(default_factory=list)
    naskah: Naskah | None = Field(
        default=None, description="The regulation itself; null where the document prints none, and before 1.2."
    )
    temuan: list[Temuan] = Field(default_factory=list)
    proses: Proses

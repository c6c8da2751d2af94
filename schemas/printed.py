"""What interpretation makes of a Transcript: sections, rows and fields, still in the words as printed.

Nothing is normalized here; every field keeps the lines that it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.document import FigureKind, Jenis, Level, PartyRole, Tingkat
from schemas.evidence import Finding
from schemas.passage import Passage as Passage
from schemas.printed_naskah import PrintedNaskah


class Role(StrEnum):
    """What a table column holds. The values are the contract's field names where there is one."""

    NO = "no"
    SASARAN_INDUK = "sasaran_induk"
    SASARAN = "sasaran"
    INDIKATOR = "indikator"
    TARGET = "target"
    SATUAN = "satuan"
    FORMULASI = "formulasi"
    TIPE = "tipe_penghitungan"
    SUMBER_DATA = "sumber_data"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    # Roles that tell what a table is but give no field:
    JABATAN = "jabatan"
    REALISASI = "realisasi"
    BASELINE = "baseline"
    ANGGARAN = "anggaran"
    PROGRAM = "program"
    MISI = "misi"
    KETERANGAN = "keterangan"
    KODE = "kode"
    OTHER = "lain"


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """A goal, programme or activity above an indicator."""

    level: Level
    code: str | None
    text: str | None  # without the code in front of it; None: as the passage reads
    passage: Passage


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One filled figure cell of a row."""

    kind: FigureKind
    period: str | None  # as the header names it
    passage: Passage


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One indicator. `fields` holds a Passage per role that has text; `targets` the dated columns in order."""

    fields: dict[Role, Passage]
    indikator_induk: Passage | None = None
    targets: tuple[tuple[str, Passage], ...] = ()  # period as the header names it ("2025", "TW I")
    unit_hint: str | None = None  # unit that the header gives for the whole target column
    notes: tuple[Finding, ...] = ()  # how the row was found where that is in doubt; without a place
    ladder: tuple[PrintedEntry, ...] = ()  # from the top down; the last is the entry that the indicator measures
    figures: tuple[PrintedFigure, ...] = ()  # in print order
    body_rows: tuple[int, ...] = ()  # of its table, 0-based: where it was read
    split: bool = False  # one of several indicators that one ruled row holds


@dataclass(frozen=True, slots=True)
class PrintedParty:
    """One party of a performance agreement, each part as printed."""

    role: PartyRole
    nama: Passage
    jabatan: Passage | None = None
    pangkat: Passage | None = None
    nip: Passage | None = None


@dataclass(frozen=True, slots=True)
class PrintedBudget:
    """One line of an agreement's list of programmes and money."""

    program: Passage  # with its number, and with its code where that has no cell of its own
    jumlah: Passage
    kode: Passage | None = None
    keterangan: Passage | None = None


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One table of indicators, or the part of one that is of one post, with the labels above it."""

    jenis: Jenis
    jabatan: Passage | None
    tugas: Passage | None
    fungsi: tuple[Passage, ...]
    rows: tuple[PrintedRow, ...]
    pages: tuple[int, int] | None  # first and last, 1-based; None for DOCX and text
    parties: tuple[PrintedParty, ...] = ()  # of an agreement, the first one first
    budget: tuple[PrintedBudget, ...] = ()  # of an agreement, in print order


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """What the decree says of itself; each value as printed."""

    instansi: Passage | None = None
    wilayah: Passage | None = None
    nomor: Passage | None = None
    tahun: Passage | None = None
    tentang: Passage | None = None
    tanggal: Passage | None = None
    tempat: Passage | None = None
    nama: Passage | None = None
    jabatan: Passage | None = None
    pangkat: Passage | None = None
    nip: Passage | None = None


@dataclass(frozen=True, slots=True)
class PrintedNode:
    """One node of a performance cascade."""

    level: Tingkat
    kinerja: Passage
    indicators: tuple[Passage, ...]
    parent: int | None  # position among the document's nodes, 0-based; None for a root
    label: str | None = None  # the name of its level as printed
    planning: Level | None = None  # the level of planning that the label names
    links: tuple[int, ...] = ()  # positions of other nodes that it is joined with, besides its parent


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document, understood: what it says of itself, its tables, and its cascade."""

    head: PrintedHead
    sections: tuple[PrintedSection, ...]
    findings: tuple[Finding, ...] = ()
    nodes: tuple[PrintedNode, ...] = ()
    skipped_pages: frozenset[int] = frozenset()  # numbers of pages that are another page once more
    naskah: PrintedNaskah | None = None  # the regulation itself

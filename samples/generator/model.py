"""What a sample decree consists of: blocks to draw, and the rows that a careful reader would write down.

A table is drawn from `TableCell`s; the rows beside it come from the same `Row` objects, never from an extractor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Target:
    """A target as printed and as meant."""

    teks: str
    nilai: float | int | None = None
    satuan: str | None = None
    predikat: str | None = None
    nilai_maks: float | int | None = None
    pembanding: str | None = None


@dataclass(frozen=True)
class Row:
    """One indicator as a reader writes it down; the texts stand in the drawn table as they are here."""

    indikator: str
    target: Target | None = None
    formulasi: tuple[str, ...] = ()  # paragraphs of the cell
    tipe_penghitungan: str | None = None
    sumber_data: str | None = None
    penanggung_jawab: str | None = None
    per_periode: dict[str, str] = field(default_factory=dict)
    indikator_induk: str | None = None


@dataclass(frozen=True)
class Group:
    """A sasaran with its indicators; `no` as printed, without its point."""

    no: str | None
    sasaran: str | None
    rows: tuple[Row, ...]
    sasaran_induk: str | None = None


@dataclass(frozen=True)
class Party:
    """One party of an agreement."""

    peran: str
    nama: str
    jabatan: str
    pangkat: str | None = None
    nip: str | None = None


@dataclass(frozen=True)
class BudgetLine:
    """One line of an agreement's list of programmes and money."""

    program: str
    jumlah: str
    nilai: int
    keterangan: str | None = None
    kode: str | None = None


@dataclass(frozen=True)
class Section:
    jenis: str
    jabatan: str | None
    tugas: str | None
    fungsi: tuple[str, ...]
    groups: tuple[Group, ...]
    pihak: tuple[Party, ...] = ()
    anggaran: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True)
class Goal:
    """A node of a performance cascade, with what hangs below it."""

    tingkat: str
    kinerja: str
    indikator: tuple[str, ...] = ()
    below: tuple[Goal, ...] = ()

    @property
    def leaves(self) -> int:
        return sum(goal.leaves for goal in self.below) or 1


@dataclass(frozen=True)
class Unit:
    """A unit of a regulation; `tail` is printed behind its list and belongs to its text."""

    jenis: str
    nomor: str
    teks: str | None = None
    judul: str | None = None
    anak: tuple[Unit, ...] = ()
    tail: str | None = None


@dataclass(frozen=True)
class Regulation:
    """The regulation itself, as a reader writes it down. Lists: (number or None, text)."""

    bentuk: str
    judul: tuple[str, ...]  # lines
    menimbang: tuple[tuple[str | None, str], ...]
    mengingat: tuple[tuple[str | None, str], ...]
    menetapkan: str | None
    isi: tuple[Unit, ...]
    penutup: dict[str, str]
    rujukan: tuple[tuple[str, str, str], ...]  # kind, number, year
    tembusan: tuple[str, ...] = ()


# --- what is drawn ---


@dataclass(frozen=True)
class Equation:
    """`lead` numerator over denominator `tail`; drawn as an equation in DOCX, in one line elsewhere."""

    lead: str
    numerator: str
    denominator: str
    tail: str

    @property
    def linear(self) -> str:
        return f"{self.lead} {self.numerator} / {self.denominator} {self.tail}"


@dataclass(frozen=True)
class TableCell:
    row: int
    col: int
    text: tuple[str | Equation, ...]  # paragraphs
    row_span: int = 1
    col_span: int = 1
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True)
class Table:
    widths: tuple[float, ...]  # points
    cells: tuple[TableCell, ...]
    header_rows: int = 0
    ruled: bool = True
    repeat_header: bool = True
    shaded: bool = False  # gray behind the header

    @property
    def rows(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)


@dataclass(frozen=True)
class Text:
    text: str
    align: Align = "left"
    bold: bool = False
    size: float = 11
    indent: float = 0  # points
    hanging: float = 0  # points that the first line stands further left
    underline: bool = False


@dataclass(frozen=True)
class Numbered:
    """A list; in DOCX the numbers are automatic and stand in no text."""

    items: tuple[str, ...]
    style: Literal["1.", "a."] = "1."
    indent: float = 36
    size: float = 11


@dataclass(frozen=True)
class Labelled:
    """ "Jabatan : ..." with the colon in a column of its own (by tabs); `items` hang below as a numbered list."""

    label: str
    text: str = ""
    items: tuple[str, ...] = ()
    style: Literal["1.", "a."] = "1."
    bold: bool = False
    label_width: float = 76
    size: float = 11


@dataclass(frozen=True)
class LabelTable:
    """The same as a table without lines: label, colon, text."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    widths: tuple[float, float, float] = (76, 14, 380)


@dataclass(frozen=True)
class Letterhead:
    lines: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Signature:
    """Right half of the page, or two blocks beside each other."""

    blocks: tuple[tuple[str, ...], ...]
    named: str | None = None  # this line is bold and underlined


@dataclass(frozen=True)
class Chart:
    """A cascade as boxes with lines between them, from the top down; PDF only."""

    root: Goal


@dataclass(frozen=True)
class Gap:
    height: float = 12


@dataclass(frozen=True)
class NewPage:
    landscape: bool = False


Block = Text | Numbered | Labelled | LabelTable | Letterhead | Signature | Gap | NewPage | Table | Chart


@dataclass(frozen=True)
class Decree:
    name: str  # file name without suffix
    jenis: str
    metadata: dict[str, object]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    cascade: Goal | None = None
    regulation: Regulation | None = None
    serif: bool = False  # typeface of the PDF
    landscape: bool = False  # the first page
    wide_alphabet: bool = False  # needs signs that the standard PDF fonts lack
    page_numbers: bool = True
    about: str = ""  # what this sample shows, one sentence

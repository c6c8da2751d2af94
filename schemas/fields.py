"""The value stage: what a document says, field by field, between the printed document and the output contract.

A Field is a text, what was read from it, and where it was printed. Assembly makes the fields, spelling repair, scoring
and checks work on them, each giving a new document and changing none; extractor/to_contract.py writes them down.

Fields stand in mappings by the names that `bukti` of the contract has for them:

- decree: "instansi", "nomor", ..., "penandatangan.nip"
- section: "jabatan", "tugas", "fungsi[1]", ..., of an agreement "pihak[pertama].nama", "pihak[kedua].nip", ...,
  "anggaran[1].kode", "anggaran[1].program", "anggaran[1].jumlah", "anggaran[1].keterangan", ...
- row: "no", "hierarki[1]", ..., "sasaran_induk", "sasaran", "indikator_induk", "indikator", "target", "target[2025]",
  "satuan", "formulasi", "tipe_penghitungan", "sumber_data", "penanggung_jawab", "angka[1]", ... (figures that are no
  targets, by their place among all figures of the row)
- node of the cascade: "kinerja", "indikator[1]", ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemas.document import FigureKind, Jenis, Kotak, Level, PartyRole, Tingkat
from schemas.evidence import Correction, FieldRef
from schemas.passage import IN_NO_TABLE, Support
from schemas.transcript import Line
from schemas.values import FormulaParts, TargetValue

TARGET = "target"
_DATED = "target["


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the text of a field was printed, and how well it could be read there."""

    page: int | None  # 1-based; None for DOCX and text
    box: Kotak | None  # x0, top, x1, bottom in PDF points from the page's top left, to a hundredth; of that page only
    raw: str  # as read: printed lines, joined by line feeds
    recognition: float = 1.0  # 0..1, that all recognised words are right; 1 where nothing had to be recognised
    certainty: float = 1.0  # 0..1, of the structure around it: that the lines belong to this field and row
    lines: tuple[Line, ...] = ()  # those printed lines; () where the document was loaded from JSON
    cells: str | None = None  # of a spreadsheet: sheet and cells, "IKU!B7:B9"
    support: Support = IN_NO_TABLE  # what that certainty rests on

    @property
    def as_read(self) -> str:
        """`raw` on one line."""
        return " ".join(self.raw.split())


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document."""

    text: str  # as given out: normalized, with its corrections made
    source: Provenance | None  # None where a file that was edited by hand does not say
    reading: TargetValue | FormulaParts | None = None  # what targets and formulas say; None for all other fields
    corrections: tuple[Correction, ...] = ()
    confidence: float | None = None  # 0..1, that the text is right; None until it is scored
    reviewed: bool = False  # a person has said that the text is right, or has set it right

    @property
    def page(self) -> int | None:
        """1-based; None where the file has no pages or does not say."""
        return self.source.page if self.source is not None else None

    @property
    def box(self) -> Kotak | None:
        """Its bounding box in PDF points from the page's top left."""
        return self.source.box if self.source is not None else None

    @property
    def target(self) -> TargetValue | None:
        """What was read from a target."""
        return self.reading if isinstance(self.reading, TargetValue) else None

    @property
    def formula(self) -> FormulaParts | None:
        """What was read from a formula."""
        return self.reading if isinstance(self.reading, FormulaParts) else None


Fields = Mapping[str, Field]


def text_of(fields: Fields, name: str) -> str | None:
    """The text of the field `name`; None where there is no such field."""
    found = fields.get(name)
    return found.text if found is not None else None


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """One target of a row: that of the whole document, or that of one period."""

    name: str  # of its field, "target" or "target[2025]"
    period: str | None  # as the header names it ("2025", "TW I"); None: of the whole document
    field: Field | None


@dataclass(frozen=True, slots=True)
class LadderEntry:
    """One entry above an indicator, or the one that it measures."""

    level: Level
    code: str | None  # as printed
    text: str  # as printed, without the code in front of it
    name: str  # of the field with its text: "sasaran", "sasaran_induk", "hierarki[1]", ...


@dataclass(frozen=True, slots=True)
class RowFigure:
    """One filled figure cell of a row."""

    kind: FigureKind
    period: str | None  # as the header names it; None: undated
    name: str  # of the field with its text: "target", "target[2025]", "angka[3]", ...


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with its fields."""

    fields: Fields
    level: Level | None = None  # whose performance it measures
    ladder: tuple[LadderEntry, ...] = ()  # from the top down; the last is the entry that it measures
    figures: tuple[RowFigure, ...] = ()  # in print order

    @property
    def code(self) -> str | None:
        """The code of the entry that the indicator measures; a statement has that of the name above it."""
        own = [entry.code for entry in self.ladder if entry.level == self.ladder[-1].level and entry.code]
        return own[-1] if own else None

    def text(self, name: str) -> str | None:
        """The text of the field `name`; None where the row has none."""
        return text_of(self.fields, name)

    @property
    def indicator(self) -> str:
        """The text by which a row is known; "" where it has none."""
        return self.text("indikator") or ""

    @property
    def target(self) -> TargetValue | None:
        """What the target of the whole document says."""
        found = self.fields.get(TARGET)
        return found.target if found is not None else None

    @property
    def periods(self) -> Mapping[str, Field]:
        """The targets of its years or quarters by the names of these, in print order."""
        return {name[len(_DATED) : -1]: value for name, value in self.fields.items() if name.startswith(_DATED)}

    def targets(self) -> tuple[DatedTarget, ...]:
        """Each target with its period; one entry without a field where there is none.

        A single dated column ("Target 2025") is the indicator's target and its year, not two targets.
        """
        whole = self.fields.get(TARGET) if self.target is not None else None
        dated = self.periods
        entries = [DatedTarget(dated_target(period), period, value) for period, value in dated.items()]
        if whole is not None and len(entries) == 1 and dated[entries[0].period or ""].text == whole.text:
            return (DatedTarget(entries[0].name, entries[0].period, whole),)
        return tuple(entries if entries and whole is None else [DatedTarget(TARGET, None, whole), *entries])


@dataclass(frozen=True, slots=True)
class IndicatorSection:
    """One table of indicators, or the part of one that is of one post."""

    jenis: Jenis
    fields: Fields
    rows: tuple[IndicatorRow, ...]
    pages: tuple[int, int] | None  # first and last, 1-based; None for DOCX and text
    budget_lines: int = 0  # of an agreement's list of programmes and money


@dataclass(frozen=True, slots=True)
class CascadeNode:
    """One goal of a performance cascade with its indicators."""

    id: str  # level and number: "outcome-2"
    parent: str | None  # id; None for a root
    level: Tingkat
    fields: Fields
    label: str | None = None  # the name of its level as printed
    planning: Level | None = None  # the level of planning that the label names
    links: tuple[str, ...] = ()  # ids of other nodes that it is joined with, besides its parent


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """Everything that a document says."""

    decree: Fields = field(default_factory=dict)  # what the decree says of itself
    sections: tuple[IndicatorSection, ...] = ()
    nodes: tuple[CascadeNode, ...] = ()

    def row(self, ref: FieldRef) -> IndicatorRow | None:
        """The row of an address; None for one of no row."""
        return self.sections[ref.section].rows[ref.row] if ref.section is not None and ref.row is not None else None

    def fields(self, ref: FieldRef) -> Fields:
        """The fields among which that of the address is: of its row, node or section, or of the decree."""
        if ref.node is not None:
            return self.nodes[ref.node].fields
        if ref.section is None:
            return self.decree
        section = self.sections[ref.section]
        return section.rows[ref.row].fields if ref.row is not None else section.fields

    def rows(self) -> Iterator[tuple[FieldRef, IndicatorRow]]:
        """All rows, each with its address."""
        for number, section in enumerate(self.sections):
            for place, row in enumerate(section.rows):
                yield FieldRef(number, place), row

    def groups(self) -> Iterator[tuple[FieldRef, Fields]]:
        """All fields in groups that belong together, each with its address: decree, nodes, sections with their rows."""
        yield FieldRef(), self.decree
        for number, node in enumerate(self.nodes):
            yield FieldRef(node=number), node.fields
        for number, section in enumerate(self.sections):
            yield FieldRef(number), section.fields
            for place, row in enumerate(section.rows):
                yield FieldRef(number, place), row.fields


def dated_target(period: str) -> str:
    """The name of the field that holds one period's target: "2025" -> "target[2025]"."""
    return f"{_DATED}{period}]"


def is_target(name: str) -> bool:
    """True for the names of fields that hold targets, dated or not."""
    return name == TARGET or name.startswith(_DATED)


def holds_figure(name: str) -> bool:
    """True for the names of fields that hold targets or other figures."""
    return is_target(name) or name.startswith("angka[")


def party_field(role: PartyRole, part: str) -> str:
    """The name of the field of one party of an agreement: "pertama", "nama" -> "pihak[pertama].nama"."""
    return f"pihak[{role}].{part}"


def budget_field(number: int, part: str) -> str:
    """The name of the field of line `number`, 1-based, of an agreement's list of money: "anggaran[1].jumlah"."""
    return f"anggaran[{number}].{part}"


def has_signatory(decree: Fields) -> bool:
    """True where it is known who signed the decree, by name or number; a post alone names nobody."""
    return any(text_of(decree, name) for name in ("penandatangan.nama", "penandatangan.nip"))

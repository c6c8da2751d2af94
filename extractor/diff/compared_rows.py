"""Document -> what is compared: sections, rows, and the text of each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractor.diff.comparable_text import folded, words
from extractor.from_contract import formula_text, party_texts
from schemas.document import AnggaranProgram, Bagian, Bukti, Document, Indikator, Simpul

TEXT_FIELDS = (
    "no",
    "sasaran_induk",
    "sasaran",
    "indikator_induk",
    "indikator",
    "formulasi",
    "sumber_data",
    "penanggung_jawab",
)
"""Fields that are plain texts; targets and tipe_penghitungan are compared in their own ways."""

_NO_LEVELS: dict[str, object] = {"jenjang": None, "kode": None, "hierarki": [], "angka": []}


@dataclass(frozen=True, slots=True, eq=False)
class ComparedRow:
    """One indicator. Rows are told apart by identity: two rows of a document may be equal in every field."""

    section: int  # 0-based
    index: int  # 0-based, in its section
    item: Indikator
    exact: tuple[object, ...]  # everything that is compared, as read

    @property
    def name(self) -> tuple[str, str, str]:
        """What the row is known by, folded."""
        item = self.item
        return folded(item.indikator), folded(item.indikator_induk), folded(item.sasaran)

    @property
    def above(self) -> tuple[str, ...]:
        """What the entry that the row measures hangs below, from the top down, folded."""
        return tuple(folded(entry.teks) for entry in self.item.hierarki[:-1])

    @property
    def code(self) -> str:
        """The code of the entry that the row measures, folded; "" where there is none."""
        return folded(self.item.kode)

    def text(self, name: str) -> str | None:
        """The text of a field, of "hierarki" what is above the row; None where it is empty."""
        if name == "formulasi":
            return formula_text(self.item)
        if name == "target":
            return self.item.target.teks if self.item.target else None
        if name == "hierarki":
            return "; ".join(entry.teks for entry in self.item.hierarki[:-1]) or None
        value = getattr(self.item, name)
        return value if isinstance(value, str) and value else None

    def words(self, name: str) -> str:
        """The words of a field as they are compared."""
        text = self.text(name)
        return words(text) if text else ""


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSection:
    """A section of a document with its rows."""

    index: int  # 0-based
    jenis: str
    jabatan: str | None
    rows: tuple[ComparedRow, ...]
    tugas: str | None = None
    fungsi: tuple[str, ...] = ()
    evidence: dict[str, Bukti] = field(default_factory=dict)
    parties: Mapping[str, str | None] = field(default_factory=dict)  # of an agreement, by the names of the fields
    budget: tuple[AnggaranProgram, ...] = ()  # of an agreement


def sections_of(document: Document, *, levels: bool = True) -> tuple[ComparedSection, ...]:
    """The sections of the document, in its order. Without `levels` its rows have no levels, codes and figures."""
    return tuple(_section(i, part, levels) for i, part in enumerate(document.bagian))


def levels_known(old: Document, new: Document) -> bool:
    """Whether levels, codes and figures can be compared: files of contract 1.0 do not say them."""
    return "1.0" not in (old.kontrak, new.kontrak)


def _section(index: int, part: Bagian, levels: bool) -> ComparedSection:
    items = part.indikator if levels else [item.model_copy(update=_NO_LEVELS) for item in part.indikator]
    rows = tuple(ComparedRow(index, i, item, _exact(item)) for i, item in enumerate(items))
    own = (part.tugas, tuple(part.fungsi), part.bukti)
    agreed = (party_texts(part), tuple(part.anggaran)) if levels else ({}, ())
    return ComparedSection(index, part.jenis, part.jabatan, rows, *own, *agreed)


def _exact(item: Indikator) -> tuple[object, ...]:
    target, formula, years = item.target, item.formulasi, item.target_per_tahun
    return (
        item.no,
        item.sasaran_induk,
        item.sasaran,
        item.indikator_induk,
        item.indikator,
        target.teks if target else None,
        target.satuan if target else None,
        tuple(years.items()) if years else None,
        formula.teks if formula else None,
        formula.tipe_penghitungan if formula else None,
        item.sumber_data,
        item.penanggung_jawab,
        item.jenjang,
        item.kode,
        tuple((entry.jenjang, entry.kode, entry.teks) for entry in item.hierarki),
        tuple((one.jenis, one.periode, one.teks, one.satuan) for one in item.angka),
    )


def cascade_of(document: Document) -> tuple[ComparedSection, ...]:
    """The nodes of the cascade as rows: `indikator` holds the outcome, `sasaran` that of the parent node."""
    if not document.kaskade:
        return ()
    names = {node.id: node.kinerja for node in document.kaskade}
    items = [_node(node, names) for node in document.kaskade]
    rows = tuple(ComparedRow(0, i, item, _exact(item)) for i, item in enumerate(items))
    return (ComparedSection(0, "KASKADE", None, rows),)


def _node(node: Simpul, names: dict[str, str]) -> Indikator:
    return Indikator(
        no=None,
        sasaran_induk=node.tingkat.replace("_", " "),
        indikator_induk=None,
        sasaran=names.get(node.induk) if node.induk is not None else None,
        indikator=node.kinerja,
        target=None,
        target_per_tahun=None,
        formulasi=None,
        sumber_data="; ".join(node.indikator) or None,
        penanggung_jawab=None,
        bukti={},
    )


CASCADE_FIELDS = {
    "indikator": "kinerja",
    "sasaran": "induk",
    "sasaran_induk": "tingkat",
    "sumber_data": "indikator",
}
"""Field of the row that stands for a node -> field of the contract's cascade."""


def _head(section: ComparedSection) -> tuple[object, ...]:
    """What a section says apart from its rows."""
    duties = (section.jenis, section.jabatan, section.tugas, section.fungsi)
    return *duties, tuple(section.parties.items()), section.budget


def direction(old: Sequence[ComparedSection], new: Sequence[ComparedSection]) -> int:
    """-1, 0 or 1: a fixed order of two documents by content, so that a comparison can start from the same side."""
    for a, b in zip(old, new, strict=False):
        heads = _head(a), _head(b)
        if heads[0] != heads[1]:
            return 1 if repr(heads[0]) > repr(heads[1]) else -1
        for x, y in zip(a.rows, b.rows, strict=False):
            if x.exact != y.exact:
                return 1 if repr(x.exact) > repr(y.exact) else -1
        if len(a.rows) != len(b.rows):
            return 1 if len(a.rows) > len(b.rows) else -1
    return (len(old) > len(new)) - (len(old) < len(new))

"""Printed passages -> fields: texts normalized, targets, formulas, dates and numbers read, each with its provenance.

Every passage is joined once and every target read once: equal lines give equal texts, wherever they are filled down to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.interpret.lines.list_items import list_marker
from extractor.passage_text import joined_text, provenance_of
from normalizers.date import find_date
from normalizers.decree_period import find_period
from normalizers.formula import read_formula
from normalizers.formula_labels import read_calculation_type
from normalizers.nip import find_nip
from normalizers.number_repair import digits_for
from normalizers.pangkat import find_pangkat
from normalizers.region import find_region, locate_region
from normalizers.target import read_target
from normalizers.text import clean_number, strip_list_marker
from normalizers.unit import bracket_unit
from schemas.document import Jenis
from schemas.equation import Equation
from schemas.evidence import Correction, FieldRef, Finding
from schemas.fields import (
    TARGET,
    CascadeNode,
    DocumentFields,
    Field,
    Fields,
    IndicatorRow,
    IndicatorSection,
    LadderEntry,
    RowFigure,
    budget_field,
    dated_target,
    party_field,
)
from schemas.patterns import pattern
from schemas.printed import (
    Passage,
    PrintedBudget,
    PrintedDocument,
    PrintedEntry,
    PrintedFigure,
    PrintedHead,
    PrintedNode,
    PrintedParty,
    PrintedRow,
    PrintedSection,
    Role,
)
from schemas.values import CalculationType, FormulaParts, TargetValue

MARKER_RULE = "penanda_daftar"
DIGIT_RULE = "angka_mirip_huruf"
REGION_RULE = "nama_wilayah"
CODE_RULE = "kode_di_depan"
OF_SASARAN: frozenset[Jenis] = frozenset({"IKU", "IKI", "PK"})
"""Kinds whose indicators measure a sasaran where the table names no level."""
_BARE_NUMBER = pattern("marker-bare-number")
_CODE_IN_FRONT = pattern("code-before-entry")
_BEFORE_PROGRAM = pattern("marker-before-program")


def fields_of(printed: PrintedDocument) -> DocumentFields:
    """The fields of a whole document, without confidences."""
    assembler = _Assembler()
    return DocumentFields(
        assembler.decree(printed.head),
        tuple(assembler.section(section) for section in printed.sections),
        tuple(assembler.nodes(printed.nodes)),
    )


def notes_of(printed: PrintedDocument) -> Iterator[Finding]:
    """What was noted about rows while they were told apart, each with the address of its row."""
    for number, section in enumerate(printed.sections):
        for place, row in enumerate(section.rows):
            for note in row.notes:
                yield replace(note, ref=FieldRef(number, place, "indikator"))


def _recognised(passage: Passage) -> bool:
    """True where the text was read from a picture."""
    return any(word.confidence is not None for line in passage.lines for word in line.words)


class _Assembler:
    """Makes the fields of one document, and remembers what it has joined and read."""

    def __init__(self) -> None:
        self._joined = cache(joined_text)
        self._read_target = cache(read_target)
        self._read_formula: Callable[[tuple[str, ...], tuple[Equation, ...]], FormulaParts] = cache(read_formula)

    def text(self, passage: Passage) -> str:
        """The passage on one line."""
        return self._joined(tuple(line.text for line in passage.lines))

    def field(
        self,
        passage: Passage | None,
        text: str | None = None,
        corrections: tuple[Correction, ...] = (),
        reading: TargetValue | FormulaParts | None = None,
    ) -> Field | None:
        """The passage as a field; `text` where it differs from the joined lines. None for no passage or no text."""
        if passage is None:
            return None
        given = text if text is not None else self.text(passage)
        return Field(given, provenance_of(passage), reading, corrections) if given else None

    def section(self, section: PrintedSection) -> IndicatorSection:
        bare = self._numbered_without_dots(section.rows)
        functions = {f"fungsi[{i}]": self.field(item) for i, item in enumerate(section.fungsi, start=1)}
        fields = {
            "jabatan": self.field(section.jabatan),
            "tugas": self.field(section.tugas),
            **functions,
            **self._parties(section.parties),
            **self._budget(section.budget),
        }
        rows = tuple(self._row(row, bare, section.jenis) for row in section.rows)
        return IndicatorSection(section.jenis, _present(fields), rows, section.pages, len(section.budget))

    def _parties(self, parties: Sequence[PrintedParty]) -> dict[str, Field | None]:
        """The fields of the parties of an agreement."""
        fields: dict[str, Field | None] = {}
        for party in parties:
            fields |= {
                party_field(party.role, "nama"): self._found(party.nama, _plain),
                party_field(party.role, "jabatan"): self._found(party.jabatan, _plain),
                party_field(party.role, "pangkat"): self._found(party.pangkat, find_pangkat),
                party_field(party.role, "nip"): self._found(party.nip, find_nip),
            }
        return fields

    def _budget(self, lines: Sequence[PrintedBudget]) -> dict[str, Field | None]:
        """The fields of an agreement's list of programmes and money."""
        fields: dict[str, Field | None] = {}
        for number, line in enumerate(lines, start=1):
            code, program = self._coded(line.program)
            fields |= {
                budget_field(number, "kode"): self._found(line.kode, lambda text: text.strip(" .")) or code,
                budget_field(number, "program"): program,
                budget_field(number, "jumlah"): self.field(
                    line.jumlah, reading=self._read_target(self.text(line.jumlah), "Rp")
                ),
                budget_field(number, "keterangan"): self.field(line.keterangan),
            }
        return fields

    def _coded(self, passage: Passage) -> tuple[Field | None, Field | None]:
        """The code in front of a programme's name, and the name without it and its list marker."""
        text = self.text(passage)
        coded = _CODE_IN_FRONT.match(text)
        if coded is not None:
            code = (coded["code"] or ".".join(coded["spaced"].split())).replace(" ", "").strip(".")
            rest = text[coded.end() :]
            return self.field(passage, code), self.field(passage, rest, (Correction(text, rest, CODE_RULE),))
        marked = _BEFORE_PROGRAM.match(text)
        marker, rest = strip_list_marker(text, bare=True) if marked is None else (marked.group(), text[marked.end() :])
        rest = rest.rstrip(" .:")
        fix = (Correction(text, rest, MARKER_RULE),) if marker is not None else ()
        return None, self.field(passage, rest, fix)

    def _found(self, passage: Passage | None, find: Callable[[str], str | None]) -> Field | None:
        """What `find` sees in the passage, as a field; None where it sees nothing."""
        text = find(self.text(passage)) if passage is not None else None
        return self.field(passage, text) if text else None

    def _numbered_without_dots(self, rows: Sequence[PrintedRow]) -> bool:
        """True where the section's indicators all begin with a number without a dot ("1 Persentase ...").

        The numbers rise, or start over with a new sasaran; of a list with a parent item the parent is numbered.
        """
        passages = [p for row in rows if (p := row.indikator_induk or row.fields.get(Role.INDIKATOR))]
        texts = [passage.lines[0].text for passage in passages]
        texts = [t for t in texts if (found := list_marker(t)) is None or found[0] == "number"]  # no nested items
        numbers = [int(m[1]) for text in texts if (m := _BARE_NUMBER.match(text))]
        return (
            len(numbers) == len(texts) > 1 and all(a <= b or b == 1 for a, b in pairwise(numbers)) and numbers[0] == 1
        )

    def _row(self, row: PrintedRow, bare: bool, jenis: Jenis) -> IndicatorRow:
        printed = row.fields
        formula = self._formula(printed.get(Role.FORMULASI))
        number, objective = self._number_and_objective(row)
        unit = self.field(printed.get(Role.SATUAN))
        target = self._target(row, unit)
        level = row.ladder[-1].level if row.ladder else "sasaran" if jenis in OF_SASARAN else None
        above, entries = self._ladder(row)
        fields = _present(
            {
                "formulasi": formula,
                "sumber_data": self.field(printed.get(Role.SUMBER_DATA))
                or self._source_in(formula, printed.get(Role.FORMULASI)),
                "no": number,
                **above,
                "sasaran_induk": self._entry(printed.get(Role.SASARAN_INDUK), row.ladder[-2:-1]),
                "indikator_induk": self._parent(row.indikator_induk, bare),
                "sasaran": objective,
                "indikator": self._indicator(printed.get(Role.INDIKATOR), bare),
                "satuan": unit,
                TARGET: target,
                **self._dated_targets(row, unit, target),
                "tipe_penghitungan": self._calculation_type(printed.get(Role.TIPE)),
                "penanggung_jawab": self.field(printed.get(Role.PENANGGUNG_JAWAB)),
            }
        )
        more, figures = self._figures(row, unit, fields)
        return IndicatorRow({**fields, **more}, level, entries, figures)

    def _entry(self, passage: Passage | None, entry: Sequence[PrintedEntry]) -> Field | None:
        """An entry of the ladder as a field, the code or the list number in front of it left out."""
        if passage is None or not entry or (shown := self._entry_text(entry[0])) == (whole := self.text(passage)):
            return self.field(passage)
        rule = CODE_RULE if entry[0].text is not None and entry[0].text != whole else MARKER_RULE
        return self.field(passage, shown, (Correction(whole, shown, rule),))

    def _ladder(self, row: PrintedRow) -> tuple[dict[str, Field | None], tuple[LadderEntry, ...]]:
        """The fields of the entries above those that are `sasaran` and its parent, and all entries."""
        names = [f"hierarki[{i}]" for i in range(1, len(row.ladder) - 1)]
        names = [*names, "sasaran_induk", "sasaran"][-len(row.ladder) :] if row.ladder else []
        named = list(zip(names, row.ladder, strict=True))
        above = {n: self._entry(e.passage, [e]) for n, e in named if n.startswith("hierarki")}
        return above, tuple(LadderEntry(e.level, e.code, self._entry_text(e), n) for n, e in named)

    def _entry_text(self, entry: PrintedEntry) -> str:
        """The entry's text without its code, and without a list number where it has no code."""
        text = self.text(entry.passage) if entry.text is None else entry.text
        marker, rest = strip_list_marker(text)
        return rest if entry.code is None and marker is not None and marker[0].isdigit() else text

    def _figures(
        self, row: PrintedRow, unit: Field | None, fields: Fields
    ) -> tuple[dict[str, Field], tuple[RowFigure, ...]]:
        """The fields of figures that no target field has, and all figures in print order."""
        more: dict[str, Field] = {}
        figures: list[RowFigure] = []
        for place, figure in enumerate(row.figures, start=1):
            hint = "Rp" if figure.kind == "anggaran" else shared_unit(unit, fields.get(TARGET))
            field = self.field(figure.passage, reading=self._read_target(self.text(figure.passage), hint))
            if field is None:
                continue
            name = _target_name(figure, field, fields)
            if name is None:
                name = f"angka[{place}]"
                more[name] = field
            figures.append(RowFigure(figure.kind, figure.period, name))
        return more, tuple(figures)

    def _number_and_objective(self, row: PrintedRow) -> tuple[Field | None, Field | None]:
        """The number of the row's objective and the objective; without a number column it is printed in front of it."""
        passage, numbered = row.fields.get(Role.SASARAN), row.fields.get(Role.NO)
        if numbered is not None:
            number, fix = self._number(numbered)
            return (self.field(numbered, number, fix) if number else None), self._entry(passage, row.ladder[-1:])
        if passage is None:
            return None, None
        text = self.text(passage)
        marker, rest = strip_list_marker(text)
        if not marker or not marker[0].isdigit() or (row.ladder and row.ladder[-1].code):
            return None, self._entry(passage, row.ladder[-1:])
        number = clean_number(marker)
        objective = self.field(passage, rest, (Correction(text, rest, MARKER_RULE),))
        return (self.field(passage, number) if number else None), objective

    def _number(self, passage: Passage) -> tuple[str | None, tuple[Correction, ...]]:
        """The printed number; on a scan, where lone digits are taken for letters, the digit that it looks like."""
        number = clean_number(self.text(passage))
        if number is None or not _recognised(passage) or any(ch.isdigit() for ch in number):
            return number, ()
        meant = digits_for(number)
        return (meant, (Correction(number, meant, DIGIT_RULE),)) if meant is not None else (number, ())

    def _indicator(self, passage: Passage | None, bare: bool) -> Field | None:
        """The indicator without its list marker; a cell that holds a whole list keeps its markers."""
        if passage is None:
            return None
        text = self.text(passage)
        markers = [m for line in passage.lines if (m := list_marker(line.text))]
        if len({m[0] for m in markers}) == 1 and len(markers) > 1:
            return self.field(passage)
        marker, rest = strip_list_marker(text, bare=bare)
        if marker is None or not rest:
            return self.field(passage)
        return self.field(passage, rest, (Correction(text, rest, MARKER_RULE),))

    def _parent(self, passage: Passage | None, bare: bool) -> Field | None:
        """The parent item of a list, without its marker and its colon."""
        if passage is None:
            return None
        text = self.text(passage)
        rest = strip_list_marker(text, bare=bare)[1].rstrip(" :;")
        return self.field(passage, rest, (Correction(text, rest, MARKER_RULE),) if rest != text else ())

    def _target(self, row: PrintedRow, unit: Field | None) -> Field | None:
        passage = row.fields.get(Role.TARGET)
        if passage is None:
            return None
        hint = unit.text if unit is not None else row.unit_hint or self._unit_in_brackets(row)
        read = self._read_target(self.text(passage), hint)
        # What a scan shows wrongly is the reading's slip and given repaired; what a typist printed stays as printed.
        return self.field(passage, read.bersih if _recognised(passage) else read.teks, read.corrections, read)

    def _unit_in_brackets(self, row: PrintedRow) -> str | None:
        """The unit that the indicator, or the parent item of its list, has in brackets: "Luas panen (Ha)"."""
        passages = (row.fields.get(Role.INDIKATOR), row.indikator_induk)
        return next((unit for p in passages if p is not None and (unit := bracket_unit(self.text(p)))), None)

    def _dated_targets(self, row: PrintedRow, unit: Field | None, target: Field | None) -> dict[str, Field | None]:
        """The targets of periods, read with the unit that the row's own column or its main target has."""
        hint = shared_unit(unit, target)
        return {
            dated_target(period): self.field(passage, reading=self._read_target(self.text(passage), hint))
            for period, passage in row.targets
        }

    def _formula(self, passage: Passage | None) -> Field | None:
        if passage is None:
            return None
        equations = tuple(equation for line in passage.lines for equation in line.equations)
        read = self._read_formula(tuple(line.text for line in passage.lines), equations)
        return self.field(passage, read.teks, reading=read)

    def _source_in(self, formula: Field | None, passage: Passage | None) -> Field | None:
        """The source of data that the formula's cell names."""
        read = formula.formula if formula is not None else None
        return self.field(passage, read.sumber_data) if read is not None and read.sumber_data else None

    def _calculation_type(self, passage: Passage | None) -> Field | None:
        """What the table's own column for it says."""
        kind: CalculationType | None = read_calculation_type(self.text(passage)) if passage is not None else None
        return self.field(passage, kind) if kind is not None else None

    def nodes(self, nodes: Sequence[PrintedNode]) -> list[CascadeNode]:
        """The cascade's nodes in reading order."""
        ids = _node_ids(nodes)
        made: list[CascadeNode] = []
        for own, node in zip(ids, nodes, strict=True):
            indicators = {f"indikator[{i}]": self.field(p) for i, p in enumerate(node.indicators, start=1)}
            fields = _present({"kinerja": self.field(node.kinerja), **indicators})
            parent = ids[node.parent] if node.parent is not None else None
            links = tuple(ids[other] for other in node.links)
            made.append(CascadeNode(own, parent, node.level, fields, node.label, node.planning, links))
        return made

    def decree(self, head: PrintedHead) -> Fields:
        """What the decree says of itself."""
        found = self._found
        return _present(
            {
                "penandatangan.nama": found(head.nama, _plain),
                "penandatangan.jabatan": found(head.jabatan, _plain),
                "penandatangan.pangkat": found(head.pangkat, find_pangkat),
                "penandatangan.nip": found(head.nip, find_nip),
                "instansi": self._office(head.instansi),
                "wilayah": found(head.wilayah, find_region),
                "nomor": found(head.nomor, _plain),
                "tahun": found(head.tahun, lambda text: find_period(text) or _last_year(text)),
                "tentang": found(head.tentang, _plain),
                "tanggal": found(head.tanggal, lambda text: m.iso if (m := find_date(text)) else None),
                "tempat": found(head.tempat, _plain),
            }
        )

    def _office(self, passage: Passage | None) -> Field | None:
        """The office as printed, except that a mistyped region in its name is given as the region is called."""
        if passage is None:
            return None
        text = self.text(passage).strip(" ,:")
        region = locate_region(text)
        if region is None or region.exact or region.code is None:
            return self.field(passage, text)
        fixed = text[: region.start] + region.name + text[region.end :]
        return self.field(passage, fixed, (Correction(text[region.start : region.end], region.name, REGION_RULE),))


def _node_ids(nodes: Sequence[PrintedNode]) -> list[str]:
    """Ids of a cascade's nodes, which count those of each level: "outcome-2"."""
    counts: Counter[str] = Counter()
    ids: list[str] = []
    for node in nodes:
        counts[node.level] += 1
        ids.append(f"{node.level}-{counts[node.level]}")
    return ids


def _target_name(figure: PrintedFigure, field: Field, fields: Fields) -> str | None:
    """The name of the target field that the figure is; None where it is none."""
    if figure.kind != "target":
        return None
    for name in (dated_target(figure.period) if figure.period else TARGET, TARGET):
        known = fields.get(name)
        if (
            known is not None
            and known.source is not None
            and field.source is not None
            and known.source.raw == field.source.raw
        ):
            return name
    return None


def _plain(text: str) -> str:
    return text.strip(" ,:")


def _present(fields: dict[str, Field | None]) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def shared_unit(column: Field | None, target: Field | None) -> str | None:
    """The unit that all targets of a row share, as its own column or its main target has it."""
    if column is not None and column.source is not None:
        return column.source.as_read
    return target.target.satuan if target is not None and target.target is not None else None


def _last_year(text: str) -> str | None:
    years = pattern("year").findall(text)
    return years[-1] if years else None

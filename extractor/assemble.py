"""From printed sections to the contract's Document: values normalized, each with its evidence."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.dated import as_target
from extractor.interpret.labels import list_marker
from normalizers.date import find_date
from normalizers.decree_period import find_period
from normalizers.formula import read_formula
from normalizers.formula_labels import read_calculation_type
from normalizers.nip import find_nip
from normalizers.number_repair import digits_for
from normalizers.pangkat import find_pangkat
from normalizers.region import find_region, locate_region
from normalizers.spelling.broken_words import cut_words
from normalizers.target import read_target
from normalizers.text import clean_number, collapse, join_lines, strip_list_marker
from normalizers.unit import bracket_unit
from schemas.document import (
    Bagian,
    Bukti,
    Formulasi,
    Indikator,
    Koreksi,
    Metadata,
    Penandatangan,
    Simpul,
    Target,
)
from schemas.evidence import Correction
from schemas.geometry import union
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedHead, PrintedNode, PrintedRow, PrintedSection, Role
from schemas.values import CalculationType, FormulaParts

MARKER_RULE = "penanda_daftar"
DIGIT_RULE = "angka_mirip_huruf"
REGION_RULE = "nama_wilayah"
SUREST_WORD = 0.9975
"""A field is right where all its words are. No recognised word counts as surer than this, however sure the engine
says it is: two or three words of a thousand are misread on 200 dpi scans of ordinary decrees."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's text as given out, and where it comes from."""

    text: str
    evidence: Bukti


def text_of(passage: Passage) -> str:
    """The passage on one line: printed lines joined, broken words mended."""
    lines = [line.text for line in passage.lines]
    return collapse(join_lines(lines, cut_words(lines)))


def value_of(passage: Passage | None, text: str | None = None, corrections: Sequence[Correction] = ()) -> Value | None:
    """The passage as a value; `text` where it differs from the joined lines. None for no passage or no text."""
    if passage is None:
        return None
    given = text if text is not None else text_of(passage)
    if not given:
        return None
    page = passage.page
    box = union(line.box for line in passage.lines if line.page == page)
    read_well = math.prod(
        min(w.confidence, SUREST_WORD) for line in passage.lines for w in line.words if w.confidence is not None
    )
    return Value(
        given,
        Bukti(
            halaman=page,
            kotak=tuple(box.as_list()) if box is not None else None,  # type: ignore[arg-type]
            teks_asli="\n".join(line.text for line in passage.lines),
            keyakinan=round(read_well, 6),
            koreksi=[Koreksi(dari=c.before, ke=c.after, aturan=c.rule) for c in corrections],
        ).placed(passage.certainty),
    )


class _Fields:
    """Collects values and their evidence under the contract's field names."""

    def __init__(self) -> None:
        self.evidence: dict[str, Bukti] = {}

    def keep(self, name: str, value: Value | None) -> str | None:
        if value is None:
            return None
        self.evidence[name] = value.evidence
        return value.text


def section_of(section: PrintedSection) -> Bagian:
    fields = _Fields()
    jabatan = fields.keep("jabatan", value_of(section.jabatan))
    bare = _numbered_without_dots(section.rows)
    tugas = fields.keep("tugas", value_of(section.tugas))
    fungsi = [v for i, item in enumerate(section.fungsi, start=1) if (v := fields.keep(f"fungsi[{i}]", value_of(item)))]
    return Bagian(
        jenis=section.jenis,
        jabatan=jabatan,
        tugas=tugas,
        fungsi=fungsi,
        halaman=section.pages,
        indikator=[_row(row, bare) for row in section.rows],
        bukti=fields.evidence,
    )


_BARE_NUMBER = pattern("marker-bare-number")


def _numbered_without_dots(rows: Sequence[PrintedRow]) -> bool:
    """True where the section's indicators all begin with a number without a dot ("1 Persentase ...").

    The numbers rise, or start over with a new sasaran; of a list with a lead the lead is numbered.
    """
    passages = [p for row in rows if (p := row.indikator_induk or row.fields.get(Role.INDIKATOR))]
    texts = [passage.lines[0].text for passage in passages]
    texts = [text for text in texts if (found := list_marker(text)) is None or found[0] == "number"]  # no sub-items
    numbers = [int(m[1]) for text in texts if (m := _BARE_NUMBER.match(text))]
    return len(numbers) == len(texts) > 1 and all(a <= b or b == 1 for a, b in pairwise(numbers)) and numbers[0] == 1


def _row(row: PrintedRow, bare: bool) -> Indikator:
    fields = _Fields()
    numbered = Role.NO in row.fields
    no_passage, sasaran_passage = row.fields.get(Role.NO), row.fields.get(Role.SASARAN)
    no, no_fix = _number(no_passage) if no_passage else (None, ())
    sasaran = text_of(sasaran_passage) if sasaran_passage else None
    sasaran_fix: tuple[Correction, ...] = ()
    if sasaran and not numbered:
        marker, rest = strip_list_marker(sasaran)
        if marker and marker[0].isdigit():
            # Without a number column offices print the sasaran's number in front of it.
            no, no_passage = clean_number(marker), sasaran_passage
            sasaran_fix = (Correction(sasaran, rest, MARKER_RULE),)
            sasaran = rest
    formula = _formula(row)
    formula_text = fields.keep("formulasi", value_of(row.fields.get(Role.FORMULASI), formula.teks if formula else None))
    source = fields.keep("sumber_data", value_of(row.fields.get(Role.SUMBER_DATA)))
    if source is None and formula is not None and formula.sumber_data:
        source = fields.keep("sumber_data", value_of(row.fields.get(Role.FORMULASI), formula.sumber_data))
    return Indikator(
        no=fields.keep("no", value_of(no_passage, no, no_fix)) if no else None,
        sasaran_induk=fields.keep("sasaran_induk", value_of(row.fields.get(Role.SASARAN_INDUK))),
        indikator_induk=fields.keep("indikator_induk", _parent(row.indikator_induk, bare)),
        sasaran=fields.keep("sasaran", value_of(sasaran_passage, sasaran, sasaran_fix)),
        indikator=fields.keep("indikator", _indicator(row.fields.get(Role.INDIKATOR), bare)) or "",
        target=_target(row, fields),
        target_per_tahun=_yearly(row, fields),
        formulasi=Formulasi(
            teks=formula_text,
            persamaan=formula.persamaan,
            tipe_penghitungan=_calculation_type(row, fields) or formula.tipe_penghitungan,
        )
        if formula is not None and formula_text
        else None,
        sumber_data=source,
        penanggung_jawab=fields.keep("penanggung_jawab", value_of(row.fields.get(Role.PENANGGUNG_JAWAB))),
        bukti=fields.evidence,
    )


def _recognised(passage: Passage) -> bool:
    """True where the text was read from a picture."""
    return any(word.confidence is not None for line in passage.lines for word in line.words)


def _number(passage: Passage) -> tuple[str | None, tuple[Correction, ...]]:
    """The printed number; on a scan, where a lone sign is often taken for a letter, the digit that it looks like."""
    number = clean_number(text_of(passage))
    if number is None or not _recognised(passage) or any(ch.isdigit() for ch in number):
        return number, ()
    meant = digits_for(number)
    return (meant, (Correction(number, meant, DIGIT_RULE),)) if meant is not None else (number, ())


def _indicator(passage: Passage | None, bare: bool) -> Value | None:
    """The indicator without its list marker; a cell that holds a whole list keeps its markers."""
    if passage is None:
        return None
    text = text_of(passage)
    markers = [m for line in passage.lines if (m := list_marker(line.text))]
    if len({m[0] for m in markers}) == 1 and len(markers) > 1:
        return value_of(passage, text)
    marker, rest = strip_list_marker(text, bare=bare)
    if marker is None or not rest:
        return value_of(passage, text)
    return value_of(passage, rest, (Correction(text, rest, MARKER_RULE),))


def _parent(passage: Passage | None, bare: bool) -> Value | None:
    """The lead of a list of sub-items, without its marker and its colon."""
    if passage is None:
        return None
    text = text_of(passage)
    rest = strip_list_marker(text, bare=bare)[1].rstrip(" :;")
    return value_of(passage, rest, (Correction(text, rest, MARKER_RULE),) if rest != text else ())


def _target(row: PrintedRow, fields: _Fields) -> Target | None:
    unit = row.fields.get(Role.SATUAN)
    if unit is not None:
        fields.keep("satuan", value_of(unit))
    passage = row.fields.get(Role.TARGET)
    if passage is None:
        return None
    hint = text_of(unit) if unit is not None else row.unit_hint or _unit_in_brackets(row)
    read = read_target(text_of(passage), hint)
    # What a scan shows wrongly is the reading's slip and given repaired; what a typist printed stays as printed.
    text = read.bersih if _recognised(passage) else read.teks
    value = value_of(passage, text, read.corrections)
    if value is None:
        return None
    fields.keep("target", value)
    return as_target(read, text)


def _unit_in_brackets(row: PrintedRow) -> str | None:
    """The unit that the indicator, or the lead of its list, has in brackets: "Luas panen (Ha)"."""
    passages = (row.fields.get(Role.INDIKATOR), row.indikator_induk)
    return next((unit for p in passages if p is not None and (unit := bracket_unit(text_of(p)))), None)


def _yearly(row: PrintedRow, fields: _Fields) -> dict[str, str] | None:
    given = {
        period: text for period, passage in row.targets if (text := fields.keep(f"target[{period}]", value_of(passage)))
    }
    return given or None


def _formula(row: PrintedRow) -> FormulaParts | None:
    passage = row.fields.get(Role.FORMULASI)
    if passage is None:
        return None
    return read_formula([line.text for line in passage.lines], [e for line in passage.lines for e in line.equations])


def _calculation_type(row: PrintedRow, fields: _Fields) -> CalculationType | None:
    """What the table's own column for it says."""
    passage = row.fields.get(Role.TIPE)
    kind = read_calculation_type(text_of(passage)) if passage is not None else None
    if kind is not None:
        fields.keep("tipe_penghitungan", value_of(passage, kind))
    return kind


def nodes_of(nodes: Sequence[PrintedNode]) -> list[Simpul]:
    """The cascade's nodes in reading order; ids count the nodes of each level ("outcome-2")."""
    ids: list[str] = []
    counts: dict[str, int] = {}
    result: list[Simpul] = []
    for node in nodes:
        counts[node.level] = counts.get(node.level, 0) + 1
        ids.append(f"{node.level}-{counts[node.level]}")
        fields = _Fields()
        goal = fields.keep("kinerja", value_of(node.kinerja)) or ""
        indicators = [
            text
            for i, passage in enumerate(node.indicators, start=1)
            if (text := fields.keep(f"indikator[{i}]", value_of(passage)))
        ]
        parent = ids[node.parent] if node.parent is not None else None
        result.append(
            Simpul(
                id=ids[-1], induk=parent, tingkat=node.level, kinerja=goal, indikator=indicators, bukti=fields.evidence
            )
        )
    return result


def metadata_of(head: PrintedHead) -> Metadata:
    fields = _Fields()

    def read(name: str, passage: Passage | None, text: str | None) -> str | None:
        return fields.keep(name, value_of(passage, text)) if passage is not None and text else None

    def plain(name: str, passage: Passage | None) -> str | None:
        return read(name, passage, text_of(passage).strip(" ,:")) if passage is not None else None

    def found(name: str, passage: Passage | None, finder: Callable[[str], str | None]) -> str | None:
        return read(name, passage, finder(text_of(passage))) if passage is not None else None

    signatory = Penandatangan(
        nama=plain("penandatangan.nama", head.nama),
        jabatan=plain("penandatangan.jabatan", head.jabatan),
        pangkat=found("penandatangan.pangkat", head.pangkat, find_pangkat),
        nip=found("penandatangan.nip", head.nip, find_nip),
    )
    return Metadata(
        instansi=fields.keep("instansi", _office(head.instansi)),
        wilayah=found("wilayah", head.wilayah, find_region),
        nomor=plain("nomor", head.nomor),
        tahun=found("tahun", head.tahun, lambda t: find_period(t) or _last_year(t)),
        tentang=plain("tentang", head.tentang),
        tanggal=found("tanggal", head.tanggal, lambda t: m.iso if (m := find_date(t)) else None),
        tempat=plain("tempat", head.tempat),
        penandatangan=signatory if any((signatory.nama, signatory.nip)) else None,
        bukti=fields.evidence,
    )


def _office(passage: Passage | None) -> Value | None:
    """The office as printed, except that a mistyped region in its name is given as the region is called."""
    if passage is None:
        return None
    text = text_of(passage).strip(" ,:")
    region = locate_region(text)
    if region is None or region.exact or region.code is None:
        return value_of(passage, text)
    fixed = text[: region.start] + region.name + text[region.end :]
    return value_of(passage, fixed, (Correction(text[region.start : region.end], region.name, REGION_RULE),))


def _last_year(text: str) -> str | None:
    years = pattern("year").findall(text)
    return years[-1] if years else None

"""Evidence against a field: one number per feature, 0 where there is none, for the logistic model in confidence.py.

More cells are wrong because they were assigned to the wrong row, or lost a fragment, than because a letter was misread,
and such a cell shows: a target that is no number, an indicator that ends with a colon, a text that begins in the middle
of a sentence, another cell that says the same and more. So features look at the text, its row, its page and the fields
beside it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractor.confidence_structure import StructureExtractor
from normalizers.spelling import ProjectWords, ends_openly, has_words, strange_words
from schemas.document import Kotak
from schemas.evidence import FieldRef
from schemas.fields import (
    TARGET,
    DocumentFields,
    Field,
    Fields,
    IndicatorRow,
    IndicatorSection,
    holds_figure,
    is_target,
)
from schemas.patterns import pattern
from schemas.transcript import Legibility

_LEAST = 1e-6  # of a reading, so that its logarithm is finite
_SHADE = 0.02  # doubt about a reading from which further doubt counts less
_MOST = 3.0  # of a feature that counts things
_SCRAP = re.compile(r"(?<!\S)(?:(?![xX]\s)[^\W\d_]|[^\w\s%()&/+=:<>≥≤×–•▪●■□·√✓-]+|[-–]\s+[-–])(?!\S)")
_GRADE = re.compile(r"(?<!\S)[A-E](?!\S)")  # lone letters that a target may have
_STRAY = re.compile(
    r"(?<=[a-z] )(?!(?:19|20)\d\d )\d+(?:[.,]\d+)*(?= [a-z])"  # "laporan 1 yang", but "tahun 2024 yang"
    r"|(?<=[a-z]{3} )\d$"
    r"|(?<=[a-z]{3})\. (?=[a-z]{2,}(?![.)]))"  # "dokumen. yang", but "laporan. b. surat"
    r"|(?<=[a-z]{3})(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})[.;,](?=[A-Za-z][a-z]{2})"  # "dan.Laporan", but "Kab.Jaya"
    r"|(?<=[a-z]{2})['’`](?=[a-z]{3})"  # "Rea'isasi", but "Jum'at"
    r"|(?<=[:)] )(?=\w[^•▪]{0,400}[•▪])"  # "bidang : Umum • Khusus", whose first bullet was lost
    r"|\(\s*\)|(\([^()]{2,60}\)).{1,400}?\1"  # empty brackets, "(unit) ... (unit)"
)
_ODD_NUMERAL = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,])|\d\s+[\d.,]|(?<!rp)(?<!Rp)(?<!RP)[.,]\s+\d")
_ODD_FACTOR = re.compile(r"(?:[x×*]|kali|dikalikan)\s*100[0-9A-Z]\b")  # "x 1008" for "x 100%"
_VALUE_BEFORE = re.compile(r"\d[\d.,]*\s*(?:%|[a-z]+)\s+[A-Z]")  # "12 bulan Terbayarnya ...": of the next column
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}")  # of a programme: no figure has two points and so few digits
_NO_FIGURE = re.compile(rf"(?:{pattern('dash').pattern})|n\s*[./]?\s*a\.?", re.IGNORECASE)
_NUMBER = pattern("marker-of-number-cell")
_MOSTLY, _GOOD_PART = 0.6, 0.3  # of the texts of a field
_BARE_MARKER = pattern("marker-left-over")
_MARKER = pattern("marker-run")
_NO_SENTENCES = frozenset({"nomor", "tahun", "tanggal", "nip", "nama", "pangkat", "kode", "jumlah", "keterangan"})
"""Fields by the last part of their names ("penandatangan.nip"); those of agreements among them."""
_FILLED_SHARE = 0.8  # of a section's rows that have a field, from which its lack in another row says something
_SHORTEST_PART = 8  # letters of texts that are compared with others
_ASIDE = 8.0  # points: so far above or below its indicator a field belongs to another row
_NEAR_ACROSS, _NEAR_ALONG = 24.0, 10.0  # points around a field in which unrecognised pixels may be a part of it
_OF_UNITS = frozenset({"satuan", "tipe_penghitungan"})
"""Fields that give out a category, or nothing: they are judged as printed, and say nothing about their rows."""
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Features:
    """Evidence against a field, one number per feature: 0 where there is none, never negative."""

    reading: float = 0.0  # doubt about the recognised words, as `doubt` measures it
    place: float = 0.0  # the same about the structure around it
    unknown: float = 0.0  # words that no list knows
    scraps: float = 0.0  # lone letters and signs between the words
    stray: float = 0.0  # numbers and marks where no sentence has them, brackets that do not close
    numeral: float = 0.0  # digits parted by a blank, a point where a comma is likely, a percent sign read as a digit
    begun: float = 0.0  # begins in the middle of a sentence
    torn: float = 0.0  # ends in the middle of a sentence, or the row below continues it
    implausible: float = 0.0  # cannot be what its column holds
    row: float = 0.0  # values of its row that cannot be what their columns hold, or that only this row lacks
    rows: float = 0.0  # share of such rows on the page, 0..1
    part: float = 0.0  # another value says the same and more, or two others say it together
    name: float = 0.0  # doubt about the recognised words of its row's indicator
    aside: float = 0.0  # is placed above or below its row's indicator
    unread: float = 0.0  # foreground pixels beside it in which nothing was recognised
    page: float = 0.0  # mean doubt about recognised words of the page
    broken: float = 0.0  # the page's rulings have gaps
    choice: float = 0.0  # doubt about which of several readings of the head, or which post, is meant
    unnamed: float = 0.0  # the header does not name what its column holds, 0..1
    guessed: float = 0.0  # nor would its column hold something else much worse, 0..1
    column: float = 0.0  # the header does not name its row's indicator, 0..1
    carried: float = 0.0  # filled down from a cell that does not reach the row
    continued: float = 0.0  # its page has no header, 0..1
    brink: float = 0.0  # its row is the first or last of a page inside its table
    spread: float = 0.0  # one printed value for many rows, logarithm of their number
    twice: float = 0.0  # its row's indicator is the one above or below once more
    several: float = 0.0  # holds several entries
    unlike: float = 0.0  # looks like nothing else in its column, 0..1
    parted: float = (
        0.0  # doubt whether its row begins and ends where it does, where no ruling says so (-log of certainty)
    )
    lead: float = 0.0  # evidence against the text of its row's indicator
    table: float = 0.0  # mean of `lead` over the rows of its section


def doubt(confidence: float) -> float:
    """A confidence (0..1) on a scale of logarithms: 0 for 1, about 2 for 0.88, 4 for 0.34."""
    return math.log1p(-math.log(max(confidence, _LEAST)) / _SHADE)


class FeatureExtractor:
    """Computes the features of a document's fields; what depends on several of them is gathered first."""

    def __init__(self, document: DocumentFields, pages: Mapping[int, Legibility], project: ProjectWords) -> None:
        """`pages`: those that were read from pictures, by their 1-based number; `project`: words that a team knows."""
        self._pages = pages
        self._project = project
        rows = list(document.rows())
        scanned = rows if pages else []
        texts = [[_texts(row) for row in section.rows] for section in document.sections]
        all_texts = _by_field(texts_of_row for of_section in texts for texts_of_row in of_section)
        self._wrong = dict(_wrong_fields(document.sections, texts))
        self._capital = _begun_with_capitals(all_texts)
        self._cut = dict(_cut_fields(texts, self._capital))
        self._rows = _means((_page(row), float(bool(self._wrong[ref]))) for ref, row in rows)
        self._aside = dict(_fields_aside(scanned))
        self._doubts = _means(
            (one.page, doubt(one.source.recognition))
            for _, fields in document.groups()
            for one in fields.values()
            if one.source is not None
        )
        self._parts = _parts_of_others(all_texts) if pages else frozenset()
        self._structure = StructureExtractor(document)
        self._leads = {ref: self._lead(ref, row) for ref, row in rows}
        self._tables = _section_means(self._leads)
        self._strange = cache(lambda text: len(strange_words(text, project)))

    def _lead(self, ref: FieldRef, row: IndicatorRow) -> float:
        """Evidence against the text of a row's indicator."""
        field = row.fields.get("indikator")
        if field is None:
            return 0.0
        bare = _MARKER.sub("", field.text)
        begun = _begins_late(bare, "indikator" in self._capital)
        torn = "indikator" in self._cut.get(ref, ()) or ends_openly(bare)
        own = self._structure.structure(ref, "indikator", field, row)
        return min(_MOST, begun + torn + ("indikator" in self._wrong[ref]) + own.several + own.unlike)

    def features(self, ref: FieldRef, name: str, field: Field, row: IndicatorRow | None = None) -> Features:
        """Of the field `name`; `ref` is the address of the row, section or node that has it, `row` its row if any."""
        page = field.page
        text = _judged_text(name, field)
        bare = _MARKER.sub("", text)
        wrong = self._wrong.get(ref, frozenset())
        sentence = not holds_figure(name) and name.rpartition(".")[2] not in _NO_SENTENCES
        cut = name in self._cut.get(ref, ()) or (sentence and ends_openly(bare))
        structure = self._structure.structure(ref, name, field, row)
        of_place = Features(
            place=doubt(field.source.certainty) if field.source is not None else 0.0,
            begun=float(sentence and _begins_late(bare, name in self._capital)),
            torn=float(sentence and cut),
            implausible=float(name in wrong),
            row=min(_MOST, len({"" if holds_figure(one) else one for one in wrong})),
            rows=self._rows.get(page, 0.0),
            choice=doubt(field.source.certainty) if _is_chosen(ref) and field.source is not None else 0.0,
            unnamed=structure.unnamed,
            guessed=structure.guessed,
            column=structure.column,
            carried=structure.carried,
            continued=structure.continued,
            brink=structure.brink,
            spread=structure.spread,
            twice=structure.twice,
            several=structure.several,
            unlike=structure.unlike,
            parted=structure.parted,
            lead=self._leads.get(ref, 0.0) if name != "indikator" else 0.0,
            table=self._tables.get(ref.section, 0.0) if row is not None else 0.0,
        )
        legibility = self._pages.get(page) if page is not None else None
        if legibility is None:
            return of_place
        return self._recognised(of_place, name, field, text, legibility, row, name in self._aside.get(ref, ()))

    def _recognised(
        self,
        of_place: Features,
        name: str,
        field: Field,
        text: str,
        legibility: Legibility,
        row: IndicatorRow | None,
        aside: bool,
    ) -> Features:
        """With the evidence against a field of a page that was read from a picture."""
        bare = _MARKER.sub("", text)
        holds_value = holds_figure(name) or name.endswith(".jumlah")
        known_by = row.fields.get("indikator") if row is not None and name != "indikator" else None
        return replace(
            of_place,
            reading=doubt(field.source.recognition) if field.source is not None else 0.0,
            unknown=min(_MOST, self._strange(text)),
            scraps=min(_MOST, len(_SCRAP.findall(_GRADE.sub("", bare) if holds_value else bare))),
            stray=0.0 if holds_value else min(_MOST, _stray_marks(bare)),
            numeral=float(((_ODD_NUMERAL if holds_value else _ODD_FACTOR).search(text)) is not None),
            part=float((name, text) in self._parts),
            name=doubt(known_by.source.recognition) if known_by is not None and known_by.source is not None else 0.0,
            aside=float(aside),
            unread=float(_beside(field.box, legibility)),
            page=self._doubts.get(field.page, 0.0),
            broken=float(legibility.broken_rulings),
        )


def _is_chosen(ref: FieldRef) -> bool:
    """True for fields of the head and the sections, and for nodes of cascades: the best of several scored readings."""
    return ref.row is None


def _section_means(by_row: Mapping[FieldRef, float]) -> dict[int | None, float]:
    found: dict[int | None, list[float]] = {}
    for ref, value in by_row.items():
        found.setdefault(ref.section, []).append(value)
    return {section: sum(values) / len(values) for section, values in found.items()}


def _judged_text(name: str, field: Field) -> str:
    return field.source.as_read if name in _OF_UNITS and field.source is not None else field.text


def _texts(row: IndicatorRow) -> Texts:
    return {name: one.text for name, one in row.fields.items() if name not in _OF_UNITS and one.text}


def _by_field(rows: Iterable[Texts]) -> Mapping[str, list[str]]:
    """The texts of all rows by field, without numbers and targets."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for name, text in row.items():
            if name != "no" and not holds_figure(name):
                found.setdefault(name, []).append(text)
    return found


def _wrong_fields(
    sections: Sequence[IndicatorSection], texts: Sequence[Sequence[Texts]]
) -> Iterator[tuple[FieldRef, frozenset[str]]]:
    """Each row with the names of its fields that cannot be what their columns hold; with a dash in front, of those that
    nearly all other rows of the section have; and with "target" where others have one and it has none."""
    plausible = cache(has_words)
    for number, (section, of_rows) in enumerate(zip(sections, texts, strict=True)):
        have = Counter(name for of_row in of_rows for name in of_row if name != "no" and not holds_figure(name))
        usual = [name for name, count in have.items() if count >= max(2, _FILLED_SHARE * len(of_rows))]
        with_values = sum(map(_has_value, section.rows)) >= _FILLED_SHARE * len(section.rows)
        for place, (row, of_row) in enumerate(zip(section.rows, of_rows, strict=True)):
            wrong = {name for name, text in of_row.items() if _is_implausible(name, text, row, plausible)}
            wrong.update(f"-{name}" for name in usual if name not in of_row)
            if with_values and not _has_value(row):
                wrong.add(TARGET)
            yield FieldRef(number, place), frozenset(wrong)


def _is_implausible(name: str, text: str, row: IndicatorRow, plausible: Callable[[str], bool]) -> bool:
    if holds_figure(name):
        read = row.fields[name].target
        unread = read is None or (read.nilai is None and read.predikat is None)
        return (unread and _NO_FIGURE.fullmatch(text) is None) or _CODE.fullmatch(text) is not None
    if name == "no":
        return _NUMBER.fullmatch(text) is None
    if name == "indikator" and _VALUE_BEFORE.match(text):
        return True
    return not plausible(text) or (name == "indikator" and _only_leads(row))


def _only_leads(row: IndicatorRow) -> bool:
    """True for the parent item of a list whose items were not found below it, and for a lone word without a parent."""
    text = row.indicator.rstrip()
    return text.endswith(":") or ("indikator_induk" not in row.fields and " " not in text)


def _has_value(row: IndicatorRow) -> bool:
    return any(is_target(name) for name in row.fields)


def _stray_marks(text: str) -> int:
    return sum(1 for _ in _STRAY.finditer(text)) + (text.count("(") != text.count(")"))


def _begins_late(bare: str, capital: bool) -> bool:
    """True where a text without its marker begins with one that lost its point, or with a small letter although its
    like begin with a `capital`."""
    return (capital and bare[:1].islower()) or _BARE_MARKER.match(bare) is not None


def _begun_with_capitals(texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Names of the fields whose texts begin with a capital where nothing is lost.

    Those are the fields of which most do in this document. In a table that was torn apart hardly any may; where most
    texts of the other fields do, a good part is enough.
    """
    begun = {
        name: [text[:1].isupper() for text in {_MARKER.sub("", text): None for text in dict.fromkeys(of_field)}]
        for name, of_field in texts.items()
    }
    whole = [one for of_field in begun.values() for one in of_field]
    least = _GOOD_PART if sum(whole) >= _MOSTLY * len(whole) else _MOSTLY
    return frozenset(name for name, of_field in begun.items() if sum(of_field) >= least * len(of_field))


def _cut_fields(
    sections: Sequence[Sequence[Texts]], capital: frozenset[str]
) -> Iterator[tuple[FieldRef, tuple[str, ...]]]:
    """Rows with the names of those of their fields that the row below continues."""
    for number, rows in enumerate(sections):
        for place, (texts, rests) in enumerate(pairwise(rows)):
            cut = tuple(n for n in capital if rests.get(n, "")[:1].islower() and rests.get(n) != texts.get(n))
            if cut:
                yield FieldRef(number, place), cut


def _page(row: IndicatorRow) -> int | None:
    indicator = row.fields.get("indikator")
    return indicator.page if indicator is not None else None


def _means(pairs: Iterable[tuple[int | None, float]]) -> dict[int | None, float]:
    by_page: dict[int | None, list[float]] = {}
    for page, value in pairs:
        by_page.setdefault(page, []).append(value)
    return {page: sum(values) / len(values) for page, values in by_page.items()}


def _parts_of_others(texts: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """(field, text) of values with which another one of their field begins or ends, and of those that are two others
    one after the other."""
    found: set[tuple[str, str]] = set()
    for name, of_field in texts.items():
        whole = {text for text in of_field if len(text) >= _SHORTEST_PART}
        for text in whole:
            for space in (place for place, letter in enumerate(text) if letter == " "):
                halves = [half for half in (text[:space], text[space + 1 :]) if half in whole]
                found.update((name, half) for half in halves)
                if len(halves) == 2:
                    found.add((name, text))
    return frozenset(found)


def _fields_aside(rows: Sequence[tuple[FieldRef, IndicatorRow]]) -> Iterator[tuple[FieldRef, tuple[str, ...]]]:
    """Rows with the names of those of their own fields that are placed above or below their indicator.

    What several rows share is in the middle of them and is passed over.
    """
    shared = Counter(_place(name, row.fields) for _, row in rows for name in row.fields)
    for ref, row in rows:
        aside = tuple(name for name in _aside_in(row.fields) if shared[_place(name, row.fields)] == 1)
        if aside:
            yield ref, aside


def _aside_in(fields: Fields) -> Iterator[str]:
    known_by = fields.get("indikator")
    if known_by is None or known_by.box is None:
        return
    _, top, _, bottom = known_by.box
    for name, one in fields.items():
        if one.box is None or one.page != known_by.page:
            continue
        if one.box[1] > bottom + _ASIDE or one.box[3] < top - _ASIDE:
            yield name


def _place(name: str, fields: Fields) -> tuple[str, int | None, Kotak | None]:
    return name, fields[name].page, fields[name].box


def _beside(place: Kotak | None, legibility: Legibility) -> bool:
    """True where pixels that gave no words are in or right beside `place`."""
    if place is None:
        return False
    x0, top, x1, bottom = place
    return any(
        box.x0 < x1 + _NEAR_ACROSS
        and box.x1 > x0 - _NEAR_ACROSS
        and box.top < bottom + _NEAR_ALONG
        and box.bottom > top - _NEAR_ALONG
        for box in legibility.unread
    )

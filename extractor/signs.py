"""What speaks against a value that was read: of its text, its row, its page, and the values beside it.

More cells are wrong because they stand in the wrong row, or lost a piece, than because a letter was misread, and such a
cell shows: a target that is no number, an indicator that ends with a colon, a text that begins in the middle
of a sentence, another cell that says the same and more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.parts import Parts
from extractor.texts import evidence_of, texts_of
from normalizers.spelling import ProjectWords, ends_openly, has_words, strange_words
from normalizers.target import read_target
from schemas.document import Bagian, Bukti, Indikator, Kotak
from schemas.patterns import pattern
from schemas.transcript import Legibility

_LEAST = 1e-6  # of a reading, so that its logarithm is finite
_SHADE = 0.02  # doubt about a reading from which further doubt counts less
_MOST = 3.0  # of a sign that counts things
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
_ODD_NUMERAL = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,])|\d\s+[\d.,]|[.,]\s+\d")
_ODD_FACTOR = re.compile(r"(?:[x×*]|kali|dikalikan)\s*100[0-9A-Z]\b")  # "x 1008" for "x 100%"
_DASH = pattern("dash")
_NUMBER = pattern("marker-of-number-cell")
_MOSTLY, _GOOD_PART = 0.6, 0.3  # of the texts of a field
_BARE_MARKER = pattern("marker-left-over")
_MARKER = pattern("marker-run")
_NO_SENTENCES = frozenset({"nomor", "tahun", "tanggal", "penandatangan.nip", "penandatangan.nama"})
_FILLED_SHARE = 0.8  # of a section's rows that have a field, from which its lack in another row says something
_SHORTEST_PART = 8  # letters of texts that are compared with others
_ASIDE = 8.0  # points: so far above or below its indicator a value is another row's
_NEAR_ACROSS, _NEAR_ALONG = 24.0, 10.0  # points around a value in which unread ink may be a part of it


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks against a value; 0 where nothing does."""

    reading: float = 0.0  # doubt of the recogniser, on a scale of logarithms
    place: float = 0.0  # doubt about the place in the table, on the same scale
    unknown: float = 0.0  # words that no list knows
    scraps: float = 0.0  # lone letters and signs between the words
    stray: float = 0.0  # numbers and marks where no sentence has them, brackets that do not close
    numeral: float = 0.0  # digits parted by a blank, a point where a comma is likely, a percent sign read as a digit
    begun: float = 0.0  # begins in the middle of a sentence
    torn: float = 0.0  # ends in the middle of a sentence, or what stands below goes on with it
    implausible: float = 0.0  # cannot be what its column holds
    row: float = 0.0  # values of its row that cannot be what their columns hold, or that only this row lacks
    rows: float = 0.0  # share of such rows on the page, 0..1
    part: float = 0.0  # another value says the same and more, or two others say it together
    name: float = 0.0  # doubt of the recogniser about the indicator by which its row is known
    aside: float = 0.0  # stands above or below its row's indicator
    unread: float = 0.0  # ink beside it in which nothing was recognised
    page: float = 0.0  # doubt of the recogniser about the whole page
    broken: float = 0.0  # the page's rulings have gaps


def doubt(confidence: float) -> float:
    """On a scale of logarithms: 0 where none, about 2 for a confidence of 0.88, 4 for 0.34."""
    return math.log1p(-math.log(max(confidence, _LEAST)) / _SHADE)


class Witness:
    """What a document says about its own values, gathered before any of them is weighed."""

    def __init__(self, parts: Parts, pages: Mapping[int, Legibility], project: ProjectWords) -> None:
        """`pages`: those that were read from pictures, by their 1-based number."""
        sections = parts.sections
        evidence = evidence_of(parts.head, parts.nodes, sections)
        self._pages = pages
        self._project = project
        rows = [row for section in sections for row in section.indikator]
        self._wrong = {
            id(row): (*_implausible_fields(row), *lacks) for section in sections for row, lacks in _lacking(section)
        }
        self._capital = _begun_with_capitals(rows)
        self._cut = {id(row): names for s in sections for row, names in _cut_fields(s.indikator, self._capital)}
        self._rows = _means([(_page(row), float(bool(self._wrong[id(row)]))) for row in rows])
        scanned = rows if pages else []
        self._aside = {id(row): names for row, names in _fields_aside(scanned)}
        self._doubts = _means([(p.halaman, doubt(p.keyakinan)) for values in evidence for p in values.values()])
        self._parts = _parts_of_others(scanned)

    def signs(self, name: str, proof: Bukti, text: str | None, row: Indikator | None = None) -> Signs:
        """Against the value `text` of the field `name`, which may be one of `row`."""
        given = text if text is not None else proof.as_read
        bare = _MARKER.sub("", given)
        wrong = self._wrong.get(id(row), ())
        sentence = not _holds_value(name) and name not in _NO_SENTENCES
        cut = name in self._cut.get(id(row), ()) or (sentence and ends_openly(bare))
        of_place = Signs(
            place=doubt(proof.place),
            begun=float(sentence and _begins_late(bare, name in self._capital)),
            torn=float(sentence and cut),
            implausible=float(name in wrong),
            row=min(_MOST, len(wrong)),
            rows=self._rows.get(proof.halaman, 0.0),
        )
        legibility = self._pages.get(proof.halaman) if proof.halaman is not None else None
        return of_place if legibility is None else self._recognised(of_place, name, proof, given, row, legibility)

    def _recognised(
        self, of_place: Signs, name: str, proof: Bukti, given: str, row: Indikator | None, legibility: Legibility
    ) -> Signs:
        """With what speaks against a value of a page that was read from a picture."""
        bare = _MARKER.sub("", given)
        known_by = row.bukti.get("indikator") if row is not None and name != "indikator" else None
        return replace(
            of_place,
            reading=doubt(proof.keyakinan),
            unknown=min(_MOST, len(strange_words(given, self._project))),
            scraps=min(_MOST, len(_SCRAP.findall(_GRADE.sub("", bare) if _holds_value(name) else bare))),
            stray=0.0 if _holds_value(name) else min(_MOST, _stray_marks(bare)),
            numeral=float(((_ODD_NUMERAL if _holds_value(name) else _ODD_FACTOR).search(given)) is not None),
            part=float((name, given) in self._parts),
            name=doubt(known_by.keyakinan) if known_by is not None else 0.0,
            aside=float(name in self._aside.get(id(row), ())),
            unread=float(_beside(proof.kotak, legibility)),
            page=self._doubts.get(proof.halaman, 0.0),
            broken=float(legibility.broken_rulings),
        )


def _implausible_fields(row: Indikator) -> Iterator[str]:
    """Names of the row's fields that cannot be what their columns hold."""
    unit = row.target.satuan if row.target else None
    for name, text in texts_of(row).items():
        if not text:
            continue
        if _holds_value(name):
            wrong = not _is_value(text, unit)
        elif name == "no":
            wrong = _NUMBER.fullmatch(text) is None
        else:
            wrong = not has_words(text) or (name == "indikator" and _only_leads(row))
        if wrong:
            yield name


def _lacking(section: Bagian) -> Iterator[tuple[Indikator, tuple[str, ...]]]:
    """Each row with the names of those of its fields that nearly all other rows of the section have, and with `target`
    where others have one and it has none."""
    rows = section.indikator
    have = Counter(name for row in rows for name, text in texts_of(row).items() if text and name != "no")
    usual = [name for name, count in have.items() if count >= max(2, _FILLED_SHARE * len(rows))]
    with_values = any(map(_has_value, rows))
    for row in rows:
        texts = texts_of(row)
        lacks = tuple(f"-{name}" for name in usual if not texts.get(name) and not _holds_value(name))
        yield row, (("target", *lacks) if with_values and not _has_value(row) else lacks)


def _only_leads(row: Indikator) -> bool:
    """True for the lead of a list whose items were not found below it, and for a lone word that nothing leads."""
    text = row.indikator.rstrip()
    return text.endswith(":") or (row.indikator_induk is None and " " not in text)


def _has_value(row: Indikator) -> bool:
    return row.target is not None or bool(row.target_per_tahun)


def _stray_marks(text: str) -> int:
    return sum(1 for _ in _STRAY.finditer(text)) + (text.count("(") != text.count(")"))


def _holds_value(name: str) -> bool:
    return name == "target" or name.startswith("target[")


def _is_value(text: str, unit: str | None) -> bool:
    read = read_target(text, unit)
    return read.nilai is not None or read.predikat is not None or _DASH.fullmatch(text) is not None


def _begins_late(bare: str, capital: bool) -> bool:
    """True where a text without its marker begins with one that lost its point, or with a small letter although its
    like begin with a `capital`."""
    return (capital and bare[:1].islower()) or _BARE_MARKER.match(bare) is not None


def _begun_with_capitals(rows: Sequence[Indikator]) -> frozenset[str]:
    """Names of the fields whose texts begin with a capital where nothing is lost.

    Those are the fields of which most do in this document. In a table that was torn to pieces hardly any may; where
    most texts of the other fields do, a good part is enough.
    """
    begun = {
        name: [text[:1].isupper() for text in {_MARKER.sub("", text): None for text in texts}]
        for name, texts in _all_texts(rows).items()
    }
    whole = [one for of_field in begun.values() for one in of_field]
    least = _GOOD_PART if sum(whole) >= _MOSTLY * len(whole) else _MOSTLY
    return frozenset(name for name, of_field in begun.items() if sum(of_field) >= least * len(of_field))


def _all_texts(rows: Sequence[Indikator]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        for name, text in texts_of(row).items():
            if text and name != "no" and not _holds_value(name):
                found.setdefault(name, []).append(text)
    return found


def _cut_fields(rows: Sequence[Indikator], capital: frozenset[str]) -> Iterator[tuple[Indikator, tuple[str, ...]]]:
    """Rows with the names of those of their fields of which the row below has the rest."""
    for row, below in pairwise(rows):
        texts, rests = texts_of(row), texts_of(below)
        cut = tuple(n for n in capital if (rests.get(n) or "")[:1].islower() and rests.get(n) != texts.get(n))
        if cut:
            yield row, cut


def _page(row: Indikator) -> int | None:
    proof = row.bukti.get("indikator")
    return proof.halaman if proof is not None else None


def _means(pairs: Sequence[tuple[int | None, float]]) -> dict[int | None, float]:
    by_page: dict[int | None, list[float]] = {}
    for page, value in pairs:
        by_page.setdefault(page, []).append(value)
    return {page: sum(values) / len(values) for page, values in by_page.items()}


def _parts_of_others(rows: Sequence[Indikator]) -> frozenset[tuple[str, str]]:
    """(field, text) of values with which another one of their field begins or ends, and of those that are two others
    one after the other."""
    found: set[tuple[str, str]] = set()
    for name, texts in _all_texts(rows).items():
        whole = {text for text in texts if len(text) >= _SHORTEST_PART}
        for text in whole:
            for blank in (place for place, letter in enumerate(text) if letter == " "):
                halves = [half for half in (text[:blank], text[blank + 1 :]) if half in whole]
                found.update((name, half) for half in halves)
                if len(halves) == 2:
                    found.add((name, text))
    return frozenset(found)


def _fields_aside(rows: Sequence[Indikator]) -> Iterator[tuple[Indikator, tuple[str, ...]]]:
    """Rows with the names of those of their own fields that stand above or below their indicator.

    What several rows share stands in the middle of them and is passed over.
    """
    places = Counter((name, p.halaman, p.kotak) for row in rows for name, p in row.bukti.items() if p.kotak is not None)
    for row in rows:
        known_by = row.bukti.get("indikator")
        if known_by is None or known_by.kotak is None:
            continue
        _, top, _, bottom = known_by.kotak
        aside = tuple(
            name
            for name, p in row.bukti.items()
            if p.kotak is not None
            and p.halaman == known_by.halaman
            and places[name, p.halaman, p.kotak] == 1
            and not (p.kotak[1] <= bottom + _ASIDE and p.kotak[3] >= top - _ASIDE)
        )
        if aside:
            yield row, aside


def _beside(place: Kotak | None, legibility: Legibility) -> bool:
    """True where ink that gave no words stands in or right beside `place`."""
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

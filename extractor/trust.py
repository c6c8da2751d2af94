"""How far a value that was recognised can be trusted: a probability made of a few signs, each of which lowers it.

What the recogniser says of its glyphs is only one sign. More cells of a scan are wrong because they stand in the wrong
row, or lost a piece, than because a letter was misread, and such a cell shows: a target that is no number, an
indicator that ends with a colon, a text that begins in the middle of a sentence. The weights are in
data/confidence.toml, with how they were made. Text that nobody had to recognise keeps the certainty of its place.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from itertools import pairwise

from normalizers.spelling import ProjectWords, ends_openly, has_words, strange_words
from normalizers.target import read_target
from schemas.document import Bagian, Bukti, Indikator, Metadata, Simpul

DIGITS = 3  # of a confidence
_LEAST = 1e-6  # of a reading, so that its logarithm is finite
_LEAST_ODDS = -50.0  # logarithm; smaller ones are the same confidence
_SHADE = 0.02  # doubt about a reading from which further doubt counts less
_MOST = 3.0  # of a sign that counts things
_SCRAP = re.compile(
    r"(?<!\S)(?:(?![xX]\s)[^\W\d_]|[^\w\s%()&/+=<>≥≤×–•▪●■□·√✓-]+|[-–]\s+[-–])(?!\S)"
    r"|(?<=[a-z] )(?!(?:19|20)\d\d )\d+(?:[.,]\d+)*(?= [a-z])"
)
_ODD_NUMERAL = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,])|\d\s+[\d.,]|[.,]\s+\d")
_ODD_FACTOR = re.compile(r"(?:[x×*]|kali|dikalikan)\s*100[0-9A-Z]\b")  # "x 1008" for "x 100%"
_DASH = re.compile(r"[-–—]+")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVX]+)[.)]?")
_MOSTLY = 0.6  # of the texts of a field
_BARE_MARKER = re.compile(r"(?:\d{1,2}|[a-z])\s+[A-Z]")
_MARKER = re.compile(r"^(?:\W+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z])[.)]\s+)+")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks against a value; 0 where nothing does."""

    reading: float = 0.0  # doubt of the recogniser and about the place in the table, on a scale of logarithms
    unknown: float = 0.0  # words that no list knows
    scraps: float = 0.0  # lone letters, signs and numbers between the words
    numeral: float = 0.0  # digits parted by a blank, a point where a comma is likely, a percent sign read as a digit
    torn: float = 0.0  # begins or ends in the middle of a sentence, or what stands below goes on with it
    implausible: float = 0.0  # cannot be what its column holds
    row: float = 0.0  # values of its row that cannot be what their columns hold
    rows: float = 0.0  # share of such rows on the page, 0..1


@dataclass(frozen=True, slots=True)
class Weights:
    certain: float  # log odds of a value against which nothing speaks
    of: Signs  # how much one unit of each sign takes from the log odds; none is negative


@cache
def weights() -> Weights:
    """The weights of data/confidence.toml. Raises ValueError where they are not one for each sign, 0 or more."""
    table = tomllib.loads(files("extractor").joinpath("data", "confidence.toml").read_text(encoding="utf-8"))
    given = {entry["id"]: float(entry["weight"]) for entry in table["sign"]}
    if set(given) != {sign.name for sign in fields(Signs)} or min(given.values()) < 0:
        raise ValueError("confidence.toml: one weight of 0 or more is needed for each sign")
    return Weights(float(table["certain"]), Signs(**given))


def probability(signs: Signs) -> float:
    """That a value with these signs is right; 0 to 1, and never higher for more of any sign."""
    known = weights()
    odds = known.certain - sum(w * s for w, s in zip(astuple(known.of), astuple(signs), strict=True))
    return round(1 / (1 + math.exp(-max(odds, _LEAST_ODDS))), DIGITS)


def weighed(
    sections: Sequence[Bagian],
    nodes: Sequence[Simpul],
    head: Metadata,
    recognised_pages: frozenset[int],
    project: ProjectWords,
) -> tuple[list[Bagian], list[Simpul], Metadata]:
    """The same with the confidence of each recognised value weighed; before, it is that of its reading and place.

    `recognised_pages`: 1-based numbers of the pages that were read from pictures; `project`: words that a team knows.
    """
    if not recognised_pages:
        return list(sections), list(nodes), head
    pages = _Pages(sections, nodes, head, recognised_pages, project)
    return [pages.section(s) for s in sections], [pages.node(n) for n in nodes], pages.head(head)


def _doubt(proof: Bukti) -> float:
    return math.log1p(-math.log(max(proof.keyakinan, _LEAST)) / _SHADE)


class _Pages:
    """What is known of each page before its values are weighed."""

    def __init__(
        self,
        sections: Sequence[Bagian],
        nodes: Sequence[Simpul],
        head: Metadata,
        recognised: frozenset[int],
        project: ProjectWords,
    ) -> None:
        self._recognised = recognised
        self._project = project
        rows = [row for section in sections for row in section.indikator]
        self._wrong = {id(row): implausible_fields(row, section) for section in sections for row in section.indikator}
        self._capital = _begun_with_capitals(rows)
        self._cut = {id(row): names for s in sections for row, names in _cut_fields(s.indikator, self._capital)}
        self._rows = _means([(_page(row), float(bool(self._wrong[id(row)]))) for row in rows])

    def section(self, section: Bagian) -> Bagian:
        texts = {"jabatan": section.jabatan, "tugas": section.tugas}
        texts |= {f"fungsi[{i}]": text for i, text in enumerate(section.fungsi, start=1)}
        return section.model_copy(
            update={
                "bukti": self._all(section.bukti, texts),
                "indikator": [self._row(row) for row in section.indikator],
            }
        )

    def _row(self, row: Indikator) -> Indikator:
        evidence = self._all(row.bukti, texts_of(row), self._wrong[id(row)], self._cut.get(id(row), ()))
        return row.model_copy(update={"bukti": evidence})

    def node(self, node: Simpul) -> Simpul:
        texts = {f"indikator[{i}]": text for i, text in enumerate(node.indikator, start=1)}
        return node.model_copy(update={"bukti": self._all(node.bukti, {"kinerja": node.kinerja, **texts})})

    def head(self, head: Metadata) -> Metadata:
        return head.model_copy(update={"bukti": self._all(head.bukti, texts_of_head(head))})

    def _all(
        self,
        evidence: Mapping[str, Bukti],
        texts: Mapping[str, str | None],
        wrong: Sequence[str] = (),
        cut: Sequence[str] = (),
    ) -> dict[str, Bukti]:
        result = dict(evidence)
        for name, proof in evidence.items():
            if proof.halaman in self._recognised:
                signs = self._signs(name, proof, texts.get(name), wrong, name in cut)
                result[name] = proof.model_copy(update={"keyakinan": probability(signs)})
        return result

    def _signs(self, name: str, proof: Bukti, text: str | None, wrong: Sequence[str], cut: bool) -> Signs:
        given = text if text is not None else " ".join(proof.teks_asli.split())
        return Signs(
            reading=_doubt(proof),
            unknown=min(_MOST, len(strange_words(given, self._project))),
            scraps=min(_MOST, len(_SCRAP.findall(_MARKER.sub("", given)))),
            numeral=float(((_ODD_NUMERAL if _holds_value(name) else _ODD_FACTOR).search(given)) is not None),
            torn=float(cut or _is_torn(given, name in self._capital)) if not _holds_value(name) else 0.0,
            implausible=float(name in wrong),
            row=min(_MOST, len(wrong)),
            rows=self._rows.get(proof.halaman, 0.0),
        )


def texts_of_head(head: Metadata) -> dict[str, str | None]:
    signatory = head.penandatangan.model_dump() if head.penandatangan is not None else {}
    return head.model_dump(exclude={"bukti", "penandatangan"}) | {f"penandatangan.{k}": v for k, v in signatory.items()}


def texts_of(row: Indikator) -> dict[str, str | None]:
    """The row's texts by the names under which its evidence stands."""
    return {
        "no": row.no,
        "sasaran_induk": row.sasaran_induk,
        "indikator_induk": row.indikator_induk,
        "sasaran": row.sasaran,
        "indikator": row.indikator,
        "target": row.target.teks if row.target else None,
        **{f"target[{period}]": text for period, text in (row.target_per_tahun or {}).items()},
        "formulasi": row.formulasi.teks if row.formulasi else None,
        "sumber_data": row.sumber_data,
        "penanggung_jawab": row.penanggung_jawab,
    }


def implausible_fields(row: Indikator, section: Bagian) -> tuple[str, ...]:
    """Names of the row's fields that cannot be what their columns hold; `target` also where only this row has none."""
    unit = row.target.satuan if row.target else None
    found = []
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
            found.append(name)
    if not _has_value(row) and any(_has_value(other) for other in section.indikator):
        found.append("target")
    return tuple(found)


def _only_leads(row: Indikator) -> bool:
    """True for the lead of a list whose items were not found below it, and for a lone word that nothing leads."""
    text = row.indikator.rstrip()
    return text.endswith(":") or (row.indikator_induk is None and " " not in text)


def _has_value(row: Indikator) -> bool:
    return row.target is not None or bool(row.target_per_tahun)


def _holds_value(name: str) -> bool:
    return name == "target" or name.startswith("target[")


def _is_value(text: str, unit: str | None) -> bool:
    read = read_target(text, unit)
    return read.nilai is not None or read.predikat is not None or _DASH.fullmatch(text) is not None


def _is_torn(text: str, capital: bool) -> bool:
    """True where the text ends with a word that wants another one, or begins with a marker that lost its point, or
    with a small letter although its like begin with a `capital`."""
    bare = _MARKER.sub("", text)
    return (capital and bare[:1].islower()) or _BARE_MARKER.match(bare) is not None or ends_openly(bare)


def _begun_with_capitals(rows: Sequence[Indikator]) -> frozenset[str]:
    """Names of the fields whose texts mostly begin with a capital in this document."""
    texts: dict[str, set[str]] = {}
    for row in rows:
        for name, text in texts_of(row).items():
            if text:
                texts.setdefault(name, set()).add(_MARKER.sub("", text))
    return frozenset(
        name for name, seen in texts.items() if sum(text[:1].isupper() for text in seen) >= _MOSTLY * len(seen)
    )


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

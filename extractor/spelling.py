"""Spelling repair of a whole document: which fields it concerns, with what evidence, and what a person is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.parts import Parts
from normalizers.spelling import Doubt, ProjectWords, Repaired, Speller, doubled_words
from schemas.document import Bagian, Bukti, Indikator, Koreksi, Metadata, Simpul
from schemas.evidence import Correction, Finding
from schemas.findings import finding

UNSURE_BELOW = 0.95
"""Corrections of less confidence are made and reported."""
_ROW_FIELDS = ("sasaran_induk", "indikator_induk", "sasaran", "indikator", "sumber_data", "penanggung_jawab")


@dataclass(frozen=True, slots=True)
class SpellingOptions:
    """Whether texts are repaired, and what a team knows of its own words."""

    repair: bool = True
    project: ProjectWords = field(default_factory=ProjectWords)


DEFAULT_SPELLING = SpellingOptions()


def read_project(path: Path) -> ProjectWords:
    """The words and corrections of a project file (TOML): [ejaan] with `kata`, a list, and `koreksi`, a table.

    Raises ValueError, with a sentence that names the trouble, where the file is no such TOML; OSError where it can't
    be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors put a byte order mark there
    except UnicodeDecodeError as error:
        raise ValueError("TOML files must be saved as UTF-8, and this one is not") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"not valid TOML: {error}") from error
    if unknown := sorted(table.keys() - {"ejaan"}):
        raise ValueError(f"it may hold [ejaan] only, and has {', '.join(unknown)}")
    section = table.get("ejaan", {})
    if not isinstance(section, dict):
        raise ValueError("[ejaan] must be a table")
    words, fixed = section.get("kata", []), section.get("koreksi", {})
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise ValueError("ejaan.kata must be a list of words")
    if not isinstance(fixed, dict):
        raise ValueError("ejaan.koreksi must be a table of wrong = right")
    if odd := [key for key, value in fixed.items() if not isinstance(value, str)]:
        raise ValueError(f'ejaan.koreksi must have words on both sides, and "{odd[0]}" has none on its right side')
    strange = sorted(section.keys() - {"kata", "koreksi"})
    if strange:
        raise ValueError(f"[ejaan] has kata and koreksi, and no {', '.join(strange)}")
    if not all(wrong.strip() and right.strip() for wrong, right in fixed.items()):
        raise ValueError("ejaan.koreksi must have a word on both sides")
    known = {part for w in words for part in w.casefold().split()}
    return ProjectWords(frozenset(known), {" ".join(wrong.casefold().split()): right for wrong, right in fixed.items()})


def repaired(parts: Parts, options: SpellingOptions, recognised_pages: frozenset[int]) -> tuple[Parts, list[Finding]]:
    """The parts with their texts repaired and each change in its evidence, and what a person should look at.

    `recognised_pages` (1-based) were read from pictures, where shapes are confused rather than keys.
    """
    if not options.repair:
        return parts, []
    pass_ = _Pass(Speller(_texts(parts), options.project), recognised_pages)
    made = Parts(
        [pass_.section(s) for s in parts.sections], [pass_.node(n) for n in parts.nodes], pass_.head(parts.head)
    )
    return made, list(pass_.findings())


def _texts(parts: Parts) -> Iterator[str]:
    yield from _texts_of_sections(parts.sections)
    for node in parts.nodes:
        yield from (node.kinerja, *node.indikator)
    yield from (t for t in (parts.head.tentang, parts.head.penandatangan and parts.head.penandatangan.jabatan) if t)


def _texts_of_sections(sections: Iterable[Bagian]) -> Iterator[str]:
    for section in sections:
        yield from (t for t in (section.jabatan, section.tugas, *section.fungsi) if t)
        for row in section.indikator:
            yield from (t for name in _ROW_FIELDS if (t := getattr(row, name)))
            if row.formulasi:
                yield row.formulasi.teks


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where something was noticed first."""

    place: str | None
    page: int | None


class _Pass:
    """One walk over a document. Equal texts are repaired once; what is noticed is told once for each word."""

    def __init__(self, speller: Speller, recognised_pages: frozenset[int]) -> None:
        self._speller = speller
        self._recognised_pages = recognised_pages
        self._known: dict[tuple[str, bool], Repaired] = {}
        self._doubts: dict[Doubt, _Seen] = {}
        self._unsure: dict[tuple[str, str], _Seen] = {}
        self._doubled: dict[str, _Seen] = {}

    def section(self, section: Bagian) -> Bagian:
        evidence = dict(section.bukti)
        place = section.jabatan
        return section.model_copy(
            update={
                "jabatan": self._text(section.jabatan, "jabatan", evidence, place),
                "tugas": self._text(section.tugas, "tugas", evidence, place),
                "fungsi": [
                    self._text(item, f"fungsi[{i}]", evidence, place) for i, item in enumerate(section.fungsi, start=1)
                ],
                "indikator": [self._row(row) for row in section.indikator],
                "bukti": evidence,
            }
        )

    def node(self, node: Simpul) -> Simpul:
        evidence = dict(node.bukti)
        place = self._repair(node.kinerja, self._is_recognised(evidence.get("kinerja"))).text
        return node.model_copy(
            update={
                "kinerja": self._text(node.kinerja, "kinerja", evidence, place),
                "indikator": [
                    self._text(text, f"indikator[{i}]", evidence, place)
                    for i, text in enumerate(node.indikator, start=1)
                ],
                "bukti": evidence,
            }
        )

    def head(self, head: Metadata) -> Metadata:
        """A decree is quoted by its title, and its signatory by his, as they are printed: only slips of the recogniser
        are repaired there. The rest of the head are names, numbers and dates."""
        evidence = dict(head.bukti)
        changed: dict[str, object] = {}
        if self._is_recognised(evidence.get("tentang")):
            changed["tentang"] = self._text(head.tentang, "tentang", evidence, None)
        if head.penandatangan is not None and self._is_recognised(evidence.get("penandatangan.jabatan")):
            title = self._text(head.penandatangan.jabatan, "penandatangan.jabatan", evidence, None)
            changed["penandatangan"] = head.penandatangan.model_copy(update={"jabatan": title})
        return head.model_copy(update={**changed, "bukti": evidence})

    def _row(self, row: Indikator) -> Indikator:
        evidence = dict(row.bukti)
        place = self._repair(row.indikator, self._is_recognised(row.bukti.get("indikator"))).text
        changed: dict[str, object] = {
            name: self._text(getattr(row, name), name, evidence, place) for name in _ROW_FIELDS
        }
        if row.formulasi is not None:
            text = self._text(row.formulasi.teks, "formulasi", evidence, place)
            changed["formulasi"] = row.formulasi.model_copy(update={"teks": text})
        return row.model_copy(update={**changed, "bukti": evidence})

    def _text(self, text: str | None, name: str, evidence: dict[str, Bukti], place: str | None) -> str | None:
        """`text` repaired; the change is added to the evidence of the field `name`."""
        if not text:
            return text
        proof = evidence.get(name)
        seen = _Seen(place, proof.halaman if proof is not None else None)
        result = self._repair(text, self._is_recognised(proof))
        for doubt in result.doubts:
            self._doubts.setdefault(doubt, seen)
        for word in doubled_words(result.text):
            self._doubled.setdefault(word.lower(), seen)
        for c in result.corrections:
            if c.confidence < UNSURE_BELOW:
                self._unsure.setdefault((c.before, c.after), seen)
        if result.corrections and proof is not None:
            added = [*proof.koreksi, *map(_as_contract, result.corrections)]
            evidence[name] = proof.model_copy(update={"koreksi": added})
        return result.text

    def _is_recognised(self, proof: Bukti | None) -> bool:
        return proof is not None and proof.halaman in self._recognised_pages

    def _repair(self, text: str, recognised: bool) -> Repaired:
        key = (text, recognised)
        if key not in self._known:
            self._known[key] = self._speller.repair(text, recognised=recognised)
        return self._known[key]

    def findings(self) -> Iterator[Finding]:
        for doubt, seen in self._doubts.items():
            yield finding("ejaan_meragukan", page=seen.page, place=seen.place, kata=doubt.word, usul=doubt.suggestion)
        for (before, after), seen in self._unsure.items():
            yield finding("koreksi_meragukan", page=seen.page, place=seen.place, dari=before, ke=after)
        for word, seen in self._doubled.items():
            yield finding("kata_ganda", page=seen.page, place=seen.place, kata=word)


def _as_contract(c: Correction) -> Koreksi:
    return Koreksi(dari=c.before, ke=c.after, aturan=c.rule, keyakinan=c.confidence)

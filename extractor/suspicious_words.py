"""Documents that were read -> the words in them that look mistyped, counted, so that a team settles each one once.

Three kinds: words that repair has changed by likeness, words that it left and asks about, and words that no list has
and that nothing known is near to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from normalizers.spelling import ProjectWords, Speller
from schemas.document import Bukti, Document, Indikator

State = Literal["diperbaiki", "diragukan", "tak_dikenal"]
LIKENESS = "ejaan_huruf"
"""The rule of repairs that a team may want to look at: of the others there is no doubt."""


@dataclass(frozen=True, slots=True)
class SuspiciousWord:
    """A word as it is printed, small letters, and how often; `likelihood` of the suggestion is 0..1."""

    word: str
    times: int
    documents: int
    suggestion: str | None
    likelihood: float
    state: State


@dataclass(frozen=True, slots=True)
class _Sighting:
    word: str
    suggestion: str | None
    likelihood: float
    state: State


def suspicious_words(documents: Iterable[Document], project: ProjectWords) -> tuple[list[SuspiciousWord], int]:
    """The words of all documents, the most frequent first, and how many documents there were; what `project` says of a
    word settles it. One document is held at a time."""
    count = 0
    times: Counter[str] = Counter()
    places: Counter[str] = Counter()
    best: dict[str, _Sighting] = {}
    for document in documents:
        count += 1
        seen: dict[str, int] = defaultdict(int)
        for sighting in _sightings(document, project):
            seen[sighting.word] += 1
            if sighting.word not in best or sighting.likelihood > best[sighting.word].likelihood:
                best[sighting.word] = sighting
        times.update(seen)
        places.update(seen.keys())
    found = [
        SuspiciousWord(word, times[word], places[word], s.suggestion, s.likelihood, s.state)
        for word, s in best.items()
        if word not in project.words and word not in project.fixed
    ]
    return sorted(found, key=lambda w: (-w.times, w.word)), count


def _sightings(document: Document, project: ProjectWords) -> Iterator[_Sighting]:
    """Each text of a document once for all rows that share it."""
    texts = list(dict.fromkeys(_texts(document)))
    speller = Speller(texts, project)
    for text in texts:
        for suspect in speller.suspects(text):
            state: State = "diragukan" if suspect.suggestion is not None else "tak_dikenal"
            suggestion = suspect.suggestion.lower() if suspect.suggestion is not None else None
            yield _Sighting(suspect.word.lower(), suggestion, suspect.likelihood, state)
    for proof in _proofs(document):
        for repair in proof.koreksi:
            if repair.aturan == LIKENESS:
                yield _Sighting(repair.dari.lower(), repair.ke.lower(), proof.keyakinan, "diperbaiki")


def _texts(document: Document) -> Iterator[str]:
    for section in document.bagian:
        yield from filter(None, (section.tugas, *section.fungsi))
        for row in section.indikator:
            yield from filter(None, _texts_of_row(row))
    for node in document.kaskade:
        yield from (node.kinerja, *node.indikator)


def _texts_of_row(row: Indikator) -> Iterator[str | None]:
    yield from (row.sasaran_induk, row.indikator_induk, row.sasaran, row.indikator, row.sumber_data)
    yield from (row.penanggung_jawab, row.formulasi.teks if row.formulasi is not None else None)


def _proofs(document: Document) -> Iterator[Bukti]:
    """The evidence of each repaired text once: cells that are filled down share theirs."""
    seen: set[tuple[int | None, str]] = set()
    for section in document.bagian:
        for proofs in (section.bukti, *(row.bukti for row in section.indikator)):
            for proof in proofs.values():
                key = (proof.halaman, proof.teks_asli)
                if proof.koreksi and key not in seen:
                    seen.add(key)
                    yield proof

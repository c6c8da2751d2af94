"""A regulation's fields -> the same repaired and scored.

The wording of a regulation is law: what was typed stays as it is printed. Only slips of the recogniser are repaired, on
pages that were read from pictures, and never in titles, names and places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from extractor.confidence import probability
from extractor.confidence_features import Features, doubt
from extractor.spelling import SpellingOptions, readings_of
from normalizers.spelling import ProjectWords, Speller, strange_words
from schemas.fields import Field
from schemas.naskah_fields import NaskahFields
from schemas.transcript import Legibility

_MOST_UNKNOWN = 3.0  # words no list knows that count
_REPAIRED = frozenset({"teks", "menimbang", "mengingat", "memperhatikan", "kepada", "perintah"})


def with_values(naskah: NaskahFields, options: SpellingOptions, pages: Mapping[int, Legibility]) -> NaskahFields:
    """The regulation repaired and with its confidences. `pages`: those read from pictures, by 1-based number."""
    if options.repair and pages:
        naskah = _repaired(naskah, options, pages)
    return _scored(naskah, pages, options.project)


def _repaired(naskah: NaskahFields, options: SpellingOptions, pages: Mapping[int, Legibility]) -> NaskahFields:
    texts: list[str] = []

    def gather(name: str, field: Field) -> Field:
        if name in _REPAIRED:
            texts.append(field.text)
        return field

    naskah.mapped(gather)
    speller = Speller(texts, options.project)

    def repair(name: str, field: Field) -> Field:
        if name not in _REPAIRED or field.page not in pages:
            return field
        result = speller.repair(field.text, recognised=True, others=readings_of(field))
        return replace(field, text=result.text, corrections=(*field.corrections, *result.corrections))

    return naskah.mapped(repair)


def _scored(naskah: NaskahFields, pages: Mapping[int, Legibility], project: ProjectWords) -> NaskahFields:
    doubts: dict[int | None, list[float]] = defaultdict(list)

    def gather(name: str, field: Field) -> Field:
        if field.source is not None:
            doubts[field.page].append(doubt(field.source.recognition))
        return field

    naskah.mapped(gather)

    def score(name: str, field: Field) -> Field:
        recognised = field.page in pages
        features = Features(place=doubt(field.source.certainty) if field.source is not None else 0.0)
        if recognised and field.source is not None:
            own = doubts[field.page]
            features = replace(
                features,
                reading=doubt(field.source.recognition),
                unknown=min(_MOST_UNKNOWN, len(strange_words(field.text, project))),
                page=sum(own) / len(own),
            )
        return replace(field, confidence=probability(features, "ocr" if recognised else "text"))

    return naskah.mapped(score)

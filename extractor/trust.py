"""How far a value can be trusted: a probability made of a few signs, each of which lowers it.

What the recogniser says of its glyphs is only one sign; extractor/signs.py has them all. The weights are in
data/confidence.toml, with how they were made: those of pages that had to be recognised, and those of other text, where
only its place can be in doubt.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Literal

from extractor.parts import Parts
from extractor.signs import Signs, Witness
from extractor.texts import texts_of, texts_of_head, texts_of_node, texts_of_section
from normalizers.spelling import ProjectWords
from schemas.document import Bagian, Bukti, Indikator, Metadata, Simpul
from schemas.transcript import Legibility

_amounts: Callable[[Signs], tuple[float, ...]] = attrgetter(*(sign.name for sign in fields(Signs)))
Source = Literal["ocr", "text"]
"""How the page of a value was read, as Page.source has it."""
DIGITS = 4  # of a confidence
_LEAST_ODDS = -50.0  # logarithm; smaller ones are the same confidence


@dataclass(frozen=True, slots=True)
class Curve:
    """Log odds as the signs add up to them -> log odds as they turned out. Signs go together, so that a value against
    which hardly anything speaks is more certain than their sum says, and one against which much does is less so."""

    knee: float
    start: float
    below: float  # slope up to the knee
    above: float  # slope from there on

    def bent(self, odds: float) -> float:
        return self.start + self.below * min(odds, self.knee) + self.above * max(odds - self.knee, 0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    certain: float  # a value against which nothing speaks has these log odds, before they are bent
    of: Signs  # how much one unit of each sign takes from them; none is negative
    curve: Curve
    careful: float  # taken from all log odds in the end: confidences are rather too low than too high

    def odds(self, signs: Signs) -> float:
        """The logarithm of the odds that a value with these signs is right."""
        against = sum(w * s for w, s in zip(_amounts(self.of), _amounts(signs), strict=True))
        return self.curve.bent(self.certain - against) - self.careful


@cache
def weights(source: Source) -> Weights:
    """The weights of data/confidence.toml. Raises ValueError where one is missing or below 0."""
    table = tomllib.loads(files("extractor").joinpath("data", "confidence.toml").read_text(encoding="utf-8"))
    given = {entry["id"]: float(entry[source]) for entry in table["sign"]}
    if set(given) != {sign.name for sign in fields(Signs)} or min(given.values()) < 0:
        raise ValueError("confidence.toml: one weight of 0 or more is needed for each sign")
    curve = Curve(**{name: float(value) for name, value in table["curve"][source].items()})
    if curve.below < 0 or curve.above < 0:
        raise ValueError("confidence.toml: a curve that falls would make more of a sign raise a confidence")
    return Weights(float(table["certain"][source]), Signs(**given), curve, float(table["careful"][source]))


def probability(signs: Signs, source: Source) -> float:
    """That a value with these signs is right; 0 to 1, and never higher for more of any sign."""
    return round(1 / (1 + math.exp(-max(weights(source).odds(signs), _LEAST_ODDS))), DIGITS)


def weighed(parts: Parts, pages: Mapping[int, Legibility], project: ProjectWords) -> Parts:
    """The same with the confidence of each value weighed; before, it is that of its reading and place.

    `pages`: those that were read from pictures, by their 1-based number; `project`: words that a team knows.
    """
    scale = _Scale(Witness(parts, pages, project), frozenset(pages))
    return Parts(
        [scale.section(section) for section in parts.sections],
        [scale.node(node) for node in parts.nodes],
        scale.head(parts.head),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    witness: Witness
    recognised: frozenset[int]  # pages, 1-based

    def section(self, section: Bagian) -> Bagian:
        rows = [row.model_copy(update={"bukti": self._all(row.bukti, texts_of(row), row)}) for row in section.indikator]
        return section.model_copy(
            update={"bukti": self._all(section.bukti, texts_of_section(section)), "indikator": rows}
        )

    def node(self, node: Simpul) -> Simpul:
        return node.model_copy(update={"bukti": self._all(node.bukti, texts_of_node(node))})

    def head(self, head: Metadata) -> Metadata:
        return head.model_copy(update={"bukti": self._all(head.bukti, texts_of_head(head))})

    def _all(
        self, evidence: Mapping[str, Bukti], texts: Mapping[str, str | None], row: Indikator | None = None
    ) -> dict[str, Bukti]:
        return {name: proof.weighed(self._sure(name, proof, texts.get(name), row)) for name, proof in evidence.items()}

    def _sure(self, name: str, proof: Bukti, text: str | None, row: Indikator | None) -> float:
        source: Source = "ocr" if proof.halaman in self.recognised else "text"
        return probability(self.witness.signs(name, proof, text, row), source)

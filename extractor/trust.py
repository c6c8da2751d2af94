"""How far a value can be trusted: a probability made of a few signs, each of which lowers it.

What the recogniser says of its glyphs is only one sign; extractor/signs.py has them all. The weights are in
data/confidence.toml, with how they were made: those of pages that had to be recognised, and those of other text, where
only its place can be in doubt.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Literal

from extractor.parts import Parts
from extractor.signs import Signs, Witness
from extractor.texts import texts_of, texts_of_head, texts_of_node, texts_of_section
from normalizers.spelling import ProjectWords
from schemas.document import Bagian, Bukti, Indikator, Metadata, Simpul
from schemas.transcript import Legibility

Source = Literal["ocr", "text"]
"""How the page of a value was read, as Page.source has it."""
DIGITS = 3  # of a confidence
_LEAST_ODDS = -50.0  # logarithm; smaller ones are the same confidence


@dataclass(frozen=True, slots=True)
class Weights:
    certain: float  # log odds of a value against which nothing speaks, less what makes them careful
    of: Signs  # how much one unit of each sign takes from the log odds; none is negative


@cache
def weights(source: Source) -> Weights:
    """The weights of data/confidence.toml. Raises ValueError where they are not one for each sign, 0 or more."""
    table = tomllib.loads(files("extractor").joinpath("data", "confidence.toml").read_text(encoding="utf-8"))
    given = {entry["id"]: float(entry[source]) for entry in table["sign"]}
    if set(given) != {sign.name for sign in fields(Signs)} or min(given.values()) < 0:
        raise ValueError("confidence.toml: one weight of 0 or more is needed for each sign")
    return Weights(float(table["certain"][source]) - float(table["careful"]), Signs(**given))


def probability(signs: Signs, source: Source) -> float:
    """That a value with these signs is right; 0 to 1, and never higher for more of any sign."""
    known = weights(source)
    odds = known.certain - sum(w * s for w, s in zip(astuple(known.of), astuple(signs), strict=True))
    return round(1 / (1 + math.exp(-max(odds, _LEAST_ODDS))), DIGITS)


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
        return {
            name: proof.model_copy(update={"keyakinan": self._sure(name, proof, texts.get(name), row)})
            for name, proof in evidence.items()
        }

    def _sure(self, name: str, proof: Bukti, text: str | None, row: Indikator | None) -> float:
        source: Source = "ocr" if proof.halaman in self.recognised else "text"
        return probability(self.witness.signs(name, proof, text, row), source)

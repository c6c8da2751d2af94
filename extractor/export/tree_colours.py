"""Colours of the levels of a cascade: light enough to read black text on, also printed in grey."""

from __future__ import annotations

from typing import NamedTuple

from schemas.document import Tingkat


class Colour(NamedTuple):
    """Fill and border of a box, as CSS colours."""

    fill: str
    line: str


COLOURS: dict[Tingkat, Colour] = {
    "ultimate_outcome": Colour("#f6c7b0", "#b3502a"),
    "intermediate_outcome": Colour("#fbe3a2", "#a8811a"),
    "immediate_outcome": Colour("#cfe5bd", "#55822f"),
    "outcome": Colour("#c6dcf2", "#2f6ba5"),
    "output": Colour("#f4f4f4", "#7a7a7a"),
}

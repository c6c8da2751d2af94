"""How an office sets its regulations, by seed."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    """Lengths in points."""

    size: float  # of type
    leading: float  # of the size
    serif: bool
    width: float
    height: float
    margin: float
    label: float  # from the left margin to the colon of labels
    body: float  # from the left margin to the body
    hang: float  # from a marker to its text; 0: text flush with its marker
    step: float  # by which a nested list is set deeper; 0: not at all
    bold: bool
    justified: bool
    catchwords: bool
    numbers: str  # "top", "foot", ""
    footer: str | None
    letterhead: bool
    side_by_side: bool
    bracket: str  # behind letters and numbers of lists: "." or ")"
    one_line: bool  # chapter and title in one line
    gap: float  # space between paragraphs, of the leading
    spaced: bool  # "M E M U T U S K A N"


def habits(seed: int) -> Habits:
    """The habits of a seed."""
    rng = random.Random(seed * 7919 + 1)
    wide, high = rng.choice(((595.0, 842.0), (612.0, 936.0), (609.0, 936.0)))
    return Habits(
        size=rng.choice((10.0, 11.0, 11.0, 12.0)),
        leading=rng.choice((1.15, 1.3, 1.5)),
        serif=rng.random() < 0.5,
        width=wide,
        height=high,
        margin=rng.choice((56.0, 72.0, 85.0)),
        label=rng.choice((75.0, 82.0, 96.0)),
        body=rng.choice((0.0, 0.0, 0.0, 96.0, 30.0)),
        hang=rng.choice((18.0, 22.0, 25.0, 25.0, 28.0, 0.0)),
        step=rng.choice((22.0, 25.0, 25.0, 18.0)),
        bold=rng.random() < 0.3,
        justified=rng.random() < 0.6,
        catchwords=rng.random() < 0.3,
        numbers=rng.choice(("top", "foot", "")),
        footer=rng.choice((None, None, "jdih.contoh.go.id", "Produk Hukum Daerah")),
        letterhead=rng.random() < 0.4,
        side_by_side=rng.random() < 0.3,
        bracket=rng.choice((".", ".", ".", ")")),
        one_line=rng.random() < 0.1,
        gap=rng.choice((0.0, 0.3, 0.5)),
        spaced=rng.random() < 0.3,
    )

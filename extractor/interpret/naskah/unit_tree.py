"""Steps of a nesting -> units: each with its number, its title or text as passages, and its children."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.interpret.naskah.nesting import Step
from extractor.interpret.naskah.text_rows import behind
from extractor.interpret.naskah.unit_markers import Marker
from schemas.printed import Passage
from schemas.printed_naskah import PrintedUnit
from schemas.transcript import Line

_TITLED = frozenset({"buku", "bab", "bagian", "paragraf"})
DOUBT_OF_COST = 0.02  # a cost of 1.0 leaves 98 of 100
LONGEST_TITLE = 8  # rows of a chapter's title


@dataclass(slots=True)
class _Draft:
    marker: Marker | None
    printed: Line | None
    certainty: float = 1.0  # of the least sure of its rows
    texts: list[Line] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)


def units_of(steps: Sequence[Step]) -> tuple[tuple[PrintedUnit, ...], tuple[Line, ...]]:
    """The units of the top, and the lines that belong to none."""
    root = _Draft(None, None)
    path = [root]
    for step in steps:
        del path[step.depth + 1 :]
        if step.marker is None:
            path[-1].texts.append(step.row.line)
            path[-1].certainty = min(path[-1].certainty, _certainty(step))
            continue
        draft = _begun(step, step.marker)
        path[-1].children.append(draft)
        path.append(draft)
    return tuple(_unit(child) for child in root.children), tuple(root.texts)


def _begun(step: Step, marker: Marker) -> _Draft:
    texts = [behind(step.row, marker.rest).line] if marker.rest.strip() else []
    return _Draft(marker, replace(step.row.line, text=marker.number, words=()), _certainty(step), texts)


def _certainty(step: Step) -> float:
    """How sure the place of a row is, 0..1, by what the chosen reading of it costs."""
    return math.exp(-DOUBT_OF_COST * step.cost)


def _unit(draft: _Draft) -> PrintedUnit:
    if draft.marker is None or draft.printed is None:
        raise ValueError("a unit without its marker")
    lines = tuple(draft.texts)
    title = lines[:LONGEST_TITLE] if draft.marker.kind in _TITLED else ()
    text = lines[len(title) :]
    return PrintedUnit(
        draft.marker.kind,
        draft.marker.number,
        Passage((draft.printed,), draft.certainty),
        Passage(title, draft.certainty) if title else None,
        Passage(text, draft.certainty) if text else None,
        tuple(_unit(child) for child in draft.children),
    )

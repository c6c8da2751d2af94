"""Ways to read the indicator cell of a ruled row that holds several indicators, scored by their values' heights.

Evidence is the list markers, gaps and first words of the cell; the score is how far the values are from their
indicators, in lines on average, plus a prior cost for readings that say less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.lines.entry_wording import NEW_INDICATOR
from extractor.interpret.rows.entry_trees import Leaf, at_values, choices, nested
from extractor.interpret.rows.strip import PlacedColumn, StripEntry, distance, line_pitch
from extractor.interpret.rows.strip_entries import entries_by_gaps, entry_per_line

BESIDE = 0.3  # lines that a value may be above or below its indicator without being off
SLIGHTLY = 0.15  # weight of what is not off: of two readings that fit the nearer one is taken
OFF_BY = 1.5  # lines off on average, from which a reading is not believed
NEARLY = 0.25  # of cost: a second reading within this is reported as the other one

# Prior costs of a reading, in lines off per value.
GAPS_ONLY = 0.3  # list markers are no indicators
NEW_STARTS = 0.2  # two indicators have neither white space nor markers between them
AT_VALUES = 0.35  # nothing but the heights of the values tells the indicators apart
PARAGRAPHS = 0.5  # every paragraph is an indicator
UNMEASURED = 0.3  # weight of misfit where heights are only estimated


@dataclass(frozen=True, slots=True)
class Reading:
    """Indicators of a cell, top to bottom, as many as there are values, and the evidence against them (lines)."""

    leaves: tuple[Leaf, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best reading, and the best one with other indicators that fits nearly as well."""

    best: Reading
    other: Reading | None


def best_readings(indicator: PlacedColumn, values: Sequence[StripEntry], paged: bool) -> Ranked | None:
    """The readings with as many indicators as values, ranked; None where no reading has two or more."""
    ranked = sorted(_readings(indicator, values, paged), key=lambda reading: reading.cost)
    if not ranked or len(ranked[0].leaves) < 2:
        return None
    best = ranked[0]
    near = (reading for reading in ranked[1:] if reading.cost <= best.cost + NEARLY)
    return Ranked(best, next((reading for reading in near if _differs(reading, best)), None))


def _differs(a: Reading, b: Reading) -> bool:
    return [leaf.entry.printed for leaf in a.leaves] != [leaf.entry.printed for leaf in b.leaves]


def _readings(indicator: PlacedColumn, values: Sequence[StripEntry], paged: bool) -> Iterator[Reading]:
    """Every reading with as many indicators as values that is not far off."""
    marked = entries_by_gaps(indicator)
    segmentations: list[tuple[float, list[StripEntry]]] = [
        (0.0, marked),
        (GAPS_ONLY, entries_by_gaps(indicator, markers=False)),
        (NEW_STARTS, _cut_at_starts(marked)),
        (AT_VALUES, _cut_at_values(indicator, values)),
    ]
    if not paged:
        segmentations.append((PARAGRAPHS, entry_per_line(indicator)))
    pitch = line_pitch(indicator) if paged else 1.0
    for prior, entries in segmentations:
        for choice in choices(nested(entries)):
            if len(choice.leaves) == len(values):
                misfit = _misfit(choice.leaves, values, pitch)
                if misfit <= OFF_BY or not paged:
                    yield Reading(choice.leaves, prior + choice.cost + misfit * (1.0 if paged else UNMEASURED))
    if paged and (merged := _merged(marked, values)) is not None:
        yield Reading(merged, NEW_STARTS + _misfit(merged, values, pitch))


def _cut_at_starts(entries: Sequence[StripEntry]) -> list[StripEntry]:
    """Entries cut again where a line begins as an indicator does: two may have no gap between them."""
    result: list[StripEntry] = []
    for entry in entries:
        for i, item in enumerate(entry.lines):
            if i == 0:
                result.append(replace(entry, lines=(item,)))
            elif NEW_INDICATOR.match(item.line.text):
                result.append(StripEntry((item,)))
            else:
                result[-1] = replace(result[-1], lines=(*result[-1].lines, item))
    return result


def _cut_at_values(indicator: PlacedColumn, values: Sequence[StripEntry]) -> list[StripEntry]:
    """The cell cut at the lines beside which values begin, where those begin a sentence; [] where one does not."""
    starts = {min(range(len(indicator)), key=lambda i: abs(indicator[i].top - value.top)) for value in values}
    if 0 not in starts or any(indicator[i].line.text.lstrip()[:1].islower() for i in starts):
        return []
    ends = [*sorted(starts)[1:], len(indicator)]
    return [StripEntry(indicator[a:b]) for a, b in zip(sorted(starts), ends, strict=True)]


def _merged(entries: Sequence[StripEntry], values: Sequence[StripEntry]) -> tuple[Leaf, ...] | None:
    """Every value given to the entry at its height; None where two values meet at one."""
    owners = [min(range(len(entries)), key=lambda i: distance(value.middle, entries[i])) for value in values]
    if len(set(owners)) != len(owners):
        return None
    leaves = at_values(entries, owners)
    return leaves if len(leaves) == len(values) else None


def _misfit(leaves: Sequence[Leaf], values: Sequence[StripEntry], pitch: float) -> float:
    """How far the values are from their indicators, in lines on average."""
    off = []
    for leaf, value in zip(leaves, values, strict=True):
        lines = distance(value.middle, leaf.entry) / pitch
        off.append(max(0.0, lines - BESIDE) + SLIGHTLY * lines)
    return sum(off) / len(off)

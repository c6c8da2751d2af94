"""Every entry of the tables of words has an example, which is run here; no word means two things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.interpret.cascade.levels import (
    box_label,
    is_chart_title,
    is_crossing_title,
    is_goal_header,
    is_indicator_header,
    is_tree_title,
    level_of,
    names_rank,
    names_unit,
    planning_level,
)
from extractor.interpret.lines.entry_wording import indicator_start, open_endings, sasaran_start
from extractor.interpret.lines.label_lines import heading_kind
from extractor.interpret.lines.label_vocabulary import label_kind
from extractor.interpret.lines.office_vocabulary import names_office, names_position, office_words
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.lines.word_tables import WordEntry, word_table
from extractor.interpret.tables.header_vocabulary import best_role
from schemas.transcript import Line

TABLES = ("columns", "kinds", "labels", "levels", "offices", "wording")

WORDS_OF_LEVELS: dict[str, Callable[[str], bool]] = {
    "indicators": is_indicator_header,
    "goals": is_goal_header,
    "others": lambda text: box_label(f"{text} :")[1] == "other",
    "units": names_unit,
    "titles": is_tree_title,
    "ranks": names_rank,
    "crossing": is_crossing_title,
    "charts": is_chart_title,
}


def read_level(entry: WordEntry) -> str | None:
    test = WORDS_OF_LEVELS.get(entry.id)
    if test is not None:
        return entry.id if test(entry.example_in) else None
    if entry.id == "planning":
        return planning_level(entry.example_in)
    return level_of(entry.example_in, groups=True)


def read_office(entry: WordEntry) -> str | None:
    inside = {"joining": 2, "ends": 2}.get(entry.id, 0)
    word = entry.example_in.split()[inside].casefold()
    if inside or entry.id == "units":
        return word if word in office_words()[entry.id] else None
    known = names_position if entry.id == "positions" else names_office
    return word if known(entry.example_in) and word in office_words()[entry.id] else None


def read_wording(entry: WordEntry) -> str | None:
    if entry.id == "open_endings":
        last = entry.example_in.split()[-1]
        return last if last in open_endings() else None
    start = {"indicator_starts": indicator_start, "sasaran_starts": sasaran_start}[entry.id]()
    found = start.match(entry.example_in)
    return found[0] if found else None


READ: dict[str, Callable[[WordEntry], str | None]] = {
    "columns": lambda entry: best_role(entry.example_in)[0],
    "kinds": lambda entry: heading_kind(Line(entry.example_in)),
    "labels": lambda entry: label_kind(entry.example_in),
    "levels": read_level,
    "offices": read_office,
    "wording": read_wording,
}
"""How the example of a table's entry is run."""

ENTRIES = [pytest.param(name, entry, id=f"{name}-{entry.id}") for name in TABLES for entry in word_table(name).values()]


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_example_is_read_as_it_says(name: str, entry: WordEntry) -> None:
    assert READ[name](entry) == entry.example_out
    assert entry.habit


@pytest.mark.parametrize("name", ["columns", "labels"])
def test_no_name_means_two_things(name: str) -> None:
    seen: dict[str, str] = {}
    for entry in word_table(name).values():
        for word in entry["names"]:
            assert seen.setdefault(squash(word), entry.id) == entry.id, word

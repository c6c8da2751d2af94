"""Every entry of every word list and rule table carries an example; all of them are run here."""

from collections import Counter
from collections.abc import Callable
from importlib.resources import files

import pytest

from normalizers.date import parse_date
from normalizers.formula import read_formula
from normalizers.number import parse_number_words
from normalizers.pangkat import find_pangkat
from normalizers.region import find_region
from normalizers.target import read_target
from normalizers.text import join_lines
from normalizers.unit import find_unit
from normalizers.vocabulary import Entry, entries


def _formula(entry: Entry) -> str:
    parts = read_formula(entry.example_in)
    wanted = {"type": parts.tipe_penghitungan, "source": parts.sumber_data}.get(entry.id, parts.persamaan)
    return wanted or ""


RUN: dict[str, Callable[[Entry], str | None]] = {
    "numerals": lambda e: str(parse_number_words(e.example_in)),
    "hyphen_prefixes": lambda e: join_lines(e.example_in.split(" | ")),
    "hyphen_followers": lambda e: join_lines(e.example_in.split(" | ")),
    "digit_slips": lambda e: read_target(e.example_in).bersih,
    "number_blanks": lambda e: read_target(e.example_in).bersih,
    "percent_slips": lambda e: read_target(e.example_in).bersih,
    "comparators": lambda e: read_target(e.example_in).pembanding,
    "comparators_behind": lambda e: read_target(e.example_in).pembanding,
    "predicates": lambda e: read_target(e.example_in).predikat,
    "units": lambda e: find_unit(e.example_in),
    "months": lambda e: parse_date(e.example_in),
    "ranks": lambda e: find_pangkat(e.example_in),
    "region_levels": lambda e: find_region(e.example_in),
    "region_aliases": lambda e: find_region(e.example_in),
    "formula_labels": _formula,
    "slash_pairs": lambda e: read_formula(e.example_in).persamaan,
}
"""How the example of a table's entry is run."""

CLEANERS: dict[str, Callable[[str], str | None]] = {
    "hyphen_prefixes": lambda text: join_lines([text]),
    "hyphen_followers": lambda text: join_lines([text]),
    "digit_slips": lambda text: read_target(text).bersih,
    "number_blanks": lambda text: read_target(text).bersih,
    "percent_slips": lambda text: read_target(text).bersih,
    "units": find_unit,
    "months": parse_date,
    "ranks": find_pangkat,
    "region_levels": find_region,
    "region_aliases": find_region,
}
"""Tables whose result is a text of the same kind: cleaning it again changes nothing."""


def _tables() -> list[str]:
    names = [f.name.removesuffix(".toml") for f in files("normalizers").joinpath("data").iterdir()]
    return sorted(n for n in names if n in RUN)


@pytest.mark.parametrize("table", _tables())
def test_examples_of_all_entries(table: str) -> None:
    run = RUN[table]
    made = {entry.id: run(entry) for entry in entries(table)}
    assert made == {entry.id: entry.example_out for entry in entries(table)}


@pytest.mark.parametrize("table", sorted(CLEANERS))
def test_cleaning_twice_is_cleaning_once(table: str) -> None:
    clean = CLEANERS[table]
    assert [e.id for e in entries(table) if clean(e.example_out) != e.example_out] == []


@pytest.mark.parametrize("table", _tables())
def test_no_doubles_and_nothing_empty(table: str) -> None:
    ids = Counter(entry.id for entry in entries(table))
    assert [i for i, n in ids.items() if n > 1] == []
    forms = Counter(form if form.isupper() else form.casefold() for e in entries(table) for form in e.forms)
    assert [form for form, n in forms.items() if n > 1] == []
    for entry in entries(table):
        assert entry.forms, entry.id
        assert entry.habit.strip(), entry.id
        assert entry.example_in.strip(), entry.id


def test_each_table_of_this_package_has_a_way_to_run() -> None:
    assert set(_tables()) == set(RUN)

"""Every entry of every word list and rule table carries an example; all of them are run here."""

from collections import Counter
from collections.abc import Callable
from importlib.resources import files

import pytest

from normalizers.citation import citations
from normalizers.date import find_date, month_number
from normalizers.formula import read_formula
from normalizers.formula_labels import find_labels
from normalizers.gazetteer import regions
from normalizers.number import parse_number_words
from normalizers.number_repair import digits_for
from normalizers.pangkat import find_pangkat
from normalizers.region import find_region, locate_region
from normalizers.target import read_target
from normalizers.text import join_lines
from normalizers.unit import match_unit
from schemas.patterns import look_alikes
from schemas.vocabulary import Entry, entries


def _formula(entry: Entry) -> str:
    parts = read_formula(entry.example_in)
    wanted = {"type": parts.tipe_penghitungan, "source": parts.sumber_data}.get(entry.id, parts.persamaan)
    return wanted or ""


def _unit(text: str) -> str | None:
    unit = match_unit(text.lstrip("0123456789., "))
    return unit.id if unit is not None else None


def _date(text: str) -> str | None:
    match = find_date(text)
    return match.iso if match is not None else None


def _citation(text: str) -> str:
    (found,) = citations(text)
    return " ".join(filter(None, (found.bentuk, found.number, found.year)))


RUN: dict[str, Callable[[Entry], str | None]] = {
    "numerals": lambda e: str(parse_number_words(e.example_in)),
    "hyphen_prefixes": lambda e: join_lines(e.example_in.split(" | ")),
    "hyphen_followers": lambda e: join_lines(e.example_in.split(" | ")),
    "number_blanks": lambda e: read_target(e.example_in).bersih,
    "sign_slips": lambda e: read_target(e.example_in).bersih,
    "money_scales": lambda e: str(read_target(e.example_in).nilai),
    "comparators": lambda e: read_target(e.example_in).pembanding,
    "comparators_behind": lambda e: read_target(e.example_in).pembanding,
    "predicates": lambda e: read_target(e.example_in).predikat,
    "units": lambda e: _unit(e.example_in),
    "months": lambda e: _date(e.example_in),
    "ranks": lambda e: find_pangkat(e.example_in),
    "region_levels": lambda e: find_region(e.example_in),
    "region_aliases": lambda e: find_region(e.example_in),
    "formula_labels": _formula,
    "regulation_names": lambda e: _citation(e.example_in),
    "slash_pairs": lambda e: read_formula(e.example_in).persamaan,
}
"""How the example of a table's entry is run."""

CLEANERS: dict[str, Callable[[str], str | None]] = {
    "hyphen_prefixes": lambda text: join_lines([text]),
    "hyphen_followers": lambda text: join_lines([text]),
    "number_blanks": lambda text: read_target(text).bersih,
    "sign_slips": lambda text: read_target(text).bersih,
    "units": _unit,
    "months": _date,
    "ranks": find_pangkat,
    "region_levels": find_region,
    "region_aliases": find_region,
}
"""Tables whose result is a text of the same kind: cleaning it again changes nothing."""


ELSEWHERE = {"regions"}
"""Data of another form, with tests of its own, as all tables of the spelling repair have."""


def _tables() -> list[str]:
    names = [f.name for f in files("normalizers").joinpath("data").iterdir()]
    tables = {n.removesuffix(".toml") for n in names if n.endswith(".toml") and not n.startswith("spelling_")}
    return sorted(tables - ELSEWHERE)


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


READ: dict[str, Callable[[Entry, str], bool]] = {
    "units": lambda e, form: (unit := match_unit(form)) is not None and unit.exact and unit.id == e.id,
    "predicates": lambda e, form: read_target(form).predikat == form,
    "comparators": lambda e, form: _bound(f"{form} 80") == (e["sign"], 80),
    "comparators_behind": lambda e, form: _bound(f"80 {form}") == (e["sign"], 80),
    "months": lambda e, form: month_number(form) == int(e["number"]),
    "ranks": lambda e, form: find_pangkat(form) == form,
    "numerals": lambda e, form: e["role"] == "point" or parse_number_words(form) == int(e["value"]),
    "formula_labels": lambda e, form: [label.id for label in find_labels(f"Jumlah berkas {form}: x")] == [e.id],
    "slash_pairs": lambda e, form: "frac" not in (read_formula(f"jumlah {form} × 100%").persamaan or "frac"),
    "region_levels": lambda e, form: (
        (place := locate_region(f"{form} {_A_NAME[e['level']]}")) is not None and place.level == e["level"]
    ),
    "region_aliases": lambda e, form: _code_of(form, e["code"]) == e["code"],
}
"""Tables whose forms are words: what says that a form is read as its entry."""


_A_NAME = {"provinsi": "Bali", "kabupaten": "Bogor", "kota": "Bogor"}


def _bound(text: str) -> tuple[str | None, float | None]:
    target = read_target(text)
    return target.pembanding, target.nilai


def _code_of(name: str, code: str) -> str | None:
    level = next(region.level for region in regions() if region.code == code)
    place = locate_region(f"{level.title()} {name}")
    return place.code if place is not None else None


@pytest.mark.parametrize("table", sorted(READ))
def test_every_word_of_a_table_is_read_as_its_entry(table: str) -> None:
    assert [form for entry in entries(table) for form in entry.forms if not READ[table](entry, form)] == []


@pytest.mark.parametrize(("read", "meant"), look_alikes("digits-of-values").examples)
def test_letters_for_digits_of_targets(read: str, meant: str) -> None:
    assert read_target(f"{read} orang").bersih == f"{meant} orang"
    assert read_target(f"{meant} orang").bersih == f"{meant} orang"


def test_every_letter_for_a_digit_is_read_as_it() -> None:
    table = look_alikes("digits-of-values").table
    assert {chr(code): digits_for(chr(code)) for code in table} == {chr(code): digit for code, digit in table.items()}

"""Every pattern and every table of look-alikes carries examples; all of them are tried here, and what each costs."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from schemas.patterns import LookAlikes, Pattern, all_look_alikes, all_patterns
from schemas.vocabulary import entries

PATTERNS = list(all_patterns().values())
TABLES = list(all_look_alikes().values())
ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "parsers", "normalizers", "extractor")

SHORT, LONG = 500, 2_000  # characters of two texts whose costs are compared
MOST_GROWTH = 32  # from the one to the other: a cost that grows with the square makes 16, with the cube 64
FREE = 0.01  # seconds of CPU that the long text may cost, whatever the short one costs
REPEATS = 3


@pytest.mark.parametrize("entry", PATTERNS, ids=lambda p: p.id)
def test_examples_and_counterexamples(entry: Pattern) -> None:
    assert entry.examples
    assert entry.counterexamples
    assert entry.source.strip()
    assert [text for text in entry.examples if not _finds(entry, text)] == []
    assert [text for text in entry.counterexamples if _finds(entry, text)] == []


def test_no_pattern_is_given_twice() -> None:
    assert [regex for regex, n in Counter(_bare(p.regex) for p in PATTERNS).items() if n > 1] == []


@pytest.mark.parametrize("entry", PATTERNS, ids=lambda p: p.id)
def test_cost_grows_no_faster_than_with_the_square(entry: Pattern) -> None:
    for text in _long_texts(entry):
        long = _cost(entry, text * (LONG // len(text)))
        assert long < FREE or long < MOST_GROWTH * _cost(entry, text * (SHORT // len(text))), text


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.id)
def test_look_alikes(table: LookAlikes) -> None:
    assert table.examples
    assert table.source.strip()
    assert [(read, table.meant(read)) for read, meant in table.examples if table.meant(read) != meant] == []
    assert [chr(code) for code, meant in table.table.items() if chr(code) == meant] == []


def test_no_table_is_given_twice() -> None:
    assert [t for t, n in Counter(tuple(t.table.items()) for t in TABLES).items() if n > 1] == []


def test_letters_of_one_shape() -> None:
    shapes = entries("letter_shapes", "schemas")
    assert [id for id, n in Counter(e.id for e in shapes).items() if n > 1] == []
    assert all(len(e.forms) > 1 and e.habit.strip() for e in shapes)


def test_every_entry_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    used = set(re.findall(r"""\b(?:pattern|look_alikes)\(\s*["']([\w-]+)["']""", source))
    assert used == {entry.id for entry in (*PATTERNS, *TABLES)}


def _finds(entry: Pattern, text: str) -> bool:
    return getattr(entry.regex, entry.use)(text) is not None


def _bare(regex: re.Pattern[str]) -> tuple[str, bool]:
    """The expression without its flags and its anchors, by which a copy would differ."""
    return regex.pattern.removeprefix("(?i)").strip("^$"), bool(regex.flags & re.IGNORECASE)


def _long_texts(entry: Pattern) -> list[str]:
    """What is repeated to a long text: each example and counterexample, and each kind of character in them."""
    characters = {*"1aA .-\t(", *(c for text in entry.examples for c in text if not c.isalnum())}
    return [text for text in (*entry.examples, *entry.counterexamples, *sorted(characters)) if text]


def _cost(entry: Pattern, text: str) -> float:
    """Seconds of CPU, the least of several runs."""
    costs = []
    for _ in range(REPEATS):
        start = time.process_time()
        _finds(entry, text)
        costs.append(time.process_time() - start)
    return min(costs)

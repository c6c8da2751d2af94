"""The word lists of the interpreter: every entry is tried with its examples, and no word is given twice."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from extractor.interpret.cascade_words import level_of
from extractor.interpret.labels import kind_patterns
from extractor.interpret.sections import begins_with, office_words
from extractor.interpret.vocab import label_kind, role_scores, squash
from extractor.interpret.wording import indicator_start, open_endings, sasaran_start


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extractor").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def _examples(name: str) -> list[tuple[str, str]]:
    return [(id, text) for id, entry in _data(name).items() for text in entry.get("examples", ())]


@pytest.mark.parametrize(("role", "text"), _examples("columns"))
def test_headers_name_their_role(role: str, text: str) -> None:
    scores = role_scores(text)
    assert max(scores, key=lambda r: scores[r]) == role


@pytest.mark.parametrize(("kind", "text"), _examples("labels"))
def test_labels_introduce_their_kind(kind: str, text: str) -> None:
    assert label_kind(text) == kind


@pytest.mark.parametrize(("level", "text"), _examples("levels"))
def test_levels_are_named(level: str, text: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize("entry", _data("kinds")["kind"], ids=lambda e: e["id"])
def test_headings_tell_the_kind(entry: dict[str, Any]) -> None:
    first = [next(kind for kind, regex in kind_patterns() if regex.search(text)) for text in entry["examples"]]
    assert first == [entry["jenis"]] * len(first)


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, ts in _data("offices")["examples"].items() for t in ts])
def test_names_of_offices_and_positions(key: str, text: str) -> None:
    assert begins_with(text, office_words()[key])


def test_wording() -> None:
    examples = _data("wording")["examples"]
    assert all(indicator_start().match(text) for text in examples["indicator_starts"])
    assert all(sasaran_start().match(text) for text in examples["sasaran_starts"])
    assert all(text.split()[-1].casefold() in open_endings() for text in examples["open_endings"])


@pytest.mark.parametrize("name", ["columns", "labels", "levels"])
def test_every_entry_has_examples(name: str) -> None:
    entries = {id: entry for id, entry in _data(name).items() if id != "words"}
    assert [id for id, entry in entries.items() if not entry.get("examples")] == []


@pytest.mark.parametrize(("name", "lists"), [("columns", ("names", "second")), ("labels", ("names",))])
def test_no_name_stands_for_two_entries(name: str, lists: tuple[str, ...]) -> None:
    names = {id: {squash(n) for key in lists for n in entry.get(key, ())} for id, entry in _data(name).items()}
    counted = Counter(n for each in names.values() for n in each)
    assert [n for n, count in counted.items() if count > 1] == []

"""What Cermat says: every sentence in both languages, with the same names to fill in."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest

from extractor.messages import LANGUAGES, Messages
from schemas.errors import CermatError, DamagedInput, ExitCode, InputError

CATALOGUE: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    files("extractor").joinpath("data/messages.toml").read_text(encoding="utf-8")
)
ENTRIES = [(f"{group}.{name}", entry) for group, names in CATALOGUE.items() for name, entry in names.items()]

# The languages order a failure's parts differently: Indonesian has the reason first, English the reader's own words.
FREE_TO_DIFFER = {"line.failure", "line.error"}


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_every_sentence_is_there_in_both_languages(key: str, entry: dict[str, str]) -> None:
    assert set(entry) == set(LANGUAGES)
    assert all(sentence.strip() for sentence in entry.values())
    if key not in FREE_TO_DIFFER:
        assert names_in(entry["id"]) == names_in(entry["en"])


def subclasses(kind: type[CermatError]) -> list[type[CermatError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in subclasses(below))]


@pytest.mark.parametrize("kind", [k for k in subclasses(CermatError) if k is not InputError])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_line(kind: type[CermatError], language: str) -> None:
    line = Messages(language).failure("map/a.pdf", kind("a.pdf hurts."))  # type: ignore[arg-type]
    assert "map/a.pdf: " in line
    assert "hurts." in line
    assert "a.pdf hurts" not in line  # the name is not said twice
    assert "\n" not in line


def test_own_remedies_of_an_error_are_told() -> None:
    assert "Pray." in Messages("en").failure("a", DamagedInput("x.", remedy="Pray."))


def test_a_bug_is_one_short_line() -> None:
    line = Messages("id").bug("a.pdf", ValueError("baris satu\nbaris dua " + "x" * 5000))
    assert "\n" not in line
    assert "ValueError" in line
    assert len(line) < 500


def test_exit_codes_are_distinct() -> None:
    assert len({code.value for code in ExitCode}) == len(ExitCode)

"""What Cermat says: every sentence in both languages, with the same names to fill in."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from extractor.messages import LANGUAGES, Messages
from schemas.errors import (
    CermatError,
    DamagedInput,
    ExitCode,
    InputError,
    Language,
    NothingToRead,
    UnsupportedInput,
)

CATALOGUE: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    files("extractor").joinpath("data/messages.toml").read_text(encoding="utf-8")
)
ENTRIES = [(f"{group}.{name}", entry) for group, names in CATALOGUE.items() for name, entry in names.items()]

ERRORS: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    files("schemas").joinpath("data/errors.toml").read_text(encoding="utf-8")
)
ENTRIES += [(f"{group}.{name}", entry) for group, names in ERRORS.items() for name, entry in names.items()]
PACKAGES = ("extractor", "parsers", "normalizers", "schemas")
ENGLISH_ONLY = {"detail"}
"""What libraries say has no place in an Indonesian sentence."""


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_every_sentence_is_there_in_both_languages(key: str, entry: dict[str, str]) -> None:
    assert set(entry) == set(LANGUAGES)
    assert all(sentence.strip() for sentence in entry.values())
    assert names_in(entry["id"]) == names_in(entry["en"]) - ENGLISH_ONLY


def subclasses(kind: type[CermatError]) -> list[type[CermatError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in subclasses(below))]


@pytest.mark.parametrize("kind", [k for k in subclasses(CermatError) if k is not InputError])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_line(kind: type[CermatError], language: Language) -> None:
    error = kind("not_read", "a.pdf", system="EACCES")
    line = Messages(language).failure("map/a.pdf", error)
    assert line.count("a.pdf") == 1
    assert {"id": "tidak ada izin", "en": "permission denied"}[language] in line
    assert error.cause.advice(language) in line
    assert "\n" not in line


def test_own_remedies_of_an_error_are_told() -> None:
    assert "arsipnya" in Messages("id").failure("a", UnsupportedInput("zip_archive", "a", remedy="unpack"))


def test_the_text_of_an_error_is_english_and_names_its_file() -> None:
    assert str(DamagedInput("pdf_unreadable", "a.pdf")) == "a.pdf: it is not a PDF that can be read."
    assert str(NothingToRead("no_documents", paths="x")) == "There is no readable document in x."
    assert "fresh copy" in DamagedInput("pdf_unreadable", "a.pdf").remedy


def test_what_a_library_says_does_not_get_into_an_indonesian_sentence() -> None:
    error = DamagedInput("docx_damaged", "a.docx", detail="File is not a zip file")
    assert "zip file" in Messages("en").failure("a.docx", error)
    assert "zip file" not in Messages("id").failure("a.docx", error)


def test_names_and_values_can_not_command_a_terminal() -> None:
    error = DamagedInput("package_part_missing", "a\x1b[2J", part="b\x1b[2J{c}")
    assert "\x1b" not in Messages("id").error(error)
    assert "b\\x1b[2J{c}" in Messages("id").error(error)


def raised() -> Iterator[tuple[str, str, str | None, set[str]]]:
    """Of each place where an error or a cause is made: the place, the code, the remedy, the names of its values."""
    makers = {kind.__name__ for kind in subclasses(CermatError)}
    root = Path(__file__).parents[2]
    for path in (path for package in PACKAGES for path in (root / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
            if not isinstance(node, ast.Call) or name not in {*makers, "cause"} or path.name == "errors.py":
                continue
            values = {word.arg: word.value for word in node.keywords}
            code, remedy = node.args[0], node.args[1] if name == "cause" else values.pop("remedy", None)
            place = f"{path.name}:{node.lineno}"
            codes = [code.value] if isinstance(code, ast.Constant) else CHOSEN.get((path.name, ast.unparse(code)))
            assert codes, f"{place}: say the code in place, or list what it may be"
            for one in codes:
                known = str(remedy.value) if isinstance(remedy, ast.Constant) else None
                yield place, one, known, {key for key in values if key is not None} if None not in values else {"*"}


CHOSEN = {
    ("json.py", "code"): ["result_missing", "result_unknown", "result_wrong"],
}
"""Codes that a table chooses, by module and variable."""


def test_every_error_that_is_raised_has_its_words() -> None:
    used = list(raised())
    for place, code, remedy, values in used:
        assert code in ERRORS["sentence"], place
        assert remedy is None or remedy in ERRORS["remedy"], place
        wanted = names_in(ERRORS["sentence"][code]["en"]) | (
            names_in(ERRORS["remedy"][remedy]["en"]) if remedy else set()
        )
        assert values in ({"*"}, wanted), place
    assert {code for _, code, _, _ in used} == set(ERRORS["sentence"])


def test_a_bug_is_one_short_line() -> None:
    line = Messages("id").bug("a.pdf", ValueError("baris satu\nbaris dua " + "x" * 5000))
    assert "\n" not in line
    assert "ValueError" in line
    assert len(line) < 500


def test_exit_codes_are_distinct() -> None:
    assert len({code.value for code in ExitCode}) == len(ExitCode)

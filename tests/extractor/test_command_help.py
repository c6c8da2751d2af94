"""What the command line says of itself: help and usage errors, each in the language that was asked for."""

from __future__ import annotations

import re
import string
import subprocess
import sys
import tomllib
from importlib.resources import files
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from extractor.batch.read_limits import BASE_SECONDS, DEFAULT_MEMORY_MB, PAGE_SECONDS
from extractor.cli import COMMANDS, main
from extractor.command_help import help_texts
from extractor.commands.diff_command import KINDS
from extractor.commands.export_run import TABLE_FORMATS
from extractor.messages import LANGUAGES, Language

DATA: dict[str, Any] = tomllib.loads(files("extractor").joinpath("data/help.toml").read_text(encoding="utf-8"))
WIDTH = 80
ENGLISH = re.compile(
    r"\b(the|any free|of|this|that|and|is|not|with|from|for|usage|options?|error|invalid|missing)\b", re.I
)


def run(*arguments: str, language: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="cermat", env={"CERMAT_LANG": language}, terminal_width=WIDTH)


def parameters() -> list[tuple[str, str]]:
    """Command and name of each of its options."""
    ctx = click.Context(main)
    commands = {name: main.get_command(ctx, name) for name in COMMANDS}
    return [
        (name, option.name or "")
        for name, command in commands.items()
        if command is not None
        for option in command.params
        if isinstance(option, click.Option)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_explained(language: Language) -> None:
    texts = help_texts(language)
    assert set(texts.commands) == {*COMMANDS, "cermat"}
    for name in COMMANDS:
        assert texts.commands[name].short.endswith(".")
        assert texts.commands[name].help.strip()
    for command, option in parameters():
        said = texts.option(command, option)
        assert said is not None, f"{command}: {option}"
        assert said.endswith(".")


def test_nothing_is_explained_that_is_not_there() -> None:
    there = set(parameters())
    for command, said in DATA["command"].items():
        for option in said.get("options", {}):
            assert (command, option) in there
    assert set(DATA["shared"]) - {"help", "version"} <= {option for _, option in there}


def test_the_languages_are_not_the_same() -> None:
    indonesian, english = help_texts("id"), help_texts("en")
    for command, option in parameters():
        assert indonesian.option(command, option) != english.option(command, option)
    for name, said in english.commands.items():
        assert said.help != indonesian.commands[name].help
        assert said.short != indonesian.commands[name].short


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_in_help_are_those_of_the_program(language: Language) -> None:
    texts = help_texts(language)
    assert ", ".join(TABLE_FORMATS) in (texts.option("export", "formats") or "")
    assert ", ".join(KINDS) in (texts.option("diff", "ignore") or "")
    assert str(DEFAULT_MEMORY_MB) in (texts.option("extract", "memory") or "")
    assert re.findall(r"\d+", texts.option("extract", "timeout") or "") == [
        f"{BASE_SECONDS:.0f}",
        f"{PAGE_SECONDS:.0f}",
    ]


@pytest.mark.parametrize("english", DATA["click"])
def test_sentences_of_click_keep_what_is_filled_in(english: str) -> None:
    def names(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    lost = names(english) - names(DATA["click"][english])
    assert names(DATA["click"][english]) <= names(english)
    assert lost <= {"name", "number_type"}, "only the English name of a kind of value may be left out"


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_in_one_language_and_fits_a_terminal(command: str | None) -> None:
    arguments = [command, "-h"] if command else ["-h"]
    indonesian = run(*arguments).stdout
    assert indonesian.startswith("Pemakaian: cermat")
    assert "[OPSI]" in indonesian
    assert "Opsi:" in indonesian
    assert "Tampilkan bantuan ini lalu selesai." in " ".join(indonesian.split())
    assert not ENGLISH.findall(indonesian)
    for english in (run(*arguments, "--lang", "en"), run(*arguments, language="en"), run("--lang=en", *arguments)):
        assert english.stdout.startswith("Usage: cermat")
        assert "[OPTIONS]" in english.stdout
        assert "Show this message and exit." in " ".join(english.stdout.split())
        assert "BERKAS" not in english.stdout.replace("BERKAS.tabel", "")
        assert all(len(line) <= WIDTH for line in (indonesian + english.stdout).splitlines())
    assert run(*arguments).stdout == indonesian, "nothing of the other language stays"


USAGE_ERRORS = [
    (["extract"], "Argumen belum diberikan: 'JALUR...'", "Missing argument 'PATH...'"),
    (["extract", "--pgaes", "3", "x"], "Tidak ada opsi '--pgaes'. Maksudnya '--pages'?", "No such option"),
    (["extract", "x", "--jobs", "0"], "0 di luar rentang x>=1", "0 is not in the range x>=1"),
    (["extract", "x", "--jobs", "q"], "'q' bukan bilangan yang sah", "'q' is not a valid integer"),
    (["extract", "x", "--ocr", "q"], "'q' bukan salah satu dari 'auto'", "'q' is not one of 'auto'"),
    (["extract", "x", "--pages", "q"], "'q' bukan rentang halaman", "'q' is no page range"),
    (["extract", "x", "--pages", "9-3"], "halaman dihitung dari 1", "pages count from 1"),
    (["extract", "x", "--format", "q"], "'q': pilih dari json, csv", "'q': choose from json, csv"),
    (["extract", "x", "--fresh=1"], "Opsi '--fresh' tidak menerima nilai", "does not take a value"),
    (["extract", "x", "--pages"], "Opsi '--pages' memerlukan nilai", "Option '--pages' requires an argument"),
    (["extract", "nowhere.pdf", "--watch"], "hanya folder di komputer ini", "only folders of this machine"),
    (["export", ".", "--format", "q"], "'q': pilih dari csv", "'q': choose from csv"),
    (["tables", "x", "y"], "Ada argumen yang berlebih (y)", "Got unexpected extra argument (y)"),
    (["diff", "x"], "Diperlukan dua jalur", "Two paths are needed"),
    (["diff", ".", ".", "."], "memerlukan dokumen, bukan folder", "takes documents, no folders"),
    (["diff", "x", "y", "--ignore", "q"], "'q': pilih dari ditambah", "'q': choose from ditambah"),
    (["diff", "x", "y", "--documents", "nowhere"], "'nowhere' tidak ada", "'nowhere' does not exist"),
    (["diff", "x", "y", "-o", "."], "'.' adalah folder, bukan berkas", "'.' is a directory"),
    (["schema", "-o", "."], "'.' adalah folder, bukan berkas", "'.' is a directory"),
    (["--nope"], "Tidak ada opsi '--nope'", "No such option"),
]


@pytest.mark.parametrize(
    ("arguments", "indonesian", "english"), USAGE_ERRORS, ids=[" ".join(e[0]) for e in USAGE_ERRORS]
)
def test_usage_errors_are_in_one_language(arguments: list[str], indonesian: str, english: str) -> None:
    said = run(*arguments)
    assert said.exit_code == 2
    assert indonesian in said.stderr
    assert "Galat: " in said.stderr
    assert not ENGLISH.findall(said.stderr)
    for answer in (run("--lang", "en", *arguments), run(*arguments, language="en")):
        assert answer.exit_code == 2
        assert english in answer.stderr
        assert "Error: " in answer.stderr


def test_the_language_can_be_given_before_the_command() -> None:
    assert "there is no file" in run("--lang", "en", "check", "nowhere").stderr
    assert "there is no file" in run("--lang", "en", "check", "nowhere", language="id").stderr
    assert "there is no file" not in run("--lang", "en", "check", "nowhere", "--lang", "id").stderr


def test_the_list_of_commands_imports_none_of_them() -> None:
    code = "import sys; from extractor.cli import main; main(['-h'], standalone_mode=False);"
    code += "print([m for m in sys.modules if m.startswith('extractor.commands.') or m == 'pydantic'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

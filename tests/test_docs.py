"""The README is true: its commands run, its excerpts come out, it names every option and exit code."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extractor.cli import COMMANDS, main
from schemas.errors import ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SLOW_SAMPLES = ("11-", "12-")  # scans, which have tests of their own


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


SHELL_LINES = [line for block in blocks("sh") for line in block.splitlines()]
CERMAT_LINES = [line for line in SHELL_LINES if line.startswith("cermat ")]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples, as somebody who follows the README has it."""
    (tmp_path / "samples").mkdir()
    for path in (ROOT / "samples").glob("*.*"):
        if path.is_file() and not path.name.startswith(SLOW_SAMPLES):
            shutil.copy(path, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_sentence_and_two_commands_come_first() -> None:
    title, sentence, first_block = README.split("\n\n")[:3]
    assert title == "# Cermat"
    assert sentence.count(". ") == 0
    assert first_block == "```sh\nmake demo\nmake test\n```"
    assert "Where to look next" in README.split("\n## ")[0]


def test_commands_are_shown_for_everything() -> None:
    assert {shlex.split(line)[1] for line in CERMAT_LINES} >= set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("line", CERMAT_LINES)
def test_every_command_shown_works(line: str, checkout: Path) -> None:
    if shlex.split(line)[1] == "check":  # needs results to look at
        assert CliRunner().invoke(main, ["extract", "samples/08-rencana-aksi.docx", "-o", "output/"]).exit_code == 0
    result = CliRunner().invoke(main, shlex.split(line)[1:])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}`" in README or re.search(rf"{re.escape(option)}\b", "\n".join(SHELL_LINES)), option


def test_every_exit_code_is_listed_and_no_other() -> None:
    table = README.split("### Exit codes")[1].split("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == {code.value for code in ExitCode}


def test_the_json_excerpt_comes_out(checkout: Path) -> None:
    CliRunner().invoke(main, ["extract", "samples/01-iku-iki-perpustakaan.pdf"])
    document = json.loads(Path("output/01-iku-iki-perpustakaan.pdf.json").read_bytes())
    [shown] = [json.loads(block) for block in blocks("json")]
    rows = [row for section in document["bagian"] for row in section["indikator"]]
    [real] = [row for row in rows if row["target"] and row["target"]["teks"] == shown["target"]["teks"]]
    shown_evidence, real_evidence = shown.pop("bukti"), real.pop("bukti")
    assert real == shown
    for field, evidence in shown_evidence.items():
        assert list(real_evidence[field]) == list(evidence)
        assert {**real_evidence[field], "kotak": None, "keyakinan": None} == {
            **evidence,
            "kotak": None,
            "keyakinan": None,
        }


def test_the_csv_excerpt_comes_out(checkout: Path) -> None:
    CliRunner().invoke(main, ["extract", "samples/08-rencana-aksi.docx"])
    [shown] = blocks("csv")
    real = list(csv.reader(io.StringIO(Path("output/indikator.csv").read_text(encoding="utf-8-sig"), newline="")))
    for row in csv.reader(io.StringIO(shown)):
        assert row in real


def test_the_python_example_runs(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CliRunner().invoke(main, ["extract", "samples/06-perjanjian-kinerja.pdf"])
    [example] = blocks("python")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert "Jumlah produksi padi 318400" in capsys.readouterr().out
    assert names["again"] == names["document"]
    assert len(names["frame"]) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_and_paths_in_the_documents_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text):
        assert (ROOT / link).exists(), link
    for path in re.findall(r"`((?:extractor|parsers|normalizers|schemas|samples|tests|\.ci)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    for target in set(re.findall(r"`make (\w+)`", text)):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), target

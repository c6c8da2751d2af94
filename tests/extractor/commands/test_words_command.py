"""`cermat words`: what a team sees of the words in its folder, and how it settles them once."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from schemas.errors import ExitCode


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def out(tmp_path: Path, samples: Path) -> Path:
    """Results of a sample in which a typist wrote two words wrong, and one that no list knows."""
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_text(encoding="utf-8")
    words = text.replace("alat bantu", "alat kwazbrik").replace("Jumlah laporan triwulan", "Jumlah laporam triwulan")
    source = tmp_path / "in" / "surat.txt"
    source.parent.mkdir()
    source.write_text(words, encoding="utf-8")
    folder = tmp_path / "out"
    assert run("extract", source, "-o", folder, "--quiet").exit_code == ExitCode.OK
    return folder


def listed(result: Result) -> dict[str, dict[str, str]]:
    return {row["kata"]: row for row in csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff")))}


def test_mended_and_unknown_words_are_counted(out: Path) -> None:
    rows = listed(run("words", out, "--format", "csv"))
    assert rows["laporam"]["usul"] == "laporan"
    assert rows["laporam"]["keadaan"] == "diperbaiki"
    assert rows["kwazbrik"]["keadaan"] == "tak_dikenal"
    assert int(rows["kwazbrik"]["kali"]) >= 1


def test_a_project_file_settles_words(out: Path, tmp_path: Path) -> None:
    draft = tmp_path / "kata.toml"
    assert run("words", out, "--format", "toml", "-o", draft).exit_code == ExitCode.OK
    table = tomllib.loads(draft.read_text(encoding="utf-8"))["ejaan"]
    assert "kwazbrik" in table["kata"]
    assert table["koreksi"]["laporam"] == "laporan"
    assert json.loads(run("words", out, "--format", "json", "--project", draft, "--quiet").stdout) == []


def test_people_see_a_table_and_what_to_do_next(out: Path) -> None:
    result = run("words", out, "--lang", "en")
    assert "kwazbrik" in result.stdout
    assert "--project" in result.stderr


def test_a_folder_without_results_is_said(tmp_path: Path) -> None:
    result = run("words", tmp_path)
    assert result.exit_code != ExitCode.OK
    assert str(tmp_path) in result.stderr

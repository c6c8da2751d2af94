"""`cermat naskah`: a document or its result in, one file or standard output out."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from extractor.cli import main
from extractor.export.json import render
from extractor.pipeline import extract
from parsers.reading import ReadOptions
from schemas.errors import ExitCode
from tests.support.regulations.as_docx import as_text
from tests.support.regulations.content import write
from tests.support.regulations.habits import habits


def regulation(folder: Path) -> Path:
    path = folder / "peraturan.txt"
    path.write_text(as_text(write(16), habits(16)), encoding="utf-8")
    return path


def test_the_name_of_the_output_says_the_format(tmp_path: Path) -> None:
    source = regulation(tmp_path)
    for name, start in (("a.md", "# PERATURAN"), ("a.html", "<!DOCTYPE html>"), ("a.xml", "<?xml")):
        done = CliRunner().invoke(main, ["naskah", str(source), "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_result_gives_what_its_document_gives(tmp_path: Path) -> None:
    source = regulation(tmp_path)
    result = tmp_path / "peraturan.json"
    result.write_bytes(render(extract(source, ReadOptions())))
    outputs = [CliRunner().invoke(main, ["naskah", str(path), "--format", "json"]).stdout for path in (source, result)]
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["bentuk"] == "peraturan_kepala_daerah"


def test_a_file_without_a_regulation_is_told_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("RENCANA KERJA\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["naskah", str(path), "--lang", "en"])
    assert done.exit_code == ExitCode.NOTHING_TO_READ
    assert "it prints no regulation" in done.stderr
    assert done.stdout == ""

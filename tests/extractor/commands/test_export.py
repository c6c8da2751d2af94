"""`cermat export`: every table again, from the documents as they are now."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.commands.command_options import CSV_DIALECTS
from extractor.export.csv_table import DIALECTS
from extractor.export.json import render
from schemas.document import Document

Make = Callable[..., Document]


@pytest.fixture
def out(tmp_path: Path, document: Make) -> Path:
    """Two documents as an earlier run left them."""
    folder = tmp_path / "hasil"
    (folder / "2022").mkdir(parents=True)
    for place in ("a.pdf", "2022/b.pdf"):
        made = document(name=Path(place).name)
        named = made.model_copy(update={"berkas": made.berkas.model_copy(update={"jalur": place})})
        (folder / f"{place}.json").write_bytes(render(named))
    return folder


def export(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments), "--lang", "en"])


def documents(file: Path) -> list[str]:
    return [row["dokumen"] for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))]


def test_every_table_is_made_from_the_documents_as_they_are(out: Path) -> None:
    value = json.loads((out / "a.pdf.json").read_bytes())
    value["bagian"][0]["indikator"][0]["indikator"] = "Jumlah yang dibetulkan"
    (out / "a.pdf.json").write_text(json.dumps(value), encoding="utf-8")
    result = export(out)
    assert result.exit_code == 0
    assert "Tables of 2 document(s)" in result.output
    for name in ("indikator", "dokumen", "bagian", "baris", "bukti"):
        assert list(dict.fromkeys(documents(out / f"{name}.csv"))) == ["2022/b.pdf", "a.pdf"], name
    assert "Jumlah yang dibetulkan" in (out / "baris.csv").read_text("utf-8-sig")
    before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
    assert export(out).exit_code == 0
    assert {path.name: path.read_bytes() for path in out.glob("*.csv")} == before


def test_tables_can_go_to_another_folder(out: Path, tmp_path: Path) -> None:
    assert export(out, "-o", tmp_path / "tabel", "--csv-dialect", "id").exit_code == 0
    assert (tmp_path / "tabel" / "indikator.csv").read_text("utf-8-sig").startswith("dokumen;halaman;")
    assert not (out / "indikator.csv").exists()


def test_an_edited_table_is_kept(out: Path) -> None:
    export(out)
    (out / "indikator.csv").write_text("catatan saya", encoding="utf-8")
    assert "kept as indikator.csv.lama" in export(out).output
    assert (out / "indikator.csv.lama").read_text(encoding="utf-8") == "catatan saya"


def test_a_broken_document_is_told_and_the_others_are_exported(out: Path) -> None:
    (out / "a.pdf.json").write_text('{"kontrak": "1.1", ', encoding="utf-8")
    result = export(out)
    assert result.exit_code == 1
    assert "a.pdf.json: it is no valid JSON" in result.output
    assert documents(out / "dokumen.csv") == ["2022/b.pdf"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["tidak-ada"], 3, "no file or folder of this name"),
        (["."], 3, "there are no results"),
        ([".", "--format", "docx"], 2, "choose from csv"),
    ],
)
def test_mistakes_are_one_clear_line(
    arguments: list[str], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = export(*arguments)
    assert result.exit_code == code
    assert words in result.output
    assert not list(tmp_path.glob("*.csv"))


def test_the_dialects_offered_are_those_that_there_are() -> None:
    assert tuple(DIALECTS) == CSV_DIALECTS

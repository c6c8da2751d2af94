"""What a real spreadsheet, LibreOffice, makes of the files: in Indonesian and in English the same numbers and texts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from extractor.cli import main
from extractor.export.tables.table_model import all_tables
from tests.support.many_documents import write_folder
from tests.support.table_readers import Tables, from_jsonl, from_xlsx, unmarked

OFFICE = shutil.which("soffice")
LANGUAGES = {"Indonesian": 1057, "English": 1033}  # as Windows numbers them
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
SECONDS = 180

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this system"),
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_folder(tmp_path, 12)
    arguments = ["export", str(tmp_path), "--format", "csv,xlsx,jsonl", "-q"]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    return tmp_path


def converted(file: Path, form: str, *options: str) -> Path:
    folder = file.parent / "diubah"
    own = f"-env:UserInstallation={(file.parent / 'profil').as_uri()}"
    command = [OFFICE or "", own, "--headless", *options, "--convert-to", form, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / f"{file.stem}.{form}"


def opened(file: Path, separator: str, language: int) -> list[list[str | float | None]]:
    """The cells of a CSV file as a spreadsheet of one language has them, numbers looked for as eagerly as it can."""
    choices = f"Text - txt - csv (StarCalc):{ord(separator)},34,76,1,,{language},false,true"
    sheet = etree.parse(converted(file, "fods", f"--infilter={choices}")).getroot()
    return [cells for row in sheet.iter(f"{TABLE}table-row") if any(cells := _cells(row))]


def _cells(row: etree._Element) -> list[str | float | None]:
    found: list[str | float | None] = []
    for cell in row.iter(f"{TABLE}table-cell"):
        words = "\n".join("".join(line.itertext()) for line in cell.iter(TEXT))
        value = float(cell.get(VALUE)) if cell.get(VALUE) is not None else words or None
        found += [value] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_means_the_same_in_every_language(language: str, out: Path) -> None:
    right = from_jsonl(out)
    for name in ("indikator", "angka"):
        _, *rows = opened(out / f"{name}.csv", ",", LANGUAGES[language])
        assert_same(name, rows, right)


def test_the_indonesian_dialect_means_the_same_in_an_indonesian_spreadsheet(out: Path) -> None:
    right = from_jsonl(out)
    arguments = ["export", str(out), "-o", str(out / "id"), "--csv-dialect", "id", "-q"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    _, *rows = opened(out / "id" / "angka.csv", ";", LANGUAGES["Indonesian"])
    assert_same("angka", rows, right)


def assert_same(name: str, rows: list[list[str | float | None]], right: Tables) -> None:
    columns = all_tables()[name].columns
    assert len(rows) == len(right[name])
    for row, wanted in zip(rows, right[name], strict=True):
        for column, cell, value in zip(columns, row, wanted, strict=False):
            if column.type == "teks":
                shown = f"{cell:.0f}" if isinstance(cell, float) else unmarked(cell or "")  # "8", "2024"
                assert shown.split() == (str(value) if value is not None else "").split(), column.name
            else:
                assert cell == pytest.approx(value) if value is not None else cell is None, column.name


def test_the_workbook_opens_and_keeps_every_value(out: Path) -> None:
    """Opened and saved by another program, it holds what it held."""
    before = from_xlsx(out / "cermat.xlsx")
    assert from_xlsx(converted(out / "cermat.xlsx", "xlsx")) == before == from_jsonl(out)

"""The same rows and values in every format, loads that leave nothing half, and nothing lost without a word."""

from __future__ import annotations

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import frictionless
import openpyxl
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.dialects import mssql, mysql, postgresql, sqlite
from sqlalchemy.schema import CreateTable

from extractor.cli import main
from extractor.export.database.database_schema import database_tables
from extractor.export.tables.table_model import all_tables
from schemas.document import Document
from tests.support.exported import export_into
from tests.support.many_documents import document as numbered_document
from tests.support.many_documents import write_folder
from tests.support.postgres_server import postgres_url
from tests.support.table_readers import (
    Tables,
    by_document,
    from_csv,
    from_database,
    from_jsonl,
    from_parquet,
    from_xlsx,
)

ROOT = Path(__file__).parents[3]
COUNT = 300
Make = Callable[..., Document]


def export(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments), "--lang", "en"], catch_exceptions=False)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder of 300 documents, some of them with the content of another."""
    folder = tmp_path_factory.mktemp("hasil")
    write_folder(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def tables(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats of it."""
    folder = tmp_path_factory.mktemp("tabel")
    assert export(out, "-o", folder, "--format", "csv,xlsx,parquet,jsonl,sqlite,datapackage,markdown").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def right(tables: Path) -> Tables:
    """What all of them must hold."""
    return from_jsonl(tables)


@pytest.mark.slow
def test_every_document_has_its_rows(right: Tables) -> None:
    assert len(right["dokumen"]) == len({row[0] for row in right["dokumen"]}) == COUNT
    assert len(right["baris"]) == COUNT * 3
    assert len(right["indikator"]) == COUNT * 3 * 3  # the target of the year and two periods
    assert all(right[name] for name in all_tables())


@pytest.mark.slow
@pytest.mark.parametrize(
    "read",
    [
        pytest.param(from_csv, id="csv"),
        pytest.param(from_parquet, id="parquet"),
        pytest.param(lambda folder: from_xlsx(folder / "cermat.xlsx"), id="xlsx"),
        pytest.param(lambda folder: from_csv(folder / "datapackage" / "data"), id="datapackage"),
    ],
)
def test_formats_hold_the_same_rows_in_the_same_order(
    read: Callable[[Path], Tables], tables: Path, right: Tables
) -> None:
    found = read(tables)
    for name in all_tables():
        assert found[name] == right[name], name


@pytest.mark.slow
def test_csv_for_an_indonesian_spreadsheet_holds_the_same(out: Path, tmp_path: Path, right: Tables) -> None:
    export(out, "-o", tmp_path, "--csv-dialect", "id")
    assert from_csv(tmp_path, ",", ";") == right


@pytest.mark.slow
def test_the_sqlite_file_holds_the_same_and_its_keys_hold(tables: Path, right: Tables) -> None:
    assert by_document(from_database(f"sqlite:///{tables / 'cermat.sqlite'}")) == by_document(right)
    base = sqlite3.connect(tables / "cermat.sqlite")
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    base.close()


@pytest.mark.slow
def test_the_data_package_is_valid_and_names_what_it_was_made_of(tables: Path, right: Tables) -> None:
    path = tables / "datapackage" / "datapackage.json"
    report = frictionless.validate(str(path))
    assert report.valid, report.flatten(["message"])
    descriptor = json.loads(path.read_bytes())
    assert [one["title"] for one in descriptor["sources"]] == [row[0] for row in right["dokumen"]]
    assert all(one["hash"].startswith("sha256:") for one in descriptor["sources"])
    assert "licenses" not in descriptor
    fields = [field for one in descriptor["resources"] for field in one["schema"]["fields"]]
    assert all(field["description_id"] and field["description_en"] for field in fields)


def test_a_data_package_that_was_changed_is_no_longer_valid(tmp_path: Path) -> None:
    """The validation can fail: a row that leads nowhere is found."""
    out = small(tmp_path)
    export(out, "-o", tmp_path, "--format", "datapackage")
    assert frictionless.validate(str(tmp_path / "datapackage" / "datapackage.json")).valid
    export(out, "-o", tmp_path, "--format", "datapackage")
    data = tmp_path / "datapackage" / "data" / "baris.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("b1.i1", "b9.i9"), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage" / "datapackage.json")).valid


@pytest.mark.slow
def test_columns_have_their_types_and_descriptions_in_parquet(tables: Path) -> None:
    schema = pq.read_schema(tables / "parquet" / "indikator.parquet")
    assert [str(schema.field(name).type) for name in ("indikator", "halaman", "target_nilai")] == [
        "string",
        "int64",
        "double",
    ]
    assert schema.field("target_nilai").metadata[b"description_en"]


@pytest.mark.slow
def test_a_second_export_gives_the_same_bytes(out: Path, tables: Path, tmp_path: Path) -> None:
    export(out, "-o", tmp_path, "--format", "csv,xlsx,parquet,jsonl,datapackage,markdown")
    for path in tables.rglob("*"):
        if path.is_file() and path.suffix != ".sqlite":
            assert (tmp_path / path.relative_to(tables)).read_bytes() == path.read_bytes(), path


# --- the workbook ---


@pytest.mark.slow
def test_the_workbook_is_for_people(tables: Path) -> None:
    book = openpyxl.load_workbook(tables / "cermat.xlsx")
    assert book.sheetnames == [*all_tables(), "keterangan"]
    sheet = book["indikator"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", f"A1:AG{COUNT * 9 + 1}")
    names = [cell.value for cell in sheet[1]]
    target, value = (sheet.cell(2, names.index(name) + 1) for name in ("target", "target_nilai"))
    assert (target.data_type, value.data_type) == ("s", "n")
    formulas = [cell for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    widths = [one.width for one in sheet.column_dimensions.values()]
    assert min(widths) < 10 < max(widths) < 50
    assert all(cell.value for row in book["keterangan"].iter_rows(min_row=2, min_col=3) for cell in row)


def test_each_row_leads_to_its_page_and_its_json(tmp_path: Path, document: Make) -> None:
    from extractor.export import folder_files
    from extractor.export.collecting import ExportOptions
    from extractor.export.tables.document_tables import DocumentFiles, DocumentTables
    from extractor.output_folder import OutputFolder

    options = ExportOptions(folder=tmp_path / "tabel", results=tmp_path / "hasil")
    files = DocumentFiles(str(tmp_path / "arsip" / "surat 1.pdf"), "2022/surat 1.pdf.json")
    with folder_files(["xlsx"], OutputFolder(tmp_path / "tabel", ()), options) as written:
        written.add(DocumentTables(document(), "surat 1.pdf", files))
    sheet = openpyxl.load_workbook(tmp_path / "tabel" / "cermat.xlsx")["indikator"]
    first, second = sheet["A2"], sheet["B2"]
    assert (first.value, first.hyperlink.location) == ("hal. 3", "page=3")
    assert first.hyperlink.target.replace("\\", "/") == "../arsip/surat%201.pdf"
    assert (second.value, second.hyperlink.target.replace("\\", "/")) == ("JSON", "../hasil/2022/surat%201.pdf.json")


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path: Path, document: Make) -> None:
    from extractor.export.json import render

    made = document()
    long = made.bagian[0].model_copy(update={"tugas": "x" * 40_000})
    (tmp_path / "a.pdf.json").write_bytes(render(made.model_copy(update={"bagian": [long]})))
    result = export(tmp_path, "--format", "xlsx,jsonl")
    assert "1 text(s) are longer than a cell takes" in result.output
    book = openpyxl.load_workbook(tmp_path / "cermat.xlsx")
    cells = [cell.value for row in book["bagian"].iter_rows(min_row=2) for cell in row]
    assert any(isinstance(cell, str) and len(cell) == 32_767 and cell.endswith("[…]") for cell in cells)
    assert "x" * 40_000 in (tmp_path / "jsonl" / "bagian.jsonl").read_text(encoding="utf-8")


# --- Markdown ---


@pytest.mark.slow
def test_markdown_shows_texts_and_nothing_else(tables: Path) -> None:
    text = (tables / "cermat.md").read_text(encoding="utf-8")
    assert text.count("\n# ") == COUNT - 1
    assert "<b>" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ") and "Meningkatnya layanan" in line]
    assert {line.replace("\\|", "").count("|") for line in rows} == {9}  # eight columns, whatever stands in them


# --- databases ---


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_url() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'basis.sqlite'}"
    url: str = request.getfixturevalue("postgres")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.mark.slow
def test_a_database_holds_the_same_and_a_second_load_changes_nothing(out: Path, database: str, right: Tables) -> None:
    assert "300 document(s) new, 0 replaced, 0 there already" in export(out, "--db", database).output
    loaded = from_database(database)
    assert by_document(loaded) == by_document(right)
    assert "0 document(s) new, 0 replaced, 300 there already" in export(out, "--db", database).output
    assert from_database(database) == loaded


def small(tmp_path: Path, count: int = 6) -> Path:
    folder = tmp_path / "kecil"
    write_folder(folder, count)
    return folder


def names_of(database: str) -> list[object]:
    return sorted(str(row[0]) for row in from_database(database)["dokumen"])


def test_a_changed_document_replaces_its_own_rows(tmp_path: Path, database: str) -> None:
    folder = small(tmp_path)
    export(folder, "--db", database)
    file = next(folder.rglob("*00002.pdf.json"))
    value = json.loads(file.read_bytes())
    value["bagian"][0]["indikator"] = value["bagian"][0]["indikator"][:1]
    value["bagian"][0]["indikator"][0]["indikator"] = "Jumlah yang dibetulkan"
    file.write_text(json.dumps(value), encoding="utf-8")
    assert "0 document(s) new, 1 replaced, 5 there already" in export(folder, "--db", database).output
    export(folder, "-o", tmp_path / "tabel", "--format", "jsonl")
    assert by_document(from_database(database)) == by_document(from_jsonl(tmp_path / "tabel"))


def test_a_document_that_was_read_anew_or_moved_is_there_once(tmp_path: Path, database: str) -> None:
    folder = small(tmp_path, 2)
    export(folder, "--db", database)
    first, second = sorted(folder.rglob("*.json"))
    value = json.loads(first.read_bytes())
    value["berkas"]["sha256"] = "f" * 64  # its file changed
    first.write_text(json.dumps(value), encoding="utf-8")
    value = json.loads(second.read_bytes())
    value["berkas"]["jalur"] = "pindah/kedua.pdf"
    (folder / "pindah").mkdir()
    (folder / "pindah" / "kedua.pdf.json").write_text(json.dumps(value), encoding="utf-8")
    second.unlink()
    assert "0 document(s) new, 2 replaced" in export(folder, "--db", database).output
    assert names_of(database) == ["2018/keputusan 00000.pdf", "pindah/kedua.pdf"]


def test_documents_of_others_are_left_alone(tmp_path: Path, database: str) -> None:
    export(small(tmp_path, 3), "--db", database)
    other = tmp_path / "lain"
    (other / "2030").mkdir(parents=True)
    from extractor.export.json import render

    made = numbered_document(50)
    (other / "2030" / "x.json").write_bytes(
        render(made.model_copy(update={"berkas": made.berkas.model_copy(update={"jalur": "2030/x"})}))
    )
    assert "1 document(s) new, 0 replaced, 0 there already; 3 other(s)" in export(other, "--db", database).output
    assert len(names_of(database)) == 4


KILLED = """
import os, signal, sys
import sqlalchemy as sa
from sqlalchemy import event
from click.testing import CliRunner
from extractor.cli import main
from extractor.export.database.database_schema import database_tables

count = 0

@event.listens_for(sa.Engine, "after_cursor_execute")
def stop(connection, cursor, statement, parameters, context, many):
    global count
    if statement.startswith("INSERT"):
        count += 1
        if count == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

CliRunner().invoke(main, ["export", sys.argv[1], "--db", sys.argv[2]], catch_exceptions=False)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no signal that ends a process at once")
def test_a_load_that_is_killed_leaves_nothing_half(tmp_path: Path, database: str) -> None:
    folder = small(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), database, "24"], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == -signal.SIGKILL
    left = from_database(database)
    there = {row[0] for row in left["dokumen"]}
    assert 0 < len(there) < 6
    export(folder, "-o", tmp_path / "tabel", "--format", "jsonl")
    whole = from_jsonl(tmp_path / "tabel")
    for name in set(all_tables()) - {"periksa"}:  # which depends on all documents
        assert Counter(left[name]) == Counter(row for row in whole[name] if row[0] in there), name
    assert "replaced" in export(folder, "--db", database).output
    assert by_document(from_database(database)) == by_document(whole)


def test_tables_of_somebody_else_are_not_touched(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "orang.sqlite")
    base.execute("CREATE TABLE dokumen (judul TEXT)")
    base.execute("INSERT INTO dokumen VALUES ('punya orang')")
    base.commit()
    result = export(small(tmp_path, 1), "--db", f"sqlite:///{tmp_path / 'orang.sqlite'}")
    assert result.exit_code == 9
    assert "the table dokumen in this database is not Cermat's" in result.output
    assert base.execute("SELECT * FROM dokumen").fetchall() == [("punya orang",)]
    assert base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    base.close()


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("bukan alamat", 2, "no address of a database"),
        ("basisku://u:rahasia@h/x", 8, "the library for databases of the kind basisku is not installed"),
        ("sqlite:////tidak/ada/x.sqlite", 9, "the database refused"),
    ],
)
def test_what_is_wrong_with_a_database_is_one_line(url: str, code: int, words: str, tmp_path: Path) -> None:
    result = export(small(tmp_path, 1), "--db", url)
    assert result.exit_code == code
    assert words in result.output
    assert "rahasia" not in result.output


def test_a_few_documents_are_the_same_in_all_formats(tmp_path: Path) -> None:
    """What the tests with many documents try, for daily work."""
    export(small(tmp_path), "-o", tmp_path, "--format", "csv,xlsx,parquet,jsonl,sqlite,datapackage")
    right = from_jsonl(tmp_path)
    assert len(right["dokumen"]) == 6
    found = (from_csv(tmp_path), from_csv(tmp_path / "datapackage" / "data"), from_parquet(tmp_path))
    assert all(one == right for one in (*found, from_xlsx(tmp_path / "cermat.xlsx")))
    assert by_document(from_database(f"sqlite:///{tmp_path / 'cermat.sqlite'}")) == by_document(right)


def test_formats_that_are_there_are_kept_up_to_date(tmp_path: Path, document: Make) -> None:
    """As csv is: extract_run.tables_to_write asks for the files that each format names."""
    from extractor.commands.result_folder import tables_to_write
    from extractor.output_folder import OutputFolder

    export_into(tmp_path, ["xlsx", "sqlite", "datapackage", "parquet", "jsonl", "markdown"], (document(), "a.pdf"))
    assert set(tables_to_write(["json"], OutputFolder(tmp_path, ()))) == {
        "xlsx",
        "sqlite",
        "datapackage",
        "parquet",
        "jsonl",
        "markdown",
    }


# --- many documents ---


@pytest.mark.parametrize("form", ["csv", "csv_rinci", "xlsx", "parquet", "jsonl", "sqlite", "datapackage", "markdown"])
def test_no_more_than_a_few_documents_are_in_memory(form: str, tmp_path: Path) -> None:
    """However many there are: each is let go when its rows are written."""
    from extractor.export import folder_files
    from extractor.export.collecting import ExportOptions
    from extractor.export.tables.document_tables import DocumentTables
    from extractor.output_folder import OutputFolder

    alive = most = 0

    def gone() -> None:
        nonlocal alive
        alive -= 1

    with folder_files([form], OutputFolder(tmp_path, ()), ExportOptions(folder=tmp_path)) as files:
        for number in range(30):
            made = numbered_document(number, rows=1)
            weakref.finalize(made, gone)
            alive += 1
            files.add(DocumentTables(made, f"{number}.pdf"))
            del made
            gc.collect()
            most = max(most, alive)
    assert most <= 2


@pytest.mark.parametrize("dialect", [mssql.dialect(), mysql.dialect(), postgresql.dialect(), sqlite.dialect()])
def test_the_tables_can_be_made_in_every_database(dialect: sa.Dialect) -> None:
    """Their definitions only; keys stay within what SQL Server (900 bytes) and MySQL (3,072 bytes) allow."""
    for made in database_tables("en").sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(made).compile(dialect=dialect))
        for key in (made.primary_key, *made.indexes):
            lengths = [column.type.length for column in key.columns if isinstance(column.type, sa.Unicode)]
            assert sum(length or 10_000 for length in lengths) * 2 <= 900, (made.name, lengths)

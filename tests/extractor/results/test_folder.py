"""An output folder is a set of documents: runs add to it, and tables and reports always show all of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.batch.read_limits import Limits
from extractor.batch.retry_policy import RetryPolicy
from extractor.commands.extract_run import ExtractRequest, run_extraction
from extractor.commands.run_options import Reporter, RunOptions
from extractor.export.json import load, render
from extractor.messages import Messages
from extractor.results.document_set import DocumentSet
from extractor.spelling import SpellingOptions
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.errors import CermatError, ExitCode
from tests.extractor.batch.conftest import DirectPool

Extract = Callable[..., ExitCode]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "hasil"


@pytest.fixture
def extract(out: Path, monkeypatch: pytest.MonkeyPatch) -> Extract:
    """`cermat extract` over some paths, with the reading in this process."""
    monkeypatch.setattr("extractor.commands.extract_run.open_pool", lambda *_: DirectPool())

    def run(*paths: Path, formats: tuple[str, ...] = ("json", "csv"), fresh: bool = False) -> ExitCode:
        request = ExtractRequest(tuple(map(str, paths)), str(out), formats, ReadOptions(), SpellingOptions())
        options = RunOptions(None, Limits(), RetryPolicy(everything=fresh), None, None)
        return run_extraction(request, options, Reporter(Messages("en"), quiet=True))

    return run


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """Three decrees, one of them in a folder of its own."""
    folder = tmp_path / "arsip"
    (folder / "2022").mkdir(parents=True)
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_text(encoding="utf-8")
    for number, name in enumerate(("a.txt", "b.txt", "2022/c.txt")):
        (folder / name).write_text(f"{text}\nCatatan {number}\n", encoding="utf-8")
    return folder


def table(out: Path, name: str = "indikator.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / name).read_text(encoding="utf-8-sig"), newline="")))


def documents(out: Path, name: str = "indikator.csv") -> list[str]:
    return list(dict.fromkeys(row["dokumen"] for row in table(out, name)))


def told(out: Path) -> dict[str, int]:
    """Files of ringkasan.json with their counts of indicators."""
    return {one["berkas"]: one["indikator"] for one in json.loads((out / "ringkasan.json").read_bytes())["berkas"]}


def correct(file: Path, indicator: str) -> None:
    """A person gives the first indicator another wording."""
    value = json.loads(file.read_bytes())
    value["bagian"][0]["indikator"][0]["indikator"] = indicator
    file.write_text(json.dumps(value), encoding="utf-8")


def test_a_further_file_adds_to_every_table_and_report(archive: Path, out: Path, extract: Extract) -> None:
    extract(archive / "a.txt")
    rows = len(table(out))
    extract(archive / "b.txt")
    assert documents(out) == ["a.txt", "b.txt"]
    assert len(table(out)) == 2 * rows
    assert documents(out, "angka.csv") == ["a.txt", "b.txt"]
    assert list(told(out)) == ["a.txt", "b.txt"]
    assert all(f">{name}<" in (out / "laporan.html").read_text(encoding="utf-8") for name in ("a.txt", "b.txt"))


def test_a_part_of_a_folder_keeps_its_places(archive: Path, out: Path, extract: Extract) -> None:
    extract(archive)
    before = {path.name: path.read_bytes() for path in out.rglob("*.csv")}
    for part in (archive / "2022" / "c.txt", archive / "2022"):
        extract(part)
        assert documents(out) == ["2022/c.txt", "a.txt", "b.txt"]
    extract(archive / "2022", fresh=True)
    assert {path.name: path.read_bytes() for path in out.rglob("*.csv")} == before
    assert not (out / "c.txt.json").exists()


def test_an_archive_that_was_moved_takes_its_old_places(
    archive: Path, out: Path, extract: Extract, tmp_path: Path
) -> None:
    extract(archive)
    moved = shutil.move(archive, tmp_path / "arsip-baru")
    extract(Path(moved))
    assert documents(out) == ["2022/c.txt", "a.txt", "b.txt"]


def test_a_corrected_document_is_in_the_tables_of_the_next_run(archive: Path, out: Path, extract: Extract) -> None:
    extract(archive / "a.txt")
    correct(out / "a.txt.json", "Jumlah yang dibetulkan")
    value = json.loads((out / "a.txt.json").read_bytes())
    del value["bagian"][0]["indikator"][1:]
    (out / "a.txt.json").write_text(json.dumps(value), encoding="utf-8")
    count = sum(len(part["indikator"]) for part in value["bagian"])
    extract(archive / "b.txt")
    assert table(out)[0]["indikator"] == "Jumlah yang dibetulkan"
    assert told(out)["a.txt"] == count
    assert len({row["id"] for row in table(out) if row["dokumen"] == "a.txt"}) == count


def test_documents_without_json_are_not_lost(archive: Path, out: Path, extract: Extract) -> None:
    extract(archive / "a.txt", formats=("csv",))
    extract(archive / "b.txt", formats=("csv",))
    extract(archive / "2022", formats=("json",))  # the tables that are there do not fall behind
    assert documents(out) == ["a.txt", "b.txt", "c.txt"]


def test_a_document_whose_json_was_deleted_is_gone(archive: Path, out: Path, extract: Extract) -> None:
    extract(archive)
    (out / "b.txt.json").unlink()
    extract(archive / "a.txt")
    assert documents(out) == ["2022/c.txt", "a.txt"]
    assert list(told(out)) == ["2022/c.txt", "a.txt"]


def test_a_table_that_a_person_edited_is_kept_and_told(
    archive: Path, out: Path, extract: Extract, capsys: pytest.CaptureFixture[str]
) -> None:
    extract(archive / "a.txt")
    extract(archive / "b.txt")
    assert "kept" not in capsys.readouterr().err
    for number in (1, 2):
        (out / "indikator.csv").write_text(f"catatan saya {number}", encoding="utf-8")
        extract(archive / "2022")
        assert "indikator.csv is no longer as Cermat wrote it" in capsys.readouterr().err
    assert (out / "indikator.csv.lama").read_text(encoding="utf-8") == "catatan saya 1"
    assert (out / "indikator.csv.lama-2").read_text(encoding="utf-8") == "catatan saya 2"
    assert documents(out) == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize("again", ["changed", "fresh", "broken"])
def test_a_document_that_a_person_corrected_is_kept_before_it_is_read_again(
    archive: Path, out: Path, extract: Extract, capsys: pytest.CaptureFixture[str], again: str
) -> None:
    extract(archive / "a.txt")
    correct(out / "a.txt.json", "Jumlah yang dibetulkan")
    extract(archive / "a.txt")  # nothing to read: the correction stays
    assert load(out / "a.txt.json").bagian[0].indikator[0].indikator == "Jumlah yang dibetulkan"
    if again == "changed":
        (archive / "a.txt").write_text((archive / "b.txt").read_text(encoding="utf-8"), encoding="utf-8")
    if again == "broken":
        (archive / "a.txt").write_bytes(b"PK\x03\x04 terpotong")
    extract(archive / "a.txt", fresh=again == "fresh")
    assert (out / "a.txt.json").exists() == (again != "broken")
    assert "a.txt.json.lama" in capsys.readouterr().err
    assert "Jumlah yang dibetulkan" in (out / "a.txt.json.lama").read_text(encoding="utf-8")


def test_a_document_that_an_editor_broke_is_told_and_the_others_are_there(
    archive: Path, out: Path, extract: Extract, capsys: pytest.CaptureFixture[str]
) -> None:
    extract(archive)
    text = (out / "a.txt.json").read_text(encoding="utf-8")
    (out / "a.txt.json").write_text(text[: len(text) // 2], encoding="utf-8")
    assert extract(archive / "b.txt") is ExitCode.SOME_FAILED
    assert "a.txt.json: it is no valid JSON any more" in capsys.readouterr().err
    assert documents(out) == ["2022/c.txt", "b.txt"]


# --- the set itself ---


def names(root: Path) -> list[str]:
    def fail(label: str, error: CermatError) -> None:
        raise AssertionError(label) from error

    return [one.name for one in DocumentSet(root, None, fail)]


def test_documents_of_several_folders_are_told_apart(tmp_path: Path, document: Callable[..., Document]) -> None:
    for place in ("2019", "2018", "."):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / "keputusan.pdf.json").write_bytes(render(document()))
    assert names(tmp_path) == ["2018/keputusan.pdf", "2019/keputusan.pdf", "keputusan.pdf"]
    path = tmp_path / "2018" / "keputusan.pdf.json"
    made = document()
    below = made.model_copy(update={"berkas": made.berkas.model_copy(update={"jalur": "a.pdf"})})
    path.write_bytes(render(below))
    (tmp_path / "2019" / "keputusan.pdf.json").write_bytes(render(below))
    assert names(tmp_path) == ["a.pdf", "a.pdf~2", "keputusan.pdf"]


def test_what_is_no_document_is_passed_over(tmp_path: Path, document: Callable[..., Document]) -> None:
    (tmp_path / "a.json").write_bytes(render(document()))
    (tmp_path / "lain.json").write_text('{"nama": "bukan dokumen"}', encoding="utf-8")
    (tmp_path / ".rahasia").mkdir()
    (tmp_path / ".rahasia" / "b.json").write_bytes(render(document()))
    (tmp_path / "datapackage").mkdir()
    (tmp_path / "datapackage" / "datapackage.json").write_text("{", encoding="utf-8")
    assert names(tmp_path) == ["a"]

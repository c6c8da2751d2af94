"""Decisions of people in an output folder: in every output from then on, also when the documents are read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.batch.read_limits import Limits
from extractor.batch.retry_policy import RetryPolicy
from extractor.cli import main
from extractor.commands.export_run import ExportRequest, run_export
from extractor.commands.extract_run import ExtractRequest, run_extraction
from extractor.commands.run_options import Reporter, RunOptions
from extractor.edits.new_decision import Reviewer
from extractor.export.csv_table import EVERYWHERE
from extractor.export.json import load
from extractor.from_contract import row_texts
from extractor.messages import Messages
from extractor.results.decided_results import DecidedResults
from extractor.review.source_tables import SourceTables
from extractor.spelling import SpellingOptions
from parsers.reading import ReadOptions
from schemas.decision import FILE
from schemas.document import Document
from schemas.errors import ExitCode
from tests.extractor.batch.conftest import DirectPool

Extract = Callable[..., ExitCode]
CLERK = Reviewer("Sari")
QUIET = Reporter(Messages("en"), quiet=True)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "hasil"


@pytest.fixture
def source(tmp_path: Path, samples: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_bytes((samples / "10-iku-iki-hasil-ocr.txt").read_bytes())
    return file


@pytest.fixture
def extract(out: Path, monkeypatch: pytest.MonkeyPatch) -> Extract:
    """`cermat extract` over some paths, with the reading in this process."""
    monkeypatch.setattr("extractor.commands.extract_run.open_pool", lambda *_: DirectPool())

    def run(*paths: Path, fresh: bool = False, spelling: bool = True) -> ExitCode:
        request = ExtractRequest(
            tuple(map(str, paths)), str(out), ("json", "csv"), ReadOptions(), SpellingOptions(repair=spelling)
        )
        return run_extraction(request, RunOptions(None, Limits(), RetryPolicy(everything=fresh), None, None), QUIET)

    return run


def document(out: Path, name: str = "a.txt") -> Document:
    return load(out / f"{name}.json")


def indicators(out: Path) -> list[str]:
    text = (out / "indikator.csv").read_text(encoding="utf-8-sig")
    return [row["indikator"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def rename(out: Path, text: str) -> None:
    """The first indicator gets another text."""
    DecidedResults(out).log.append([CLERK.decides_cell(document(out), "b1.i1", "indikator", text)])


def export(out: Path) -> None:
    request = ExportRequest(out, out, ("csv",), EVERYWHERE, None, "id")
    assert run_export(request, QUIET) is ExitCode.OK


def test_tables_made_afterwards_have_the_decision(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    rename(out, "Jumlah rumah singgah")
    export(out)
    assert indicators(out)[0] == "Jumlah rumah singgah"


def test_a_new_extraction_keeps_it_whatever_the_options(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    machine = document(out)
    rename(out, "Jumlah rumah singgah")
    for options in ({}, {"fresh": True}, {"fresh": True, "spelling": False}):
        assert extract(source, **options) is ExitCode.OK
        row = document(out).bagian[0].indikator[0]
        assert row.indikator == indicators(out)[0] == "Jumlah rumah singgah"
        assert row.bukti["indikator"].teks_asli == machine.bagian[0].indikator[0].bukti["indikator"].teks_asli
    assert not list(out.glob("*.lama"))  # nobody edited a file by hand


def test_when_it_is_taken_back_the_machine_s_reading_is_there_again(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    machine = (out / "a.txt.json").read_bytes()
    rename(out, "Jumlah rumah singgah")
    extract(source)
    log = DecidedResults(out).log
    log.append([CLERK.takes_back(log.state().decisions[0])])
    extract(source)
    assert (out / "a.txt.json").read_bytes() == machine
    assert not any((out / ".cermat" / "mesin").iterdir())


def test_rows_that_were_removed_stay_away_and_come_back(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    count = len(indicators(out))
    log = DecidedResults(out).log
    log.append([CLERK.decides_row(document(out), "hapus", "b1.i1", [])])
    for fresh in (False, True, False):
        extract(source, fresh=fresh)
        assert len(indicators(out)) == count - 1
    log.append([CLERK.takes_back(log.state().decisions[0])])
    extract(source)
    assert len(indicators(out)) == count


def test_what_people_said_of_a_table_is_how_it_is_read(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    table = SourceTables(ReadOptions()).tables(source, None, ())[0]
    decision = CLERK.tells_table(document(out), table.anchor, "bukan_indikator")
    before = len(document(out).bagian)
    DecidedResults(out).log.append([decision])
    extract(source)
    assert len(document(out).bagian) == before - 1
    assert document(out).proses.suntingan == [decision.id]


def test_decisions_of_another_machine_are_taken_and_told(
    source: Path, out: Path, extract: Extract, tmp_path: Path
) -> None:
    extract(source)
    other = tmp_path / "lain" / FILE
    other.parent.mkdir()
    fitting = CLERK.decides_cell(document(out), "b1.i1", "indikator", "Jumlah rumah singgah")
    lost = CLERK.decides_row(document(out), "hapus", "b1.i2", [])
    lost = lost.model_copy(
        update={"alamat": "b7.i7", "jangkar": lost.jangkar.model_copy(update={"baris": "entah", "teks": "tak ada"})}
    )
    other.write_text("".join(one.model_dump_json() + "\n" for one in (fitting, lost)), encoding="utf-8")
    result = CliRunner().invoke(main, ["review", str(out), "--apply", str(other), "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "New decisions" in result.output
    assert "a.txt: 1 decisions do not fit any more" in result.output
    assert indicators(out)[0] == document(out).bagian[0].indikator[0].indikator == "Jumlah rumah singgah"
    assert (out / FILE).read_text(encoding="utf-8").count("\n") == 2


def test_comparisons_and_checks_have_decisions_that_only_stand_in_the_log(
    source: Path, out: Path, extract: Extract, tmp_path: Path
) -> None:
    extract(source)
    machine = tmp_path / "mesin.json"
    machine.write_bytes((out / "a.txt.json").read_bytes())
    rename(out, "Jumlah rumah singgah")
    compared = CliRunner().invoke(main, ["diff", str(machine), str(out / "a.txt.json"), "--format", "json"])
    assert "Jumlah rumah singgah" in compared.output
    checked = CliRunner().invoke(main, ["check", str(out / "a.txt.json"), "--write", "--fail-on", "tidak"])
    assert checked.exit_code == 0, checked.output
    assert document(out).bagian[0].indikator[0].indikator == "Jumlah rumah singgah"
    log = DecidedResults(out).log
    log.append([CLERK.takes_back(log.state().decisions[0])])
    extract(source)
    assert document(out).bagian == load(machine).bagian


def test_reports_say_what_was_reviewed(source: Path, out: Path, extract: Extract) -> None:
    extract(source)
    one = document(out)
    decisions = [
        CLERK.decides_cell(one, f"b{n}.i{m}", name, None if proof.teks_asli == "" else _text(one, n, m, name))
        for n, section in enumerate(one.bagian, start=1)
        for m, row in enumerate(section.indikator, start=1)
        for name, proof in row.bukti.items()
    ]
    DecidedResults(out).log.append(decisions)
    extract(source)
    [told] = json.loads((out / "ringkasan.json").read_bytes())["berkas"]
    assert told["sel_ditinjau"] > 10
    assert told["tinjauan_selesai"] is True
    assert "review finished" in (out / "laporan.html").read_text(encoding="utf-8")


def _text(one: Document, section: int, row: int, name: str) -> str | None:
    return row_texts(one.bagian[section - 1].indikator[row - 1]).get(name)

"""What a run tells: figures for programs, a list for spreadsheets, a page for people; nothing in them runs."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.journal import Key
from extractor.batch.outcome import Digest, Outcome, Result
from extractor.batch.outcome_texts import left_out_line
from extractor.batch.run import Record, RunItem
from extractor.batch.run_report import render
from extractor.batch.run_summary import (
    FAILURE_COLUMNS,
    RunSummary,
    failures_csv,
    files_left_out,
    page_list,
    summary_pieces,
)
from extractor.cli import main
from extractor.export.json import dump_fast, load
from extractor.messages import LANGUAGES, Language, Messages
from schemas.errors import Cause, CermatError, ExitCode, NothingToRead, cause

NASTY = [
    '=cmd|" /C calc"!A0',
    "<script>alert(1)</script>.pdf",
    '"><img src=x onerror=alert(1)>',
    "@SUM(1)",
    "a,b;c.pdf",
]
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def cause_of(outcome: Outcome, why: str) -> Cause | None:
    return cause("internal", "report", error=why) if outcome.failed else None


def record(name: str, outcome: Outcome = Outcome.OK, why: str = "", **figures: object) -> Record:
    digest = Digest(**{"kind": "IKU", "indicators": 3, "lowest": 0.9, **figures})  # type: ignore[arg-type]
    failed = outcome.failed
    return Record(
        RunItem(name, name, name, PurePosixPath(name)),
        Result(outcome, Digest() if failed else digest, cause_of(outcome, why), seconds=1.5, peak_mb=80),
        Key("0" * 64, "x"),
        attempts=1,
        resumed=False,
        outputs=() if failed else (f"{name}.json",),
    )


def run_of(
    *records: Record, interrupted: bool = False, unsearched: tuple[tuple[str, CermatError], ...] = ()
) -> RunSummary:
    end = START + timedelta(seconds=90)
    return RunSummary(records, len(records), interrupted, 2, unsearched, START, end, "hasil")


def summary(run: RunSummary) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b"".join(summary_pieces(run)))
    return told


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def links(self) -> list[str]:
        return [value or "" for name, value in self.attributes if name in ("href", "src")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_told_in_every_report(language: str, outcome: Outcome) -> None:
    messages = Messages(language)  # type: ignore[arg-type]
    told = run_of(record("a.pdf", outcome, "It hurts.", unread_pages=(2, 3, 4, 9)))
    assert summary(told)["jumlah"]["hasil"] == {outcome.value: 1}
    assert messages(f"outcome.{outcome.name}") in Page(render(told, messages).decode()).text
    rows = list(csv.reader(io.StringIO(failures_csv(told, messages).decode("utf-8-sig"), newline="")))
    wants_a_look = outcome.failed or outcome is Outcome.PARTIAL
    assert [row[:2] for row in rows[1:]] == ([["a.pdf", outcome.value]] if wants_a_look else [])
    if outcome is Outcome.PARTIAL:
        assert rows[1][2] == "2-4, 9"


@pytest.mark.parametrize("name", NASTY)
def test_no_name_and_no_cause_runs_anywhere(name: str) -> None:
    told = run_of(
        record(name),
        record(f"{name}2", Outcome.DAMAGED, name),
        unsearched=((name, NothingToRead("journal_lost", label=name)),),
    )
    page = Page(render(told, Messages("en")).decode())
    assert not page.tags.keys() & {"script", "img", "iframe", "object", "link"}
    assert not any(attribute.startswith("on") for attribute, _ in page.attributes)
    assert name in page.text
    for row in csv.reader(io.StringIO(failures_csv(told, Messages("id")).decode("utf-8-sig"), newline="")):
        assert len(row) == len(FAILURE_COLUMNS)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_the_page_stands_alone_and_links_to_outputs() -> None:
    page = Page(render(run_of(record("2022/nama #1 50%.pdf"), record("b.pdf")), Messages("id")).decode())
    assert all("://" not in link and not link.startswith(("/", "#")) for link in page.links())
    assert "2022/nama #1 50%.pdf.json" in [unquote(link) for link in page.links()]
    assert any("default-src 'none'" in (value or "") for _, value in page.attributes)
    assert page.tags["svg"] >= 3


def test_worst_files_come_first_and_pictures_add_up() -> None:
    records = [
        record(f"{number}.pdf", lowest=number / 10, histogram=(0,) * 5 + (number,) + (0,) * 4) for number in (7, 3, 5)
    ]
    text = Page(render(run_of(*records), Messages("en")).decode()).text
    worst = text[text.index("Lowest confidence") :]
    assert worst.index("3.pdf") < worst.index("5.pdf") < worst.index("7.pdf")
    assert " 15 " in text[text.index("Confidence of each row") : text.index("Time of reading")]


@pytest.mark.parametrize(("language", "shown"), [("id", ("0,997", "0,999")), ("en", ("0.997", "0.999"))])
def test_the_lowest_confidence_is_never_shown_as_sure(language: Language, shown: tuple[str, str]) -> None:
    told = run_of(record("a.pdf", lowest=0.997), record("b.pdf", lowest=0.9997))
    text = Page(render(told, Messages(language)).decode()).text
    assert all(f" {number} " in text for number in shown)


def test_a_stopped_run_says_what_its_figures_cover() -> None:
    stopped = replace(run_of(record("a.pdf"), record("b.pdf"), interrupted=True), count=5)
    told = summary(stopped)
    assert told["selesai"] is False
    assert (told["jumlah"]["selesai"], told["jumlah"]["berkas"]) == (2, 5)
    indonesian, english = (Page(render(stopped, Messages(language)).decode()).text for language in LANGUAGES)
    assert "Dihentikan; 3 berkas belum selesai. 2 dari 5 berkas selesai dibaca sebelum berhenti" in indonesian
    assert "2 of 5 files were read before the stop" in english


@given(st.lists(st.integers(1, 60), unique=True).map(sorted))
def test_page_lists_say_every_page_once(pages: list[int]) -> None:
    said: list[int] = []
    for part in filter(None, page_list(pages).split(", ")):
        first, _, last = part.partition("-")
        said += range(int(first), int(last or first) + 1)
    assert said == pages


@pytest.mark.slow
def test_a_run_over_an_archive_leaves_its_reports(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["extract", str(archive), "-o", str(out), "--jobs", "2", "--lang", "en"])
    assert result.exit_code == ExitCode.SOME_FAILED, result.output
    told = json.loads((out / "ringkasan.json").read_bytes())
    assert told["jumlah"] == {
        "berkas": 6,
        "selesai": 6,
        "dilewati": 0,
        "kembar": 1,
        "indikator": 28,
        "simpul": 0,
        "sel": sum(file["sel"] for file in told["berkas"]),
        "sel_dilihat": 0,
        "sel_ditinjau": 0,
        "tinjauan_selesai": 0,
        "hasil": {"lengkap": 4, "tidak_terbuka": 1, "rusak": 1},
    }
    assert [file["berkas"] for file in told["berkas"]][:2] == ["2022/c.txt", "a.txt"]
    for file in told["berkas"]:
        assert all((out / output).is_file() for output in file["luaran"])
    page = Page((out / "laporan.html").read_text(encoding="utf-8"))
    assert all((out / unquote(link)).is_file() for link in page.links())
    rows = list(csv.DictReader(io.StringIO((out / "gagal.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row["berkas"] for row in rows] == ["kosong.pdf", "rusak.docx"]
    assert "complete" in result.stdout
    assert "laporan.html" in result.stderr
    again = CliRunner().invoke(main, ["extract", str(archive), "-o", str(out), "--lang", "en"])
    assert "5 file(s) were done by an earlier run" in again.stderr


@pytest.mark.slow
def test_a_cascade_alone_is_told_as_one_and_its_nodes_are_counted(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    paths = [str(samples / name) for name in ("13-pohon-kinerja-tabel.docx", "10-iku-iki-hasil-ocr.txt")]
    result = CliRunner().invoke(main, ["extract", *paths, "-o", str(out), "--ocr", "never"])
    nodes = len(load(out / "13-pohon-kinerja-tabel.docx.json").kaskade)
    told = json.loads((out / "ringkasan.json").read_bytes())
    assert nodes > 0
    assert (told["jumlah"]["simpul"], told["jumlah"]["indikator"]) == (nodes, 7)
    assert [(file["jenis"], file["simpul"]) for file in told["berkas"]] == [("IKU+IKI", 0), ("KASKADE", nodes)]
    assert f"KASKADE, 0 bagian, 0 indikator, {nodes} simpul" in result.stderr
    (line,) = [line.split() for line in result.stdout.splitlines() if "KASKADE" in line]
    assert line[-5:] == ["KASKADE", "0", "0", str(nodes), "0"]
    page = Page((out / "laporan.html").read_text(encoding="utf-8")).text
    assert f"{nodes} simpul kaskade" in " ".join(page.split())


@pytest.fixture
def doubtful(samples: Path, tmp_path: Path) -> Path:
    """Values that cannot be what their columns hold, twice the same file, and rows that leave no doubt."""
    folder = tmp_path / "arsip"
    folder.mkdir()
    rows = [
        ("1", "Terkelolanya sampah kota", "Jumlah laporan yang", "5 dan 7 atau 9"),
        ("2", "terawatnya taman", "Jumlah taman yang terawat", "semua yang ada"),
        ("3", "Terlayaninya warga", "Jumlah warga yang terlayani", "40 orang"),
        ("4", "Tersusunnya laporan", "persentase laporan dari", "95 %"),
    ]
    table = ["No\tSasaran\tIndikator Kinerja Utama\tTarget", *("\t".join(row) for row in rows)]
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("\n".join(["INDIKATOR KINERJA UTAMA", "", *table, ""]), encoding="utf-8")
    (folder / "c.docx").write_bytes((samples / "01-iku-iki-perpustakaan.docx").read_bytes())
    return folder


def listed(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "periksa.csv").read_text(encoding="utf-8-sig"), newline="")))


@pytest.mark.slow
def test_cells_to_look_at_are_listed_as_they_are_counted_also_when_a_run_goes_on(
    doubtful: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ["extract", str(doubtful), "-o", str(out), "--jobs", "1"]
    first = CliRunner().invoke(main, command)
    told = json.loads((out / "ringkasan.json").read_bytes())
    counts = Counter(row["dokumen"] for row in listed(out))
    assert {file["berkas"]: file["sel_dilihat"] for file in told["berkas"]} == {
        name: counts[name] for name in ("a.txt", "b.txt", "c.docx")
    }
    assert told["jumlah"]["sel_dilihat"] == len(listed(out)) > 0
    assert told["jumlah"]["sel"] == sum(file["sel"] for file in told["berkas"])
    line = f"Sel yang perlu dilihat: {len(listed(out))} dari {told['jumlah']['sel']} ("
    assert line in first.stderr
    page = Page((out / "laporan.html").read_text(encoding="utf-8"))
    assert line in page.text
    assert "periksa.csv" in page.links()
    before = (out / "periksa.csv").read_bytes()
    CliRunner().invoke(main, command)
    assert (out / "periksa.csv").read_bytes() == before


def test_a_single_file_has_its_cells_listed_too(doubtful: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["extract", str(doubtful / "a.txt"), "-o", str(out), "--lang", "en"])
    assert f"Cells to look at: {len(listed(out))} of " in result.stderr
    assert "periksa.csv" in result.stderr


def test_where_there_is_nothing_to_look_at_the_list_is_empty(doubtful: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["extract", str(doubtful / "c.docx"), "-o", str(out)])
    assert listed(out) == []
    assert "Sel yang perlu dilihat: 0 dari " in result.stderr


@pytest.mark.slow
def test_without_csv_cells_are_counted_and_not_listed(doubtful: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    CliRunner().invoke(main, ["extract", str(doubtful), "-o", str(out), "--format", "json", "--jobs", "1"])
    assert not (out / "periksa.csv").exists()
    assert json.loads((out / "ringkasan.json").read_bytes())["jumlah"]["sel_dilihat"] > 0
    page = Page((out / "laporan.html").read_text(encoding="utf-8"))
    assert all((out / unquote(link)).is_file() for link in page.links())


def test_what_could_not_be_written_needs_no_look() -> None:
    cells = ((120_000, 5),)
    told = summary(run_of(record("a.pdf", cells=cells), record("b.pdf", cells=cells)))
    assert [file["sel_dilihat"] for file in told["berkas"]] == [5, 5]
    lost = record("b.pdf", cells=cells)
    lost = replace(lost, result=replace(lost.result, outcome=Outcome.OUTPUT))
    assert [file["sel"] for file in summary(run_of(record("a.pdf", cells=cells), lost))["berkas"]] == [5, 0]


def test_one_file_can_be_a_run_when_it_is_asked_for(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["extract", str(archive / "rusak.docx"), "-o", str(out), "--timeout", "60"])
    assert result.exit_code == ExitCode.DAMAGED
    assert (out / "gagal.csv").exists()


@pytest.mark.parametrize("option", [["--jobs", "0"], ["--timeout", "0"], ["--memory", "1"], ["--retry", "semua"]])
def test_impossible_limits_are_refused(archive: Path, option: list[str]) -> None:
    assert CliRunner().invoke(main, ["extract", str(archive), *option]).exit_code == ExitCode.USAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_that_were_left_out_are_told_above_all_else(language: Language) -> None:
    messages = Messages(language)
    told = run_of(record("a.pdf", left_out=("4-7", "9")), record("b.docx", left_out=("",)), record("c.pdf"))
    page = Page(render(told, messages).decode()).text
    assert page.index(messages("report.left_out")) < page.index(messages("report.outcomes"))
    assert "4-7, 9" in page
    assert [one["tabel_mungkin_indikator"] for one in summary(told)["berkas"]] == [["4-7", "9"], [""], []]
    line = left_out_line(files_left_out(told.records), messages)
    assert [name in line for name in ("a.pdf", "4-7, 9", "b.docx", "c.pdf")] == [True, True, True, False]
    assert messages("report.left_out") not in Page(render(run_of(record("c.pdf")), messages).decode()).text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_summary_in_pieces_is_what_it_is_as_a_whole(count: int) -> None:
    data = b"".join(summary_pieces(run_of(*(record(f"a{number}\n.pdf") for number in range(count)))))
    assert data == dump_fast(json.loads(data))
    assert len(json.loads(data)["berkas"]) == count


def test_the_summary_of_many_files_is_never_in_memory_as_a_whole() -> None:
    run = run_of(*(record(f"{number}.pdf") for number in range(2_000)))
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in summary_pieces(run))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size / 2

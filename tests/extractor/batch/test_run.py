"""What is done is not done again, what changed is, and outputs never disagree with the journal."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from extractor.batch.folder_records import collected
from extractor.batch.journal import Journal
from extractor.batch.journal_documents import JournalDocuments
from extractor.batch.known_places import placed
from extractor.batch.outcome import Outcome, Result
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, PageNews, Reply, Task
from extractor.batch.retry_policy import RetryPolicy
from extractor.batch.run import Record, Run, RunItem
from extractor.batch.run_inputs import gather
from extractor.export import folder_files
from extractor.export.collecting import ExportOptions
from extractor.export.json import load
from extractor.output_folder import OutputFolder
from extractor.results.document_set import DocumentSet
from extractor.spelling import SpellingOptions
from normalizers.spelling import ProjectWords
from parsers.reading import ReadOptions
from schemas.errors import CermatError, OutputError, cause

from .conftest import DirectPool

JOB = Job(ReadOptions(), formats=("json",))
USUAL = Limits()
NO_RETRY = RetryPolicy()


@dataclass
class Told:
    labels: list[str] = field(default_factory=list)

    def begun(self, item: RunItem) -> None:
        pass

    def read(self, item: RunItem, news: PageNews) -> None:
        pass

    def done(self, record: Record) -> None:
        self.labels.append(record.item.label)


def run(
    archive: Path,
    out: Path,
    *,
    job: Job = JOB,
    retry: RetryPolicy = NO_RETRY,
    pool: DirectPool | None = None,
    limits: Limits = USUAL,
) -> tuple[dict[str, Record], list[str]]:
    """One run: what became of each input, and which were read."""
    found = gather([str(archive)], leave_out=out)
    pool = pool or DirectPool()
    folder = OutputFolder(out, found.sources)
    with Journal(out / ".cermat") as journal:
        work = Run(journal, folder, pool, job, limits, retry, Told())
        records, _ = work.go(placed(found.items, journal.known_files()), pool.stopping)
        with folder_files(["csv"], folder, ExportOptions()) as tables:
            collected(DocumentSet(out, JournalDocuments(out / ".cermat"), fail), tables)
    return {record.item.label: record for record in records}, pool.read


def fail(label: str, error: CermatError) -> None:
    raise AssertionError(label) from error


def outcomes(records: dict[str, Record]) -> dict[str, str]:
    return {label: record.result.outcome.name for label, record in records.items()}


def files(out: Path) -> dict[str, bytes]:
    paths = [path for path in out.rglob("*") if path.is_file() and ".cermat" not in path.parts]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def csv_documents(out: Path) -> list[str]:
    text = (out / "indikator.csv").read_text(encoding="utf-8-sig")
    return list(dict.fromkeys(row["dokumen"] for row in csv.DictReader(io.StringIO(text, newline=""))))


def test_a_run_reads_each_content_once_and_writes_for_each_file(archive: Path, tmp_path: Path) -> None:
    records, read = run(archive, tmp_path / "out")
    assert outcomes(records) == {
        "2022/c.txt": "OK",
        "a.txt": "OK",
        "b.txt": "OK",
        "d.txt": "OK",
        "kosong.pdf": "NOT_OPENED",
        "rusak.docx": "DAMAGED",
    }
    assert sorted(read) == ["a.txt", "b.txt", "c.txt", "rusak.docx"]
    assert records["d.txt"].twin_of == "2022/c.txt"
    assert sorted(files(tmp_path / "out")) == [
        "2022/c.txt.json",
        "a.txt.json",
        "angka.csv",
        "b.txt.json",
        "d.txt.json",
        "indikator.csv",
        "periksa.csv",
    ]
    assert load(tmp_path / "out" / "d.txt.json").berkas.nama == "d.txt"
    assert load(tmp_path / "out" / "2022" / "c.txt.json").berkas.jalur == "2022/c.txt"
    assert load(tmp_path / "out" / "d.txt.json").berkas.jalur == "d.txt"  # its twin was read, and keeps its own
    assert csv_documents(tmp_path / "out") == ["2022/c.txt", "a.txt", "b.txt", "d.txt"]


def test_what_is_done_is_not_read_again(archive: Path, tmp_path: Path) -> None:
    first, _ = run(archive, tmp_path / "out")
    before = files(tmp_path / "out")
    second, read = run(archive, tmp_path / "out")
    assert read == []
    assert files(tmp_path / "out") == before
    assert outcomes(second) == outcomes(first)
    assert {label: r.twin_of for label, r in second.items()} == {label: r.twin_of for label, r in first.items()}
    assert all(record.resumed for label, record in second.items() if label != "kosong.pdf")


def test_a_stopped_run_goes_on_and_ends_like_an_undisturbed_one(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "ganzes")
    stopped, read = run(archive, tmp_path / "out", pool=DirectPool(interrupt_after=2))
    assert len(read) == 2
    assert csv_documents(tmp_path / "out") == [label for label, r in stopped.items() if not r.result.outcome.failed]
    _, rest = run(archive, tmp_path / "out")
    assert len(rest) == 2
    assert files(tmp_path / "out") == files(tmp_path / "ganzes")


def test_changed_files_are_read_again(archive: Path, tmp_path: Path, decree: Callable[[int], str]) -> None:
    run(archive, tmp_path / "out")
    (archive / "a.txt").write_text(decree(99), encoding="utf-8")
    before = files(tmp_path / "out")["a.txt.json"]
    assert run(archive, tmp_path / "out")[1] == ["a.txt"]
    assert files(tmp_path / "out")["a.txt.json"] != before


def test_a_file_that_broke_takes_its_old_output_with_it(archive: Path, tmp_path: Path) -> None:
    run(archive / "a.txt", tmp_path / "out")
    (archive / "a.txt").write_bytes(b"PK\x03\x04 terpotong juga")
    records, _ = run(archive / "a.txt", tmp_path / "out")
    assert records["a.txt"].result.outcome is Outcome.DAMAGED
    assert "a.txt.json" not in files(tmp_path / "out")
    assert "a.txt" not in csv_documents(tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize(
    "job",
    [
        replace(JOB, options=ReadOptions(pages=((1, 2),))),
        replace(JOB, options=ReadOptions(ocr="never")),
        replace(JOB, options=ReadOptions(ocr_engine="lain")),
        replace(JOB, options=ReadOptions(password="rahasia")),
        replace(JOB, spelling=SpellingOptions(repair=False)),
        replace(JOB, spelling=SpellingOptions(project=ProjectWords(frozenset({"simpatik"})))),
    ],
)
def test_other_options_read_everything_again(archive: Path, tmp_path: Path, job: Job) -> None:
    run(archive, tmp_path / "out")
    assert len(run(archive, tmp_path / "out", job=job)[1]) == 4
    assert run(archive, tmp_path / "out", job=job)[1] == []


def test_another_version_reads_everything_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(archive, tmp_path / "out")
    monkeypatch.setattr("extractor.batch.fingerprint.fingerprint", lambda: "lain")
    assert len(run(archive, tmp_path / "out")[1]) == 4


def test_a_password_does_not_stand_in_the_journal(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out", job=replace(JOB, options=ReadOptions(password="sangat-rahasia")))
    assert all(b"sangat-rahasia" not in p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())


def test_failures_are_tried_again_when_asked(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    records, read = run(archive, tmp_path / "out", retry=RetryPolicy(failed=True))
    assert read == ["rusak.docx"]
    assert records["rusak.docx"].attempts == 2
    assert len(run(archive, tmp_path / "out", retry=RetryPolicy(everything=True))[1]) == 4


class Impatient(DirectPool):
    """Every document takes too long."""

    def answer(self, task: Task) -> Reply:
        return Reply(Result(Outcome.TIMED_OUT))


def test_more_time_is_reason_enough_to_try_again(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(archive, out, pool=Impatient(), limits=Limits(seconds=5))
    assert run(archive, out, limits=Limits(seconds=5))[1] == []
    assert len(run(archive, out, limits=Limits(seconds=10))[1]) == 4


def test_outputs_that_were_deleted_or_are_wanted_now_come_from_the_journal(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(archive, out, job=replace(JOB, formats=()))
    assert sorted(files(out)) == ["angka.csv", "indikator.csv", "periksa.csv"]
    records, read = run(archive, out)
    assert read == []
    complete = files(out)
    assert "d.txt.json" in complete
    (out / "d.txt.json").unlink()
    assert run(archive, out)[1] == []
    assert files(out) == complete
    assert records["d.txt"].outputs == ("d.txt.json",)


def test_outputs_of_another_archive_of_the_same_names_are_not_taken_for_these(
    archive: Path, tmp_path: Path, decree: Callable[[int], str]
) -> None:
    out = tmp_path / "out"
    run(archive, out)
    before = files(out)
    other = tmp_path / "lain"
    other.mkdir()
    (other / "a.txt").write_text(decree(7), encoding="utf-8")
    run(other, out)
    assert {name: files(out)[name] for name in before if name.endswith(".json")} == {
        name: data for name, data in before.items() if name.endswith(".json")
    }
    assert load(out / "a.txt~2.json").berkas.jalur == "a.txt~2"
    assert csv_documents(out) == ["2022/c.txt", "a.txt", "a.txt~2", "b.txt", "d.txt"]


def test_two_runs_in_one_folder_are_refused(archive: Path, tmp_path: Path) -> None:
    with Journal(tmp_path / "out" / ".cermat"), pytest.raises(OutputError, match="another run"):
        run(archive, tmp_path / "out")
    run(archive, tmp_path / "out")


def test_a_journal_that_is_none_is_one_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / ".cermat"
    folder.mkdir()
    (folder / "journal.sqlite").write_bytes(b"bukan basis data" * 500)
    with pytest.raises(OutputError, match="no journal"):
        Journal(folder)


def test_an_input_is_never_overwritten_nor_removed(archive: Path, decree: Callable[[int], str]) -> None:
    (archive / "a.txt.json").write_text(decree(5), encoding="utf-8")
    found = gather([str(archive / "a.txt"), str(archive / "a.txt.json")], leave_out=None)
    folder, pool = OutputFolder(archive, found.sources), DirectPool()
    with Journal(archive / ".cermat") as journal:
        work = Run(journal, folder, pool, JOB, Limits(), RetryPolicy(), Told())
        records, _ = work.go(found.items, pool.stopping)
    assert [record.result.outcome for record in records] == [Outcome.OUTPUT, Outcome.OK]
    assert (archive / "a.txt.json").read_text(encoding="utf-8") == decree(5)


def test_a_disk_that_is_full_ends_the_run_soon(
    archive: Path, tmp_path: Path, decree: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (archive / f"x{number}.txt").write_text(decree(100 + number), encoding="utf-8")

    def full(_: OutputFolder, outputs: Sequence[object]) -> list[OutputError]:
        return [OutputError("not_written", system="ENOSPC") for _ in outputs]

    monkeypatch.setattr(OutputFolder, "write_all", full)
    monkeypatch.setattr("extractor.batch.run.GROUP", 5)
    pool = DirectPool()
    with pytest.raises(OutputError, match="no space"):
        run(archive, tmp_path / "out", pool=pool)
    assert len(pool.read) < 20
    assert pool.stopped


def test_an_input_with_the_name_of_a_report_does_not_meet_it(tmp_path: Path, decree: Callable[[int], str]) -> None:
    archive = tmp_path / "arsip"
    archive.mkdir()
    (archive / "ringkasan").write_text(decree(1), encoding="utf-8")
    run(archive, tmp_path / "out")
    assert "ringkasan.json" not in files(tmp_path / "out")
    assert "ringkasan~2.json" in files(tmp_path / "out")


def test_the_journal_can_be_asked_by_others(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    base = sqlite3.connect(tmp_path / "out" / ".cermat" / "journal.sqlite")
    rows = base.execute("SELECT f.stem, r.outcome FROM files f JOIN results r USING (sha256, options)").fetchall()
    base.close()
    assert ("a.txt", "lengkap") in rows
    assert ("rusak.docx", "rusak") in rows


class ScanningPool(DirectPool):
    """Recognises one page more of each file than it was given, and is then out of time, unless it has all of them."""

    def __init__(self, pages: int, *, advances: bool = True) -> None:
        super().__init__()
        self.given: list[tuple[int, ...]] = []  # numbers of the pages that each task brought along
        self._pages = pages
        self._advances = advances

    def next(self, timeout: float) -> tuple[int, Reply | PageNews] | None:
        number, task = self._waiting[0]
        have = len(task.kept)
        if len(self.given) == len(self.read):
            self.given.append(tuple(page for page, _ in task.kept))
            if have < self._pages and self._advances:
                return number, PageNews(have + 1, self._pages, have, have + 1, b"page")
        return super().next(timeout)

    def answer(self, task: Task) -> Reply:
        if len(task.kept) < self._pages:
            return Reply(Result(Outcome.TIMED_OUT, cause=cause("took_too_long", "more_time", seconds=1)))
        return super().answer(task)


def one_scan(tmp_path: Path, decree: Callable[[int], str]) -> Path:
    folder = tmp_path / "satu"
    folder.mkdir()
    (folder / "a.txt").write_text(decree(1), encoding="utf-8")
    return folder


def test_a_file_that_ran_out_of_time_goes_on_with_the_pages_it_has(
    tmp_path: Path, decree: Callable[[int], str]
) -> None:
    folder, out = one_scan(tmp_path, decree), tmp_path / "out"
    given, ends = [], []
    for _ in range(4):
        pool = ScanningPool(2)
        records, _ = run(folder, out, pool=pool)
        given.append(pool.given)
        ends.append(records["a.txt"].result.outcome)
    assert given == [[()], [(1,)], [(1, 2)], []]
    assert ends == [Outcome.TIMED_OUT, Outcome.TIMED_OUT, Outcome.OK, Outcome.OK]


def test_a_file_that_gets_no_further_is_not_tried_for_ever(tmp_path: Path, decree: Callable[[int], str]) -> None:
    folder, out = one_scan(tmp_path, decree), tmp_path / "out"
    run(folder, out, pool=ScanningPool(3))
    stuck = ScanningPool(3, advances=False)
    run(folder, out, pool=stuck)
    assert stuck.given == [(1,)]
    _, read = run(folder, out, pool=ScanningPool(3))
    assert read == []


@pytest.mark.parametrize(
    ("job", "retry"),
    [(JOB, RetryPolicy(everything=True)), (Job(ReadOptions(ocr="always"), formats=("json",)), NO_RETRY)],
)
def test_pages_of_other_options_are_of_no_use(
    tmp_path: Path, decree: Callable[[int], str], job: Job, retry: RetryPolicy
) -> None:
    folder, out = one_scan(tmp_path, decree), tmp_path / "out"
    run(folder, out, pool=ScanningPool(3))
    pool = ScanningPool(3)
    run(folder, out, job=job, retry=retry, pool=pool)
    assert pool.given == [()]

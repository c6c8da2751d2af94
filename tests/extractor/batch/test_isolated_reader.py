"""A document can do what it likes to the process that reads it: the run hears what became of it, and goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from extractor.batch import isolated_reader as reader_module
from extractor.batch.isolated_reader import IsolatedReader, Stopped
from extractor.batch.outcome import Outcome, Result
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, Reply, Task
from parsers.reading import ReadOptions
from schemas.errors import cause

from .conftest import FAULTY_WORKER

Read = Callable[[str], Reply]
LIMITS = Limits(seconds=30.0, memory_mb=600)
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def make_reader(no_leftovers: Path) -> Iterator[Callable[[Limits], IsolatedReader]]:
    readers: list[IsolatedReader] = []

    def make(limits: Limits) -> IsolatedReader:
        readers.append(IsolatedReader(limits, FAULTY_WORKER))
        return readers[-1]

    yield make
    for made in readers:
        made.stop()


def task(tmp_path: Path, content: str, name: str = "a.txt") -> Task:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return Task(str(path), name, Job(ReadOptions(), formats=("json",)))


def told(result: Result) -> str:
    return result.cause.sentence("en") if result.cause is not None else ""


@pytest.mark.slow
def test_a_document_is_read_and_rendered(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, decree: Callable[[int], str]
) -> None:
    reply = make_reader(LIMITS).run(task(tmp_path, decree(1)))
    assert reply.result.outcome is Outcome.OK
    assert reply.result.digest.indicators == 7
    assert reply.result.peak_mb > 1
    assert [name for name, data in reply.rendered if data.startswith(b"{")] == ["json"]


@pytest.mark.slow
@POSIX_ONLY
def test_every_disaster_has_its_outcome_and_the_next_document_is_read(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, decree: Callable[[int], str]
) -> None:
    hurried = make_reader(Limits(seconds=0.5, memory_mb=400)).run(task(tmp_path, "HANG")).result
    assert (hurried.outcome, "0.5 seconds" in told(hurried)) == (Outcome.TIMED_OUT, True)
    reader = make_reader(Limits(seconds=60.0, memory_mb=400))
    for content, outcome, words in (
        ("SEGFAULT", Outcome.CRASHED, "SIGSEGV"),
        ("EXIT", Outcome.CRASHED, "exit code 3"),
        ("EAT 600", Outcome.OUT_OF_MEMORY, "400 MB"),
        ("MEMORYERROR", Outcome.OUT_OF_MEMORY, ""),
        ("NONSENSE", Outcome.CRASHED, "nonsense"),
        ("NETWORK", Outcome.INTERNAL, "not allowed"),
        ("PROGRAM", Outcome.INTERNAL, "not allowed"),
    ):
        result = reader.run(task(tmp_path, content)).result
        assert result.outcome is outcome, (content, result)
        assert words in told(result)
    assert reader.run(task(tmp_path, decree(1))).result.outcome is Outcome.OK


@pytest.mark.slow
def test_what_libraries_print_does_not_get_among_the_answers(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path
) -> None:
    assert make_reader(LIMITS).run(task(tmp_path, "PRINT")).result.outcome is Outcome.NO_INDICATORS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="networks of their own are Linux's")
def test_native_libraries_have_no_network_either(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path
) -> None:
    allowed = subprocess.run(["unshare", "--net", *(["--user"] if os.geteuid() else []), "true"], check=False)
    if allowed.returncode != 0:
        pytest.skip("this kernel or container gives no network of its own")
    assert make_reader(LIMITS).run(task(tmp_path, "INTERFACES")).result.cause == cause(
        "internal", "report", error="OSError: lo"
    )


@pytest.mark.slow
def test_pages_add_time_unless_the_user_set_the_limit(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.read_limits.BASE_SECONDS", 0.3)
    monkeypatch.setattr("extractor.batch.read_limits.PAGE_SECONDS", 10.0)
    patient = make_reader(Limits(memory_mb=600))
    assert patient.run(task(tmp_path, "PAGES 0 1")).result.outcome is Outcome.TIMED_OUT
    assert patient.run(task(tmp_path, "PAGES 1 1")).result.outcome is Outcome.NO_INDICATORS
    strict = make_reader(Limits(seconds=0.3, memory_mb=600))
    assert strict.run(task(tmp_path, "PAGES 1 1")).result.outcome is Outcome.TIMED_OUT


def test_no_claim_of_pages_gives_time_without_end() -> None:
    assert Limits().allowed_seconds(2_000_000_000) == Limits().allowed_seconds(1_000_000)


@pytest.mark.slow
def test_a_process_that_dies_of_an_earlier_document_gets_a_second_chance(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, decree: Callable[[int], str]
) -> None:
    reader = make_reader(LIMITS)
    reader.run(task(tmp_path, decree(1)))
    reply = reader.run(task(tmp_path, "SECOND"))
    assert (reply.result.outcome, reply.attempts) == (Outcome.NO_INDICATORS, 2)


@pytest.mark.slow
@POSIX_ONLY
def test_what_a_process_may_write_is_bounded(make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path) -> None:
    assert make_reader(LIMITS).run(task(tmp_path, "BOUNDS")).result.cause == cause(
        "internal", "report", error=f"OSError: {2 * 1024**3} 0"
    )


@pytest.mark.slow
@POSIX_ONLY
def test_temporary_files_go_with_the_process_that_left_them(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, no_leftovers: Path
) -> None:
    assert make_reader(LIMITS).run(task(tmp_path, "TEMPORARY")).result.outcome is Outcome.CRASHED
    assert list(no_leftovers.iterdir()) == []


@pytest.mark.slow
@POSIX_ONLY
def test_a_process_that_others_end_costs_no_document(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path
) -> None:
    reply = make_reader(LIMITS).run(task(tmp_path, f"ONCE {tmp_path / 'sekali'}"))
    assert (reply.result.outcome, reply.attempts) == (Outcome.NO_INDICATORS, 2)


@pytest.mark.slow
@POSIX_ONLY
def test_a_process_that_does_not_start_costs_no_document(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path
) -> None:
    before = {child.pid for child in psutil.Process().children()}
    reader = make_reader(LIMITS)
    reader.prepare()
    for child in psutil.Process().children():
        if child.pid not in before:
            child.kill()
    reply = reader.run(task(tmp_path, "biasa"))
    assert reply.result.outcome is Outcome.NO_INDICATORS


@pytest.mark.slow
def test_processes_are_replaced_so_that_memory_stays_flat(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = make_reader(Limits(seconds=60.0, memory_mb=500))
    light = reader.run(task(tmp_path, "biasa")).result.peak_mb
    assert reader.run(task(tmp_path, "KEEP 250")).result.peak_mb > light + 200
    assert reader.run(task(tmp_path, "biasa")).result.peak_mb < light + 100
    monkeypatch.setattr(reader_module, "KEEP_DOCUMENTS", 1)
    before = {child.pid for child in psutil.Process().children()}
    reader.run(task(tmp_path, "biasa"))
    reader.run(task(tmp_path, "biasa"))
    assert not before & {child.pid for child in psutil.Process().children()}


@pytest.mark.slow
def test_a_cell_is_stopped_in_the_middle_of_a_document(
    make_reader: Callable[[Limits], IsolatedReader], tmp_path: Path
) -> None:
    reader = make_reader(Limits(seconds=600.0))
    ended: list[BaseException] = []

    def read() -> None:
        try:
            reader.run(task(tmp_path, "HANG"))
        except Stopped as stopped:
            ended.append(stopped)

    thread = threading.Thread(target=read)
    thread.start()
    time.sleep(1)
    reader.stop()
    thread.join(timeout=30)
    assert len(ended) == 1
    with pytest.raises(Stopped):
        reader.run(task(tmp_path, "biasa"))


@pytest.mark.slow
@POSIX_ONLY
def test_processes_end_with_a_run_that_was_killed(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    given = task(tmp_path, f"PID {pid_file}")
    child = os.fork()
    if child == 0:
        try:
            IsolatedReader(Limits(seconds=600.0), FAULTY_WORKER).run(given)
        finally:
            os._exit(0)
    wait_until(lambda: pid_file.exists() and pid_file.read_text() != "")
    reader = int(pid_file.read_text())
    assert psutil.pid_exists(reader)
    os.kill(child, 9)
    os.waitpid(child, 0)
    wait_until(lambda: not psutil.pid_exists(reader) or psutil.Process(reader).status() == psutil.STATUS_ZOMBIE)


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)

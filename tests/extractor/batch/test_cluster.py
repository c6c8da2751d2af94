"""The same run on a Dask cluster: a scheduler and workers are started on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, Task
from extractor.cli import main
from parsers.reading import ReadOptions
from schemas.errors import ExitCode

pytest.importorskip("distributed", reason='Dask is not installed (pip install "cermat[dask]")')
pytestmark = pytest.mark.slow

START_SECONDS = 120


class Cluster:
    """A scheduler and its workers as a team would start them, from the command line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        log = folder / "scheduler.log"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", log=log)
        self.address = self._said(log, r"Scheduler at:\s+(tcp://\S+)")
        self._workers = 0

    def add_worker(self) -> subprocess.Popen[str]:
        self._workers += 1
        name = f"w{self._workers}"
        log = self._folder / f"{name}.log"
        scratch = str(self._folder / name)
        worker = self._start(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", scratch, log=log
        )
        self._said(log, r"(Registered to)")
        return worker

    def kill(self, worker: subprocess.Popen[str]) -> None:
        """A machine that loses its power: the worker, its nanny and the reading process end at once."""
        tree = [*psutil.Process(worker.pid).children(recursive=True), psutil.Process(worker.pid)]
        for process in tree:
            process.kill()
        worker.wait()

    def stop(self) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                self.kill(process)

    def _start(self, *arguments: str, log: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "dask", *arguments]
        with log.open("w") as file:
            process = subprocess.Popen(command, stdout=file, stderr=file, text=True, env={**os.environ})
        self._processes.append(process)
        return process

    @staticmethod
    def _said(log: Path, pattern: str) -> str:
        end = time.monotonic() + START_SECONDS
        while (match := re.search(pattern, log.read_text())) is None:
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        return match.group(1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.stop()


def outputs(out: Path) -> dict[str, bytes]:
    names = ("indikator.csv", "angka.csv", "periksa.csv", "gagal.csv")
    paths = [*out.rglob("*.txt.json"), *(out / name for name in names)]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def test_a_cluster_gives_the_same_as_one_machine_also_when_a_worker_is_lost(
    cluster: Cluster, archive: Path, tmp_path: Path
) -> None:
    for number in range(30):
        text = (archive / "a.txt").read_text(encoding="utf-8")
        (archive / f"n{number:02}.txt").write_text(f"{text}{number}\n", encoding="utf-8")
    alone = CliRunner().invoke(main, ["extract", str(archive), "-o", str(tmp_path / "sendiri"), "--lang", "en"])
    assert alone.exit_code == ExitCode.SOME_FAILED
    first = cluster.add_worker()
    out = tmp_path / "out"
    command = [sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract", str(archive)]
    run = subprocess.Popen(
        [*command, "-o", str(out), "--scheduler", cluster.address, "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while len(list(out.rglob("*.txt.json"))) < 5:
        assert run.poll() is None, run.communicate()[0]
        time.sleep(0.05)
    cluster.kill(first)
    cluster.add_worker()
    told, _ = run.communicate(timeout=300)
    assert run.returncode == ExitCode.SOME_FAILED, told
    assert "Traceback" not in told
    assert outputs(out) == outputs(tmp_path / "sendiri")
    again = CliRunner().invoke(main, ["extract", str(archive), "-o", str(out), "--lang", "en"])
    assert "done by an earlier run" in again.stderr  # one machine goes on where the cluster ended


def test_without_a_scheduler_it_is_one_line(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.dask_pool.CONNECT_SECONDS", 1)
    result = CliRunner().invoke(
        main, ["extract", str(archive), "-o", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9", "-q"]
    )
    assert result.exit_code == ExitCode.MISSING_COMPONENT
    assert "Traceback" not in result.output


def test_a_worker_with_another_version_is_not_believed(archive: Path) -> None:
    from extractor.batch.dask_pool import OtherVersion, read_on_worker

    task = Task(str(archive / "a.txt"), "a.txt", Job(ReadOptions()))
    with pytest.raises(OtherVersion):
        read_on_worker(task, Limits(), "another fingerprint")

"""`cermat extract --watch`, run as people run it: one line a file, a clean end, and no file is read twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.errors import ExitCode
from tests.extractor.commands.test_cli import run
from tests.support.docx_build import build, p

LONGEST_WAIT = 60.0
"""Seconds; what is waited for comes after some three."""
CERMAT = (sys.executable, "-c", "from extractor.cli import main; main()")


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    words = ("extract", str(folder), "-o", str(folder / "hasil"), "--watch", "--lang", "en", "--jobs", "1")
    process = subprocess.Popen((*CERMAT, *words, *options), stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until_known(results: Path, count: int) -> None:
    """Waits until the reports tell of so many files: then the run over the last of them is complete."""
    latest = time.monotonic() + LONGEST_WAIT
    while told(results) < count:
        assert time.monotonic() < latest, "it did not come"
        time.sleep(0.1)


def told(results: Path) -> int:
    report = results / "ringkasan.json"
    return len(json.loads(report.read_text(encoding="utf-8"))["berkas"]) if report.exists() else 0


def end(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The exit code after Ctrl-C, and the labels of the files that were told."""
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=LONGEST_WAIT)
    return process.returncode, [line.split(":")[0].split()[-1] for line in said.splitlines() if ".docx" in line]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C")
@pytest.mark.parametrize("options", [(), ("--poll", "0.2")])
def test_files_are_read_as_they_come_and_once(tmp_path: Path, options: tuple[str, ...]) -> None:
    results = tmp_path / "hasil"
    (tmp_path / "tahun").mkdir()
    build(tmp_path / "a.docx", p("Indikator Kinerja"))
    with watching(tmp_path, *options) as process:
        until_known(results, 1)
        build(tmp_path / "tahun" / "b.docx", p("Sasaran"))
        until_known(results, 2)
        assert end(process) == (ExitCode.OK, ["a.docx", "tahun/b.docx"])
    with watching(tmp_path, *options) as process:
        build(tmp_path / "c.docx", p("Target"))
        until_known(results, 3)
        assert end(process) == (ExitCode.OK, ["c.docx"])


def test_only_folders_can_be_watched(tmp_path: Path) -> None:
    path = build(tmp_path / "a.docx", p("isi"))
    result = run("extract", path, "-o", tmp_path / "hasil", "--watch")
    assert result.exit_code == ExitCode.USAGE
    assert "hanya folder di komputer ini" in result.stderr

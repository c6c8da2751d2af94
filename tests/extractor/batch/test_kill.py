"""A run that is killed at any moment loses nothing that was finished, and the next one ends as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main
from schemas.errors import ExitCode

CERMAT = (sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract")
DOCUMENTS = 24
KILLS = 3
TIME_BOUND = {"ringkasan.json", "laporan.html"}
"""Reports that tell how long the run took."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def many(tmp_path: Path, decree: Callable[[int], str]) -> Path:
    folder = tmp_path / "arsip"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number:02}.txt").write_text(decree(number % (DOCUMENTS - 2)), encoding="utf-8")  # two are twins
    (folder / "rusak.docx").write_bytes(b"PK\x03\x04 terpotong")
    return folder


def start(archive: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [*CERMAT, str(archive), "-o", str(out), "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def finish(archive: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [*CERMAT, str(archive), "-o", str(out), "--jobs", "2", "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def outputs(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file() and ".cermat" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.name not in TIME_BOUND}


def documents(out: Path) -> int:
    return len(list(out.glob("*.txt.json")))


@pytest.mark.slow
def test_kills_at_random_moments_leave_nothing_half_done(many: Path, tmp_path: Path) -> None:
    assert finish(many, tmp_path / "utuh").returncode == ExitCode.SOME_FAILED
    whole = outputs(tmp_path / "utuh")
    chance = random.Random(time.time_ns())
    out = tmp_path / "out"
    for kill in range(KILLS):
        enough = documents(out) + chance.randrange(1, DOCUMENTS // KILLS)
        run = start(many, out)
        while documents(out) < enough and run.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        run.kill()
        run.wait()
        for name, data in outputs(out).items():
            if name.endswith(".txt.json"):
                assert data == whole[name], (kill, name)
    before = documents(out)
    last = finish(many, out)
    assert last.returncode == ExitCode.SOME_FAILED
    assert "done by an earlier run" in last.stderr
    assert before > 0
    assert outputs(out) == whole
    assert [list(folder.iterdir()) for folder in (out / ".cermat").glob("sementara-*")] == [[]]
    assert not list(out.rglob("*.part"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_says_how_to_go_on(many: Path, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out"
    command = [*CERMAT, str(many), "-o", str(out), "--jobs", "2", "--lang", "en"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while documents(out) < 2:
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, number) if number is signal.SIGINT else run.send_signal(number)
    _, told = run.communicate(timeout=60)
    assert run.returncode == ExitCode.INTERRUPTED
    assert "same command again to go on" in told
    assert "Traceback" not in told
    assert (out / "indikator.csv").exists()
    assert (out / "laporan.html").exists()


@pytest.mark.slow
def test_a_second_ctrl_c_ends_a_run_at_once_and_loses_nothing(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the disk does not answer: the run is in the middle of an output and does not look for the first one."""
    out = tmp_path / "out"
    replace, written = os.replace, []

    def interrupted(source: Path, target: Path) -> None:
        written.append(target)
        if len(written) == 3:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    result = CliRunner().invoke(main, ["extract", str(many), "-o", str(out), "--jobs", "2"])
    assert result.exit_code == ExitCode.INTERRUPTED
    assert documents(out) == 2
    assert not (out / "indikator.csv").exists()
    assert not list(out.rglob("*.part"))
    assert "done by an earlier run" in finish(many, out).stderr

"""Starts the process that reads documents; imports nothing that takes time, so that it can be done first.

While the new process imports its libraries, the one that started it has time for its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, cast

import psutil

from schemas.errors import OutputError

WORKER = (sys.executable, "-P", "-m", "extractor.batch.reader_worker")
END_SECONDS = 5.0
"""A process that was killed and is still there after so long is stuck in the system."""
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
"""Each process is one of several; threads of their own would only stand in each other's way."""


@dataclass(frozen=True, slots=True)
class StartedWorker:
    """A process that was started and may not be ready yet, and the folder for its temporary files."""

    process: subprocess.Popen[bytes]
    temporary: str
    memory_mb: int  # the limit that it was started with

    @property
    def tasks(self) -> IO[bytes]:
        """Its standard input."""
        return cast("IO[bytes]", self.process.stdin)

    @property
    def answers(self) -> IO[bytes]:
        """Its standard output."""
        return cast("IO[bytes]", self.process.stdout)

    def end(self) -> None:
        """Kills the process with all that it started, and removes what it left behind."""
        for child in _children(self.process.pid):
            with suppress(psutil.Error):
                child.kill()
        self.process.kill()
        with suppress(OSError):  # a task that was still being sent goes nowhere
            self.tasks.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:  # stuck in the system, for example on a network drive; it is past helping
            return
        finally:
            shutil.rmtree(self.temporary, ignore_errors=True)


def start_worker(memory_mb: int, command: Sequence[str] = WORKER) -> StartedWorker:
    """The process of `command`, which is given the memory limit as its last argument."""
    try:
        temporary = tempfile.mkdtemp(prefix="cermat-")
    except FileNotFoundError as error:  # how tempfile says that no folder can be written to
        raise OutputError("no_temporary", remedy="temporary", folder=os.environ.get("TMPDIR", "/tmp")) from error
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary)
    process = subprocess.Popen(
        (*command, str(memory_mb)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # libraries complain about odd files there; what matters comes as an answer
        env={**os.environ, **ONE_THREAD, **places},
    )
    return StartedWorker(process, temporary, memory_mb)


def _children(pid: int) -> list[psutil.Process]:
    """What the process started: LibreOffice, where it is converting a document."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:  # it has ended
        return []


@contextmanager
def early_worker(memory_mb: int) -> Iterator[StartedWorker]:
    """A process started ahead of its first task, which is ended with the block."""
    worker = start_worker(memory_mb)
    try:
        yield worker
    finally:
        worker.end()
        worker.answers.close()

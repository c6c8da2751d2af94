"""One process that reads documents, seen from outside: whatever happens in it, `Cell.run` answers.

A process of its own, and not a pool of a library, because each document needs what pools do not have together: a
deadline that depends on its pages, a limit on resident memory that holds on every system, an end at any moment, and
a start from inside the workers of a cluster, which may not have children of `multiprocessing`.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, cast

import psutil

from extractor.batch import wire
from extractor.batch.outcome import Outcome, Result
from extractor.batch.task import Limits, Reply, Task

WORKER = (sys.executable, "-P", "-m", "extractor.batch.worker")
WATCH_SECONDS = 0.1
"""How often time and memory of a process at work are looked at."""
START_SECONDS = 120.0
"""A process that imports its libraries for longer, on a machine however busy, will never be ready."""
KEEP_DOCUMENTS = 5000
"""A process is replaced after so many documents, in case a library leaks what is not seen as memory; a new one costs
as much as 40 small documents."""
KEEP_MEMORY_SHARE = 0.5
"""A process that holds more than this share of its limit after a document is replaced before the next."""
END_SECONDS = 5.0
MAX_ATTEMPTS = 3
"""A document whose process dies by itself or by others, or ran out of memory after other documents, is tried again in
a fresh process."""
MB = 1024 * 1024
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
"""Each process is one of several; threads of their own would only stand in each other's way."""


class Stopped(Exception):
    """The run was stopped while this cell was at work."""


class Cell:
    """Runs tasks one at a time; used by one thread, and stopped from any."""

    def __init__(self, limits: Limits, worker: Sequence[str] = WORKER) -> None:
        self.limits = limits
        self._worker = (*worker, str(limits.memory_mb))
        self._process: _Process | None = None
        self._stopped = threading.Event()

    def prepare(self) -> None:
        """Starts the process, so that it is ready when the first task comes. Raises Stopped as `run` does."""
        self._ready_process()

    def run(self, task: Task) -> Reply:
        """What became of `task`, within the limits. Raises Stopped where `stop` was called meanwhile."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            process = self._ready_process()
            fresh = process.documents == 0
            reply = replace(process.run(task, self.limits), attempts=attempt)
            if self._stopped.is_set():
                raise Stopped
            if reply.result.outcome not in (Outcome.CRASHED, Outcome.OUT_OF_MEMORY) or (fresh and not process.lost):
                break
            self._end()
        if process.worn_out(self.limits):
            self._end()
        return reply

    def stop(self) -> None:
        """Ends the process at once, whatever it does."""
        self._stopped.set()
        self._end()

    def _ready_process(self) -> _Process:
        process = self._process
        if not self._stopped.is_set() and (process is None or not process.alive):
            self._end()
            process = self._process = _Process(self._worker)
        if process is None or self._stopped.is_set():
            self._end()
            raise Stopped
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """The operating system's process, its pipes, and the folder for its temporary files."""

    def __init__(self, command: Sequence[str]) -> None:
        self.documents = 0
        self.lost = False  # True: it did not start, or ended by itself or by others
        self._held_mb = 0.0  # resident memory when it was last looked at
        self._temporary = tempfile.mkdtemp(prefix="cermat-")
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._temporary)
        self._popen = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries complain about odd files there; what matters comes as an answer
            env={**os.environ, **ONE_THREAD, **places},
        )
        self._watched = psutil.Process(self._popen.pid)
        self._frames: queue.SimpleQueue[Reply | int | str | wire.WireError | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._ready = False

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    def worn_out(self, limits: Limits) -> bool:
        """True where the process should not take another document."""
        return (
            not self.alive or self.documents >= KEEP_DOCUMENTS or self._held_mb > limits.memory_mb * KEEP_MEMORY_SHARE
        )

    def run(self, task: Task, limits: Limits) -> Reply:
        if not self._ready and not self._wait_until_ready():
            self.lost = True  # no fault of the document
            return _failure(Outcome.CRASHED, "The reading process did not start.")
        self.documents += 1
        start = time.monotonic()
        deadline = start + limits.allowed_seconds(0)
        peak = 0.0
        try:
            wire.send_task(cast(BinaryIO, self._popen.stdin), task)
        except OSError:
            return self._lost()
        while True:
            try:
                frame = self._frames.get(timeout=WATCH_SECONDS)
            except queue.Empty:
                frame = "nothing yet"
            if isinstance(frame, int):
                deadline = start + limits.allowed_seconds(frame)
            else:
                self._held_mb = self._resident_mb()
            peak = max(peak, self._held_mb)
            seconds = time.monotonic() - start
            if isinstance(frame, Reply):
                # The process measures its own work; how much memory it took is seen from here.
                return replace(frame, result=replace(frame.result, peak_mb=round(peak, 1)))
            if isinstance(frame, wire.WireError):
                self.end()
                return self._lost(f"the reading process answered nonsense ({frame})")
            if frame is None:
                return self._with_figures(self._lost(), seconds, peak)
            if peak > limits.memory_mb:
                self.end()
                cause = f"It took more than {limits.memory_mb} MB of memory."
                return self._with_figures(_failure(Outcome.OUT_OF_MEMORY, cause), seconds, peak)
            if time.monotonic() > deadline:
                self.end()
                cause = f"It was not finished after {deadline - start:g} seconds."
                return self._with_figures(_failure(Outcome.TIMED_OUT, cause), seconds, peak)

    def end(self) -> None:
        self._popen.kill()
        with suppress(OSError):  # a task that was still being sent goes nowhere
            cast(BinaryIO, self._popen.stdin).close()
        try:
            self._popen.wait(END_SECONDS)
        except subprocess.TimeoutExpired:  # stuck in the system, for example on a network drive; it is past helping
            return
        finally:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def _wait_until_ready(self) -> bool:
        try:
            self._ready = self._frames.get(timeout=START_SECONDS) == "ready"
        except queue.Empty:
            self._ready = False
        if not self._ready:
            self.end()
        return self._ready

    def _listen(self) -> None:
        """Puts what the process answers into the queue; None, or what was wrong with it, is the last."""
        frame: Reply | int | str | wire.WireError | None
        with cast(BinaryIO, self._popen.stdout) as stream:
            while True:
                try:
                    frame = wire.receive(stream)
                except wire.WireError as error:
                    frame = error
                self._frames.put(frame)
                if frame is None or isinstance(frame, wire.WireError):
                    return

    def _lost(self, cause: str = "") -> Reply:
        """The reply where the process ended by itself."""
        try:
            code = self._popen.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()
            code = None
        self.lost = not cause
        if code is not None and code == -getattr(signal, "SIGKILL", 0) and not cause:  # not by us
            return _failure(Outcome.OUT_OF_MEMORY, "The system ended the reading process, most likely for its memory.")
        return _failure(Outcome.CRASHED, cause or f"The reading process ended ({_how(code)}).")

    def _resident_mb(self) -> float:
        try:
            return float(self._watched.memory_info().rss) / MB
        except psutil.Error:  # it has just ended
            return 0.0

    @staticmethod
    def _with_figures(reply: Reply, seconds: float, peak: float) -> Reply:
        return replace(reply, result=replace(reply.result, seconds=seconds, peak_mb=round(peak, 1)))


def _failure(outcome: Outcome, cause: str) -> Reply:
    return Reply(Result(outcome, cause=cause))


def _how(code: int | None) -> str:
    if code is None:
        return "it does not respond"
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"

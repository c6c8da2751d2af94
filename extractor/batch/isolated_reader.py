"""One process that reads documents, seen from outside: whatever happens in it, `IsolatedReader.run` answers.

A process of its own, and not a pool of a library, because each document needs what pools do not have together: a
deadline that depends on its pages, a limit on resident memory that holds on every system, an end at any moment, and
a start from inside the workers of a cluster, which may not have children of `multiprocessing`.
"""

from __future__ import annotations

import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO, cast

import psutil

from extractor.batch import wire
from extractor.batch.outcome import Outcome, Result
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import PageNews, Reply, Task
from extractor.batch.worker_start import END_SECONDS, WORKER, StartedWorker, start_worker
from schemas.errors import Cause, cause

WATCH_SECONDS = 0.1
"""How often time and memory of a process at work are looked at."""
START_SECONDS = 120.0
"""A process that imports its libraries for longer, on a machine however busy, will never be ready."""
KEEP_DOCUMENTS = 5000
"""A process is replaced after so many documents, in case a library leaks what is not seen as memory; a new one costs
as much as 40 small documents."""
KEEP_MEMORY_SHARE = 0.5
"""A process that holds more than this share of its limit after a document is replaced before the next."""
MAX_ATTEMPTS = 3
"""A document whose process dies by itself or by others, or ran out of memory after other documents, is tried again in
a fresh process."""
MB = 1024 * 1024


MAX_KEPT_BYTES = 256 * MB
"""Of the pages of one file; more than those of the longest scan that the safety limits allow."""

_Frame = Reply | PageNews | str | wire.WireError | None
"""What a process answers (extractor.batch.wire), and what was wrong with an answer."""


class Stopped(Exception):
    """The run was stopped while this reader was at work."""


class IsolatedReader:
    """Runs tasks one at a time; used by one thread, and stopped from any."""

    def __init__(self, limits: Limits, worker: Sequence[str] = WORKER, early: StartedWorker | None = None) -> None:
        """`worker`: command of the process. `early`: a process of that command which was started ahead, if there is
        one with this memory limit."""
        self.limits = limits
        self._worker = worker
        self._process = _ReaderProcess(early) if early is not None else None
        self._stopped = threading.Event()

    def prepare(self) -> None:
        """Starts the process, so that it is ready when the first task comes. Raises Stopped as `run` does."""
        self._ready_process()

    def run(self, task: Task, tell: Callable[[PageNews], None] = lambda news: None) -> Reply:
        """What became of `task`, within the limits. `tell` hears how far it is. Raises Stopped where `stop` was called
        meanwhile."""
        pages = _TaskPages(task, tell)
        for attempt in range(1, MAX_ATTEMPTS + 1):
            process = self._ready_process()
            fresh = process.documents == 0
            reply = replace(process.run(pages.task, self.limits, pages.tell), attempts=attempt)
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

    def _ready_process(self) -> _ReaderProcess:
        process = self._process
        if not self._stopped.is_set() and (process is None or not process.alive):
            self._end()
            process = self._process = _ReaderProcess(start_worker(self.limits.memory_mb, self._worker))
        if process is None or self._stopped.is_set():
            self._end()
            raise Stopped
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _TaskPages:
    """The pages of a task that are recognised in one attempt, for the next one and for who keeps them."""

    def __init__(self, task: Task, tell: Callable[[PageNews], None]) -> None:
        self._task = task
        self._tell = tell
        self._kept = dict(task.kept)
        self._bytes = sum(map(len, self._kept.values()))

    @property
    def task(self) -> Task:
        """The task with every page that was kept so far."""
        return replace(self._task, kept=tuple(self._kept.items()))

    def tell(self, news: PageNews) -> None:
        """Passes on what a process says, and no more bytes than a file can have."""
        self._bytes += len(news.recognised)
        if not news.recognised or self._bytes > MAX_KEPT_BYTES:
            news = replace(news, number=0, recognised=b"")
        else:
            self._kept[news.number] = news.recognised
        self._tell(news)


class _ReaderProcess:
    """A started process with what is known of it, and its answers as they come."""

    def __init__(self, worker: StartedWorker) -> None:
        self.documents = 0
        self.lost = False  # True: it did not start, or ended by itself or by others
        self._held_mb = 0.0  # resident memory when it was last looked at
        self._worker = worker
        self._popen = worker.process
        self._watched = psutil.Process(self._popen.pid)
        self._frames: queue.SimpleQueue[_Frame] = queue.SimpleQueue()
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

    def run(self, task: Task, limits: Limits, tell: Callable[[PageNews], None]) -> Reply:
        """What became of `task`; the process is ended where it goes beyond `limits` or answers nonsense."""
        if not self._ready and not self._wait_until_ready():
            self.lost = True  # no fault of the document
            return _failure(Outcome.CRASHED, cause("worker_not_started", "retry"))
        self.documents += 1
        watch = _Watch(limits)
        try:
            wire.send_task(cast(BinaryIO, self._worker.tasks), task)
        except OSError:
            return self._lost()
        while True:
            frame = self._next_frame()
            if isinstance(frame, PageNews):
                watch.hear(frame)
                tell(frame)
            self._held_mb = self._resident_mb()
            watch.peak_mb = max(watch.peak_mb, self._held_mb)
            if (reply := self._answer(frame, watch)) is not None:
                return reply

    def _next_frame(self) -> _Frame:
        try:
            return self._frames.get(timeout=WATCH_SECONDS)
        except queue.Empty:
            return "nothing yet"

    def _answer(self, frame: _Frame, watch: _Watch) -> Reply | None:
        """What ends the work on a document; None while it may go on."""
        if isinstance(frame, Reply):
            # The process measures its own work; how much memory it took is seen from here.
            return replace(frame, result=replace(frame.result, peak_mb=round(watch.peak_mb, 1)))
        if isinstance(frame, wire.WireError):
            self.end()
            return self._lost(cause("worker_nonsense", "retry", detail=frame))
        if frame is None:
            return watch.with_figures(self._lost())
        if (failure := watch.overstepped()) is not None:
            self.end()
            return watch.with_figures(failure)
        return None

    def end(self) -> None:
        """Kills the process and removes its temporary files."""
        self._worker.end()

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
        frame: _Frame
        with cast(BinaryIO, self._worker.answers) as stream:
            while True:
                try:
                    frame = wire.receive(stream)
                except wire.WireError as error:
                    frame = error
                self._frames.put(frame)
                if frame is None or isinstance(frame, wire.WireError):
                    return

    def _lost(self, known: Cause | None = None) -> Reply:
        """The reply where the process ended by itself."""
        try:
            code = self._popen.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()
            code = None
        self.lost = known is None
        if code is not None and code == -getattr(signal, "SIGKILL", 0) and known is None:  # not by us
            return _failure(Outcome.OUT_OF_MEMORY, cause("killed_by_system", "more_memory"))
        return _failure(Outcome.CRASHED, known or _end_of(code))

    def _resident_mb(self) -> float:
        try:
            return float(self._watched.memory_info().rss) / MB
        except psutil.Error:  # it has just ended
            return 0.0


class _Watch:
    """Clock and memory gauge of one document."""

    def __init__(self, limits: Limits) -> None:
        self.peak_mb = 0.0
        self._limits = limits
        self._start = time.monotonic()
        self._allowed = limits.allowed_seconds(0)
        self._news = PageNews(0, 1)
        self._recognised = False  # pages were, which are kept

    def hear(self, news: PageNews) -> None:
        """Adds the time that so many pages to read may take."""
        self._allowed = self._limits.allowed_seconds(news.count)
        self._news = news
        self._recognised = self._recognised or bool(news.recognised)

    def overstepped(self) -> Reply | None:
        """The reply where a limit was passed."""
        if self.peak_mb > self._limits.memory_mb:
            return _failure(Outcome.OUT_OF_MEMORY, cause("took_too_much", "more_memory", limit=self._limits.memory_mb))
        if time.monotonic() > self._start + self._allowed:
            return _failure(Outcome.TIMED_OUT, self._too_long(f"{self._allowed:g}"))
        return None

    def _too_long(self, seconds: str) -> Cause:
        if not self._recognised:
            return cause("took_too_long", "more_time", seconds=seconds)
        return cause("took_too_long_at", "go_on", seconds=seconds, done=self._news.done, count=self._news.count)

    def with_figures(self, reply: Reply) -> Reply:
        """`reply` with the time and memory that were seen."""
        seconds = time.monotonic() - self._start
        return replace(reply, result=replace(reply.result, seconds=seconds, peak_mb=round(self.peak_mb, 1)))


def _failure(outcome: Outcome, why: Cause) -> Reply:
    return Reply(Result(outcome, cause=why))


def _end_of(code: int | None) -> Cause:
    """How a process with this exit code ended; None: not at all."""
    if code is None:
        return cause("worker_silent", "retry")
    if code < 0:
        return cause("worker_signal", "retry", signal=signal.Signals(-code).name)
    return cause("worker_exit", "retry", status=code)

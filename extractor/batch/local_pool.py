"""Tasks -> replies, by processes of this machine, several at a time: a thread and a queue for each."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from typing import Protocol

from extractor.batch.isolated_reader import IsolatedReader, Stopped
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import PageNews, Reply, Task
from extractor.batch.remote_storage import read_near
from extractor.batch.worker_start import WORKER, StartedWorker

AHEAD = 2
"""Tasks that wait for each process, so that none is idle while the run writes results."""


class Pool(Protocol):
    """Something that carries out tasks and hands back each reply with the number that its task was given."""

    def room(self) -> int:
        """How many tasks it takes now."""

    def submit(self, number: int, task: Task) -> None:
        """Hands in a task; its reply comes with `number`."""

    def next(self, timeout: float) -> tuple[int, Reply | PageNews] | None:
        """The next reply, in the order in which they are finished, or how far a task is; None where neither comes
        within `timeout` seconds."""

    def stop(self) -> None:
        """Ends everything at once; what was at work is lost."""


class LocalPool:
    """A pool of isolated readers on this machine, each with a thread of its own."""

    def __init__(
        self, jobs: int, limits: Limits, worker: Sequence[str] = WORKER, early: StartedWorker | None = None
    ) -> None:
        """`jobs`: how many readers. `early`: a process that was started ahead for the first of them."""
        self._tasks: queue.SimpleQueue[tuple[int, Task] | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[tuple[int, Reply | PageNews] | BaseException] = queue.SimpleQueue()
        self._readers = [IsolatedReader(limits, worker, early if number == 0 else None) for number in range(jobs)]
        self._threads = [threading.Thread(target=self._work, args=(reader,), daemon=True) for reader in self._readers]
        self._open = 0
        for thread in self._threads:
            thread.start()

    def room(self) -> int:
        """How many tasks it takes now."""
        return len(self._readers) * (1 + AHEAD) - self._open

    def submit(self, number: int, task: Task) -> None:
        """Hands in a task; its reply comes with `number`."""
        self._open += 1
        self._tasks.put((number, task))

    def next(self, timeout: float) -> tuple[int, Reply | PageNews] | None:
        """As Pool has it. Raises what a reader thread failed with."""
        try:
            reply = self._replies.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply[1], Reply):
            self._open -= 1
        return reply

    def stop(self) -> None:
        """Ends everything at once; what was at work is lost."""
        for _ in self._threads:
            self._tasks.put(None)
        for reader in self._readers:
            reader.stop()
        for thread in self._threads:
            thread.join()

    def _work(self, reader: IsolatedReader) -> None:
        try:
            reader.prepare()
            while (given := self._tasks.get()) is not None:
                self._replies.put((given[0], self._read(reader, *given)))
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - handed to the run, which raises it; a thread would lose it
            self._replies.put(error)

    def _read(self, reader: IsolatedReader, number: int, task: Task) -> Reply:
        def tell(news: PageNews) -> None:
            self._replies.put((number, news))

        return read_near(task, lambda near: reader.run(near, tell))

"""Tasks carried out by processes of this machine, several at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from typing import Protocol

from extractor.batch.cell import WORKER, Cell, Stopped
from extractor.batch.remote import read_near
from extractor.batch.task import Limits, Reply, Task

AHEAD = 2
"""Tasks that wait for each process, so that none is idle while the run writes results."""


class Pool(Protocol):
    """Something that carries out tasks and hands back each reply with the number that its task was given."""

    def room(self) -> int:
        """How many tasks it takes now."""

    def submit(self, number: int, task: Task) -> None: ...

    def next(self, timeout: float) -> tuple[int, Reply] | None:
        """The next reply, in the order in which they are finished; None where none comes within `timeout` seconds."""

    def stop(self) -> None:
        """Ends everything at once; what was at work is lost."""


class LocalPool:
    def __init__(self, jobs: int, limits: Limits, worker: Sequence[str] = WORKER) -> None:
        self._tasks: queue.SimpleQueue[tuple[int, Task] | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[tuple[int, Reply] | BaseException] = queue.SimpleQueue()
        self._cells = [Cell(limits, worker) for _ in range(jobs)]
        self._threads = [threading.Thread(target=self._work, args=(cell,), daemon=True) for cell in self._cells]
        self._open = 0
        for thread in self._threads:
            thread.start()

    def room(self) -> int:
        return len(self._cells) * (1 + AHEAD) - self._open

    def submit(self, number: int, task: Task) -> None:
        self._open += 1
        self._tasks.put((number, task))

    def next(self, timeout: float) -> tuple[int, Reply] | None:
        try:
            reply = self._replies.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(reply, BaseException):
            raise reply
        self._open -= 1
        return reply

    def stop(self) -> None:
        for _ in self._threads:
            self._tasks.put(None)
        for cell in self._cells:
            cell.stop()
        for thread in self._threads:
            thread.join()

    def _work(self, cell: Cell) -> None:
        try:
            cell.prepare()
            while (given := self._tasks.get()) is not None:
                number, task = given
                self._replies.put((number, read_near(task, cell.run)))
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - handed to the run, which raises it; a thread would lose it
            self._replies.put(error)

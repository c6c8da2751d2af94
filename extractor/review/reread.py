"""A document read again in the background, as people said that its tables are to be read.

Files are read as in a run: in a process of their own that can be stopped without harm.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor.batch.document_digest import unpacked
from extractor.batch.local_pool import LocalPool
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, Reply, Task
from schemas.document import Document
from schemas.errors import Cause
from schemas.table_instruction import TableInstruction

WAIT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class ReadingState:
    """Where the reading of one document is."""

    state: Literal["idle", "reading", "failed"] = "idle"
    cause: Cause | None = None  # of a failure


IDLE = ReadingState()
Settle = Callable[[int, Document], None]


class Rereader:
    """Reads one document at a time."""

    def __init__(self, job: Job, limits: Limits, settle: Settle) -> None:
        """`settle` takes the number of a document and what was read."""
        self._job = job
        self._limits = limits
        self._settle = settle
        self._states: dict[int, ReadingState] = {}
        self._one = threading.Lock()
        self._ending = threading.Event()

    def state(self, number: int) -> ReadingState:
        """Where the reading of a document is."""
        return self._states.get(number, IDLE)

    def begin(self, number: int, path: Path, read: Document, instructions: tuple[TableInstruction, ...]) -> None:
        """Reads the file at `path`, from which `read` was read, again."""
        self._states[number] = ReadingState("reading")
        task = Task(str(path), read.berkas.nama, self._job, read.berkas.jalur, instructions)
        threading.Thread(target=self._work, args=(number, task), daemon=True).start()

    def close(self) -> None:
        """Stops what is being read."""
        self._ending.set()

    def _work(self, number: int, task: Task) -> None:
        with self._one:
            reply = self._read(task)
            if reply is None:
                return
            if reply.result.document:
                self._settle(number, unpacked(reply.result.document))
                self._states[number] = IDLE
            else:
                self._states[number] = ReadingState("failed", reply.result.cause)

    def _read(self, task: Task) -> Reply | None:
        pool = LocalPool(1, self._limits)
        try:
            pool.submit(0, task)
            while not self._ending.is_set():
                answer = pool.next(WAIT_SECONDS)
                if answer is not None and isinstance(answer[1], Reply):
                    return answer[1]
            return None
        finally:
            pool.stop()

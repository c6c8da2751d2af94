"""Tasks carried out by a Dask cluster. Dask brings them to its workers, and to others when a worker is lost.

Each worker reads a document in an `IsolatedReader` of its own, so limits of time and memory and the isolation are the
same as on one machine. Dask is an extra (`cermat[dask]`); workers need the same version of Cermat as the run.
"""

from __future__ import annotations

import atexit
import queue
import threading
from typing import TYPE_CHECKING

from extractor.batch.fingerprint import fingerprint
from extractor.batch.isolated_reader import IsolatedReader
from extractor.batch.local_pool import AHEAD
from extractor.batch.outcome import Outcome, Result
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Reply, Task
from extractor.batch.remote_storage import read_near
from schemas.errors import MissingComponent, cause

if TYPE_CHECKING:
    from distributed import Future

CONNECT_SECONDS = 30

_readers = threading.local()
"""The reader of each thread of a Dask worker."""


class DaskPool:
    """A pool whose tasks run wherever the scheduler finds room.

    Raises MissingComponent where Dask is not installed, no scheduler answers at `address`, or it is lost later.
    """

    def __init__(self, address: str, limits: Limits) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingComponent("no_dask", remedy="install_dask") from error
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:  # a TimeoutError is an OSError
            raise MissingComponent("no_scheduler", remedy="start_scheduler", address=address, detail=error) from error
        self._address = address
        self._limits = limits
        self._finished: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._open: dict[int, Future] = {}

    def room(self) -> int:
        """Workers come and go; what the client last heard of them decides."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        threads: int = sum(worker["nthreads"] for worker in workers)
        return max(threads, 1) * (1 + AHEAD) - len(self._open)

    def submit(self, number: int, task: Task) -> None:
        """Hands in a task; its reply comes with `number`."""
        future = self._client.submit(read_on_worker, task, self._limits, fingerprint(), pure=False)
        self._open[number] = future
        future.add_done_callback(lambda _: self._finished.put(number))

    def next(self, timeout: float) -> tuple[int, Reply] | None:
        """The next finished reply with its number; None where none comes within `timeout` seconds."""
        try:
            number = self._finished.get(timeout=timeout)
        except queue.Empty:
            return None
        return number, self._reply(self._open.pop(number))

    def stop(self) -> None:
        """Ends everything at once; what was at work is lost."""
        if self._open:
            self._client.cancel(list(self._open.values()), force=True)
        self._client.close()

    def _reply(self, future: Future) -> Reply:
        from distributed import KilledWorker

        if future.status == "finished":
            reply: Reply = future.result()
            return reply
        if future.status == "error":
            error = future.exception()
            if isinstance(error, KilledWorker):
                return Reply(Result(Outcome.CRASHED, cause=cause("workers_lost", "retry")))
            if isinstance(error, OtherVersion):
                raise MissingComponent("other_version", remedy="same_version") from error
            raise error
        raise MissingComponent("scheduler_lost", remedy="start_scheduler_again", address=self._address)


class OtherVersion(Exception):
    """A worker has another Cermat than the run; its results would not be what the journal says they are."""


def read_on_worker(task: Task, limits: Limits, expected: str) -> Reply:
    """Runs on a worker of the cluster. Raises OtherVersion where its Cermat is not that of the run."""
    if fingerprint() != expected:
        raise OtherVersion
    reader: IsolatedReader | None = getattr(_readers, "reader", None)
    if reader is None or reader.limits != limits:
        if reader is not None:
            reader.stop()
        reader = _readers.reader = IsolatedReader(limits)
        atexit.register(reader.stop)
    return read_near(task, reader.run)

"""Many files -> their documents as they are finished, each read in a process with limits, as `cermat extract` does."""

from __future__ import annotations

import logging
import os
import queue
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from cermat.options import AnyPath, ReadingOptions, read_options, spelling_options
from cermat.results import decisions_in
from extractor.batch.document_digest import renamed, unpacked
from extractor.batch.folder_records import collected
from extractor.batch.journal import Journal
from extractor.batch.known_places import placed
from extractor.batch.local_pool import LocalPool
from extractor.batch.outcome import Outcome
from extractor.batch.read_limits import DEFAULT_MEMORY_MB, Limits
from extractor.batch.read_task import Job, PageNews
from extractor.batch.retry_policy import RetryPolicy
from extractor.batch.run import Record, Run, RunItem
from extractor.batch.run_inputs import RunInputs, gather
from extractor.commands.extract_run import default_jobs
from extractor.commands.result_folder import documents_of, journal_folder, tables_to_write
from extractor.export import folder_files
from extractor.export.collecting import ExportOptions
from extractor.input_archives import Unpacker
from extractor.kept_edits import KeptEdits
from extractor.output_folder import OutputFolder
from schemas.document import Document
from schemas.errors import Cause, CermatError, NothingToRead

LOG = logging.getLogger("cermat")
WAITING_RESULTS = 4
"""Results that a run hands over before it waits until somebody takes them."""
WAIT_SECONDS = 0.2
"""How often a run that waits looks whether anybody still wants its results."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of one file.

    >>> from cermat import extract_many
    >>> [one] = extract_many("samples/09-surat-edaran.docx")
    >>> one.name, one.outcome, one.error
    ('09-surat-edaran.docx', 'tanpa_indikator', None)
    """

    path: str  # the file, absolute; of one in an archive the archive's path and behind it that inside
    name: str  # its path below the folder that was given
    outcome: str  # "lengkap", "sebagian", "tanpa_indikator", or how it failed: docs/batch.md
    document: Document | None  # None where it failed
    error: CermatError | None  # why it failed; not raised, for the other files go on
    resumed: bool  # known from an earlier run, not read again


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a call asks for."""

    room: tempfile.TemporaryDirectory[str]  # for what archives hold, and without output for everything
    found: RunInputs
    job: Job
    limits: Limits
    retry: RetryPolicy
    jobs: int
    output: Path | None


def extract_many(
    paths: AnyPath | Iterable[AnyPath],
    output: AnyPath | None = None,
    *,
    jobs: int | None = None,
    timeout: float | None = None,
    memory: int = DEFAULT_MEMORY_MB,
    retry_failed: bool = False,
    fresh: bool = False,
    **options: Unpack[ReadingOptions],
) -> Iterator[Extraction]:
    """Reads files, folders and archives and yields what becomes of each file, in the order in which they are finished.

    Each file is read in a process of its own with a limit of time (`timeout`, seconds) and of memory (`memory`, MB);
    one that hangs or crashes costs itself and nothing else. `jobs` are read at the same time, as many as there are
    cores if None.

    With `output` a JSON file of each document is written to that folder as `cermat extract` does, and its journal
    spares what an earlier run has read, unless `fresh`; `retry_failed` reads again what failed. Tables that the folder
    has are brought up to date in the end; `cermat export` makes others. Without `output` nothing is kept.

    Leaving the loop early ends the reading. Raises NothingToRead where there is no file, OutputError where the output
    can't be written.

    >>> from cermat import extract_many
    >>> for one in extract_many(["samples/08-rencana-aksi.docx", "tidak-ada.pdf"], jobs=1):
    ...     print(one.name, one.outcome, one.error or len(one.document.bagian))
    tidak-ada.pdf tidak_terbuka tidak-ada.pdf: it does not exist.
    08-rencana-aksi.docx lengkap 1
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    places = [os.fspath(path) for path in given]
    room = tempfile.TemporaryDirectory(prefix="cermat-")  # for what archives hold; goes with the results
    leave_out = Path(output) if output is not None else None
    found = gather(places, leave_out=leave_out, unpacker=Unpacker(Path(room.name)))
    for label, error in found.failures:
        LOG.warning("%s: %s", label, error)
    if not found.items:
        raise NothingToRead("no_documents", paths=", ".join(places))
    job = Job(read_options(options), spelling_options(options), ("json",) if output is not None else ())
    limits = Limits(timeout, memory)
    retry = RetryPolicy(fresh, retry_failed, False)
    folder = Path(output) if output is not None else None
    return iter(_Background(_Asked(room, found, job, limits, retry, jobs or default_jobs(), folder)))


class _Ended:
    """Comes behind the last result."""


class _Background:
    """A run in a thread of its own, which waits when so many results are not yet taken; the journal is used there."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._results: queue.Queue[Extraction | BaseException | type[_Ended]] = queue.Queue(WAITING_RESULTS)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __iter__(self) -> Iterator[Extraction]:
        """Results as they come. Raises what the run failed with. Leaving early ends the run."""
        self._thread.start()
        try:
            while not isinstance(result := self._results.get(), type):
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            self._stopped.set()
            while self._thread.is_alive():
                with suppress(queue.Empty):  # makes room for what the run still hands over
                    self._results.get(timeout=WAIT_SECONDS)

    def hand_over(self, result: Extraction) -> None:
        """Waits until there is room; what nobody wants any more is dropped."""
        self._put(result)

    def _put(self, result: Extraction | BaseException | type[_Ended]) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._results.put(result, timeout=WAIT_SECONDS)
                return

    def _work(self) -> None:
        try:
            self._run()
        except BaseException as error:  # noqa: BLE001 - handed to who takes the results; a thread would lose it
            self._put(error)
        self._put(_Ended)

    def _run(self) -> None:
        asked = self._asked
        with ExitStack() as stack:
            stack.enter_context(asked.room)
            root = asked.output if asked.output is not None else Path(asked.room.name)
            journal_at = journal_folder(str(root))
            journal = stack.enter_context(Journal(journal_at))
            edits = stack.enter_context(closing(KeptEdits(root, journal_at, _log_kept)))
            items = placed(asked.found.items, journal.known_files())
            pool = LocalPool(min(asked.jobs, len(items)), asked.limits)
            folder = OutputFolder(root, asked.found.sources, edits=edits)
            run = Run(journal, folder, pool, asked.job, asked.limits, asked.retry, _Handing(journal, self))
            run.go(items, self._stopped.is_set)
            if asked.output is not None and (tables := tables_to_write((), folder)):
                with folder_files(tables, folder, ExportOptions(folder=root, results=root)) as files:
                    collected(documents_of(str(root), journal_at, _log_unread, decisions_in(root)), files)


@dataclass(frozen=True, slots=True)
class _Handing:
    """A Listener (extractor.batch.run) that logs each file and hands over what became of it."""

    journal: Journal
    background: _Background

    def begun(self, item: RunItem) -> None:
        """What is only begun gives no result yet."""

    def read(self, item: RunItem, news: PageNews) -> None:
        """Nor does what is read in part."""

    def done(self, record: Record) -> None:
        """Failures are logged as warnings."""
        outcome, item = record.result.outcome, record.item
        LOG.log(logging.WARNING if outcome.failed else logging.INFO, "%s: %s", item.label, outcome.value)
        data = None if outcome.failed else self.journal.document(record.key)
        document = renamed(unpacked(data), item.name, item.label) if data is not None else None
        error = _error(record.result.cause, outcome, item.name) if outcome.failed else None
        result = Extraction(item.known_as, item.label, outcome.value, document, error, record.resumed)
        self.background.hand_over(result)


def _error(cause: Cause | None, outcome: Outcome, name: str) -> CermatError:
    return CermatError.of(cause) if cause is not None else CermatError("internal", name, error=outcome.value)


def _log_unread(label: str, error: CermatError) -> None:
    LOG.warning("%s: %s", label, error)


def _log_kept(changed: Path, kept: Path) -> None:
    LOG.warning("%s is no longer as Cermat wrote it; what it held is kept as %s", changed, kept.name)

"""RunItems in, Records and outputs out: skip what the journal has, have the rest read, write what came, note it."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol
from zlib import error as ZlibError

from pydantic import ValidationError

from extractor.batch.document_digest import renamed, unpacked
from extractor.batch.fingerprint import digest_of_job, with_instructions
from extractor.batch.journal import Journal, Key, KnownFile, Stored, Written
from extractor.batch.local_pool import Pool
from extractor.batch.outcome import OF_LIMITS, OF_SURROUNDINGS, RESUMABLE, Outcome, Result, outcome_of_error
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, PageNews, Reply, Task
from extractor.batch.retry_policy import RetryPolicy
from extractor.export import FORMATS, PerDocument
from extractor.results.decided_results import DecidedResults
from parsers.read import sha256_of
from parsers.sniff import check_readable
from schemas.decision import DecidedFile
from schemas.document import Document
from schemas.errors import InputError, OutputError
from schemas.table_instruction import TableInstruction

WAIT_SECONDS = 0.5
"""How long the run waits for a reply before it looks whether it was asked to stop."""
GROUP = 500
"""So many files at most are written and noted together."""
GROUP_BYTES = 16 * 1024 * 1024
"""Their outputs are held in memory until then."""
GROUP_SECONDS = 0.2
"""So long at most a finished file waits for others."""
MAX_OUTPUT_FAILURES = 5
"""So many outputs in a row that can't be written: the disk is full or gone, and to go on would only burn time."""


@dataclass(frozen=True, slots=True)
class RunItem:
    """One input of a run."""

    place: str  # path or URL
    name: str  # file name as outputs show it
    label: str  # path below the folder that was named, safe to print; no other input of the run has the same
    stem: PurePosixPath  # of its outputs, below the output folder
    mark: str = ""  # of a remote file: changes when the file does
    remote: bool = False
    inside: Path | None = None  # of a file of an archive: the archive's absolute path, and behind it that inside

    @property
    def known_as(self) -> str:
        """By what the journal knows it: its URL, or its absolute path."""
        return self.place if self.remote else os.path.abspath(self.inside or self.place)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one input."""

    item: RunItem
    result: Result  # without the document
    key: Key
    attempts: int
    resumed: bool  # known from an earlier run
    twin_of: str | None = None  # label of the first input of this run with the same content
    outputs: tuple[str, ...] = ()  # below the output folder


class Sink(Protocol):
    """Where results go; a file appears when it is complete."""

    def write(self, relative: PurePosixPath, data: bytes) -> object:
        """Writes a whole file."""

    def write_all(self, outputs: Sequence[tuple[PurePosixPath, bytes]]) -> list[OutputError | None]:
        """Writes several whole files; returns what went wrong with each."""

    def open(self, relative: PurePosixPath) -> AbstractContextManager[BinaryIO]:
        """A file that appears when the block ends without an exception."""

    def exists(self, relative: PurePosixPath) -> bool:
        """Whether there is such a file."""

    def unchanged(self, relative: PurePosixPath) -> bool:
        """Whether the file is there, and as it was written; of a storage that does not tell, whether it is there."""

    def read(self, relative: PurePosixPath) -> bytes | None:
        """The file's bytes; None where it is not there or can't be read."""

    def remove(self, relative: PurePosixPath) -> None:
        """Removes the file, if it is there."""


class Listener(Protocol):
    """Hears of every input that is finished."""

    def begun(self, item: RunItem) -> None:
        """Called for each input that is given to be read."""

    def read(self, item: RunItem, news: PageNews) -> None:
        """Called while an input is read, as its pages are finished."""

    def done(self, record: Record) -> None:
        """Called once for each input, in the order in which they are finished."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """An input that is finished, and what is still to be written of it."""

    number: int
    record: Record
    data: tuple[tuple[PurePosixPath, bytes], ...]  # outputs that are not in place
    file: KnownFile | None  # what the journal is to say of it; None where it says so already

    @property
    def size(self) -> int:
        """Bytes of all outputs."""
        return sum(len(data) for _, data in self.data)


class Run:
    """One run over many files. Everything that is written passes through here, one group of files at a time."""

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        pool: Pool,
        job: Job,
        limits: Limits,
        retry: RetryPolicy,
        listener: Listener,
        *,
        decisions: DecidedResults | None = None,
    ) -> None:
        """`decisions`: what people decided of results in the output folder."""
        self._journal = journal
        self._sink = sink
        self._pool = pool
        self._job = job
        self._limits = limits
        self._retry = retry
        self._listener = listener
        self._decisions = decisions
        self._options = digest_of_job(job, journal.salt)
        self._version = version("cermat")
        self._at_work: dict[int, tuple[RunItem, Key]] = {}
        self._waiting: dict[str, list[tuple[int, RunItem]]] = {}  # by content: inputs whose twin is being read
        self._twins: deque[tuple[int, RunItem]] = deque()  # inputs whose twin has been read
        self._done_now: set[str] = set()  # contents that were read in this run
        self._records: dict[int, Record] = {}
        self._advanced: set[int] = set()  # inputs of which pages were recognised in this run
        self._output_failures = 0
        self._group: list[_Delivery] = []
        self._group_bytes = 0
        self._group_ends = 0.0  # time.monotonic() at which it is written

    def go(self, items: Sequence[RunItem], stopping: Callable[[], bool]) -> tuple[list[Record], bool]:
        """What became of every input that was finished, in the order of `items`; and whether all of them were.

        The run ends early where `stopping` says so between two inputs.
        """
        try:
            complete = self._work(items, stopping)
        finally:
            self._pool.stop()
            self._journal.commit()
        return twins_named([self._records[number] for number in sorted(self._records)]), complete

    @property
    def dropped(self) -> list[str]:
        """Labels of the inputs that were being read, or about to be, when the run was stopped."""
        return [item.label for item, _ in self._at_work.values()]

    def _work(self, items: Sequence[RunItem], stopping: Callable[[], bool]) -> bool:
        """Whether everything was done."""
        waiting = iter(enumerate(items))
        following = next(waiting, None)
        while following is not None or self._at_work or self._twins:
            if stopping():
                self._settle()
                return False
            if self._twins:
                self._begin(*self._twins.popleft())
            elif following is not None and self._pool.room() > 0:
                self._begin(*following)
                following = next(waiting, None)
            else:
                self._wait()
        self._settle()
        return True

    def _wait(self) -> None:
        """Takes the next reply; what was done before does not wait with it."""
        answer = self._pool.next(max(self._group_ends - time.monotonic(), 0) if self._group else WAIT_SECONDS)
        if answer is None:
            self._settle()
        match answer:
            case (number, Reply() as reply):
                self._finish(number, reply)
            case (number, PageNews() as news):
                self._note(number, news)

    def _note(self, number: int, news: PageNews) -> None:
        """Keeps what was recognised, so that another run goes on behind it; a remote input may not be known yet."""
        item, key = self._at_work[number]
        if news.recognised and key.sha256:
            self._journal.keep_page(key, news.number, news.recognised)
            self._journal.commit()
            self._advanced.add(number)
        self._listener.read(item, news)

    def _begin(self, number: int, item: RunItem) -> None:
        try:
            sha256 = self._content(item)
        except InputError as error:
            self._deliver(number, item, Key("", self._options), Result(outcome_of_error(error), cause=error.cause))
            return
        told = self._instructions(item, sha256)
        key = Key(sha256, with_instructions(self._options, told))
        if sha256:
            if sha256 in self._waiting:
                self._waiting[sha256].append((number, item))
                return
            stored = self._journal.stored(key)
            if stored is not None and (sha256 in self._done_now or self._good(stored, key)):
                self._deliver(number, item, key, stored.result, stored.attempts, resumed=sha256 not in self._done_now)
                return
            self._journal.begin(key, self._version)
            self._waiting[sha256] = []
        self._at_work[number] = (item, key)
        self._listener.begun(item)
        self._pool.submit(number, Task(item.place, item.name, self._job, item.label, told, self._kept_pages(key)))

    def _kept_pages(self, key: Key) -> tuple[tuple[int, bytes], ...]:
        """What an earlier run recognised of a content before it was stopped."""
        if not key.sha256:
            return ()
        if self._retry.everything:
            self._journal.drop_pages(key)
        return self._journal.kept_pages(key)

    def _instructions(self, item: RunItem, sha256: str) -> tuple[TableInstruction, ...]:
        """What people said of the tables of an input; a remote one is not known before it is read."""
        if self._decisions is None or not sha256:
            return ()
        return self._decisions.instructions(DecidedFile(nama=item.label, sha256=sha256))

    def _content(self, item: RunItem) -> str:
        """The input's SHA-256; "" for a remote one that is not known yet."""
        if item.remote:
            return self._journal.content_at(item.place, item.mark) or ""
        path = Path(item.place)
        check_readable(path)
        return sha256_of(path)

    def _good(self, stored: Stored, key: Key) -> bool:
        """Whether a stored result spares reading."""
        outcome = stored.result.outcome
        if not outcome.failed and self._journal.document(key) is None:
            return False  # it was damaged
        if self._retry.everything or outcome in OF_SURROUNDINGS:
            return False
        if outcome in OF_LIMITS and (self._limits.more_generous_than(stored.limits) or self._journal.kept_pages(key)):
            return False
        return not ((self._retry.failed and outcome.failed) or (self._retry.partial and outcome is Outcome.PARTIAL))

    def _finish(self, number: int, reply: Reply) -> None:
        item, expected = self._at_work.pop(number)
        sha256 = reply.sha256 or expected.sha256
        key = replace(expected, sha256=sha256)
        attempts = reply.attempts
        if sha256:
            attempts = self._journal.finish(key, self._version, reply.result, self._limits, reply.attempts)
            self._done_now.add(sha256)
            if reply.result.outcome not in RESUMABLE or number not in self._advanced:
                self._journal.drop_pages(expected)  # nothing to go on with, or nothing gained by going on
        self._deliver(number, item, key, reply.result, attempts, rendered=dict(reply.rendered))
        self._twins.extend(self._waiting.pop(expected.sha256, []))

    def _deliver(
        self,
        number: int,
        item: RunItem,
        key: Key,
        result: Result,
        attempts: int = 1,
        *,
        resumed: bool = False,
        rendered: dict[str, bytes] | None = None,
    ) -> None:
        """Adds one input to the group whose outputs are put in place together."""
        record = Record(item, replace(result, document=b""), key, attempts, resumed)
        try:
            delivery = self._delivery(number, record, rendered or {})
            if not self._group:
                self._group_ends = time.monotonic() + GROUP_SECONDS
            self._group.append(delivery)
            self._group_bytes += delivery.size
        except OutputError as error:
            self._done(number, record, error)
        full = len(self._group) >= GROUP or self._group_bytes >= GROUP_BYTES
        if full or time.monotonic() >= self._group_ends:
            self._settle()

    def _settle(self) -> None:
        """Puts the outputs of the group in place, notes them, and tells the listener."""
        group, self._group, self._group_bytes = self._group, [], 0
        self._journal.commit()  # from here on it vouches for none of what is replaced
        if not group:
            return
        failures = iter(self._sink.write_all([output for one in group for output in one.data]))
        for one in group:
            failed = [error for error in islice(failures, len(one.data)) if error is not None]
            if not failed and one.file is not None:
                self._journal.wrote(one.file, one.record.item.mark, one.record.result.outcome)
            self._done(one.number, one.record, failed[0] if failed else None)
        self._journal.commit()

    def _done(self, number: int, record: Record, error: OutputError | None) -> None:
        """Notes what became of one input, and tells the listener. Raises `error` where it is one of many in a row."""
        try:
            if error is not None:
                raise error
            self._decide(record)
            self._output_failures = 0
        except OutputError as trouble:
            self._output_failures += 1
            if self._output_failures >= MAX_OUTPUT_FAILURES:
                raise
            result = replace(record.result, outcome=Outcome.OUTPUT, cause=trouble.cause)
            record = replace(record, result=result, outputs=())
        self._records[number] = record
        self._listener.done(record)

    def _delivery(self, number: int, record: Record, rendered: dict[str, bytes]) -> _Delivery:
        """What is to be written of an input; the journal forgets what is going to be replaced."""
        item, key, result = record.item, record.key, record.result
        before = self._journal.known_file(item.stem.as_posix())
        formats = () if result.outcome.failed else self._job.formats
        kept = self._kept(item, key, before, formats, failed=result.outcome.failed)
        missing = [name for name in formats if name in rendered or name not in kept]
        written = Written(key, tuple(dict.fromkeys((*formats, *(() if result.outcome.failed else kept)))))
        file = KnownFile(item.stem.as_posix(), item.label, item.known_as, written)
        outputs = tuple(output_of(item.stem, name).as_posix() for name in formats)
        record = replace(record, outputs=outputs)
        if not missing and before == file:
            return _Delivery(number, record, (), None)
        if before is not None:
            self._journal.forget(file.stem)
        unmade = [name for name in missing if name not in rendered]
        document = self._document(item, key) if unmade else None
        made = {name: _render(name, document) for name in unmade if document is not None} | rendered
        return _Delivery(number, record, tuple((output_of(item.stem, name), made[name]) for name in missing), file)

    def _decide(self, record: Record) -> None:
        """What people decided goes into the document that was written."""
        stem = record.item.stem
        if self._decisions is None or output_of(stem, "json").as_posix() not in record.outputs:
            return
        with suppress(InputError):  # somebody broke the file: who makes tables of the folder tells
            self._decisions.settle(stem.as_posix(), self._sink)

    def _kept(
        self, item: RunItem, key: Key, before: KnownFile | None, formats: Sequence[str], *, failed: bool
    ) -> list[str]:
        """Formats whose output is in place already; those of an earlier state of the input are removed."""
        if before is None:
            return []
        same = before.written.key == key
        for name in set(before.written.formats) - set(formats):
            if not same or failed:
                self._sink.remove(output_of(item.stem, name))
        same = same and before.label == item.label
        return [name for name in before.written.formats if same and self._is_whole(output_of(item.stem, name), name)]

    def _is_whole(self, output: PurePosixPath, name: str) -> bool:
        """Whether an output is as it was written, or as a person corrected it; one that is cut off or broken is not."""
        if self._sink.unchanged(output):
            return True
        data = self._sink.read(output)
        return data is not None and _format(name).accepts(data)

    def _document(self, item: RunItem, key: Key) -> Document:
        data = self._journal.document(key)
        try:
            document = unpacked(data or b"")
        except (ZlibError, ValidationError) as error:
            raise OutputError("journal_lost", remedy="fresh", label=item.label) from error
        return renamed(document, item.name, item.label)


def twins_named(records: list[Record]) -> list[Record]:
    """The records, those of a content that an earlier one has with the label of that one."""
    first: dict[str, str] = {}
    named: list[Record] = []
    for record in records:
        owner = first.setdefault(record.key.sha256, record.item.label) if record.key.sha256 else record.item.label
        named.append(record if owner == record.item.label else replace(record, twin_of=owner))
    return named


def output_of(stem: PurePosixPath, name: str) -> PurePosixPath:
    """The file of one document in the format `name`, below the output folder."""
    return stem.with_name(stem.name + _format(name).suffix)


def _render(name: str, document: Document) -> bytes:
    return _format(name).render(document)


def _format(name: str) -> PerDocument:
    form = FORMATS[name]
    assert isinstance(form, PerDocument)
    return form

"""What the review page works on: the documents of an output folder, decisions about them, the queue and its progress.

All methods may be called from several threads. A decision is on the disk when the method that makes it returns, and is
seen in the document at once; the checks are made again and its JSON is written anew a moment later, when nobody waits
for anything, and at the latest when the session is closed. Decisions that others make in the same folder are seen with
the next call.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.edits.decided_document import FINDING, Decided, decided, with_decision
from extractor.edits.decision_history import decided_file, in_force
from extractor.edits.new_decision import Reviewer
from extractor.export.json import load
from extractor.output_folder import OutputFolder
from extractor.recheck import checked
from extractor.results.decided_results import DecidedResults
from extractor.results.document_set import place_of
from extractor.results.result_files import SUFFIX, is_meant_as_result, result_stems
from extractor.review.review_items import ReviewItem, cell_items, finding_key, other_items
from extractor.review.source_files import SourceFiles
from extractor.workload import MILLION, cells_of, counted, cut_of
from schemas.decision import Decision
from schemas.document import Document
from schemas.errors import CermatError

DOCUMENTS_IN_MEMORY = 24
SETTLE_SECONDS = 0.6
"""So long after the last decision about a document its JSON is written."""
MOST_QUEUED = 400
"""Things that the page is told of at once; it asks again when it comes to their end."""

Decide = Callable[[Document], Decision]
"""A document as it is now -> the decision about it."""


class OutOfDate(Exception):
    """Somebody else has changed what the decision is about since it was shown."""


class NotAValue(Exception):
    """What was decided can't be the value of its field."""


@dataclass(slots=True)
class ReviewedDocument:
    """One document of the folder, as far as the queue needs it."""

    number: int
    stem: str
    name: str = ""  # for people
    counts: Counter[int] = field(default_factory=Counter)  # doubt in millionths -> cells
    cells: tuple[ReviewItem, ...] = ()  # that may need a look, the most doubtful first
    others: tuple[ReviewItem, ...] = ()
    keys: frozenset[str] = frozenset()  # by which decisions name its file
    reviewed: int = 0  # cells that a person has looked at
    indexed: bool = False
    must_be_read: bool = False


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far the review is."""

    left: int  # things that need a person
    reviewed: int  # cells that people have looked at
    cells: int
    expected_wrong: float  # cells that nobody has looked at, by their confidence
    documents: int
    done: int  # documents of which nothing is left
    indexed: int  # documents that were looked through so far


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How far the review of one document is."""

    number: int
    name: str
    left: int
    reviewed: int
    cells: int
    must_be_read: bool


@dataclass(slots=True)
class _Loaded:
    machine: Document
    made: Decided
    stamp: tuple[int, int]  # of its file, when it was loaded or written


class ReviewSession:
    """One person at the documents of one folder."""

    def __init__(self, results: DecidedResults, folder: OutputFolder, reviewer: Reviewer) -> None:
        self._results = results
        self._folder = folder
        self._reviewer = reviewer
        self._lock = threading.RLock()
        stems = sorted(result_stems(results.folder), key=place_of)
        self.documents = [ReviewedDocument(number, stem, stem) for number, stem in enumerate(stems)]
        self._loaded: OrderedDict[int, _Loaded] = OrderedDict()
        self._total: Counter[int] = Counter()
        self._seen = 0  # decisions
        self._own: list[str] = []  # ids of what this session decided
        self._broken: list[str] = []
        self._unsettled: set[int] = set()  # documents whose JSON is not as decided yet
        self._timer: threading.Timer | None = None

    # --- documents

    def index(self) -> None:
        """Looks through all documents, one after the other; meant for a thread of its own."""
        for document in self.documents:
            with self._lock:
                if not document.indexed:
                    self._try_to_index(document)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Names of results that can't be read."""
        return tuple(self._broken)

    def made(self, number: int) -> Decided:
        """A document as it is now. Raises KeyError for a number that is none, CermatError where it can't be read."""
        with self._lock:
            self._see_others()
            return self._open(self._document(number)).made

    def stem(self, number: int) -> str:
        """The path of a document's outputs, without the suffix. Raises KeyError for a number that is none."""
        return self._document(number).stem

    def with_source(self, number: int, sources: SourceFiles) -> tuple[Path | None, Document]:
        """A document and the file that it was read from; None where that is not at hand."""
        document = self.made(number).document
        return sources.find(self.stem(number), document.berkas), document

    def document_progress(self) -> list[DocumentProgress]:
        """All documents in order."""
        with self._lock:
            self._see_others()
            cut = cut_of(self._total)
            rows: list[DocumentProgress] = []
            for one in self.documents:
                left = cut.taken(one.counts) + len(one.others)
                cut = cut.after(one.counts)
                cells = sum(one.counts.values())
                rows.append(DocumentProgress(one.number, one.name, left, one.reviewed, cells, one.must_be_read))
            return rows

    def progress(self) -> ReviewProgress:
        """The sum over all documents."""
        with self._lock:
            self._see_others()
            cut = cut_of(self._total)
            wrong = sum(doubt * count for doubt, count in self._total.items()) / MILLION
            return ReviewProgress(
                left=cut.taken(self._total) + sum(len(one.others) for one in self.documents),
                reviewed=sum(one.reviewed for one in self.documents),
                cells=self._total.total(),
                expected_wrong=wrong,
                documents=len(self.documents),
                done=sum(one.indexed and not one.others and _top(one) < max(cut.doubt, 1) for one in self.documents),
                indexed=sum(one.indexed for one in self.documents),
            )

    def queue(self, only: int | None = None) -> list[ReviewItem]:
        """What needs a person, the most doubtful first; of one document where `only` is its number."""
        with self._lock:
            self._see_others()
            cut = cut_of(self._total)
            found: list[ReviewItem] = []
            for one in self.documents:
                taken = cut.taken(one.counts)
                cut = cut.after(one.counts)
                if only is None or only == one.number:
                    found += (*one.others, *one.cells[:taken])
            return sorted(found, key=lambda item: (-item.weight, item.document))[:MOST_QUEUED]

    # --- decisions

    def decide(self, number: int, decide: Decide) -> Decision:
        """Makes one decision about a document.

        Raises what `decide` raises, NotAValue where the text can't be the value of its field, OutputError where it
        can't be written down, CermatError where the document can't be read.
        """
        with self._lock:
            self._see_others()
            document = self._document(number)
            loaded = self._open(document)
            decision = decide(loaded.made.document)
            after = with_decision(loaded.made.document, decision)
            if after == "tidak_sah":
                raise NotAValue
            self._results.log.append([decision])
            self._own.append(decision.id)
            every = self._results.log.state().decisions
            if every[self._seen :] == (decision,) and isinstance(after, Document) and _is_of_a_field(decision):
                self._seen = len(every)
                loaded.made = replace(loaded.made, document=after)
                self._take_off(document, decision)
                self._settle_later(document)
            else:
                self._see_others()
            return decision

    def undo(self) -> Decision | None:
        """Takes back the last decision of this session that is still in force; None where there is none."""
        with self._lock:
            self._see_others()
            standing = {one.id: one for one in in_force(self._results.log.state().decisions)}
            last = next((standing[name] for name in reversed(self._own) if name in standing), None)
            if last is not None:
                self._write_down(self._reviewer.takes_back(last))
            return last

    def take_back(self, name: str) -> Decision | None:
        """Takes back the decision of that id; None where there is none in force."""
        with self._lock:
            standing = {one.id: one for one in in_force(self._results.log.state().decisions)}
            if name not in standing:
                return None
            self._write_down(self._reviewer.takes_back(standing[name]))
            return standing[name]

    def try_out(self, number: int, decide: Decide) -> Document:
        """The document as it would be after a decision, which is not made. Raises as `decide` does."""
        document = self.made(number).document
        after = with_decision(document, decide(document))
        if not isinstance(after, Document):
            raise NotAValue
        return checked(after)

    def flush(self) -> None:
        """Writes what is not written yet; afterwards files and session say the same."""
        with self._lock:
            for number in sorted(self._unsettled):
                self._make_again(self.documents[number])

    def close(self) -> None:
        """Ends the session when everything is written."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self.flush()

    def settle(self, number: int, machine: Document) -> None:
        """A document was read again: `machine` is what was read, and all decisions are made on it."""
        with self._lock:
            document = self._document(number)
            made = self._results.decided(machine)
            self._results.write(document.stem, made.document, machine, self._folder)
            self._loaded.pop(number, None)
            self._try_to_index(document)

    def settle_all(self) -> Iterator[tuple[str, Decided]]:
        """Writes every result anew in which not all decisions are; for decisions that came from another machine."""
        for document in self.documents:
            with self._lock:
                yield document.stem, self._results.settle(document.stem, self._folder)

    def document_of(self, decision: Decision) -> int | None:
        """The number of the first document that a decision is about."""
        names = _keys(decision.berkas.sha256, decision.berkas.nama)
        return next((one.number for one in self.documents if one.keys & names), None)

    # --- inside

    def _document(self, number: int) -> ReviewedDocument:
        if not 0 <= number < len(self.documents):
            raise KeyError(number)
        return self.documents[number]

    def _write_down(self, decision: Decision) -> None:
        self._results.log.append([decision])
        self._own.append(decision.id)
        self._see_others()

    def _take_off(self, document: ReviewedDocument, decision: Decision) -> None:
        """What was decided needs nobody any more; figures are exact again when the document is settled."""
        kept = tuple(item for item in document.cells if (item.address, item.field) != (decision.alamat, decision.kolom))
        for item in set(document.cells) - set(kept):
            for doubt, change in ((item.weight, -1), (0, 1)):
                document.counts[doubt] += change
                self._total[doubt] += change
            document.reviewed += 1
        document.cells = kept
        if (decision.kolom or "").startswith(FINDING):
            found = self._open(document).made.document.temuan
            settled = {finding_key(item) for item in found if item.tinjauan is not None}
            document.others = tuple(item for item in document.others if item.field not in settled)

    def _settle_later(self, document: ReviewedDocument) -> None:
        self._unsettled.add(document.number)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(SETTLE_SECONDS, self._settle_quietly)
        self._timer.daemon = True
        self._timer.start()

    def _settle_quietly(self) -> None:
        """Makes the checks of decided documents again and writes them, without keeping anybody waiting."""
        with self._lock:
            machines = {number: self._open(self.documents[number]).machine for number in sorted(self._unsettled)}
            decisions = {n: self._results.of_file(decided_file(machine)) for n, machine in machines.items()}
            seen = self._seen
        for number, machine in machines.items():
            made = decided(machine, decisions[number])
            with self._lock:
                if self._seen != seen:  # somebody went on deciding, who will settle this too
                    return
                self._put(self.documents[number], made, machine)

    def _see_others(self) -> None:
        """Looks at the documents again about which there are decisions that were not seen yet."""
        every = self._results.log.state().decisions
        if len(every) == self._seen:
            return
        fresh, first = every[self._seen :], self._seen == 0
        self._seen = len(every)
        if first and not any(one.indexed for one in self.documents):
            return
        names = frozenset[str]().union(*(_keys(one.berkas.sha256, one.berkas.nama) for one in fresh))
        for document in self.documents:
            if document.indexed and document.keys & names:
                self._make_again(document)

    def _make_again(self, document: ReviewedDocument) -> None:
        machine = self._open(document).machine
        self._put(document, self._results.decided(machine), machine)

    def _put(self, document: ReviewedDocument, made: Decided, machine: Document) -> None:
        self._results.write(document.stem, made.document, machine, self._folder)
        self._loaded[document.number] = _Loaded(machine, made, self._stamp(document))
        self._unsettled.discard(document.number)
        self._index(document, made)

    def _open(self, document: ReviewedDocument) -> _Loaded:
        loaded = self._loaded.get(document.number)
        if loaded is None or loaded.stamp != self._stamp(document):
            read = load(self._path(document))
            machine = self._results.machine(read, document.stem)
            loaded = _Loaded(machine, self._results.decided(machine), self._stamp(document))
            self._loaded[document.number] = loaded
            self._index(document, loaded.made)
        self._loaded.move_to_end(document.number)
        for number in list(self._loaded)[:-DOCUMENTS_IN_MEMORY]:
            if number not in self._unsettled:
                del self._loaded[number]
        return loaded

    def _try_to_index(self, document: ReviewedDocument) -> None:
        try:
            self._open(document)
        except CermatError:
            document.indexed = True
            if is_meant_as_result(self._path(document)):
                self._broken.append(document.name)

    def _index(self, document: ReviewedDocument, made: Decided) -> None:
        cells = cells_of(made.document)
        self._total.subtract(document.counts)
        document.counts = counted(cells)
        self._total.update(document.counts)
        self._total += Counter()  # without those that are zero
        document.cells = tuple(sorted(cell_items(made.document, document.number, cells), key=lambda item: -item.weight))
        document.others = tuple(other_items(made, document.number))
        document.reviewed = sum(cell.reviewed for cell in cells)
        document.name = made.document.berkas.jalur or made.document.berkas.nama
        document.keys = _keys(made.document.berkas.sha256, document.name)
        document.must_be_read = made.must_be_read
        document.indexed = True

    def _path(self, document: ReviewedDocument) -> Path:
        return self._results.folder / f"{document.stem}{SUFFIX}"

    def _stamp(self, document: ReviewedDocument) -> tuple[int, int]:
        try:
            known = self._path(document).stat()
        except OSError:
            return 0, 0
        return known.st_mtime_ns, known.st_size


def _top(document: ReviewedDocument) -> int:
    """The doubt of its most doubtful cell, in millionths; 0 where no cell may need a look."""
    return document.cells[0].weight if document.cells else 0


def _is_of_a_field(decision: Decision) -> bool:
    """True for a decision about a cell or a finding: rows stay where they are."""
    return decision.tindakan in ("benar", "ubah")


def _keys(sha256: str, name: str) -> frozenset[str]:
    return frozenset({f"sha256:{sha256}", f"nama:{name}"})

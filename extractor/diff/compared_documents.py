"""Paths of documents, extracted JSON or folders -> the two sides of a comparison, paired by agency and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapidfuzz import fuzz

from extractor.diff.assignment import assign
from extractor.diff.comparable_text import fold, tokens
from extractor.file_names import printable
from extractor.folder_walk import files_below
from extractor.input_files import find_inputs
from extractor.pipeline import extract
from extractor.results.decided_results import load_decided
from parsers.read import sha256_of
from parsers.reading import ReadOptions
from parsers.sniff import check_readable
from schemas.document import Document
from schemas.errors import CermatError, InputError, NothingToRead

HEAD_BYTES = 4096  # of a file, enough to see whether it is one of our own
CONTRACT_MARK = b'"kontrak"'
AGENCY_WEIGHT, KIND_WEIGHT, NAME_WEIGHT = 0.5, 0.2, 0.3
SAME_AGENCY_WORD_AT = 80.0  # per cent of likeness of two words of an office's name
SAME_NAME_AT = 0.9  # likeness of two file names, their numbers left out

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """A document, and the file that its pages can be seen in; None where only the extracted JSON is at hand."""

    document: Document
    source: Path | None
    name: str  # for people, safe to print


@dataclass(frozen=True, slots=True)
class Matched:
    """Documents of two folders in pairs, and those without a partner."""

    pairs: tuple[tuple[Side, Side], ...]
    only_old: tuple[Side, ...]
    only_new: tuple[Side, ...]


class Originals:
    """Where the documents are that extracted JSON was made from: beside it, or in a folder that is named."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is searched with all folders in it, once, when the first document is looked for."""
        self._folder = folder
        self._by_name: dict[str, list[Path]] | None = None

    def of(self, document: Document, file: Path) -> Path | None:
        """The document that `file` was made from, told by name and content (SHA-256); None where it is not found."""
        name = PurePosixPath(document.berkas.nama).name
        beside = [file.parent / name, file.with_suffix("")]
        candidates = dict.fromkeys([*beside, *self._in_folder(name)])
        return next((path for path in candidates if _has_content(path, document.berkas.sha256)), None)

    def _in_folder(self, name: str) -> list[Path]:
        if self._folder is None:
            return []
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for path in files_below(self._folder):
                self._by_name[path.name].append(path)
        return sorted(self._by_name.get(name, []))


def _has_content(path: Path, sha256: str) -> bool:
    if not path.is_file():
        return False
    try:
        return sha256_of(path) == sha256
    except CermatError:
        return False  # the comparison stands without its pictures


def load_side(path: Path, options: ReadOptions, originals: Originals) -> Side:
    """The document at `path`: read where it is one, loaded where it is extracted JSON.

    Raises one of schemas.errors.
    """
    check_readable(path)  # what can't be opened, or would wait for ever
    if is_extracted(path):
        document = load_decided(path)
        return Side(document, originals.of(document, path), printable(document.berkas.nama))
    return Side(extract(path, options), path, printable(path.name))


def is_extracted(path: Path) -> bool:
    """Whether the file begins like a document that `cermat extract` wrote."""
    if not path.is_file():  # to open a pipe would wait for ever
        return False
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return False  # what is wrong with it shows when it is read
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and CONTRACT_MARK in head


def load_folder(
    folder: Path, options: ReadOptions, originals: Originals, tell: Tell
) -> tuple[list[Side], list[tuple[str, InputError]]]:
    """All documents in `folder`, and those that can't be read with the reason.

    Extracted JSON is taken too; the document that it was made from is then not read a second time. `tell` is
    called with the name of each document before it is read.
    """
    sides: list[Side] = []
    failures: list[tuple[str, InputError]] = []
    inputs = find_inputs([folder])
    failures += inputs.failures
    results = sorted(path for path in files_below(folder) if path.suffix == ".json")
    for path in results:
        if is_extracted(path):
            try:
                sides.append(load_side(path, options, originals))
            except InputError as error:
                failures.append((printable(path.name), error))
    known = {path.name.removesuffix(".json") for path in results}
    for source in inputs.sources:
        if source.path.name in known:
            continue
        tell(source.label)
        try:
            sides.append(load_side(source.path, options, originals))
        except InputError as error:
            failures.append((source.label, error))
    if not sides and not failures:
        raise NothingToRead("no_documents_in_folder", str(folder))
    return sides, failures


def match(old: Sequence[Side], new: Sequence[Side]) -> Matched:
    """Documents in pairs: those of the same office and kind first, the more alike their file names the better."""
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            score = _likeness(a, b)
            if score is not None:
                scores[i, j] = score
    pairs = assign(scores)
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    return Matched(
        tuple((old[i], new[j]) for i, j in pairs),
        tuple(side for i, side in enumerate(old) if i not in ours),
        tuple(side for j, side in enumerate(new) if j not in theirs),
    )


def _likeness(a: Side, b: Side) -> float | None:
    """0..1, or None where the two can't be revisions of one document."""
    office_a, office_b = a.document.metadata.instansi, b.document.metadata.instansi
    name = fuzz.ratio(_stem(a), _stem(b)) / 100
    kinds_a, kinds_b = set(a.document.jenis.split("+")), set(b.document.jenis.split("+"))
    kind = len(kinds_a & kinds_b) / len(kinds_a | kinds_b)
    office = fuzz.ratio(fold(office_a), fold(office_b)) / 100 if office_a and office_b else None
    if office_a and office_b and not _same_agency(office_a, office_b):
        return None
    if office is None and name < SAME_NAME_AT:
        return None
    if not kind and name < SAME_NAME_AT:
        return None
    return AGENCY_WEIGHT * (office or 0) + KIND_WEIGHT * kind + NAME_WEIGHT * name


def _same_agency(a: str, b: str) -> bool:
    """Word by word, for most names of offices differ in one word ("Dinas Pertanian", "Dinas Kehutanan"); the region
    behind the name may be missing on one side."""
    words_a, words_b = ([token.key for token in tokens(name) if token.word] for name in (a, b))
    return all(fuzz.ratio(x, y) >= SAME_AGENCY_WORD_AT for x, y in zip(words_a, words_b, strict=False))


def _stem(side: Side) -> str:
    """The words of the file name: years, numbers and suffixes differ between revisions."""
    name = side.document.berkas.nama.rpartition(".")[0] or side.document.berkas.nama
    return " ".join(token.key for token in tokens(name) if token.word)

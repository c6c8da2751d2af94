"""Documents of an output folder and its journal -> a record for each, in one order, whichever run read them.

The figures of a record are those of the document as it is now, so that reports and tables agree also after somebody
corrected one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from extractor.batch.document_digest import digest_of, outcome_of
from extractor.batch.journal import Journal, Key, KnownFile
from extractor.batch.outcome import Digest, Outcome, Result
from extractor.batch.run import Record, RunItem, output_of, twins_named
from extractor.export import FolderFiles
from extractor.export.tables.document_tables import DocumentFiles, DocumentTables
from extractor.file_names import printable
from extractor.results.document_set import ResultDocument, place_of


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What reports tell of one document of the folder."""

    name: str  # what `dokumen` says
    sha256: str  # of the file that it was read from
    outcome: Outcome
    digest: Digest


def collected(documents: Iterable[ResultDocument], files: FolderFiles) -> dict[str, DocumentFigures]:
    """Adds every document to `files`, one by one; returns their figures by stem."""
    found: dict[str, DocumentFigures] = {}
    for one in documents:
        document = one.document
        files.add(DocumentTables(document, one.name, DocumentFiles(one.source, one.file)))
        found[one.stem] = DocumentFigures(one.name, document.berkas.sha256, outcome_of(document), digest_of(document))
    return found


def records_of_folder(
    records: Sequence[Record], journal: Journal, found: Mapping[str, DocumentFigures]
) -> list[Record]:
    """`records`: of the run that ends now. Further ones are of inputs that earlier runs read, or failed to read, and
    of documents that no run knows. Inputs that failed once and are gone are passed over."""
    by_stem = {record.item.stem.as_posix(): record for record in records}
    earlier = (file for file in journal.known_files() if file.stem not in by_stem)
    by_stem.update({record.item.stem.as_posix(): record for record in _of_earlier_runs(earlier, journal, found)})
    for stem, figures in found.items():
        by_stem.setdefault(stem, _of_nobody(stem, figures))
    stems = sorted(by_stem, key=place_of)
    return twins_named([_as_it_is(by_stem[stem], found.get(stem)) for stem in stems])


def _of_earlier_runs(
    files: Iterable[KnownFile], journal: Journal, found: Mapping[str, DocumentFigures]
) -> Iterator[Record]:
    for file in files:
        stored = journal.stored(file.written.key)
        if stored is not None and (file.stem in found or (stored.result.outcome.failed and not file.is_gone)):
            item = RunItem(file.path, _name_of(file), file.label, PurePosixPath(file.stem))
            outputs = tuple(output_of(item.stem, name).as_posix() for name in file.written.formats)
            yield Record(item, stored.result, file.written.key, stored.attempts, resumed=True, outputs=outputs)


def _name_of(file: KnownFile) -> str:
    return printable(os.path.basename(file.path))


def _of_nobody(stem: str, figures: DocumentFigures) -> Record:
    """Of a document whose JSON file is all that there is."""
    item = RunItem("", PurePosixPath(figures.name).name, figures.name, PurePosixPath(stem))
    outputs = (output_of(item.stem, "json").as_posix(),)
    result = Result(figures.outcome, figures.digest)
    return Record(item, result, Key(figures.sha256, ""), attempts=0, resumed=True, outputs=outputs)


def _as_it_is(record: Record, figures: DocumentFigures | None) -> Record:
    if figures is None or record.result.outcome.failed:
        return record
    result = replace(record.result, outcome=figures.outcome, digest=figures.digest)
    return replace(record, result=result, item=replace(record.item, label=figures.name))

"""Results of earlier runs: one document, all documents of a folder, and documents as a pandas DataFrame."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cermat.options import AnyPath
from extractor.commands.result_folder import documents_of, journal_folder
from extractor.export.json import load as load_json
from extractor.results.decided_results import DecidedResults
from schemas.document import Document
from schemas.errors import CermatError, NothingToRead

if TYPE_CHECKING:
    import pandas as pd

LOG = logging.getLogger("cermat")


def load(path: AnyPath) -> Document:
    """The document of one JSON file that `cermat extract` wrote, also of contract 1.0.

    Raises CermatError where it can't be read, or is none: the text names the place of the mistake.

    >>> from cermat import load
    >>> document = load("output/06-perjanjian-kinerja.pdf.json")
    >>> document.berkas.nama
    '06-perjanjian-kinerja.pdf'
    """
    return load_json(Path(path))


def load_many(folder: AnyPath) -> Iterator[Document]:
    """All documents of an output folder in order, one at a time, as they are now: with corrections and decisions.

    Raises CermatError for one that can't be read, and where there is no such folder.

    >>> from cermat import load_many
    >>> sum(len(section.indikator) for document in load_many("output") for section in document.bagian) > 4
    True
    """
    if not Path(folder).is_dir():
        raise NothingToRead("no_such_result", str(folder), remedy="results")

    def fail(label: str, error: CermatError) -> None:
        raise error

    for one in documents_of(str(folder), journal_folder(str(folder)), fail, decisions_in(folder)):
        yield one.document


def decisions_in(folder: AnyPath) -> DecidedResults | None:
    """What people decided about the documents of a folder (suntingan.jsonl); None where they have not."""
    found = DecidedResults(Path(folder))
    if not found.log.path.is_file():
        return None
    for line in found.log.state().damaged:
        LOG.warning("%s, line %d: no decision", found.log.path, line)
    return found


def to_frame(documents: Document | Iterable[Document], table: str = "indikator") -> pd.DataFrame:
    """One of the tables as a DataFrame, with the columns that docs/output.md names; nothing in it is escaped.

    `table`: indikator, angka, pihak, anggaran, kaskade, temuan, dokumen, bagian, baris or bukti. Whole numbers are
    nullable integers, other numbers floats, the rest text or missing. Raises KeyError for an unknown table.

    >>> from cermat import extract, to_frame
    >>> frame = to_frame(extract("samples/08-rencana-aksi.docx"), "angka")
    >>> frame.groupby("periode")["nilai"].count().to_dict()["TW I"] > 0
    True
    """
    from extractor.export.frame import to_frame as frame_of

    return frame_of([documents] if isinstance(documents, Document) else documents, table)

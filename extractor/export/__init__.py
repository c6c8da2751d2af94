"""Documents to files: one module per format, and the list of formats that `cermat extract --format` offers.

A format either makes one file per document, or collects all documents of a run in one file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from extractor.export import csv, json
from schemas.document import Document


class Collector(Protocol):
    """Takes the documents of one run, in order; everything is on its file when `close` returns."""

    def add(self, document: Document, name: str) -> None:
        """`name`: the document's path below the output folder, without the suffix of a format."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PerDocument:
    suffix: str  # behind the input's file name: "decree.pdf" + ".json"
    render: Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class PerRun:
    file_name: str
    collect: Callable[[BinaryIO], Collector]


FORMATS: dict[str, PerDocument | PerRun] = {
    "json": PerDocument(".json", json.render),
    "csv": PerRun("indikator.csv", csv.CsvCollector),
}

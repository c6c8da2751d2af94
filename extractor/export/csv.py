"""All indicators of a run -> indikator.csv, one flat table."""

from __future__ import annotations

from typing import BinaryIO

from extractor.export.csv_table import TableCollector
from extractor.export.flat_indicators import COLUMNS, rows


class CsvCollector(TableCollector):
    """The rows of indikator.csv, document by document."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, COLUMNS, rows)

"""Documents -> CSV files: indikator.csv and angka.csv, and where they have lines pihak.csv, anggaran.csv, kaskade.csv,
periksa.csv; or the further tables, dokumen.csv to bukti.csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.export.collecting import Begin, Collector, ExportOptions
from extractor.export.csv_table import CsvTable
from extractor.export.tables.document_tables import OF_ALL, DocumentTables, Row
from extractor.export.tables.table_model import Table, all_tables

ALWAYS = ("indikator", "angka")
WHERE_FILLED = ("pihak", "anggaran", "kaskade", OF_ALL)
FURTHER = ("temuan", "dokumen", "bagian", "baris", "bukti")


def file_of(table: str) -> str:
    """The name of a table's CSV file."""
    return f"{table}.csv"


class CsvFiles:
    """A Collector (extractor.export.collecting) that writes a CSV file for each of some tables."""

    def __init__(
        self, begin: Begin, options: ExportOptions, always: Sequence[str], where_filled: Sequence[str]
    ) -> None:
        self._begin = begin
        self._options = options
        self._open: dict[str, CsvTable] = {}
        for name in always:
            self._file(all_tables()[name])
        self._tables = [all_tables()[name] for name in (*always, *where_filled) if name != OF_ALL]
        self._reviews = OF_ALL in where_filled
        self._read = False  # whether any document has a cell

    def add(self, tables: DocumentTables) -> None:
        """Appends the rows of a document."""
        self._read = self._read or tables.has_cells
        for table in self._tables:
            if (rows := tables.rows(table)) or table.name in self._open:
                self._file(table).write(rows)

    def close(self, review: Iterable[Row]) -> None:
        """Writes the cells to look at, where there were any cells, and ends all files."""
        if self._reviews and self._read:
            self._file(all_tables()[OF_ALL]).write(review)
        for file in self._open.values():
            file.close()

    def _file(self, table: Table) -> CsvTable:
        if table.name not in self._open:
            self._open[table.name] = CsvTable(self._begin(file_of(table.name)), table.names, self._options.dialect)
        return self._open[table.name]


def main_files(begin: Begin, options: ExportOptions) -> Collector:
    """The tables of the contract."""
    return CsvFiles(begin, options, ALWAYS, WHERE_FILLED)


def further_files(begin: Begin, options: ExportOptions) -> Collector:
    """All other tables."""
    return CsvFiles(begin, options, FURTHER, ())

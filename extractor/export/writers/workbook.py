"""Tables -> one workbook for people (XLSX), a sheet for each kind of table and one that explains the columns.

Each row begins with a link to its page in the file that was read and one to its JSON. Numbers are numbers, which each
spreadsheet shows in its own language; texts are texts, so that none is run and none turns into a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import xlsxwriter

from extractor.export.collecting import Begin, ExportOptions
from extractor.export.tables.document_tables import OF_ALL, DocumentFiles, DocumentTables, Row, own_tables
from extractor.export.tables.table_model import Table, all_tables
from extractor.export.writers.row_links import result_link, source_link
from extractor.export.writers.workbook_sheet import Sheet, SheetCell, SheetLink, styles_of

FILE = "cermat.xlsx"
LINK_COLUMNS = ("buka", "json")
FROZEN = len(LINK_COLUMNS) + 1
"""The links and the name of the document stay in sight."""
EXPLAINING = "keterangan"
MADE = datetime(2000, 1, 1)  # the same documents give the same file
_PAGE_COLUMNS = ("halaman", "halaman_awal")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Workbook:
    """A Collector of the whole workbook."""

    def __init__(self, begin: Begin, options: ExportOptions) -> None:
        self._options = options
        self._book = xlsxwriter.Workbook(begin(FILE), dict(_OPTIONS))
        self._book.set_properties({"created": MADE, "title": "Cermat"})
        self._styles = styles_of(self._book)
        self._sheets = {
            name: Sheet(self._book, name, (*LINK_COLUMNS, *table.names), self._styles, frozen=FROZEN)
            for name, table in all_tables().items()
        }
        self._files: dict[str, DocumentFiles] = {}  # by name of the document, for the links of `periksa`

    def add(self, tables: DocumentTables) -> None:
        """Appends the rows of a document to each sheet."""
        for table in own_tables():
            self._sheets[table.name].write(self._linked(table, tables.files, tables.rows(table)))
        self._files[tables.name] = tables.files

    def close(self, review: Iterable[Row]) -> None:
        """Adds the cells to look at and the explanations, and ends the workbook."""
        table = all_tables()[OF_ALL]
        for row in review:
            self._sheets[OF_ALL].write(self._linked(table, self._files[str(row[0])], (row,)))
        for sheet in self._sheets.values():
            sheet.close()
        if (cut := sum(sheet.cut for sheet in self._sheets.values())) > 0:
            self._options.tell_cut(FILE, cut)
        self._explain()
        self._book.close()

    def _linked(self, table: Table, files: DocumentFiles, rows: Iterable[Row]) -> Iterator[list[SheetCell]]:
        """The rows with their links in front."""
        at = next((table.names.index(name) for name in _PAGE_COLUMNS if name in table.names), None)
        result = result_link(files, self._options)
        json_cell = SheetLink("JSON", result) if result is not None else None
        for row in rows:
            page = row[at] if at is not None else None
            page = page if isinstance(page, int) else None
            source = source_link(files, self._options, page)
            words = f"hal. {page}" if page is not None else "berkas"
            yield [SheetLink(words, source) if source is not None else None, json_cell, *row]

    def _explain(self) -> None:
        """What each column means, in both languages."""
        sheet = Sheet(self._book, EXPLAINING, ("tabel", "kolom", "keterangan", "description"), self._styles)
        for table in all_tables().values():
            sheet.write([(table.name, None, table.described["id"], table.described["en"])])
            sheet.write((table.name, c.name, c.described["id"], c.described["en"]) for c in table.columns)
        sheet.close()

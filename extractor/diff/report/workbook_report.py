"""Comparisons and histories as a workbook for people: one sheet that is read and printed, one with counts.

What was and what is stand beside their indicator, within the width of a screen; a page of the print has all columns.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import xlsxwriter

from extractor.diff.report.change_groups import WEIGHT_ORDER, lone_side, page_of, told_once
from extractor.diff.report.tabular_report import Value, comparisons_of
from extractor.diff.report_texts import COUNT_ORDER, Texts
from extractor.file_names import printable
from schemas.diff import Jejak, Kumpulan, Perbandingan, Perubahan, Riwayat

LONGEST_CELL = 32_767  # characters that a spreadsheet cell takes
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same comparison gives the same file
TINTS = {
    "ditambah": "#E3F4E3",
    "dihapus": "#FBE3E1",
    "dipindah": "#E1ECFA",
    "diubah": "#FFF4D6",
    "kosmetik": "#F2F2F2",
    "tidak_pasti": "#F1E6F7",
}
WARNING = "#FBE3E1"
A4 = 9  # the number that spreadsheets have for this paper
MARGIN = 0.4  # inches
POINTS_PER_LINE = 15.0  # height of a row, per line of text
FULLEST_ROW = 400.0  # points; spreadsheets refuse rows that are much higher


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the sheet of changes: the key of its title in diff_text.toml, its width in characters."""

    title: str
    width: int


CHANGE_COLUMNS = (
    SheetColumn("report.kind_column", 11),
    SheetColumn("field.indikator", 38),
    SheetColumn("report.filter_field", 14),
    SheetColumn("report.old", 34),
    SheetColumn("report.new", 34),
    SheetColumn("report.difference", 9),
    SheetColumn("report.filter_severity", 10),
    SheetColumn("field.jabatan", 22),
    SheetColumn("report.page_old", 7),
    SheetColumn("report.page_new", 7),
    SheetColumn("report.reason_column", 18),
)
PAIR_COLUMN = SheetColumn("report.pair", 8)
DOCUMENT_WIDTH = 46
CAPITAL_WIDENS = 0.35
"""By so much of a character a capital letter is wider than others, on average."""


def comparison(found: Perbandingan | Kumpulan, texts: Texts) -> bytes:
    """The changes of all pairs, each text that stands over several rows told once. Texts stay texts, whatever they
    begin with."""
    book = _Book(texts, texts("report.title" if isinstance(found, Perbandingan) else "report.set_title"))
    sheet = book.sheet("report.changes")
    pairs = comparisons_of(found)
    several = isinstance(found, Kumpulan)
    for label, name in _names(found, texts):
        sheet.line(f"{label}: {printable(name)}")
    for number, one in enumerate(pairs, start=1):
        for gap in one.tidak_terbaca:
            sheet.line(f"{f'{number}. ' if several else ''}{texts.gap(gap, one)}", warning=True)
    if not several:
        sheet.line(texts.became(pairs[0].indikator))
    columns = (PAIR_COLUMN, *CHANGE_COLUMNS) if several else CHANGE_COLUMNS
    sheet.table([texts(column.title) for column in columns], [column.width for column in columns])
    for number, one in enumerate(pairs, start=1):
        for change, rows in _weightiest_first(told_once((*one.perubahan, *one.perubahan_lain))):
            sheet.row((*((number,) if several else ()), *_cells(change, rows, texts)), TINTS[change.jenis])
    sheet.end()
    _counts(book, found, texts)
    return book.data()


def _weightiest_first(told: Sequence[tuple[Perubahan, int]]) -> Iterator[tuple[Perubahan, int]]:
    """The changes in their order, those of one indicator by weight: its target before its code."""
    for _, of_row in groupby(told, key=lambda item: (item[0].tempat_lama, item[0].tempat_baru)):
        yield from sorted(of_row, key=lambda item: WEIGHT_ORDER[item[0].keparahan])


def _names(found: Perbandingan | Kumpulan, texts: Texts) -> list[tuple[str, str]]:
    if isinstance(found, Perbandingan):
        return [(texts("report.old"), found.lama.nama), (texts("report.new"), found.baru.nama)]
    return [
        (texts("report.folder_old"), found.folder_lama),
        (texts("report.folder_new"), found.folder_baru),
        *((texts("report.only_old"), side.nama) for side in found.hanya_lama),
        *((texts("report.only_new"), side.nama) for side in found.hanya_baru),
    ]


def _cells(change: Perubahan, rows: int, texts: Texts) -> tuple[Value, ...]:
    name = change.indikator_baru or change.indikator_lama
    before, after = change.lama, change.baru
    lone = lone_side(change)
    if lone is not None:
        content = "; ".join(f"{texts.field_name(key)}: {text}" for key, text in (change.isi or {}).items())
        before, after = (content, None) if lone == "hapus" else (None, content)
        name = change.indikator_lama if lone == "hapus" else change.indikator_baru
    page_old, page_new = page_of(change)
    return (
        texts(f"kind.{change.jenis}"),
        name if rows == 1 else texts("report.shared", count=rows),
        texts.field(change),
        before,
        after,
        change.selisih,
        texts(f"severity.{change.keparahan}"),
        change.jabatan_baru or change.jabatan_lama,
        page_old,
        page_new,
        texts.reason(change),
    )


def _counts(book: _Book, found: Perbandingan | Kumpulan, texts: Texts) -> None:
    """The sheet with a line per pair: its number, both files by their full names, and the counts of indicators."""
    sheet = book.sheet("report.summary")
    kinds = [texts(f"count.{key}") for key in COUNT_ORDER]
    totals = [f"{texts('report.rows')}: {texts(key)}" for key in ("report.old", "report.new")]
    titles = [texts("report.pair"), texts("report.old"), texts("report.new"), *totals, *kinds, texts("report.others")]
    sheet.table(titles, [8, DOCUMENT_WIDTH, DOCUMENT_WIDTH, *[12] * (len(titles) - 4), 30])
    for number, one in enumerate(comparisons_of(found), start=1):
        counts = one.indikator
        numbers = (counts.lama, counts.baru, *(getattr(counts, key) for key in COUNT_ORDER))
        sheet.row((number, one.lama.nama, one.baru.nama, *numbers, texts.others(one.di_luar_baris)))
    if isinstance(found, Kumpulan):
        for side in found.hanya_lama:
            sheet.row((None, side.nama, texts("report.only_old")))
        for side in found.hanya_baru:
            sheet.row((None, texts("report.only_new"), side.nama))
    sheet.end()


def history(found: Riwayat, texts: Texts) -> bytes:
    """A line per indicator, a column per revision; what was not read of a revision above them."""
    book = _Book(texts, texts("report.history_title"))
    sheet = book.sheet("report.history_title")
    for number, revision in enumerate(found.revisi, start=1):
        sheet.line(f"{texts('report.revision')} {number}: {printable(revision.nama)}")
    for one in found.perbandingan:
        for gap in one.tidak_terbaca:
            sheet.line(texts.gap(gap, one), warning=True)
    revisions = [f"{texts('report.revision')} {number}" for number in range(1, len(found.revisi) + 1)]
    sheet.table([texts("field.jabatan"), texts("field.indikator"), *revisions], [26, 44, *[22] * len(revisions)])
    for track in found.jejak:
        sheet.row((track.jabatan, track.indikator, *_states(track, len(found.revisi), texts)))
    sheet.end()
    return book.data()


def _states(track: Jejak, revisions: int, texts: Texts) -> Iterator[str]:
    states = {state.revisi: state for state in track.keadaan}
    for number in range(revisions):
        if (state := states.get(number)) is None:
            yield texts("report.gone")
            continue
        years = "; ".join(f"{period}: {text}" for period, text in (state.target_per_tahun or {}).items())
        yield state.target or years or "-"


class _Book:
    """A workbook in memory; `data` ends it."""

    def __init__(self, texts: Texts, title: str) -> None:
        self._texts = texts
        self._file = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._file, {"in_memory": True, **plain})
        self._book.set_properties({"created": MADE.replace(tzinfo=None), "title": title})

    def sheet(self, title: str) -> _Sheet:
        """A new sheet with the title that `title` is the key of."""
        return _Sheet(self._book, self._texts(title))

    def data(self) -> bytes:
        """The whole file."""
        self._book.close()
        return self._file.getvalue()


class _Sheet:
    """A sheet that is written from the top down: lines over its whole width, the head of a table, rows."""

    def __init__(self, book: xlsxwriter.Workbook, title: str) -> None:
        self._book = book
        self._sheet = book.add_worksheet(title)
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "white", "valign": "top", "text_wrap": True}
        )
        self._lines: list[tuple[str, xlsxwriter.format.Format]] = []
        self._widths: Sequence[int] = ()
        self._top = 0  # the row of the head
        self._next = 0
        self._formats: dict[str | None, xlsxwriter.format.Format] = {}

    def line(self, text: str, *, warning: bool = False) -> None:
        """A line above the table."""
        look = {"bold": True, "text_wrap": True, "valign": "top"} | ({"bg_color": WARNING} if warning else {})
        self._lines.append((text, self._book.add_format(look)))

    def table(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        """The head of the table, below the lines; it is repeated on each page and stays in view."""
        self._widths = widths
        for number, width in enumerate(widths):
            self._sheet.set_column(number, number, width)
        for number, (text, look) in enumerate(self._lines):
            self._sheet.merge_range(number, 0, number, len(widths) - 1, "", look)
            self._sheet.write_string(number, 0, text[:LONGEST_CELL], look)
            self._sheet.set_row(number, _height([text], [sum(widths)]))
        self._top = len(self._lines)
        for number, title in enumerate(titles):
            self._sheet.write_string(self._top, number, title, self._head)
        self._sheet.set_row(self._top, _height(titles, widths))
        self._sheet.freeze_panes(self._top + 1, 0)
        self._sheet.repeat_rows(self._top)
        self._next = self._top + 1

    def row(self, cells: Iterable[Value], tint: str | None = None) -> None:
        """A row below those that are there; a missing cell is left empty."""
        cells = tuple(cells)
        look = self._format(tint)
        for number, value in enumerate(cells):
            if isinstance(value, str):
                self._sheet.write_string(self._next, number, value[:LONGEST_CELL], look)
            elif value is None:
                self._sheet.write_blank(self._next, number, None, look)
            else:
                self._sheet.write_number(self._next, number, value, look)
        texts = [value if isinstance(value, str) else "" for value in cells]
        self._sheet.set_row(self._next, _height(texts, self._widths))
        self._next += 1

    def end(self) -> None:
        """Filters, and the print: all columns on one page across."""
        self._sheet.autofilter(self._top, 0, max(self._next - 1, self._top), len(self._widths) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN + 0.2)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")

    def _format(self, tint: str | None) -> xlsxwriter.format.Format:
        if tint not in self._formats:
            look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9D1DA"}
            self._formats[tint] = self._book.add_format(look | ({"bg_color": tint} if tint else {}))
        return self._formats[tint]


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Points that the wrapped texts need; a viewer that sets heights by itself would cut merged cells."""
    lines = max((-(-_width(text) // max(1, width - 2)) for text, width in zip(texts, widths, strict=False)), default=1)
    return min(FULLEST_ROW, POINTS_PER_LINE * max(1, lines))


def _width(text: str) -> int:
    """Of a text on one line, in the characters that widths of columns are counted in."""
    return len(text) + round(CAPITAL_WIDENS * sum(map(str.isupper, text)))

"""Comparisons and histories as flat tables: CSV and spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import xlsxwriter

from extractor.diff.report.change_groups import page_of
from extractor.diff.report_texts import Texts
from extractor.export.spreadsheet import inert
from schemas.diff import KINDS, Kumpulan, Perbandingan, Riwayat

Value = str | int | float | None

COLUMNS = (
    "dokumen_lama",
    "dokumen_baru",
    "jenis",
    "keparahan",
    "cakupan",
    "kolom",
    "periode",
    "jabatan_lama",
    "jabatan_baru",
    "indikator_lama",
    "indikator_baru",
    "lama",
    "baru",
    "selisih",
    "satuan_lama",
    "satuan_baru",
    "alasan",
    "halaman_lama",
    "halaman_baru",
    "jenis_angka",
)
HISTORY_COLUMNS = (
    "nomor_jejak",
    "revisi",
    "dokumen",
    "jabatan",
    "indikator",
    "periode",
    "target",
    "nilai",
    "satuan",
    "perubahan",
)
WIDE = {"indikator_lama": 45, "indikator_baru": 45, "indikator": 60, "lama": 50, "baru": 50}
USUAL_WIDTH = 18  # characters
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


def change_rows(comparisons: Iterable[Perbandingan]) -> Iterator[tuple[Value, ...]]:
    """One row per change, with the columns of COLUMNS."""
    for found in comparisons:
        for change in (*found.perubahan, *found.perubahan_lain):
            page_old, page_new = page_of(change)
            yield (
                found.lama.nama,
                found.baru.nama,
                change.jenis,
                change.keparahan,
                change.cakupan,
                change.kolom,
                change.periode,
                change.jabatan_lama,
                change.jabatan_baru,
                change.indikator_lama,
                change.indikator_baru,
                change.lama,
                change.baru,
                change.selisih,
                change.satuan_lama,
                change.satuan_baru,
                change.alasan,
                page_old,
                page_new,
                change.jenis_angka,
            )


def history_rows(found: Riwayat) -> Iterator[tuple[Value, ...]]:
    """One row per indicator and revision, and per period where targets are dated; see HISTORY_COLUMNS."""
    for number, track in enumerate(found.jejak, start=1):
        for state in track.keadaan:
            kinds = ";".join(dict.fromkeys(f"{c.jenis}:{c.kolom}" for c in state.perubahan))
            name = found.revisi[state.revisi].nama
            head = (number, state.revisi + 1, name, state.jabatan, state.indikator)
            if state.target is not None or not state.target_per_tahun:
                yield (*head, None, state.target, state.nilai, state.satuan, kinds)
            for period, text in (state.target_per_tahun or {}).items():
                yield (*head, period, text, None, None, kinds)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with byte order mark, RFC 4180; nothing in it is run by a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if v is None else inert(v) if isinstance(v, str) else v for v in row])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def as_xlsx(
    columns: Sequence[str], rows: Iterable[Sequence[Value]], comparisons: Sequence[Perbandingan], texts: Texts
) -> bytes:
    """A workbook with the rows on one sheet and the counts on another. Texts stay texts, whatever they begin with."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": MADE.replace(tzinfo=None), "title": texts("report.title")})
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "white", "valign": "top"})
    plain = {"text_wrap": True, "valign": "top"}
    tinted = {kind: book.add_format({**plain, "bg_color": tint}) for kind, tint in TINTS.items()}
    cell = book.add_format(plain)
    sheet = book.add_worksheet("Perubahan" if texts.language == "id" else "Changes")
    for number, name in enumerate(columns):
        sheet.write_string(0, number, name, head)
        sheet.set_column(number, number, WIDE.get(name, USUAL_WIDTH))
    last = 0
    kind_at = columns.index("jenis") if "jenis" in columns else None
    for last, row in enumerate(rows, start=1):
        style = tinted.get(str(row[kind_at]), cell) if kind_at is not None else cell
        for number, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(last, number, value[:LONGEST_CELL], style)
            elif value is None:
                sheet.write_blank(last, number, None, style)
            else:
                sheet.write_number(last, number, value, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    _summary(book, comparisons, texts, head, cell)
    book.close()
    return file.getvalue()


def _summary(
    book: xlsxwriter.Workbook,
    comparisons: Sequence[Perbandingan],
    texts: Texts,
    head: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    sheet = book.add_worksheet(texts("report.summary"))
    titles = (texts("report.old"), texts("report.new"), *(texts(f"kind.{kind}") for kind in KINDS))
    for number, title in enumerate(titles):
        sheet.write_string(0, number, title, head)
    sheet.set_column(0, 1, WIDE["indikator"] // 2)
    for line, found in enumerate(comparisons, start=1):
        sheet.write_string(line, 0, found.lama.nama[:LONGEST_CELL], cell)
        sheet.write_string(line, 1, found.baru.nama[:LONGEST_CELL], cell)
        for number, kind in enumerate(KINDS, start=2):
            total = found.ringkasan.get(kind, 0) + found.ringkasan_lain.get(kind, 0)
            sheet.write_number(line, number, total, cell)


def comparisons_of(found: Perbandingan | Kumpulan | Riwayat) -> list[Perbandingan]:
    """The comparisons that a report of any kind holds."""
    if isinstance(found, Perbandingan):
        return [found]
    return found.pasangan if isinstance(found, Kumpulan) else found.perbandingan

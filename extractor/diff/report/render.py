"""A comparison or a history in any of the formats, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from extractor.diff.language import Texts
from extractor.diff.report import html, markdown, tables
from extractor.diff.report.pictures import Pictures
from extractor.diff.report.text import TextReport
from extractor.diff.sources import Side
from extractor.export.json import dump
from extractor.messages import Language
from schemas.diff import Format, Kumpulan, Perbandingan, Riwayat

Report = Perbandingan | Kumpulan | Riwayat
Pages = Sequence[tuple[Side, Side]]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    report: Report, form: str, language: Language, pages: Pages, *, password: str | None, width: int, colour: bool
) -> bytes:
    """`form` is one of FORMATS. `pages`: the sides of each comparison, for the pictures of the HTML report;
    `width` and `colour` are for the view as text."""
    texts = Texts(language)
    if form == "json":
        return dump(report.model_dump(mode="json"))
    if form == "csv":
        return tables.as_csv(*_table(report))
    if form == "xlsx":
        return tables.as_xlsx(*_table(report), tables.comparisons_of(report), texts)
    if form == "html":
        albums = [(Pictures(old, password), Pictures(new, password)) for old, new in pages]
        page = html.history(report, texts) if isinstance(report, Riwayat) else html.comparison(report, texts, albums)
        return page.encode("utf-8", "replace")
    if form == "markdown":
        return _markdown(report, texts).encode("utf-8", "replace")
    return _text(report, TextReport(texts, width=width, colour=colour)).encode("utf-8", "replace")


def _table(report: Report) -> tuple[Sequence[str], list[tuple[tables.Value, ...]]]:
    if isinstance(report, Riwayat):
        return tables.HISTORY_COLUMNS, list(tables.history_rows(report))
    return tables.COLUMNS, list(tables.change_rows(tables.comparisons_of(report)))


def _markdown(report: Report, texts: Texts) -> str:
    if isinstance(report, Riwayat):
        return markdown.history(report, texts)
    return markdown.folders(report, texts) if isinstance(report, Kumpulan) else markdown.comparison(report, texts)


def _text(report: Report, view: TextReport) -> str:
    if isinstance(report, Riwayat):
        return view.history(report)
    return view.folders(report) if isinstance(report, Kumpulan) else view.comparison(report)

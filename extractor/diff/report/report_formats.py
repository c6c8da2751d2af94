"""A comparison or a history in any of the formats, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from extractor.diff.compared_documents import Side
from extractor.diff.report import html_report, markdown_report, tabular_report, workbook_report
from extractor.diff.report.evidence_pictures import EvidencePictures
from extractor.diff.report.terminal_report import TextReport
from extractor.diff.report_texts import Texts
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
        return tabular_report.as_csv(*_table(report))
    if form == "xlsx":
        if isinstance(report, Riwayat):
            return workbook_report.history(report, texts)
        return workbook_report.comparison(report, texts)
    if form == "html":
        albums = [(EvidencePictures(old, password), EvidencePictures(new, password)) for old, new in pages]
        page = (
            html_report.history(report, texts)
            if isinstance(report, Riwayat)
            else html_report.comparison(report, texts, albums)
        )
        return page.encode("utf-8", "replace")
    if form == "markdown":
        return _markdown(report, texts).encode("utf-8", "replace")
    return _text(report, TextReport(texts, width=width, colour=colour)).encode("utf-8", "replace")


def _table(report: Report) -> tuple[Sequence[str], list[tuple[tabular_report.Value, ...]]]:
    if isinstance(report, Riwayat):
        return tabular_report.HISTORY_COLUMNS, list(tabular_report.history_rows(report))
    return tabular_report.COLUMNS, list(tabular_report.change_rows(report))


def _markdown(report: Report, texts: Texts) -> str:
    if isinstance(report, Riwayat):
        return markdown_report.history(report, texts)
    return (
        markdown_report.folders(report, texts)
        if isinstance(report, Kumpulan)
        else markdown_report.comparison(report, texts)
    )


def _text(report: Report, view: TextReport) -> str:
    if isinstance(report, Riwayat):
        return view.history(report)
    return view.folders(report) if isinstance(report, Kumpulan) else view.comparison(report)

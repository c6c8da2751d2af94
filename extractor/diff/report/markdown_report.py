"""Comparisons and histories as Markdown tables, for letters, wikis and reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.diff.report.change_groups import grouped, shortened
from extractor.diff.report_texts import Texts
from extractor.file_names import printable
from schemas.diff import Kumpulan, Perbandingan, Perubahan, Riwayat, Sisi

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def comparison(found: Perbandingan, texts: Texts, level: int = 1) -> str:
    """A heading, the counts, and a table per jabatan."""
    lines = [f"{'#' * level} {texts('report.title')}", "", *_sides(found, texts)]
    for gap in found.tidak_terbaca:
        lines += [f"**{safe(texts.gap(gap, found))}**", ""]
    if not (found.perubahan or found.perubahan_lain or found.tidak_terbaca or found.diabaikan):
        lines += [texts("report.same"), ""]
    lines += _counts(found, texts)
    lines += _groups(found.perubahan, texts, level + 1)
    if found.perubahan_lain:
        lines += [f"{'#' * (level + 1)} {texts('report.others')}", ""]
        lines += _groups(found.perubahan_lain, texts, level + 2)
    return "\n".join(lines)


def folders(found: Kumpulan, texts: Texts) -> str:
    """The comparison of two folders: each pair, then documents without a partner."""
    names = [
        f"- {texts('report.folder_old')}: {safe(found.folder_lama)}",
        f"- {texts('report.folder_new')}: {safe(found.folder_baru)}\n",
    ]
    parts = [f"# {texts('report.set_title')}\n", *names, *(comparison(pair, texts, 2) for pair in found.pasangan)]
    parts += _lone(found.hanya_lama, texts("report.only_old")) + _lone(found.hanya_baru, texts("report.only_new"))
    return "\n".join(parts)


def history(found: Riwayat, texts: Texts) -> str:
    """One table: a line per indicator, a column per revision."""
    names = [f"{number}. {safe(revision.nama)}" for number, revision in enumerate(found.revisi, start=1)]
    lines = [f"# {texts('report.history_title')}", ""]
    for one in found.perbandingan:
        lines += [line for gap in one.tidak_terbaca for line in (f"**{safe(texts.gap(gap, one))}**", "")]
    lines += _table([texts("field.jabatan"), texts("field.indikator"), *names], _history_rows(found, texts))
    return "\n".join(lines)


def _history_rows(found: Riwayat, texts: Texts) -> Iterable[list[str]]:
    for track in found.jejak:
        states = {state.revisi: state for state in track.keadaan}
        cells = []
        for number in range(len(found.revisi)):
            state = states.get(number)
            years = "; ".join(f"{k}: {v}" for k, v in (state.target_per_tahun or {}).items()) if state else ""
            cells.append(safe(state.target or years or "-") if state else "")
        yield [safe(track.jabatan or ""), safe(track.indikator), *cells]


def safe(text: str) -> str:
    """`text` on one line, with everything that Markdown or HTML would obey made plain."""
    return _SPECIAL.sub(r"\\\1", printable(" ".join(text.split()))).replace("&", "&amp;")


def _sides(found: Perbandingan, texts: Texts) -> list[str]:
    return [
        f"- {texts('report.old')}: {safe(found.lama.nama)}",
        f"- {texts('report.new')}: {safe(found.baru.nama)}",
        "",
    ]


def _counts(found: Perbandingan, texts: Texts) -> list[str]:
    rows = [[words, str(number)] for _, words, number in texts.counts(found.indikator)]
    lines = _table([f"{texts('report.rows')} ({texts.totals(found.indikator)})", texts("report.count")], rows)
    for key, numbers in (("report.others", found.di_luar_baris), ("report.ignored", found.diabaikan)):
        if told := texts.others(numbers):
            lines += [f"{texts(key)}: {safe(told)}", ""]
    return lines


def _groups(changes: Sequence[Perubahan], texts: Texts, level: int) -> list[str]:
    lines: list[str] = []
    head = [
        texts("report.kind_column"),
        texts("field.indikator"),
        texts("report.filter_field"),
        texts("report.changes"),
        texts("report.difference"),
        texts("report.filter_severity"),
    ]
    for group in grouped(changes, texts):
        rows = [
            [
                texts(f"kind.{change.jenis}"),
                safe(row.title or "; ".join(row.shared)),
                safe(texts.field(change)),
                _marked(change) or safe(texts.reason(change)),
                texts.difference(change.selisih),
                texts(f"severity.{change.keparahan}"),
            ]
            for row in group.rows
            for change in row.changes
        ]
        lines += [f"{'#' * level} {safe(group.title)}", "", *_table(head, rows)]
    return lines


def _marked(change: Perubahan) -> str:
    wraps = {"sama": "", "hapus": "~~", "tambah": "**"}
    return " ".join(f"{wraps[mark]}{safe(text)}{wraps[mark]}" for mark, text in shortened(change) if text.strip())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _lone(sides: list[Sisi], title: str) -> list[str]:
    return [f"## {title}\n", *(f"- {safe(one.nama)}" for one in sides), ""] if sides else []

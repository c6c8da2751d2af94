"""Sections: which table belongs to which jabatan, with its tugas and fungsi."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby

from extractor.interpret.cascade import CascadeTable
from extractor.interpret.flow import NO_INDICATOR_COLUMN, UNKNOWN_COLUMNS, FlowItem, OtherTable, Table
from extractor.interpret.header import Header
from extractor.interpret.labels import (
    Labelled,
    flat,
    heading_kind,
    is_goal_label,
    is_heading,
    list_items,
    read_labels,
    without_goal_label,
)
from extractor.interpret.rows import rows_of
from extractor.interpret.view import GridView, cell_text
from normalizers.nip import find_nip
from normalizers.target import read_target
from normalizers.text import strip_list_marker
from schemas.document import Jenis
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedRow, PrintedSection, Role
from schemas.transcript import Grid, Line

LONGEST_GOAL = 3  # lines of a sasaran above its table
LONGEST_TARGET = 30  # characters of a cell that may hold nothing but a target with its unit

_DIGIT = re.compile(r"\d")
_INDICATOR = re.compile(
    r"\W*(?:\d{1,2}\W+)?(?:jumlah|persentase|prosentase|indeks|cakupan|rasio)\s+\w+\s+\w+", re.IGNORECASE
)

_FIRST_PARTY = pattern("first-party")
_SECOND_PARTY = pattern("second-party")


@cache
def office_words() -> dict[str, tuple[str, ...]]:
    """First words of offices ("first_words") and of positions ("positions"), lower case."""
    data = tomllib.loads(files("extractor").joinpath("data", "offices.toml").read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in data.items()}


def begins_with(text: str, words: Sequence[str]) -> bool:
    lower = flat(text).casefold()
    return any(lower == w or lower.startswith((w + " ", w + ".")) for w in words)


@dataclass(frozen=True, slots=True)
class Before:
    """What the lines between two tables say of the table that follows."""

    jenis: Jenis | None
    jabatan: Passage | None
    tugas: Passage | None
    fungsi: tuple[Passage, ...]

    @property
    def opens(self) -> bool:
        """True where a new section begins: a heading or a label stands there."""
        return bool(self.jenis or self.jabatan or self.tugas or self.fungsi)


def sections_of(flow: Sequence[FlowItem]) -> tuple[tuple[PrintedSection, ...], tuple[Finding, ...]]:
    """The sections in reading order, and a finding for every table that was left out."""
    sections: list[PrintedSection] = []
    findings: list[Finding] = []
    pending: list[Line] = []
    last_header: Header | None = None
    for item in flow:
        if isinstance(item, Line):
            pending.append(item)
        elif isinstance(item, CascadeTable):
            pending = []
        elif isinstance(item, OtherTable):
            if not _is_signature(item.grid):
                code = "tabel_mungkin_indikator" if _speaks_of_indicators(item) else "tabel_dilewati"
                findings.append(
                    finding(code, page=item.grid.page, place=item.start, alasan=item.reason, awal=item.start)
                )
        else:
            rows = rows_of(item)
            if not rows:
                continue
            findings.extend([*_notes(rows), *_misread_periods(item)])
            before = read_before(pending, item)
            rows = _under_goal(rows, pending)
            if sections and not before.opens and _alike(last_header, item.header):
                sections[-1] = _more_rows(sections[-1], rows, item)
            else:
                jenis = before.jenis or _jenis_of_table(item) or (sections[-1].jenis if sections else "IKU")
                sections.extend(_by_jabatan(before, jenis, rows, item))
            pending, last_header = [], item.header
    return tuple(sections), tuple(findings)


def _is_signature(grid: Grid) -> bool:
    """True where the first row names the posts of those who sign, side by side, and no figure stands below but a NIP.

    Word users lay signatures out as tables; nobody misses those among the indicators.
    """
    view = GridView(grid)
    top = [text for cell in view.starting(0) if (text := cell_text(cell))]
    posts = len(top) > 1 and all(begins_with(text, office_words()["positions"]) for text in top)
    texts = [cell_text(cell) for cell in grid.cells]
    return posts and not any(_DIGIT.search(text) and find_nip(text) is None for text in texts)


def _speaks_of_indicators(table: OtherTable) -> bool:
    """True for a table that names no columns that are known, but holds what looks like indicators with targets."""
    if table.reason not in (UNKNOWN_COLUMNS, NO_INDICATOR_COLUMN):
        return False
    texts = [cell_text(cell) for cell in table.grid.cells]
    if sum(_INDICATOR.match(text) is not None for text in texts) < 2:
        return False
    return sum(len(text) <= LONGEST_TARGET and read_target(text).satuan is not None for text in texts) > 1


def beside_a_tree(sections: Sequence[PrintedSection]) -> tuple[tuple[PrintedSection, ...], tuple[Finding, ...]]:
    """The sections of a document that shows a tree, without bare lists: those are labels and lists of the drawing."""
    kept: list[PrintedSection] = []
    findings: list[Finding] = []
    for section in sections:
        if not _is_bare_list(section):
            kept.append(section)
            continue
        start = flat(section.rows[0].fields[Role.INDIKATOR].lines[0].text)
        page = section.pages[0] if section.pages else None
        reason = "daftar di dalam pohon kinerja"
        findings.append(finding("tabel_dilewati", page=page, place=start, alasan=reason, awal=start))
    return tuple(kept), tuple(findings)


def _is_bare_list(section: PrintedSection) -> bool:
    """True where the rows have an indicator and nothing else, and nobody is named whose they are."""
    return section.jabatan is None and all(
        set(row.fields) == {Role.INDIKATOR} and not row.targets for row in section.rows
    )


def _under_goal(rows: tuple[PrintedRow, ...], pending: Sequence[Line]) -> tuple[PrintedRow, ...]:
    """The rows of a table without a sasaran, with the one that the lines above it name ("Sasaran 1 : ...")."""
    if any(Role.SASARAN in row.fields for row in rows):
        return rows
    at = next((i for i in range(len(pending) - 1, -1, -1) if is_goal_label(pending[i].text)), None)
    if at is None or len(rest := [line for line in pending[at:] if line.text.strip()]) > LONGEST_GOAL:
        return rows
    goal = Passage(without_goal_label(tuple(rest)), 0.9)
    return tuple(replace(row, fields={**row.fields, Role.SASARAN: goal}) for row in rows)


def _misread_periods(table: Table) -> Iterator[Finding]:
    for column in table.header.columns:
        if column.misread:
            yield finding(
                "periode_menurut_urutan",
                page=table.page,
                place=column.text,
                dibaca=column.misread,
                menjadi=column.period,
            )


def _notes(rows: Sequence[PrintedRow]) -> Iterator[Finding]:
    """What was noted about rows, with the indicator that leads a reader there."""
    for row in rows:
        passage = row.fields.get(Role.INDIKATOR)
        for note in row.notes:
            place = flat(" ".join(line.text for line in passage.lines)) if passage else None
            yield replace(note, place=place, page=passage.page if passage else None)


def _alike(a: Header | None, b: Header) -> bool:
    return a is not None and a.roles == b.roles


def _pages(table: Table) -> tuple[int, int] | None:
    numbers = [p.view.grid.page for p in table.parts if p.view.grid.page is not None]
    return (min(numbers), max(numbers)) if numbers else None


def _more_rows(section: PrintedSection, rows: tuple[PrintedRow, ...], table: Table) -> PrintedSection:
    pages, more = section.pages, _pages(table)
    if pages and more:
        pages = (min(pages[0], more[0]), max(pages[1], more[1]))
    return replace(section, rows=(*section.rows, *rows), pages=pages)


def _by_jabatan(before: Before, jenis: Jenis, rows: tuple[PrintedRow, ...], table: Table) -> list[PrintedSection]:
    """One section; or one per jabatan where the table has a column for it."""
    pages = _pages(table)
    if Role.JABATAN not in table.header.roles:
        return [PrintedSection(jenis, before.jabatan, before.tugas, before.fungsi, rows, pages)]
    named: list[tuple[Passage | None, PrintedRow]] = []
    current = before.jabatan
    for row in rows:
        current = row.fields.get(Role.JABATAN, current)
        named.append((current, row))
    result = []
    for _, group in groupby(named, key=lambda pair: pair[0].lines if pair[0] else ()):
        members = list(group)
        result.append(
            PrintedSection(jenis, members[0][0], before.tugas, before.fungsi, tuple(row for _, row in members), pages)
        )
    return result


def read_before(pending: Sequence[Line], table: Table | None) -> Before:
    """Labels and headings in the lines above a table (or, without one, in any lines)."""
    labels = list(read_labels(pending))
    jenis, heading_at = _nearest_heading(pending, table)
    tugas = next((lab for lab in reversed(labels) if lab.kind == "tugas" and lab.value), None)
    fungsi = next((lab for lab in reversed(labels) if lab.kind == "fungsi" and lab.value), None)
    jabatan = _jabatan(labels, pending)
    if jabatan is None and heading_at is not None and jenis in ("IKI", "PK"):
        jabatan = _jabatan_in_title(pending, heading_at)
    duties = [lab.position for lab in (tugas, fungsi) if lab is not None]
    if jabatan is None and duties:
        jabatan = _jabatan_above(pending[: min(duties)])
    return Before(
        jenis,
        jabatan,
        Passage(tugas.value) if tugas else None,
        list_items(fungsi.value) if fungsi else (),
    )


def _nearest_heading(pending: Sequence[Line], table: Table | None) -> tuple[Jenis | None, int | None]:
    for title in reversed(table.titles if table else ()):
        jenis = heading_kind(Line(title, bold=True))
        if jenis:
            return jenis, None
    for position in range(len(pending) - 1, -1, -1):
        jenis = heading_kind(pending[position])
        if jenis is not None:
            return jenis, position
    return None, None


def _jabatan(labels: Sequence[Labelled], pending: Sequence[Line]) -> Passage | None:
    """The section's jabatan; of the two parties of an agreement the first, whose table it is."""
    named = [lab for lab in labels if lab.kind == "jabatan" and lab.value]
    if not named:
        return None
    for i, lab in enumerate(named):
        end = named[i + 1].position if i + 1 < len(named) else len(pending)
        following = " ".join(line.text for line in pending[lab.position : end])
        first, second = _FIRST_PARTY.search(following), _SECOND_PARTY.search(following)
        if first and (second is None or first.start() < second.start()):
            return Passage(lab.value)
    return Passage(named[0].value if len(named) > 1 and _parties(pending) else named[-1].value)


def _parties(pending: Sequence[Line]) -> bool:
    return any(_SECOND_PARTY.search(line.text) for line in pending)


def _jabatan_in_title(pending: Sequence[Line], heading_at: int) -> Passage | None:
    for line in pending[heading_at + 1 : heading_at + 5]:
        if is_heading(line) and begins_with(line.text, office_words()["positions"]):
            return Passage((line,), 0.9)
    return None


def _jabatan_above(lines: Sequence[Line]) -> Passage | None:
    """The position that heads its duties without a label ("A. KEPALA BIDANG ..." above "Tugas :")."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    if last is None or not is_heading(last):
        return None
    bare = strip_list_marker(flat(last.text))[1]
    return Passage((replace(last, text=bare),), 0.9) if begins_with(bare, office_words()["positions"]) else None


def _jenis_of_table(table: Table) -> Jenis | None:
    """The kind by the table's own header, where no heading stands above it."""
    text = " ".join(c.text for c in table.header.columns).casefold()
    if "individu" in text or re.search(r"\biki\b", text):
        return "IKI"
    if "kinerja utama" in text or re.search(r"\biku\b", text):
        return "IKU"
    periods = [c.period for c in table.header.columns if c.period and c.role is Role.TARGET]
    if any(p.startswith(("TW", "Semester")) for p in periods):
        return "RENAKSI"
    return "RENSTRA" if sum(p.isdigit() for p in periods) > 1 else None

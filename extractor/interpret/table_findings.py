"""Findings about tables: excluded ones, one finding per run of similar tables, and periods put right by their order.

Excluded tables are scored by table_evidence.py: what could hold indicators is a warning, what could be missed is an
info, and of budgets, signatures, lists of staff and tables of prose nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extractor.interpret.flow.flow_items import ExcludedTable, ExclusionReason, FlowItem, IndicatorTable
from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.office_vocabulary import names_position
from extractor.interpret.table_evidence import table_score, table_signs
from extractor.interpret.tables.grid_view import GridView, cell_text
from normalizers.nip import find_nip
from schemas.evidence import Finding
from schemas.findings import finding, page_ranges
from schemas.printed import PrintedSection, Role
from schemas.table_instruction import TableInstruction
from schemas.transcript import Grid

MAY_HOLD, LEFT_OUT = "tabel_mungkin_indikator", "tabel_dilewati"
ALIKE = 0.6  # ratio of equal letters in the first words, from which two tables begin alike, also as a scan reads them
COMPARED_CHARS = 40
MANY_COLUMNS = 5  # as many columns in two tables are a coincidence below this
COMPARED_RUNS = 20  # the last ones, of which a table may be one more

_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class _Run:
    """Excluded tables that are told together, the first of which is quoted."""

    code: str
    first: ExcludedTable
    pages: list[int | None] = field(default_factory=list)  # one per table, 1-based

    def takes(self, table: ExcludedTable) -> bool:
        """True for a table of the same cause that begins alike or has as many columns; many columns are enough."""
        as_many = self.first.grid.cols == table.grid.cols
        if as_many and table.grid.cols >= MANY_COLUMNS:
            return True
        mine, its = (one.first_words[:COMPARED_CHARS].casefold() for one in (self.first, table))
        same_cause = table.reason is self.first.reason
        return same_cause and (as_many or SequenceMatcher(None, mine, its).ratio() >= ALIKE)

    def add(self, table: ExcludedTable, code: str) -> None:
        """One more table; the whole run is a warning where one of its tables is."""
        self.pages.append(table.grid.page)
        self.code = MAY_HOLD if MAY_HOLD in (code, self.code) else self.code

    def finding(self) -> Finding:
        """One finding for all tables of the run."""
        continues = self.first.reason is ExclusionReason.CONTINUES_EXCLUDED
        reason = (ExclusionReason.UNKNOWN_COLUMNS if continues else self.first.reason).value
        start = self.first.first_words
        page, count = self.first.grid.page, len(self.pages)
        if count == 1:
            return finding(self.code, page=page, place=start, alasan=reason, awal=start)
        shown = page_ranges([number for number in self.pages if number is not None]) or "tanpa_nomor"
        return finding(self.code, page=page, place=start, alasan=reason, awal=start, jumlah=count, letak=shown)


def excluded_findings(tables: Sequence[ExcludedTable], nothing_read: bool) -> tuple[Finding, ...]:
    """What a person should know of the excluded tables of a document, warnings first, each kind in reading order.

    `nothing_read`: no table of the document gave rows or a tree; then everything is told that may be something.
    """
    runs: list[_Run] = []
    last: _Run | None = None
    for table in tables:
        code = _code(table, nothing_read)
        if table.reason is ExclusionReason.CONTINUES_EXCLUDED and last is not None:
            last.add(table, code or last.code)
        else:
            last = _run_of(runs, table, code) if code is not None else None
    return tuple(run.finding() for code in (MAY_HOLD, LEFT_OUT) for run in runs if run.code == code)


def _run_of(runs: list[_Run], table: ExcludedTable, code: str) -> _Run:
    """The run that the table is one more of, or a new one."""
    run = next((one for one in reversed(runs[-COMPARED_RUNS:]) if one.takes(table)), None)
    if run is None:
        run = _Run(code, table)
        runs.append(run)
    run.add(table, code)
    return run


def unmatched_instructions(flow: Sequence[FlowItem], given: Sequence[TableInstruction]) -> tuple[Finding, ...]:
    """For each instruction of a person that is about no table of the document: told, so that it is not lost."""
    used = {name for item in flow if isinstance(item, ExcludedTable) for name in item.told}
    used |= {name for item in flow if isinstance(item, IndicatorTable) for name in item.header.told}
    lost = [one for one in given if one.id not in used]
    return tuple(
        finding("instruksi_tidak_cocok", page=one.page, place=one.first_words, awal=one.first_words) for one in lost
    )


def _code(table: ExcludedTable, nothing_read: bool) -> str | None:
    """The code by which a table is told; None where nobody would miss it."""
    if table.reason is ExclusionReason.TOLD or _is_signature(table.grid):
        return None
    signs, score = table_signs(), table_score(table.grid)
    if score >= signs.may_hold:
        return MAY_HOLD
    least = signs.worth_telling_alone if nothing_read else signs.worth_telling
    told = score >= least and table.reason is not ExclusionReason.CONTINUES_EXCLUDED
    return LEFT_OUT if told else None


def list_in_tree_finding(section: PrintedSection) -> Finding:
    """For a list of indicators that belongs to a drawn tree and gives no rows."""
    start = flat(section.rows[0].fields[Role.INDIKATOR].lines[0].text)
    page = section.pages[0] if section.pages else None
    return finding(LEFT_OUT, page=page, place=start, alasan=ExclusionReason.INSIDE_TREE.value, awal=start)


def _is_signature(grid: Grid) -> bool:
    """True where the first row names the posts of those who sign, side by side, and no figure follows but a NIP.

    Habit: Word users lay signatures out as tables ("Bupati Melati | Kepala Dinas"); nobody misses those among the
    indicators.
    """
    top = [text for cell in GridView(grid).starting(0) if (text := cell_text(cell))]
    posts = len(top) > 1 and all(names_position(text) for text in top)
    texts = [cell_text(cell) for cell in grid.cells]
    return posts and not any(_DIGIT.search(text) and find_nip(text) is None for text in texts)


def misread_periods(table: IndicatorTable) -> Iterator[Finding]:
    """For each target column whose period was taken from its order among the others and not as read."""
    for column in table.header.columns:
        if column.misread:
            yield finding(
                "periode_menurut_urutan",
                page=table.page,
                place=column.text,
                dibaca=column.misread,
                menjadi=column.period,
            )

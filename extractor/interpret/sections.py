"""Flow of a document -> sections: which table belongs to which position (jabatan), with its tugas and fungsi.

A fold over the flow. The state is the sections so far, the lines since the last table, and that table's header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extractor.interpret.agreement.agreements import with_agreement
from extractor.interpret.budget_forms import form_pages, with_form_indicators
from extractor.interpret.cascade.level_tables import CascadeTable
from extractor.interpret.flow.flow_items import ExcludedTable, FlowItem, FormIndicators, IndicatorTable
from extractor.interpret.lines.goal_labels import is_goal_label, without_goal_label
from extractor.interpret.rows.planning_rows import planning_rows
from extractor.interpret.table_context import MENTIONED_PLANS, TableContext, kind_by_periods, named_kind, table_context
from extractor.interpret.table_findings import excluded_findings, list_in_tree_finding, misread_periods
from extractor.interpret.tables.table_header import TableHeader
from schemas.document import Jenis
from schemas.evidence import Finding
from schemas.printed import Passage, PrintedRow, PrintedSection, Role
from schemas.transcript import Line

UNKNOWN_KIND: Jenis = "LAIN"  # of a table of which nothing says what it is
LONGEST_GOAL = 3  # lines of a sasaran above its table
GOAL_ABOVE = 0.9  # certainty of a sasaran that is printed above its table


def sections_of(
    flow: Sequence[FlowItem], kind: Jenis | None = None
) -> tuple[tuple[PrintedSection, ...], tuple[Finding, ...]]:
    """The sections in reading order, and findings: about excluded tables, then about periods in the flow's order.

    `kind`: that of the whole document, for tables above which no heading names one.
    """
    state = _SectionsState(kind)
    for item in with_form_indicators(flow):
        state.add(item)
    state.end()
    excluded = [item for item in flow if isinstance(item, ExcludedTable)]
    nothing_read = not state.sections and not any(isinstance(item, CascadeTable) for item in flow)
    return tuple(state.sections), (*excluded_findings(excluded, nothing_read), *state.findings)


@dataclass(slots=True)
class _SectionsState:
    kind: Jenis | None  # of the document
    sections: list[PrintedSection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)  # lines since the last table that gave rows
    header: TableHeader | None = None  # of that table
    in_form: bool = False  # the last section is that of a budget form
    opened: int = 0  # index of the first section of that table
    introduced: list[Line] = field(default_factory=list)  # lines above the table that opened these sections
    below: list[FlowItem] = field(default_factory=list)  # items since that table

    def add(self, item: FlowItem) -> None:
        """Takes the next item of the flow."""
        self.below.append(item)
        if isinstance(item, Line):
            self.above.append(item)
        elif isinstance(item, CascadeTable):
            self.above = []
        elif isinstance(item, IndicatorTable):
            self._add_table(item)
        elif isinstance(item, FormIndicators):
            self._add_form(item)

    def end(self) -> None:
        """The sections of the last table are complete."""
        for at in range(self.opened, len(self.sections)):
            self.sections[at] = with_agreement(self.sections[at], self.introduced, self.below)

    def _add_table(self, table: IndicatorTable) -> None:
        rows = planning_rows(table)
        if not rows:
            return
        self.findings.extend(misread_periods(table))
        context = table_context(self.above, table.titles)
        rows = _under_goal_above(rows, self.above)
        if self.sections and self._continues(context, table):
            self.sections[-1] = _with_more_rows(self.sections[-1], rows, table)
        else:
            self.end()
            self.opened, self.introduced = len(self.sections), self.above
            self.sections.extend(_by_position(context, self._kind_of(context, table), rows, table))
        self.above, self.below, self.header, self.in_form = [], [], table.header, False

    def _add_form(self, form: FormIndicators) -> None:
        """Indicators of a budget form: all of a form are one section, whatever lines are printed between them."""
        context = table_context(self.above, ())
        pages = form_pages(form)
        if self.in_form and self.sections and context.jenis in (None, self.sections[-1].jenis):
            last = self.sections[-1]
            self.sections[-1] = replace(last, rows=(*last.rows, *form.rows), pages=_spanned(last.pages, pages))
        else:
            self.end()
            self.opened, self.introduced = len(self.sections), self.above
            kind = context.jenis or self.kind or "DPA"
            self.sections.append(PrintedSection(kind, None, None, (), form.rows, pages))
        self.above, self.below, self.header, self.in_form = [], [], None, True

    def _continues(self, context: TableContext, table: IndicatorTable) -> bool:
        """True for more rows of the last section: nothing new is printed above, or its title again with "lanjutan"."""
        if not self._has_roles_of_last(table):
            return False
        if not context.opens_section:
            return True
        own = context.jabatan is not None
        again = context.jenis in (None, self.sections[-1].jenis)
        return context.continued and again and not own

    def _kind_of(self, context: TableContext, table: IndicatorTable) -> Jenis:
        """What the heading above says; else the last section where nothing new is printed, the document, the table.

        Sheets of officials say IKI in their header whatever the document is. A plan that a title only mentions yields.
        """
        last = self.sections[-1].jenis if self.sections and not context.titled else None
        mentioned = context.jenis in MENTIONED_PLANS and self.kind is not None
        named = named_kind(table)
        own = (None if mentioned else context.jenis) or (named if named == "IKI" else None) or last or self.kind
        return own or named or context.usual or kind_by_periods(table) or UNKNOWN_KIND

    def _has_roles_of_last(self, table: IndicatorTable) -> bool:
        return self.header is not None and self.header.roles == table.header.roles


def without_lists_of_tree(
    sections: Sequence[PrintedSection],
) -> tuple[tuple[PrintedSection, ...], tuple[Finding, ...]]:
    """The sections of a document that shows a tree, without bare lists, and a finding for each of these.

    Bare lists there are labels and lists of the drawing: rows with nothing but an indicator.
    """
    bare = [section for section in sections if _is_bare_list(section)]
    kept = tuple(section for section in sections if not _is_bare_list(section))
    return kept, tuple(list_in_tree_finding(section) for section in bare)


def _is_bare_list(section: PrintedSection) -> bool:
    """True where the rows have an indicator and nothing else, and nobody is named whose they are."""
    return section.jabatan is None and all(
        set(row.fields) == {Role.INDIKATOR} and not row.targets for row in section.rows
    )


def _under_goal_above(rows: tuple[PrintedRow, ...], above: Sequence[Line]) -> tuple[PrintedRow, ...]:
    """The rows of a table without a sasaran, with the one that the lines above it name ("Sasaran 1 : ...")."""
    if any(Role.SASARAN in row.fields for row in rows):
        return rows
    at = next((i for i in range(len(above) - 1, -1, -1) if is_goal_label(above[i].text)), None)
    if at is None or len(rest := [line for line in above[at:] if line.text.strip()]) > LONGEST_GOAL:
        return rows
    goal = Passage(without_goal_label(tuple(rest)), GOAL_ABOVE)
    return tuple(replace(row, fields={**row.fields, Role.SASARAN: goal}) for row in rows)


def _pages(table: IndicatorTable) -> tuple[int, int] | None:
    """First and last page of a table, 1-based; None in files without pages."""
    numbers = [part.view.grid.page for part in table.parts if part.view.grid.page is not None]
    return (min(numbers), max(numbers)) if numbers else None


def _with_more_rows(section: PrintedSection, rows: tuple[PrintedRow, ...], table: IndicatorTable) -> PrintedSection:
    return replace(section, rows=(*section.rows, *rows), pages=_spanned(section.pages, _pages(table)))


def _spanned(pages: tuple[int, int] | None, more: tuple[int, int] | None) -> tuple[int, int] | None:
    """The pages from the first to the last one of both."""
    if pages and more:
        return min(pages[0], more[0]), max(pages[1], more[1])
    return pages


def _by_position(
    context: TableContext, jenis: Jenis, rows: tuple[PrintedRow, ...], table: IndicatorTable
) -> list[PrintedSection]:
    """One section; or one per position where the table has a column for it, blank cells filled down."""
    pages = _pages(table)
    if Role.JABATAN not in table.header.roles:
        return [PrintedSection(jenis, context.jabatan, context.tugas, context.fungsi, rows, pages)]
    named: list[tuple[Passage | None, PrintedRow]] = []
    current = context.jabatan
    for row in rows:
        current = row.fields.get(Role.JABATAN, current)
        named.append((current, row))
    result = []
    for _, group in groupby(named, key=lambda pair: pair[0].lines if pair[0] else ()):
        members = list(group)
        own = tuple(row for _, row in members)
        result.append(PrintedSection(jenis, members[0][0], context.tugas, context.fungsi, own, pages))
    return result

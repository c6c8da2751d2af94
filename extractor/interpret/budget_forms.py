"""Budget forms in the flow of a document -> the indicators that they hold, below the entries that the form names.

Habit of DPA and RKA: "Program : 2.16.01 ...", "Kegiatan : 2.16.01.2.01 ..." and "Sub Kegiatan : ..." are lines of the
form; an indicator is the value of such a line ("Capaian Program : (Indikator) ... (Target) ..."), or a line of the box
"Indikator dan Tolok Ukur Kinerja" (Capaian, Masukan, Keluaran, Hasil). A fold over the flow; the state is the entries
in force and the value whose lines are still coming.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.interpret.flow.flow_items import FlowItem, FormIndicators, IndicatorTable
from extractor.interpret.lines.label_lines import flat, text_behind
from extractor.interpret.lines.line_parts import parts_of
from extractor.interpret.rows.body_rows import BodyRow, body_rows
from extractor.interpret.rows.ladder_entries import Entry, code_in_front
from extractor.interpret.rows.planning_rows import planning_rows
from extractor.interpret.tables.column_evidence import LEVELS
from extractor.interpret.tables.grid_view import cell_text
from schemas.document import Level
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedEntry, PrintedFigure, PrintedRow, Role
from schemas.transcript import Line

IN_FORM = 0.95  # certainty of an indicator that a form's lines hold
LABEL_INDENT = 12.0  # points that labels of one form may begin right of the leftmost one
MOST_LABEL_COLUMNS = 3  # table columns among which that of the box's kinds is looked for
_LINE = pattern("form-line")
_ENTRY = pattern("form-entry-label")
_MEASURE = pattern("form-measure-label")
_INDICATOR_HEAD = pattern("form-indicator-head")
_TARGET_HEAD = pattern("form-target-head")
_LEVEL_GROUPS: dict[str, Level] = {"program": "program", "kegiatan": "kegiatan", "sub": "sub_kegiatan"}


def with_form_indicators(flow: Sequence[FlowItem]) -> tuple[FlowItem, ...]:
    """The flow with the indicators of forms behind the lines that hold them, and in the place of their boxes."""
    form = _Form()
    result: list[FlowItem] = []
    for item in flow:
        result.extend(form.taken(item))
    return (*result, *form.closed())


def form_pages(form: FormIndicators) -> tuple[int, int] | None:
    """First and last page of its indicators, 1-based; None in files without pages."""
    numbers = [page for row in form.rows if (page := row.fields[Role.INDIKATOR].page) is not None]
    return (min(numbers), max(numbers)) if numbers else None


@dataclass(frozen=True, slots=True)
class _Value:
    """A label of the form and the lines of its value so far."""

    label: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Form:
    entries: dict[Level, PrintedEntry] = field(default_factory=dict)
    value: _Value | None = None
    left: float | None = None  # of the form's labels, points; None where nothing was measured

    def taken(self, item: FlowItem) -> Iterator[FlowItem]:
        """The item, behind what it ends, or what it is read as."""
        if isinstance(item, Line):
            found = self._label(item)
            if found is None:
                if self.value is not None and item.text.strip():
                    self.value = replace(self.value, lines=(*self.value.lines, item))
                yield item
                return
            yield from self.closed()
            self.value = found
            yield item
            return
        yield from self.closed()
        rows = self._box(item) if isinstance(item, IndicatorTable) else ()
        yield FormIndicators(rows) if rows else item

    def closed(self) -> Iterator[FlowItem]:
        """Ends the value whose lines were coming: an entry comes into force, or indicators come out."""
        value, self.value = self.value, None
        if value is None or not value.lines:
            return
        named = _ENTRY.fullmatch(value.label)
        if named is not None:
            self._open(_level(named), value.lines)
        elif (measured := _MEASURE.fullmatch(value.label)) is not None:
            chain = self._chain(_level_or_none(measured))
            pairs = list(_pairs(value.lines))
            if chain and pairs:
                yield FormIndicators(tuple(_row(indicator, target, chain) for indicator, target in pairs))

    def _label(self, line: Line) -> _Value | None:
        """The label that a line begins with; None for the text of a value.

        Values may have colons too: where labels are printed is known from those of entries.
        """
        found = _LINE.match(line.text)
        if found is None or line.text.startswith("\t"):
            return None
        label, rest = flat(found["label"]), found["rest"].strip(" \t")
        known = _ENTRY.fullmatch(label) is not None
        if line.box is not None:
            if known:
                self.left = line.box.x0
            elif self.left is not None and line.box.x0 > self.left + LABEL_INDENT:
                return None
        return _Value(label, (text_behind(line, rest),) if rest else ())

    def _open(self, level: Level, lines: tuple[Line, ...]) -> None:
        """A new entry ends those of its level and below it."""
        entry = Entry(0, 0, lines, code_in_front(lines), level)
        rank = LEVELS.index(level)
        self.entries = {of: above for of, above in self.entries.items() if LEVELS.index(of) < rank}
        self.entries[level] = PrintedEntry(level, entry.code, entry.text, entry.passage)

    def _chain(self, level: Level | None) -> tuple[PrintedEntry, ...]:
        """The entries in force down to a level; down to the deepest one for None."""
        if level is not None and level not in self.entries:
            return ()
        rank = LEVELS.index(level) if level is not None else len(LEVELS)
        return tuple(self.entries[of] for of in LEVELS if of in self.entries and LEVELS.index(of) <= rank)

    def _box(self, table: IndicatorTable) -> tuple[PrintedRow, ...]:
        """The indicators of the form's box; () for a table that is none, or that no entry stands above."""
        if not self.entries:
            return ()
        kinds = _kinds(tuple(body_rows(table)))
        if kinds is None:
            return ()
        result = []
        for row in planning_rows(table):
            chain = self._chain(kinds.get(row.body_rows[0])) if row.body_rows else ()
            result.append(_below(row, chain or self._chain(None)))
        return tuple(result)


def _level(named: re.Match[str]) -> Level:
    level = _level_or_none(named)
    assert level is not None
    return level


def _level_or_none(named: re.Match[str]) -> Level | None:
    return next((level for group, level in _LEVEL_GROUPS.items() if named[group]), None)


def _kinds(rows: Sequence[BodyRow]) -> dict[int, Level | None] | None:
    """The level that the first column of the box names in each body row; None where it holds anything else."""
    found: dict[int, Level | None] = {}
    for row in rows:
        first = next((cell_text(row.cells[i]) for i in range(MOST_LABEL_COLUMNS) if i in row.cells), "")
        named = _MEASURE.fullmatch(first)
        if named is None:
            return None
        found[row.number] = _level_or_none(named)
    return found or None


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    """The indicators of a value with their targets: "(Indikator) ... (Target) ...", side by side or one by one.

    Where several are printed, each begins beside its target, or they are as many lines as targets.
    """
    parts = [_Part(part, place > 0) for line in lines for place, part in enumerate(parts_of(line))]
    if not parts or not _INDICATOR_HEAD.match(parts[0].line.text):
        return
    aside = len(parts) > 1 and parts[1].right and _TARGET_HEAD.match(parts[1].line.text) is not None
    columns: dict[bool, list[Line]] = {False: [], True: []}
    of_target = False
    for part in parts:
        text = part.line.text
        if (head := _INDICATOR_HEAD.match(text)) is not None:
            of_target, text = False, text[head.end() :].strip()
        elif (head := _TARGET_HEAD.match(text)) is not None:
            of_target, text = True, text[head.end() :].strip()
        elif aside:
            of_target = part.right or _is_nearer(part.line, parts[1].line, parts[0].line)
        if text:
            columns[of_target].append(part.line if head is None else text_behind(part.line, text))
    yield from _matched(columns[False], columns[True])


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a printed line of a value."""

    line: Line
    right: bool  # something is printed left of it


def _is_nearer(part: Line, one: Line, other: Line) -> bool:
    """True where a part begins nearer below `one` than below `other`; False where nothing was measured."""
    if part.box is None or one.box is None or other.box is None:
        return False
    return abs(part.box.x0 - one.box.x0) < abs(part.box.x0 - other.box.x0)


def _matched(indicator: Sequence[Line], target: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    if not indicator:
        return
    starts = [_beside(line, indicator) for line in target]
    if len(target) > 1 and None not in starts and len(set(starts)) == len(starts):
        bounds = [at for at in starts if at is not None]
        for at, end, line in zip([0, *bounds[1:]], [*bounds[1:], len(indicator)], target, strict=True):
            yield tuple(indicator[at:end]), (line,)
    elif len(target) > 1 and len(target) == len(indicator) and target[0].box is None:
        for one, line in zip(indicator, target, strict=True):
            yield (one,), (line,)
    else:
        yield tuple(indicator), tuple(target)


def _beside(line: Line, others: Iterable[Line]) -> int | None:
    """The index of the line that begins at the height of `line`; None for none."""
    box = line.box
    if box is None:
        return None
    near = [i for i, other in enumerate(others) if other.box is not None and abs(other.box.top - box.top) < box.height]
    return near[0] if near else None


def _row(indicator: tuple[Line, ...], target: tuple[Line, ...], chain: tuple[PrintedEntry, ...]) -> PrintedRow:
    row = PrintedRow({Role.INDIKATOR: Passage(indicator, IN_FORM)})
    if target:
        aim = Passage(target, IN_FORM)
        figure = PrintedFigure("target", None, aim)
        row = replace(row, fields={**row.fields, Role.TARGET: aim}, figures=(figure,))
    return _below(row, chain)


def _below(row: PrintedRow, chain: tuple[PrintedEntry, ...]) -> PrintedRow:
    """The row below entries of the form."""
    above = {role: chain[-i].passage for i, role in ((1, Role.SASARAN), (2, Role.SASARAN_INDUK)) if len(chain) >= i}
    return replace(row, fields={**row.fields, **above}, ladder=chain)

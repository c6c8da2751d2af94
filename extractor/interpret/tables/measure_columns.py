"""What a table consists of: its columns' roles -> blocks of entries, indicators and figures.

Side by side in one table an office may measure several levels ("Sasaran | Indikator | Target | Program | Indikator |
Target"), or one entry by several indicators ("Keluaran | Target | Hasil | Target"). Each column of indicators is a
Measure, with the entries that it may measure and the figures that are its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.column_assignment import ColumnAssignment
from extractor.interpret.tables.column_evidence import LEVELS, ColumnText, header_levels
from extractor.interpret.tables.periods import period_of
from extractor.interpret.tables.table_plan import EntryColumn, FigureColumn, Measure, TablePlan
from schemas.document import FigureKind, Level
from schemas.printed import Role

_RESULTS = re.compile(
    r"(?:outcome|output|keluaran|hasil)+(?:program|kegiatan|subkegiatan)*$|(?:sasaran|kinerja)(?:program|kegiatan|subkegiatan)+$"
)
_RESULT_LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"(?:outcome|hasil)(?:program)?$"), "program"),
    (re.compile(r"(?:output|keluaran)(?:kegiatan)?$"), "kegiatan"),
)
"""Results that name no level are those of programmes and of activities (PP 8/2006, Permenpan RB 53/2014)."""
_NAMED: frozenset[Level] = frozenset({"program", "kegiatan", "sub_kegiatan"})
"""Levels whose entries have a name beside the result that they are to bring."""
_END = re.compile(r"akhir")
_FORWARD = re.compile(r"p(?:ra|er)kiraanmaju|rencanatahun\w*n\+1")
_FIGURE_KINDS: dict[Role, FigureKind] = {
    Role.TARGET: "target",
    Role.REALISASI: "realisasi",
    Role.BASELINE: "baseline",
    Role.ANGGARAN: "anggaran",
}


def plan_of(periods: Sequence[str | None], texts: Sequence[ColumnText], assigned: ColumnAssignment) -> TablePlan:
    """The plan of a table whose columns have these periods, header and body texts, and roles."""
    roles = assigned.roles
    entries = _with_names(_entry_columns(roles, texts), roles, texts)
    indicators = [i for i, role in enumerate(roles) if role is Role.INDIKATOR]
    owners = _owners(roles, texts, indicators, entries)
    figures: list[tuple[frozenset[int], FigureColumn]] = []
    for i, role in enumerate(roles):
        if role in _FIGURE_KINDS:
            figure = _figure(i, _FIGURE_KINDS[role], texts[i], periods[i])
            beside = figures[-1][1] if figures and figures[-1][1].index == i - 1 else None
            figures.append((owners[i], _dated_like(figure, beside, texts)))
    units = [(owners[i], i) for i, role in enumerate(roles) if role is Role.SATUAN]
    return TablePlan(
        tuple(
            Measure(
                at,
                _levels_of(texts[at]),
                tuple(entry for entry in entries if entry.index < at) or tuple(entries),
                tuple(figure for owned, figure in figures if at in owned),
                next((i for owned, i in units if at in owned), None),
            )
            for at in indicators
        ),
        assigned.certainty,
    )


def _levels_of(text: ColumnText) -> tuple[Level, ...]:
    """The levels that a column's header names: its own cell's, else those of the nearest group that names any."""
    return next((found for cell in reversed(text.header) if (found := header_levels(cell))), ())


def _entry_columns(roles: Sequence[Role], texts: Sequence[ColumnText]) -> list[EntryColumn]:
    result: list[EntryColumn] = []
    codes: list[int] = []
    used = False  # by an entry column, so that further codes begin anew
    number: int | None = None
    numbered: tuple[int, ...] = ()
    for i, role in enumerate(roles):
        if role is Role.KODE:
            codes, used = [*([] if used else codes), i], False
        elif role is Role.NO:
            number, numbered = i, ()
        elif role is Role.SASARAN:
            if _states(result, i, texts):
                result.append(EntryColumn(i, _levels_of(texts[i]), states=True))
                continue
            result.append(
                EntryColumn(i, _levels_of(texts[i]) or _result_level(texts[i]), tuple(codes), number, numbered)
            )
            used, numbered = True, (*numbered, i)
    return [_sharing_codes(column, result) for column in _staggered(result, texts)]


def _staggered(columns: Sequence[EntryColumn], texts: Sequence[ColumnText]) -> list[EntryColumn]:
    """The columns; of those side by side below one header cell of several levels, each has the level of its place.

    Habit: "Program / Kegiatan / Sub Kegiatan" over three columns, in which each level begins further right.
    """
    result: list[EntryColumn] = []
    for _, group in groupby(columns, key=lambda column: (texts[column.index].header, column.levels)):
        beside = list(group)
        levels = beside[0].levels
        own = LEVELS[LEVELS.index(levels[0]) :][: len(beside)] if levels else ()
        if len(beside) > 1 and 1 < len(levels) <= len(own) == len(beside):
            beside = [replace(column, levels=(level,)) for column, level in zip(beside, own, strict=True)]
        result.extend(beside)
    return result


def _states(left: Sequence[EntryColumn], index: int, texts: Sequence[ColumnText]) -> bool:
    """True for a column that says what the programmes and activities right left of it are to bring.

    Beside a column of goals, and beside another one of results, it has a level of its own.
    """
    if not left or left[-1].index != index - 1 or not _names_results(texts[index]) or _names_results(texts[index - 1]):
        return False
    return bool(left[-1].codes) or not left[-1].levels or bool(set(left[-1].levels) & _NAMED)


def _result_level(text: ColumnText) -> tuple[Level, ...]:
    """The level of "Outcome" or "Output"; () for a header that is no such word."""
    leaf = squash(text.header[-1]) if text.header else ""
    return next(((level,) for shape, level in _RESULT_LEVELS if shape.match(leaf)), ())


def _with_names(
    columns: Sequence[EntryColumn], roles: Sequence[Role], texts: Sequence[ColumnText]
) -> list[EntryColumn]:
    """The entry columns left of the figures; those of results with the column of names right of them, if any.

    Habit: action plans print "Outcome | Output | Indikator | Target ... | Program / Kegiatan": the result first, and
    last what it belongs to.
    """
    first = roles.index(Role.INDIKATOR) if Role.INDIKATOR in roles else len(roles)
    right = [c.index for c in columns if c.index > first and set(c.levels) & _NAMED]
    if len(right) != 1 or not any(_result_level(texts[c.index]) for c in columns if c.index < first):
        return list(columns)
    return [replace(c, names=right[0]) if _result_level(texts[c.index]) else c for c in columns if c.index != right[0]]


def _names_results(text: ColumnText) -> bool:
    """True for "Outcome / Output", "Keluaran" and the like over a column of entries."""
    return bool(text.header) and _RESULTS.match(squash(text.header[-1])) is not None


def _sharing_codes(column: EntryColumn, columns: Sequence[EntryColumn]) -> EntryColumn:
    """The column with those right of it that have the same columns of codes."""
    deeper = [c.index for c in columns if column.codes and c.codes == column.codes and c.index > column.index]
    return replace(column, deeper=tuple(deeper))


def _figure(index: int, kind: FigureKind, text: ColumnText, period: str | None) -> FigureColumn:
    words = squash(" ".join(text.header))
    named = period or next((found for cell in reversed(text.header) if (found := period_of(cell))), None)
    if (kind == "baseline" and _END.search(words)) or (kind == "target" and _END.search(words) and named is None):
        kind = "akhir"
    return FigureColumn(index, kind, named, _FORWARD.search(words) is not None)


def _dated_like(figure: FigureColumn, beside: FigureColumn | None, texts: Sequence[ColumnText]) -> FigureColumn:
    """Money without a period of its own has that of the target left of it ("Target 2021 | Rp | Target 2022 | Rp")."""
    if figure.kind != "anggaran" or figure.period is not None or beside is None or beside.kind == "anggaran":
        return figure
    if texts[figure.index].header[:-1] != texts[beside.index].header[:-1]:
        return figure
    return replace(figure, period=beside.period, forward=beside.forward)


def _owners(
    roles: Sequence[Role], texts: Sequence[ColumnText], indicators: Sequence[int], entries: Sequence[EntryColumn]
) -> dict[int, frozenset[int]]:
    """For each column the indicator columns whose rows its figures belong to."""
    everybody = frozenset(indicators)
    if len(indicators) < 2:
        return dict.fromkeys(range(len(roles)), everybody)
    return {i: _owner(i, roles, texts, indicators, entries) for i in range(len(roles))}


def _owner(
    index: int,
    roles: Sequence[Role],
    texts: Sequence[ColumnText],
    indicators: Sequence[int],
    entries: Sequence[EntryColumn],
) -> frozenset[int]:
    """The measures of one figure column: those with its group of headers, those that its header names, else those of
    the block that it closes."""
    groups = {at: _shared_groups(texts[index], texts[at]) for at in indicators}
    most = max(groups.values())
    if most and sum(depth == most for depth in groups.values()) == 1:
        return frozenset(at for at, depth in groups.items() if depth == most)
    leaf = squash(texts[index].header[-1]) if texts[index].header else ""
    named = frozenset(at for at in indicators if leaf and texts[at].header and _names(leaf, texts[at]))
    if len(named) == 1:
        return named
    left = [at for at in indicators if at < index]
    if not left:
        return frozenset(indicators)
    last = left[-1]
    starts = [entry.index for entry in entries if entry.index < last]
    block = frozenset(at for at in left if not starts or at > max(starts))
    own = any(roles[i] is roles[index] and _shared_groups(texts[i], texts[last]) for i in range(last + 1, index))
    first_own = not any(roles[i] is Role.TARGET for i in range(last + 1, index))
    if roles[index] in (Role.TARGET, Role.SATUAN) and len(block) > 1 and not own and first_own:
        return frozenset({last}) if _each_has_own(roles, block) else block
    return block


def _names(leaf: str, indicator: ColumnText) -> bool:
    """True where a figure's own header cell is the one of an indicator, or the level that it names."""
    own = squash(indicator.header[-1])
    return leaf == own or (len(indicator.header) > 1 and own.endswith(leaf) and len(leaf) > 4)


def _each_has_own(roles: Sequence[Role], block: frozenset[int]) -> bool:
    """True where a column of targets stands right of each indicator column of the block."""
    ends = [*sorted(block)[1:], len(roles)]
    return all(Role.TARGET in roles[at + 1 : end] for at, end in zip(sorted(block), ends, strict=True))


def _shared_groups(a: ColumnText, b: ColumnText) -> int:
    """How many header cells from the top two columns have in common; 0 where only the top one of many is."""
    count = 0
    for x, y in zip(a.header[:-1], b.header[:-1], strict=False):
        if x != y:
            break
        count += 1
    return count

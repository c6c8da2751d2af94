"""The entries of a table's ladder: which goal, programme or activity stands at each body row, on which level.

Cells of entry columns, row by row -> for each row the entries from the top of the ladder down, filled down over merged
and empty cells. Where one column holds several levels, entries that are printed alike (same depth of code, same style)
are of one level; of all ways to give levels to these groups the one is taken that words, codes, style and the sequence
of the entries speak for most.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from extractor.interpret.lines.entry_wording import sasaran_start
from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.tables.column_evidence import LEVELS, starting_level
from extractor.interpret.tables.grid_view import cell_text, filled
from extractor.interpret.tables.page_breaks import CutCell, continues_cell
from extractor.interpret.tables.table_plan import EntryColumn
from schemas.document import Level
from schemas.printed import Passage, Role
from schemas.transcript import Cell, Line

Rank = int
"""0: above all levels (urusan, misi, an office); 1 to 5: LEVELS from the top."""
ABOVE: Rank = 0
MOST_GROUPS = 6  # of which all ways to give levels are tried
MOST_RANKS = 4  # tried for one group
MOST_COUNTED = 3  # entries of a group, and steps of one kind, that count
ROUNDS = 3  # in which each of many groups is tried anew
_RANK: Mapping[Level, Rank] = {level: i + 1 for i, level in enumerate(LEVELS)}
_ABOVE = re.compile(
    r"\s*(?:bidang\s+urusan|urusan|unsur|misi|visi|dinas|badan|sekretariat|kecamatan|kelurahan|inspektorat|non\s+urusan)\b",
    re.IGNORECASE,
)
_CODE_IN_FRONT = re.compile(
    r"^\s*(?P<code>\d{1,4}(?:\s?\.\s?(?:\d{1,4}|[xX]{1,2}))+\.?)\s*(?:[-–:]\s*)?(?=\S)|^\s*(?P<spaced>\d(?:\s\d{1,4}){2,})\s+(?=[^\W\d])"
)
_PARTS = re.compile(r"\d+|[A-Za-z]+")

NAMED = 4.0  # weights, in no unit but each other: the entry names its level
NAMED_ABOVE = 4.0
DEEPER = 3.0  # a longer code is a deeper level
GOAL = 1.0  # worded as a goal
NO_GOAL = -1.5  # not worded as one
CAPITALS, BOLD = 0.6, 0.5  # higher levels are printed so
SKIPPED = -1.2  # a step down the ladder that leaves a level out
IN_HEADER, NOT_IN_HEADER = 0.6, -0.4
NAMED_BESIDE_UNNAMED = -1.5  # of one level either all entries name it or none
STYLE = 0.8  # printed more strongly is higher
MEASURED = 0.4  # without figures is higher


@dataclass(frozen=True, slots=True)
class Entry:
    """One goal, programme or activity as printed."""

    column: int  # table column, 0-based
    row: int  # body row at which it begins, 0-based
    lines: tuple[Line, ...]
    code: str | None
    level: Level | None = None  # None: no planning level, as urusan and misi
    certainty: float = 1.0
    number: tuple[Line, ...] = ()  # printed for it
    statement: bool = False  # the outcome or output that the entry above, a name with its code, is to bring

    @property
    def passage(self) -> Passage:
        return Passage(self.lines, self.certainty)

    @property
    def text(self) -> str:
        """On one line, its code in front left out."""
        whole = " ".join(" ".join(line.text for line in self.lines).split())
        found = _CODE_IN_FRONT.match(whole)
        return whole[found.end() :] if found else whole


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns of a table, 0-based, that say something of the entries beside them."""

    indicators: tuple[int, ...]
    figures: tuple[int, ...]  # other than money
    remarks: tuple[int, ...]  # of no other role: place, source of money, ...


@dataclass(frozen=True, slots=True)
class Ladder:
    """The entries of a table, and for each body row those that are in force, by entry column."""

    rows: tuple[Mapping[int, tuple[Entry, ...]], ...]

    def chain(self, row: int, columns: Sequence[EntryColumn]) -> tuple[Entry, ...]:
        """The entries on planning levels above body row `row` in these columns, from the top down."""
        found = [e for column in columns for e in self.rows[row].get(column.index, ()) if e.level is not None]
        if any(column.states for column in columns):
            found.sort(key=lambda entry: (_rank(entry), entry.statement))
        return tuple(found)


def ladder_of(rows: Sequence[BodyRow], columns: Sequence[EntryColumn], beside: Beside) -> Ladder:
    """The ladder of a table's body rows."""
    entries = {c.index: _levelled(_entries(rows, c), c, rows, beside) for c in columns if not c.states}
    for left, column in pairwise(columns):
        if column.states:
            entries[column.index] = _statements(_entries(rows, column), entries[left.index])
    starts: dict[int, dict[int, Entry]] = {
        index: {entry.row: entry for entry in found} for index, found in entries.items()
    }
    state: dict[int, tuple[Entry, ...]] = {}
    result = []
    for number in range(len(rows)):
        for place, column in enumerate(columns):
            entry = starts[column.index].get(number)
            if entry is None:
                continue
            state = {
                **{c.index: state.get(c.index, ()) for c in columns[:place]},
                column.index: (*_above(state.get(column.index, ()), entry), entry),
                **{c.index: _kept(state.get(c.index, ()), entry) if c.states else () for c in columns[place + 1 :]},
            }
        result.append(dict(state))
    return Ladder(tuple(result))


def _kept(stack: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """Of outcomes in a column of their own, those of the names above a new one."""
    return tuple(other for other in stack if _rank(other) < _rank(entry))


def _above(stack: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """What of the ladder stays in force above a new entry: a statement stands below its name."""
    rank = _rank(entry)
    return tuple(
        other
        for other in stack
        if _rank(other) < rank or (entry.statement and _rank(other) == rank and not other.statement)
    )


def _rank(entry: Entry) -> Rank:
    return _RANK[entry.level] if entry.level is not None else ABOVE


def _entries(rows: Sequence[BodyRow], column: EntryColumn) -> list[Entry]:
    """The entries of one column in order; what a page break cut is joined."""
    found: list[Entry] = []
    last_cell: Cell | None = None
    for number, row in enumerate(rows):
        cell = row.cells.get(column.index)
        if cell is None or column.index not in row.fresh or not (lines := filled(cell.lines)):
            continue
        code = code_of(row, column) or code_in_front(lines)
        if found and code is None and row.first_of_part and last_cell is not None:
            rest = CutCell(found[-1].lines, last_cell, lines, Role.SASARAN)
            if continues_cell(rest) > 0:
                found[-1] = replace(found[-1], lines=(*found[-1].lines, *lines))
                continue
        last_cell = cell
        if found and code == found[-1].code and _same(found[-1].lines, lines):
            continue  # repeated on each row, or on the next page
        found.append(Entry(column.index, number, lines, code, number=_number_of(row, column)))
    return found


def _number_of(row: BodyRow, column: EntryColumn) -> tuple[Line, ...]:
    """What stands in the row's own cell of the number column; () for nothing."""
    cell = row.cells.get(column.number) if column.number is not None else None
    return filled(cell.lines) if cell is not None and column.number in row.fresh else ()


def _same(a: Sequence[Line], b: Sequence[Line]) -> bool:
    return " ".join(x.text for x in a).split() == " ".join(x.text for x in b).split()


def code_of(row: BodyRow, column: EntryColumn) -> str | None:
    """The code in the row's own code cells, those of several narrow ones joined with points; None for none."""
    if any(index in row.fresh and cell_text(row.cells.get(index)) for index in column.deeper):
        return None
    seen: set[tuple[int, int]] = set()
    parts = []
    for index in column.codes:
        cell = row.cells.get(index)
        if cell is None or index not in row.fresh or (cell.row, cell.col) in seen:
            continue
        seen.add((cell.row, cell.col))
        # A narrow cell breaks a code at its line end; a blank inside a line parts two numbers.
        text = "".join(".".join(line.text.split()) for line in filled(cell.lines))
        parts.append(re.sub(r"\.{2,}", ".", text).strip("."))
    return ".".join(filter(None, parts)) or None


def code_in_front(lines: Sequence[Line]) -> str | None:
    """The code that an entry has in front of its words ("2.16.02 - PROGRAM ..."); None for none."""
    found = _CODE_IN_FRONT.match(" ".join(line.text for line in lines))
    if found is None:
        return None
    return re.sub(r"\s*\.\s*", ".", (found["code"] or ".".join(found["spaced"].split())).strip()).strip(".")


# --- levels ---


@dataclass(frozen=True, slots=True)
class _Look:
    """How entries of one group are printed."""

    depth: int  # parts of the code; 0 without one
    above: bool  # names an urusan, a mission or an office
    named: Level | None
    goal: bool
    capitals: bool
    bold: bool
    measured: bool  # figures stand beside it
    detailed: bool  # remarks stand beside it: place, source of money, ...

    @property
    def style(self) -> tuple[bool, ...]:
        """Higher levels are printed in capitals, bold, without remarks and without figures of their own."""
        return self.capitals, self.bold, not self.detailed, not self.measured


def _look(entry: Entry, measured: bool = True, detailed: bool = True) -> _Look:
    text = entry.text
    letters = [ch for ch in text if ch.isalpha()]
    capitals = bool(letters) and sum(ch.isupper() for ch in letters) > 0.8 * len(letters)
    bold = all(line.bold for line in entry.lines)
    named = starting_level(text)
    above = named is None and _ABOVE.match(text) is not None
    depth = len(_PARTS.findall(entry.code)) if entry.code else 0
    goal = named is None and not above and sasaran_start().match(text) is not None
    return _Look(depth, above, named, goal and depth == 0, capitals, bold, measured, detailed)


def _levelled(entries: list[Entry], column: EntryColumn, rows: Sequence[BodyRow], beside: Beside) -> list[Entry]:
    """The entries of a column with their levels."""
    if len(column.levels) == 1:
        level = column.levels[0]
        return [_with_level(e, None if _look(e).above and _look(e).capitals else level) for e in entries]
    if not column.levels and not column.codes and not any(_look(e).named for e in entries):
        return [_with_level(e, "sasaran") for e in entries]
    entries = _with_statements(entries, rows, beside.indicators)
    names = [e for e in entries if not e.statement]
    looks = [_look(e, _has_text(rows[e.row], beside.figures), _has_text(rows[e.row], beside.remarks)) for e in names]
    ranks = _best_ranks(list(dict.fromkeys(looks)), looks, column)
    levels = iter([LEVELS[rank - 1] if (rank := ranks[look]) else None for look in looks])
    result: list[Entry] = []
    for entry in entries:
        result.append(_with_level(entry, result[-1].level if entry.statement else next(levels)))
    return result


def _statements(entries: Sequence[Entry], names: Sequence[Entry]) -> list[Entry]:
    """Outcomes and outputs in a column of their own, each on the level of the last name at its row or above it."""
    result = []
    for entry in entries:
        above = [name for name in names if name.row <= entry.row]
        result.append(replace(entry, level=above[-1].level if above else None, statement=True))
    return result


def _with_statements(entries: Sequence[Entry], rows: Sequence[BodyRow], indicators: Sequence[int]) -> list[Entry]:
    """The entries with those marked that say what the entry above them is to bring.

    Offices print a name with its code and its money, and below it, without a code, the outcome with its indicators:
    "2.16.02 PROGRAM ..." over "Meningkatnya ...".
    """
    coded = any(entry.code for entry in entries)
    result: list[Entry] = []
    for entry in entries:
        above = result[-1] if result else None
        states = (
            above is not None
            and not above.statement
            and entry.code is None
            and (above.code is not None if coded else starting_level(above.text) is not None)
            and starting_level(entry.text) is None
            and sasaran_start().match(entry.text) is not None
            and not _has_text(rows[above.row], indicators)
        )
        result.append(replace(entry, statement=states))
    return result


def _has_text(row: BodyRow, columns: Sequence[int]) -> bool:
    return any(index in row.fresh and cell_text(row.cells[index]) for index in columns if index in row.cells)


def _with_level(entry: Entry, level: Level | None) -> Entry:
    return replace(entry, level=level)


def _best_ranks(groups: Sequence[_Look], looks: Sequence[_Look], column: EntryColumn) -> dict[_Look, Rank]:
    """The best way to give ranks to groups of entries: all ways of few groups, else one group after the other."""
    counts = Counter(looks)
    steps = Counter(pairwise(looks))
    tried = range(len(LEVELS) + 1)
    own = {g: [_own_score(g, rank, column) * min(counts[g], MOST_COUNTED) for rank in tried] for g in groups}
    choices = {g: sorted(tried, key=own[g].__getitem__, reverse=True)[:MOST_RANKS] for g in groups}

    def score(ranks: Mapping[_Look, Rank]) -> float:
        return (
            sum(own[group][rank] for group, rank in ranks.items())
            + _order_score(ranks)
            + sum(min(n, MOST_COUNTED) * _step_score(ranks[a], ranks[b]) for (a, b), n in steps.items())
        )

    if len(groups) <= MOST_GROUPS:
        ways: Iterator[dict[_Look, Rank]] = (
            dict(zip(groups, ranks, strict=True)) for ranks in product(*(choices[g] for g in groups))
        )
        return max(ways, key=score)
    best = {group: choices[group][0] for group in groups}
    for _ in range(ROUNDS):
        for group in groups:
            best = max(({**best, group: rank} for rank in choices[group]), key=score)
    return best


def _own_score(look: _Look, rank: Rank, column: EntryColumn) -> float:
    if rank == ABOVE:
        return NAMED_ABOVE if look.above else -1.0
    level = LEVELS[rank - 1]
    score = IN_HEADER if level in column.levels else NOT_IN_HEADER
    if level == "sub_kegiatan" and "kegiatan" in column.levels:
        score = 0.0  # headers of older forms do not name it
    if look.named is not None:
        score += NAMED if look.named == level else -NAMED
    elif look.above:
        score -= NAMED_ABOVE
    if level in ("tujuan", "sasaran"):
        score += GOAL if look.goal else NO_GOAL
    height = len(LEVELS) - rank
    return (
        score
        + (CAPITALS if look.capitals else 0.0) * (height / 2 - 0.5)
        + (BOLD if look.bold else 0.0) * (height / 2 - 0.5)
    )


def _order_score(ranks: Mapping[_Look, Rank]) -> float:
    """Longer codes are deeper levels, equal ones mostly the same."""
    by_depth: dict[int, set[Rank]] = defaultdict(set)
    for look, rank in ranks.items():
        if look.depth:
            by_depth[look.depth].add(rank)
    score = -0.5 * sum(len(found) - 1 for found in by_depth.values())
    depths = sorted(by_depth)
    for shallow, deep in pairwise(depths):
        highest, lowest = min(by_depth[deep]), max(by_depth[shallow])
        score += DEEPER if highest > lowest else (-DEEPER if highest < lowest else -DEEPER / 2)
    styles = [(look, rank) for look, rank in ranks.items() if not look.above]
    for a, rank_a in styles:
        for b, rank_b in styles:
            if a.named is not None and b.named is None and rank_a == rank_b:
                score += NAMED_BESIDE_UNNAMED
            if a.depth == b.depth == 0 and a.style > b.style:
                weight = STYLE if a.style[:3] > b.style[:3] else MEASURED
                score += weight if rank_a < rank_b else -weight
    return score


def _step_score(above: Rank, below: Rank) -> float:
    """A ladder is climbed down step by step; up it goes anywhere."""
    skipped = below - above - 1
    if above == ABOVE:
        return SKIPPED * max(0, below - _RANK["program"]) if below > _RANK["program"] else 0.0
    return SKIPPED * max(0, skipped)

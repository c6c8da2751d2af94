"""The planning level of each entry of a column: groups of entries that look alike -> levels, the best way of all.

Where one column holds several levels, entries that are printed alike (same depth of code, same style) are of one level.
Of all ways to give levels to these groups the one is taken that words, codes, style and the sequence of the entries
speak for most: a sum of weighted features (data/level_model.toml), searched exhaustively for few groups and by
coordinate ascent for many.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise, permutations, product, zip_longest

from extractor.interpret.lines.entry_wording import sasaran_start
from extractor.interpret.rows.body_rows import BodyRow
from extractor.interpret.rows.ladder_entries import Entry
from extractor.interpret.tables.column_evidence import LEVELS, starting_level
from extractor.interpret.tables.grid_view import cell_text
from extractor.interpret.tables.table_plan import EntryColumn
from schemas.document import Level

Rank = int
"""0: above all levels (urusan, misi, an office); 1 to 5: LEVELS from the top."""
ABOVE: Rank = 0
MOST_GROUPS = 6  # of which all ways to give levels are tried
MOST_RANKS = 4  # tried for one group
MOST_COUNTED = 3  # entries of a group, and steps of one kind, that count
ROUNDS = 3  # in which each of many groups is tried anew
HEADS_SHARE = 0.8  # of goals that are printed alike: so many are followed by a programme where they head programmes
CAPITALS_SHARE = 0.8  # of the letters of an entry in capitals
_RANK: Mapping[Level, Rank] = {level: i + 1 for i, level in enumerate(LEVELS)}
_GOALS: tuple[Level, ...] = ("tujuan", "sasaran")
_CODE_PART = re.compile(r"\d+|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class LevelModel:
    """Words and weights of data/level_model.toml."""

    above: re.Pattern[str]  # first words of entries above all levels
    entry: Mapping[str, float]
    order: Mapping[str, float]
    step: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns of a table, 0-based, that say something of the entries beside them."""

    indicators: tuple[int, ...]
    figures: tuple[int, ...]  # other than money
    remarks: tuple[int, ...]  # of no other role: place, source of money, ...


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
    leads: bool = False  # a goal right above another one of this look, in a column of codes
    heads: bool = False  # the last goal above what has codes

    @property
    def print(self) -> tuple[bool, ...]:
        """Higher levels are printed in capitals, bold and without remarks."""
        return self.capitals, self.bold, not self.detailed

    @property
    def style(self) -> tuple[bool, ...]:
        """The same, and without figures of their own."""
        return *self.print, not self.measured


@cache
def level_model() -> LevelModel:
    """The model as the file has it. Raises KeyError for an incomplete file."""
    data = tomllib.loads(files("extractor").joinpath("data", "level_model.toml").read_text(encoding="utf-8"))
    above = re.compile(rf"\s*(?:{'|'.join(data['above']['words'])})\b", re.IGNORECASE)
    return LevelModel(above, data["entry"], data["order"], data["step"])


def rank_of(entry: Entry) -> Rank:
    """The place of the entry's level in the ladder: 1 for tujuan to 5 for sub kegiatan, 0 above all of them."""
    return _RANK[entry.level] if entry.level is not None else ABOVE


def levelled(entries: Sequence[Entry], column: EntryColumn, rows: Sequence[BodyRow], beside: Beside) -> list[Entry]:
    """The entries of a column with their levels.

    A header that names one level settles it, but for lines in capitals that name an urusan or an office. A header that
    names none over plain texts is one of sasaran. All else is weighed: "2.16.02 PROGRAM ..." over "2.16.02.2.01 ...".
    """
    if len(column.levels) == 1:
        level = column.levels[0]
        looks = [_look(entry) for entry in entries]
        return [
            replace(entry, level=None if look.above and look.capitals else level)
            for entry, look in zip(entries, looks, strict=True)
        ]
    if not column.levels and not column.codes and not any(_look(entry).named for entry in entries):
        return [replace(entry, level="sasaran") for entry in entries]
    return _weighed(_with_statements(entries, rows, beside.indicators), column, rows, beside)


def _weighed(entries: Sequence[Entry], column: EntryColumn, rows: Sequence[BodyRow], beside: Beside) -> list[Entry]:
    """The entries of a column of several levels with their levels; a statement has that of its name."""
    names = [e for e in entries if not e.statement]
    looks = _with_leading_goals(
        [_look(e, _has_text(rows[e.row], beside.figures), _has_text(rows[e.row], beside.remarks)) for e in names]
    )
    ranks = _best_ranks(list(dict.fromkeys(looks)), looks, column)
    levels = iter([LEVELS[rank - 1] if (rank := ranks[look]) != ABOVE else None for look in looks])
    result: list[Entry] = []
    for entry in entries:
        result.append(replace(entry, level=result[-1].level if entry.statement else next(levels)))
    return result


def _with_leading_goals(looks: Sequence[_Look]) -> list[_Look]:
    """The looks, with those of goals marked that are printed above coded names: the lower one of two heads the names,
    the upper one leads it.

    Habit: plans print tujuan and sasaran above the programmes, in one column and in one style. Goals between the names
    of a programme are its details, which are worded as goals without being any.
    """
    top = min((look.depth for look in looks if look.depth and not look.above), default=0)
    below = list(zip_longest(looks, looks[1:]))
    heads: dict[_Look, list[bool]] = defaultdict(list)
    for look, after in below:
        if look.goal and look != after:
            heads[look].append(after is not None and after.depth == top)
    if not top:
        return list(looks)
    marked = {look for look, found in heads.items() if sum(found) >= HEADS_SHARE * len(found)}
    return [
        replace(look, leads=look == after, heads=look != after) if look in marked else replace(look, goal=False)
        for look, after in below
    ]


def _look(entry: Entry, measured: bool = True, detailed: bool = True) -> _Look:
    text = entry.text
    letters = [ch for ch in text if ch.isalpha()]
    capitals = bool(letters) and sum(ch.isupper() for ch in letters) > CAPITALS_SHARE * len(letters)
    bold = all(line.bold for line in entry.lines)
    named = starting_level(text)
    above = named is None and level_model().above.match(text) is not None
    depth = len(_CODE_PART.findall(entry.code)) if entry.code else 0
    goal = depth == 0 and named is None and not above and sasaran_start().match(text) is not None
    return _Look(depth, above, named, goal, capitals, bold, measured, detailed)


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
            and _is_name(above, coded)
            and _is_outcome(entry)
            and not _has_text(rows[above.row], indicators)
        )
        result.append(replace(entry, statement=states))
    return result


def _is_name(entry: Entry, coded: bool) -> bool:
    """True for an entry that names a programme or an activity: by its code, in a column of codes, else by its word."""
    return not entry.statement and (entry.code is not None if coded else starting_level(entry.text) is not None)


def _is_outcome(entry: Entry) -> bool:
    """True for an entry without a code that is worded as a goal: "Meningkatnya mutu taman"."""
    return entry.code is None and starting_level(entry.text) is None and sasaran_start().match(entry.text) is not None


def _has_text(row: BodyRow, columns: Sequence[int]) -> bool:
    return any(index in row.fresh and cell_text(row.cells[index]) for index in columns if index in row.cells)


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
            + _depth_score(ranks)
            + _style_score(ranks)
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
    """What a group of entries says of its level by itself."""
    weights = level_model().entry
    if rank == ABOVE:
        return weights["named_above" if look.above else "unnamed_above"]
    level = LEVELS[rank - 1]
    score = _header_score(level, column)
    if look.named is not None:
        score += weights["named"] if look.named == level else -weights["named"]
    elif look.above:
        score -= weights["named_above"]
    if level in _GOALS:
        score += weights["goal" if look.goal else "no_goal"]
        score += weights["uncoded_goal"] if look.leads or look.heads else 0.0
    strength = (weights["capitals"] if look.capitals else 0.0) + (weights["bold"] if look.bold else 0.0)
    return score + strength * (len(LEVELS) - rank - 1) / 2  # nothing for kegiatan, against what is below it


def _header_score(level: Level, column: EntryColumn) -> float:
    """What the column's header says of a level; headers of older forms do not name sub kegiatan beside kegiatan."""
    weights = level_model().entry
    if level == "sub_kegiatan" and "kegiatan" in column.levels:
        return 0.0
    return weights["in_header" if level in column.levels else "not_in_header"]


def _depth_score(ranks: Mapping[_Look, Rank]) -> float:
    """Longer codes are deeper levels, equal ones mostly the same: "2.16.02" over "2.16.02.2.01"."""
    weights = level_model().order
    by_depth: dict[int, set[Rank]] = defaultdict(set)
    for look, rank in ranks.items():
        if look.depth:
            by_depth[look.depth].add(rank)
    score = weights["split_depth"] * sum(len(found) - 1 for found in by_depth.values())
    for shallow, deep in pairwise(sorted(by_depth)):
        highest, lowest = min(by_depth[deep]), max(by_depth[shallow])
        score += weights["deeper"] * (1 if highest > lowest else -1 if highest < lowest else -0.5)
    return score


def _style_score(ranks: Mapping[_Look, Rank]) -> float:
    """Stronger print is a higher level, and a level is named by all its entries or by none."""
    weights = level_model().order
    score = 0.0
    for (a, rank_a), (b, rank_b) in permutations(((k, r) for k, r in ranks.items() if not k.above), 2):
        if a.named is not None and b.named is None and rank_a == rank_b:
            score += weights["named_beside_unnamed"]
        if a.leads and b.heads:
            score += weights["leading_goal"] * (1 if rank_a < rank_b else -1 if rank_a > rank_b else -0.5)
        if a.depth == b.depth == 0 and a.style > b.style:
            weight = weights["style" if a.print > b.print else "measured"]
            score += weight if rank_a < rank_b else -weight
    return score


def _step_score(above: Rank, below: Rank) -> float:
    """A ladder is climbed down step by step, from above all levels down to a programme; up it goes anywhere."""
    top = _RANK["program"] if above == ABOVE else above + 1
    return level_model().step["skipped"] * max(0, below - top)

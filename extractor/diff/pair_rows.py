"""Rows of two documents -> pairs: equal rows first, then the best assignment of the rest by weighted similarity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from extractor.diff.assignment import assign
from extractor.diff.comparable_text import folded
from extractor.diff.compared_rows import ComparedRow, ComparedSection
from extractor.diff.split_rows import RowSplit, row_splits

WEIGHTS = {
    "indikator": 0.56,
    "sasaran": 0.14,
    "formulasi": 0.12,
    "target": 0.06,
    "sumber_data": 0.04,
    "penanggung_jawab": 0.04,
    "indikator_induk": 0.04,
    "hierarki": 0.12,
    "kode": 0.06,
}
"""How much the likeness of a field says about two rows being one; fields that both lack are left out."""

NEIGHBOUR_BONUS = 0.07  # for each side on which both rows stand beside the same pair
ELSEWHERE_PENALTY = 0.1  # the row would have moved to another section
SAME_ROW_AT = 0.58  # score from which two rows of paired sections are one
MOVED_ROW_AT = 0.72  # of other sections, where chance has more to choose from
CHANCE = 0.4  # likeness that the characters of two unrelated Indonesian sentences have
LOOK_AT = 45.0  # per cent; indicators with less in common are compared no further within a section
LOOK_ELSEWHERE_AT = 78.0  # and between sections
CANDIDATES = 8  # rows that each row is compared with closely
MOST_PAIRS = 2_000_000  # rows of other sections are compared only where there are no more pairs than this
SAME_WORD_AT = 0.75  # likeness of two words from which one is taken for the other with a slip


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows in pairs, and what is left on both sides."""

    rows: tuple[tuple[ComparedRow, ComparedRow], ...]  # in the order of the old document
    removed: tuple[ComparedRow, ...]
    added: tuple[ComparedRow, ...]
    split: tuple[RowSplit, ...] = ()  # one old row; its first part is its partner, the others are among the added
    merged: tuple[RowSplit, ...] = ()  # one new row; likewise with the removed


def pair_rows(old: Sequence[ComparedSection], new: Sequence[ComparedSection], sections: Mapping[int, int]) -> Pairing:
    """Every row in one pair, or among the removed or the added ones."""
    state = _State(old, new)
    for a, b in sections.items():
        state.pair_equal(old[a].rows, new[b].rows, lambda row: row.exact)
    if state.left and state.right:
        for key in (_without_number, _placed_and_target, _placed, _below, _name_and_target, _name, _indicator):
            for a, b in sections.items():
                state.pair_equal(old[a].rows, new[b].rows, key)
    if state.left and state.right:
        state.pair_kin(sections)
        state.pair_by_score(_scores(state, sections))
    return state.result()


def _without_number(row: ComparedRow) -> Hashable:
    return row.exact[1:]


def _placed_and_target(row: ComparedRow) -> Hashable:
    return row.name, row.above, row.code, folded(row.text("target"))


def _placed(row: ComparedRow) -> Hashable:
    """The same indicator under two programmes is two rows."""
    return row.name, row.above, row.code


def _below(row: ComparedRow) -> Hashable:
    return row.name, row.above


def _name_and_target(row: ComparedRow) -> Hashable:
    return row.name, row.code, folded(row.text("target"))


def _name(row: ComparedRow) -> Hashable:
    return row.name, row.code


def _indicator(row: ComparedRow) -> Hashable:
    return row.name[:2], row.code


class _State:
    """Rows that wait for a partner, and the pairs so far."""

    def __init__(self, old: Sequence[ComparedSection], new: Sequence[ComparedSection]) -> None:
        self.old = [row for section in old for row in section.rows]
        self.new = [row for section in new for row in section.rows]
        self.left = dict.fromkeys(self.old)
        self.right = dict.fromkeys(self.new)
        self.partner: dict[ComparedRow, ComparedRow] = {}  # old -> new
        self.kin: dict[ComparedRow, None] = {}  # parts of split and merged rows that stay without a partner
        self.split: list[RowSplit] = []
        self.merged: list[RowSplit] = []

    def pair_equal(
        self, old: Iterable[ComparedRow], new: Iterable[ComparedRow], key: Callable[[ComparedRow], Hashable]
    ) -> None:
        """Pairs waiting rows with equal keys in order, where both sides have as many of them."""
        ours: dict[Hashable, list[ComparedRow]] = defaultdict(list)
        theirs: dict[Hashable, list[ComparedRow]] = defaultdict(list)
        for row in old:
            if row in self.left:
                ours[key(row)].append(row)
        if not ours:
            return
        for row in new:
            if row in self.right:
                theirs[key(row)].append(row)
        for value, group in ours.items():
            partners = theirs.get(value)
            if partners is not None and len(partners) == len(group):
                for a, b in zip(group, partners, strict=True):
                    self._pair(a, b)

    def pair_kin(self, sections: Mapping[int, int]) -> None:
        """Pairs rows that were split or merged within a section with the first of their parts."""
        ours, theirs = _by_section(self.left), _by_section(self.right)
        for a, b in sections.items():
            split = row_splits(ours.get(a, ()), theirs.get(b, ()))
            busy = {row for kin in split for row in (kin.one, *kin.parts)}
            old = [row for row in ours.get(a, ()) if row not in busy]
            new = [row for row in theirs.get(b, ()) if row not in busy]
            merged = row_splits(new, old)
            for kin in split:
                self._pair(kin.one, kin.parts[0])
            for kin in merged:
                self._pair(kin.parts[0], kin.one)
            self.split += split
            self.merged += merged
        self.kin = dict.fromkeys(part for kin in (*self.split, *self.merged) for part in kin.parts[1:])

    def pair_by_score(self, scores: Mapping[tuple[ComparedRow, ComparedRow], float]) -> None:
        rows = [*self.left, *self.right]
        number = {row: n for n, row in enumerate(rows)}
        for i, j in assign({(number[a], number[b]): score for (a, b), score in scores.items()}):
            self._pair(rows[i], rows[j])

    def _pair(self, a: ComparedRow, b: ComparedRow) -> None:
        self.partner[a] = b
        del self.left[a], self.right[b]

    def result(self) -> Pairing:
        pairs = tuple((row, self.partner[row]) for row in self.old if row in self.partner)
        return Pairing(pairs, tuple(self.left), tuple(self.right), tuple(self.split), tuple(self.merged))


def _scores(state: _State, sections: Mapping[int, int]) -> dict[tuple[ComparedRow, ComparedRow], float]:
    """All pairs of waiting rows that may be one row, with their score."""
    left = [row for row in state.left if row not in state.kin]
    right = [row for row in state.right if row not in state.kin]
    similarity = _Similarity([*left, *right])
    before, after = _anchors(state)
    scores: dict[tuple[ComparedRow, ComparedRow], float] = {}
    ours, theirs = _by_section(left), _by_section(right)
    for a, b in sections.items():
        for x, y in _alike(ours.get(a, []), theirs.get(b, []), LOOK_AT):
            neighbours = sum(p[x] is not None and p[x] == q[y] for p, q in zip(before, after, strict=True))
            score = similarity(x, y) + NEIGHBOUR_BONUS * neighbours
            if score >= SAME_ROW_AT:
                scores[x, y] = score
    for x, y in _elsewhere(left, right):
        if sections.get(x.section) != y.section:
            score = similarity(x, y)
            if score >= MOVED_ROW_AT:
                scores[x, y] = score - ELSEWHERE_PENALTY
    return scores


def _by_section(rows: Iterable[ComparedRow]) -> dict[int, list[ComparedRow]]:
    result: dict[int, list[ComparedRow]] = defaultdict(list)
    for row in rows:
        result[row.section].append(row)
    return result


def _alike(old: list[ComparedRow], new: list[ComparedRow], cutoff: float) -> list[tuple[ComparedRow, ComparedRow]]:
    """Pairs whose indicators have at least `cutoff` per cent in common, and those that stand alone."""
    if not old or not new:
        return []
    a, b = [row.words("indikator") for row in old], [row.words("indikator") for row in new]
    table = process.cdist(a, b, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=cutoff)
    rows, columns = np.nonzero(np.where(_best(table, 1) | _best(table, 0), table, 0))
    return [(old[int(i)], new[int(j)]) for i, j in zip(rows, columns, strict=True)]


def _best(table: npt.NDArray[np.float32], axis: int) -> npt.NDArray[np.bool_]:
    """True for the CANDIDATES highest numbers along `axis`, and for those that are as high."""
    count = table.shape[axis]
    if count <= CANDIDATES:
        return np.ones_like(table, dtype=bool)
    least = np.partition(table, count - CANDIDATES, axis=axis).take([count - CANDIDATES], axis=axis)
    return np.asarray(table >= least)


def _elsewhere(old: list[ComparedRow], new: list[ComparedRow]) -> list[tuple[ComparedRow, ComparedRow]]:
    """Pairs that may be one row in two sections: equal indicators, and similar ones unless there are too many."""
    if len(old) * len(new) <= MOST_PAIRS:
        return _alike(old, new, LOOK_ELSEWHERE_AT)
    places: dict[str, list[ComparedRow]] = defaultdict(list)
    for row in new:
        places[row.name[0]].append(row)
    usual = MOST_PAIRS // max(1, len(old))
    return [(x, y) for x in old if len(places.get(x.name[0], ())) <= usual for y in places.get(x.name[0], ())]


Anchor = tuple[int, int] | None


def _anchors(state: _State) -> tuple[tuple[dict[ComparedRow, Anchor], ...], tuple[dict[ComparedRow, Anchor], ...]]:
    """For each waiting row, per side, the nearest pair above it and below it in its section: (above, below).

    A pair is named by the place of its new row; the edge of a section counts as one.
    """
    named = {row: (b.section, b.index) for row, b in state.partner.items()}
    named |= {b: (b.section, b.index) for b in state.partner.values()}

    def nearest(rows: Iterable[ComparedRow], edge: int) -> dict[ComparedRow, Anchor]:
        found: dict[ComparedRow, Anchor] = {}
        section, anchor = -1, None
        for row in rows:
            if row.section != section:
                section, anchor = row.section, (-1, edge)
            anchor = named.get(row, anchor)
            if row not in named:
                found[row] = anchor
        return found

    def both(rows: list[ComparedRow]) -> tuple[dict[ComparedRow, Anchor], ...]:
        return nearest(rows, 0), nearest(reversed(rows), 1)

    return both(state.old), both(state.new)


class _Similarity:
    """How alike two rows are, 0..1. Words that many rows have say little."""

    def __init__(self, rows: Sequence[ComparedRow]) -> None:
        spread = Counter(word for row in rows for word in set(row.words("indikator").split()))
        self._weight = {word: log(1 + len(rows) / count) for word, count in spread.items()}
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, a: ComparedRow, b: ComparedRow) -> float:
        total = weight = 0.0
        for name, share in WEIGHTS.items():
            x, y = a.words(name), b.words(name)
            if not x and not y:
                continue
            weight += share
            if x == y:
                total += share
            elif x and y and name != "kode":  # codes that differ in a digit are of different entries
                total += share * (self.of_names(x, y) if name == "indikator" else self._of_texts(x, y))
        return total / weight if weight else 0.0

    def of_names(self, x: str, y: str) -> float:
        """Of two indicators: half by their characters, half by their words."""
        if (x, y) not in self._known:
            self._known[x, y] = (self._of_texts(x, y) + self._of_words(x.split(), y.split())) / 2
        return self._known[x, y]

    @staticmethod
    def _of_texts(x: str, y: str) -> float:
        return max(0.0, (Indel.normalized_similarity(x, y) - CHANCE) / (1 - CHANCE))

    def _of_words(self, x: list[str], y: list[str]) -> float:
        rest_x, rest_y = Counter(x), Counter(y)
        common = rest_x & rest_y
        same = sum(self._weight.get(word, 1.0) * count for word, count in common.items())
        left, right = list((rest_x - common).elements()), list((rest_y - common).elements())
        for word in left:
            nearest = max(right, key=lambda other: Indel.normalized_similarity(word, other), default=None)
            if nearest is not None and Indel.normalized_similarity(word, nearest) >= SAME_WORD_AT:
                right.remove(nearest)
                same += min(self._weight.get(word, 1.0), self._weight.get(nearest, 1.0))
        whole = max(sum(self._weight.get(word, 1.0) for word in side) for side in (x, y))
        return same / whole if whole else 0.0

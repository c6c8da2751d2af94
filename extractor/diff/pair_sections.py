"""Sections of two documents -> pairs, however their jabatan is called now: equal ones, then the best assignment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from extractor.diff.assignment import assign
from extractor.diff.comparable_text import folded, words
from extractor.diff.compared_rows import ComparedSection

NAME_WEIGHT = 0.45
CONTENT_WEIGHT = 0.45
KIND_WEIGHT = 0.05
ORDER_WEIGHT = 0.05
SAME_NAME_AT = 0.93  # similarity from which two jabatan are one with a slip in it
RENAMED_AT = 0.5  # common content that tells a renamed jabatan from a new one
CLOSE_NAME_AT = 0.75  # between a similar name, less content will do
CLOSE_CONTENT_AT = 0.3
UNCHANGED_AT = 0.5  # share of rows that are as they were, from which a section with the same jabatan is the same
MOST_PAIRS = 250_000  # documents with more sections have them paired by jabatan and order alone


def pair_sections(old: Sequence[ComparedSection], new: Sequence[ComparedSection]) -> dict[int, int]:
    """Index in `old` -> index in `new`; sections without a partner are left out."""
    pairs: dict[int, int] = {}
    left, right = list(old), list(new)
    for key in (_whole, _content, _name):
        if key is _name and len(left) * len(right) <= MOST_PAIRS:
            break
        left, right = _pair_equal(left, right, key, pairs)
    left, right = _pair_unchanged(left, right, pairs)
    if left and right and len(left) * len(right) <= MOST_PAIRS:
        scores = _scores(left, right, len(old), len(new))
        pairs |= {left[i].index: right[j].index for i, j in assign(scores)}
    return pairs


def _whole(section: ComparedSection) -> Hashable:
    return section.jenis, section.jabatan, tuple(row.exact for row in section.rows)


def _content(section: ComparedSection) -> Hashable:
    """Sections that hold the same rows are the same where no other one holds them too."""
    return tuple(row.exact for row in section.rows)


def _name(section: ComparedSection) -> Hashable:
    return section.jenis, folded(section.jabatan)


def _pair_equal(
    old: list[ComparedSection],
    new: list[ComparedSection],
    key: Callable[[ComparedSection], Hashable],
    pairs: dict[int, int],
) -> tuple[list[ComparedSection], list[ComparedSection]]:
    """Pairs sections with equal keys in order, where both documents have as many of them; returns the rest."""
    ours: dict[Hashable, list[ComparedSection]] = defaultdict(list)
    theirs: dict[Hashable, list[ComparedSection]] = defaultdict(list)
    for section in old:
        ours[key(section)].append(section)
    for section in new:
        theirs[key(section)].append(section)
    done: set[tuple[str, int]] = set()
    for value, group in ours.items():
        partners = theirs.get(value, [])
        if len(partners) != len(group) or (key is _content and not group[0].rows):
            continue
        for a, b in zip(group, partners, strict=True):
            pairs[a.index] = b.index
            done |= {("old", a.index), ("new", b.index)}
    return (
        [s for s in old if ("old", s.index) not in done],
        [s for s in new if ("new", s.index) not in done],
    )


def _pair_unchanged(
    old: list[ComparedSection], new: list[ComparedSection], pairs: dict[int, int]
) -> tuple[list[ComparedSection], list[ComparedSection]]:
    """Pairs sections whose jabatan stands once in each document and whose rows are mostly as they were."""
    ours, theirs = Counter(map(_name, old)), Counter(map(_name, new))
    single = {_name(b): b for b in new if theirs[_name(b)] == 1}
    taken: set[int] = set()
    rest = []
    for a in old:
        b = single.get(_name(a)) if ours[_name(a)] == 1 else None
        if b is not None and _same_rows(a, b) > UNCHANGED_AT * max(len(a.rows), len(b.rows)):
            pairs[a.index] = b.index
            taken.add(b.index)
        else:
            rest.append(a)
    return rest, [b for b in new if b.index not in taken]


def _same_rows(a: ComparedSection, b: ComparedSection) -> int:
    return len({row.exact for row in a.rows} & {row.exact for row in b.rows})


def _scores(
    old: list[ComparedSection], new: list[ComparedSection], old_count: int, new_count: int
) -> dict[tuple[int, int], float]:
    names = _name_similarity(old, new)
    contents = _content_similarity(old, new)
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            name, content = float(names[i, j]), float(contents[i, j])
            if not _may_be_one(name, content):
                continue
            apart = abs(a.index / max(1, old_count) - b.index / max(1, new_count))
            scores[i, j] = (
                NAME_WEIGHT * name
                + CONTENT_WEIGHT * content
                + KIND_WEIGHT * (a.jenis == b.jenis)
                + ORDER_WEIGHT * (1 - min(1.0, apart))
            )
    return scores


def _may_be_one(name: float, content: float) -> bool:
    return name >= SAME_NAME_AT or content >= RENAMED_AT or (name >= CLOSE_NAME_AT and content >= CLOSE_CONTENT_AT)


def _name_similarity(old: list[ComparedSection], new: list[ComparedSection]) -> npt.NDArray[np.float32]:
    """0..1 for each pair; two sections without a jabatan are alike, one with and one without are not."""
    a = [words(s.jabatan) if s.jabatan else "" for s in old]
    b = [words(s.jabatan) if s.jabatan else "" for s in new]
    similar = process.cdist(a, b, scorer=fuzz.ratio, dtype=np.float32) / 100
    unnamed_a, unnamed_b = np.array([not x for x in a]), np.array([not x for x in b])
    similar[np.logical_and.outer(unnamed_a, unnamed_b)] = 1.0
    return np.asarray(similar, dtype=np.float32)


def _content_similarity(old: list[ComparedSection], new: list[ComparedSection]) -> npt.NDArray[np.float64]:
    """0..1 for each pair: the common words of their rows, rare words counting more (cosine of TF-IDF)."""
    bags = [_bag(section) for section in (*old, *new)]
    spread = Counter(word for bag in bags for word in bag)
    number = {word: n for n, word in enumerate(spread)}
    if not number:
        return np.zeros((len(old), len(new)))
    table = np.zeros((len(bags), len(number)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            table[row, number[word]] = count * np.log(1 + len(bags) / spread[word])
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths == 0, 1, lengths)
    cosines: npt.NDArray[np.float64] = np.clip(table[: len(old)] @ table[len(old) :].T, 0, 1).astype(np.float64)
    return cosines


def _bag(section: ComparedSection) -> Counter[str]:
    bag: Counter[str] = Counter()
    for row in section.rows:
        bag.update(row.words("indikator").split())
        bag.update(row.words("sasaran").split())
    return bag

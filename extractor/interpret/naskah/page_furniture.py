"""Rows of pages -> those of the text: catchwords, page numbers, web addresses and repeated heads and feet left out.

Readers set apart what stands in the margins of many pages; here is what is left of them in regulations: two pages are
enough for a footer, and a catchword is known by what it announces, with or without positions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from rapidfuzz import fuzz

from extractor.interpret.naskah.text_rows import TextRow, begins_block
from schemas.patterns import pattern

EDGE_ROWS = 3  # of a head or foot, taken off one after the other
ANNOUNCED_WITHIN = 6  # rows behind a catchword in which the announced row begins
SAME_WORDS = 80.0  # percent of fuzz.ratio
SAME_LINE = 88.0  # percent, of two readings of one footer
SAME_HEIGHT = 14.0  # points by which the places of one footer differ
APART = 0.9  # heights of a row between a head or foot and the text
MOST_OF_EMBLEM = 4  # letters and digits
FEWEST_LETTERS = 6  # of a footer

_CATCHWORD = pattern("catchword")
_NUMBER = pattern("page-number-between-dashes")
_ADDRESS = pattern("web-address-alone")
_SERIAL = pattern("serial-of-sheet")
_TITLE = pattern("title-of-regulation")
_BARE_NUMBER = re.compile(r"\W{0,2}\d{1,4}\W{0,2}")
_UNLIKE = re.compile(r"[\W\d_]+")


def without_furniture(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows that are text."""
    heads = _beside_numbers(rows)
    kept = [row for place, row in enumerate(rows) if place not in heads and not _is_furniture(row)]
    for _ in range(EDGE_ROWS):
        running = _running(kept) | _letterheads(kept)
        kept = [row for place, row in enumerate(kept) if place not in running]
    return [row for place, row in enumerate(kept) if not _is_catchword(row, kept[place + 1 :][:ANNOUNCED_WITHIN])]


def _beside_numbers(rows: Sequence[TextRow]) -> set[int]:
    """Places of rows of a text without pages that stand beside page numbers again and again: running heads."""
    beside = [
        near
        for place, row in enumerate(rows)
        if row.page is None and _NUMBER.fullmatch(row.text.strip())
        for near in (place - 2, place - 1, place + 1)
        if 0 <= near < len(rows) and len(_bare(rows[near])) >= FEWEST_LETTERS and not begins_block(rows[near].text)
    ]
    said = Counter(_bare(rows[place]) for place in set(beside))
    return {place for place in beside if said[_bare(rows[place])] > 1}


def _letterheads(rows: Sequence[TextRow]) -> set[int]:
    """Places of rows that begin a page and say what stands above the regulation's title: the office's name."""
    title = next((place for place, row in enumerate(rows) if _TITLE.fullmatch(row.text.strip())), 0)
    heads = [_bare(row) for row in rows[:title] if row.page == rows[0].page]
    heads = [*heads, *("".join(pair) for pair in pairwise(heads))]
    firsts = [place for place in range(title + 1, len(rows)) if rows[place].page != rows[place - 1].page]
    return {
        place
        for place in firsts
        if len(_bare(rows[place])) >= FEWEST_LETTERS
        and any(fuzz.ratio(_bare(rows[place]), head) >= SAME_LINE for head in heads)
    }


def _is_furniture(row: TextRow) -> bool:
    text = row.text.strip()
    return any(shape.fullmatch(text) for shape in (_NUMBER, _ADDRESS, _SERIAL))


def _is_catchword(row: TextRow, below: Sequence[TextRow]) -> bool:
    """True for a row that only says how a row below it begins: "Pasal 6 . . ." above "Pasal 6"."""
    found = _CATCHWORD.fullmatch(row.text.strip())
    if found is None:
        return False
    words = _letters(found["words"])
    return any(fuzz.ratio(words, _letters(one.text)[: len(words)]) >= SAME_WORDS for one in below)


def _letters(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _running(rows: Sequence[TextRow]) -> set[int]:
    """Places of page numbers, and of first and last rows of pages, apart from the text, that say the same."""
    edges: list[list[int]] = [[], []]
    for page, places in groupby(range(len(rows)), key=lambda place: rows[place].page):
        own = list(places)
        if page is None or len(own) < 2:
            continue
        edges[0] += own[:1] if _is_apart(rows[own[0]], rows[own[1]]) else []
        edges[1] += own[-1:] if _is_apart(rows[own[-2]], rows[own[-1]]) else []
    found = {place for side in edges for place in side if _says_nothing(rows[place])}
    for side in edges:
        found |= _repeated(rows, side)
    return found


def _says_nothing(row: TextRow) -> bool:
    """True for a page number, and for what a recogniser made of an emblem."""
    if _BARE_NUMBER.fullmatch(row.text.strip()):
        return True
    recognised = any(word.confidence is not None for word in row.line.words)
    return recognised and sum(ch.isalnum() for ch in row.text) <= MOST_OF_EMBLEM and not begins_block(row.text)


def _is_apart(upper: TextRow, lower: TextRow) -> bool:
    """True for rows with more white space between than there is between lines of text."""
    a, b = upper.line.box, lower.line.box
    return a is not None and b is not None and b.top - a.bottom >= APART * a.height


def _repeated(rows: Sequence[TextRow], places: Sequence[int]) -> set[int]:
    groups: dict[int, list[int]] = defaultdict(list)
    for place in places:
        row = rows[place]
        if len(_bare(row)) < FEWEST_LETTERS or begins_block(row.text):
            continue
        groups[next((first for first in groups if _is_same(rows[first], row)), place)].append(place)
    return {place for group in groups.values() if len(group) > 1 for place in group}


def _bare(row: TextRow) -> str:
    return _UNLIKE.sub("", row.text.casefold())


def _is_same(one: TextRow, other: TextRow) -> bool:
    a, b = one.line.box, other.line.box
    if a is None or b is None or abs(a.top - b.top) > SAME_HEIGHT:
        return False
    return fuzz.ratio(_bare(one), _bare(other)) >= SAME_LINE

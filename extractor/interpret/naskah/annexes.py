"""Annexes: rows of each -> its number, its own title and its pages. What an annex holds is no part of the body."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from extractor.interpret.lines.label_lines import is_heading
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.naskah.text_rows import TextRow
from extractor.interpret.naskah.unit_markers import markers_of
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.printed_naskah import PrintedAnnex

HEAD_ROWS = 14  # of the block that says whose annex it is
TITLE_ROWS = 7
SAME_MIDDLE = 12.0  # points
SAME_SUBJECT = 93.0  # percent of fuzz.ratio
NEW_BLOCK = 1.3  # row heights of white space between that block and the annex's own title

_ANNEX = pattern("annex-heading")
_HEAD_LINE = pattern("annex-head-line")
_PART = pattern("part-of-annex")
_ABOUT = pattern("title-about")


def read_annex(rows: Sequence[TextRow], subject: str = "") -> PrintedAnnex:
    """One annex from its heading on. Its title is None where none can be told from the block above it.

    `subject`: of the regulation, which that block may repeat.
    """
    found = _ANNEX.fullmatch(rows[0].text.strip())
    head = _head_rows(rows, squash(subject))
    pages = [row.page for row in rows if row.page is not None]
    return PrintedAnnex(
        found["number"] if found is not None else None,
        _title(rows[head:]),
        (pages[0], pages[-1]) if pages else None,
        Passage((rows[0].line,)),
    )


def head_of_annex(rows: Sequence[TextRow]) -> Sequence[TextRow]:
    """The rows that say whose annex it is."""
    return rows[: _head_rows(rows, "")]


def _head_rows(rows: Sequence[TextRow], subject: str) -> int:
    """How many rows belong to the head: the last one that begins as such a line does, and those set below it."""
    last = 0
    for place, row in enumerate(rows[:HEAD_ROWS]):
        if place and row.centred and not _is_beside(rows[0], row) and not _HEAD_LINE.match(row.text):
            break
        if place == 0 or _HEAD_LINE.match(row.text) or _is_beside(rows[0], row):
            last = place
    repeated = _subject_rows(rows, last + 1, subject)
    if repeated or (subject and rows[0].line.box is None):
        return last + 1 + repeated
    at = last + 1
    while 0 < at < min(len(rows), HEAD_ROWS) and _continues(rows[at - 1], rows[at]):
        at += 1
    return at


def _subject_rows(rows: Sequence[TextRow], start: int, subject: str) -> int:
    """How many rows from `start` on repeat the regulation's subject as a whole, below "TENTANG"."""
    about = _ABOUT.match(rows[start - 1].text)
    if about is None:
        return 0
    said = squash(about["rest"])
    for count, row in enumerate(rows[start : start + HEAD_ROWS], start=1):
        said += squash(row.text)
        if subject and said and fuzz.ratio(said, subject) >= SAME_SUBJECT:
            return count
        if len(said) > len(subject):
            break
    return 0


def _is_beside(heading: TextRow, row: TextRow) -> bool:
    """True for a row of the block that is set to the right, under the heading."""
    box, first = row.line.box, heading.line.box
    return box is not None and first is not None and abs(box.x0 - first.x0) <= first.height / 2


def _continues(above: TextRow, row: TextRow) -> bool:
    """True for a row right below another one of the head, at its edge or at that of the text behind its label."""
    box, before = row.line.box, above.line.box
    if box is None or before is None:
        return False
    near = box.top - before.bottom <= NEW_BLOCK * before.height
    edges = [before.x0, *(word.box.x0 for word in above.line.words)]
    return near and not row.centred and any(abs(box.x0 - edge) <= before.height / 2 for edge in edges)


def _title(rows: Sequence[TextRow]) -> Passage | None:
    title: list[TextRow] = []
    for row in rows[:TITLE_ROWS]:
        if not is_heading(row.line) or markers_of(row.text) or _PART.fullmatch(row.text.strip()):
            break
        if not _fits(title, row):
            break
        title.append(row)
    return Passage(tuple(row.line for row in title)) if title else None


def _fits(title: Sequence[TextRow], row: TextRow) -> bool:
    """True where a heading continues the one above it: no wide space between, and the same middle or left edge."""
    if not title:
        return True
    box, before = row.line.box, title[-1].line.box
    if box is None or before is None:
        return row.text.isupper()
    aligned = abs(box.x_mid - before.x_mid) <= SAME_MIDDLE or abs(box.x0 - before.x0) <= before.height
    return aligned and box.top - before.bottom <= NEW_BLOCK * before.height

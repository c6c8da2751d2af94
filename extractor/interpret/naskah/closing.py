"""The closing of a regulation: rows below the last unit -> places, dates, gazette, order, and who gets copies.

Enactment and promulgation may stand beside each other: each date belongs to the block above it in its own column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extractor.interpret.lines.list_items import list_items
from extractor.interpret.naskah.text_rows import INDENT_OF_CHARACTER, TextRow
from normalizers.date import find_date
from schemas.geometry import union
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.printed_naskah import PrintedClosing, PrintedItem
from schemas.transcript import Line, Word

DATE_WITHIN = 3  # lines of its column between "Ditetapkan di" and "pada tanggal"
ORDER_ROWS = 6  # of "Agar setiap orang ..."
SAME_COLUMN = 60.0  # points by which the left edges of one block differ
GAZETTE_ROWS = 2
APART = 4.0  # heights of white space between two blocks beside each other
COPIES = 40  # rows of a distribution list

_ENACTED = pattern("closing-enacted")
_ON_DATE = pattern("enacted-on")
_ORDER = pattern("closing-order")
_GAZETTE = pattern("gazette")
_COPIES = pattern("copies-to")
_COPY_SIGNED = pattern("signature-of-copy")
_GAP = re.compile(r"(?<=[^\s:]) {4,}(?=[^\s:])")
_APPENDED = re.compile(r"(?i)\s+pada\s+tanggal\s*[:.]?\s*(?P<date>.*)$")


def read_closing(rows: Sequence[TextRow]) -> tuple[PrintedClosing, tuple[PrintedItem, ...]]:
    """The closing's fields and the distribution list. A date without any digit counts as none."""
    parts = [(one, row.column) for row in rows for part in row.parts for one in _columns(part)]
    found: dict[str, Passage | None] = {}
    for place, (part, _) in enumerate(parts):
        match = _ENACTED.match(part.text)
        if match is None:
            continue
        name = "enacted" if match["enacted"] else "promulgated"
        if f"{name}_at" not in found:
            found[f"{name}_at"], found[f"{name}_on"] = _place_and_date(parts, place, match["place"])
    return (
        PrintedClosing(order=_order(rows), gazette=_gazette(rows), **found),
        tuple(_copies(rows)),
    )


def _columns(part: Line) -> Iterator[Line]:
    """The texts of a line that stand so far apart that they are of two blocks beside each other."""
    if part.box is None:
        starts = [0, *(found.end() for found in _GAP.finditer(part.text))]
        ends = [*(found.start() for found in _GAP.finditer(part.text)), len(part.text)]
        for start, end in zip(starts, ends, strict=True):
            indent = part.indent + start * INDENT_OF_CHARACTER
            yield replace(part, text=part.text[start:end], indent=indent) if end - start < len(part.text) else part
        return
    if len(part.words) < 2 or "\t" not in part.text:
        yield part
        return
    start = 0
    for place, (before, after) in enumerate(pairwise(part.words), start=1):
        if after.box.x0 - before.box.x1 > APART * after.box.height:
            yield _of_words(part, part.words[start:place])
            start = place
    yield _of_words(part, part.words[start:]) if start else part


def _of_words(line: Line, words: tuple[Word, ...]) -> Line:
    return replace(line, text=" ".join(word.text for word in words), words=words, box=union(w.box for w in words))


def _place_and_date(parts: Sequence[tuple[Line, int]], at: int, place: str) -> tuple[Passage | None, Passage | None]:
    line, column = parts[at]
    appended = _APPENDED.search(f" {place}")
    if appended is not None:
        place = place[: max(appended.start() - 1, 0)]
    named = place.strip(" \t.,:;_")
    here = Passage((replace(line, text=named),)) if re.search(r"[^\W\d_]{3}", named) else None
    if appended is not None and find_date(appended["date"]):
        return here, Passage((replace(line, text=appended["date"]),))
    below = [one for one, own in parts[at + 1 :] if own == column and _same_column(line, one)][:DATE_WITHIN]
    for one in takewhile(lambda one: not _ENACTED.match(one.text), below):
        dated = _ON_DATE.match(" ".join(one.text.split()))
        text = dated["date"] if dated is not None else one.text
        if dated is not None or find_date(text):
            return here, Passage((replace(one, text=text),)) if find_date(text) else None
    return here, None


def _same_column(line: Line, below: Line) -> bool:
    if line.box is None or below.box is None:
        return abs(line.indent - below.indent) <= SAME_COLUMN
    beside = min(line.box.x1, below.box.x1) - max(line.box.x0, below.box.x0)
    return beside > 0 or abs(line.box.x0 - below.box.x0) <= SAME_COLUMN


def _order(rows: Sequence[TextRow]) -> Passage | None:
    start = next((i for i, row in enumerate(rows) if _ORDER.match(row.text)), None)
    if start is None:
        return None
    lines: list[Line] = []
    for row in rows[start : start + ORDER_ROWS]:
        if any(_ENACTED.match(part.text) for part in row.parts):
            break
        lines.append(row.line)
        if row.text.rstrip().endswith("."):
            break
    return Passage(tuple(lines))


def _gazette(rows: Sequence[TextRow]) -> Passage | None:
    """The line of the gazette; it may wrap before its number."""
    behind_order = list(rows)
    for place, row in enumerate(behind_order):
        if row.text.lstrip().casefold().startswith("tambahan") or _ORDER.match(row.text):
            continue
        for count in range(1, GAZETTE_ROWS + 1):
            block = behind_order[place : place + count]
            text = " ".join(one.text for one in block)
            if _GAZETTE.fullmatch(text) and re.search(r"(?i)nomor|no\.", text) and text[:1].isupper():
                return Passage(tuple(one.line for one in block))
    return None


def _copies(rows: Sequence[TextRow]) -> Iterator[PrintedItem]:
    start = next((i for i, row in enumerate(rows) if _COPIES.fullmatch(row.text.strip())), None)
    if start is None:
        return
    page = rows[start].page
    below = takewhile(lambda row: row.page == page and not _ends_copies(row), rows[start + 1 : start + 1 + COPIES])
    for passage in list_items([row.line for row in below]):
        yield PrintedItem(None, passage)


def _ends_copies(row: TextRow) -> bool:
    return any(_ENACTED.match(part.text) or _COPY_SIGNED.match(part.text) for part in row.parts)

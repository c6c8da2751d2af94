"""Rows of a document -> the zones of the regulation in it: title, considerations, body, closing, annexes, elucidation.

A regulation is recognised by its title (in capitals, with number and subject) and by what follows it (considerations,
"MEMUTUSKAN", articles or dicta), so that a plan that only names a decree has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.interpret.naskah.nesting_costs import OPEN_WRAPPED, row_evidence
from extractor.interpret.naskah.text_rows import TextRow
from extractor.interpret.naskah.unit_markers import markers_of
from schemas.patterns import pattern

CAPITALS = 0.7  # share of the letters of a heading
TITLE_WITHIN = 45  # rows from the title's first one to its considerations
ABOUT_WITHIN = 14  # rows from the title's first one to "TENTANG"
HEAD_OF_ANNEX = 14  # rows at the top of an annex that say whose annex it is
ATAS_WITHIN = 2  # rows from "PENJELASAN" to "ATAS"

_TITLE = pattern("title-of-regulation")
_ABOUT = pattern("title-about")
_AFTER = pattern("after-title")
_DECIDES = pattern("decides")
_INSTRUCTS = pattern("instructs-in-prose")
_ENACTED = pattern("closing-enacted")
_ORDER = pattern("closing-order")
_COPIES = pattern("copies-to")
_ANNEX = pattern("annex-heading")
_ANNEX_LINE = pattern("annex-head-line")
_ELUCIDATION = pattern("elucidation-heading")
_MENIMBANG = pattern("label-menimbang")
_MENGINGAT = pattern("label-mengingat")
_MEMPERHATIKAN = pattern("label-memperhatikan")
_MENETAPKAN = pattern("label-menetapkan")
_KEPADA = pattern("label-kepada")
_UNTUK = pattern("label-untuk")
_ATAS = re.compile(r"(?i)\W*(?:p.*n\s+)?atas\b")
_STARTING = frozenset({"buku", "bab", "pasal", "diktum"})

LABELS = {
    "menimbang": _MENIMBANG,
    "mengingat": _MENGINGAT,
    "memperhatikan": _MEMPERHATIKAN,
    "menetapkan": _MENETAPKAN,
    "kepada": _KEPADA,
    "untuk": _UNTUK,
}
"""Labels in front of the body, by the list or text that they introduce."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Parts of a document as slices of its rows; a part that it does not have is empty."""

    title: tuple[TextRow, ...]
    opening: tuple[TextRow, ...]  # considerations, to the first unit
    body: tuple[TextRow, ...]
    closing: tuple[TextRow, ...]  # from "Agar setiap orang" or "Ditetapkan di" on
    annexes: tuple[tuple[TextRow, ...], ...]
    elucidation: tuple[TextRow, ...]
    circular: bool = False  # its body is a list without articles and dicta


def zones_of(rows: Sequence[TextRow]) -> Zones | None:
    """The zones of the first regulation of a document; None where there is none."""
    at = next((place for place in _titles(rows) if _is_regulation(rows, place)), None)
    if at is None:
        return _annex_alone(rows)
    at = _last_title(rows, at)
    tail = _tail_at(rows, at)
    opening = _opening_at(rows, at, tail)
    body = _body_at(rows, opening, tail)
    closing = _closing_at(rows, body, tail)
    annexes, elucidation = _parts_behind(rows, tail)
    kind = rows[at].text.split()[0].casefold()
    return Zones(
        tuple(rows[at:opening]),
        tuple(rows[opening:body]),
        tuple(rows[body:closing]),
        tuple(rows[closing:tail]),
        annexes,
        elucidation,
        kind == "surat" and not any(m.kind in _STARTING for m in markers_of(rows[body].text)) if body < tail else False,
    )


def _titles(rows: Sequence[TextRow]) -> Iterator[int]:
    """Where titles of regulations begin, before the first annex."""
    for place, row in enumerate(rows):
        if is_annex(rows, place):
            return
        if _TITLE.fullmatch(row.text.strip()) and any(
            _ABOUT.match(below.text) for below in rows[place + 1 : place + 1 + ABOUT_WITHIN]
        ):
            yield place


def _last_title(rows: Sequence[TextRow], at: int) -> int:
    """Where the title begins anew before its subject: letterheads say its first row too."""
    about = next((place for place in range(at, len(rows)) if _ABOUT.match(rows[place].text)), at)
    first = " ".join(rows[at].text.split())
    again = [place for place in range(at, about) if " ".join(rows[place].text.split()) == first]
    return again[-1]


def _is_regulation(rows: Sequence[TextRow], at: int) -> bool:
    """True where considerations, a decision or units follow a title soon."""
    about = next((i for i in range(at, len(rows)) if _ABOUT.match(rows[i].text)), at)
    for place in range(about + 1, min(at + TITLE_WITHIN, len(rows))):
        row = rows[place]
        if _DECIDES.fullmatch(row.text) or _INSTRUCTS.search(row.text) or _AFTER.match(row.text):
            return True
        if any(LABELS[name].match(row.text) for name in ("menimbang", "mengingat", "memperhatikan")):
            return True
        if any(marker.kind in ("bab", "diktum", "pasal") and marker.rank[0] == 1 for marker in markers_of(row.text)):
            return True
    return rows[at].text.strip().upper().startswith("SURAT EDARAN")


def _annex_alone(rows: Sequence[TextRow]) -> Zones | None:
    """The zones of a file that is the annex of a regulation and nothing else."""
    at = next((place for place in range(min(len(rows), HEAD_OF_ANNEX)) if is_annex(rows, place)), None)
    if at is None:
        return None
    annexes, elucidation = _parts_behind(rows, at)
    return Zones((), (), (), (), annexes, elucidation)


# ---- what stands behind the body


def is_annex(rows: Sequence[TextRow], place: int) -> bool:
    """True for the first row of an annex: its heading, below which stands whose annex it is."""
    row = rows[place]
    found = _ANNEX.fullmatch(row.text.strip())
    if found is None:
        return False
    if not row.text.isupper() and row_evidence(row, rows[max(0, place - 2) : place], ()).openness >= OPEN_WRAPPED:
        return False
    if found["rest"].strip(" :.\t") or (row.page is not None and place and rows[place - 1].page != row.page):
        return True
    return any(_ANNEX_LINE.match(below.text) for below in rows[place + 1 : place + 3])


def _is_elucidation(rows: Sequence[TextRow], place: int) -> bool:
    if not _ELUCIDATION.fullmatch(rows[place].text.strip()):
        return False
    return any(_ATAS.match(below.text) for below in rows[place : place + 1 + ATAS_WITHIN])


def _tail_at(rows: Sequence[TextRow], start: int) -> int:
    """Where annexes or the elucidation begin."""
    found = (place for place in range(start, len(rows)) if is_annex(rows, place) or _is_elucidation(rows, place))
    return next(found, len(rows))


def _parts_behind(rows: Sequence[TextRow], tail: int) -> tuple[tuple[tuple[TextRow, ...], ...], tuple[TextRow, ...]]:
    """The annexes, and the elucidation."""
    starts = [(p, is_annex(rows, p)) for p in range(tail, len(rows)) if is_annex(rows, p) or _is_elucidation(rows, p)]
    ends = [*(place for place, _ in starts[1:]), len(rows)][: len(starts)]
    parts = [(annex, tuple(rows[start:end])) for (start, annex), end in zip(starts, ends, strict=True)]
    elucidation = next((part for annex, part in parts if not annex), ())
    return tuple(part for annex, part in parts if annex), elucidation


# ---- from title to closing


def _opening_at(rows: Sequence[TextRow], at: int, tail: int) -> int:
    """Where the considerations begin: behind the title, the invocation and the official."""
    if rows[at].text.split()[0].casefold() in ("instruksi", "surat"):
        return _behind_subject(rows, at, tail)
    for place in range(at + 1, min(at + TITLE_WITHIN, tail)):
        text = rows[place].text
        if any(shape.match(text) for shape in LABELS.values()) or _DECIDES.fullmatch(text):
            return place
        if any(marker.kind in _STARTING for marker in markers_of(text)):
            return place
    return _behind_subject(rows, at, tail)


def _behind_subject(rows: Sequence[TextRow], at: int, tail: int) -> int:
    """Where a circular or an instruction begins, which may have no labels: at the first row that is no heading."""
    about = next((place for place in range(at, tail) if _ABOUT.match(rows[place].text)), at)
    for place in range(about + 2, tail):
        text = rows[place].text
        letters = [ch for ch in text if ch.isalpha()]
        labelled = any(shape.match(text) for shape in LABELS.values()) or _DECIDES.fullmatch(text)
        if labelled or sum(ch.isupper() for ch in letters) < len(letters) * CAPITALS:
            return place
    return tail


def _body_at(rows: Sequence[TextRow], opening: int, tail: int) -> int:
    """Where the first unit begins: behind "Menetapkan", else behind the decision, else behind the considerations."""
    decided = next(
        (p for p in range(opening, tail) if _DECIDES.fullmatch(rows[p].text) or _INSTRUCTS.search(rows[p].text)), None
    )
    named = next((p for p in range(decided or opening, tail) if _MENETAPKAN.match(rows[p].text)), None)
    start = named if named is not None else decided if decided is not None else opening
    for place in range(start, tail):
        if any(m.kind in _STARTING and (m.kind != "diktum" or m.rank[0] <= 2) for m in markers_of(rows[place].text)):
            return place
        if _UNTUK.match(rows[place].text):
            return place
    if named is None and decided is None:
        return next((p for p in range(opening, tail) if markers_of(rows[p].text)), tail)
    return min(start + 1, tail)


def _closing_at(rows: Sequence[TextRow], body: int, tail: int) -> int:
    """Where the closing begins: at "Agar setiap orang ...", "Ditetapkan di ..."."""
    for place in range(body, tail):
        text = rows[place].text
        if _ORDER.match(text) or _COPIES.fullmatch(text.strip()):
            return place
        if any(_ENACTED.match(part.text) for part in rows[place].parts) or _ENACTED.match(text):
            return place
    return tail

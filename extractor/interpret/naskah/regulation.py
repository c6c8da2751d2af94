"""Pages -> the regulation that they print, as printed; None where they print none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.interpret.decree.office_evidence import NUMBER
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.naskah.annexes import head_of_annex, read_annex
from extractor.interpret.naskah.closing import read_closing
from extractor.interpret.naskah.considerations import read_opening
from extractor.interpret.naskah.elucidation import read_elucidation
from extractor.interpret.naskah.nesting import nest
from extractor.interpret.naskah.page_furniture import without_furniture
from extractor.interpret.naskah.text_rows import TextRow, text_rows
from extractor.interpret.naskah.unit_markers import markers_of
from extractor.interpret.naskah.unit_tree import units_of
from extractor.interpret.naskah.zones import Zones, zones_of
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.printed_naskah import PrintedNaskah
from schemas.transcript import Page

_AFTER = pattern("after-title")
_ABOUT = pattern("title-about")
MOST_OFFICIAL = 4  # rows
FEWEST_LETTERS = 6  # of an official


def read_regulation(pages: Iterable[Page]) -> PrintedNaskah | None:
    """The first regulation of a document, or the annex of one that came alone."""
    zones = zones_of(without_furniture(text_rows(pages)))
    if zones is None:
        return None
    opening = read_opening(zones.opening)
    grammar = "parents_in_circulars" if zones.circular else "parents"
    units, _ = units_of(nest(zones.body, markers_of, grammar))
    closing, copies = read_closing(zones.closing)
    subject = _subject(zones.title)
    return PrintedNaskah(
        title=_title(zones),
        considering=opening.lists.get("menimbang", ()),
        recalling=opening.lists.get("mengingat", ()),
        noting=opening.lists.get("memperhatikan", ()),
        addressees=opening.lists.get("kepada", ()),
        enacting=opening.enacting,
        body=units,
        closing=closing,
        copies=copies,
        annexes=tuple(read_annex(rows, subject) for rows in zones.annexes),
        elucidation=read_elucidation(zones.elucidation),
    )


def _title(zones: Zones) -> Passage:
    """The title without the invocation and the official below it; of an annex alone what its head names."""
    if not zones.title:
        return Passage(tuple(row.line for row in head_of_annex(zones.annexes[0])[1:]))
    return Passage(tuple(row.line for row in _without_official(zones.title)))


def _without_official(rows: Sequence[TextRow]) -> Sequence[TextRow]:
    """Habit: the official who decides stands below the title, in capitals, before a comma: "BUPATI MELATI,"."""
    end = next((place for place, row in enumerate(rows) if _AFTER.match(row.text)), None)
    if end is not None:
        return rows[:end]
    named = _named_again(rows)
    if named is not None:
        return rows[:named]
    if not rows[-1].text.rstrip().endswith(","):
        return rows
    return rows[: _official_at(rows)]


def _named_again(rows: Sequence[TextRow]) -> int | None:
    """Where the last rows say once more who issues it: "KEPUTUSAN CAMAT MELATI" ... "CAMAT MELATI,"."""
    number = next((place for place, row in enumerate(rows) if NUMBER.match(row.text)), None)
    issuer = squash(" ".join(row.text for row in rows[:number])) if number else ""
    for count in range(MOST_OFFICIAL, 0, -1):
        said = squash(" ".join(row.text for row in rows[-count:]))
        if number and len(rows) - count > number + 1 and len(said) >= FEWEST_LETTERS and issuer.endswith(said):
            return len(rows) - count
    return None


def _official_at(rows: Sequence[TextRow]) -> int:
    """Where the official begins: behind the widest space above the last row."""
    last = len(rows) - 1
    spaces = []
    for place in range(max(2, last - 3), last + 1):
        above, box = rows[place - 1].line.box, rows[place].line.box
        if above is None or box is None:
            return last
        spaces.append((box.top - above.bottom, place))
    return max(spaces, default=(0.0, last))[1]


def _subject(title: Sequence[TextRow]) -> str:
    """What stands behind TENTANG in the title; "" where that is not printed."""
    about = next((place for place, row in enumerate(title) if _ABOUT.match(row.text)), None)
    if about is None:
        return ""
    found = _ABOUT.match(title[about].text)
    first = found["rest"] if found is not None else ""
    return " ".join([first, *(row.text for row in _without_official(title)[about + 1 :])])

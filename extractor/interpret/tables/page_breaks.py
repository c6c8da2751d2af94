"""Does the first row of a page continue the last row of the page before? Scores each column's cell and adds them.

Word processors cut a row where the page ends: the rest of each cell is on the next page, without a number.
No single feature is certain, so their weights are added, cell by cell, and the cells' sums for the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.interpret.lines.entry_wording import indicator_start, open_endings, sasaran_start
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import SOFT_HYPHEN, Cell, Line

FULL_WITHIN = 1.3  # line heights between the last line and the cell's lower ruling, in a cell that was cut

# Weights of the features, in no unit but each other; a sum above 0 says that the text continues.
LOWER_CASE = 2.0  # the rest starts in lower case or with a closing mark
OPEN_END = 2.5  # the text above ends in a word or mark that can't end a text
ENDED = -1.0  # the text above ends with a full stop
NEW_START = -2.5  # the rest starts as a new entry of this column does
UPPER_CASE = -0.4  # the rest starts with a capital, in columns where names with capitals are usual
NEW_SENTENCE = -1.5  # the same in columns of sentences, where they are rare
FULL = 1.2  # the cell above was filled down to the page's last line
NOT_FULL = -2.0  # there was room left below it
NO_INDICATOR = 3.0  # a row of its own has an indicator
TWO_TARGETS = -3.0  # both parts hold a whole target
UNIT_ONLY = 3.0  # number above, unit below
BARE = 2.5  # nothing but an indicator is left, below a row that has values

_SENTENCES = (Role.SASARAN_INDUK, Role.SASARAN, Role.INDIKATOR)
_VALUE = pattern("value-or-dash")


@dataclass(frozen=True, slots=True)
class CutCell:
    """A cell of the last row before a page break, and the cell of its column in the first row after it."""

    before: Sequence[Line]  # filled lines before the break
    cell: Cell | None  # where they are printed; None where that does not count
    after: Sequence[Line]  # filled lines after it, at least one
    role: Role


def continues_cell(rest: CutCell) -> float:
    """The evidence for one text over both pages (above 0) or for two texts (below); 0 where a side is blank.

    Example: "Persentase aparatur yang" and "mengikuti pelatihan" is one text; "Nilai AKIP." and "Indeks ..." are two.
    """
    after = rest.after[0].text.strip()
    if not rest.before or not after:
        return 0.0
    if rest.before[-1].text.strip().endswith(SOFT_HYPHEN):
        return OPEN_END + LOWER_CASE
    whole = " ".join(line.text for line in rest.before)
    features = (
        _first_letter(after, rest.role),
        _ending(rest.before[-1].text.strip(), whole),
        NEW_START if _begins_entry(after, rest.role) else 0.0,
        _target_parts(whole, after) if rest.role is Role.TARGET else 0.0,
        _fullness(rest),
    )
    return sum(features)


def _first_letter(after: str, role: Role) -> float:
    if after[0].islower() or after[0] in ")]%,.;:/+=":
        return LOWER_CASE
    if after[0].isupper():
        return NEW_SENTENCE if role in _SENTENCES else UPPER_CASE
    return 0.0


def _ending(last_line: str, whole: str) -> float:
    """How the text above ends: open ("..., dan", "(a", "12-"), with a stop, or neither."""
    last_word = re.sub(r"\W", "", last_line.split()[-1]).casefold() if last_line.split() else ""
    if last_word in open_endings() or last_line[-1] in ",/(&-" or whole.count("(") > whole.count(")"):
        return OPEN_END
    return ENDED if last_line[-1] in ".;" else 0.0


def _begins_entry(after: str, role: Role) -> bool:
    """True where the rest is worded as the beginning of an entry of its column."""
    if role is Role.INDIKATOR:
        return bool(indicator_start().match(after) or sasaran_start().match(after))
    return role is Role.SASARAN and bool(sasaran_start().match(after))


def _target_parts(whole: str, after: str) -> float:
    """A target has one number: two are two targets, a number above a word is one with its unit."""
    if not _VALUE.search(whole):
        return 0.0
    if _VALUE.search(after):
        return TWO_TARGETS
    number_only = whole.strip().replace(".", "").replace(",", "").isdigit()
    return UNIT_ONLY if after.isalpha() and number_only else 0.0


def _fullness(rest: CutCell) -> float:
    """Whether the cell above was filled to the end of its page; 0 where nothing is measured."""
    last = rest.before[-1]
    if rest.cell is None or rest.cell.box is None or last.box is None or last.box.height <= 0:
        return 0.0
    if last.page is not None and rest.after[0].page == last.page:
        return NOT_FULL
    room = (rest.cell.box.bottom - last.box.bottom) / last.box.height
    return FULL if room <= FULL_WITHIN else NOT_FULL


def continues_row(rests: Sequence[CutCell], has_value: bool) -> bool:
    """True where the cells together say that the row continues. `has_value`: the row above the break has one."""
    if not rests:
        return False
    score = sum(continues_cell(rest) for rest in rests)
    roles = {rest.role for rest in rests}
    if Role.INDIKATOR not in roles:
        score += NO_INDICATOR
    elif has_value and len(roles) == 1:
        score += BARE
    return score > 0

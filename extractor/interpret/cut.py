"""Does the first row of a page go on with the last row of the page before?

Word processors cut a row where the page ends: the rest of each cell stands on the next page, without a number.
No single sign is certain, so signs are weighed, cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.interpret.wording import indicator_start, open_endings, sasaran_start
from schemas.patterns import pattern
from schemas.printed import Role
from schemas.transcript import SOFT_HYPHEN, Cell, Line

FULL_WITHIN = 1.3  # line heights between the last line and the cell's lower ruling, in a cell that was cut

# Weights of the signs, in no unit but each other; a sum above 0 says that the text goes on.
LOWER_CASE = 2.0  # the rest starts in lower case or with a closing mark
OPEN_END = 2.5  # the text above ends in a word or mark that can't end a text
ENDED = -1.0  # the text above ends with a full stop
NEW_START = -2.5  # the rest starts as a new entry of this column does
UPPER_CASE = -0.4
NEW_SENTENCE = -1.5  # the same in columns of sentences, where names with capitals are rare
FULL = 1.2  # the cell above was filled down to the page's last line
NOT_FULL = -2.0
NO_INDICATOR = 3.0  # a row of its own has an indicator
TWO_TARGETS = -3.0  # both parts hold a whole target
UNIT_ONLY = 3.0  # number above, unit below

_SENTENCES = (Role.SASARAN_INDUK, Role.SASARAN, Role.INDIKATOR)
_VALUE = pattern("value-or-dash")


@dataclass(frozen=True, slots=True)
class Remainder:
    """What stood in a cell before the page break, that cell, and what stands in its column after it."""

    before: Sequence[Line]
    cell: Cell | None
    after: Sequence[Line]
    role: Role


def continues_cell(rest: Remainder) -> float:
    """How much speaks for one text over both pages (above 0) or for two (below)."""
    after = rest.after[0].text.strip()
    if not rest.before or not after:
        return 0.0
    before = rest.before[-1].text.strip()
    if before.endswith(SOFT_HYPHEN):
        return OPEN_END + LOWER_CASE
    score = 0.0
    if after[0].islower() or after[0] in ")]%,.;:/+=":
        score += LOWER_CASE
    elif after[0].isupper():
        score += NEW_SENTENCE if rest.role in _SENTENCES else UPPER_CASE
    last_word = re.sub(r"\W", "", before.split()[-1]).casefold() if before.split() else ""
    whole = " ".join(line.text for line in rest.before)
    if last_word in open_endings() or before[-1] in ",/(&-" or whole.count("(") > whole.count(")"):
        score += OPEN_END
    elif before[-1] in ".;":
        score += ENDED
    if (rest.role is Role.INDIKATOR and (indicator_start().match(after) or sasaran_start().match(after))) or (
        rest.role is Role.SASARAN and sasaran_start().match(after)
    ):
        score += NEW_START
    if rest.role is Role.TARGET:
        has_number, whole_target = bool(_VALUE.search(after)), bool(_VALUE.search(whole))
        if has_number and whole_target:
            score += TWO_TARGETS
        elif whole_target and after.isalpha() and whole.strip().replace(".", "").replace(",", "").isdigit():
            score += UNIT_ONLY
    return score + _fullness(rest)


def _fullness(rest: Remainder) -> float:
    """Whether the cell above was filled to the end of its page; 0 where nothing is measured."""
    last = rest.before[-1]
    if rest.cell is None or rest.cell.box is None or last.box is None or last.box.height <= 0:
        return 0.0
    if last.page is not None and rest.after[0].page == last.page:
        return NOT_FULL
    room = (rest.cell.box.bottom - last.box.bottom) / last.box.height
    return FULL if room <= FULL_WITHIN else NOT_FULL


def continues_row(rests: Sequence[Remainder]) -> bool:
    """True where the cells together say that the row goes on."""
    if not rests:
        return False
    score = sum(continues_cell(rest) for rest in rests)
    if not any(rest.role is Role.INDIKATOR for rest in rests):
        score += NO_INDICATOR
    return score > 0

"""Words that must not change: right/ has texts without a mistake from two dozen fields of public work, with names of
people and places, acronyms, regional and foreign words, species, apps, old and variant spellings.

At most one of ten thousand words may be damaged. Whoever finds a right word that is changed adds it to these texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalizers.spelling import Speller

pytestmark = pytest.mark.slow

RIGHT = Path(__file__).parent / "right"
BEFORE = ("Jumlah", "Persentase", "Terlaksananya", "Laporan hasil pembinaan")
BEHIND = ("yang tersedia tepat waktu", "di lingkungan dinas", "pada tahun berjalan", "")
MOST_DAMAGED = 1 / 10_000


def documents() -> Iterator[list[str]]:
    """Each text as it stands, and what it names as rows of a table, in small letters and in capitals."""
    for path in sorted(RIGHT.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        things = [part.strip(" .:") for line in lines for part in re.split(r"[,:;]\s", line)]
        rows = [
            f"{BEFORE[place % len(BEFORE)]} {thing} {BEHIND[place % len(BEHIND)]}".strip()
            for place, thing in enumerate(things)
            if 1 <= len(thing.split()) <= 6
        ]
        yield lines
        yield rows
        yield [row.upper() for row in rows]


@pytest.mark.parametrize("recognised", [False, True])
def test_at_most_one_right_word_in_ten_thousand_changes(recognised: bool) -> None:
    words, damaged = 0, []
    for lines in documents():
        speller = Speller(lines)
        for line in lines:
            words += len(line.split())
            damaged += [(c.before, c.after, c.rule) for c in speller.repair(line, recognised=recognised).corrections]
    assert words > 20_000
    assert len(damaged) <= MOST_DAMAGED * words, damaged

"""Place of a page in its file and rulings on it in, whether it is read with care or cursorily out.

Habit: a plan or a report of hundreds of scanned pages has its indicators in tables of an annex; what the document is
stands on its first pages, who signed it on its last ones. All other pages are running text: they are read too, but by
the quick recogniser alone, and no line of them twice.
"""

from __future__ import annotations

from parsers.scan.ruling_detection import PageRulings

LONG = 30  # pages: a shorter document is read with care throughout
FIRST, LAST = 10, 3  # pages of a long one that are read with care in any case
LEAST_LINES = 2  # horizontal and as many vertical rulings make a table


def is_inner_page(number: int, pages: int) -> bool:
    """True for a page (1-based) in the middle of a long document. `pages`: how many the file has."""
    return pages >= LONG and FIRST < number <= pages - LAST


def has_table(rulings: PageRulings) -> bool:
    """True where there may be a ruled table, or a part of one."""
    return min(len(rulings.horizontal), len(rulings.vertical)) >= LEAST_LINES

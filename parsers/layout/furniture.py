"""Pages of a document -> the same with page furniture set apart: page numbers, running headers and footers,
catchwords. By form and place (numbers) and by repetition over pages (running lines)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from schemas.patterns import pattern
from schemas.transcript import Grid, Line, Page

HEADER_ZONE = 0.07  # of the page's height, from the top: running headers are above
FOOTER_ZONE = 0.91  # running footers are below
NUMBER_HEADER_ZONE = 0.2  # page numbers of decrees can be printed under a letterhead
NUMBER_FOOTER_ZONE = 0.88
EDGE_LINES = 3  # only so many lines from either end of a page are looked at

REPEATED_SHARE = 0.6  # of the pages carry a running line, odd and even ones counted together
MIN_REPEATED = 3  # pages
SAME_PLACE = 0.012  # of the page's height
SAME_TEXT = 85.0  # percent of fuzz.ratio: two readings of one running line

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = pattern("page-number-at-edge")
CATCHWORD = re.compile(r"^(?P<words>\S.*?)\s*(?:…|\.\s*\.\s*\.)[\s.…/]*$")
CATCHWORD_MATCH = 80.0  # percent of fuzz.ratio


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line near the top or bottom of a page."""

    page: int  # index into the pages
    line: Line
    place: float  # middle of the line, 0 at the top of the page, 1 at its bottom
    order: int  # 0 for the outermost line on its side of the page
    at_top: bool


def separate_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their furniture moved from `blocks` to `furniture`.

    A page number alone is known by its form and place; running lines only by repetition, so that the heading of a
    section that begins many pages stays where it is.
    """
    edges = [edge for index, page in enumerate(pages) for edge in _edge_lines(index, page)]
    found = {id(edge.line) for edge in edges if _is_page_number(edge, edges)}
    found |= _running_lines(edges, len(pages))
    found |= _catchwords(pages, found)
    if not found:
        return tuple(pages)
    return tuple(_without_lines(page, found) for page in pages)


def _edge_lines(index: int, page: Page) -> list[_EdgeLine]:
    """The outermost lines of a page, up to EDGE_LINES at either end, as far as no grid lies beyond them."""
    lines = [block for block in page.blocks if isinstance(block, Line) and block.box is not None]
    grids = [block.box for block in page.blocks if isinstance(block, Grid) and block.box is not None]
    if not page.height:
        return []
    result = []
    by_height = sorted(lines, key=lambda line: line.box.y_mid if line.box else 0.0)
    for at_top, chosen in ((True, by_height[:EDGE_LINES]), (False, by_height[: -EDGE_LINES - 1 : -1])):
        for order, line in enumerate(chosen):
            if line.box is None:
                continue
            y = line.box.y_mid
            if any((grid.top < y) if at_top else (grid.bottom > y) for grid in grids):
                break
            result.append(_EdgeLine(index, line, y / page.height, order, at_top))
    return result


def _is_page_number(edge: _EdgeLine, edges: Sequence[_EdgeLine]) -> bool:
    """True for a page number: the outermost line, and at the edge of the page or counted on from page to page."""
    found = PAGE_NUMBER.match(edge.line.text.strip())
    if found is None or edge.order > 0:
        return False
    outer = edge.place < HEADER_ZONE if edge.at_top else edge.place > FOOTER_ZONE
    near = edge.place < NUMBER_HEADER_ZONE if edge.at_top else edge.place > NUMBER_FOOTER_ZONE
    if outer and found["number"].isdigit():
        return True
    return near and any(_counts_on(edge, other) for other in edges)


def _counts_on(edge: _EdgeLine, other: _EdgeLine) -> bool:
    """True where the numbers of two lines at the same place differ as their pages do."""
    if other.page == edge.page or other.at_top != edge.at_top or abs(other.place - edge.place) > 2 * SAME_PLACE:
        return False
    numbers = [PAGE_NUMBER.match(each.line.text.strip()) for each in (edge, other)]
    values = [int(found["number"]) for found in numbers if found and found["number"].isdigit()]
    return len(values) == 2 and values[0] - values[1] == edge.page - other.page


def _running_lines(edges: Sequence[_EdgeLine], pages: int) -> set[int]:
    """id() of lines in the margins that say the same at the same place on most pages, their numbers aside."""
    groups: list[list[_EdgeLine]] = []
    for edge in edges:
        if edge.place < HEADER_ZONE if edge.at_top else edge.place > FOOTER_ZONE:
            group = next((group for group in groups if _is_same_line(group[0], edge)), None)
            if group is None:
                groups.append([edge])
            else:
                group.append(edge)
    return {id(edge.line) for group in groups if _repeats(group, pages) for edge in group}


def _is_same_line(first: _EdgeLine, edge: _EdgeLine) -> bool:
    return (
        first.at_top == edge.at_top
        and abs(first.place - edge.place) <= SAME_PLACE
        and fuzz.ratio(_without_numbers(first.line.text), _without_numbers(edge.line.text)) >= SAME_TEXT
    )


def _repeats(group: Sequence[_EdgeLine], pages: int) -> bool:
    """True for a line on so many of the pages that it is a running header or footer."""
    needed = max(MIN_REPEATED, REPEATED_SHARE * pages)
    on = len({edge.page for edge in group})
    # Odd and even pages may carry different lines.
    alternating = pages >= 2 * MIN_REPEATED and on >= needed / 2 and len({edge.page % 2 for edge in group}) == 1
    # Of two pages only the footers are beyond doubt: the heading of a section may begin both.
    both_footers = pages == on and on > 1 and not group[0].at_top
    return on >= needed or alternating or both_footers


def _without_numbers(text: str) -> str:
    return DIGITS.sub("#", text).lower()


def _catchwords(pages: Sequence[Page], furniture: set[int]) -> set[int]:
    """id() of the last lines of pages that only announce the first words of the next page ("Pasal 3 . . .").

    Habit: regulations end a page with a catchword
    (test_a_catchword_that_announces_the_next_page_is_furniture).
    """
    found: set[int] = set()
    for page, following in itertools.pairwise(pages):
        last = _outermost(page, furniture, at_top=False)
        first = _outermost(following, furniture, at_top=True)
        if last is None or first is None:
            continue
        match = CATCHWORD.match(last.text)
        if match is None:
            continue
        words = match["words"].replace("\t", " ").lower()
        begins = first.text.replace("\t", " ").lower()[: len(words)]
        if fuzz.ratio(words, begins) >= CATCHWORD_MATCH:
            found.add(id(last))
    return found


def _outermost(page: Page, furniture: set[int], *, at_top: bool) -> Line | None:
    """The first or last line of the text of a page; None where a grid is there."""
    blocks = [block for block in page.blocks if id(block) not in furniture]
    if not blocks:
        return None
    block = blocks[0] if at_top else blocks[-1]
    return block if isinstance(block, Line) else None


def _without_lines(page: Page, lines: set[int]) -> Page:
    furniture = tuple(block for block in page.blocks if isinstance(block, Line) and id(block) in lines)
    if not furniture:
        return page
    blocks = tuple(block for block in page.blocks if id(block) not in lines)
    return replace(page, blocks=blocks, furniture=(*page.furniture, *furniture))

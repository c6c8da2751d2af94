"""Page numbers, running heads and feet, and catchwords: lines that belong to the paper, not to the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from schemas.patterns import pattern
from schemas.transcript import Grid, Line, Page

HEAD_ZONE = 0.07  # of the page's height: running heads stand above
FOOT_ZONE = 0.91  # running feet stand below
NUMBER_HEAD_ZONE = 0.2  # page numbers of decrees can stand under a letterhead
NUMBER_FOOT_ZONE = 0.88
EDGE_LINES = 3  # only so many lines from either end of a page are looked at

REPEATED_SHARE = 0.6  # of the pages carry a running line, odd and even ones counted together
MIN_REPEATED = 3  # pages
SAME_PLACE = 0.012  # of the page's height
SAME_TEXT = 85.0  # percent: two readings of one running line

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = pattern("page-number-at-edge")
CATCHWORD = re.compile(r"^(?P<words>\S.*?)\s*(?:…|\.\s*\.\s*\.)[\s.…/]*$")
CATCHWORD_MATCH = 80.0  # percent


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom of a page."""

    page: int  # index into the pages
    line: Line
    place: float  # middle of the line, 0 at the top of the page, 1 at its bottom
    order: int  # 0 for the outermost line on its side of the page
    at_top: bool


def lift_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their furniture moved from `blocks` to `furniture`.

    A page number alone is told by its form and place; running lines only by repetition, so that the heading of a
    section that begins many pages stays where it is.
    """
    edges = [edge for index, page in enumerate(pages) for edge in _edges(index, page)]
    lifted: set[int] = set()
    lifted |= {id(edge.line) for edge in edges if _numbered(edge, edges)}
    lifted |= _running(edges, len(pages))
    lifted |= _catchwords(pages, lifted)
    if not lifted:
        return tuple(pages)
    return tuple(_without(page, lifted) for page in pages)


def _edges(index: int, page: Page) -> list[_Edge]:
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
            result.append(_Edge(index, line, y / page.height, order, at_top))
    return result


def _numbered(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    """True for a page number: the outermost line, and at the paper's edge or counting on from page to page."""
    found = PAGE_NUMBER.match(edge.line.text.strip())
    if found is None or edge.order > 0:
        return False
    deep = edge.place < HEAD_ZONE if edge.at_top else edge.place > FOOT_ZONE
    near = edge.place < NUMBER_HEAD_ZONE if edge.at_top else edge.place > NUMBER_FOOT_ZONE
    if deep and found["number"].isdigit():
        return True
    return near and any(_counts_on(edge, other) for other in edges)


def _counts_on(edge: _Edge, other: _Edge) -> bool:
    if other.page == edge.page or other.at_top != edge.at_top or abs(other.place - edge.place) > 2 * SAME_PLACE:
        return False
    numbers = [PAGE_NUMBER.match(each.line.text.strip()) for each in (edge, other)]
    values = [int(found["number"]) for found in numbers if found and found["number"].isdigit()]
    return len(values) == 2 and values[0] - values[1] == edge.page - other.page


def _running(edges: Sequence[_Edge], pages: int) -> set[int]:
    """Lines in the margins that say the same at the same place on most pages, their numbers aside."""
    zone = [edge for edge in edges if (edge.place < HEAD_ZONE if edge.at_top else edge.place > FOOT_ZONE)]
    lifted: set[int] = set()
    needed = max(MIN_REPEATED, REPEATED_SHARE * pages)
    groups: list[list[_Edge]] = []
    for edge in zone:
        for group in groups:
            first = group[0]
            if (
                first.at_top == edge.at_top
                and abs(first.place - edge.place) <= SAME_PLACE
                and fuzz.ratio(_plain(first.line.text), _plain(edge.line.text)) >= SAME_TEXT
            ):
                group.append(edge)
                break
        else:
            groups.append([edge])
    for group in groups:
        on = len({edge.page for edge in group})
        # Odd and even pages may carry different lines.
        alternating = pages >= 2 * MIN_REPEATED and on >= needed / 2 and len({edge.page % 2 for edge in group}) == 1
        # Of two pages only the feet are beyond doubt: the heading of a section may begin both.
        both = pages == on and on > 1 and not group[0].at_top
        if on >= needed or alternating or both:
            lifted |= {id(edge.line) for edge in group}
    return lifted


def _plain(text: str) -> str:
    return DIGITS.sub("#", text).lower()


def _catchwords(pages: Sequence[Page], lifted: set[int]) -> set[int]:
    """The last words of a page that only announce the first ones of the next ("Pasal 3 . . .")."""
    found: set[int] = set()
    for page, following in itertools.pairwise(pages):
        last = _outermost(page, lifted, at_top=False)
        first = _outermost(following, lifted, at_top=True)
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


def _outermost(page: Page, lifted: set[int], *, at_top: bool) -> Line | None:
    blocks = [block for block in page.blocks if id(block) not in lifted]
    if not blocks:
        return None
    block = blocks[0] if at_top else blocks[-1]
    return block if isinstance(block, Line) else None


def _without(page: Page, lifted: set[int]) -> Page:
    furniture = tuple(block for block in page.blocks if isinstance(block, Line) and id(block) in lifted)
    if not furniture:
        return page
    blocks = tuple(block for block in page.blocks if id(block) not in lifted)
    return replace(page, blocks=blocks, furniture=(*page.furniture, *furniture))

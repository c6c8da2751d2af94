"""Pages that a scanner took twice: transcript -> its pages without them, and a finding for each."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Grid, Line, Page, Transcript

_DIGITS = re.compile(r"\d+")
SAME_TEXT = 94.0  # percent; two readings of one page differ in a few letters
SAME_LINE = 88.0  # percent; another name in a line differs by more
SHORTEST_LINE = 6  # characters; what is left of a signature or a stamp reads differently each time
ENOUGH_TEXT = 200  # characters; shorter pages look alike without being one
PAGES_BACK = 2  # a feeder takes the last page, or both sides of the last leaf, again


def distinct_pages(transcript: Transcript) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages without those whose text is that of one shortly before, and a finding for each left out."""
    kept: list[Page] = []
    findings: list[Finding] = []
    texts: list[tuple[Page, str]] = []
    for page in transcript.pages:
        text = _text(page)
        twin = next(
            (earlier for earlier, known in texts[-PAGES_BACK:] if len(text) >= ENOUGH_TEXT and _same_page(text, known)),
            None,
        )
        texts.append((page, text))
        if twin is None or page.number is None:
            kept.append(page)
        else:
            findings.append(finding("halaman_ganda", page=page.number, halaman=page.number, kembar=twin.number))
    return tuple(kept), tuple(findings)


def _same_page(a: str, b: str) -> bool:
    """True where two texts differ by reading slips only: line by line alike, and every number the same."""
    if not fuzz.ratio(a, b, score_cutoff=SAME_TEXT):
        return False
    mine, theirs = _long_lines(a), _long_lines(b)
    return _all_in(mine, theirs) and _all_in(theirs, mine)


def _long_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if len(line) >= SHORTEST_LINE]


def _all_in(lines: list[str], others: list[str]) -> bool:
    for line in lines:
        best = process.extractOne(line, others, scorer=fuzz.ratio, score_cutoff=SAME_LINE)
        if best is None or _DIGITS.findall(line) != _DIGITS.findall(best[0]):
            return False
    return True


def _text(page: Page) -> str:
    return "\n".join(_block_text(block) for block in page.blocks)


def _block_text(block: Line | Grid) -> str:
    return "\n".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text

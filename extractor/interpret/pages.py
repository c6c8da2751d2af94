"""Pages that a scanner took twice are read once."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Grid, Line, Page, Transcript

SAME_TEXT = 97.0  # percent; two readings of one page differ in a few letters
LONGEST_SLIP = 4  # letters in a row
ENOUGH_TEXT = 200  # characters; shorter pages look alike without being one
REACH = 2  # pages back; a feeder takes the last sheet, or the last sheet's two sides, again


def distinct_pages(transcript: Transcript) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """The pages without those whose text stands on one shortly before, and a finding for each left out."""
    kept: list[Page] = []
    findings: list[Finding] = []
    texts: list[tuple[Page, str]] = []
    for page in transcript.pages:
        text = _text(page)
        twin = next(
            (earlier for earlier, known in texts[-REACH:] if len(text) >= ENOUGH_TEXT and _same_page(text, known)),
            None,
        )
        texts.append((page, text))
        if twin is None or page.number is None:
            kept.append(page)
        else:
            findings.append(finding("halaman_ganda", page=page.number, halaman=page.number, kembar=twin.number))
    return tuple(kept), tuple(findings)


def _same_page(a: str, b: str) -> bool:
    """True where two texts differ by reading slips only: a letter here and there, never a name or a number."""
    if not fuzz.ratio(a, b, score_cutoff=SAME_TEXT):
        return False
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            continue
        left, right = a[op.src_start : op.src_end], b[op.dest_start : op.dest_end]
        if max(len(left), len(right)) > LONGEST_SLIP or any(ch.isdigit() for ch in left + right):
            return False
    return True


def _text(page: Page) -> str:
    return "\n".join(_block_text(block) for block in page.blocks)


def _block_text(block: Line | Grid) -> str:
    return "\n".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text

"""Checks of pages: which were read badly, by the confidences of their fields and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean, median

from schemas.evidence import Finding
from schemas.fields import DocumentFields, Field
from schemas.findings import finding
from schemas.transcript import Grid, Line, Transcript, Word

_BADLY = 0.9  # mean confidence of a recognised page's values below which a person should look at the whole page:
# on such pages of the development set of benchmarks/scans.py mostly fewer than 90 % of the values were right
_BADLY_DIGITAL = 0.6  # the same where nothing was recognised: there only the place of values can be in doubt, and rows
# that can be divided in two ways (0.7) are told one by one
_FEWEST = 3  # values, below which a mean says little
_FEWEST_DOUBTFUL = 2  # one value that was read badly (a number filled in by hand) does not make a page one
_ILLEGIBLE = 0.7  # middle confidence of a page's words; readable faxes have 0.98, pages of which little can be read 0.4
_FEWEST_WORDS = 40  # fewer are a stamp, a picture or a cover with an emblem


def check(document: DocumentFields, recognised_pages: frozenset[int]) -> Iterator[Finding]:
    """Pages whose fields are in doubt. `recognised_pages` (1-based) were read from pictures."""
    by_page: dict[int, list[float]] = {}
    for field in _printed(document):
        if field.page is not None and field.confidence is not None:
            by_page.setdefault(field.page, []).append(field.confidence)
    for page, found in sorted(by_page.items()):
        least = _BADLY if page in recognised_pages else _BADLY_DIGITAL
        doubtful = sum(one < least for one in found) >= _FEWEST_DOUBTFUL
        if doubtful and len(found) >= _FEWEST and (mean := fmean(found)) < least:
            yield finding("halaman_terbaca_buruk", page=page, halaman=page, keyakinan=round(mean, 2))


def check_print(transcript: Transcript, document: DocumentFields) -> Iterator[Finding]:
    """Pages that can hardly be recognised, and from which therefore no value may have come."""
    with_values = {field.page for field in _printed(document)}
    for page in transcript.pages:
        known = [w.confidence for w in _words(page.blocks) if w.confidence is not None]
        if page.number not in with_values and len(known) >= _FEWEST_WORDS and (middle := median(known)) < _ILLEGIBLE:
            yield finding("halaman_kabur", page=page.number, halaman=page.number, keyakinan=round(middle, 2))


def _words(blocks: Iterable[Line | Grid]) -> Iterator[Word]:
    for block in blocks:
        if isinstance(block, Line):
            yield from block.words
        else:
            for cell in block.cells:
                yield from _words((*cell.lines, *cell.grids))


def _printed(document: DocumentFields) -> Iterator[Field]:
    """All fields of which it is known where they are printed."""
    for _, fields in document.groups():
        yield from (field for field in fields.values() if field.source is not None)

"""Pages that were read badly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean, median

from extractor.texts import evidence_of
from schemas.document import Bukti, Document
from schemas.evidence import Finding
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


def check(document: Document) -> Iterator[Finding]:
    by_page: dict[int, list[float]] = {}
    for proof in _evidence(document):
        if proof.halaman is not None:
            by_page.setdefault(proof.halaman, []).append(proof.keyakinan)
    for page, found in sorted(by_page.items()):
        least = _BADLY if _recognised(document, page) else _BADLY_DIGITAL
        doubtful = sum(one < least for one in found) >= _FEWEST_DOUBTFUL
        if doubtful and len(found) >= _FEWEST and (mean := fmean(found)) < least:
            yield finding("halaman_terbaca_buruk", page=page, halaman=page, keyakinan=_decimal(mean))


def check_print(transcript: Transcript, document: Document) -> Iterator[Finding]:
    """Pages that can hardly be recognised, and from which therefore no value may have come."""
    with_values = {proof.halaman for proof in _evidence(document)}
    for page in transcript.pages:
        known = [w.confidence for w in _words(page.blocks) if w.confidence is not None]
        if page.number not in with_values and len(known) >= _FEWEST_WORDS and (middle := median(known)) < _ILLEGIBLE:
            yield finding("halaman_kabur", page=page.number, halaman=page.number, keyakinan=_decimal(middle))


def _words(blocks: Iterable[Line | Grid]) -> Iterator[Word]:
    for block in blocks:
        if isinstance(block, Line):
            yield from block.words
        else:
            for cell in block.cells:
                yield from _words((*cell.lines, *cell.grids))


def _decimal(mean: float) -> str:
    return f"{mean:.2f}".replace(".", ",")


def _recognised(document: Document, page: int) -> bool:
    """Whether the page was read from a picture; files of earlier versions only say whether any page was."""
    pages = document.proses.halaman_ocr
    return page in pages if pages is not None else document.proses.mesin_ocr is not None


def _evidence(document: Document) -> Iterator[Bukti]:
    for values in evidence_of(document.metadata, document.kaskade, document.bagian):
        yield from values.values()

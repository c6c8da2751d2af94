"""Pages that were read badly."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from schemas.document import Bukti, Document
from schemas.evidence import Finding
from schemas.findings import finding

_BADLY = 0.9  # mean confidence of a recognised page's values below which a person should look at the whole page:
# on such pages of the development set of benchmarks/scans.py mostly fewer than 90 % of the values were right
_BADLY_DIGITAL = 0.75  # the same where nothing was recognised; there only the place of values can be in doubt
_FEWEST = 3  # values, below which a mean says little


def check(document: Document) -> Iterator[Finding]:
    by_page: dict[int, list[float]] = {}
    for proof in _evidence(document):
        if proof.halaman is not None:
            by_page.setdefault(proof.halaman, []).append(proof.keyakinan)
    least = _BADLY if document.proses.mesin_ocr is not None else _BADLY_DIGITAL
    for page, found in sorted(by_page.items()):
        if len(found) >= _FEWEST and (mean := fmean(found)) < least:
            yield finding("halaman_terbaca_buruk", page=page, halaman=page, keyakinan=f"{mean:.2f}".replace(".", ","))


def _evidence(document: Document) -> Iterator[Bukti]:
    yield from document.metadata.bukti.values()
    for section in document.bagian:
        yield from section.bukti.values()
        for row in section.indikator:
            yield from row.bukti.values()

#!/usr/bin/env python3
"""Weights for parsers/data/row_model.toml: what tells where a row of a table without rulings between its rows begins.

    python -m benchmarks.fit_rows [--matrices 48] [--scans 12] [--corpus FOLDER ...] [--folds 2] [--write]

Generated planning matrices are drawn with rulings between their columns only, and once more with all of them, which
say where rows begin. Some are also scanned and recognised. Of files in a corpus, whose tables are ruled, the rulings
between rows are taken out; rows of theirs that are ruled as one must stay one. The weights are those of a log-linear
model of whole segmentations (semi-Markov), by gradient; each set is judged by weights fitted without the document.
--write puts weights made from all of them into the file, its comments kept, all but those of BY_HAND.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from parsers.layout import analyse_pages
from parsers.layout.lattices import find_lattices
from parsers.layout.line_builder import median_text_height
from parsers.layout.page_analysis import analyse_page
from parsers.layout.row_boundaries import RowBoundaries
from parsers.layout.row_evidence import BOUNDARY, SEGMENT, RowEvidence, StripContext, row_evidence
from parsers.layout.row_segments import RowWeights, best_segmentation, likelihood, row_weights, scores
from parsers.raw_page import RawPage, Ruling
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.geometry import Box
from schemas.transcript import Page
from tests.support.messy.matrices import pdf_pages, scans
from tests.support.messy.matrices.documents import make

MODEL = Path(__file__).parent.parent / "parsers" / "data" / "row_model.toml"
FIRST_SEED = 700_000
BY_HAND = ("sub_item", "lone")
"""What the right rows do not say, or not often: list items and paragraphs belong to the cell above."""
WEIGHTS = {"digital": 0.5, "scans": 1.5, "erased": 1.0, "ruled": 1.5}
"""How much a strip of each set counts; a long one counts more, by the root of its printed rows."""
ROW_COVER = 0.3  # of a strip's width that a ruling between two of its rows covers: merged cells are beside it
HEADER_COVER = 0.95  # of a lattice's width that the ruling below its header covers
SAME_PLACE = 1.5  # points; rulings this near are one line
FEWEST_ROWS, FEWEST_COLUMNS = 4, 3  # of a lattice that is opened
LONGEST = 120  # printed rows of a strip that is learnt from
PAIRED_LETTERS, PAIRED_WORDS = 4, 6  # words by which a recognised page is laid over the drawn one
STEPS, RATE, RIDGE = 150, 0.15, 2.0
SLOWER, SLOW = 0.7, 0.3  # from this part of the steps on they are shorter
Floats = npt.NDArray[np.float64]
Rulings = Sequence[tuple[float, float, float]]
"""y, x0, x1 of horizontal rulings, points."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The evidence of a strip and its right rows."""

    origin: str
    document: str
    evidence: RowEvidence
    starts: tuple[int, ...]  # printed rows, 0-based, with which its rows begin

    @property
    def weight(self) -> float:
        """How much it counts."""
        return WEIGHTS[self.origin] * 3 / float(np.sqrt(len(self.evidence.boundary)))

    @property
    def gold(self) -> Floats:
        """What the right rows show, all boundaries and rows together."""
        ends = [*self.starts[1:], len(self.evidence.boundary)]
        rows = sum((self.evidence.segment[lo, hi] for lo, hi in zip(self.starts, ends, strict=True)), np.zeros(()))
        return np.concatenate([self.evidence.boundary[list(self.starts)].sum(axis=0), rows])


def strips_of(origin: str, document: str, page: RawPage, rulings: Rulings) -> Iterator[Strip]:
    """The strips of a page, whose rows `rulings` part."""
    found: list[tuple[RowBoundaries, RowEvidence]] = []

    def remembered(boundaries: RowBoundaries, context: StripContext) -> RowEvidence:
        found.append((boundaries, row_evidence(boundaries, context)))
        return found[-1][1]

    with patch("parsers.layout.open_rows.row_evidence", remembered):
        analyse_page(page)
    for boundaries, evidence in found:
        rows = boundaries.raster.rows
        left, right = min(row.left for row in rows), max(row.right for row in rows)
        ys = _lines(rulings, left, right, ROW_COVER)
        starts = [i for i in range(1, len(rows)) if ((ys > rows[i - 1].middle) & (ys < rows[i].middle)).any()]
        if len(rows) <= LONGEST:
            yield Strip(origin, document, evidence, (0, *starts))


def _lines(rulings: Rulings, left: float, right: float, cover: float) -> Floats:
    """y of the lines that cover this share of the width from `left` to `right`."""
    covered: dict[int, tuple[float, float]] = {}
    for y, x0, x1 in rulings:
        place = round(y / SAME_PLACE)
        length, _ = covered.get(place, (0.0, y))
        covered[place] = length + max(0.0, min(x1, right) - max(x0, left)), y
    return np.array(sorted(y for length, y in covered.values() if length >= cover * (right - left)))


def _horizontal(page: RawPage) -> Rulings:
    return [(r.box.y_mid, r.box.x0, r.box.x1) for r in page.rulings if r.horizontal]


def raw_pages(path: Path) -> list[RawPage]:
    """The pages of a PDF before layout analysis."""
    kept: list[RawPage] = []

    def remembered(pages: Sequence[RawPage]) -> tuple[Page, ...]:
        kept.extend(pages)
        return analyse_pages(pages)

    with patch("parsers.pdf.pdf_reader.analyse_pages", remembered):
        read(path, ReadOptions())
    return kept


def _read(content: bytes) -> list[RawPage]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matrix.pdf"
        path.write_bytes(content)
        return raw_pages(path)


def of_matrices(count: int, scanned: int) -> Iterator[Strip]:
    """Strips of generated matrices with rulings between their columns; of the first `scanned` as scans too."""
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        drawn = make(seed).habits
        case = make(seed, replace(drawn, look=replace(drawn.look, rules="columns")))
        content = case.file("pdf")
        ruled = _read(pdf_pages.write(case.layout, replace(case.habits.look, rules="all"), seed))
        for page, twin in zip(_read(content), ruled, strict=True):
            yield from strips_of("digital", str(seed), page, _horizontal(twin))
        if seed < FIRST_SEED + scanned:
            for page, twin in zip(_read(scans.scan(content, case.habits.look, seed)), ruled, strict=True):
                yield from strips_of("scans", str(seed), page, _laid_over(page, twin))


def _laid_over(page: RawPage, twin: RawPage) -> Rulings:
    """The horizontal rulings of `twin` on the recognised `page`, which may be a little turned and shifted."""
    texts = [[word.text for word in each.words] for each in (page, twin)]
    once = {text for text in texts[0] if len(text) >= PAIRED_LETTERS and all(own.count(text) == 1 for own in texts)}
    if len(once) < PAIRED_WORDS:
        return []
    places = [{w.text: (w.box.x_mid, w.box.y_mid) for w in each.words if w.text in once} for each in (twin, page)]
    drawn = np.array([[1.0, *places[0][text]] for text in sorted(once)])
    read_at = np.array([places[1][text] for text in sorted(once)])
    turn = np.linalg.lstsq(drawn, read_at, rcond=None)[0]
    ends = [np.array([[1.0, x0, y], [1.0, x1, y]]) @ turn for y, x0, x1 in _horizontal(twin)]
    return [(float(end[:, 1].mean()), float(end[0, 0]), float(end[1, 0])) for end in ends]


def of_corpus(folder: Path) -> Iterator[Strip]:
    """Strips of the ruled tables of all PDFs of a folder, the rulings between their rows taken out and as they are."""
    for path in sorted(folder.rglob("*.pdf")):
        for page in raw_pages(path):
            rulings = _horizontal(page)
            opened = _opened(page)
            if opened is not page:
                yield from strips_of("erased", path.name, opened, rulings)
            yield from strips_of("ruled", path.name, page, rulings)


def _opened(page: RawPage) -> RawPage:
    """The page without the rulings between the rows of its larger tables, below their headers."""
    inside: list[Box] = []
    for lattice in find_lattices(page.rulings, median_text_height(page.words)):
        if lattice.rows >= FEWEST_ROWS and lattice.cols >= FEWEST_COLUMNS:
            left, right, top, bottom = (float(v) for v in (*lattice.xs[[0, -1]], *lattice.ys[[0, -1]]))
            whole = [y for y in _lines(_horizontal(page), left, right, HEADER_COVER) if top - 2 <= y <= bottom + 2]
            header = whole[1] if len(whole) > 2 else float(lattice.ys[1])
            inside.append(Box(left - 2, header + 2, right + 2, max(header + 2, bottom - 2)))

    def stays(ruling: Ruling) -> bool:
        return not ruling.horizontal or not any(box.holds(ruling.box.x_mid, ruling.box.y_mid) for box in inside)

    return replace(page, rulings=tuple(filter(stays, page.rulings))) if inside else page


def fitted(strips: Sequence[Strip]) -> RowWeights:
    """The weights that make the right rows of the strips likeliest, by gradient (Adam)."""
    weights = _vector(row_weights())
    fixed = np.array([name in BY_HAND for name in (*BOUNDARY, *SEGMENT)])
    weights[~fixed] = 0.0
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = RIDGE * weights
        for strip in strips:
            slope += strip.weight * (_expected(strip, _weights(weights)) - strip.gold)
        slope[fixed] = 0.0
        mean, square = 0.9 * mean + 0.1 * slope, 0.98 * square + 0.02 * slope**2
        length = RATE * (1.0 if step < SLOWER * STEPS else SLOW)
        weights -= length * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.98**step)) + 1e-8)
    return _weights(weights)


def _expected(strip: Strip, weights: RowWeights) -> Floats:
    """What rows show on average, by how likely each is."""
    likely = likelihood(scores(strip.evidence, weights))
    rows = np.einsum("ij,ijk->k", likely, strip.evidence.segment)
    return np.concatenate([likely.sum(axis=1) @ strip.evidence.boundary, rows])


def _vector(weights: RowWeights) -> Floats:
    return np.concatenate([weights.boundary, weights.segment])


def _weights(vector: Floats) -> RowWeights:
    return RowWeights(vector[: len(BOUNDARY)].copy(), vector[len(BOUNDARY) :].copy())


def report(strips: Sequence[Strip], weights_of: Callable[[Strip], RowWeights]) -> Iterator[str]:
    """Per set the precision and recall of rows' beginnings, and strips with all rows right."""
    counts: dict[str, Floats] = defaultdict(lambda: np.zeros(5))
    for strip in strips:
        found = {row.lo for row in best_segmentation(strip.evidence, weights_of(strip)).rows[1:]}
        right = set(strip.starts[1:])
        counts[strip.origin] += [len(found & right), len(found), len(right), found == right, 1]
    for origin, (both, found, right, whole, count) in sorted(counts.items()):
        precision, recall = both / max(found, 1), both / max(right, 1)
        yield f"{origin:8} precision {precision:.3f}  recall {recall:.3f}  whole strips {whole:.0f} of {count:.0f}"


def rewritten(text: str, weights: RowWeights) -> str:
    """The text of the model's file with other weights, all else as it is."""
    named = dict(zip((*BOUNDARY, *SEGMENT), _vector(weights).tolist(), strict=True))
    return re.sub(r'(id = "(\w+)"\nweight = )[-\d.]+', lambda found: f"{found[1]}{round(named[found[2]], 2)}", text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matrices", type=int, default=48, help="generated documents")
    parser.add_argument("--scans", type=int, default=12, help="of them that are scanned too")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="folder of PDFs with ruled tables")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"change {MODEL.name}")
    options = parser.parse_args()
    strips = [*of_matrices(options.matrices, options.scans), *(s for f in options.corpus for s in of_corpus(f))]

    def fold(strip: Strip) -> int:
        return zlib.crc32(strip.document.encode()) % int(options.folds)

    apart = [fitted([s for s in strips if fold(s) != number]) for number in range(options.folds)]
    sys.stdout.writelines(f"{line}\n" for line in report(strips, lambda strip: apart[fold(strip)]))
    if options.write:
        MODEL.write_text(rewritten(MODEL.read_text(encoding="utf-8"), fitted(strips)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

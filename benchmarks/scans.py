#!/usr/bin/env python3
"""What scans become: rows and cells against what was printed, and what the confidence of a cell is worth.

    python -m benchmarks.scans [--set development|held-apart] [--documents 4] [--rendering NAME ...] [--wrong]
    python -m benchmarks.scans --corpus FOLDER [--rendering NAME ...] [--wrong]

Decrees are drawn by the generator of the tests, damaged as scanners, copiers and fax machines do it, and read. The
documents of the two sets differ in content, type and damage. A corpus is any folder of files beside a `NAME.gold.json`
each; every scan `NAME.<rendering>.pdf` or `.png` is read, and `NAME.pdf` with --rendering pdf. Figures go to standard
output, wrong cells with --wrong to standard error:

- rows and cells: F1 of rows that were found, and of cells that are exactly right;
- reliability: of the cells of a confidence, the share that is right;
- review: the share of cells, lowest confidence first, that a person must look at so that 99.5 % of all cells that
  were given out end right.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from benchmarks.scan_damage import DEVELOPMENT, HELD_APART, Rendering
from benchmarks.scan_truth import Cell, Judged, Truth, judge, truth_of_case, truth_of_file
from extractor.pipeline import extract
from extractor.spelling import SpellingOptions
from parsers.reading import ReadOptions
from schemas.document import Document
from tests.support.messy.as_pdf import HELVETICA, Typeface
from tests.support.messy.generator import make

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)
ENOUGH = 0.995  # share of cells that must end right
TIMES = Typeface("Times-Roman", "Times-Bold")
SCANNED = (".fax.pdf", ".rot.pdf", ".badlayer.pdf", ".png")


@dataclass(frozen=True)
class Task:
    """One file to read, and what it should say."""

    name: str
    rendering: str
    content: bytes
    suffix: str
    rows: Sequence[Truth]
    head: Truth | None = None


@dataclass(frozen=True)
class _Set:
    renderings: tuple[Rendering, ...]
    typefaces: tuple[Typeface, ...]
    first_seed: int


def _vera() -> Typeface:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    return Typeface("Vera", "VeraBd")


def sets() -> dict[str, _Set]:
    return {
        "development": _Set(DEVELOPMENT, (HELVETICA, TIMES, Typeface("Courier", "Courier-Bold")), 50_000),
        "held-apart": _Set(HELD_APART, (_vera(), Typeface("Times-Italic", "Times-BoldItalic")), 90_000),
    }


def drawn(which: str, documents: int, only: Sequence[str]) -> Iterator[Task]:
    """`documents` decrees for each rendering; no decree is used twice."""
    chosen = sets()[which]
    seeds = itertools.count(chosen.first_seed)
    for rendering in chosen.renderings:
        for number in range(documents):
            seed = next(seeds)
            if only and rendering.name not in only:
                continue
            case = make(seed, typeface=chosen.typefaces[number % len(chosen.typefaces)])
            yield Task(str(seed), rendering.name, rendering.pdf(case.file("pdf"), seed), ".pdf", truth_of_case(case))


def not_scanned(documents: int) -> Iterator[Task]:
    """`documents` decrees, each as PDF with text and as DOCX."""
    for seed in range(70_000, 70_000 + documents):
        case = make(seed)
        for form in ("pdf", "docx"):
            yield Task(str(seed), form, case.file(form), f".{form}", truth_of_case(case))


def corpus(folder: Path, only: Sequence[str]) -> Iterator[Task]:
    for gold in sorted(folder.rglob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        for path in sorted(gold.parent.glob(stem + ".*")):
            rendering = path.name.removeprefix(stem + ".").removesuffix(".pdf")
            scanned = ".scan" in path.name or path.name.endswith(SCANNED)
            if rendering in only or (scanned and not only):
                rows, head = truth_of_file(gold)
                yield Task(stem, rendering, path.read_bytes(), path.suffix, rows, head)


def read(task: Task, spelling: SpellingOptions) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{task.name}{task.suffix}"
        path.write_bytes(task.content)
        return extract(path, ReadOptions(), spelling)


def measure(tasks: Iterable[Task], spelling: SpellingOptions, name_wrong: bool) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for task in tasks:
        judged = judge(task.name, task.rendering, read(task, spelling), task.rows, task.head)
        found.setdefault(task.rendering, []).append(judged)
        sys.stderr.write(f"{task.rendering} {task.name}: {len(judged.cells)} cells\n")
        for cell in judged.cells if name_wrong else ():
            if not cell.right:
                sys.stderr.write(f"  {cell.confidence:.3f} {cell.field}: {cell.text}\n")
    return found


def burden(cells: Sequence[Cell]) -> float:
    """Share of `cells` to look at. Cells of the same confidence are looked at in the worst order: right ones first."""
    waiting = sorted(cells, key=lambda cell: (cell.confidence, not cell.right))
    wrong = sum(not cell.right for cell in cells)
    looked_at = 0
    for cell in waiting:
        if wrong <= (1 - ENOUGH) * len(cells):
            break
        looked_at += 1
        wrong -= not cell.right
    return looked_at / max(1, len(cells))


def reliability(cells: Sequence[Cell]) -> Iterator[tuple[float, float, int, int]]:
    """For each bin of confidence: its ends, cells, right cells."""
    for low, high in itertools.pairwise(BINS):
        inside = [cell for cell in cells if low <= cell.confidence < high]
        yield low, min(high, 1.0), len(inside), sum(cell.right for cell in inside)


def report(found: dict[str, list[Judged]]) -> Iterator[str]:
    yield f"{'rendering':14} {'documents':>9} {'row F1':>7} {'cell F1':>8} {'cells':>6} {'wrong':>6} {'missed':>7}" + (
        f" {'review':>7} {'sure':>6} {'sure and wrong':>15}"
    )
    for name, judged in {**found, "all": [one for many in found.values() for one in many]}.items():
        cells = [cell for one in judged for cell in one.cells]
        rows = sum(one.rows_true + one.rows_given for one in judged)
        texts = sum(one.cells_true + one.cells_given for one in judged)
        sure = [cell for cell in cells if cell.confidence >= 0.95]
        yield (
            f"{name:14} {len(judged):9} {2 * sum(one.rows_paired for one in judged) / max(1, rows):7.3f}"
            f" {2 * sum(one.cells_right for one in judged) / max(1, texts):8.3f} {len(cells):6}"
            f" {sum(not cell.right for cell in cells):6} {sum(one.missed for one in judged):7}"
            f" {burden(cells):7.1%} {len(sure) / max(1, len(cells)):6.1%}"
            f" {sum(not cell.right for cell in sure):5} = {sum(not c.right for c in sure) / max(1, len(sure)):.2%}"
        )
    yield ""
    yield f"{'confidence':12} {'cells':>6} {'right':>8}"
    for low, high, count, right in reliability([cell for many in found.values() for one in many for cell in one.cells]):
        if count:
            yield f"{low:.2f} - {high:.2f}  {count:6} {right / count:8.2%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=["development", "held-apart"], default="held-apart")
    parser.add_argument("--documents", type=int, default=4, help="of each rendering")
    parser.add_argument("--rendering", action="append", default=[])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--no-spelling", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="name the wrong cells")
    given = parser.parse_args()
    tasks = (
        corpus(given.corpus, given.rendering) if given.corpus else drawn(given.set, given.documents, given.rendering)
    )
    for line in report(measure(tasks, SpellingOptions(repair=not given.no_spelling), given.wrong)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

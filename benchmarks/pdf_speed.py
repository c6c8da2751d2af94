"""CPU time of reading a PDF's text, rulings and tables with Cermat, against plain pdfplumber in the same run.

    python -m benchmarks.pdf_speed [FILE.pdf ...] [--repeat 3] [--pages 20]

Without files it takes the PDFs in samples/. Both read the same pages by turns, so that a busy machine slows them
alike; the best turn of each counts. Only pages with text are compared (`--ocr never`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from parsers.pdf import read_pdf
from parsers.reading import ReadOptions

SAMPLES = Path(__file__).parent.parent / "samples"
MILLISECONDS = 1000.0


def with_cermat(path: Path, pages: int) -> int:
    reading = read_pdf(path, ReadOptions(pages=((1, pages),), ocr="never"))
    return len(reading.pages)


def with_pdfplumber(path: Path, pages: int) -> int:
    with pdfplumber.open(path) as document:
        for page in document.pages[:pages]:
            page.extract_tables()
        return min(pages, len(document.pages))


def cpu_per_page(reader: Callable[[Path, int], int], path: Path, pages: int) -> float:
    """CPU milliseconds per page of one reading."""
    start = time.process_time()
    count = reader(path, pages)
    return (time.process_time() - start) * MILLISECONDS / max(count, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="PDF files; default: those in samples/")
    parser.add_argument("--repeat", type=int, default=3, help="turns, of which the best counts")
    parser.add_argument("--pages", type=int, default=20, help="pages to read at most")
    options = parser.parse_args()
    files = options.files or sorted(SAMPLES.rglob("*.pdf"))
    if not files:
        parser.error("no PDF given, and none in samples/")
    sys.stdout.write(f"{'file':40} {'Cermat':>10} {'pdfplumber':>11} {'ratio':>7}   (CPU ms per page)\n")
    for path in files:
        ours, theirs = [], []
        for _ in range(options.repeat):
            ours.append(cpu_per_page(with_cermat, path, options.pages))
            theirs.append(cpu_per_page(with_pdfplumber, path, options.pages))
        best, plain = min(ours), min(theirs)
        sys.stdout.write(f"{path.name[:40]:40} {best:10.1f} {plain:11.1f} {best / plain:7.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

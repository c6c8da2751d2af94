"""CPU time and memory of reading scanned pages with Cermat, against rapidocr alone on the same pictures.

    python -m benchmarks.scan_speed [FILE ...] [--repeat 2] [--pages 4]

Without files it takes the scans in samples/. Each reader is a process of its own with one thread, and sees the same
pages, rendered at 300 dpi; loading models and rendering are not counted. The readers take turns, so that a busy
machine slows them alike; the best turn of each counts, and the memory is the peak of its process. rapidocr runs as it
comes, but without its classifier of line directions, which harms more than it helps on such pages.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import psutil
import pypdfium2
from numpy.typing import NDArray

from parsers.scan.engine_registry import load_engine
from parsers.scan.image_reader import load_page
from parsers.scan.raster import POINTS_PER_INCH
from parsers.scan.scan_page import WORKING_DPI, recognise

SAMPLES = Path(__file__).parent.parent / "samples"
SCANS = ("*pindaian*.pdf", "*pindaian*.png")
MEBIBYTE = 1024.0 * 1024.0
CERMAT, RAPIDOCR = "cermat", "rapidocr"

Picture = tuple[NDArray[np.uint8], float]  # rows x columns x 3, RGB; dots per inch
Reader = Callable[[NDArray[np.uint8], float], object]  # what it answers does not matter here


def pictures(path: Path, pages: int) -> Iterator[Picture]:
    if path.suffix.lower() != ".pdf":
        pixels, dpi = load_page(path, 1)
        yield (cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB).astype(np.uint8) if pixels.ndim == 2 else pixels), dpi
        return
    document = pypdfium2.PdfDocument(path)
    for number in range(min(pages, len(document))):
        bitmap = document[number].render(scale=WORKING_DPI / POINTS_PER_INCH, rev_byteorder=True)
        yield np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]), WORKING_DPI
        bitmap.close()


def cermat_reader() -> Reader:
    engine = load_engine()
    return lambda pixels, dpi: recognise(pixels, dpi, 1, engine)


def rapidocr_reader() -> Reader:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical", **threads})
    return lambda pixels, dpi: engine(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))


def peak_memory() -> float:
    """MiB that this process took at most."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / MEBIBYTE
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEBIBYTE if sys.platform == "darwin" else peak / 1024.0


def measure(name: str, path: Path, pages: int) -> dict[str, float]:
    """In the process of one reader: CPU seconds per page, and MiB."""
    cv2.setNumThreads(1)
    read = {CERMAT: cermat_reader, RAPIDOCR: rapidocr_reader}[name]()
    seconds, count = 0.0, 0
    for pixels, dpi in pictures(path, pages):
        start = time.process_time()
        read(pixels, dpi)
        seconds += time.process_time() - start
        count += 1
    return {"seconds": seconds / max(1, count), "mebibytes": peak_memory()}


def turn(name: str, path: Path, pages: int) -> tuple[float, float]:
    command = [sys.executable, __file__, str(path), "--pages", str(pages), "--reader", name]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    return figures["seconds"], figures["mebibytes"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="PDF files or pictures; default: the scans in samples/")
    parser.add_argument("--repeat", type=int, default=2, help="turns, of which the best counts")
    parser.add_argument("--pages", type=int, default=4, help="pages to read at most")
    parser.add_argument("--reader", choices=(CERMAT, RAPIDOCR), help=argparse.SUPPRESS)
    options = parser.parse_args()
    files = options.files or sorted(path for pattern in SCANS for path in SAMPLES.glob(pattern))
    if not files:
        parser.error("no file given, and no scans in samples/")
    if options.reader:
        sys.stdout.write(json.dumps(measure(options.reader, files[0], options.pages)) + "\n")
        return 0
    sys.stdout.write(f"{'':40} {'CPU s per page':^25} {'peak MiB':^17}\n")
    sys.stdout.write(f"{'file':40} {'Cermat':>8} {'rapidocr':>9} {'ratio':>6} {'Cermat':>8} {'rapidocr':>8}\n")
    for path in files:
        turns: dict[str, list[tuple[float, float]]] = {CERMAT: [], RAPIDOCR: []}
        for _ in range(options.repeat):
            for name in turns:
                turns[name].append(turn(name, path, options.pages))
        ours, theirs = (min(seconds for seconds, _ in turns[name]) for name in (CERMAT, RAPIDOCR))
        our_peak, their_peak = (max(peak for _, peak in turns[name]) for name in (CERMAT, RAPIDOCR))
        sys.stdout.write(f"{path.name[:40]:40} {ours:8.2f} {theirs:9.2f} {ours / theirs:6.2f}")
        sys.stdout.write(f" {our_peak:8.0f} {their_peak:8.0f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

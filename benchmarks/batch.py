#!/usr/bin/env python3
"""How runs over many files behave: speed against single readings, memory over time, kills at random moments.

    python benchmarks/batch.py speed  [--documents 2000] [--jobs 2]
    python benchmarks/batch.py kills  [--documents 200] [--kills 20]

Documents are made from the samples and differ in their content. Figures go to standard output.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
SAMPLES = (
    "02-iku-tanpa-garis.pdf",
    "03-iku-judul-dua-tingkat.pdf",
    "05-renstra-lima-tahun.docx",
    "06-perjanjian-kinerja.pdf",
    "08-rencana-aksi.docx",
    "10-iku-iki-hasil-ocr.txt",
)
CERMAT = (sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract")
SINGLE = """
import sys, time
from pathlib import Path
from extractor.export import FORMATS
from extractor.export.csv import CsvCollector
from extractor.pipeline import extract
from parsers.reading import ReadOptions
source, target = Path(sys.argv[1]), Path(sys.argv[2])
paths = sorted(source.iterdir())
options = ReadOptions()
wall, cpu = time.monotonic(), time.process_time()
with (target / "indikator.csv").open("wb") as file:
    collector = CsvCollector(file)
    for path in paths:
        document = extract(path, options)
        (target / (path.name + ".json")).write_bytes(FORMATS["json"].render(document))
        collector.add(document, path.name)
    collector.close()
sys.stdout.write(f"{time.monotonic() - wall} {time.process_time() - cpu}")
"""
TIME_BOUND = {"ringkasan.json", "laporan.html"}
SAMPLE_SECONDS = 1.0
MB = 1024 * 1024


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make_documents(folder: Path, count: int) -> None:
    """`count` small documents of different content, taking turns."""
    folder.mkdir()
    for number in range(count):
        source = ROOT / "samples" / SAMPLES[number % len(SAMPLES)]
        target = folder / f"{number:05}{source.suffix}"
        shutil.copyfile(source, target)
        if source.suffix == ".docx":
            with zipfile.ZipFile(target, "a") as package:
                package.comment = str(number).encode()
        else:
            with target.open("ab") as file:
                file.write(f"\n%{number}\n".encode())


def speed(count: int, jobs: int, work: Path) -> None:
    archive = work / "arsip"
    make_documents(archive, count)
    alone = work / "sendiri"
    alone.mkdir()
    answer = subprocess.run(
        [sys.executable, "-P", "-c", SINGLE, str(archive), str(alone)], capture_output=True, text=True, check=True
    )
    single_wall, single_cpu = map(float, answer.stdout.split())
    tell(f"one after the other in one process: {single_wall:.1f} s wall, {single_cpu:.1f} s CPU")

    out = work / "out"
    start = time.monotonic()
    run = psutil.Popen([*CERMAT, str(archive), "-o", str(out), "-j", str(jobs), "-q"])
    memory: list[tuple[float, float, float]] = []
    cpu: dict[int, float] = {}
    while run.poll() is None:
        try:
            readers = run.children()
            largest = max((child.memory_info().rss for child in readers), default=0)
            for process in (run, *readers):
                times = process.cpu_times()
                cpu[process.pid] = times.user + times.system
            memory.append((time.monotonic() - start, run.memory_info().rss / MB, largest / MB))
        except psutil.Error:  # ended between two looks
            pass
        time.sleep(SAMPLE_SECONDS / 5)
    wall, total_cpu = time.monotonic() - start, sum(cpu.values())
    tell(f"run with {jobs} processes: {wall:.1f} s wall, {total_cpu:.1f} s CPU, {count / wall:.1f} documents/s")
    tell(f"of that CPU, the run itself: {cpu[run.pid]:.1f} s; readers started: {len(cpu) - 1}")
    tell(f"efficiency by wall clock: {single_wall / (jobs * wall):.2f} of ideal")
    tell(f"CPU of one after the other / CPU of the run: {single_cpu / total_cpu:.2f}")
    tell("time s, run MB, largest reader MB:")
    for moment, runner, reader in memory[:: max(1, len(memory) // 12)]:
        tell(f"  {moment:7.1f} {runner:8.1f} {reader:8.1f}")
    same = all((out / path.name).read_bytes() == path.read_bytes() for path in alone.iterdir())
    tell(f"outputs equal to those of one after the other: {same}")


def outputs(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file() and ".cermat" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.name not in TIME_BOUND}


def kills(count: int, times: int, work: Path) -> None:
    archive = work / "arsip"
    make_documents(archive, count)
    subprocess.run([*CERMAT, str(archive), "-o", str(work / "utuh"), "-q"], check=True)
    whole = outputs(work / "utuh")
    chance = random.Random()
    out = work / "out"
    for number in range(1, times + 1):
        enough = len(outputs(out)) + chance.randrange(1, max(2, count // times))
        run = subprocess.Popen([*CERMAT, str(archive), "-o", str(out), "-q"])
        while len(list(out.glob("*.json"))) < enough and run.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.1)
        run.kill()
        run.wait()
        wrong = [n for n, data in outputs(out).items() if n.endswith(".json") and data != whole[n]]
        tell(f"kill {number}: {len(list(out.glob('*.json')))} documents, {len(wrong)} of them wrong")
    subprocess.run([*CERMAT, str(archive), "-o", str(out), "-q"], check=True)
    tell(f"in the end equal to an undisturbed run: {outputs(out) == whole}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "kills"])
    parser.add_argument("--documents", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cermat-benchmark-") as folder:
        if given.what == "speed":
            speed(given.documents or 2000, given.jobs, Path(folder))
        else:
            kills(given.documents or 200, given.kills, Path(folder))


if __name__ == "__main__":
    main()

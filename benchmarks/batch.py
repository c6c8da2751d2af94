#!/usr/bin/env python3
"""How runs over many files behave: speed against single readings, memory over time, kills at random moments.

    python -m benchmarks.batch speed  [--documents 2000] [--jobs 2] [--repeat 3]
    python -m benchmarks.batch memory [--documents 600] [--scans 60]
    python -m benchmarks.batch kills  [--documents 200] [--scans 6] [--kills 20]
    python -m benchmarks.batch losses [--documents 200] [--scans 6] [--kills 20]

`kills` kills the run and gives the same command again, `losses` kills processes that read while one run goes on.
Documents are made from the samples and differ in their content. Figures go to standard output. On a machine that does
other things too, wall clocks say little: look at CPU, and at the middle of several rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
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
SCANS = ("11-iku-pindaian.pdf", "12-iku-pindaian.png")
CERMAT = (sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract")
SINGLE = """
import sys, time
from pathlib import Path
from extractor.export import FORMATS
from extractor.export.csv import CsvCollector
from extractor.pipeline import extract
from parsers.reading import ReadOptions
source, target, share, shares = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
paths = sorted(source.iterdir())[share::shares]
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
SAMPLE_SECONDS = 0.2
MB = 1024 * 1024


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make_documents(folder: Path, count: int, scans: int = 0) -> None:
    """`count` small documents of different content, taking turns; among them, evenly spread, `scans` scanned ones."""
    folder.mkdir()
    for number in range(count):
        scan = number * scans // count != (number + 1) * scans // count
        names = SCANS if scan else SAMPLES
        source = ROOT / "samples" / names[number % len(names)]
        target = folder / f"{number:05}{source.suffix}"
        shutil.copyfile(source, target)
        if source.suffix == ".docx":
            with zipfile.ZipFile(target, "a") as package:
                package.comment = str(number).encode()
        else:
            with target.open("ab") as file:
                file.write(f"\n%{number}\n".encode())


@dataclass
class Watched:
    """A run from beginning to end."""

    wall: float
    cpu: float  # seconds, of the run and its readers
    own_cpu: float  # of the run alone, as far as it was seen
    readers: int  # started
    memory: list[tuple[float, float, float]]  # seconds since the start, MB of the run, MB of the largest reader

    def tell_memory(self) -> None:
        tell("time s, run MB, largest reader MB:")
        for moment, runner, reader in self.memory[:: max(1, len(self.memory) // 12)]:
            tell(f"  {moment:7.1f} {runner:8.1f} {reader:8.1f}")


def watched_run(archive: Path, out: Path, jobs: int) -> Watched:
    start, before = time.monotonic(), os.times()
    run = psutil.Popen([*CERMAT, str(archive), "-o", str(out), "-j", str(jobs), "-q"])
    own_cpu = 0.0
    readers: set[int] = set()
    memory: list[tuple[float, float, float]] = []
    while run.poll() is None:
        try:
            children = run.children()
            readers |= {child.pid for child in children}
            largest = max((child.memory_info().rss for child in children), default=0)
            times = run.cpu_times()
            own_cpu = times.user + times.system
            memory.append((time.monotonic() - start, run.memory_info().rss / MB, largest / MB))
        except psutil.Error:  # ended between two looks
            pass
        time.sleep(SAMPLE_SECONDS)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Watched(time.monotonic() - start, cpu, own_cpu, len(readers), memory)


def singles(archive: Path, out: Path, jobs: int) -> tuple[float, float]:
    """The documents read one after the other by `jobs` processes that know nothing of each other, each a share.

    Returns the longest wall clock and the sum of CPU, both without the start of the processes.
    """
    out.mkdir()
    shares = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", SINGLE, str(archive), str(out), str(share), str(jobs)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in range(jobs)
    ]
    figures = [[float(word) for word in share.communicate()[0].split()] for share in shares]
    return max(wall for wall, _ in figures), sum(cpu for _, cpu in figures)


def speed(count: int, jobs: int, repeat: int, work: Path) -> None:
    archive = work / "arsip"
    make_documents(archive, count)
    of_wall, of_share, of_cpu = [], [], []
    for number in range(1, repeat + 1):
        alone, by_hand, out = (work / f"{name}-{number}" for name in ("sendiri", "dibagi", "out"))
        wall, cpu = singles(archive, alone, 1)
        tell(f"round {number}: one after the other in one process: {wall:.1f} s wall, {cpu:.1f} s CPU")
        hand_wall, hand_cpu = singles(archive, by_hand, jobs)
        tell(f"  shared out by hand among {jobs}: {hand_wall:.1f} s wall, {hand_cpu:.1f} s CPU")
        run = watched_run(archive, out, jobs)
        rate = count / run.wall
        tell(f"  run with {jobs} processes: {run.wall:.1f} s wall, {run.cpu:.1f} s CPU, {rate:.0f} documents/s")
        tell(f"  of that CPU, the run itself: {run.own_cpu:.1f} s; readers started: {run.readers}")
        same = all((out / path.name).read_bytes() == path.read_bytes() for path in alone.glob("*.json"))
        tell(f"  outputs equal to those of one after the other: {same}")
        of_wall.append(wall / (jobs * run.wall))
        of_share.append(hand_wall / run.wall)
        of_cpu.append(cpu / run.cpu)
    tell(f"efficiency by wall clock, 1 is ideal: {statistics.median(of_wall):.2f} (middle of {repeat})")
    tell(f"against what {jobs} processes at once take without a run: {statistics.median(of_share):.2f}")
    tell(f"CPU of one after the other / CPU of the run: {statistics.median(of_cpu):.2f}")
    run.tell_memory()


def memory(count: int, scans: int, jobs: int, work: Path) -> None:
    make_documents(work / "arsip", count, scans)
    run = watched_run(work / "arsip", work / "out", jobs)
    tell(f"{count} documents, {scans} of them scans: {run.wall:.1f} s wall, readers started: {run.readers}")
    run.tell_memory()


def outputs(out: Path) -> dict[str, bytes]:
    paths = (path for path in out.rglob("*") if path.is_file() and ".cermat" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.name not in TIME_BOUND}


def kills(count: int, scans: int, times: int, work: Path) -> None:
    archive = work / "arsip"
    make_documents(archive, count, scans)
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


def losses(count: int, scans: int, times: int, jobs: int, work: Path) -> None:
    archive = work / "arsip"
    make_documents(archive, count, scans)
    undisturbed = watched_run(archive, work / "utuh", jobs)
    whole = outputs(work / "utuh")
    chance = random.Random()
    out = work / "out"
    run = psutil.Popen([*CERMAT, str(archive), "-o", str(out), "-j", str(jobs), "-q"])
    killed = 0
    while run.poll() is None:
        time.sleep(chance.random() * 2 * undisturbed.wall / (times + 1))
        readers = run.children() if run.is_running() and run.status() != psutil.STATUS_ZOMBIE else []
        if readers and killed < times:
            chance.choice(readers).kill()
            killed += 1
    counts = json.loads((out / "ringkasan.json").read_bytes())["jumlah"]["hasil"]
    tell(f"{killed} readers killed; the run ended with exit code {run.returncode}: {counts}")
    tell(f"equal to an undisturbed run: {outputs(out) == whole}")
    subprocess.run([*CERMAT, str(archive), "-o", str(out), "-q", "--retry", "failed"], check=True)
    tell(f"equal after --retry failed: {outputs(out) == whole}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory", "kills", "losses"])
    parser.add_argument("--documents", type=int)
    parser.add_argument("--scans", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cermat-benchmark-") as folder:
        work = Path(folder)
        match given.what:
            case "speed":
                speed(given.documents or 2000, given.jobs, given.repeat, work)
            case "memory":
                memory(given.documents or 600, 60 if given.scans is None else given.scans, given.jobs, work)
            case "kills":
                kills(given.documents or 200, given.scans or 0, given.kills, work)
            case _:
                losses(given.documents or 200, given.scans or 0, given.kills, given.jobs, work)


if __name__ == "__main__":
    main()

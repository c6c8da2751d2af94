"""A scan whose reading was stopped goes on behind its last page, whatever stopped it, and ends as if nothing had."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from extractor.batch.isolated_reader import IsolatedReader
from extractor.batch.kept_pages import KeptPages
from extractor.batch.outcome import Outcome
from extractor.batch.read_limits import Limits
from extractor.batch.read_task import Job, PageNews, Task
from parsers.ocr_interface import RecognisedPage
from parsers.raw_page import RawPage, Ruling
from parsers.reading import ReadOptions
from schemas.errors import ExitCode
from schemas.findings import finding
from schemas.geometry import Box
from schemas.transcript import Legibility, Word

from .conftest import FAULTY_WORKER

CERMAT = (sys.executable, "-P", "-c", "from extractor.cli import main; main()", "extract")
PAGES = 4
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PAGE = RecognisedPage(
    RawPage(
        3,
        595.28,
        841.89,
        (Word("90%", Box(0.1, 1 / 3, 20.7, 12.0), 0.987654321, turn=90),),
        (Ruling(Box(1.0, 2.0, 3.0, 2.5)),),
        source="ocr",
        legibility=Legibility((Box(1.0, 1.0, 2.0, 2.0),), broken_rulings=True),
    ),
    "mesin 1.0",
    (finding("halaman_tanpa_teks", page=3, halaman=3),),
)


def told_by(pages: KeptPages) -> None:
    for number in range(1, PAGES + 1):
        pages.kept(number)
        if number == PAGE.page.number:
            pages.recognised(PAGE)
        pages.done(number)


def test_a_page_comes_back_as_it_was_recognised() -> None:
    news: list[PageNews] = []
    told_by(KeptPages((), PAGES, news.append))
    (told,) = news
    assert (told.done, told.count, told.number) == (3, PAGES, 3)
    assert KeptPages([(3, told.recognised)], PAGES, news.append).kept(3) == PAGE


@pytest.mark.parametrize("data", [b"", b"nothing", zlib.compress(b"[]"), zlib.compress(b'{"page": 3}')])
def test_what_is_no_page_is_recognised_again(data: bytes) -> None:
    assert KeptPages([(1, data)], 1, lambda news: None).kept(1) is None


def scan_task(tmp_path: Path, content: str, kept: tuple[tuple[int, bytes], ...] = ()) -> Task:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    return Task(str(path), "a.txt", Job(ReadOptions(), formats=("json",)), kept=kept)


@pytest.mark.slow
@POSIX_ONLY
def test_a_process_that_dies_on_a_page_is_followed_by_one_that_knows_the_pages_before(tmp_path: Path) -> None:
    """The reading dies on each page but the last; three processes read two pages."""
    reader, news = IsolatedReader(Limits(seconds=60.0), FAULTY_WORKER), []
    try:
        reply = reader.run(scan_task(tmp_path, "SCAN 2"), news.append)
    finally:
        reader.stop()
    assert (reply.result.outcome, reply.attempts) == (Outcome.NO_INDICATORS, 3)
    assert [one.recognised for one in news if one.number] == [b"page 1", b"page 2", b"page 3"]


@pytest.mark.slow
def test_a_limit_of_time_says_how_far_the_reading_came(tmp_path: Path) -> None:
    reader = IsolatedReader(Limits(seconds=1.0), FAULTY_WORKER)
    try:
        reply = reader.run(scan_task(tmp_path, "SLOW", kept=((1, b"page"),)))
    finally:
        reader.stop()
    assert reply.result.outcome is Outcome.TIMED_OUT
    assert reply.result.cause is not None
    assert reply.result.cause.sentence("en") == "only 2 of 9 pages were read after 1 seconds."
    assert "same command again" in reply.result.cause.advice("en")


@pytest.fixture(scope="module")
def scan(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scanned sample several times over, each page with a picture of its own."""
    folder = tmp_path_factory.mktemp("pindaian")
    sample = samples / "11-iku-pindaian.pdf"
    with closing(pypdfium2.PdfDocument.new()) as whole, closing(pypdfium2.PdfDocument(sample)) as one:
        for _ in range(PAGES):
            whole.import_pages(one)
        whole.save(folder / "pindaian.pdf")
    return folder


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    command = [*CERMAT, str(folder), "-o", str(out), "--lang", "en", "--no-spelling"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def finish(folder: Path, out: Path) -> tuple[int, str]:
    run = start(folder, out)
    _, told = run.communicate()
    return run.returncode, told


def journal(out: Path) -> sqlite3.Connection:
    return sqlite3.connect(out / ".cermat" / "journal.sqlite", timeout=10)


def kept(out: Path) -> int:
    if not (out / ".cermat" / "journal.sqlite").exists():
        return 0
    with closing(journal(out)) as base:
        try:
            return int(base.execute("SELECT count(*) FROM pages").fetchone()[0])
        except sqlite3.OperationalError:  # the run has not made it yet
            return 0


def document(out: Path) -> str:
    return (out / "pindaian.pdf.json").read_text(encoding="utf-8")


def stop_with(how: Callable[[subprocess.Popen[str]], None], folder: Path, out: Path) -> str:
    """Stops a run after its first page; returns what it said."""
    run = start(folder, out)
    while kept(out) < 1:
        assert run.poll() is None
        time.sleep(0.02)
    how(run)
    return run.communicate()[1]


@pytest.mark.slow
@POSIX_ONLY
@pytest.mark.parametrize("way", ["kill", "interrupt"])
def test_a_stopped_run_goes_on_within_a_file(scan: Path, tmp_path: Path, way: str) -> None:
    """What was kept is what counts in the next run: a word that is changed in the journal meanwhile shows it."""
    out = tmp_path / "out"
    ways: dict[str, Callable[[subprocess.Popen[str]], None]] = {
        "kill": lambda run: run.kill(),
        "interrupt": lambda run: os.killpg(run.pid, 2),
    }
    told = stop_with(ways[way], scan, out)
    if way == "interrupt":
        assert "Dropped while being read: pindaian.pdf" in told
    assert not (out / "pindaian.pdf.json").exists()
    with closing(journal(out)) as base, base:
        number, data = base.execute("SELECT number, data FROM pages ORDER BY number").fetchone()
        page = zlib.decompress(data)
        assert b'"Persentase"' in page
        other = zlib.compress(page.replace(b'"Persentase"', b'"Prosentasi"'))
        checksum = hashlib.sha256(other).hexdigest()
        base.execute("UPDATE pages SET data = ?, checksum = ? WHERE number = ?", (other, checksum, number))
    code, _ = finish(scan, out)
    assert code == ExitCode.OK
    assert "Prosentasi" in document(out)
    assert kept(out) == 0


@pytest.mark.slow
@POSIX_ONLY
def test_the_page_that_a_long_file_is_at_is_shown_on_eighty_columns(scan: Path, tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    command = [*CERMAT, str(scan), "-o", str(tmp_path / "out"), "--lang", "en"]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = b""
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:  # how a terminal ends
        pass
    os.waitpid(child, 0)
    os.close(terminal)
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()))
    assert any(f"pindaian.pdf p. 2/{PAGES}" in line for line in lines)
    assert any("left" in line and "pages/min" in line for line in lines)
    assert max(len(line) for line in lines if "p. 2/" in line or "pages/min" in line) <= 80

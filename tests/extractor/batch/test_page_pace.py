"""How long a run takes still is told by pages: of files in work, of those that are done, and of those that wait."""

from __future__ import annotations

from extractor.batch.outcome import Digest, Outcome, Result
from extractor.batch.page_pace import PagePace
from extractor.batch.read_task import PageNews
from extractor.messages import Messages


class Clock:
    """Seconds that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def paced(files: int) -> tuple[PagePace, Clock]:
    clock = Clock()
    return PagePace(files, Messages("en"), clock), clock


def result(seconds: float, pages: int | None = None) -> Result:
    return Result(Outcome.OK, Digest(pages=pages), seconds=seconds)


def left_of_second(files: int, first: tuple[int, float], second: tuple[int, float]) -> str:
    """What is said of the end of a run: its first file is read, of (pages, seconds); of the second one, with ten pages,
    (pages) are done in the (seconds) after that."""
    pace, clock = paced(files)
    pages, seconds = first
    pace.read("a.pdf", PageNews(0, pages))
    clock.now = seconds
    pace.done("a.pdf", result(seconds, pages), resumed=False)
    done, later = second
    pace.read("b.pdf", PageNews(0, 10))
    clock.now += later
    pace.read("b.pdf", PageNews(done, 10))
    return pace.pace()[0]


def test_one_long_file_is_told_page_by_page() -> None:
    pace, clock = paced(1)
    pace.begun("scan.pdf")
    assert pace.at_work(40) == ["scan.pdf"]
    pace.read("scan.pdf", PageNews(0, 100))
    assert pace.pace() == ()
    clock.now = 50.0
    pace.read("scan.pdf", PageNews(10, 100))
    assert pace.at_work(40) == ["scan.pdf p. 11/100"]
    assert pace.pace() == ("0:07:30 left", "12 pages/min")


def test_an_estimate_does_not_stand_still_while_nothing_ends() -> None:
    pace, clock = paced(1)
    pace.read("scan.pdf", PageNews(0, 20))
    clock.now = 50.0
    pace.read("scan.pdf", PageNews(10, 20))
    told = []
    for seconds in (50, 53, 60, 100):  # the usual five seconds pass, and many more
        clock.now = float(seconds)
        told.append(pace.pace()[0])
    assert told == ["0:00:50 left", "0:00:47 left", "0:00:49 left", "0:01:22 left"]


def test_files_that_wait_are_taken_to_take_as_long_as_the_others() -> None:
    # ten seconds for the rest of the second, and two files of (60 + 20) / 2 seconds each
    assert left_of_second(4, first=(30, 60.0), second=(5, 10.0)) == "0:01:30 left"


def test_pages_with_text_do_not_make_scans_faster() -> None:
    assert left_of_second(2, first=(400, 4.0), second=(1, 5.0)) == "0:00:45 left"


def test_several_files_are_read_at_the_same_time() -> None:
    pace, clock = paced(4)
    for name in ("a.pdf", "b.pdf"):
        pace.read(name, PageNews(0, 10))
    clock.now = 10.0
    for name in ("a.pdf", "b.pdf"):
        pace.read(name, PageNews(5, 10))
    assert pace.pace()[0] == "0:00:30 left"


def test_what_an_earlier_run_did_is_no_speed() -> None:
    pace, clock = paced(2)
    pace.done("a.pdf", result(50.0, 50), resumed=True)
    assert pace.pace() == ()
    pace.read("b.pdf", PageNews(0, 62))
    clock.now = 10.0
    pace.read("b.pdf", PageNews(52, 62, kept=50))
    assert pace.pace() == ("0:00:50 left", "12 pages/min")


def test_files_without_pages_are_counted_as_files() -> None:
    pace, clock = paced(3)
    for name in ("a.txt", "b.txt"):
        pace.read(name, PageNews(0, 1))
        assert pace.at_work(40) == [name]
        clock.now += 5.0
        pace.done(name, result(5.0), resumed=False)
    assert pace.pace() == ("0:00:05 left", "12 files/min")


def test_long_names_keep_their_end() -> None:
    pace, _ = paced(1)
    pace.read("arsip/2024/keputusan-tentang-indikator.pdf", PageNews(0, 3))
    assert pace.at_work(20) == ["…ntang-indikator.pdf p. 1/3"]

"""News of pages -> which files are in work, at which page, and how long a run will take, by pages rather than files.

A page that is recognised takes a hundred times as long as one with text. So a file in work is told by its own pages,
and files that wait are taken to take as long as those that began, on average.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from extractor.batch.outcome import Result
from extractor.batch.outcome_texts import MINUTE_SECONDS, duration
from extractor.batch.read_task import PageNews
from extractor.messages import Messages


@dataclass(slots=True)
class _FileInWork:
    """One file that is being read; times in seconds of one clock."""

    start: float
    news: PageNews
    heard: float  # when that came

    def seconds(self, now: float) -> float | None:
        """How long the file will take as a whole; None as long as none of its pages is finished."""
        done = self.news.done - self.news.kept
        if done <= 0:
            return None
        # A page that takes longer than those before makes the rest longer, too.
        page = max((self.heard - self.start) / done, (now - self.start) / (done + 1))
        return max((self.news.count - self.news.kept) * page, now - self.start)


class PagePace:
    """What is known of the pages of a run."""

    def __init__(self, files: int, messages: Messages, clock: Callable[[], float] = time.monotonic) -> None:
        """`files`: inputs of the run. `clock`: seconds."""
        self._waiting = files  # inputs that are neither finished nor in work
        self._messages = messages
        self._clock = clock
        self._start = clock()
        self._work: dict[str, _FileInWork] = {}  # by label, the first that began first
        self._given: dict[str, None] = {}  # labels of files that were given to be read, and of which nothing is known
        self._files = 0  # finished in this run, not known from an earlier one
        self._pages = 0  # of these files, without those that an earlier run had recognised
        self._seconds = 0.0  # that these files took

    def begun(self, label: str) -> None:
        """An input is given to be read; it may have to wait."""
        self._given[label] = None

    def read(self, label: str, news: PageNews) -> None:
        """So far is the reading of an input."""
        now = self._clock()
        file = self._work.get(label)
        if file is None:
            self._given.pop(label, None)
            self._waiting -= 1
            self._work[label] = _FileInWork(now, news, now)
        else:
            file.news, file.heard = news, now

    def done(self, label: str, result: Result, *, resumed: bool) -> None:
        """An input is finished. `resumed`: it was known from an earlier run."""
        self._given.pop(label, None)
        file = self._work.pop(label, None)
        self._waiting -= file is None
        if not resumed:
            self._files += 1
            self._seconds += result.seconds
            self._pages += max(result.digest.pages or 0, 1) if file is None else file.news.count - file.news.kept

    def at_work(self, most_chars: int) -> list[str]:
        """The files in work with the page that is reached, names cut to `most_chars`; where nothing is known of pages,
        the first file that was given to be read."""
        work = list(self._work.items())
        if not work:
            return [_cut(label, most_chars) for label in list(self._given)[:1]]
        return [self._line(_cut(label, most_chars), file.news) for label, file in work]

    def _line(self, name: str, news: PageNews) -> str:
        if news.count <= 1:
            return name
        page = min(news.done + 1, news.count)
        return self._messages("batch.at_page", name=name, page=page, count=news.count)

    def pace(self) -> tuple[str, ...]:
        """How long it will take still and how fast it goes, in words; nothing as long as nothing is finished."""
        now, work = self._clock(), list(self._work.values())
        finished = self._pages + sum(file.news.done - file.news.kept for file in work)
        if finished <= 0 or now <= self._start:
            return ()
        key, count = ("pace_pages", finished) if finished > self._files else ("pace", self._files)
        rate = self._messages(f"batch.{key}", rate=f"{count * MINUTE_SECONDS / (now - self._start):.0f}")
        left = self._seconds_left(work, now)
        return (rate,) if left is None else (self._messages("batch.left", left=duration(left)), rate)

    def _seconds_left(self, work: list[_FileInWork], now: float) -> float | None:
        """Seconds until the end, with as many files at the same time as now; None where nothing tells."""
        told = [(seconds, seconds - (now - file.start)) for file in work if (seconds := file.seconds(now)) is not None]
        known = self._files + len(told)
        if not known:
            return None
        usual = (self._seconds + sum(whole for whole, _ in told)) / known
        rests = [rest for _, rest in told] + [usual] * (len(work) - len(told))
        return max((sum(rests) + self._waiting * usual) / max(len(work), 1), *rests, 0.0)


def _cut(label: str, most: int) -> str:
    """The end of a label that is longer than `most` characters."""
    return label if len(label) <= most else "…" + label[1 - most :]

"""What a run shows: how far it is, how fast, for how long still, and what became of the files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.progress import Task as BarTask
from rich.table import Column
from rich.text import Text

from extractor.batch.outcome import Outcome
from extractor.batch.outcome_texts import MINUTE_SECONDS, counted, duration, failure_line, read_line
from extractor.batch.run import Record, RunItem
from extractor.console import say, shows_motion
from extractor.messages import Messages

PLAIN_STATUS_SECONDS = 30.0
"""How often a run that writes into a log says how far it is."""

BAR_CELLS = 16
MAX_BAR_NAME_CHARS = 30


class _LiveColumn(ProgressColumn):
    """Text that is asked for whenever the bar is drawn, so that an estimate does not stand still while nothing ends."""

    def __init__(self, text: Callable[[], str]) -> None:
        super().__init__(table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"))
        self._text = text

    def render(self, task: BarTask) -> Text:
        """The text of now."""
        return Text(self._text())


class RunProgress:
    """A bar on a terminal, lines elsewhere, only failures when quiet; all on standard error."""

    def __init__(self, labels: Sequence[str], messages: Messages, *, quiet: bool, verbose: bool, bar: bool) -> None:
        """`labels`: the inputs of the run, as people know them. `bar`: False for lines on a terminal too."""
        count = len(labels)
        self._count = count
        self._messages = messages
        self._verbose = verbose
        bar = bar and shows_motion()
        self._lines = not quiet and not bar
        self._counts: Counter[Outcome] = Counter()
        self._at_work: dict[str, None] = {}  # labels of files that are being read, the first that began first
        self._read = 0  # in this run, not known from an earlier one
        self._start = self._said = time.monotonic()
        self._bar: Bar | None = None
        if not quiet and bar:
            self._bar = Bar(
                TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
                BarColumn(bar_width=BAR_CELLS),
                MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=2 * len(str(count)) + 1)),
                TimeElapsedColumn(table_column=Column(no_wrap=True)),
                _LiveColumn(self._pace),
                console=Console(stderr=True),
                transient=True,
                expand=True,
            )
            self._task = self._bar.add_task(self._description(), total=count)

    def _description(self) -> str:
        """What stands in front of the bar: the file that is in work for the longest, and how many others are."""
        words = self._messages("line.progress")
        if not self._at_work:
            return words
        name = next(iter(self._at_work))
        shown = name if len(name) <= MAX_BAR_NAME_CHARS else "…" + name[1 - MAX_BAR_NAME_CHARS :]
        others = f" +{len(self._at_work) - 1}" if len(self._at_work) > 1 else ""
        return f"{words} {shown}{others}"

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def begun(self, item: RunItem) -> None:
        """Shows that an input is being read."""
        self._at_work[item.label] = None
        if self._bar:
            self._bar.update(self._task, description=self._description())

    def done(self, record: Record) -> None:
        """Shows that one more input is finished."""
        outcome = record.result.outcome
        self._counts[outcome] += 1
        self._at_work.pop(record.item.label, None)
        self._read += not record.resumed
        if outcome.failed:
            self._say(failure_line(self._messages, record.item.label, record.result))
            if self._verbose and record.result.trace:
                self._say(record.result.trace)
        elif self._lines and not record.resumed:
            self._say(read_line(record.item.label, record.result, self._counts.total(), self._count, self._messages))
        if self._bar:
            self._bar.update(self._task, advance=1, description=self._description())
        elif self._lines and time.monotonic() - self._said >= PLAIN_STATUS_SECONDS:
            self._said = time.monotonic()
            done = self._counts.total()
            self._say(self._messages("batch.status", done=done, count=self._count, pace=self._pace()))

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            say(line)

    def _pace(self) -> str:
        """Rate, time left and counts by outcome."""
        seconds = time.monotonic() - self._start
        counts = counted(self._counts, self._messages)
        if not self._read or seconds <= 0:
            return counts
        rate = self._read / seconds
        left = (self._count - self._counts.total()) / rate
        words = self._messages("batch.pace", rate=f"{rate * MINUTE_SECONDS:.0f}", left=duration(left))
        return f"{words} · {counts}"

"""What a run shows: how far it is, how fast, for how long still, and what became of the files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.progress import Task as BarTask
from rich.table import Column
from rich.text import Text

from extractor.batch.outcome import Outcome
from extractor.batch.outcome_texts import counted, failure_line, read_line
from extractor.batch.page_pace import PagePace
from extractor.batch.read_task import PageNews
from extractor.batch.run import Record, RunItem
from extractor.console import say, shows_motion
from extractor.messages import Messages

PLAIN_STATUS_SECONDS = 30.0
"""How often a run that writes into a log says how far it is."""

BAR_CELLS = 16
MAX_LINES = 4
"""Files in work that are shown, each in a line of its own."""
MAX_NAME_CHARS = 55
"""Of such a line; its page fits behind it on a terminal of 80 columns."""


class _RunBar(Bar):
    """The bar of a run, and below it the files in work."""

    def __init__(self, *columns: ProgressColumn, below: Callable[[], Sequence[str]]) -> None:
        self._below = below
        super().__init__(*columns, console=Console(stderr=True), transient=True, expand=True)

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bar, then a line for each file in work."""
        yield from super().get_renderables()
        for line in self._below():
            yield Text(f"  {line}", style="dim", no_wrap=True, overflow="ellipsis")


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
        self._pages = PagePace(count, messages)
        self._lines = not quiet and not bar
        self._counts: Counter[Outcome] = Counter()
        self._said = time.monotonic()
        self._bar: Bar | None = None
        if not quiet and bar:
            self._bar = _RunBar(
                TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
                BarColumn(bar_width=BAR_CELLS),
                MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=2 * len(str(count)) + 1)),
                TimeElapsedColumn(table_column=Column(no_wrap=True)),
                _LiveColumn(self._pace),
                below=lambda: self._pages.at_work(MAX_NAME_CHARS)[:MAX_LINES],
            )
            self._task = self._bar.add_task(messages("line.progress"), total=count)

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
        """Shows that an input is given to be read."""
        self._pages.begun(item.label)

    def read(self, item: RunItem, news: PageNews) -> None:
        """Shows how many pages of an input are finished."""
        self._pages.read(item.label, news)
        self._say_status()

    def done(self, record: Record) -> None:
        """Shows that one more input is finished."""
        outcome = record.result.outcome
        self._counts[outcome] += 1
        self._pages.done(record.item.label, record.result, resumed=record.resumed)
        if outcome.failed:
            self._say(failure_line(self._messages, record.item.label, record.result))
            if self._verbose and record.result.trace:
                self._say(record.result.trace)
        elif self._lines and not record.resumed:
            self._say(read_line(record.item.label, record.result, self._counts.total(), self._count, self._messages))
        if self._bar:
            self._bar.update(self._task, advance=1)
        self._say_status()

    def _say_status(self) -> None:
        """Where no bar is shown, a line now and then says how far the run is."""
        if not self._lines or time.monotonic() - self._said < PLAIN_STATUS_SECONDS:
            return
        self._said = time.monotonic()
        at_work = self._pages.at_work(MAX_NAME_CHARS)
        figures = {"done": self._counts.total(), "count": self._count, "pace": self._pace()}
        if at_work:
            names = ", ".join(at_work[:MAX_LINES])
            self._say(self._messages("batch.status_at", names=names, **figures))
        else:
            self._say(self._messages("batch.status", **figures))

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            say(line)

    def _pace(self) -> str:
        """Time left, rate, and counts by outcome, the first ones first where a line is too short for all."""
        return " · ".join(filter(None, (*self._pages.pace(), counted(self._counts, self._messages))))

"""What `cermat extract` shows while it works and when it is done."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from extractor.commands.common import say
from extractor.messages import Messages
from schemas.errors import ExitCode

MAX_TABLE_ROWS = 60
"""Files listed one by one at the end; of longer runs the first ones, and as many failures beyond them."""
MAX_BAR_NAME_CHARS = 30
WIDE_CELLS, KIND_CELLS = 100, 11
"""On terminals that are not wide, a table with all columns keeps kinds and outcomes to so many cells, so that names of
files have room; none has a longer word."""
NO_INDICATORS = "TIDAK_ADA"
COUNTS = ("sections", "indicators", "nodes", "findings")
"""Columns of the closing table; that of nodes stands only where a file has a cascade."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its counts, or the exit code that says why it failed."""

    label: str
    kind: str = ""  # of the document; of one that failed what went wrong, where there is more to say than that
    sections: int = 0
    indicators: int = 0
    nodes: int = 0  # of the cascade
    findings: int = 0
    failure: ExitCode | None = None


class Progress:
    """A bar on a terminal, one plain line per file elsewhere, nothing when quiet; all on standard error."""

    def __init__(self, count: int, messages: Messages, *, quiet: bool) -> None:
        self._count = count
        self._index = 0
        self._messages = messages
        self._lines = not quiet and not sys.stderr.isatty()
        self._bar: Bar | None = None
        if not quiet and sys.stderr.isatty():
            self._bar = Bar(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=None),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
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

    def begin(self, label: str) -> None:
        self._index += 1
        if self._bar:
            shown = label if len(label) <= MAX_BAR_NAME_CHARS else "…" + label[1 - MAX_BAR_NAME_CHARS :]
            self._bar.update(self._task, description=f"{self._messages('line.progress')} {shown}")

    def done(self, outcome: Outcome) -> None:
        if self._bar:
            self._bar.advance(self._task)
        if self._lines and outcome.failure is None:
            say(line_of(outcome, self._index, self._count, self._messages))


def line_of(outcome: Outcome, index: int, count: int, messages: Messages) -> str:
    """One line for a file that was read, the `index`th (1-based) of `count`."""
    return messages(
        "line.read_cascade" if outcome.nodes else "line.read",
        index=index,
        count=count,
        name=outcome.label,
        kind=_kind(outcome, messages),
        sections=outcome.sections,
        indicators=outcome.indicators,
        nodes=outcome.nodes,
        findings=outcome.findings,
    )


def print_report(outcomes: list[Outcome], messages: Messages) -> None:
    """The closing table on standard output: one line per file, and the sums."""
    table = Table(box=box.SIMPLE_HEAD, show_footer=len(outcomes) > 1, pad_edge=False, collapse_padding=True)
    done = [outcome for outcome in outcomes if outcome.failure is None]
    total = "table.total_one" if len(outcomes) == 1 else "table.total"
    table.add_column(
        messages("table.file"), messages(total, count=len(outcomes)), overflow="fold", min_width=12, ratio=1
    )
    console = Console(highlight=False)
    columns = [name for name in COUNTS if name != "nodes" or any(outcome.nodes for outcome in done)]
    narrow = KIND_CELLS if len(columns) == len(COUNTS) and console.width < WIDE_CELLS else None
    table.add_column(messages("table.kind"), overflow="fold", min_width=7, max_width=narrow)
    for name in columns:
        value = sum(getattr(outcome, name) for outcome in done)
        table.add_column(messages(f"table.{name}"), str(value), justify="right", no_wrap=True)
    shown = _shown(outcomes)
    for outcome in shown:
        counts = ["" if outcome.failure is not None else str(getattr(outcome, name)) for name in columns]
        table.add_row(Text(outcome.label), _kind(outcome, messages), *counts)
    if len(shown) < len(outcomes):
        table.add_row(messages("table.more", count=len(outcomes) - len(shown)))
    console.print(table)
    failed = len(outcomes) - len(done)
    if failed:
        say(messages("line.failed_count", count=failed))


def _shown(outcomes: list[Outcome]) -> list[Outcome]:
    if len(outcomes) <= MAX_TABLE_ROWS:
        return outcomes
    failed = [outcome for outcome in outcomes[MAX_TABLE_ROWS:] if outcome.failure is not None]
    return outcomes[:MAX_TABLE_ROWS] + failed[:MAX_TABLE_ROWS]


def _kind(outcome: Outcome, messages: Messages) -> str:
    if outcome.failure is not None:
        return outcome.kind or messages("table.failed")
    return messages("table.no_indicators") if outcome.kind == NO_INDICATORS else outcome.kind

"""The end of a run on standard output: one line per file with its figures, their sums, and counts by outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.batch.outcome import Digest, Outcome
from extractor.batch.outcome_texts import kind_of, name_of
from extractor.batch.run import Record
from extractor.console import say
from extractor.messages import Messages

MAX_TABLE_ROWS = 60
"""Files listed one by one at the end; of longer runs the first ones, and as many failures beyond them."""
WIDE_CELLS, KIND_CELLS = 100, 11
"""On terminals that are not wide, a table with all columns keeps kinds and outcomes to so many cells, so that names of
files have room; none has a longer word."""
COUNTS = ("sections", "indicators", "nodes", "findings")
"""Columns with figures, named as in Digest; that of nodes is shown only where a file has a cascade."""


def print_closing(records: Sequence[Record], messages: Messages) -> None:
    """Prints the table of files and, of several files, that of outcomes."""
    _print_files(records, messages)
    if len(records) > 1:
        _print_outcomes(records, messages)


def _print_files(records: Sequence[Record], messages: Messages) -> None:
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_footer=len(records) > 1, pad_edge=False, collapse_padding=True)
    read = [record.result.digest for record in records if not record.result.outcome.failed]
    columns = [name for name in COUNTS if name != "nodes" or any(digest.nodes for digest in read)]
    _add_columns(table, columns, read, messages, len(records), narrow=console.width < WIDE_CELLS)
    shown = _shown(records)
    for record in shown:
        figures = _figures(record.result.digest, columns) if not record.result.outcome.failed else [""] * len(columns)
        table.add_row(Text(record.item.label), kind_of(record.result, messages), *figures)
    if len(shown) < len(records):
        table.add_row(messages("table.more", count=len(records) - len(shown)))
    console.print(table)
    if failed := len(records) - len(read):
        say(messages("line.failed_count", count=failed))


def _add_columns(
    table: Table, columns: list[str], read: list[Digest], messages: Messages, count: int, *, narrow: bool
) -> None:
    """The columns with their sums as footer, over the `count` files of which `read` were read."""
    total = messages("table.total_one" if count == 1 else "table.total", count=count)
    table.add_column(messages("table.file"), total, overflow="fold", min_width=12, ratio=1)
    widest = KIND_CELLS if len(columns) == len(COUNTS) and narrow else None
    table.add_column(messages("table.kind"), overflow="fold", min_width=7, max_width=widest)
    for name in columns:
        value = sum(getattr(digest, name) for digest in read)
        table.add_column(messages(f"table.{name}"), str(value), justify="right", no_wrap=True)


def _figures(digest: Digest, columns: list[str]) -> list[str]:
    return [str(getattr(digest, name)) for name in columns]


def _shown(records: Sequence[Record]) -> Sequence[Record]:
    if len(records) <= MAX_TABLE_ROWS:
        return records
    failed = [record for record in records[MAX_TABLE_ROWS:] if record.result.outcome.failed]
    return [*records[:MAX_TABLE_ROWS], *failed[:MAX_TABLE_ROWS]]


def _print_outcomes(records: Sequence[Record], messages: Messages) -> None:
    counts = Counter(record.result.outcome for record in records)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(messages("batch.outcome"))
    table.add_column(messages("batch.files"), justify="right")
    for outcome in Outcome:
        if counts[outcome]:
            table.add_row(name_of(outcome, messages), str(counts[outcome]))
    Console(highlight=False).print(table)

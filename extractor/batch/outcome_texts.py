"""Outcomes in words: the kind of a document or what went wrong, why, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.batch.outcome import Outcome, Result
from extractor.messages import Messages

MOST_NAMED = 10
"""Files that one line names."""
MINUTE_SECONDS = 60
HOUR_SECONDS = 3600


def name_of(outcome: Outcome, messages: Messages) -> str:
    """The outcome's name for people."""
    return messages(f"outcome.{outcome.name}")


def kind_of(result: Result, messages: Messages) -> str:
    """The kind of a document with indicators or a cascade; of others that they are a regulation, or what became of
    them."""
    figures = result.digest
    if figures.indicators or figures.nodes:
        return figures.kind
    return messages("table.regulation") if result.outcome is Outcome.OK else name_of(result.outcome, messages)


def cause_of(result: Result, messages: Messages) -> str:
    """Why a file failed, or was read in part; "" where there is nothing to say."""
    if result.cause is not None:
        return messages.sentence(result.cause)
    return messages("batch.partial") if result.outcome is Outcome.PARTIAL else ""


def remedy_of(result: Result, messages: Messages) -> str:
    """What to do about it; "" where there is nothing to do."""
    if result.cause is not None:
        return messages.advice(result.cause)
    return messages("batch.partial_remedy") if result.outcome is Outcome.PARTIAL else ""


def failure_line(messages: Messages, label: str, result: Result) -> str:
    """One line: which file, what is wrong with it, what to do about it."""
    return messages("line.failure", name=label, sentence=cause_of(result, messages), remedy=remedy_of(result, messages))


def read_line(label: str, result: Result, index: int, count: int, messages: Messages) -> str:
    """One line for a file that was read, the `index`th (1-based) of `count`."""
    figures = result.digest
    return messages(
        "line.read_cascade" if figures.nodes else "line.read",
        index=index,
        count=count,
        name=label,
        kind=kind_of(result, messages),
        sections=figures.sections,
        indicators=figures.indicators,
        nodes=figures.nodes,
        findings=figures.findings,
    )


def counted(counts: Counter[Outcome], messages: Messages) -> str:
    """Counts by outcome in one line: "lengkap 3, rusak 1"."""
    return ", ".join(f"{name_of(kind, messages)} {counts[kind]}" for kind in Outcome if counts[kind])


def duration(seconds: float) -> str:
    """Hours, minutes and seconds with colons: 1:02:03."""
    hours, rest = divmod(round(seconds), HOUR_SECONDS)
    return f"{hours}:{rest // MINUTE_SECONDS:02}:{rest % MINUTE_SECONDS:02}"


def left_out_line(tables: Sequence[tuple[str, Sequence[str]]], messages: Messages) -> str:
    """One line about files with tables that were left out but may hold indicators, each with the pages of these."""
    names = [_with_pages(name, [one for one in pages if one], messages) for name, pages in tables[:MOST_NAMED]]
    more = ["…"] if len(tables) > MOST_NAMED else []
    return messages("batch.left_out", count=len(tables), names="; ".join([*names, *more]))


def _with_pages(name: str, pages: Sequence[str], messages: Messages) -> str:
    return messages("batch.left_out_file", name=name, pages=", ".join(pages)) if pages else name


def review_line(look: int, cells: int, messages: Messages, file: str | None = None) -> str:
    """How many of the cells that were read a person should look at, and the file that lists them."""
    share = messages.percent(look / cells if cells else 0)
    line = messages("review.load", look=messages.number(look), cells=messages.number(cells), share=share)
    return messages("review.listed", load=line, file=file) if file is not None and look else line

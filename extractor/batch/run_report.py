"""Records of a run -> laporan.html, one self-contained page: nothing is fetched or sent, nothing of an input runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined, Template

from extractor.batch.outcome import CONFIDENCE_BINS, Outcome, Result
from extractor.batch.outcome_texts import cause_of, duration, kind_of, name_of, remedy_of, review_line
from extractor.batch.run import Record
from extractor.batch.run_summary import (
    FAILURES_FILE,
    SUMMARY_FILE,
    ReviewLoad,
    RunSummary,
    page_list,
    review_loads,
    total,
)
from extractor.export.review_csv import FILE as REVIEW_FILE
from extractor.messages import Messages

MOST_WORST = 25
"""Files of the lowest confidence that the page lists."""
MOST_SLOWEST = 10
MOST_FAILURES = 500
"""Failures that the page lists; all of them stand in gagal.csv."""
MOST_FILES = 2000
"""Files that the page lists with their links; all of them stand in ringkasan.json."""
DURATION_EDGES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds; from one edge to the next is one bar."""

PLOT_WIDTH, PLOT_HEIGHT, PLOT_FOOT, PLOT_HEAD = 520, 200, 34, 18
"""Pixels of a histogram: the whole, and what is kept free below and above the bars."""
BAR_GAP = 6

COLOURS = {
    Outcome.OK: "#1b7f3b",
    Outcome.PARTIAL: "#c98a00",
    Outcome.NO_INDICATORS: "#6b7680",
}
FAILED_COLOUR = "#b3261e"

_Pair = tuple[Record, ReviewLoad]


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """One outcome as a bar from left to right."""

    label: str
    count: int
    percent: float
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram, in pixels from the plot's top left."""

    x: float
    y: float
    width: float
    height: float
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file as tables show it."""

    label: str
    link: str | None  # to its first output, relative to the page
    state: str  # its kind, or what became of it
    outcome: str
    colour: str
    indicators: int
    nodes: int
    pages: str
    confidence: float | None
    look: str  # how many of its cells to look at, of how many
    seconds: float
    memory_mb: float
    cause: str
    remedy: str
    twin_of: str | None
    left_out: tuple[str, ...]  # pages of the findings about tables that may hold indicators


def render(run: RunSummary, messages: Messages) -> bytes:
    """The page in UTF-8, with everything in it that it shows."""
    found = review_loads(run.records)
    whole = total(found)
    pairs = list(zip(run.records, found, strict=True))
    troubled = [pair for pair in pairs if _troubled(pair[0])]
    read = [pair for pair in pairs if pair[0].twin_of is None]

    def rows(chosen: Iterable[_Pair]) -> list[ReportRow]:
        return [_row(record, load, messages) for record, load in chosen]

    page = load_template().render(
        t=messages,
        run=run,
        unsearched=[(label, messages.sentence(error.cause)) for label, error in run.unsearched],
        version=version("cermat"),
        elapsed=duration(run.seconds),
        shares=_shares(run, messages),
        failed=sum(record.result.outcome.failed for record in run.records),
        indicators=sum(record.result.digest.indicators for record in run.records),
        nodes=sum(record.result.digest.nodes for record in run.records),
        twins=sum(record.twin_of is not None for record in run.records),
        resumed=sum(record.resumed for record in run.records),
        confidence=_confidences(run.records),
        load=review_line(whole.look, whole.cells, messages) if whole.cells else None,
        review_file=REVIEW_FILE if run.lists_cells and whole.look else None,
        left_out=rows(pair for pair in pairs if pair[0].result.digest.left_out),
        durations=_durations(run.records),
        plot={"width": PLOT_WIDTH, "height": PLOT_HEIGHT, "foot": PLOT_FOOT},
        worst=rows(_worst(pairs)),
        slowest=rows(sorted(read, key=lambda pair: -pair[0].result.seconds)[:MOST_SLOWEST]),
        troubled=rows(troubled[:MOST_FAILURES]),
        troubled_count=len(troubled),
        rows=rows(pairs[:MOST_FILES]),
        row_count=len(pairs),
        failures_file=FAILURES_FILE,
        summary_file=SUMMARY_FILE,
    )
    return page.encode()


def _worst(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Those of the lowest confidence, without those that are sure."""
    sure = 1.0
    doubtful = [
        (lowest, pair) for pair in pairs if (lowest := pair[0].result.digest.lowest) is not None and lowest < sure
    ]
    return [pair for _, pair in sorted(doubtful, key=lambda one: (one[0], one[1][0].item.label))[:MOST_WORST]]


def _troubled(record: Record) -> bool:
    return record.result.outcome.failed or record.result.outcome is Outcome.PARTIAL


def _row(record: Record, load: ReviewLoad, messages: Messages) -> ReportRow:
    result, figures = record.result, record.result.digest
    return ReportRow(
        label=record.item.label,
        link=quote(record.outputs[0]) if record.outputs else None,
        state=kind_of(result, messages) + _review_state(load, messages),
        outcome=name_of(result.outcome, messages),
        colour=colour_of(result.outcome),
        indicators=figures.indicators,
        nodes=figures.nodes,
        pages=page_list(figures.unread_pages),
        confidence=figures.lowest,
        look=f"{messages.number(load.look)} / {messages.number(load.cells)}",
        seconds=result.seconds,
        memory_mb=result.peak_mb,
        cause=cause_of(result, messages) if result.outcome.failed else _partial_cause(result, messages),
        remedy=remedy_of(result, messages),
        twin_of=record.twin_of,
        left_out=figures.left_out,
    )


def _review_state(load: ReviewLoad, messages: Messages) -> str:
    """That a person has reviewed the document, or how many of its cells; "" where nobody has looked at any."""
    if load.finished:
        return messages("review.finished")
    return messages("review.begun", reviewed=messages.number(load.reviewed)) if load.reviewed else ""


def _partial_cause(result: Result, messages: Messages) -> str:
    if result.outcome is not Outcome.PARTIAL:
        return ""
    if not result.digest.unread_pages:
        return cause_of(result, messages)
    return messages("report.unread_pages", pages=page_list(result.digest.unread_pages))


def colour_of(outcome: Outcome) -> str:
    """The CSS colour of an outcome."""
    return COLOURS.get(outcome, FAILED_COLOUR)


def _shares(run: RunSummary, messages: Messages) -> list[OutcomeShare]:
    counts = run.counts
    most = max(counts.values(), default=1)
    return [
        OutcomeShare(name_of(outcome, messages), counts[outcome], 100 * counts[outcome] / most, colour_of(outcome))
        for outcome in Outcome
        if counts[outcome]
    ]


def _confidences(records: Sequence[Record]) -> list[Bar]:
    """Rows of all documents by their confidence."""
    counts = [sum(record.result.digest.histogram[place] for record in records) for place in range(CONFIDENCE_BINS)]
    labels = [f"{place / CONFIDENCE_BINS:.1f}" for place in range(CONFIDENCE_BINS)]
    return _bars(counts, labels)


def _durations(records: Sequence[Record]) -> list[Bar]:
    """Files by the time that they took; twins took none."""
    counts = [0] * (len(DURATION_EDGES) + 1)
    for record in records:
        if record.twin_of is None:
            counts[sum(record.result.seconds >= edge for edge in DURATION_EDGES)] += 1
    labels = [f"<{DURATION_EDGES[0]:g}", *(f"{edge:g}" for edge in DURATION_EDGES[:-1]), f">{DURATION_EDGES[-1]:g}"]
    return _bars(counts, labels)


def _bars(counts: list[int], labels: list[str]) -> list[Bar]:
    step = PLOT_WIDTH / len(counts)
    room = PLOT_HEIGHT - PLOT_FOOT - PLOT_HEAD
    most = max(*counts, 1)
    heights = [room * count / most for count in counts]
    return [
        Bar(
            round(place * step + BAR_GAP / 2, 1),
            round(PLOT_HEIGHT - PLOT_FOOT - height, 1),
            round(step - BAR_GAP, 1),
            round(height, 1),
            count,
            label,
        )
        for place, (count, label, height) in enumerate(zip(counts, labels, heights, strict=True))
    ]


@cache
def load_template() -> Template:
    """The compiled page; takes a quarter of a second the first time."""
    text = files("extractor").joinpath("data/batch_report.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        text
    )

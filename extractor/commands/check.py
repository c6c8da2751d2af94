"""`cermat check`: the checks once more, over results that are already there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import get_args

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.check import checked
from extractor.commands.common import manner_options, one_clear_line, say, set_up_logging
from extractor.export.json import load, render
from extractor.messages import Language, Messages
from extractor.names import printable
from extractor.outputs import OutputFolder
from schemas.document import Document, Temuan
from schemas.errors import DamagedInput, ExitCode, NothingToRead
from schemas.evidence import Severity
from schemas.findings import in_english

SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the worst first
NEVER = "tidak"
_MOST_PLACE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Result:
    """A file of results and the document in it with fresh findings."""

    path: Path
    document: Document


@click.command("check", short_help="Check existing results again.")
@click.argument("paths", metavar="OUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the findings into the JSON files.")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, NEVER]),
    default="galat",
    show_default=True,
    help="Exit with code 1 where there is a finding of this severity or worse; tidak: never.",
)
@manner_options
def check_command(
    paths: tuple[Path, ...], write: bool, fail_on: str, lang: Language, quiet: bool, verbose: bool
) -> None:
    """Check results of `cermat extract` again: numbers, empty cells, units, grades, NIP and more.

    OUT is a folder with results, or one JSON file. The findings are printed; the files stay as they are unless
    --write is given.
    """
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        results = list(_results(paths))
        if not results:
            listed = ", ".join(printable(str(path)) for path in paths)
            raise NothingToRead(
                messages("check.nothing", paths=listed), remedy="Name the folder that `cermat extract` wrote to."
            )
        if write:
            for result in results:
                OutputFolder(result.path.parent, ()).write(PurePosixPath(result.path.name), render(result.document))
        if not quiet:
            _print(results, messages)
    found = {item.tingkat for result in results for item in result.document.temuan}
    bad = fail_on != NEVER and any(s in found for s in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
    raise SystemExit(ExitCode.SOME_FAILED if bad else ExitCode.OK)


def _results(paths: tuple[Path, ...]) -> Iterator[Result]:
    """Every document below `paths`, checked. In folders, JSON files of other kinds are passed over."""
    for path in paths:
        if not path.is_dir():
            yield Result(path, checked(load(path)))
            continue
        for file in sorted(path.rglob("*.json")):
            try:
                yield Result(file, checked(load(file)))
            except DamagedInput:
                continue


def _print(results: list[Result], messages: Messages) -> None:
    """One table for each file with findings, and the sums."""
    console = Console(highlight=False)
    for result in results:
        if not result.document.temuan:
            continue
        table = Table(
            box=box.SIMPLE_HEAD, title=Text(printable(result.path.name)), title_justify="left", pad_edge=False
        )
        for key in ("severity", "code", "page", "place", "message"):
            table.add_column(messages(f"check.{key}"), overflow="fold")
        for item in result.document.temuan:
            table.add_row(*_cells(item, messages))
        console.print(table)
    counts = Counter(item.tingkat for result in results for item in result.document.temuan)
    listed = ", ".join(f"{messages(f'check.{s}')}: {counts[s]}" for s in SEVERITIES)
    say(messages("check.sums", count=len(results), listed=listed))


def _cells(item: Temuan, messages: Messages) -> tuple[Text, ...]:
    place = printable(item.lokasi or "")
    if len(place) > _MOST_PLACE_CHARS:
        place = place[: _MOST_PLACE_CHARS - 1] + "…"
    sentence = item.pesan if messages.language == "id" else in_english(item.kode, item.pesan)
    severity = messages(f"check.{item.tingkat}")
    page = str(item.halaman) if item.halaman is not None else ""
    return tuple(Text(cell) for cell in (severity, item.kode, page, place, printable(sentence)))

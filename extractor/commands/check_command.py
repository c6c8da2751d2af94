"""`cermat check`: the checks once more, over results that are already there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import get_args

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from extractor.batch.run_summary import SUMMARY_FILE, check_summary
from extractor.commands.command_options import message_options, one_clear_line
from extractor.console import say, set_up_logging
from extractor.export.json import load, render
from extractor.file_names import printable
from extractor.finding_messages import sentence_of
from extractor.messages import Language, Messages
from extractor.output_folder import OutputFolder
from extractor.recheck import checked
from extractor.results.decided_results import folder_of, load_decided
from extractor.results.result_files import SUFFIX, is_meant_as_result, result_stems
from schemas.document import Document, Temuan
from schemas.errors import CermatError, ExitCode, NothingToRead
from schemas.evidence import Severity

SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the worst first
NEVER = "tidak"
_MOST_PLACE_CHARS = 200
HEAD_INDENT, SENTENCE_INDENT = 2, 4  # columns


@click.command("check")
@click.argument("paths", metavar="OUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, NEVER]),
    default="galat",
    show_default=True,
)
@message_options
def check_command(
    paths: tuple[Path, ...], write: bool, fail_on: str, lang: Language, quiet: bool, verbose: bool
) -> None:
    """Check results of `cermat extract` again: numbers, empty cells, units, grades, NIP and more."""
    set_up_logging(verbose)
    messages = Messages(lang)
    counts: Counter[Severity] = Counter()
    checked_files = failed = 0
    with one_clear_line(messages, verbose):
        for file, chosen in _files(paths):
            try:
                document = _looked_at(file, write)
            except CermatError as error:
                if chosen and len(paths) == 1:
                    raise
                if chosen or file.name == SUMMARY_FILE or is_meant_as_result(file):
                    say(messages.failure(printable(str(file)), error))
                    failed += 1
                continue
            if document is None:  # the summary of a run
                continue
            checked_files += 1
            counts.update(item.tingkat for item in document.temuan)
            if not quiet and document.temuan:
                _print(file, document, messages)
        if not checked_files and not failed:
            listed = ", ".join(printable(str(path)) for path in paths)
            raise NothingToRead("no_results", remedy="results", paths=listed)
        if not quiet:
            listed = ", ".join(f"{messages(f'check.{s}')}: {counts[s]}" for s in SEVERITIES)
            say(messages("check.sums", count=checked_files, listed=listed))
    bad = fail_on != NEVER and any(counts[s] for s in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
    raise SystemExit(ExitCode.SOME_FAILED if bad or failed else ExitCode.OK)


def _looked_at(file: Path, write: bool) -> Document | None:
    """A document, checked again; None for the summary of a run, which is only checked against its contract."""
    if file.name == SUMMARY_FILE:
        check_summary(file)
        return None
    return _checked_again(file, write)


def _files(paths: tuple[Path, ...]) -> Iterator[tuple[Path, bool]]:
    """The files to look at; True for those that were named themselves, False for those found in a folder."""
    for path in paths:
        if path.is_dir():
            yield from ((path / f"{stem}{SUFFIX}", False) for stem in sorted(result_stems(path)))
            if (path / SUMMARY_FILE).is_file():
                yield path / SUMMARY_FILE, False
        else:
            yield path, True


def _checked_again(file: Path, write: bool) -> Document:
    """The document with fresh findings; with `write` the file has them too, if it did not before."""
    place = folder_of(file)
    document = checked(load_decided(file))
    if write and (data := render(document)) != file.read_bytes():
        if place is not None:
            machine = place.results.machine(load(file), place.stem)
            place.results.write(place.stem, document, machine, OutputFolder(place.results.folder, ()))
        else:
            OutputFolder(file.parent, ()).write(PurePosixPath(file.name), data)
    return document


def _print(file: Path, document: Document, messages: Messages) -> None:
    """The findings of one file as a list: what can be looked up on a line of its own, the sentence below it."""
    console = Console(highlight=False)
    console.print(Text(printable(file.name), "bold"))
    for item in document.temuan:
        head, place, sentence = _lines(item, messages)
        console.print(Padding(Text(head), (0, 0, 0, HEAD_INDENT)), soft_wrap=True)
        for line in (place, sentence):
            if line:
                console.print(Padding(Text(line), (0, 0, 0, SENTENCE_INDENT)))
    console.print()


def _lines(item: Temuan, messages: Messages) -> tuple[str, str, str]:
    """Severity, code and page; the words that lead to the place; the sentence."""
    page = messages("check.on_page", page=item.halaman) if item.halaman is not None else ""
    head = " · ".join(part for part in (messages(f"check.{item.tingkat}"), item.kode, page) if part)
    place = printable(item.lokasi or "")
    if len(place) > _MOST_PLACE_CHARS:
        place = place[: _MOST_PLACE_CHARS - 1] + "…"
    return head, place, printable(sentence_of(item, messages))

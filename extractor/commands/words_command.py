"""`cermat words`: the suspicious words of an output folder, so that a team settles each of them once."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.commands.command_options import message_options, one_clear_line
from extractor.commands.result_folder import UnreadResults, decisions_of, documents_of, journal_folder
from extractor.commands.single_output import deliver, output_options
from extractor.console import say, set_up_logging
from extractor.export.csv_table import CellValue, CsvTable
from extractor.export.json import dump
from extractor.file_names import printable
from extractor.messages import Language, Messages
from extractor.spelling import read_project
from extractor.suspicious_words import SuspiciousWord, suspicious_words
from schemas.errors import ExitCode, NothingToRead

COLUMNS = ("kata", "kali", "dokumen", "usul", "peluang", "keadaan")


def _rows(words: Sequence[SuspiciousWord]) -> list[tuple[CellValue, ...]]:
    return [(w.word, w.times, w.documents, w.suggestion, round(w.likelihood, 3), w.state) for w in words]


def as_csv(words: Sequence[SuspiciousWord], messages: Messages) -> bytes:
    """One line a word, under the names of COLUMNS."""
    out = io.BytesIO()
    table = CsvTable(out, COLUMNS)
    table.write(_rows(words))
    table.close()
    return out.getvalue()


def as_json(words: Sequence[SuspiciousWord], messages: Messages) -> bytes:
    """A list of objects with the names of COLUMNS."""
    return dump([dict(zip(COLUMNS, row, strict=True)) for row in _rows(words)])


def as_toml(words: Sequence[SuspiciousWord], messages: Messages) -> bytes:
    """A project file to edit: words without a suggestion as right ones, the others as corrections."""
    out = io.StringIO()
    out.write(f"# {messages('words.teach')}\n[ejaan]\nkata = [\n")
    out.writelines(f'    "{w.word}",  # {w.times}\n' for w in words if w.suggestion is None)
    out.write("]\n\n[ejaan.koreksi]\n")
    out.writelines(f'"{w.word}" = "{w.suggestion}"  # {w.times}\n' for w in words if w.suggestion is not None)
    return out.getvalue().encode()


FORMATS: dict[str, Callable[[Sequence[SuspiciousWord], Messages], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "toml": as_toml,
}


@click.command("words")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--project", type=click.Path(path_type=Path))
@output_options(FORMATS)
@message_options
def words_command(
    out: Path, project: Path | None, form: str | None, output: Path | None, lang: Language, quiet: bool, verbose: bool
) -> None:
    """List the words of the documents in OUT that look mistyped: how often, in how many documents, and what may be
    meant. What a team writes into a project file (--format toml is a start) is settled for every later run.
    """
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        if not out.is_dir():
            raise NothingToRead("no_results", remedy="results", paths=printable(str(out)))
        unread = UnreadResults(messages)
        found = documents_of(str(out), journal_folder(str(out)), unread.tell, decisions_of(str(out), messages))
        words, documents = suspicious_words((result.document for result in found), read_project(project))
        if not documents:
            raise NothingToRead("no_results", remedy="results", paths=printable(str(out)))
        if form is not None or output is not None:
            deliver(FORMATS[form or "csv"](words, messages), output)
        else:
            _print(words, messages)
        if not quiet:
            _close(len(words), documents, output, messages)
    raise SystemExit(ExitCode.SOME_FAILED if unread.codes else ExitCode.OK)


def _print(words: Sequence[SuspiciousWord], messages: Messages) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key in ("word", "times", "documents", "suggestion", "likelihood", "state"):
        number = key in ("times", "documents", "likelihood")
        table.add_column(messages(f"words.{key}"), justify="right" if number else "left", overflow="fold")
    for w in words:
        likelihood = f"{w.likelihood:.0%}" if w.suggestion is not None else ""
        state = messages(f"words.{w.state}")
        cells = (w.word, str(w.times), str(w.documents), w.suggestion or "", likelihood, state)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if words:
        Console(highlight=False).print(table)


def _close(count: int, documents: int, output: Path | None, messages: Messages) -> None:
    if output is not None:
        say(messages("words.written", count=count, file=printable(str(output))))
    elif count:
        say(messages("words.sums", words=count, documents=documents))
    else:
        say(messages("words.none", documents=documents))

"""Options that commands share, and the door through which their errors leave: one line and an exit code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from extractor.command_help import CHOSEN, spoken
from extractor.console import say, show_traceback
from extractor.file_names import printable
from extractor.messages import LANGUAGES, Messages
from parsers.reading import OCR_MODES, OcrMode, ReadOptions
from schemas.errors import CermatError, ExitCode
from schemas.system_errors import system_trouble

LAST_PAGE = 1_000_000
"""Stands for the end of the document in an open range such as "5-"."""

CSV_DIALECTS = ("umum", "id")
"""Those of extractor.export.csv_table, which takes longer to import than a command may take to begin."""

F = TypeVar("F", bound=Callable[..., Any])

PageRanges = tuple[tuple[int, int], ...]


_PAGES_PART = re.compile(r"(\d+)?(-)?(\d+)?")


class NoPageRange(ValueError):
    """Pages that can't be understood; its text is English, for programmers."""

    def __init__(self, key: str, value: str) -> None:
        self._key = key
        self._value = printable(value)
        super().__init__(self.sentence(Messages("en")))

    def sentence(self, messages: Messages) -> str:
        """What is wrong, in the language of the messages."""
        return messages(self._key, value=self._value)


def parse_pages(ctx: click.Context, param: click.Parameter, value: str | None) -> PageRanges | None:
    """ "3-10", "1,4,7-9" or "5-" as inclusive ranges of 1-based page numbers."""
    try:
        return None if value is None else page_ranges(value)
    except NoPageRange as error:
        raise click.BadParameter(error.sentence(spoken())) from error


def page_ranges(value: str) -> PageRanges:
    """ "3-10", "1,4,7-9" or "5-" as inclusive ranges of 1-based page numbers. Raises NoPageRange for anything else."""
    ranges = []
    for part in value.split(","):
        match = _PAGES_PART.fullmatch(part.strip())
        first, dash, last = match.groups() if match else (None, None, None)
        if first is None and last is None:
            raise NoPageRange("usage.pages", value)
        start = int(first) if first else 1
        end = int(last) if last else (LAST_PAGE if dash else start)
        if not 1 <= start <= end:
            raise NoPageRange("usage.page_order", part.strip())
        ranges.append((start, end))
    return tuple(ranges)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """--pages, --password, --ocr and --ocr-engine: how files are read. The command is given them as `reading`."""

    @wraps(command)
    def read_by(
        *given: Any, pages: PageRanges | None, password: str | None, ocr: OcrMode, ocr_engine: str | None, **named: Any
    ) -> None:
        reading = ReadOptions(pages=pages, password=password, ocr=ocr, ocr_engine=ocr_engine)
        command(*given, reading=reading, **named)

    for option in (
        click.option("--ocr-engine", metavar="NAME"),
        click.option(
            "--ocr",
            type=click.Choice(OCR_MODES),
            default="auto",
            show_default=True,
        ),
        click.option(
            "--password",
            metavar="TEXT",
            envvar="CERMAT_PASSWORD",
        ),
        click.option(
            "--pages",
            callback=parse_pages,
            metavar="RANGES",
        ),
    ):
        read_by = option(read_by)
    return read_by


def csv_dialect_option(command: F) -> F:
    """--csv-dialect: for whose spreadsheets CSV files are written."""
    option = click.option(
        "--csv-dialect",
        type=click.Choice(CSV_DIALECTS),
        default="umum",
        show_default=True,
    )
    return option(command)


def choose_language(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The language given with the command; else the one given before it; else that of the machine."""
    given = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    chosen: str = value if given else ctx.meta.get(CHOSEN, value)
    return chosen


def language_option(command: F) -> F:
    """--lang: Indonesian or English."""
    option = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=choose_language,
        default="id",
        show_default=True,
        envvar="CERMAT_LANG",
    )
    return option(command)


def message_options(command: F) -> F:
    """--lang, -q and -v: how Cermat speaks."""
    for option in (
        click.option("-v", "--verbose", is_flag=True),
        click.option("-q", "--quiet", is_flag=True),
        language_option,
    ):
        command = option(command)
    return command


@contextmanager
def one_clear_line(messages: Messages, verbose: bool) -> Iterator[None]:
    """Turns a CermatError into its line and exit code, and anything unforeseen into a "bug" line and exit code 70.

    Ctrl-C ends a command at once where it does not look for it itself.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except CermatError as error:
        say(messages.error(error))
        if verbose:
            show_traceback(error)
        raise SystemExit(error.exit_code) from None
    except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
        raise  # click's own ways to end
    except OSError as error:
        trouble = system_trouble(error)
        say(messages.error(trouble) if trouble is not None else messages.bug("cermat", error))
        if verbose:
            show_traceback(error)
        raise SystemExit(trouble.exit_code if trouble is not None else ExitCode.INTERNAL) from None
    except Exception as error:  # noqa: BLE001 - the outermost door: users get a line, -v the traceback
        say(messages.bug("cermat", error))
        if verbose:
            show_traceback(error)
        raise SystemExit(ExitCode.INTERNAL) from None

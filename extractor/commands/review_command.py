"""`cermat review`: a person settles doubtful cells on a local page, or takes decisions from another machine."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from extractor.commands.command_options import (
    csv_dialect_option,
    message_options,
    one_clear_line,
    reading_options,
)
from extractor.console import set_up_logging
from extractor.messages import Language, Messages
from parsers.reading import ReadOptions


@click.command("review")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--documents",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
)
@click.option(
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=0,
)
@click.option("--no-browser", is_flag=True)
@click.option(
    "--apply",
    "taken",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option("--by", metavar="NAME")
@csv_dialect_option
@reading_options
@message_options
def review_command(
    folder: Path,
    documents: Path | None,
    port: int,
    no_browser: bool,
    taken: Path | None,
    by: str | None,
    csv_dialect: str,
    reading: ReadOptions,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Look at doubtful cells of OUT, a folder with results of `cermat extract`, and set them right."""
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        from extractor.commands.review_run import ReviewRequest, run_review, take_decisions
        from extractor.commands.run_options import Reporter
        from extractor.export.csv_table import DIALECTS

        request = ReviewRequest(
            folder,
            by or _user(),
            documents,
            reading,
            DIALECTS[csv_dialect],
        )
        reporter = Reporter(messages, quiet, verbose)
        if taken is not None:
            take_decisions(request, taken, reporter)
        else:
            run_review(request, port, open_browser=not no_browser, reporter=reporter)


def _user() -> str:
    """The name of the user of this machine; "-" where the system knows none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "-"

"""Lines for people on standard error, beside any progress bar; results alone go to standard output."""

from __future__ import annotations

import logging
import sys
import traceback

import click


def say(line: str) -> None:
    """Prints one line for people on standard error."""
    click.echo(line, err=True)


def show_traceback(error: BaseException) -> None:
    """Prints the traceback of `error` on standard error, for who asked with -v."""
    traceback.print_exception(error, file=sys.stderr)


def set_up_logging(verbose: bool) -> None:
    """Sends what libraries log or warn about to standard error where `verbose`, else nowhere."""
    logging.captureWarnings(True)
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")
    else:
        logging.lastResort = None
        logging.getLogger().addHandler(logging.NullHandler())

"""Lines for people on standard error, beside any progress bar; results alone go to standard output."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import suppress
from typing import TextIO

import click

STANDARD_STREAMS = 3  # input, output, errors: the first descriptors


def prepare_streams() -> None:
    """Gives standard streams that are closed a way to nowhere, so that no file of ours gets their number, and has
    characters that a console lacks shown as "?" rather than end the program."""
    for number in range(STANDARD_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number is this one
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def flush_output() -> None:
    """Brings what was printed to its goal. Raises OSError where that fails; it is not tried again then."""
    try:
        sys.stdout.flush()
    except OSError:
        _give_up(sys.stdout)
        raise


def _give_up(stream: TextIO) -> None:
    """Sends what the stream still holds to nowhere; the interpreter would try again at its end, and complain."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def shows_motion() -> bool:
    """Whether standard error is a terminal on which lines can be written over."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def shows_colour() -> bool:
    """Whether standard output is a terminal on which the user wants colours (https://no-color.org)."""
    plain = os.environ.get("TERM") in ("dumb", "unknown") or bool(os.environ.get("NO_COLOR"))
    return sys.stdout.isatty() and not plain


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

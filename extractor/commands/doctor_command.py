"""`cermat doctor`: what is installed, what is missing, how to get it."""

from __future__ import annotations

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.commands.command_options import language_option, one_clear_line
from extractor.installation import Checkup, Component, examine
from extractor.messages import Language, Messages
from schemas.errors import ExitCode

REINSTALL = "pip install --force-reinstall cermat"


@click.command("doctor")
@language_option
@click.option("-v", "--verbose", is_flag=True)
def doctor_command(lang: Language, verbose: bool) -> None:
    """Show which libraries and OCR engines Cermat finds, what is missing, and how to get it."""
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        checkup = examine()
        _show(checkup, messages)
    raise SystemExit(ExitCode.MISSING_COMPONENT if checkup.missing else ExitCode.OK)


def _show(checkup: Checkup, messages: Messages) -> None:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(min_width=16)
    table.add_column(overflow="fold")
    for title, parts in (
        ("doctor.python", (checkup.python,)),
        ("doctor.packages", checkup.packages),
        ("doctor.ocr", checkup.engines),
        ("doctor.office", (checkup.office,)),
    ):
        table.add_row(Text(messages(title), style="bold"))
        for part in parts:
            table.add_row(Text(f"  {part.name}"), Text(_state(part, messages)))
    console = Console(highlight=False)
    console.print(table)
    if checkup.missing:
        console.print(messages("doctor.not_ready", names=", ".join(checkup.missing)), markup=False)
    else:
        console.print(messages("doctor.ready"), markup=False)
    if not any(part.works for part in checkup.engines):
        console.print(messages("doctor.no_ocr"), markup=False)
    if not checkup.office.works:
        console.print(messages("doctor.no_office"), markup=False)


def _state(component: Component, messages: Messages) -> str:
    """Whether the component is there and works; what is wrong with it, and how to get it."""
    if component.works:
        return f"{messages('doctor.found')}, {component.version}"
    how = REINSTALL if component.missing is None else messages.advice(component.missing)
    if component.version is not None and component.trouble is None:
        return messages("doctor.broken", version=component.version, cause=how)
    state = messages("doctor.missing")
    if component.version is not None:
        state = messages("doctor.broken", version=component.version, cause=component.trouble)
    return f"{state}. {messages('doctor.how')}: {how}"

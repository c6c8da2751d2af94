"""`cermat doctor`: what is installed, what is missing, how to get it."""

from __future__ import annotations

import sys

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.commands.common import one_clear_line
from extractor.doctor import INDONESIAN, Checkup, Part, examine
from extractor.messages import LANGUAGES, Language, Messages
from schemas.errors import ExitCode

HINTS: dict[str, dict[str, str]] = {
    "package": {"linux": "pip install --force-reinstall cermat"},
    "rapidocr": {"linux": "pip install rapidocr onnxruntime"},
    "tesserocr": {"linux": "pip install tesserocr"},
    "tesseract": {
        "linux": "sudo apt install tesseract-ocr tesseract-ocr-ind",
        "darwin": "brew install tesseract tesseract-lang",
        "win32": "winget install UB-Mannheim.TesseractOCR",
    },
    "ind": {
        "linux": "sudo apt install tesseract-ocr-ind",
        "darwin": "brew install tesseract-lang",
        "win32": "tick Indonesian in the Tesseract installer",
    },
}
"""Commands per system (sys.platform); where a system has none of its own, the one for Linux works."""


@click.command("doctor", short_help="Show what is installed and what is missing.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="id",
    show_default=True,
    envvar="CERMAT_LANG",
    help="Language of messages: Indonesian or English.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of a failure.")
def doctor_command(lang: Language, verbose: bool) -> None:
    """Show which libraries, OCR engines and language data Cermat finds, what is missing, and how to get it.

    The exit code is 0 where everything essential works, else 8. OCR engines are not essential.
    """
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        checkup = examine()
        _show(checkup, messages)
    raise SystemExit(ExitCode.MISSING_COMPONENT if checkup.missing else ExitCode.OK)


def _show(checkup: Checkup, messages: Messages) -> None:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(min_width=16)
    table.add_column(overflow="fold")
    _group(table, messages, "doctor.python", (checkup.python,), "package")
    _group(table, messages, "doctor.packages", checkup.packages, "package")
    _group(table, messages, "doctor.ocr", checkup.engines, None)
    if any(part.name == "tesseract" and part.works for part in checkup.engines):
        if INDONESIAN in checkup.languages:
            names = ", ".join(checkup.languages)
            table.add_row("", Text(messages("doctor.languages", names=names)))
        else:
            how = f"{messages('doctor.how')}: {_hint('ind')}"
            table.add_row("", Text(f"{messages('doctor.no_indonesian')}. {how}"))
    console = Console(highlight=False)
    console.print(table)
    if checkup.missing:
        console.print(messages("doctor.not_ready", names=", ".join(checkup.missing)), markup=False)
    else:
        console.print(messages("doctor.ready"), markup=False)
    if not any(part.works for part in checkup.engines):
        console.print(messages("doctor.no_ocr"), markup=False)


def _group(table: Table, messages: Messages, title: str, parts: tuple[Part, ...], hint: str | None) -> None:
    table.add_row(Text(messages(title), style="bold"))
    for part in parts:
        if part.works:
            state = f"{messages('doctor.found')}, {part.version}"
        else:
            trouble = messages("doctor.broken", cause=part.trouble) if part.trouble else messages("doctor.missing")
            state = f"{trouble}. {messages('doctor.how')}: {_hint(hint or part.name)}"
        table.add_row(Text(f"  {part.name}"), Text(state))


def _hint(name: str) -> str:
    commands = HINTS[name]
    return commands.get(sys.platform, commands["linux"])

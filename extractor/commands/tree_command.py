"""`cermat tree`: the performance cascade of a document as a picture, or as text for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from extractor.commands.command_options import message_options, one_clear_line, reading_options
from extractor.commands.single_output import deliver, document_or_result, form_for, output_options
from extractor.console import say, set_up_logging
from extractor.export.json import dump
from extractor.export.tree_flat import as_csv
from extractor.export.tree_picture import as_html, as_svg
from extractor.export.tree_text import as_dot, as_mermaid
from extractor.file_names import printable
from extractor.messages import Language, Messages
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.errors import NothingToRead


def as_json(document: Document) -> bytes:
    """The nodes as they stand in the document's JSON."""
    return dump([node.model_dump(mode="json") for node in document.kaskade])


FORMATS: dict[str, Callable[[Document], bytes]] = {
    "svg": as_svg,
    "html": as_html,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "csv": as_csv,
    "json": as_json,
}
ENDINGS = {"mmd": "mermaid", "gv": "dot"}


@click.command("tree")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@output_options(FORMATS)
@reading_options
@message_options
def tree_command(
    file: Path,
    form: str | None,
    output: Path | None,
    reading: ReadOptions,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Draw the performance cascade (pohon kinerja) of FILE: a document, or its JSON from `cermat extract`."""
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        document = document_or_result(file, reading)
        if not document.kaskade:
            raise NothingToRead("no_cascade", file.name, remedy="extract")
        data = FORMATS[form or form_for(output, FORMATS, ENDINGS, "svg")](document)
        deliver(data, output, [file])
        if output is not None and not quiet:
            say(messages("tree.written", file=printable(str(output)), count=len(document.kaskade)))

"""`cermat naskah`: the regulation itself of one document, for reading or for other systems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from extractor.commands.command_options import message_options, one_clear_line, reading_options
from extractor.commands.single_output import deliver, document_or_result, form_for, output_options
from extractor.console import say, set_up_logging
from extractor.export.akoma_ntoso import as_akn
from extractor.export.json import dump
from extractor.export.naskah_html import as_html
from extractor.export.naskah_markdown import as_markdown, naskah_of
from extractor.file_names import printable
from extractor.messages import Language, Messages
from parsers.reading import ReadOptions
from schemas.document import Document


def as_json(document: Document) -> bytes:
    """`naskah` as it is in the document's JSON."""
    return dump(naskah_of(document).model_dump(mode="json"))


FORMATS: dict[str, Callable[[Document], bytes]] = {
    "markdown": as_markdown,
    "html": as_html,
    "akn": as_akn,
    "json": as_json,
}
ENDINGS = {"md": "markdown", "xml": "akn"}


@click.command("naskah")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@output_options(FORMATS)
@reading_options
@message_options
def naskah_command(
    file: Path,
    form: str | None,
    output: Path | None,
    reading: ReadOptions,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write the regulation of FILE, a document or its JSON from `cermat extract`, from its title to its annexes."""
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        document = document_or_result(file, reading)
        data = FORMATS[form or form_for(output, FORMATS, ENDINGS, "markdown")](document)
        deliver(data, output, [file])
        if output is not None and not quiet:
            count = sum(1 for unit in naskah_of(document).isi for _ in unit.walk())
            say(messages("naskah.written", file=printable(str(output)), count=count))

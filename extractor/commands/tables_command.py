"""`cermat tables`: every table of a file as a plain grid."""

from __future__ import annotations

import codecs
from pathlib import Path, PurePosixPath

import click

from extractor.commands.command_options import message_options, one_clear_line, reading_options
from extractor.console import say, set_up_logging
from extractor.export.json import dump
from extractor.export.plain_tables import as_csv, as_document, placed_grids
from extractor.file_names import output_name
from extractor.input_files import InputFile
from extractor.messages import Language, Messages
from extractor.output_folder import OutputFolder
from parsers.read import read
from parsers.reading import ReadOptions


@click.command("tables")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
)
@reading_options
@message_options
def tables_command(
    file: Path,
    form: str,
    output: Path | None,
    reading: ReadOptions,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Print all tables of FILE as plain grids: where each cell stands, what it spans, its text."""
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        transcript = read(file, reading)
        if form == "json":
            parts = [(".tabel.json", dump(as_document(transcript)))]
        else:
            texts = [as_csv(placed.grid).encode() for placed in placed_grids(transcript)]
            parts = [(f".tabel-{number:03}.csv", text) for number, text in enumerate(texts, start=1)]
        if output is None:
            between = b"\r\n" if form == "csv" else b""
            click.echo(between.join(data for _, data in parts), nl=False)
        else:
            folder = OutputFolder(output, [InputFile(file)])
            mark = codecs.BOM_UTF8 if form == "csv" else b""
            for suffix, data in parts:
                folder.write(PurePosixPath(output_name(file.name) + suffix), mark + data)
        if not quiet and not placed_grids(transcript):
            say(messages("line.no_tables"))

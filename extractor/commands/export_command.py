"""`cermat export`: the documents of an output folder as tables, for people and for other systems."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.commands.command_options import csv_dialect_option, message_options, one_clear_line
from extractor.commands.export_run import ExportRequest, parse_table_formats, run_export
from extractor.commands.run_options import Reporter
from extractor.console import set_up_logging
from extractor.export.csv_table import DIALECTS
from extractor.messages import Language, Messages


@click.command("export")
@click.argument("results", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    metavar="LIST",
)
@click.option(
    "--db",
    metavar="URL",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
)
@click.option(
    "--profile",
    metavar="FILE",
)
@csv_dialect_option
@click.option(
    "--journal",
    type=click.Path(path_type=Path, file_okay=False),
)
@message_options
def export_command(
    results: Path,
    formats: str | None,
    db: str | None,
    output: Path | None,
    profile: str | None,
    csv_dialect: str,
    journal: Path | None,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make every table again from the documents in OUT, a folder that `cermat extract` wrote to."""
    set_up_logging(verbose)
    messages = Messages(lang)
    with one_clear_line(messages, verbose):
        request = ExportRequest(
            results,
            output or results,
            () if formats is None and (db or profile) is not None else parse_table_formats(formats),
            DIALECTS[csv_dialect],
            journal,
            lang,
            db,
            profile,
        )
        code = run_export(request, Reporter(messages, quiet, verbose))
    raise SystemExit(code)

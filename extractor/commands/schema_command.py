"""`cermat schema`: the JSON Schema of the output."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from extractor.batch.run_summary import summary_schema
from extractor.commands.command_options import one_clear_line
from extractor.diff.comparison_contract import schema as diff_schema
from extractor.export.json import dump, schema
from extractor.export.tables.table_json_schema import schema as table_schema
from extractor.messages import Messages
from extractor.output_folder import OutputFolder


@click.command("schema", short_help="Print the JSON Schema of the output.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@click.option("--diff", "of_diff", is_flag=True, help="The schema of what `cermat diff --format json` writes instead.")
@click.option("--tables", "of_tables", is_flag=True, help="The schema of the rows that `cermat export` writes instead.")
@click.option("--summary", "of_summary", is_flag=True, help="The schema of ringkasan.json instead.")
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of a failure.")
def schema_command(output: Path | None, of_diff: bool, of_tables: bool, of_summary: bool, verbose: bool) -> None:
    """Print the JSON Schema of the documents that `cermat extract` writes (output contract 1.0)."""
    with one_clear_line(Messages("en"), verbose):
        make = diff_schema if of_diff else table_schema if of_tables else summary_schema if of_summary else schema
        data = dump(make())
        if output is None:
            click.echo(data, nl=False)
        else:
            OutputFolder(output.parent, ()).write(PurePosixPath(output.name), data)

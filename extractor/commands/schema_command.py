"""`cermat schema`: the JSON Schema of the output."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from extractor.batch.run_summary import summary_schema
from extractor.commands.command_options import language_option, one_clear_line
from extractor.diff.comparison_contract import schema as diff_schema
from extractor.export.json import dump, schema
from extractor.export.tables.table_json_schema import schema as table_schema
from extractor.messages import Language, Messages
from extractor.output_folder import OutputFolder


@click.command("schema")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--diff", "of_diff", is_flag=True)
@click.option("--tables", "of_tables", is_flag=True)
@click.option("--summary", "of_summary", is_flag=True)
@language_option
@click.option("-v", "--verbose", is_flag=True)
def schema_command(
    output: Path | None, of_diff: bool, of_tables: bool, of_summary: bool, lang: Language, verbose: bool
) -> None:
    """Print the JSON Schema of the documents that `cermat extract` writes (output contract 1.0)."""
    with one_clear_line(Messages(lang), verbose):
        make = diff_schema if of_diff else table_schema if of_tables else summary_schema if of_summary else schema
        data = dump(make())
        if output is None:
            click.echo(data, nl=False)
        else:
            OutputFolder(output.parent, ()).write(PurePosixPath(output.name), data)

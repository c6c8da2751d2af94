"""The command line: `cermat`. Each command is in extractor.commands."""

from __future__ import annotations

import importlib
from importlib.metadata import version

import click

COMMANDS = {
    "extract": "extractor.commands.extract_command:extract_command",
    "export": "extractor.commands.export_command:export_command",
    "check": "extractor.commands.check_command:check_command",
    "review": "extractor.commands.review_command:review_command",
    "diff": "extractor.commands.diff_command:diff_command",
    "tables": "extractor.commands.tables_command:tables_command",
    "words": "extractor.commands.words_command:words_command",
    "tree": "extractor.commands.tree_command:tree_command",
    "naskah": "extractor.commands.naskah_command:naskah_command",
    "doctor": "extractor.commands.doctor_command:doctor_command",
    "schema": "extractor.commands.schema_command:schema_command",
}


class LazyGroup(click.Group):
    """Imports a command when it is asked for, so that `cermat --version` does not wait for PDF libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of this name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("cermat"), prog_name="cermat")
def main() -> None:
    """Cermat turns Indonesian performance-indicator decrees (IKU, IKI, PK, RENSTRA, ...) into clean, traceable
    JSON and CSV. It works offline.

    \b
    Start with:  cermat extract FILE_OR_FOLDER -o output/
    """

"""The command line: `cermat`. Each command is in extractor.commands."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any

import click

from extractor.command_help import CHOSEN, HELP_OPTIONS, explain, language_of, short_help, speak, spoken
from extractor.console import flush_output, prepare_streams, say
from extractor.file_names import printable
from extractor.messages import LANGUAGES
from schemas.errors import ExitCode
from schemas.system_errors import system_trouble

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

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> Any:
        """As click has it; what the system refuses while something is printed is one line and an exit code too."""
        prepare_streams()
        speak(language_of(sys.argv[1:] if args is None else args))
        try:
            try:
                return super().main(args, *rest, **kwargs)
            finally:
                flush_output()
        except BrokenPipeError:  # who reads has read enough
            raise SystemExit(ExitCode.OK) from None
        except OSError as error:
            trouble = system_trouble(error)
            if trouble is None:
                raise
            say(spoken().error(trouble))
            raise SystemExit(trouble.exit_code) from None

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """As click has it, with the texts of `cermat -h` in the language of this command line."""
        explain(self, "cermat")
        return super().make_context(*args, **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click has it; a command that was mistyped gets the one that is meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0].lower(), COMMANDS, n=1)
            messages = spoken()
            name = printable(args[0])
            ctx.fail(messages("usage.meant", name=name, near=near[0]) if near else messages("usage.unknown", name=name))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `cermat -h`; none of them is imported for it."""
        with formatter.section(spoken()("usage.commands")):
            formatter.write_dl([(name, short_help(name)) for name in COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported and explained now; None where there is none of this name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        explain(command, cmd_name)
        return command


def remember_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keeps the language that was given before the command, for the command."""
    if value is not None:
        ctx.meta[CHOSEN] = value


def show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Says which Cermat this is, in the language of the command line, and ends."""
    if value and not ctx.resilient_parsing:
        click.echo(spoken()("usage.version", version=version("cermat")))
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": list(HELP_OPTIONS)})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=show_version)
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=remember_language)
def main() -> None:
    """Cermat turns Indonesian performance-indicator decrees into clean, traceable JSON and CSV, offline."""

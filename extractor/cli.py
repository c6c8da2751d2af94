"""The command line: `cermat`. Each command is in extractor.commands."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import click

from extractor.console import flush_output, prepare_streams, say
from extractor.file_names import printable
from extractor.messages import LANGUAGES, Language, Messages
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


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, before anything of it is understood."""
    named = [value for option, value in pairwise(arguments) if option == "--lang"]
    named += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    wanted = named[-1] if named else os.environ.get("CERMAT_LANG", "")
    return next((language for language in LANGUAGES if language == wanted), LANGUAGES[0])


class LazyGroup(click.Group):
    """Imports a command when it is asked for, so that `cermat --version` does not wait for PDF libraries."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As click has it; what the system refuses while something is printed is one line and an exit code too."""
        prepare_streams()
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                flush_output()
        except BrokenPipeError:  # who reads has read enough
            raise SystemExit(ExitCode.OK) from None
        except OSError as error:
            trouble = system_trouble(error)
            if trouble is None:
                raise
            say(Messages(language_of(sys.argv[1:])).error(trouble))
            raise SystemExit(trouble.exit_code) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click has it; a command that was mistyped gets the one that is meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0].lower(), COMMANDS, n=1)
            messages = Messages(language_of(sys.argv[1:]))
            name = printable(args[0])
            ctx.fail(messages("usage.meant", name=name, near=near[0]) if near else messages("usage.unknown", name=name))
        return super().resolve_command(ctx, args)

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

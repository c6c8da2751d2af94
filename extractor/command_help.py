"""What the command line says of itself, and in which language: help, the names of values, click's own sentences.

The texts are in data/help.toml. Commands are explained when they are asked for, since a command is one object for both
languages and the language is known only when the arguments are.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from extractor.messages import LANGUAGES, Language, Messages

CHOSEN = "extractor.language"
"""Where click keeps the language that was given before the command."""

HELP_OPTIONS = ("-h", "--help")

_spoken: ContextVar[Language] = ContextVar("spoken", default=LANGUAGES[0])
_SPEAKING = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)
"""The modules of click that say something, each with gettext's functions as names of its own."""


@dataclass(frozen=True, slots=True)
class CommandTexts:
    """One command in one language."""

    short: str  # beside its name in the list of commands
    help: str  # paragraphs, divided by empty lines
    options: dict[str, str]  # by the parameter's name


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """data/help.toml in one language."""

    commands: dict[str, CommandTexts]
    shared: dict[str, str]  # options of several commands, by the parameter's name
    metavars: dict[str, str]  # names of values, by their name in any language and in click

    def option(self, command: str, name: str) -> str | None:
        """What is said of a command's option; None where nothing is."""
        return self.commands[command].options.get(name) or self.shared.get(name)


@cache
def help_texts(language: Language) -> HelpTexts:
    """All texts in one language. Raises KeyError where one is missing in it."""
    data = _data()
    commands = {
        name: CommandTexts(
            said.get("short", said["help"])[language],
            said["help"][language],
            {option: both[language] for option, both in said.get("options", {}).items()},
        )
        for name, said in data["command"].items()
    }
    shared = {name: both[language] for name, both in data["shared"].items()}
    metavars = {
        spelling: both[language] for name, both in data["metavar"].items() for spelling in (name, *both.values())
    }
    return HelpTexts(commands, shared, metavars)


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, before anything of it is understood."""
    named = [value for option, value in pairwise(arguments) if option == "--lang"]
    named += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    wanted = named[-1] if named else os.environ.get("CERMAT_LANG", "")
    return next((language for language in LANGUAGES if language == wanted), LANGUAGES[0])


def speak(language: Language) -> None:
    """From now on the command line, and click with it, speaks this language."""
    _spoken.set(language)
    for module in _SPEAKING:
        for name, own in (("_", _sentence), ("ngettext", _sentence_for_number)):
            if hasattr(module, name):
                setattr(module, name, own)


def spoken() -> Messages:
    """The messages in the language of this command line, for who is not told it."""
    return Messages(_spoken.get())


def short_help(name: str) -> str:
    """What the list of commands says of a command, which need not be imported for it."""
    return help_texts(_spoken.get()).commands[name].short


def explain(command: click.Command, name: str) -> None:
    """Gives a command and its options their texts. An option without any keeps what the code says of it.

    Raises KeyError for a command that data/help.toml does not have.
    """
    texts = help_texts(_spoken.get())
    command.short_help, command.help = texts.commands[name].short, texts.commands[name].help
    command.options_metavar = texts.metavars["[OPTIONS]"]
    if isinstance(command, click.Group):
        command.subcommand_metavar = texts.metavars["COMMAND [ARGS]..."]
    for parameter in command.params:
        parameter.metavar = _metavar(parameter, texts)
        if isinstance(parameter, click.Option):
            parameter.help = texts.option(name, parameter.name or "") or parameter.help
    asked = command.get_help_option(click.Context(command, help_option_names=list(HELP_OPTIONS)))
    if asked is not None:
        asked.help = texts.shared["help"]


def _metavar(parameter: click.Parameter, texts: HelpTexts) -> str | None:
    """The name of its value; None where click shows the choices, or where it takes no value."""
    if parameter.metavar is not None:
        return texts.metavars.get(parameter.metavar, parameter.metavar)
    if isinstance(parameter.type, click.Choice) or getattr(parameter, "is_flag", False):
        return None
    return texts.metavars.get(parameter.type.name.upper())


def _sentence(english: str) -> str:
    """In place of gettext's function of this name in click: its catalogues would have to be binary files, chosen by
    variables that programs started by Cermat see too."""
    return _clicks().get(english, english) if _spoken.get() == "id" else english


def _sentence_for_number(one: str, many: str, count: int) -> str:
    return _sentence(one if count == 1 else many)


@cache
def _clicks() -> dict[str, str]:
    sentences: dict[str, str] = _data()["click"]
    return sentences


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("extractor").joinpath("data/help.toml").read_text(encoding="utf-8"))

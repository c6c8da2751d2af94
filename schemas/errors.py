"""Everything that Cermat says no to. Each class carries its exit code; each error a cause in words of both languages.

CermatError
+-- InputError                 one input can't be read; a run goes on
|   +-- NothingToRead          3  no such path, an empty folder, an empty file
|   +-- EncryptedInput         4  a password is needed, or the one given is wrong
|   +-- DamagedInput           5  the file claims a format but breaks its rules
|   +-- UnsupportedInput       6  not a format that Cermat reads
|   +-- LimitExceeded          7  larger than the safety limits allow
+-- MissingComponent           8  an optional engine or its data is not installed
+-- OutputError                9  the output could not be written
+-- UsageError                 2  an option names what can't be understood
+-- SystemTrouble              9  a full or broken disk, wherever it shows; 7 where handles or memory ran out

The sentences are in data/errors.toml. `str(error)` is the English one with the file's name in front, `error.remedy`
what to do about it.
"""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import ClassVar, Literal, Self

Language = Literal["id", "en"]


class ExitCode(IntEnum):
    """What `cermat` ends with."""

    OK = 0
    SOME_FAILED = 1  # of several inputs, at least one failed
    USAGE = 2  # as click has it
    NOTHING_TO_READ = 3
    ENCRYPTED = 4
    DAMAGED = 5
    UNSUPPORTED = 6
    LIMIT = 7
    MISSING_COMPONENT = 8
    OUTPUT = 9
    INTERNAL = 70  # a mistake in Cermat itself, as sysexits.h has it
    INTERRUPTED = 130  # Ctrl-C, as shells have it


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong and what to do about it, as keys of the catalogue and the values to fill in."""

    code: str  # key in [sentence]
    remedy: str  # key in [remedy]
    name: str = ""  # of the file that it is about, as given; the sentence does not hold it
    values: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: Language, shown: Callable[[str], str] = str) -> str:
        """What is wrong, without the file's name. `shown` makes a value safe to print."""
        return _filled("sentence", self.code, language, self._values(language, shown))

    def advice(self, language: Language, shown: Callable[[str], str] = str) -> str:
        """What to do about it."""
        return _filled("remedy", self.remedy, language, self._values(language, shown))

    @property
    def known(self) -> bool:
        """Whether the catalogue has words for it; a cause that came from another process may be made up."""
        try:
            return bool(self.sentence("id") and self.sentence("en") and self.advice("id") and self.advice("en"))
        except (KeyError, IndexError, ValueError, AttributeError):
            return False

    def _values(self, language: Language, shown: Callable[[str], str]) -> dict[str, str]:
        values = {name: shown(value) for name, value in self.values}
        if "system" in values:
            values["system"] = _system_words(values["system"], language)
        return values


def cause(code: str, remedy: str, name: str = "", **values: object) -> Cause:
    """The cause `code`, with the values of its sentence and remedy."""
    return Cause(code, remedy, name, tuple((key, str(value)) for key, value in values.items()))


def system_code(error: OSError) -> str:
    """The name of the operating system's error number ("ENOSPC"), the value {system} of a sentence."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


class CermatError(Exception):
    """`cause` says what is wrong, and what to do about it."""

    exit_code = ExitCode.SOME_FAILED
    usual_remedy: ClassVar[str] = "check_file"

    def __init__(self, code: str, name: str = "", *, remedy: str | None = None, **values: object) -> None:
        """`code` and `remedy`: keys of data/errors.toml; without a remedy that of the class. `name`: of the file."""
        super().__init__(code)
        self.cause = cause(code, remedy or self.usual_remedy, name, **values)

    @classmethod
    def of(cls, cause: Cause) -> Self:
        """The error with a cause that is known already."""
        error = cls(cause.code)
        error.cause = cause
        return error

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return self.cause.advice("en")

    def __str__(self) -> str:
        """What is wrong, in English, behind the name of the file."""
        sentence = self.cause.sentence("en")
        return f"{self.cause.name}: {sentence}" if self.cause.name else sentence[:1].upper() + sentence[1:]


class InputError(CermatError):
    """One input can't be read."""


class NothingToRead(InputError):
    """No such path, an empty folder, an empty file, or none of the pages asked for."""

    exit_code = ExitCode.NOTHING_TO_READ
    usual_remedy = "check_path"


class EncryptedInput(InputError):
    """A password is needed, or the one given is wrong."""

    exit_code = ExitCode.ENCRYPTED
    usual_remedy = "password"


class DamagedInput(InputError):
    """The file claims a format but breaks its rules."""

    exit_code = ExitCode.DAMAGED
    usual_remedy = "save_again"


class UnsupportedInput(InputError):
    """Not a format that Cermat reads."""

    exit_code = ExitCode.UNSUPPORTED
    usual_remedy = "convert"


class LimitExceeded(InputError):
    """Larger than the safety limits allow."""

    exit_code = ExitCode.LIMIT
    usual_remedy = "split"


class MissingComponent(CermatError):
    """An optional engine, library or service is not installed, or does not answer."""

    exit_code = ExitCode.MISSING_COMPONENT
    usual_remedy = "doctor"


class OutputError(CermatError):
    """The output could not be written."""

    exit_code = ExitCode.OUTPUT
    usual_remedy = "writable"


class UsageError(CermatError):
    """An option, or a file that an option names, can't be understood."""

    exit_code = ExitCode.USAGE
    usual_remedy = "option"


class SystemTrouble(CermatError):
    """The system can't go on: a full or broken disk, too few handles, too little memory."""

    exit_code = ExitCode.OUTPUT
    usual_remedy = "writable"


def _filled(group: str, key: str, language: Language, values: Mapping[str, str]) -> str:
    return _catalogue()[group][key][language].format_map(values)


def _system_words(code: str, language: Language) -> str:
    table = _catalogue()["system"]
    return table.get(code, table["OTHER"])[language].format(name=code)


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = files("schemas").joinpath("data/errors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

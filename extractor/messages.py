"""What Cermat says to people, in Indonesian or English; the sentences are in data/messages.toml, those of errors in
schemas/data/errors.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from extractor.file_names import printable
from schemas.errors import Cause, CermatError, cause
from schemas.errors import Language as Language

MAX_CAUSE_CHARS = 200
"""An unforeseen exception may carry a whole document in its text."""
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalogue in one language."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of `key` ("table.file") with its names filled in. Raises KeyError for an unknown one."""
        group, _, name = key.partition(".")
        return _catalogue()[group][name][self.language].format(**values)

    def known(self, key: str) -> str | None:
        """The words of `key`, which have nothing to fill in; None where there are none."""
        group, _, name = key.partition(".")
        found = _catalogue()[group].get(name)
        return found[self.language] if found is not None else None

    def number(self, value: int) -> str:
        """4012 as 4.012, or 4,012 in English."""
        return self._marked(f"{value:,}")

    def decimal(self, value: float, places: int) -> str:
        """0.997 as 0,997, or 0.997 in English."""
        return self._marked(f"{value:.{places}f}")

    def percent(self, share: float) -> str:
        """0.036 as 3,6%, or 3.6% in English."""
        return self._marked(f"{100 * share:.1f}%")

    def _marked(self, english: str) -> str:
        return english if self.language == "en" else english.translate(str.maketrans(",.", ".,"))

    def sentence(self, cause: Cause) -> str:
        """What is wrong, without the name of the file."""
        return cause.sentence(self.language, printable)

    def advice(self, cause: Cause) -> str:
        """What to do about it."""
        return cause.advice(self.language, printable)

    def failure(self, label: str, error: CermatError) -> str:
        """One line: which file, what is wrong with it, what to do about it."""
        return self._failure(label, error.cause)

    def error(self, error: CermatError) -> str:
        """One line for trouble that concerns no other file than the one that was named."""
        cause = error.cause
        name = f"{printable(cause.name)}: " if cause.name else ""
        return self("line.error", name=name, sentence=self.sentence(cause), remedy=self.advice(cause))

    def bug(self, label: str, error: Exception) -> str:
        """One line for an exception that nobody foresaw."""
        words = f"{type(error).__name__}: {error}"[:MAX_CAUSE_CHARS]
        return self._failure(label, cause("internal", "report", error=words))

    def _failure(self, label: str, cause: Cause) -> str:
        return self("line.failure", name=label, sentence=self.sentence(cause), remedy=self.advice(cause))


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = files("extractor").joinpath("data/messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

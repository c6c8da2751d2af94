"""What Cermat says to people, in Indonesian or English; the sentences are in data/messages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from extractor.file_names import printable
from schemas.errors import CermatError, ExitCode, Said

Language = Literal["id", "en"]
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

    def failure(self, name: str, error: CermatError) -> str:
        """One line: which file, what is wrong with it, what to do about it."""
        if error.said is not None:
            return self("line.failure_said", name=name, **self._said(error.said))
        parts = self._parts(error, without=name.rpartition("/")[2])
        return self("line.failure", name=name, **parts)

    def error(self, error: CermatError) -> str:
        """One line for trouble that concerns no other file than the one that was named."""
        if error.said is not None:
            parts = self._said(error.said)
            name = f"{printable(error.said.name)}: " if error.said.name else ""
            return self("line.error_said", name=name, **parts)
        return self("line.error", **self._parts(error))

    def bug(self, name: str, error: Exception) -> str:
        """One line for an exception that nobody foresaw."""
        cause = printable(f"{type(error).__name__}: {error}")[:MAX_CAUSE_CHARS]
        code = ExitCode.INTERNAL.name
        reason = self(f"reason.{code}")
        detail = f"({cause})" if self.language == "id" else f"{reason} ({cause})."
        return self("line.failure", name=name, reason=reason, detail=detail, remedy=self(f"remedy.{code}"))

    def _said(self, said: Said) -> dict[str, str]:
        values = {name: printable(str(value)) for name, value in said.values.items()}
        return {
            "sentence": self(f"said.{said.sentence}", **values),
            "remedy": self(f"said_remedy.{said.remedy}"),
        }

    def _parts(self, error: CermatError, without: str = "") -> dict[str, str]:
        """Readers speak English; in Indonesian their sentence follows in brackets as a detail for the technician.

        Their sentences begin with the file's name; where the line has it already, it is not said twice.
        """
        code = error.exit_code.name
        detail = printable(str(error)).strip().removeprefix(without).lstrip(": ")
        if self.language == "en":
            return {"reason": self(f"reason.{code}"), "detail": detail, "remedy": error.remedy}
        return {"reason": self(f"reason.{code}"), "detail": f"({detail})", "remedy": self(f"remedy.{code}")}


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = files("extractor").joinpath("data/messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""A TOML file that a user names -> its table, read with care: it may be anything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from parsers.sniff import check_readable
from schemas.errors import DamagedInput, LimitExceeded, NothingToRead, system_code

_PLACE = re.compile(r"line (\d+), column (\d+)")
"""Where the TOML reader stopped, in its message."""

MAX_BYTES = 4_000_000
"""Ten times a lexicon of all words of the language."""


def toml_table(path: Path, remedy: str) -> dict[str, Any]:
    """The table of the file at `path`. `remedy`: of the errors about its content.

    Raises NothingToRead where it can't be read, UnsupportedInput where it is no regular file, LimitExceeded beyond
    MAX_BYTES, DamagedInput where it holds no TOML.
    """
    check_readable(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NothingToRead("not_read", path.name, system=system_code(error)) from error
    if len(data) > MAX_BYTES:
        raise LimitExceeded("settings_too_large", path.name, remedy=remedy, limit=MAX_BYTES)
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))  # editors put a byte order mark there
    except UnicodeDecodeError as error:
        raise DamagedInput("settings_no_text", path.name, remedy=remedy) from error
    except tomllib.TOMLDecodeError as error:
        line, column = _place_of(error, data.decode("utf-8-sig"))
        raise DamagedInput("settings_no_toml", path.name, remedy=remedy, line=line, column=column) from error
    except RecursionError as error:
        raise DamagedInput("settings_nested", path.name, remedy=remedy) from error


def _place_of(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, str]:
    """Line and column, 1-based, where the reader stopped; the end where it names no other place."""
    place = _PLACE.search(str(error))
    if place is not None:
        return place[1], place[2]
    lines = text.split("\n")
    return str(len(lines)), str(len(lines[-1]) + 1)

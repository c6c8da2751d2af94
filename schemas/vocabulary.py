"""Tables of words and rules: PACKAGE/data/NAME.toml -> entries with id, forms, example and source; read once each.

Every file is a list of [[entry]] tables. Each has an id that is unique in its file, the `forms` it stands for
(words or regular expressions, as the module that uses it says), an example (`in`, `out`) that a test runs, and
`habit`: whose habit or which rule it stands for. Other keys are texts of that file's own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or rule of a table, with the example that a test runs."""

    id: str  # unique in its file
    forms: tuple[str, ...]  # words or regular expressions
    example_in: str
    example_out: str
    habit: str  # whose habit, or which rule, the entry stands for
    extra: dict[str, str] = field(default_factory=dict)  # keys of the file's own

    def __getitem__(self, key: str) -> str:
        """The text under a key of the file's own. Raises KeyError where the entry lacks it."""
        return self.extra[key]

    def get(self, key: str) -> str | None:
        """The text under a key of the file's own; None where the entry lacks it."""
        return self.extra.get(key)


@cache
def entries(name: str, package: str = "normalizers") -> tuple[Entry, ...]:
    """All entries of `package`/data/`name`.toml in order. Raises KeyError or TypeError where an entry is incomplete."""
    text = files(package).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    made = []
    for raw in tomllib.loads(text)["entry"]:
        known = {"id", "forms", "in", "out", "habit"}
        extra = {key: str(value) for key, value in raw.items() if key not in known}
        made.append(Entry(raw["id"], tuple(raw["forms"]), raw["in"], raw["out"], raw["habit"], extra))
    return tuple(made)


@cache
def lookup(name: str, package: str = "normalizers") -> dict[str, Entry]:
    """Casefolded form -> entry, for the files whose forms are plain words."""
    return {form.casefold(): entry for entry in entries(name, package) for form in entry.forms}

"""The words of the reports, in Indonesian or English; they are in data/diff_text.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.messages import Language
from normalizers.number import format_number
from schemas.diff import Perubahan
from schemas.values import Number


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of the reports in one language."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` ("report.title") with its names filled in. Raises KeyError for an unknown one."""
        group, _, name = key.partition(".")
        return _catalogue()[group][name][self.language].format(**values)

    def field(self, change: Perubahan) -> str:
        """The name of the field that changed, with its period; "" for a whole row."""
        if change.kolom is None:
            return ""
        figure = _catalogue()["figure"].get(change.jenis_angka or "")
        name = figure[self.language] if figure else self.field_name(change.kolom)
        return f"{name} {change.periode}" if change.periode else name

    def field_name(self, key: str) -> str:
        """The name of a field of a row: "sumber_data", or "target[2025]" for a dated target."""
        name, _, period = key.partition("[")
        named = _catalogue()["field"].get(name)
        return " ".join(part for part in (named[self.language] if named else name, period.rstrip("]")) if part)

    def reason(self, change: Perubahan) -> str:
        """Why the change has its kind, where that says more than the kind; else ""."""
        if change.satuan_lama is not None or change.satuan_baru is not None:
            empty = self("report.empty")
            return self("report.unit", before=change.satuan_lama or empty, after=change.satuan_baru or empty)
        named = _catalogue()["reason"].get(change.alasan or "")
        return named[self.language] if named else ""

    def number(self, value: Number) -> str:
        """As the language prints it: 4.230,5 in Indonesian, 4,230.5 in English."""
        printed = format_number(value)
        return printed if self.language == "id" else printed.translate(str.maketrans(".,", ",."))

    def difference(self, value: Number | None) -> str:
        """With its sign; "" for none."""
        if value is None:
            return ""
        return ("+" if value > 0 else "\u2212") + self.number(abs(value))


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = files("extractor").joinpath("data", "diff_text.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

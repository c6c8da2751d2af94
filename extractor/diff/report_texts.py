"""The words of the reports, in Indonesian or English; they are in data/diff_text.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.file_names import printable
from extractor.messages import Language
from normalizers.number import format_number
from schemas.diff import KINDS, Celah, ChangeKind, Hitungan, Perbandingan, Perubahan
from schemas.findings import page_ranges
from schemas.values import Number

COUNT_ORDER = (
    "ditambah",
    "dihapus",
    "diubah",
    "dipindah",
    "tidak_pasti",
    "kosmetik",
    "diabaikan",
    "tidak_terbaca",
    "sama",
)
"""Counts of Hitungan in the order in which they are told."""


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

    def counts(self, found: Hitungan) -> tuple[tuple[str, str, int], ...]:
        """What became of the indicators: key of the count, its words, and how many; unchanged ones are always there,
        others where there are any."""
        named = [(key, self(f"count.{key}"), getattr(found, key)) for key in COUNT_ORDER]
        return tuple(item for item in named if item[2] or item[0] == "sama")

    def totals(self, found: Hitungan) -> str:
        """How many indicators both documents have: "7 lama, 8 baru"."""
        return self("count.totals", before=found.lama, after=found.baru)

    def became(self, found: Hitungan) -> str:
        """What became of the indicators in one line: "Indikator (7 lama, 8 baru): 1 ditambah, 7 sama"."""
        told = ", ".join(f"{number} {words}" for _, words, number in self.counts(found))
        return f"{self('report.rows')} ({self.totals(found)}): {told}"

    def others(self, found: Mapping[ChangeKind, int]) -> str:
        """Counts by kind in one line: "2 diubah, 1 kosmetik"; "" where there are none."""
        return ", ".join(f"{found[kind]} {self(f'kind.{kind}')}" for kind in KINDS if found.get(kind))

    def gap(self, gap: Celah, found: Perbandingan) -> str:
        """What was not read, and what that means for the comparison; the sentence to read before all others."""
        name = printable((found.lama if gap.sisi == "lama" else found.baru).nama)
        own = f"{gap.kode}_pages" if gap.halaman else gap.kode
        counted = f"{own}_counted" if gap.tidak_dibandingkan else own
        key = next(
            (key for key in (counted, own, gap.kode) if key in _catalogue()["gap"]), "pages" if gap.halaman else "parts"
        )
        pages = page_ranges(gap.halaman)
        return self(f"gap.{key}", name=name, count=gap.tidak_dibandingkan, pages=pages, code=gap.kode)

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

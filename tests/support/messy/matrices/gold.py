"""The indicators that a reader would write down from a document, as objects and as the JSON that the scorer reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.support.messy.matrices.plans import Level

GRADES = ("AA", "A", "BB", "B", "CC", "C")


@dataclass(frozen=True, slots=True)
class Link:
    """An entry above an indicator, or the one that it measures."""

    level: Level
    code: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A filled figure cell of the row."""

    kind: str  # as in FIGURE_KINDS
    period: str | None
    text: str


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One indicator."""

    no: str | None
    chain: tuple[Link, ...]
    indicator: str
    level: Level | None
    code: str | None
    target: str | None
    unit: str | None  # of a unit column or printed behind the target
    targets: tuple[tuple[str, str], ...]  # period and text
    figures: tuple[Figure, ...]
    formula: str | None = None
    source: str | None = None  # sumber data
    owner: str | None = None  # penanggung jawab
    category: str | None = None  # line of a DPA's box

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts that must be printed somewhere, without numbers and codes."""
        values = (self.indicator, self.target, self.formula, self.source, self.owner)
        return (
            *(text for text in values if text),
            *(link.text for link in self.chain),
            *(text for _, text in self.targets),
            *(figure.text for figure in self.figures),
        )

    def json(self) -> dict[str, object]:
        """The row in the form of the real documents' gold."""
        value, unit, grade = reading(self.target)
        return {
            "no": self.no,
            "sasaran_induk": self.chain[-2].text if len(self.chain) > 1 else None,
            "sasaran": self.chain[-1].text if self.chain else None,
            "indikator_induk": None,
            "indikator": self.indicator,
            "target": self.target,
            "target_value": value,
            "target_unit": self.unit or unit,
            "target_grade": grade,
            "targets": dict(self.targets) or None,
            "formulasi": self.formula,
            "tipe_penghitungan": None,
            "sumber_data": self.source,
            "penanggung_jawab": self.owner,
            "level": self.level,
            "code": self.code,
            "chain": [{"level": link.level, "code": link.code, "text": link.text} for link in self.chain],
            "figures": [{"kind": f.kind, "period": f.period, "text": f.text} for f in self.figures],
            **({"kategori": self.category} if self.category else {}),
        }


@dataclass(frozen=True, slots=True)
class GoldSection:
    """One table of indicators, or one form."""

    kind: str  # jenis: RENSTRA, RENJA, ...
    columns: tuple[str, ...]
    rows: tuple[GoldRow, ...]
    post: str | None = None  # jabatan

    def json(self) -> dict[str, object]:
        """The section in the form of the real documents' gold."""
        return {
            "jenis": self.kind,
            "jabatan": self.post,
            "tugas": None,
            "fungsi": [],
            "columns": list(self.columns),
            "rows": [row.json() for row in self.rows],
        }


def reading(text: str | None) -> tuple[float | int | None, str | None, str | None]:
    """A target's number, unit and grade ("B"); None for what it doesn't have. Numbers in either notation."""
    if text is None:
        return None, None, None
    if text in GRADES:
        return None, None, text
    m = re.fullmatch(r"(Rp\.?\s*)?(\d[\d.,]*)\s*(.*)", text)
    if m is None:
        return None, None, None
    unit = "Rp" if m[1] else m[3] or None
    return number(m[2]), unit, None


def number(text: str) -> float | int:
    """The value of "1.250", "1,250", "3,75" or "82.5": three digits behind the only kind of mark are thousands."""
    marks = sorted(set(re.findall(r"[.,]", text)), key=text.rfind)
    if not marks:
        return int(text)
    last = marks[-1]
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:" + re.escape(last) + r"\d{3})+", text) is not None
    if len(marks) == 1 and grouped:
        return int(text.replace(last, ""))
    for mark in marks[:-1]:
        text = text.replace(mark, "")
    value = float(text.replace(last, "."))
    return int(value) if value.is_integer() else value

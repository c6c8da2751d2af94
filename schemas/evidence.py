"""Corrections, findings, and the addresses by which findings point to fields of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["galat", "peringatan", "info"]
FindingValue = str | int | float | tuple[str, ...] | None
"""What is filled into the sentence of a finding: words of the document, a number, or one or more codes of words that
Cermat adds itself and that have a wording in each language (groups "finding_..." of extractor/data/messages.toml)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change between what was printed and what is given out."""

    before: str
    after: str
    rule: str  # id of the rule, as in the rule data
    confidence: float = 1.0  # 0..1; below 1 where the rule weighs evidence


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The address of a field, or of a whole row, section or node where `name` is None. All numbers are 0-based.

    Of a section's own field `row` is None; a node of the cascade has `node` and no section; what the decree says of
    itself has neither.
    """

    section: int | None = None
    row: int | None = None
    name: str | None = None  # as in `bukti`: "sasaran", "target[2025]", "fungsi[1]", "penandatangan.nip"
    node: int | None = None

    @property
    def row_id(self) -> str | None:
        """ "b<n>.i<m>", section and row counted from 1; None where the address is of no row."""
        return f"b{self.section + 1}.i{self.row + 1}" if self.section is not None and self.row is not None else None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know about the document; never an exception.

    It has no sentence: extractor/finding_messages.py makes one of code and values, in either language.
    """

    code: str  # stable, from schemas.findings
    severity: Severity
    values: tuple[tuple[str, FindingValue], ...] = ()  # by the names that schemas.findings lists for the code
    place: str | None = None  # words that lead a clerk there, where no field of the document is meant: "diktum KETIGA"
    page: int | None = None  # 1-based; None: that of `ref`, if it has one
    ref: FieldRef | None = None  # what it is about; its words and its page are looked up in the end

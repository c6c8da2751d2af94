"""Change -> severity, by the first rule that holds: general rules in extractor/data, those of an office in a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.settings_file import toml_table
from schemas.diff import Change, ChangeKind, Scope, Weight
from schemas.document import FigureKind
from schemas.errors import DamagedInput

Direction = Literal["naik", "turun", "tetap"]


class SeverityRule(BaseModel):
    """One rule. A condition that is not given holds for every change; the first rule that holds decides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    keparahan: Weight
    jenis: tuple[ChangeKind, ...] = ()
    kolom: tuple[str, ...] = Field(default=(), description='Fields; "" stands for a whole row.')
    cakupan: tuple[Scope, ...] = ()
    alasan: tuple[str, ...] = ()
    jenis_angka: tuple[FigureKind, ...] = Field(default=(), description="Of a figure that is no target.")
    arah: Direction | None = Field(default=None, description="Of a target's value.")
    selisih_minimal: float | None = Field(default=None, ge=0, description="Smallest absolute difference.")
    persen_minimal: float | None = Field(
        default=None, ge=0, description="Smallest difference in per cent of the old value."
    )
    contoh: str | None = Field(default=None, description="For people; not read.")


class RuleFile(BaseModel):
    """A file of rules, as it is read from TOML."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aturan: tuple[SeverityRule, ...]


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """SeverityRules in the order in which they are asked."""

    rules: tuple[SeverityRule, ...]

    def weigh(self, change: Change) -> Change:
        """The change with the severity of the first rule that holds; "sedang" where none does."""
        for rule in self.rules:
            if holds(rule, change):
                return replace(change, severity=rule.keparahan)
        return replace(change, severity="sedang")


def holds(rule: SeverityRule, change: Change) -> bool:
    """Whether all conditions of the rule hold for the change."""
    if rule.jenis and change.kind not in rule.jenis:
        return False
    if rule.kolom and (change.field or "") not in rule.kolom:
        return False
    if rule.cakupan and change.scope not in rule.cakupan:
        return False
    if rule.alasan and change.reason not in rule.alasan:
        return False
    if rule.jenis_angka and change.figure not in rule.jenis_angka:
        return False
    if rule.arah is not None and _direction(change) != rule.arah:
        return False
    if rule.selisih_minimal is not None and abs(change.difference or 0) < rule.selisih_minimal:
        return False
    return rule.persen_minimal is None or _per_cent(change) >= rule.persen_minimal


def _direction(change: Change) -> Direction:
    if not change.difference:
        return "tetap"
    return "naik" if change.difference > 0 else "turun"


def _per_cent(change: Change) -> float:
    """The difference in per cent of the old value; infinite where that was 0."""
    if not change.difference or change.value_before is None:
        return 0.0
    return abs(change.difference / change.value_before) * 100 if change.value_before else float("inf")


@cache
def default_rules() -> SeverityRules:
    """The general rules of extractor/data/diff_severity.toml, loaded once."""
    text = files("extractor").joinpath("data", "diff_severity.toml").read_text(encoding="utf-8")
    return SeverityRules(RuleFile.model_validate(tomllib.loads(text)).aturan)


def load_rules(path: Path | None) -> SeverityRules:
    """The rules of an office's own file, followed by the general ones; only these without a file.

    Raises an InputError, as toml_table does, DamagedInput also where the file holds no such rules.
    """
    general = default_rules()
    if path is None:
        return general
    try:
        own = RuleFile.model_validate(toml_table(path, "rules"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
        raise DamagedInput("settings_wrong", path.name, remedy="rules", field=field or "aturan") from error
    return SeverityRules((*own.aturan, *general.rules))

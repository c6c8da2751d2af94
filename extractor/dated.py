"""The targets of an indicator one by one: the one of the whole document, and those of its years or quarters."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.target import read_target
from schemas.document import Indikator, Target
from schemas.values import TargetValue


@dataclass(frozen=True, slots=True)
class DatedTarget:
    period: str | None  # None: the target of the whole document
    value: Target | None

    @property
    def field(self) -> str:
        """The name under which its evidence stands."""
        return "target" if self.period is None else dated(self.period)


def dated(period: str) -> str:
    """How the evidence of one period's target is named: "target[2025]"."""
    return f"target[{period}]"


def targets_of(indicator: Indikator) -> list[DatedTarget]:
    """Each target with its period; one entry without anything where there is none.

    A single dated column ("Target 2025") is the indicator's target and its year, not two targets.
    """
    target = indicator.target
    periods = list((indicator.target_per_tahun or {}).items())
    if target is not None and len(periods) == 1 and periods[0][1] == target.teks:
        return [DatedTarget(periods[0][0], target)]
    unit = unit_of(indicator)
    entries = [DatedTarget(period, as_target(read_target(text, unit))) for period, text in periods]
    if target is not None or not entries:
        entries.insert(0, DatedTarget(None, target))
    return entries


def unit_of(indicator: Indikator) -> str | None:
    """The unit that all targets of the indicator share, as its own column or its main target has it."""
    column = indicator.bukti.get("satuan")
    if column is not None:
        return column.as_read
    return indicator.target.satuan if indicator.target else None


def as_target(read: TargetValue, text: str | None = None) -> Target:
    """What was read of a target, with the `text` that is given out for it where that is not the one as read."""
    return Target(
        teks=read.teks if text is None else text,
        nilai=read.nilai,
        nilai_maks=read.nilai_maks,
        pembanding=read.pembanding,
        satuan=read.satuan,
        predikat=read.predikat,
    )

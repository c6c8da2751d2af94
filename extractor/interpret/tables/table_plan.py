"""What a table consists of, as types: columns of entries, of figures, and the measures that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import FigureKind, Level


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """A column of goals, programmes or activities."""

    index: int  # of the table's columns, 0-based
    levels: tuple[Level, ...]  # that its header names, from the top; () where it names none
    codes: tuple[int, ...] = ()  # columns of codes left of it
    number: int | None = None  # the column of its printed numbers
    numbered_first: tuple[int, ...] = ()  # entry columns left of it that share these: a number is the leftmost entry's
    states: bool = False  # holds what the entry left of it is to bring: its outcome or output
    names: int | None = None  # the column right of the figures with the names of what its outcomes or outputs belong to
    deeper: tuple[int, ...] = ()  # entry columns right of it that share its codes: a code is the deepest entry's


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures."""

    index: int  # 0-based
    kind: FigureKind
    period: str | None  # as the header names it
    forward: bool = False  # an estimate for the year after the plan's


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of indicators, the entries left of it, and the figures of its indicators."""

    indicator: int  # 0-based
    levels: tuple[Level, ...]  # that its header names
    entries: tuple[EntryColumn, ...]  # all left of it
    figures: tuple[FigureColumn, ...]
    unit: int | None  # column of units


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The measures of a table from left to right."""

    measures: tuple[Measure, ...]
    certainty: float  # of the columns' roles, 0..1

    @property
    def is_matrix(self) -> bool:
        """True where entries stand on several levels, so that rows hang in a ladder of them.

        Also where one column of indicators measures entries of several columns: "Indikator Tujuan / Sasaran".
        """
        several = any(len(measure.levels) > 1 and len(measure.entries) > 1 for measure in self.measures)
        return (
            several
            or len(self.measures) > 1
            or any(
                entry.codes or len(entry.levels) > 1 or set(entry.levels) & {"program", "kegiatan", "sub_kegiatan"}
                for measure in self.measures
                for entry in measure.entries
            )
        )


EMPTY_PLAN = TablePlan((), 0.0)

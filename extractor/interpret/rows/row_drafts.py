"""Rows in the making: immutable drafts that name their goals by number, and how they are printed in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.interpret.tables.grid_view import filled
from schemas.evidence import Finding
from schemas.printed import Passage, PrintedRow, Role
from schemas.transcript import Cell, Line

# Certainty of structure, 0..1.
SURE = 1.0  # ruled as one cell
INFERRED = 0.95  # white space only
JOINED = 0.93  # joined over a page break
SPLIT = 0.88  # taken apart
DOUBTED = 0.7  # taken apart, though another reading fits as well


@dataclass(frozen=True, slots=True)
class Goal:
    """One sasaran (or parent of one) that several rows share."""

    lines: tuple[Line, ...]
    number: tuple[Line, ...] = ()  # printed beside it
    certainty: float = SURE

    def with_rest(self, lines: tuple[Line, ...]) -> Goal:
        """The goal with what the next page adds to it."""
        return replace(self, lines=(*self.lines, *filled(lines)), certainty=JOINED)


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One indicator as far as it was read."""

    goals: Mapping[Role, int] = field(default_factory=dict)  # per goal role an index into the builder's goals
    number: tuple[Line, ...] = ()
    lines: Mapping[Role, tuple[Line, ...]] = field(default_factory=dict)
    targets: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)  # by period
    parent: tuple[Line, ...] = ()  # the item of whose list the indicator is
    certainty: float = SURE
    cells: Mapping[int, Cell] = field(default_factory=dict)  # table column -> the cell read last, to see how full it is
    notes: tuple[Finding, ...] = ()
    body_rows: tuple[int, ...] = ()  # 0-based, that say something of it
    split: bool = False  # one of several indicators of a ruled row

    @property
    def has_value(self) -> bool:
        """True where a target is printed."""
        return bool(self.lines.get(Role.TARGET)) or bool(self.targets)

    def with_more(
        self, row: int, lines: Mapping[Role, tuple[Line, ...]], targets: Mapping[str, tuple[Line, ...]]
    ) -> RowDraft:
        """The draft with what the further body row `row` says of it."""
        return replace(
            self,
            lines={**self.lines, **{role: (*self.lines.get(role, ()), *filled(own)) for role, own in lines.items()}},
            targets={**self.targets, **{p: (*self.targets.get(p, ()), *filled(own)) for p, own in targets.items()}},
            certainty=min(self.certainty, JOINED),
            body_rows=(*self.body_rows, row),
        )

    def printed(self, goals: Sequence[Goal], unit: str | None) -> PrintedRow:
        """The row as interpretation hands it on; `unit` is the header's for the targets."""
        fields: dict[Role, Passage] = {}
        if self.number:
            fields[Role.NO] = Passage(self.number, self.certainty)
        for role, at in self.goals.items():
            if goals[at].lines:
                fields[role] = Passage(goals[at].lines, min(goals[at].certainty, self.certainty))
        for role, lines in self.lines.items():
            if lines:
                fields[role] = Passage(lines, self.certainty)
        targets = tuple((period, Passage(lines, self.certainty)) for period, lines in self.targets.items() if lines)
        parent = Passage(self.parent, self.certainty) if self.parent else None
        return PrintedRow(fields, parent, targets, unit, self.notes, body_rows=self.body_rows, split=self.split)

"""Matrices with a column for each level, and one for the indicators of all."""

from __future__ import annotations

from tests.support.messy.matrices.columns import Columns
from tests.support.messy.matrices.gold import Link
from tests.support.messy.matrices.ladders import Ladder
from tests.support.messy.matrices.plans import LEVEL_WORDS, Entry, Level
from tests.support.messy.matrices.sketch import Column


class Staggered(Ladder):
    """Each level in a column of its own; all indicators in one column."""

    def levels(self) -> tuple[Level, ...]:
        """The levels that are printed."""
        tasks = self.habits.size.tasks and self.depth == 5
        below: tuple[Level, ...] = ("program", "kegiatan", "sub_kegiatan") if tasks else ("program", "kegiatan")
        return below if self.shape.spans else ("tujuan", "sasaran", *below)

    def goal_columns(self, make: Columns) -> tuple[Column, ...]:
        return ()

    def name_columns(self, make: Columns) -> tuple[Column, ...]:
        levels = self.levels()
        words_of = {"tujuan": "Tujuan", "sasaran": "Sasaran", **LEVEL_WORDS}
        if self.shape.spans:
            header = " / ".join(words_of[level] for level in levels)
            names = [make.one(f"lv_{v}", header, weight=2.4 if v == levels[-1] else 0.35) for v in levels]
        else:
            if self.shape.names_right:
                words_of |= {"program": "Outcome", "kegiatan": "Output"}
            names = [make.one(f"lv_{v}", words_of[v], weight=1.5) for v in levels]
        return (*make.code(self.depth), *names)

    def name_key(self, level: Level) -> str:
        return "name" if self.shape.names_right and level in ("program", "kegiatan") else f"lv_{level}"

    def outcome_key(self, level: Level) -> str:
        return f"lv_{level}"

    def _goal(self, goal: Entry) -> None:
        first = len(self.sketch.rows)
        shown = "tujuan" in self.levels()
        above = (Link("tujuan", None, goal.name),) if shown else ()
        if shown:
            self.goal_rows(goal, above)
        for target in goal.children:
            self._target(target, above)
        self._reach(first, "tujuan")

    def _target(self, target: Entry, above: tuple[Link, ...]) -> None:
        first = len(self.sketch.rows)
        chain = (*above, Link("sasaran", None, target.name)) if above else ()
        if above:
            self.goal_rows(target, chain)
        for i, program in enumerate(target.children):
            self.count += 1
            self.block(program, chain, (str(self.count),), i == 0)
        self._reach(first, "sasaran")

    def block(self, entry: Entry, above: tuple[Link, ...], numbers: tuple[str, ...], first: bool) -> None:
        start = len(self.sketch.rows)
        super().block(entry, above, numbers, first)
        self._reach(start, entry.level)

    def _reach(self, first: int, level: Level) -> None:
        """A cell as tall as everything below its entry, where the office merges cells."""
        if self.shape.spans:
            row = self.sketch.rows[first]
            last = f"lv_{self.levels()[-1]}"
            key = f"lv_{level}"
            if key in row.texts and key != last:
                row.band = (key, last)
        elif level in self.levels():
            self.sketch.span(f"lv_{level}", first, len(self.sketch.rows) - 1, self.shape.fill == "merged")

    def tall_keys(self, level: Level) -> tuple[str, ...]:
        return tuple(key for key in super().tall_keys(level) if not key.startswith("lv_"))

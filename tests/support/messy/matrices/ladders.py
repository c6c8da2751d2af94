"""Matrices that run down: programmes to sub kegiatan in one column, tujuan and sasaran beside or above them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.support.messy.matrices import words
from tests.support.messy.matrices.columns import Columns
from tests.support.messy.matrices.figures import FIGURE_KINDS, Printer
from tests.support.messy.matrices.gold import Link
from tests.support.messy.matrices.habits import Habits
from tests.support.messy.matrices.plans import Entry, Level, Measure, Plan
from tests.support.messy.matrices.sketch import BodyRow, Claim, Column, Sketch

SIDE_TEXTS = ("place", "money_source")  # columns that every measured row fills
ZERO = "0"


class Ladder:
    """Draws up one matrix of a plan."""

    def __init__(self, plan: Plan, habits: Habits, rng: random.Random) -> None:
        self.plan = plan
        self.habits = habits
        self.shape = habits.shape
        self.rng = rng
        self.depth = 4 if habits.size.scheme == "old" else 5
        years = tuple(plan.first_year + i for i in range(self.shape.year_count))
        self.printer = Printer(habits.look.numerals, years, rng, self.shape.late)
        self.separator = rng.choice((" ", " - ", ". ")) if self.shape.code == "in text" else "\n"
        self.label = rng.choice((("Tujuan", "Sasaran"), ("TUJUAN", "SASARAN"), ("Tujuan", "Sasaran Strategis")))
        self.glue = rng.choice((".", ".", ".", " "))
        self.sketch = Sketch(self.columns())
        self.figure_keys = tuple(c.key for c in self.sketch.columns if c.kind in FIGURE_KINDS)
        self.count = 0  # programmes so far
        self.numbered = 0  # rows so far, where each has a number

    # --- columns ---

    def columns(self) -> tuple[Column, ...]:
        """The columns from the left."""
        make = Columns(self.habits, self.plan.first_year, self.rng)
        multi = self.habits.kind in ("RENSTRA", "RPJMD")
        figures = (*make.baseline(), *make.years(), *make.end()) if multi else make.one_year()
        right = (make.name(two=True),) if self.shape.names_right else ()
        outcome = (make.one("outcome", self.rng.choice(("Sasaran Program / Kegiatan", "Outcome / Output")), weight=2),)
        return (
            *self.goal_columns(make),
            *make.number(),
            *self.name_columns(make),
            *(outcome if self.shape.outcome == "column" and not right else ()),
            make.measure(),
            *make.unit(),
            *figures,
            *right,
            *make.last(),
        )

    def goal_columns(self, make: Columns) -> tuple[Column, ...]:
        """Tujuan and sasaran on the left, and the sasaran's own indicators."""
        if self.shape.goals_in != "columns":
            return ()
        own = (make.one("goal_measure", "Indikator Sasaran", weight=1.6),) if self.shape.goal_measures else ()
        columns = (make.one("tujuan", "Tujuan", weight=1.6), make.one("sasaran", "Sasaran", weight=1.6), *own)
        return tuple(replace(column, plain=True) for column in columns)

    def name_columns(self, make: Columns) -> tuple[Column, ...]:
        """Codes and names."""
        return (*make.code(self.depth), make.name(two=self.habits.size.tasks == 0 or self.depth == 4))

    # --- rows ---

    def draw(self) -> Sketch:
        """The whole matrix."""
        self._start()
        if self.shape.urusan:
            self._urusan()
        for goal in self.plan.goals:
            self._goal(goal)
        if self.shape.totals:
            self._total()
        return self.sketch

    def _start(self) -> None:
        """Rows below the header that hold for the whole table."""
        look = self.habits.look
        if look.spare_row:
            self.sketch.add(BodyRow(fill="BFBFBF" if look.header_fill else None))
        dated = [c for c in self.sketch.columns if c.role == "targets" and c.key[0] == "t"]
        if self.shape.years == "body row" and dated:
            self.sketch.add(BodyRow({c.key: c.period or "" for c in dated}, bold=True))
        if self.shape.mission:
            self.band(f"Misi {self.rng.randint(1, 5)} : {self.rng.choice(words.MISSIONS)}")

    def _urusan(self) -> None:
        theme = self.plan.theme
        whole = self._sum(self.plan.programs)
        row = self.row(None, bold=True)
        self.name(row, Entry("program", f"URUSAN PEMERINTAHAN BIDANG {theme.field.upper()}", theme.code))
        self.money(row, whole)

    def _sum(self, entries: Sequence[Entry]) -> Entry:
        amounts = tuple(sum(column) for column in zip(*(e.amounts for e in entries), strict=True))
        return Entry("program", "", amounts=amounts)

    def _goal(self, goal: Entry) -> None:
        first = len(self.sketch.rows)
        shown = self.shape.goals_in
        link = Link("tujuan", None, goal.name)
        above = (link,) if shown != "none" else ()
        if shown == "bands":
            self.band(f"{self.label[0]} : {goal.name}")
        if shown == "rows":
            self.goal_rows(goal, above)
        for target in goal.children:
            self._target(target, above)
        if shown == "columns":
            self.sketch.rows[first].texts["tujuan"] = goal.name
            self.sketch.span("tujuan", first, len(self.sketch.rows) - 1, self.shape.fill == "merged")

    def _target(self, target: Entry, above: tuple[Link, ...]) -> None:
        first = len(self.sketch.rows)
        shown = self.shape.goals_in
        chain = (*above, Link("sasaran", None, target.name)) if shown != "none" else ()
        if shown == "bands":
            self.band(f"{self.label[1]} : {target.name}")
        if shown == "rows":
            self.goal_rows(target, chain)
        for i, program in enumerate(target.children):
            self.count += 1
            self.block(program, chain, (str(self.count),), i == 0)
        if shown == "columns":
            self.sketch.rows[first].texts["sasaran"] = target.name
            self.sketch.span("sasaran", first, len(self.sketch.rows) - 1, self.shape.fill == "merged")
            if self.shape.goal_measures:
                self._goal_measures(target, chain, first)

    def _goal_measures(self, target: Entry, chain: tuple[Link, ...], first: int) -> None:
        """The sasaran's own indicators, one in each of its first rows; the last one's cell reaches to its end."""
        last = len(self.sketch.rows) - 1
        measures = target.measures[: last - first + 1]
        for i, measure in enumerate(measures):
            row = self.sketch.rows[first + i]
            row.texts["goal_measure"] = self.marked(target, measure)
            row.claims.insert(0, Claim("goal_measure", chain, (), "sasaran", text=measure.text))
        self.sketch.span("goal_measure", first + len(measures) - 1, last, self.shape.fill == "merged")

    def band(self, text: str) -> None:
        """A row of one cell as wide as the table."""
        keys = [column.key for column in self.sketch.columns]
        self.sketch.add(BodyRow({keys[0]: text}, bold=True, band=(keys[0], keys[-1])))

    def goal_rows(self, entry: Entry, chain: tuple[Link, ...]) -> None:
        """A tujuan or sasaran in rows of its own in the column of names."""
        for i, measure in enumerate(entry.measures if self.shape.goal_measures else ()):
            row = self.row(None, bold="bold" in self.shape.told_by)
            if i == 0:
                row.texts[self.name_key(entry.level)] = entry.name
            self.measured(row, entry, measure, chain, None)
        if not self.shape.goal_measures:
            row = self.row(None, bold=True)
            row.texts[self.name_key(entry.level)] = entry.name

    def block(self, entry: Entry, above: tuple[Link, ...], numbers: tuple[str, ...], first: bool) -> None:
        """An entry with everything below it."""
        start = len(self.sketch.rows)
        chain = self.entry(entry, above, ".".join(numbers))
        if self.shape.owner == "merged" and entry.level == "program":
            self.sketch.rows[start].texts["owner"] = entry.owner
        for i, child in enumerate(entry.children):
            self.block(child, chain, (*numbers, str(i + 1)), i == 0)
        if entry.level == "program" and self.shape.owner == "merged":
            self.sketch.span("owner", start, len(self.sketch.rows) - 1, True)
        if entry.level == "kegiatan" and not entry.children and self.shape.details and self.rng.random() < 0.5:
            self._details(entry)

    def entry(self, entry: Entry, above: tuple[Link, ...], number: str) -> tuple[Link, ...]:
        """The rows of one entry; the chain that its children stand under."""
        link = Link(entry.level, self.code(entry), entry.name)
        chain: tuple[Link, ...] = (*above, link)
        row = self.row(entry.level)
        start = len(self.sketch.rows) - 1
        self.name(row, entry)
        no = number if self.shape.numbered == "levels" else None
        if no:
            row.texts["no"] = no
        self.money(row, entry)
        if not entry.measures:
            if "bands" in self.shape.told_by and self.name_key(entry.level) == "name":
                row.band = ("name", "measure")
            return chain
        apart = self.shape.money_row or (self.shape.outcome == "own row" and entry.outcome is not None)
        if entry.outcome:
            chain = (*chain, Link(entry.level, None, entry.outcome))
        for i, measure in enumerate(entry.measures):
            here = self.row(entry.level) if apart or i else row
            if i == 0 and entry.outcome:
                here.texts[self.outcome_key(entry.level)] = entry.outcome
            self.measured(here, entry, measure, chain, no)
        self._tall(start, entry, apart)
        if self.habits.look.spacers:
            self.sketch.add(BodyRow(fill="BFBFBF"))
        return chain

    def _tall(self, start: int, entry: Entry, apart: bool) -> None:
        """Cells of the entry's name that reach over the rows of its indicators."""
        last = start + len(entry.measures) - (0 if apart else 1)
        merged = self.shape.fill == "merged"
        if not apart:
            for key in self.tall_keys(entry.level):
                self.sketch.span(key, start, last, merged)
        elif entry.outcome and self.shape.outcome == "own row":
            self.sketch.span("name", start + 1, last, merged)
        if entry.outcome and self.shape.outcome == "column":
            self.sketch.span(self.outcome_key(entry.level), start, last, merged and not self.shape.names_right)

    def tall_keys(self, level: Level) -> tuple[str, ...]:
        """Columns whose cells hold for all rows of an entry."""
        codes = tuple(c.key for c in self.sketch.columns if c.kind == "code")
        return (*codes, self.name_key(level), *(("no",) if self.shape.numbered == "levels" else ()))

    # --- cells ---

    def name_key(self, level: Level) -> str:
        """The column of an entry's name."""
        return "name"

    def outcome_key(self, level: Level) -> str:
        """The column of the statement that belongs to a name."""
        return "outcome" if self.shape.outcome == "column" else "name"

    def row(self, level: Level | None, bold: bool | None = None) -> BodyRow:
        """A new row, with the type and the colour of its level."""
        look, cues = self.habits.look, self.shape.told_by
        fills = {"program": look.program_fill, "kegiatan": look.activity_fill}
        fill = fills.get(level or "") if "fill" in cues else None
        strong = bold if bold is not None else "bold" in cues and level in ("program", "kegiatan")
        row = BodyRow(bold=strong, fill=fill)
        self.sketch.add(row)
        return row

    def code(self, entry: Entry) -> str | None:
        """The code as a reader would write it down."""
        if not entry.code or self.shape.code in ("none", "empty narrow"):
            return None
        return ".".join(entry.code)

    def name(self, row: BodyRow, entry: Entry) -> None:
        """Code and name of an entry."""
        key = self.name_key(entry.level)
        text = entry.name
        habit = self.shape.code
        if habit in ("in text", "own line") and entry.code:
            text = f"{'.'.join(entry.code)}{self.separator}{text}"
        if habit == "one":
            row.texts["code"] = self.glue.join(entry.code)
        elif habit == "narrow":
            row.texts.update({f"code{i}": part for i, part in enumerate(entry.code)})
        row.texts[key] = text

    def money(self, row: BodyRow, entry: Entry) -> None:
        """The amounts of an entry."""
        for column in self.sketch.columns:
            if not column.money:
                continue
            own = column.key[0] != "s" or column.key == "s0"
            row.texts[column.key] = self.printer.text(column.kind, column.at, entry, None) if own else ZERO

    def measured(self, row: BodyRow, entry: Entry, measure: Measure, chain: tuple[Link, ...], no: str | None) -> None:
        """An indicator with its figures and what is printed beside them."""
        row.texts["measure"] = self.marked(entry, measure)
        for column in self.sketch.columns:
            if column.kind in FIGURE_KINDS and not column.money:
                row.texts[column.key] = self.printer.text(column.kind, column.at, entry, measure)
            elif column.kind == "tick":
                row.texts[column.key] = self.rng.choice(("", "", "√"))
        self._beside(row, entry, measure)
        if self.shape.numbered == "rows":
            self.numbered += 1
            no = str(self.numbered)
            row.texts["no"] = no
        unit = "unit" if self.shape.unit == "column" else None
        row.claims.append(Claim("measure", chain, self.figure_keys, entry.level, no, unit, text=measure.text))

    def marked(self, entry: Entry, measure: Measure) -> str:
        """An indicator with the marker that it has where an entry has several."""
        habit = self.shape.marker
        if not habit or len(entry.measures) < 2:
            return measure.text
        number = entry.measures.index(measure)
        mark = {"1.": f"{number + 1}.", "a.": f"{'abcdef'[number]}.", "-": "-"}[habit]
        return f"{mark} {measure.text}"

    def _beside(self, row: BodyRow, entry: Entry, measure: Measure) -> None:
        keys = {column.key for column in self.sketch.columns}
        texts = {
            "place": entry.place,
            "money_source": entry.source,
            "unit": self.habits.look.numerals.unit(measure.unit),
        }
        texts["formula"] = self.rng.choice(words.FORMULAS)
        texts["source"] = self.rng.choice(words.DATA_SOURCES)
        if self.shape.owner == "each":
            texts["owner"] = entry.owner
        row.texts.update({key: text for key, text in texts.items() if key in keys and text})

    # --- rows that are no indicators ---

    def _details(self, entry: Entry) -> None:
        """Lines of what the money is for: a target and an amount, but no indicator."""
        for goods, unit in self.rng.sample(words.GOODS, 2):
            row = self.row(None, bold=False)
            row.texts[self.name_key(entry.level)] = f"- {goods}"
            if any(c.key == "t0" for c in self.sketch.columns):
                row.texts["t0"] = f"{self.rng.randint(2, 40)} {unit}"
            self.money(row, Entry("kegiatan", "", amounts=tuple(a // 3 for a in entry.amounts)))

    def _total(self) -> None:
        row = self.row(None, bold=True)
        keys = [c.key for c in self.sketch.columns]
        last = keys.index(self.figure_keys[0]) - 1
        row.texts[keys[0]] = self.rng.choice(("JUMLAH", "TOTAL", "Jumlah Total"))
        row.band = (keys[0], keys[last])
        self.money(row, self._sum(self.plan.programs))

"""From what a table says to what is drawn: cells with lines at heights, in units of one printed line."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.support.messy import vocabulary as words
from tests.support.messy.content import QUARTERS, YEARS, Decree, Goal, Item, marker
from tests.support.messy.knobs import Knobs

GOALS_PER_ROW = 2  # of stacked sasaran
SIZE = 9.0  # points, of the type in a table
PAD = 3.0  # points inside a cell
HANGING = 14.0  # points that the lines below a marker stand further right

Measure = Callable[[str], float]
"""Width of a text in points."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a cell: where its first line stands, and its lines as they break in the column."""

    line: float  # from the top of its first ruled row
    lines: tuple[str, ...]
    text: str
    indent: float = 0.0  # points
    hanging: float = 0.0  # points
    centred: bool = False


@dataclass
class DrawnCell:
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)
    bold: bool = False


@dataclass
class Sheet:
    """A table as drawn."""

    widths: tuple[float, ...]  # points
    cells: list[DrawnCell]
    heights: list[float]  # of each ruled row, in lines
    header_rows: int


@dataclass(frozen=True)
class ColumnPlan:
    key: str  # a role, "target:2023", or "other"
    header: str
    width: float
    group: str | None = None  # header cell over several columns


class Typist:
    """Draws one decree's table."""

    def __init__(self, decree: Decree, knobs: Knobs, rng: random.Random, measure: Measure) -> None:
        self.decree = decree
        self.knobs = knobs
        self.rng = rng
        self.measure = measure
        self.columns = self._columns()
        self.cells: list[DrawnCell] = []
        self.heights: list[float] = []
        self.count = 0

    # --- columns ---

    def _word(self, role: str) -> str:
        return self.rng.choice(words.HEADERS[role])

    def _columns(self) -> list[ColumnPlan]:
        knobs = self.knobs
        plan: list[ColumnPlan] = []
        if knobs.numbering not in ("none", "in text") and not knobs.number_under_goal:
            plan.append(ColumnPlan("no", "" if knobs.blank_header else self._word("no"), 30))
        if not knobs.no_goal_column:
            header = self._word("sasaran")
            if knobs.number_under_goal:
                plan.append(ColumnPlan("no", header, 26, header))
            plan.append(ColumnPlan("sasaran", header, 125, header if knobs.number_under_goal else None))
        header = self._word("indikator")
        if knobs.number_under_item:
            plan.append(ColumnPlan("item number", header, 24, header))
        plan.append(ColumnPlan("indikator", header, 165, header if knobs.number_under_item else None))
        targets = self._target_columns()
        extras = [ColumnPlan(role, self._word(role), 100) for role in knobs.extras]
        return plan + (targets + extras if knobs.target_early else extras + targets)

    def _target_columns(self) -> list[ColumnPlan]:
        knobs = self.knobs
        header = self._word("target")
        title = f"{header} (%)" if knobs.unit == "header" else header
        unit = [ColumnPlan("satuan", self._word("satuan"), 58)] if knobs.unit in ("after", "before") else []
        plain = [ColumnPlan("target", title, 74)]
        if knobs.periods:
            names = YEARS if knobs.periods == "years" else QUARTERS
            group = f"{header} Tahun" if knobs.periods == "years" else f"{header} Triwulan"
            dated = [
                ColumnPlan(f"target:{p}", p if knobs.period_group else f"{header} {p}", 58, group)
                if knobs.period_group
                else ColumnPlan(f"target:{p}", f"{header} {p}", 58)
                for p in names
            ]
            plain = dated if knobs.periods == "years" else [*plain, *dated]
        before = [ColumnPlan("other", self._word("baseline"), 60)] if knobs.baseline else []
        after = [ColumnPlan("other", self._word("realisasi"), 60)] if knobs.realisasi else []
        targets = [*before, *plain, *after]
        return targets + unit if knobs.unit == "after" else unit + targets

    def _col(self, key: str) -> int | None:
        return next((i for i, c in enumerate(self.columns) if c.key == key), None)

    # --- lines ---

    def wrap(self, text: str, width: float, hanging: float = 0.0) -> tuple[str, ...]:
        """Lines of at most `width` points; words that don't fit break anywhere, with the knob also others."""
        room = width - 2 * PAD - hanging
        lines: list[str] = []
        current = ""
        pending = text.split()
        while pending:
            word = pending.pop(0)
            longer = f"{current} {word}" if current else word
            if self.measure(longer) <= room:
                current = longer
                continue
            head = self._part(word, room - self.measure(current + " ") if current else room, forced=not current)
            if head:
                lines.append(f"{current} {head}" if current else head)
                pending.insert(0, word[len(head) :])
                current = ""
                continue
            lines.append(current)
            current = ""
            pending.insert(0, word)
        return (*lines, current) if current or not lines else tuple(lines)

    def _part(self, word: str, room: float, forced: bool) -> str:
        if not forced and not (
            self.knobs.broken_words and len(word) > 8 and word.isalpha() and self.rng.random() < 0.3
        ):
            return ""
        count = len(word)
        while count > 1 and self.measure(word[:count]) > room:
            count -= 1
        if not forced:
            count = min(count, len(word) - 1)
        return word[:count] if forced or count >= 4 else ""

    def _paragraph(self, col: int, text: str, line: float, marker_text: str = "", level: int = 0) -> Paragraph:
        whole = f"{marker_text} {text}" if marker_text else text
        hanging = HANGING if marker_text else 0.0
        width = self.columns[col].width
        indent = level * 12.0
        lines = self.wrap(whole, width - indent, hanging)
        centred = self.columns[col].key.startswith(("target", "satuan", "no", "other"))
        return Paragraph(line, lines, whole, indent, hanging, centred)

    # --- rows ---

    def sheet(self) -> Sheet:
        header_rows = self._header()
        if self.knobs.blank_row:
            self._ruled_row({})
        stacked: list[Goal] = []
        for goal in self.decree.goals:
            if goal.band:
                self._flush(stacked)
                stacked = []
                row = len(self.heights)
                lines = (goal.band,)
                self.cells.append(DrawnCell(row, 0, 1, len(self.columns), [Paragraph(0, lines, goal.band)], True))
                self.heights.append(1.0)
            if not self.knobs.stacked_goals:
                self._goal(goal)
                continue
            stacked.append(goal)
            if len(stacked) == GOALS_PER_ROW:
                self._flush(stacked)
                stacked = []
        self._flush(stacked)
        return Sheet(tuple(c.width for c in self.columns), self.cells, self.heights, header_rows)

    def _header(self) -> int:
        levels = 2 if any(c.group and c.group != c.header for c in self.columns) else 1
        height = 1.0
        i = 0
        while i < len(self.columns):
            column = self.columns[i]
            span = 1
            while column.group and i + span < len(self.columns) and self.columns[i + span].group == column.group:
                span += 1
            width = sum(c.width for c in self.columns[i : i + span])
            if column.group and column.group != column.header:
                top = [self._heading(column.group, width)]
                self.cells.append(DrawnCell(0, i, 1, span, top, True))
                for k in range(span):
                    below = self.columns[i + k]
                    self.cells.append(DrawnCell(1, i + k, 1, 1, [self._heading(below.header, below.width)], True))
            else:
                title = [self._heading(column.header, width)]
                self.cells.append(DrawnCell(0, i, levels, span, title, True))
                height = max(height, len(title[0].lines) / levels)
            i += span
        self.heights.extend([max(height, 1.0)] * levels)
        if not self.knobs.column_numbers:
            return levels
        for i, text in enumerate(self._column_numbers()):
            self.cells.append(DrawnCell(levels, i, 1, 1, [Paragraph(0, (text,), text, centred=True)] if text else []))
        self.heights.append(1.0)
        return levels + 1

    def _heading(self, text: str, width: float) -> Paragraph:
        return Paragraph(0, self.wrap(text, width), text, centred=True)

    def _column_numbers(self) -> list[str]:
        count = len(self.columns)
        numbers = [str(i + 1) for i in range(count)]
        if self.knobs.column_numbers == "brackets":
            return [f"({n})" for n in numbers]
        if self.knobs.column_numbers == "slip":
            return [str(i + 1 + (2 if i > 1 else 0)) for i in range(count)]
        if self.knobs.column_numbers == "gaps" and count > 3:
            return [*numbers[:-1], ""]
        return numbers

    def _ruled_row(self, parts: dict[int, list[Paragraph]], skip: Sequence[int] = ()) -> int:
        """One ruled row with a cell in every column but those that a cell above covers."""
        row = len(self.heights)
        height = 1.0
        for col in range(len(self.columns)):
            if col in skip:
                continue
            paragraphs = parts.get(col, [])
            self.cells.append(DrawnCell(row, col, paragraphs=paragraphs))
            height = max([height, *(p.line + len(p.lines) for p in paragraphs)])
        self.heights.append(height)
        return row

    def _flush(self, goals: list[Goal]) -> None:
        if goals:
            self._stack(goals)

    def _goal_text(self, goal: Goal) -> str:
        return f"{goal.number}. {goal.text}" if self.knobs.numbering == "in text" else goal.text

    def _goal(self, goal: Goal) -> None:
        """One sasaran: its indicators in one ruled row, or in a row each beside its tall cell."""
        if self.knobs.stacked_items:
            self._stack([goal])
            return
        no, sasaran = self._col("no"), self._col("sasaran")
        rows: list[dict[int, list[Paragraph]]] = []
        for index, item in enumerate(goal.items):
            rows.extend(self._rows_of_item(item, index, goal))
        first = len(self.heights)
        tall = [c for c in (no, sasaran) if c is not None and not (c == no and self.knobs.numbering == "indicators")]
        for i, parts in enumerate(rows):
            if self.knobs.numbering == "indicators" and no is not None and self.columns[no].key == "no":
                self.count += i == 0 or not self.knobs.ruled_sublist or bool(parts)
                parts[no] = [self._paragraph(no, f"{self.count}.", 0)]
            own = {} if i else self._goal_parts(goal, 0.0)
            if self.knobs.fill == "blank":
                self._ruled_row({**parts, **own})
            else:
                self._ruled_row(parts, tall)
        if self.knobs.fill == "merged":
            own = self._goal_parts(goal, 0.0)
            for col in tall:
                paragraphs = own.get(col, [])
                self.cells.append(DrawnCell(first, col, len(rows), 1, paragraphs))
                need = max((p.line + len(p.lines) for p in paragraphs), default=0.0)
                self.heights[-1] += max(0.0, need - sum(self.heights[first:]))

    def _goal_parts(self, goal: Goal, line: float) -> dict[int, list[Paragraph]]:
        no, sasaran = self._col("no"), self._col("sasaran")
        parts: dict[int, list[Paragraph]] = {}
        if sasaran is not None:
            parts[sasaran] = [self._paragraph(sasaran, self._goal_text(goal), line)]
        if no is not None and goal.number is not None and self.knobs.numbering != "indicators":
            dot = "." if self.columns[no].width > 28 else ""
            parts[no] = [self._paragraph(no, goal.number + dot, line)]
        return parts

    def _rows_of_item(self, item: Item, index: int, goal: Goal) -> list[dict[int, list[Paragraph]]]:
        parts: dict[int, list[Paragraph]] = {}
        if not (self.knobs.ruled_sublist and item.listed):
            self._place(parts, item, index, goal, 0.0)
            return [parts]
        lead: dict[int, list[Paragraph]] = {}
        bare = Item(item.text + " :", item.value, item.unit, periods=item.periods, extras=item.extras)
        self._place(lead, bare, index, goal, 0.0)
        rows = [lead]
        for k, inner in enumerate(item.items):
            below: dict[int, list[Paragraph]] = {}
            self._entry(below, replace(inner, extras=()), 0.0, marker(item.style, k), 1)
            rows.append(below)
        return rows

    def _stack(self, goals: Sequence[Goal]) -> None:
        """One ruled row that holds everything of the sasaran given."""
        parts: dict[int, list[Paragraph]] = {}
        line = 0.0
        for goal in goals:
            for col, paragraphs in self._goal_parts(goal, line).items():
                parts.setdefault(col, []).extend(paragraphs)
            for index, item in enumerate(goal.items):
                if index:
                    line += 0.0 if self.knobs.tight else 1.0
                line = self._place(parts, item, index, goal, line)
            floor = max((p.line + len(p.lines) for ps in parts.values() for p in ps), default=0.0)
            line = max(line, floor) + 1.0
        self._ruled_row(parts)

    # --- entries ---

    def _mark(self, index: int, goal: Goal) -> str:
        style = self.knobs.item_numbers
        if not style:
            return ""
        if style == "1.1.":
            return f"{goal.number}.{index + 1}."
        return str(index + 1) if style == "bare" else marker(style, index)

    def _place(self, parts: dict[int, list[Paragraph]], item: Item, index: int, goal: Goal, line: float) -> float:
        """Puts an indicator with its list into the cells of a row; the line below it."""
        mark = self._mark(index, goal)
        number = self._col("item number")
        if number is not None:
            parts.setdefault(number, []).append(self._paragraph(number, f"{index + 1}.", line))
        if item.items and not item.listed:
            return self._bulleted(parts, item, line, mark)
        text = item.text + " :" if item.items else item.text
        top = line
        line = self._entry(parts, Item(text, item.value, item.unit, (), "", item.periods), line, mark, 0)
        if item.items:
            line = self._list(parts, item, line, 1)
        below = self._others(parts, item, top)
        return max(line, below)

    def _list(self, parts: dict[int, list[Paragraph]], item: Item, line: float, level: int) -> float:
        for k, inner in enumerate(item.items):
            text = inner.text + " :" if inner.items else inner.text
            own = Item(text, inner.value, inner.unit, (), "", inner.periods)
            line = self._entry(parts, own, line, marker(item.style, k), level)
            if inner.items:
                line = self._list(parts, inner, line, level + 1)
        return line

    def _others(self, parts: dict[int, list[Paragraph]], item: Item, line: float) -> float:
        """The cells beside an indicator that hold for it and its whole list."""
        below = line
        for role, text in item.extras:
            col = self._col(role)
            if col is not None:
                paragraph = self._paragraph(col, text, line)
                parts.setdefault(col, []).append(paragraph)
                below = max(below, line + len(paragraph.lines))
        return below

    def _values(self, item: Item) -> list[tuple[int, str]]:
        values: list[tuple[int, str]] = []
        for col, column in enumerate(self.columns):
            if column.key == "target" and item.value is not None:
                values.append((col, item.value))
            elif column.key.startswith("target:"):
                values.extend((col, text) for period, text in item.periods if column.key == f"target:{period}")
            elif column.key == "satuan" and item.value is not None and item.unit:
                values.append((col, item.unit))
            elif column.key == "other" and item.value is not None:
                values.append((col, str(self.rng.randint(3, 95))))
        return values

    def _entry(self, parts: dict[int, list[Paragraph]], item: Item, line: float, mark: str, level: int) -> float:
        """One indicator and its values at the height that the office is used to."""
        col = self._col("indikator")
        assert col is not None
        own = self._paragraph(col, item.text, line, mark, level)
        parts.setdefault(col, []).append(own)
        below = line + len(own.lines)
        for place, text in self._values(item):
            at = self._height(own, level, first=line == 0.0)
            value = self._value(place, text, at)
            # Two values must not run into each other; the narrower column decides how far the next entry is.
            parts.setdefault(place, []).extend(value)
            below = max(below, *(float(-(-(p.line + len(p.lines)) // 1)) for p in value))
        return below

    def _value(self, col: int, text: str, at: float) -> list[Paragraph]:
        if self.knobs.rupiah and text.startswith("Rp. "):
            amount = self._paragraph(col, text[4:], at + 1)
            return [self._paragraph(col, "Rp.", at), amount]
        return [self._paragraph(col, text, at)]

    def _height(self, own: Paragraph, level: int, first: bool) -> float:
        habit = self.knobs.target_at
        if habit == "last":
            return own.line + len(own.lines) - 1
        if level:
            return own.line
        if habit == "half up" and not first and not self.knobs.sublist:
            return own.line - 0.5
        if habit == "half down":
            return own.line + 0.5
        if habit == "centre":
            return own.line + (len(own.lines) - 1) / 2
        return own.line

    def _bulleted(self, parts: dict[int, list[Paragraph]], item: Item, line: float, mark: str) -> float:
        """A lead with bullets that have no values: one cell of text, its one value beside the middle."""
        col = self._col("indikator")
        assert col is not None
        paragraphs = [self._paragraph(col, item.text + " :", line, mark)]
        for inner in item.items:
            at = paragraphs[-1].line + len(paragraphs[-1].lines)
            paragraphs.append(self._paragraph(col, inner.text, at, item.style, 1))
        parts.setdefault(col, []).extend(paragraphs)
        count = paragraphs[-1].line + len(paragraphs[-1].lines) - line
        below = line + count
        for place, text in self._values(item):
            value = self._value(place, text, line + (count - 1) / 2)
            parts.setdefault(place, []).extend(value)
            below = max(below, *(p.line + len(p.lines) for p in value))
        return max(below, self._others(parts, item, line))

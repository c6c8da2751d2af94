"""Text file (OCR text, Markdown, plain) in, a Reading out: one page without a number, of lines and tables in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from parsers.encoding import decode
from parsers.reading import Reading, ReadOptions
from parsers.text.aligned_columns import aligned_tables
from parsers.text.html_tables import html_grids
from parsers.text.inline_markup import count_bold_marks, read_markup
from parsers.text.separated_values import separated_as_tabbed
from parsers.text.text_tables import (
    grid_of,
    is_drawn_rule,
    is_formula,
    is_pipe_row,
    is_pipe_rule,
    is_tabbed,
    is_table,
    is_table_part,
    joined_rows,
    pipe_rows,
    tab_fields,
    without_box_characters,
)
from schemas.errors import LimitExceeded, NothingToRead, UnsupportedInput, system_code
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.transcript import Grid, Line, Page

MAX_BYTES = 32 * 1024 * 1024
"""A decree of a thousand pages has about 3 MB of text."""
MAX_LINES = 500_000
"""Lines of one file; what follows is left out, with a finding."""
MAX_DISPLAY_LINES = 60
"""A displayed formula that is not closed within so many lines is none."""
MAX_BOLD_LINES = 12
"""A ** that is not closed within so many lines is a slip."""
MAX_BLANKS = 16
"""Longer runs of blanks say no more than one of this length."""
MIN_SPACED_ROWS = 3
"""So many rows, each between blank lines, are one table; fewer may be what page breaks left of several."""
MIN_CONTINUED_FIELDS = 3
"""A lone row with a single text continues the table above it if it has at least so many fields."""

Block = Line | Grid

_TABLE_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_DISPLAY_MARKS = {"$$": "$$", "\\[": "\\]"}
# Lines that only draw: rules, code fences, underlines of headings, pictures, marks between pages.
_DRAWN = re.compile(r"\s*(?:[-*_=~]{3,}|(?:[-*_]\s){2,}[-*_]|`{3,}\w*|!\[[^\]]*\]\([^)]*\)|<!--.*-->)\s*")
_LONG_BLANKS = re.compile(rf"[ \u00a0]{{{MAX_BLANKS},}}")
_QUOTE = re.compile(r"^\s{0,3}>\s?")


def read_text(path: Path, options: ReadOptions) -> Reading:
    """The text file at `path` as one Page without a number.

    `options` are not needed: text has no pages to choose from, and nothing to recognise.
    Raises LimitExceeded, NothingToRead or UnsupportedInput (its bytes are no text).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NothingToRead("not_read", path.name, system=system_code(error)) from error
    if len(data) > MAX_BYTES:
        raise LimitExceeded("text_too_large", path.name, limit=MAX_BYTES)
    text = decode(data)
    if text is None:
        raise UnsupportedInput("no_text", path.name)
    lines = re.split(r"\r\n|[\r\n\f\v\u2028\u2029]", text)
    findings: tuple[Finding, ...] = ()
    if len(lines) > MAX_LINES:
        findings = (finding("batas_tercapai", jumlah=MAX_LINES, batas="baris_teks"),)
    page = Page(number=None, width=0.0, height=0.0, blocks=tuple(_blocks(lines[:MAX_LINES])))
    return Reading(pages=(page,), parser="text", findings=findings)


def _blocks(lines: list[str]) -> list[Block]:
    """Tables in columns of blanks, and all lines between them by what marks them."""
    blocks: list[Block] = []
    at = 0
    for table in aligned_tables(lines):
        blocks += _marked_blocks(lines[at : table.first])
        blocks.append(table.grid)
        at = table.last
    return blocks + _marked_blocks(lines[at:])


def _marked_blocks(lines: list[str]) -> list[Block]:
    shorter = [_LONG_BLANKS.sub(" " * MAX_BLANKS, without_box_characters(line)) for line in separated_as_tabbed(lines)]
    return _BlockReader(_closed_up(_whole_formulas(shorter))).read()


def _whole_formulas(lines: list[str]) -> list[str]:
    """Displayed formulas that run over several lines are put on one."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        closing = _DISPLAY_MARKS.get(line[:2])
        end = at
        if closing is not None and closing not in line[2:]:
            end = next((i for i in range(at + 1, min(at + MAX_DISPLAY_LINES, len(lines))) if closing in lines[i]), at)
        out.append(" ".join(part.strip() for part in lines[at : end + 1]) if end > at else lines[at])
        at = end + 1
    return out


def _closed_up(lines: list[str]) -> list[str]:
    """`lines` without the blank lines that some OCR systems put between all rows of a tabbed table."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        if is_tabbed(lines[at]) and not (out and out[-1].strip()):
            tabs = lines[at].count("\t")
            while end + 2 < len(lines) and not lines[end + 1].strip() and _is_row(lines, end + 2, tabs):
                end += 2
        spaced = (end - at) // 2 + 1 >= MIN_SPACED_ROWS
        out.extend(lines[at : end + 1 : 2] if spaced else lines[at : end + 1])
        at = end + 1
    return out


def _is_row(lines: list[str], at: int, tabs: int) -> bool:
    """True where the line at `at` is a tabbed row with a blank line after it."""
    return (
        is_tabbed(lines[at]) and lines[at].count("\t") == tabs and (at + 1 == len(lines) or not lines[at + 1].strip())
    )


@dataclass(slots=True)
class _BlockReader:
    """Reads lines from the top: each step takes the lines of one table or one line of text, and adds its blocks."""

    lines: list[str]
    at: int = 0  # index of the next line
    blocks: list[Block] = field(default_factory=list)
    bold: bool = False  # a ** of this paragraph is open

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if _TABLE_OPEN.search(line):
                self._html_table()
            elif self._begins_pipe_table():
                self._pipe_table()
            elif is_tabbed(line):
                self._tabbed()
            else:
                self._plain(line)
                self.at += 1
        while self.blocks and isinstance(self.blocks[-1], Line) and not self.blocks[-1].text:
            self.blocks.pop()
        return self.blocks

    def _plain(self, line: str) -> None:
        line = _QUOTE.sub("", line)
        if not line.strip() or _DRAWN.fullmatch(line):
            self.bold = False
            self.blocks.append(Line(""))
            return
        if self.bold or count_bold_marks(line) % 2 == 0 or self._closed_below():
            marked = read_markup(line, bold_open=self.bold)
            self.bold = marked.bold_open
        else:  # a ** without its partner is a slip of the OCR system
            marked = read_markup(line.replace("**", "", 1))
        self.blocks.extend(marked.lines)

    def _closed_below(self) -> bool:
        """True where a later line of the same paragraph closes the ** that this one opens."""
        for line in self.lines[self.at + 1 : self.at + MAX_BOLD_LINES]:
            if not line.strip():
                return False
            if count_bold_marks(line) % 2:
                return True
        return False

    def _html_table(self) -> None:
        start = self.at
        opened = 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            opened += len(_TABLE_OPEN.findall(line)) - len(_TABLE_CLOSE.findall(line))
            if opened <= 0:
                break
        source = "\n".join(self.lines[start : self.at])
        opening = next(_TABLE_OPEN.finditer(source)).start()
        closing = max((match.end() for match in _TABLE_CLOSE.finditer(source)), default=len(source))
        grids = html_grids(source[opening:closing])
        if not grids:  # a tag without its table: its text is still worth reading
            self._plain_all(source)
            return
        self._plain_all(source[:opening])
        self.blocks.extend(grids)
        self._plain_all(source[closing:])

    def _plain_all(self, source: str) -> None:
        for line in source.split("\n"):
            if line.strip():
                self._plain(line)

    def _pipe_table(self) -> None:
        start = self.at
        while self.at < len(self.lines) and self._in_pipe_table(self.lines[self.at]):
            self.at += 1
        rows, header_rows = pipe_rows(self.lines[start : self.at])
        self._add_grid(rows, header_rows)

    def _begins_pipe_table(self) -> bool:
        """A row in pipes, a drawn rule above one, or a header without outer pipes above its rule."""
        line = self.lines[self.at]
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return (
            is_pipe_row(line)
            or (is_drawn_rule(line) and is_pipe_row(below))
            or ("|" in line and "\t" not in line and is_pipe_rule(below) and not is_pipe_rule(line))
        )

    def _in_pipe_table(self, line: str) -> bool:
        return "|" in line or is_drawn_rule(line)

    def _tabbed(self) -> None:
        group: list[str] = []
        while self.at < len(self.lines):
            if is_tabbed(self.lines[self.at]):
                group.append(self.lines[self.at])
                self.at += 1
                continue
            part = self._inside_part()
            if part is None:
                break
            group.append(self.lines[part])
            self.at = self._next_shown(part + 1)
        lone = len(group) == 1 and len([f for f in tab_fields(group[0]) if f]) < 2
        if (is_table(group) and not lone) or self._continues(group):
            self._add_grid(joined_rows(group), 0)
        else:
            for line in group:
                self._plain(line)

    def _inside_part(self) -> int | None:
        """Index of a line that belongs into a cell of the tabbed table: a row must follow it.

        A formula may have blank lines around it; a paragraph between blank lines is between two tables.
        """
        part = self._next_shown(self.at)
        if part == len(self.lines) or not is_table_part(self.lines[part]):
            return None
        after = self._next_shown(part + 1)
        apart = part > self.at or after > part + 1
        if after == len(self.lines) or not is_tabbed(self.lines[after]) or (apart and not is_formula(self.lines[part])):
            return None
        return part

    def _next_shown(self, start: int) -> int:
        while start < len(self.lines) and not self.lines[start].strip():
            start += 1
        return start

    def _continues(self, group: list[str]) -> bool:
        """True where a lone row with one text continues the table before it."""
        fields = tab_fields(group[0])
        return len(group) == 1 and len(fields) >= MIN_CONTINUED_FIELDS and self._previous_grid() is not None

    def _previous_grid(self) -> Grid | None:
        for block in reversed(self.blocks):
            if isinstance(block, Grid):
                return block
            if block.text:
                return None
        return None

    def _add_grid(self, rows: list[list[str]], header_rows: int) -> None:
        grid = grid_of(rows, header_rows=header_rows, keep_blank_columns=self._previous_grid() is not None)
        if grid is not None:
            self.blocks.append(grid)

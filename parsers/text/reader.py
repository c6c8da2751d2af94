"""OCR text, Markdown or plain text as a Reading: one flow of lines and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from parsers.encoding import decode
from parsers.reading import Reading, ReadOptions
from parsers.text.marks import read_marks, strong_marks
from parsers.text.tables import (
    grid_of,
    is_pipe_row,
    is_pipe_rule,
    is_tabbed,
    pipe_fields,
    tab_fields,
)
from schemas.errors import LimitExceeded, NothingToRead, UnsupportedInput
from schemas.transcript import Grid, Line, Page

MAX_BYTES = 64 * 1024 * 1024
"""A decree of a thousand pages has about 3 MB of text."""

Block = Line | Grid


def read_text(path: Path, options: ReadOptions) -> Reading:
    """The text file at `path` as one Page without a number.

    `options` are not needed: text has no pages to choose from, and nothing to recognise.
    Raises LimitExceeded, NothingToRead or UnsupportedInput (its bytes are no text).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NothingToRead(f"{path.name} could not be read: {error.strerror or error}.") from error
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"{path.name} has more than {MAX_BYTES} bytes of text.")
    text = decode(data)
    if text is None:
        raise UnsupportedInput(f"{path.name} is no text in UTF-8, UTF-16 or Windows-1252.")
    page = Page(number=None, width=0.0, height=0.0, blocks=tuple(blocks_of(text)))
    return Reading(pages=(page,), parser="text")


def blocks_of(text: str) -> list[Block]:
    """Lines and grids of `text`, in order."""
    return _Flow(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).read()


@dataclass(slots=True)
class _Flow:
    lines: list[str]
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    bold: bool = False  # a ** of this paragraph is open

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if is_pipe_row(line):
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
        if not line.strip():
            self.bold = False
            self.blocks.append(Line(""))
            return
        if self.bold or strong_marks(line) % 2 == 0 or self._closed_below():
            marked = read_marks(line, bold_open=self.bold)
            self.bold = marked.bold_open
        else:  # a ** without its partner is a slip of the OCR system
            marked = read_marks(line.replace("**", "", 1))
        self.blocks.extend(marked.lines)

    def _closed_below(self) -> bool:
        """True where a later line of the same paragraph closes the ** that this one opens."""
        for line in self.lines[self.at + 1 :]:
            if not line.strip():
                return False
            if strong_marks(line) % 2:
                return True
        return False

    def _pipe_table(self) -> None:
        rows: list[list[str]] = []
        header_rows = 0
        while self.at < len(self.lines) and is_pipe_row(self.lines[self.at]):
            line = self.lines[self.at]
            if is_pipe_rule(line):
                header_rows = header_rows or len(rows)
            else:
                rows.append(pipe_fields(line))
            self.at += 1
        self._add_grid(rows, header_rows)

    def _tabbed(self) -> None:
        start = self.at
        while self.at < len(self.lines) and is_tabbed(self.lines[self.at]):
            self.at += 1
        group = self.lines[start : self.at]
        sparse = group[0].count("\t") < 2 or len([f for f in tab_fields(group[0]) if f]) < 2
        if len(group) == 1 and sparse and not self._goes_on(group[0]):
            self._plain(group[0])
            return
        self._add_grid([tab_fields(line) for line in group], 0)

    def _goes_on(self, line: str) -> bool:
        """True where a lone row continues the table before it."""
        previous = self._previous_grid()
        return previous is not None and line.count("\t") + 1 == previous.cols

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

"""Tables in OCR text: tabbed lines and Markdown pipe tables to Grids."""

from __future__ import annotations

import re

from parsers.text.marks import read_marks
from schemas.transcript import Cell, Grid, Line

MAX_ROWS = 32_767
MAX_COLS = 256

_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_FORM_LABEL = re.compile(r"[^\t]{1,60}\t+\s*[:=]")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def is_form_line(line: str) -> bool:
    """ "Jabatan<TAB>: X": a label and its value, no table row."""
    return _FORM_LABEL.match(line) is not None


def is_tabbed(line: str) -> bool:
    return "\t" in line.strip(" ") and bool(line.strip()) and not is_form_line(line)


def is_pipe_row(line: str) -> bool:
    stripped = line.strip()
    return stripped.startswith("|") and len(_UNESCAPED_PIPE.findall(stripped)) >= 2


def is_pipe_rule(line: str) -> bool:
    """The line of hyphens below the header of a Markdown table."""
    return "|" in line and "-" in line and _PIPE_RULE.fullmatch(line) is not None


def is_rule_row(fields: list[str]) -> bool:
    """A row of hyphens only: an alignment row that strayed into a tabbed table."""
    shown = [field for field in fields if field.strip()]
    return len(shown) > 1 and all(_RULE_CELL.fullmatch(field) for field in shown)


def tab_fields(line: str) -> list[str]:
    return [field.strip() for field in line.split("\t")]


def pipe_fields(line: str) -> list[str]:
    stripped = line.strip()
    inner = stripped[1:] if stripped.startswith("|") else stripped
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [field.strip() for field in _UNESCAPED_PIPE.split(inner)]


def grid_of(rows: list[list[str]], *, header_rows: int = 0, keep_blank_columns: bool = False) -> Grid | None:
    """Rows of cell sources as a Grid with as many columns everywhere; None where nothing stands in them.

    Blank columns on the right are left out unless `keep_blank_columns`: a table that goes on keeps its columns.
    """
    rows = [row[:MAX_COLS] for row in rows[:MAX_ROWS] if not is_rule_row(row)]
    cols = max((len(row) for row in rows), default=0)
    filled = max((index + 1 for row in rows for index, field in enumerate(row) if field), default=0)
    if filled == 0:
        return None
    if not keep_blank_columns:
        cols = filled
    cells = []
    for index, row in enumerate(rows):
        for col in range(cols):
            source = row[col] if col < len(row) else ""
            cells.append(Cell(index, col, 1, 1, _cell_lines(source)))
    return Grid(len(rows), cols, tuple(cells), header_rows=min(header_rows, len(rows)))


def _cell_lines(source: str) -> tuple[Line, ...]:
    if not source:
        return ()
    lines: list[Line] = []
    bold = False
    for part in source.split("\n"):
        marked = read_marks(part, bold_open=bold)
        bold = marked.bold_open
        lines.extend(line for line in marked.lines if line.text)
    return tuple(lines)

"""Lines of OCR text in, Grids out: tabbed lines, Markdown pipe tables and tables drawn with characters, by patterns."""

from __future__ import annotations

import re
from collections import Counter

from parsers.text.inline_markup import read_markup
from schemas.patterns import pattern
from schemas.transcript import Cell, Grid, Line

MAX_ROWS = 32_767
"""Rows of one table; Word's own limit, as for DOCX."""
MAX_COLS = 256
"""Columns of one table."""
MAX_PLACES = 300_000
"""Rows times columns of one table, empty places included."""

_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_FORM_LABEL = re.compile(r"[^\t]{1,60}\t[\t ]*:")
_MARKER = pattern("marker-of-text-cell")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_DRAWN_RULE = re.compile(r"\+(?:[-=:]+\+)+")
_BOX = re.compile("[\u2500-\u257f]")
_BOX_CHARACTERS = dict.fromkeys(range(9484, 9548), "+") | dict.fromkeys(range(9554, 9581), "+")
_BOX_CHARACTERS |= {ord(c): "-" for c in "─━┄┅┈┉╌╍╴╶╸╺"} | {ord("═"): "="} | {ord(c): "|" for c in "│┃┆┇┊┋╎╏║╵╷╹╻"}
_DISPLAY = re.compile(r"\s*(?:\$\$.*\$\$|\\\[.*\\\]|\$[^$]+\$)[\s.,;]*", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*<(?:p|i|em)\b.*", re.DOTALL | re.IGNORECASE)


def is_tabbed(line: str) -> bool:
    """True for a line that may be a table row: with a tab between or before its texts, and no form line."""
    return "\t" in line.strip(" ") and bool(line.strip()) and _FORM_LABEL.match(line) is None


def is_formula(line: str) -> bool:
    """True for a line that is one formula and nothing else."""
    return "\t" not in line and _DISPLAY.fullmatch(line) is not None


def is_table_part(line: str) -> bool:
    """True for a line without tabs that, between table rows, can only be part of a cell."""
    return "\t" not in line and (is_formula(line) or _PARAGRAPH.fullmatch(line) is not None)


def is_table(lines: list[str]) -> bool:
    """True where tabbed lines below each other are a table, and not a list or text that was indented by tabs."""
    return any(not _is_indented(tab_fields(line)) for line in lines) and any(
        line.count("\t") > 1 or len(lines) > 1 for line in lines
    )


def _is_indented(fields: list[str]) -> bool:
    """Blank fields, then one text, perhaps with a list marker of its own."""
    shown = [field for field in fields if field]
    return len(shown) < 2 or (len(shown) == 2 and _MARKER.fullmatch(shown[0]) is not None and fields[-1] != "")


def is_pipe_row(line: str) -> bool:
    """True for a line that begins with "|" and has another one."""
    stripped = line.strip()
    return stripped.startswith("|") and len(_UNESCAPED_PIPE.findall(stripped)) >= 2


def is_pipe_rule(line: str) -> bool:
    """True for the line of hyphens below the header row of a Markdown table."""
    stripped = line.strip()
    return "|" in stripped and "-" in stripped and _PIPE_RULE.fullmatch(stripped) is not None


def is_drawn_rule(line: str) -> bool:
    """True for a line "+----+----+" of a table that is drawn with characters."""
    return _DRAWN_RULE.fullmatch(line.strip()) is not None


def pipe_rows(lines: list[str]) -> tuple[list[list[str]], int]:
    """Rows of fields from the lines of a Markdown or drawn table, and how many of them are header rows.

    Between two rules of a drawn table is one row, however many lines it takes.
    """
    drawn = any(is_drawn_rule(line) for line in lines)
    rows: list[list[str]] = []
    header_rows = 0
    begins = True
    for line in lines:
        if is_drawn_rule(line) or is_pipe_rule(line):
            if not header_rows and (not drawn or "=" in line):
                header_rows = len(rows)
            begins = True
            continue
        fields = pipe_fields(line)
        if drawn and not begins and len(fields) == len(rows[-1]):
            rows[-1] = [f"{above}\n{field}".strip() for above, field in zip(rows[-1], fields, strict=True)]
        else:
            rows.append(fields)
        begins = False
    return rows, header_rows


def without_box_characters(line: str) -> str:
    """A line of a table drawn with box characters as one drawn with "|", "+" and "-"."""
    return line.translate(_BOX_CHARACTERS) if _BOX.search(line) else line


def tab_fields(line: str) -> list[str]:
    """The fields of a tabbed line, without white space around them."""
    return [field.strip() for field in line.split("\t")]


def pipe_fields(line: str) -> list[str]:
    """The fields of a pipe row, without its outer pipes and white space around them."""
    stripped = line.strip()
    inner = stripped[1:] if stripped.startswith("|") else stripped
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [field.strip() for field in _UNESCAPED_PIPE.split(inner)]


def joined_rows(lines: list[str]) -> list[list[str]]:
    """Rows of fields from tabbed lines, with rows that were broken inside a cell put together again.

    An OCR system may break a row where a formula or paragraph inside a cell is on lines of its own. The parts
    are known by their number of fields: together they have as many as the table has columns. A formula between
    two whole rows goes to the cell above that awaits it.
    """
    fields_of = [tab_fields(line) for line in lines]
    cols = max(len(fields) for fields in fields_of)
    rows: list[list[str]] = []
    cut = False  # the last cell of the last row continues
    for line, fields in zip(lines, fields_of, strict=True):
        row = rows[-1] if rows else None
        if row is not None and is_table_part(line):
            if len(row) < cols:
                row[-1] += f"\n{line.strip()}"
                cut = True
            else:
                row[_awaiting(row, rows)] += f"\n{line.strip()}"
        elif row is not None and len(row) > 1 and fields[0] and _completes(len(row) + len(fields) - 1, cols, cut):
            row[-1] += f"\n{fields[0]}"
            row.extend(fields[1:])
            cut = False
        else:
            rows.append(fields)
            cut = False
    return rows


def _completes(total: int, cols: int, cut: bool) -> bool:
    return total == cols or (cut and total < cols)


def _awaiting(row: list[str], rows: list[list[str]]) -> int:
    """The column that a lone formula belongs to."""
    formulas = Counter(col for other in rows for col, field in enumerate(other) if "$" in field or "\\[" in field)
    if formulas:
        return min(formulas.most_common(1)[0][0], len(row) - 1)
    for col, field in enumerate(row):
        if re.search(r"[:=]\s*(?:</\w+>\s*)*$", field):
            return col
    return max(range(len(row)), key=lambda col: len(row[col]))


def grid_of(rows: list[list[str]], *, header_rows: int = 0, keep_blank_columns: bool = False) -> Grid | None:
    """Rows of cell sources as a Grid with as many columns everywhere; None where all are empty.

    Empty columns on the right are left out unless `keep_blank_columns`: a table that continues another keeps its
    columns. Rows beyond the limits are left out; the caller sees it by `Grid.rows`.
    """
    rows = [row[:MAX_COLS] for row in rows if not _is_rule(row)]
    cols = max((len(row) for row in rows), default=0)
    filled = max((index + 1 for row in rows for index, field in enumerate(row) if field), default=0)
    if filled == 0:
        return None
    if not keep_blank_columns:
        cols = filled
    rows = rows[: min(MAX_ROWS, MAX_PLACES // cols)]
    cells = []
    for index, row in enumerate(rows):
        for col in range(cols):
            source = row[col] if col < len(row) else ""
            cells.append(Cell(index, col, 1, 1, cell_lines(source)))
    return Grid(len(rows), cols, tuple(cells), header_rows=min(header_rows, len(rows)))


def _is_rule(fields: list[str]) -> bool:
    """A row of hyphens only: an alignment row that strayed into the table."""
    shown = [field for field in fields if field]
    return len(shown) > 1 and all(_RULE_CELL.fullmatch(field) for field in shown)


def cell_lines(source: str) -> tuple[Line, ...]:
    """The Lines of one cell; an empty cell has none."""
    lines: list[Line] = []
    bold = False
    for part in source.split("\n") if source else ():
        marked = read_markup(part, bold_open=bold)
        bold = marked.bold_open
        lines.extend(line for line in marked.lines if line.text)
    return tuple(lines)

"""Tables that only arrange text ("Jabatan | : | Camat" in three columns, a letterhead) -> the lines that they arrange.

After this everything sees one form of label line, drawn as a table or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.interpret.lines.label_vocabulary import label_kind
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.grid_view import GridView, cell_text, filled
from schemas.cell_range import spanning
from schemas.geometry import union
from schemas.transcript import Cell, Grid, Line

MOST_FORM_COLUMNS = 6  # of a form; marker, label, colon, value, and blank ones between
MOST_LABEL_CELLS = 3  # filled cells of a row that begins with a label without a colon: marker, label, value
FORM_SHARE = 0.6  # of the filled rows that are "label : value"
LONGEST_LABEL = 40  # letters and digits


def is_form(view: GridView) -> bool:
    """True for a table that arranges "label : value" lines, or lines of a dictum, in columns.

    Habit: typists keep the colons below each other with a borderless table: "Nama | : | Budi", "Jabatan | : | Camat".
    """
    grid = view.grid
    if grid.cols > MOST_FORM_COLUMNS:
        return False
    rows = [[text for cell in view.starting(r) if (text := cell_text(cell))] for r in range(grid.rows)]
    filled_rows = [texts for texts in rows if texts]
    labelled = sum(_is_form_row(texts, first=i == 0) for i, texts in enumerate(filled_rows))
    return bool(filled_rows) and labelled >= FORM_SHARE * len(filled_rows)


def _is_form_row(texts: Sequence[str], first: bool) -> bool:
    """True for "label : value", or, below the first row, for a value alone that continues the one above."""
    label = texts[0].rstrip(" :")
    return (
        any(text.startswith(":") for text in texts[1:3])
        or texts[0] == ":"
        or (len(texts) == 1 and not first)
        or bool(label_kind(label) and (texts[0].endswith(":") or len(texts) <= MOST_LABEL_CELLS))
    )


def arranged_blocks(grid: Grid) -> Iterator[Line | Grid]:
    """The grid's text as lines, row by row; tables inside of its cells stay grids.

    A row "label | : | value" becomes one line "label<tab>:<tab>value", then the value's further lines behind a tab.
    """
    view = GridView(grid)
    for r in range(grid.rows):
        cells = view.starting(r)
        if any(cell.grids for cell in cells):
            for cell in cells:
                yield from cell.lines
                yield from cell.grids
            continue
        form = _label_and_value(cells)
        if form is not None:
            yield from _form_row(*form)
        elif not grid.ruled:
            yield from _printed_lines(cells)
        else:
            for cell in cells:
                yield from cell.lines


def _label_and_value(cells: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[Cell]] | None:
    """The cells of the label and those of the value; None for a row without a label."""
    texts = [cell_text(cell) for cell in cells]
    filled_at = [i for i, text in enumerate(texts) if text]
    for i in filled_at:
        if texts[i] == ":":
            return cells[:i], cells[i + 1 :]
    for i in filled_at:
        if i and texts[i].startswith(":"):  # "Jabatan | : Camat"
            return cells[:i], cells[i:]
    if len(filled_at) > 1 and _is_label(texts[filled_at[0]]):
        return cells[: filled_at[0] + 1], cells[filled_at[0] + 1 :]
    return None


def _is_label(text: str) -> bool:
    return label_kind(text.rstrip(" :").lstrip("0123456789.) ")) is not None and len(squash(text)) < LONGEST_LABEL


def _printed_lines(cells: Sequence[Cell]) -> Iterator[Line]:
    """A row that only white space divides, as the printed lines it consists of, with tabs between the columns."""
    columns = [filled(cell.lines) for cell in cells if cell_text(cell)]
    for i in range(max((len(lines) for lines in columns), default=0)):
        beside = [lines[i] for lines in columns if i < len(lines)]
        yield replace(
            beside[0],
            text="\t".join(line.text for line in beside),
            words=tuple(word for line in beside for word in line.words),
            box=union(line.box for line in beside),
            cells=spanning(line.cells for line in beside),
        )


def _form_row(labels: Sequence[Cell], values: Sequence[Cell]) -> Iterator[Line]:
    label_lines = [line for cell in labels for line in filled(cell.lines)]
    value_lines = [line for cell in values for line in filled(cell.lines)]
    label = " ".join(line.text.strip().rstrip(":").strip() for line in label_lines)
    if value_lines:  # "Jabatan | : Camat": the colon belongs to the label
        value_lines[0] = replace(value_lines[0], text=value_lines[0].text.strip().removeprefix(":").strip())
    value = value_lines[0] if value_lines else None
    shown = [*label_lines, *([value] if value else [])]
    yield Line(
        text=f"{label}\t:\t{value.text.strip() if value else ''}",
        page=next((line.page for line in shown if line.page is not None), None),
        box=union(line.box for line in shown),
        words=tuple(word for line in shown for word in line.words),
        indent=shown[0].indent if shown else 0.0,
        bold=bool(value and value.bold),
        cells=spanning(line.cells for line in shown),
    )
    # The tab tells a value's further lines, which are placed right of the label, from new label lines.
    yield from (replace(line, text=f"\t{line.text}") for line in value_lines[1:])

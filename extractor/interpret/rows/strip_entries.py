"""Lines of one column of a strip -> entries: cut at gaps, at list markers, or where values begin."""

from __future__ import annotations

import re

from extractor.interpret.lines.entry_wording import VALUE_START
from extractor.interpret.lines.list_items import list_marker
from extractor.interpret.rows.strip import Placed, PlacedColumn, StripEntry, is_gap, line_pitch
from schemas.patterns import pattern
from schemas.transcript import Line

_BARE_RUPIAH = pattern("rupiah-line")
_UNFINISHED = pattern("value-unfinished")
_CLOSED = pattern("marker-closing-bracket")
_REMARK = re.compile(r"^\s*\(")


def marker_of(line: Line) -> tuple[str, float | None] | None:
    """Style of the list marker that a line begins with, and its left edge; None for a line without one.

    The style of a bullet is its character, and "1)" is another list than "1.": "- Rabies" -> "-", "1) ..." ->
    "number)", "1. ..." -> "number".
    """
    marker = list_marker(line.text)
    if marker is None:
        return None
    style = marker[0]
    if style == "bullet":
        style = line.text.lstrip()[0].replace("–", "-")
    elif _CLOSED.match(line.text):
        style += ")"
    left = line.box.x0 if line.box is not None else line.indent
    return style, left


def entries_by_gaps(column: PlacedColumn, markers: bool = True) -> list[StripEntry]:
    """Entries: a wide gap or (with `markers`) a list marker begins a new one."""
    pitch = line_pitch(column)
    groups: list[list[Placed]] = []
    found: list[tuple[str, float | None] | None] = []
    for item in column:
        marker = marker_of(item.line)
        if not groups or is_gap(groups[-1][-1], item, pitch) or (markers and marker is not None):
            groups.append([item])
            found.append(marker)
        else:
            groups[-1].append(item)
    return [StripEntry(tuple(group), *(marker or (None, None))) for group, marker in zip(groups, found, strict=True)]


def value_entries(column: PlacedColumn) -> list[StripEntry]:
    """Entries of a column of targets: each begins as a target does, or after a gap.

    "Rp." alone is the beginning of the amount below it, and what a dash or "s.d." leaves open continues below.
    """
    pitch = line_pitch(column)
    groups: list[list[Placed]] = []
    for item in column:
        above = groups[-1][-1].line.text if groups else ""
        if not groups or _begins_value(item.line.text, above) or is_gap(groups[-1][-1], item, pitch):
            groups.append([item])
        else:
            groups[-1].append(item)
    return [StripEntry(tuple(group)) for group in groups]


def _begins_value(text: str, above: str) -> bool:
    """True where a line begins a value of its own below the line `above`."""
    open_above = bool(_BARE_RUPIAH.match(above)) or (bool(_UNFINISHED.search(above)) and len(above.strip()) > 1)
    remark = bool(_REMARK.match(text)) and not _REMARK.match(above)
    return bool(VALUE_START.match(text)) and not open_above and not remark


def entry_per_line(column: PlacedColumn) -> list[StripEntry]:
    """Every line (a paragraph, where there are no pages) as an entry."""
    return [StripEntry((item,), *(marker_of(item.line) or (None, None))) for item in column]

"""Goals that say so of themselves: "Sasaran Strategis 1 : ..." in bands inside of tables and in lines above them."""

from __future__ import annotations

import re

from extractor.interpret.lines.label_lines import text_behind
from schemas.transcript import Line

_GOAL_LABEL = re.compile(
    r"^\s*(?:sasaran|tujuan|kinerja)(?:\s+(?:strategis|program|kegiatan|utama|renstra))?"
    r"\s*(?:[\d.]{1,5}|[ivx]{1,4})?\s*:\s*(?=\S)",
    re.IGNORECASE,
)


def without_goal_label(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a goal without "Sasaran 1 :" in front, as bands over tables have it."""
    m = _GOAL_LABEL.match(lines[0].text) if lines else None
    return lines if m is None else (text_behind(lines[0], lines[0].text[m.end() :]), *lines[1:])


def is_goal_label(text: str) -> bool:
    """True for text that says of itself that it is a goal ("Sasaran Strategis 1 : ...")."""
    return _GOAL_LABEL.match(text) is not None

"""Text of a cell or a box -> its goal and its indicators one by one ("IK: - ... - ...")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.lines.entry_wording import indicator_start
from extractor.interpret.lines.list_items import list_marker
from schemas.transcript import Line

_INDICATORS = re.compile(
    r"^\W*(?:i\s*k(?:\s*[uipk]|sp|sk)?|indikator(?:\s+(?:kinerja|sasaran|strategis|tujuan|program|sub|kegiatan|subkegiatan|outcome|output|hasil|keluaran))*"
    r"(?:\s+(?:utama|individu))?|[l1|]?k)\s*(?:\([^)]{1,20}\)\s*)?(?:\d{1,2}(?:\.\d{1,2})*\s*)?[:;]\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?<=\S)\s+(?=(?:IK[UPKI]?|Indikator(?:\s+Kinerja)?)\s*:)")
_TARGET = re.compile(r"^\W*target(?:\s+\d{4})?\s*[:=]", re.IGNORECASE)


def has_no_goal(lines: Sequence[Line]) -> bool:
    """True for a text that begins with indicators: it continues a node, and is none of its own. At least one line."""
    return bool(_INDICATORS.match(lines[0].text)) or lines[0].text.lstrip()[:1] in "-•"


def split_node(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """A node's text as its goal, and its indicators one by one.

    Example: "Meningkatnya X", "IK: Nilai AKIP" -> ("Meningkatnya X"), (("Nilai AKIP"),).
    """
    goal: list[Line] = []
    rest: list[Line] = []
    inside = False
    for line in (part for whole in lines for part in _at_labels(whole)):
        if not inside and (_INDICATORS.match(line.text) or (goal and _begins_indicators(line, goal))):
            inside = True
        (rest if inside else goal).append(line)
    return tuple(goal), split_indicators(rest)


def split_indicators(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Indicators one by one, without list markers, labels and the targets that some offices put below."""
    items: list[list[Line]] = []
    for line in (part for whole in lines for part in _at_labels(whole)):
        label = _INDICATORS.match(line.text)
        if label:
            if label["rest"].strip():
                items.append(_item(line, label["rest"]))
            continue
        if _TARGET.match(line.text) or not line.text.strip():
            continue
        marker = list_marker(line.text)
        starts = bool(indicator_start().match(line.text)) and line.text.lstrip()[:1].isupper()
        if marker or not items or starts or line.box is None:
            items.append(_item(line, marker[2] if marker else line.text))
        else:
            items[-1].append(line)
    return tuple(tuple(item) for item in items)


def _item(line: Line, text: str) -> list[Line]:
    marker = list_marker(text)
    return [replace(line, text=(marker[2] if marker else text).strip())]


def _at_labels(line: Line) -> list[Line]:
    """A line with "IK:" inside it as two; others as they are."""
    texts = _INLINE.split(line.text)
    return [line] if len(texts) == 1 else [replace(line, text=text) for text in texts]


def _begins_indicators(line: Line, goal: Sequence[Line]) -> bool:
    """An indicator without "IK:" below a goal: after a bullet, as a paragraph of its own, or in lighter type."""
    marker = list_marker(line.text)
    text = marker[2] if marker else line.text
    if not indicator_start().match(text) or not text.lstrip()[:1].isupper():
        return False
    return marker is not None or line.box is None or (goal[-1].bold and not line.bold)

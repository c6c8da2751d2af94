"""Paragraph of a DOCX in, about how high it is out, in points: what drawings that hang on different paragraphs need.

Word lays pages out only when it shows them. A line is LINE_SHARE of its type, as usual fonts have it; spacing comes
from the paragraph, else its style and those that this is based on, else the document's defaults.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from parsers.docx.docx_styles import Styles
from parsers.docx.xml import Element, child_integer, child_value, to_points

LINE_SHARE = 1.22  # height of a single line, in parts of its type's size
LETTER_SHARE = 0.5  # width of a letter, likewise
TEXT_WIDTH = 468.0  # points of a line, as between the usual margins
USUAL_SIZE = 10.0  # points of type where nothing says it
SINGLE = 240.0  # units of line spacing that are one line
MOST_LINES = 60  # of one paragraph

_SPACING = qn("w:spacing")


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Points; `line`: of a line, or in parts of a single one where `rule` is "auto"."""

    size: float = USUAL_SIZE
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"


class ParagraphHeights:
    """Heights of paragraphs of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._resolved: dict[str | None, _Spacing] = {}

    def height(self, paragraph: Element) -> float:
        """Of a w:p, with the space around it; text in its drawings does not count."""
        properties = paragraph.find(qn("w:pPr"))
        spacing = self._style(child_value(properties, "w:pStyle"))
        mark = properties.find(qn("w:rPr")) if properties is not None else None
        run = next((r.find(qn("w:rPr")) for r in paragraph.iterfind(qn("w:r")) if r.find(qn("w:t")) is not None), None)
        spacing = _over(spacing, properties, run if run is not None else mark)
        letters = sum(len(t.text or "") for t in paragraph.iterfind(f"{qn('w:r')}/{qn('w:t')}"))
        lines = min(max(1, math.ceil(letters * LETTER_SHARE * spacing.size / TEXT_WIDTH)), MOST_LINES)
        return spacing.before + lines * _line(spacing) + spacing.after

    def _style(self, name: str | None) -> _Spacing:
        if name not in self._resolved:
            spacing = _over(_Spacing(), *self._styles.default_properties)
            for style in reversed(self._styles.paragraph_chain(name)):
                spacing = _over(spacing, style.find(qn("w:pPr")), style.find(qn("w:rPr")))
            self._resolved[name] = spacing
        return self._resolved[name]


def _over(base: _Spacing, paragraph: Element | None, run: Element | None) -> _Spacing:
    """The spacing with what these properties say."""
    half_points = child_integer(run, "w:sz")
    if half_points:
        base = replace(base, size=half_points / 2)
    told = paragraph.find(_SPACING) if paragraph is not None else None
    if told is None:
        return base
    before, after, line = (to_points(told.get(qn(f"w:{name}"))) for name in ("before", "after", "line"))
    rule = told.get(qn("w:lineRule"), "auto" if line is not None else base.rule)
    if line is not None:
        base = replace(base, line=line * 20 / SINGLE if rule == "auto" else line, rule=rule)
    return replace(base, before=base.before if before is None else before, after=base.after if after is None else after)


def _line(spacing: _Spacing) -> float:
    single = spacing.size * LINE_SHARE
    if spacing.rule == "exact":
        return spacing.line
    return max(single, spacing.line) if spacing.rule == "atLeast" else single * spacing.line

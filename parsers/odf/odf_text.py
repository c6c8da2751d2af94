"""Elements of an OpenDocument paragraph in, the texts that it shows out: one for each line between hard breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from parsers.odf.odf_package import qname
from parsers.package_xml import Element
from parsers.symbols import plain
from schemas.equation import Equation
from schemas.equation_line import linear
from schemas.transcript import SOFT_HYPHEN

MAX_BLANKS = 1000
"""Blanks that one text:s may stand for."""

_BLANKS, _TAB, _BREAK = qname("text:s"), qname("text:tab"), qname("text:line-break")
_COUNT = qname("text:c")
_STYLE = qname("text:style-name")
_SKIPPED = frozenset(
    qname(name)
    for name in (
        "text:note",
        "office:annotation",
        "office:annotation-end",
        "text:tracked-changes",
        "text:hidden-text",
        "text:ruby-text",
        "text:bookmark",
        "text:change",
        "draw:frame",
    )
)
"""What is not part of the printed line: notes, comments, frames (which their paragraph hands on)."""


@dataclass(slots=True)
class ShownText:
    """What a paragraph shows, as it grows."""

    segments: list[list[str]] = field(default_factory=lambda: [[]])  # text between line breaks
    equations: list[list[Equation]] = field(default_factory=lambda: [[]])  # per segment
    frames: list[Element] = field(default_factory=list)  # drawings and text boxes anchored here
    bold_parts: set[bool] = field(default_factory=set)  # boldness of all texts that show anything

    @property
    def texts(self) -> list[str]:
        """The lines' texts without white space at their ends."""
        return ["".join(segment).rstrip() for segment in self.segments]

    def add(self, text: str | None, *, bold: bool) -> None:
        """Appends characters as XML has them: white space is one blank."""
        if not text:
            return
        shown = plain(" ".join(text.replace(SOFT_HYPHEN, "").split()), None)
        before = " " if text[:1].isspace() and not self._ends_in_space() else ""
        after = " " if text[-1:].isspace() and shown else ""
        self.segments[-1].append(f"{before}{shown}{after}")
        if shown:
            self.bold_parts.add(bold)

    def add_equation(self, node: Equation) -> None:
        """Appends a formula, written in one line."""
        text = linear(node)
        if text:
            blank = "" if not self.segments[-1] or self._ends_in_space() else " "
            self.segments[-1].append(blank + text)
            self.equations[-1].append(node)

    def break_line(self) -> None:
        """Begins a new line."""
        self.segments.append([])
        self.equations.append([])

    def _ends_in_space(self) -> bool:
        last = next((part for part in reversed(self.segments[-1]) if part), "")
        return not last or last[-1].isspace()


def collect(element: Element, shown: ShownText, is_bold: Callable[[str | None, bool], bool], *, bold: bool) -> None:
    """Adds what an element shows to `shown`, the text behind its children included.

    `is_bold` tells for the name of a style, and the boldness around it, whether text of that style is bold.
    """
    shown.add(element.text, bold=bold)
    for child in element:
        tag = child.tag
        if tag == _BLANKS:
            shown.segments[-1].append(" " * _blanks(child))
        elif tag == _TAB:
            shown.segments[-1].append("\t")
        elif tag == _BREAK:
            shown.break_line()
        elif tag in _SKIPPED:
            if tag == qname("draw:frame"):
                shown.frames.append(child)
        elif isinstance(tag, str):
            collect(child, shown, is_bold, bold=is_bold(child.get(_STYLE), bold))
        shown.add(child.tail, bold=bold)


def _blanks(element: Element) -> int:
    count = element.get(_COUNT, "1")
    return min(int(count), MAX_BLANKS) if count.isascii() and count.isdigit() and len(count) < 6 else 1

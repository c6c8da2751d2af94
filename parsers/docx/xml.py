"""Elements of WordprocessingML in, plain values out: accessors that never fail on odd values (lxml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from docx.oxml.ns import qn
from lxml import etree

Element: TypeAlias = etree._Element

MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATE = f"{{{MC_NS}}}AlternateContent"
CHOICE = f"{{{MC_NS}}}Choice"
FALLBACK = f"{{{MC_NS}}}Fallback"

VAL = qn("w:val")
TXBX_CONTENT = qn("w:txbxContent")

TWIPS_PER_POINT = 20.0
_POINTS_PER_UNIT = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")
_OFF = frozenset({"0", "false", "off"})
MAX_DIGITS = 9
"""Numbers with more digits than this are nonsense; they are read as absent."""

_tag = cache(qn)
_SDT = qn("w:sdt")

# Wrappers whose children are content as if the wrapper were not there. Insertions are kept: a document is
# read as if all tracked changes were accepted.
_WRAPPERS = frozenset(
    qn(name)
    for name in (
        "w:customXml",
        "w:dir",
        "w:bdo",
        "w:fldSimple",
        "w:hyperlink",
        "w:ins",
        "w:moveTo",
        "w:ruby",
        "w:rubyBase",
        "w:sdt",
        "w:sdtContent",
        "w:smartTag",
    )
)


def unwrapped(parent: Element) -> Iterator[Element]:
    """Children of `parent` in order, with content controls, insertions and the like unwrapped.

    The prompt of a content control that nobody filled in is no content. Of an AlternateContent only one branch is
    taken. Deleted and moved-away content is no wrapper and so comes out as itself (w:del, w:moveFrom); callers ignore
    it.
    """
    for child in parent:
        if child.tag in _WRAPPERS:
            if child.tag != _SDT or not _shows_prompt(child):
                yield from unwrapped(child)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from unwrapped(branch)
        elif isinstance(child.tag, str):
            yield child


def _shows_prompt(control: Element) -> bool:
    """True for a content control that shows its prompt ("Click here ..."); not for one around cells of a table."""
    properties = control.find(_tag("w:sdtPr"))
    if properties is None or not toggle(properties, "w:showingPlcHdr"):
        return False
    return next(control.iter(_tag("w:tc")), None) is None


def chosen(alternate: Element) -> Element | None:
    """The branch of an AlternateContent to read: the first choice with text in it, else the fallback."""
    branches = [b for b in alternate if b.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(TXBX_CONTENT, qn("w:t"), qn("m:oMath")), None) is not None:
            return branch
    return branches[0] if branches else None


def toggle(parent: Element | None, name: str) -> bool | None:
    """The toggle property `name` ("w:b") of a properties element (ECMA-376 17.7.3); None where it is not there."""
    element = parent.find(_tag(name)) if parent is not None else None
    return None if element is None else element.get(VAL, "1").lower() not in _OFF


def child_value(parent: Element | None, name: str) -> str | None:
    """The w:val of the child `name`; None where there is none."""
    element = parent.find(_tag(name)) if parent is not None else None
    return None if element is None else element.get(VAL)


def child_integer(parent: Element | None, name: str) -> int | None:
    """The w:val of the child `name` as a number; None where there is none or it is no sensible number."""
    return to_int(child_value(parent, name))


def to_int(text: str | None) -> int | None:
    """A decimal integer with or without sign; None for anything else and for more than MAX_DIGITS digits."""
    if text is None:
        return None
    text = text.strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS else None


def to_points(text: str | None) -> float | None:
    """A measure in twips, or with a unit as strict documents have it, in points; None where it is none."""
    match = _MEASURE.fullmatch(text.strip()) if text else None
    if match is None or len(match[1]) > MAX_DIGITS:
        return None
    return float(match[1]) * _POINTS_PER_UNIT[match[2]] if match[2] else float(match[1]) / TWIPS_PER_POINT


def left_indent(properties: Element | None) -> float | None:
    """Left indentation in a w:pPr (w:left, else w:start), in points; None where it says nothing."""
    ind = properties.find(qn("w:ind")) if properties is not None else None
    if ind is None:
        return None
    left = to_points(ind.get(qn("w:left")))
    return to_points(ind.get(qn("w:start"))) if left is None else left

"""Presentation MathML, as formulas of OpenDocument have it, as equation trees.

Words of a formula are identifiers of their own there, without the blanks between them: two words beside each other
get one.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from parsers.package_xml import Element
from schemas.equation import (
    Accent,
    Delimited,
    Equation,
    Fraction,
    MathRow,
    MathText,
    Matrix,
    Radical,
    Script,
    with_bodies,
)

_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_DROPPED = frozenset({"annotation", "annotation-xml", "mphantom", "mspace"})
_OPENING, _CLOSING = "([{", ")]}"


def equation_of(element: Element) -> Equation:
    """The tree of a math element."""
    return _row(list(element))


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _row(elements: list[Element]) -> MathRow:
    items: list[Equation] = []
    for element in elements:
        node = _node(element)
        if node is None:
            continue
        if items and _is_word(items[-1]) and _is_word(node):
            items.append(MathText(" "))
        items.append(node)
    return MathRow(with_bodies(tuple(items)))


def _is_word(node: Equation) -> bool:
    """True for a text of several letters; single ones beside each other are a product."""
    return isinstance(node, MathText) and len(node.value) > 1 and node.value.replace("-", "").isalpha()


def _node(element: Element) -> Equation | None:
    name = _name(element)
    if not name or name in _DROPPED:
        return None
    if name in _TOKENS:
        text = " ".join("".join(element.itertext()).split())
        return MathText(text, literal=name in ("mtext", "ms") and len(text) > 1) if text else None
    builder = _BUILDERS.get(name)
    children = [child for child in element if _name(child)]
    if builder is not None and len(children) >= builder[0]:
        return builder[1](children)
    if name == "mfenced":
        return Delimited(element.get("open", "("), element.get("close", ")"), _row(children))
    if name == "mtable":
        return Matrix(tuple(tuple(_row(list(cell)) for cell in row) for row in children))
    return _fenced(children)


def _fenced(children: list[Element]) -> Equation:
    """A row; one that begins and ends with brackets is what they enclose."""
    if len(children) > 2 and _name(children[0]) == _name(children[-1]) == "mo":
        first, last = ((children[at].text or "").strip() for at in (0, -1))
        if first and last and first in _OPENING and _CLOSING[_OPENING.index(first)] == last:
            return Delimited(first, last, _row(children[1:-1]))
    return _row(children)


def _part(element: Element) -> Equation:
    node = _node(element)
    return node if node is not None else MathRow(())


_BUILDERS: dict[str, tuple[int, Callable[[list[Element]], Equation]]] = {
    "mfrac": (2, lambda c: Fraction(_part(c[0]), _part(c[1]))),
    "msub": (2, lambda c: Script(_part(c[0]), _part(c[1]), None)),
    "munder": (2, lambda c: Script(_part(c[0]), _part(c[1]), None)),
    "msup": (2, lambda c: Script(_part(c[0]), None, _part(c[1]))),
    "msubsup": (3, lambda c: Script(_part(c[0]), _part(c[1]), _part(c[2]))),
    "munderover": (3, lambda c: Script(_part(c[0]), _part(c[1]), _part(c[2]))),
    "mover": (2, lambda c: Accent(_text(c[1]) or "\u0302", _part(c[0]))),
    "msqrt": (1, lambda c: Radical(_row(c), None)),
    "mroot": (2, lambda c: Radical(_part(c[0]), _part(c[1]))),
}
"""For elements with a fixed order of children: how many they need, and what they are."""


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()

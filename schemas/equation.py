"""Equations as trees: the one type that OMML, LaTeX and printed text are read to.

The nodes are those of presentation MathML (mtext, mrow, mfrac, msubsup, munderover, mroot, mfenced, mover, mtable).
They are written out by `linear` in equation_line.py and by `latex` in equation_latex.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACED_OPERATORS = "=≠≈≡<>≤≥+−±×÷·→⇒∙∗"
"""Operators that are written between blanks, in the line and in LaTeX."""
PRODUCT_OPERATORS = "×·*∙∗÷"
SUM_OPERATORS = "+−±"
RELATIONS = "=≠≈≡<>≤≥→⇒"
_OPERATORS = frozenset(PRODUCT_OPERATORS + SUM_OPERATORS + "*/")
_RELATIONS = frozenset(RELATIONS)


@dataclass(frozen=True, slots=True)
class MathText:
    """Words, numbers or operators as printed."""

    value: str
    literal: bool = False  # words of a \\text{...}: nothing in it is an operator


@dataclass(frozen=True, slots=True)
class MathRow:
    """Nodes beside each other, from left to right."""

    items: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """A numerator over a denominator, with a bar between them."""

    numerator: Equation
    denominator: Equation


@dataclass(frozen=True, slots=True)
class Script:
    """A base with a subscript, a superscript or both."""

    base: Equation
    sub: Equation | None
    sup: Equation | None


@dataclass(frozen=True, slots=True)
class Nary:
    """A big operator such as a sum, with its limits and what it runs over."""

    operator: str
    sub: Equation | None
    sup: Equation | None
    body: Equation


@dataclass(frozen=True, slots=True)
class Radical:
    """A root; `degree` None is the square root."""

    body: Equation
    degree: Equation | None


@dataclass(frozen=True, slots=True)
class Delimited:
    """A body between two fences as printed; "" where one side has none."""

    opening: str
    closing: str
    body: Equation


@dataclass(frozen=True, slots=True)
class Function:
    """A named function and its argument: "log x"."""

    name: Equation
    body: Equation


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over its body: "¯" for a mean."""

    mark: str
    body: Equation


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells, top to bottom."""

    rows: tuple[tuple[Equation, ...], ...]


Equation = MathText | MathRow | Fraction | Script | Nary | Radical | Delimited | Function | Accent | Matrix
"""A whole equation or a part of one."""


def parts(node: Equation) -> Iterator[Equation]:
    """`node` and all nodes inside it, each before its own parts."""
    yield node
    for part in _children(node):
        if part is not None:
            yield from parts(part)


def _children(node: Equation) -> tuple[Equation | None, ...]:
    match node:
        case MathRow(items):
            return items
        case Matrix(rows):
            return tuple(cell for row in rows for cell in row)
        case MathText():
            return ()
        case Fraction(first, second) | Function(first, second):
            return (first, second)
        case Script(base, sub, sup):
            return (base, sub, sup)
        case Nary(_, sub, sup, body):
            return (sub, sup, body)
        case Radical(body, degree):
            return (body, degree)
        case Delimited(_, _, body) | Accent(_, body):
            return (body,)


def operates(node: Equation) -> bool:
    """True where `node` computes something: a fraction, a sum, a root, or an operator between its parts."""
    return any(
        isinstance(part, Fraction | Nary | Radical)
        or (isinstance(part, MathText) and not part.literal and not _OPERATORS.isdisjoint(part.value))
        for part in parts(node)
    )


def relates(node: Equation) -> bool:
    """True where a relation ("=", "≤") is printed in the outermost row of `node`: it has a left and a right side."""
    items = node.items if isinstance(node, MathRow) else (node,)
    return any(
        (isinstance(item, MathText) and not item.literal and not _RELATIONS.isdisjoint(item.value))
        or (isinstance(item, MathRow) and relates(item))
        for item in items
    )


MAX_NESTED_OPERATORS = 20
"""Big operators inside each other's bodies; deeper ones get no body."""


def with_bodies(items: tuple[Equation, ...], level: int = 0) -> tuple[Equation, ...]:
    """`items` with each big operator that has no body given what follows it, up to the next sum or relation.

    (Σ without a body, "x + y") -> (Σ over "x", "+ y"). `level` counts the operators around these items.
    """
    out: list[Equation] = []
    position = 0
    while position < len(items):
        item = items[position]
        position += 1
        if isinstance(item, Nary) and level < MAX_NESTED_OPERATORS and _is_blank(item.body):
            end = position
            while end < len(items) and _body_end(items[end]) is None:
                end += 1
            body = list(items[position:end])
            position = end
            rest: list[Equation] = []
            if end < len(items) and isinstance(last := items[end], MathText) and (cut := _body_end(last)):
                body.append(MathText(last.value[:cut]))
                rest.append(MathText(last.value[cut:]))
                position = end + 1
            out.append(Nary(item.operator, item.sub, item.sup, MathRow(with_bodies(tuple(body), level + 1))))
            out.extend(rest)
        else:
            out.append(item)
    return tuple(out)


def _is_blank(node: Equation) -> bool:
    if isinstance(node, MathRow):
        return all(_is_blank(item) for item in node.items)
    return isinstance(node, MathText) and not node.value.strip()


_BODY_END = re.compile(rf"\s*[{re.escape(RELATIONS + SUM_OPERATORS)}]")


def _body_end(node: Equation) -> int | None:
    """Where in `node` the body of a big operator before it ends; None where it continues."""
    match = _BODY_END.search(node.value) if isinstance(node, MathText) and not node.literal else None
    return match.start() if match else None


_SPACED = re.compile(rf"\s*([{re.escape(SPACED_OPERATORS)}])\s*")


def spaced(text: str) -> str:
    """`text` with single blanks around its operators: "a=b ×c" -> "a = b × c"."""
    return _SPACED.sub(r" \1 ", text)

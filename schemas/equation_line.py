"""An equation in one line, the way offices type formulas: Equation -> "a / b × 100%", "(a / b) × c", "Σ (x × f) / Σ f".

The counting index of a sum ("i = 1 to n", "x with index i") says nothing that a reader of the line needs; LaTeX
keeps it.
"""

from __future__ import annotations

import re

from schemas.equation import (
    PRODUCT_OPERATORS,
    RELATIONS,
    SUM_OPERATORS,
    Accent,
    Delimited,
    Equation,
    Fraction,
    Function,
    MathRow,
    MathText,
    Matrix,
    Nary,
    Radical,
    Script,
    spaced,
)

NARY_NAMES = {"∑": "Σ", "∏": "Π"}
"""The big operators, as the line writes them; the others stay as they are."""

_INDEX_RANGE = re.compile(r"\s*([a-zA-Z])\s*(?:=.*)?", re.DOTALL)
_PLAIN_FACTOR = re.compile(r"[\d.,]+\s*%?|%")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_RAISED = dict(zip(map(ord, "0123456789+-−=()n"), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))


def superscript(text: str) -> str | None:
    """Digits and signs as Unicode superscripts ("2" -> "²"); None where some character has none."""
    raised = text.translate(_RAISED)
    return raised if all(c in _RAISED.values() for c in raised) else None


def linear(node: Equation) -> str:
    """`node` in one line as offices type it: Fraction(a, b) beside "× 100%" -> "a / b × 100%".

    Blanks are single, operators are between blanks, fractions beside other operands and sums inside products are
    bracketed, the index of a sum is left out.
    """
    return _squeezed(_line(node, frozenset()))


def _squeezed(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return re.sub(r"(?<=\() | (?=[),;%])", "", text)


def _line(node: Equation, indices: frozenset[str]) -> str:
    match node:
        case MathText(value, literal):
            return value if literal else spaced(value)
        case MathRow(items):
            return _row_line(items, indices)
        case Fraction(numerator, denominator):
            top = _grouped(_line(numerator, indices), SUM_OPERATORS + RELATIONS)
            bottom = _grouped(_line(denominator, indices), SUM_OPERATORS + PRODUCT_OPERATORS + "/")
            return f"{top} / {bottom}"
        case Script(base, sub, sup):
            return _script_line(base, sub, sup, indices)
        case Nary():
            return _nary_line(node, indices)
        case Radical(body, degree):
            shown = "" if degree is None else linear(degree)
            return f"{shown}√({_squeezed(_line(body, indices))})"
        case Delimited(opening, closing, body):
            return f"{opening}{_squeezed(_line(body, indices))}{closing}"
        case Function(name, body):
            inside = _squeezed(_line(body, indices))
            wrapped = inside if inside.startswith(("(", "[", "{")) else f"({inside})"
            return f"{_line(name, indices)}{wrapped}"
        case Accent(_, body):
            return _line(body, indices)
        case Matrix(rows):
            return "[" + "; ".join(", ".join(_squeezed(_line(c, indices)) for c in row) for row in rows) + "]"


def _row_line(items: tuple[Equation, ...], indices: frozenset[str]) -> str:
    texts = [_line(item, indices) for item in items]
    for position, item in enumerate(items):
        if isinstance(item, Fraction) and _needs_brackets(texts, position):
            texts[position] = f" ({_squeezed(texts[position])}) "
        elif isinstance(item, Fraction):
            texts[position] = f" {texts[position]} "
    return "".join(texts)


def _needs_brackets(texts: list[str], position: int) -> bool:
    """A fraction is bracketed beside another operand; "× 100%" after it is so common that it stands without."""
    before = "".join(texts[:position]).rstrip()
    after = "".join(texts[position + 1 :]).strip()
    if before and before[-1] not in RELATIONS + "(:;,":
        return True
    if not after or after[0] in RELATIONS + ");,":
        return False
    operand = after.lstrip(PRODUCT_OPERATORS + "xX ")
    return not (after[0] in PRODUCT_OPERATORS + "xX" and _PLAIN_FACTOR.fullmatch(operand))


def _grouped(text: str, operators: str) -> str:
    """`text` in brackets where one of `operators` stands open in it."""
    text = _squeezed(text)
    depth = 0
    for position, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        spaced = text[position - 1 : position] == " " and text[position + 1 : position + 2] == " "
        if depth == 0 and char in operators and (spaced or char in "+×÷·"):
            return f"({text})"
    return text


def _script_line(base: Equation, sub: Equation | None, sup: Equation | None, indices: frozenset[str]) -> str:
    text = _line(base, indices).rstrip()
    low = "" if sub is None else linear(sub)
    if low and low not in indices:
        text += low if len(low) == 1 or low.isdigit() else f"_({low})" if " " in low else f"_{low}"
    high = "" if sup is None else linear(sup)
    if high:
        text += superscript(high) or (f"^{high}" if len(high) == 1 else f"^({high})")
    return text


def _nary_line(node: Nary, indices: frozenset[str]) -> str:
    low = "" if node.sub is None else linear(node.sub)
    high = "" if node.sup is None else linear(node.sup)
    index = _INDEX_RANGE.fullmatch(low)
    inner = indices | {index[1]} if index else indices
    body = _grouped(_line(node.body, inner), SUM_OPERATORS + PRODUCT_OPERATORS + "/")
    name = NARY_NAMES.get(node.operator, node.operator)
    limits = ""
    if low and index is None:
        limits = f"_({low})" + (f"^({high})" if high else "")
    return f" {name}{limits} {body} "

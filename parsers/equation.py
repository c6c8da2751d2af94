"""Equations as a small tree, written out in one line for people and as LaTeX.

The line follows the way offices type formulas: "a / b × 100%", "(a / b) × c", "Σ (x × f) / Σ f". The counting index
of a sum ("i = 1 to n", "x with index i") says nothing that a reader of the line needs; LaTeX keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.symbols import superscript

SPACED_OPERATORS = "=≠≈≡<>≤≥+−±×÷·→⇒∙∗"
"""Operators that stand between blanks in the line."""
PRODUCT_OPERATORS = "×·*∙∗÷"
SUM_OPERATORS = "+−±"
RELATIONS = "=≠≈≡<>≤≥→⇒"

NARY_NAMES = {"∑": "Σ", "∏": "Π"}
"""The big operators, as the line writes them; the others stand as they are."""

_LATEX_SYMBOLS = {
    "×": r"\times ", "·": r"\cdot ", "∙": r"\cdot ", "∗": "*", "÷": r"\div ", "≤": r"\leq ", "≥": r"\geq ",
    "≠": r"\neq ", "≈": r"\approx ", "≡": r"\equiv ", "±": r"\pm ", "−": "-", "→": r"\to ", "⇒": r"\Rightarrow ",
    "∞": r"\infty ", "…": r"\ldots ", "°": r"^{\circ}", "Σ": r"\Sigma ", "Δ": r"\Delta ", "α": r"\alpha ",
    "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ", "ρ": r"\rho ",
    "σ": r"\sigma ", "θ": r"\theta ", "Π": r"\Pi ", "Ω": r"\Omega ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ",
}  # fmt: skip
_LATEX_ESCAPES = {
    "\\": r"\backslash ", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}",
    "^": r"\hat{}", "~": r"\sim ",
}  # fmt: skip
_NARY_LATEX = {
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "∬": r"\iint",
    "∮": r"\oint",
    "⋃": r"\bigcup",
    "⋂": r"\bigcap",
}

_INDEX_RANGE = re.compile(r"\s*([a-zA-Z])\s*(?:=.*)?", re.DOTALL)
_PLAIN_FACTOR = re.compile(r"[\d.,]+\s*%?|%")
_WORDY = re.compile(r"[^\W\d_]{2,}")
_BLANKS = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, numbers or operators as they stand."""

    value: str
    literal: bool = False  # words of a \\text{...}: nothing in it is an operator


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Script:
    """A base with what stands low and high on its right."""

    base: Node
    sub: Node | None
    sup: Node | None


@dataclass(frozen=True, slots=True)
class Nary:
    """A big operator such as a sum, with its limits and what it runs over."""

    operator: str
    sub: Node | None
    sup: Node | None
    body: Node


@dataclass(frozen=True, slots=True)
class Radical:
    body: Node
    degree: Node | None


@dataclass(frozen=True, slots=True)
class Delimited:
    opening: str
    closing: str
    body: Node


@dataclass(frozen=True, slots=True)
class Function:
    name: Node
    body: Node


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over its body: "¯" for a mean."""

    mark: str
    body: Node


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: tuple[tuple[Node, ...], ...]


Node = Text | Row | Fraction | Script | Nary | Radical | Delimited | Function | Accent | Matrix


MAX_NESTED_OPERATORS = 20
"""Big operators inside each other's bodies; the next ones stand without a body."""


def with_bodies(items: tuple[Node, ...], level: int = 0) -> tuple[Node, ...]:
    """`items` with each big operator that has no body given what follows it, up to the next sum or relation."""
    out: list[Node] = []
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
            rest: list[Node] = []
            if end < len(items) and isinstance(last := items[end], Text) and (cut := _body_end(last)):
                body.append(Text(last.value[:cut]))
                rest.append(Text(last.value[cut:]))
                position = end + 1
            out.append(Nary(item.operator, item.sub, item.sup, Row(with_bodies(tuple(body), level + 1))))
            out.extend(rest)
        else:
            out.append(item)
    return tuple(out)


def _is_blank(node: Node) -> bool:
    if isinstance(node, Row):
        return all(_is_blank(item) for item in node.items)
    return isinstance(node, Text) and not node.value.strip()


_BODY_END = re.compile(rf"\s*[{re.escape(RELATIONS + SUM_OPERATORS)}]")


def _body_end(node: Node) -> int | None:
    """Where in `node` the body of a big operator before it ends; None where it goes on."""
    match = _BODY_END.search(node.value) if isinstance(node, Text) and not node.literal else None
    return match.start() if match else None


# -- the line ---------------------------------------------------------------------------------------------------


def linear(node: Node) -> str:
    """The equation in one line, blanks single, operators between blanks."""
    return _squeezed(_line(node, frozenset()))


def _squeezed(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return re.sub(r"(?<=\() | (?=[),;%])", "", text)


def _line(node: Node, indices: frozenset[str]) -> str:
    match node:
        case Text(value, literal):
            return value if literal else _spaced(value)
        case Row(items):
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


def _spaced(text: str) -> str:
    return re.sub(rf"\s*([{re.escape(SPACED_OPERATORS)}])\s*", r" \1 ", text)


def _row_line(items: tuple[Node, ...], indices: frozenset[str]) -> str:
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


def _script_line(base: Node, sub: Node | None, sup: Node | None, indices: frozenset[str]) -> str:
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


# -- LaTeX ------------------------------------------------------------------------------------------------------


def latex(node: Node) -> str:
    """The equation as LaTeX for math mode; words stand in \\text{...}."""
    return _BLANKS.sub(" ", _latex(node)).strip()


def _latex(node: Node) -> str:
    match node:
        case Text(value, literal):
            return f"\\text{{{_escaped_words(value)}}}" if literal else _latex_text(value)
        case Row(items):
            return "".join(_latex(item) for item in items)
        case Fraction(numerator, denominator):
            return f"\\frac{{{latex(numerator)}}}{{{latex(denominator)}}}"
        case Script(base, sub, sup):
            text = latex(base)
            held = f"{{{text}}}" if len(text) > 1 and not text.startswith("\\text{") else text
            return held + _latex_scripts(sub, sup)
        case Nary(operator, sub, sup, body):
            name = _NARY_LATEX.get(operator, operator)
            return f"{name}{_latex_scripts(sub, sup)} {latex(body)}"
        case Radical(body, degree):
            shown = latex(degree) if degree is not None else ""
            return f"\\sqrt{f'[{shown}]' if shown else ''}{{{latex(body)}}}"
        case Delimited(opening, closing, body):
            return f"\\left{_latex_fence(opening)}{latex(body)}\\right{_latex_fence(closing)}"
        case Function(name, body):
            return f"{_latex(name)}{{{latex(body)}}}"
        case Accent(mark, body):
            command = {"¯": "overline", "\u0305": "overline", "\u0302": "hat", "^": "hat", "\u0303": "tilde"}
            return f"\\{command.get(mark, 'overline')}{{{latex(body)}}}"
        case Matrix(rows):
            lines = r" \\ ".join(" & ".join(latex(cell) for cell in row) for row in rows)
            return f"\\begin{{matrix}}{lines}\\end{{matrix}}"


def _latex_scripts(sub: Node | None, sup: Node | None) -> str:
    low = latex(sub) if sub is not None else ""
    high = latex(sup) if sup is not None else ""
    return (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")


def _latex_fence(fence: str) -> str:
    if not fence:
        return "."
    return {"{": r"\{", "}": r"\}", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "‖": r"\|"}.get(fence, fence)


_PIECES = re.compile(r"[^\W\d_]{2,}(?:[ \u00a0./()-]+[^\W\d_]{2,})*|.", re.DOTALL)


def _latex_text(text: str) -> str:
    """Words go into \\text{...}; single letters, numbers and operators stay mathematics."""
    out = []
    for piece in _PIECES.findall(text):
        if _WORDY.match(piece):
            out.append(f"\\text{{{_escaped_words(piece)}}}")
        else:
            out.append(_LATEX_SYMBOLS.get(piece) or _LATEX_ESCAPES.get(piece, piece))
    return "".join(out)


def _escaped_words(text: str) -> str:
    return "".join(_LATEX_ESCAPES.get(c, c) if c in "\\%&#$_{}" else c for c in text)

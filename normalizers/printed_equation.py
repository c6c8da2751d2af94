"""Equations that a document prints as text: "x = A / B × 100%" -> Equation, by recursive descent over its tokens.

Only what is written with operators is an equation; prose ("A dibagi B") is not, nor are slashes inside words
("Kabupaten/Kota", "2019/2020").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.equation_tokens import GIVEN_FIRST, FormulaToken, Kind, NoEquationError, tokens_of
from schemas.equation import Delimited, Equation, Fraction, MathRow, MathText, Nary, operates
from schemas.equation_latex import latex

_LONGEST = 2_000  # characters
_DEEPEST = 20  # nested brackets
_LONGEST_OPERAND = 30  # words; what is longer is prose
_DIFFERENCE = re.compile(r"([^\W\d_]\d{0,2})[-–]([^\W\d_]\d{0,2}|\d{1,2})")
_PROSE = re.compile(
    r"(?<!\byang )(?<!\byg )(?<!\byg\. )"
    r"\b(?:dibagi|dikali|dikalikan|ditambah|dikurangi|dibandingkan|diperoleh|dihitung)\b"
    r"|\bper (?:jumlah|jml|total)\b",
    re.IGNORECASE,
)
"""Operators in words; "jumlah skor yang diperoleh" is a name."""
_NUMBER_TEX = re.compile(r"(?:^|(?<=[ {]))\d[\d.,{}]*(?:\\%)?\}?$")
"""In LaTeX: nothing but a number, or a name that ends with one."""
_SENTENCE_END = re.compile(r"[.;:]\s")
_SYMBOL = re.compile(r"[^\W\d_]\d?")
_NO_TEX = str.maketrans("\\^~", "   ")
_OPERATIONS = frozenset({"over", "times", "sum", "plus", "minus"})
_REMARKS: tuple[list[Kind], ...] = (["open", "text", "close"], ["open", "number", "close"])


def to_latex(text: str, given: Sequence[Equation] = ()) -> str | None:
    """LaTeX of the equation that all of `text` is; None where it is none. See `read_equation`."""
    equation = read_equation(text, given)
    return latex(equation) if equation is not None else None


def read_equation(text: str, given: Sequence[Equation] = ()) -> Equation | None:
    """The expression or equation that all of `text` is; None where it is none or computes nothing.

    `given` are equations that the file holds as such; the characters from GIVEN_FIRST on stand for them in `text`.
    """
    text = text.strip().rstrip(".;,")
    if len(text) > _LONGEST or _PROSE.search(text):
        return None
    try:
        tokens = tokens_of(text)
        if not any(t.kind in _OPERATIONS for t in tokens) and not any(t.kind == "given" for t in tokens):
            return None
        parser = _Parser(tokens, given)
        equation = parser.equation()
    except NoEquationError:
        return None
    return equation if parser.done and operates(equation) else None


class _Parser:
    """Recursive descent: equation = sum {"=" sum}; sum = product {+- product}; product = factor {×/ factor}."""

    def __init__(self, tokens: list[FormulaToken], given: Sequence[Equation]) -> None:
        self._tokens = tokens
        self._given = given
        self._at = 0
        self._depth = 0

    @property
    def done(self) -> bool:
        """True where all tokens are read."""
        return self._at == len(self._tokens)

    def _peek(self) -> str:
        return "" if self.done else self._tokens[self._at].kind

    def _take(self) -> FormulaToken:
        if self.done:
            raise NoEquationError
        self._at += 1
        return self._tokens[self._at - 1]

    def equation(self) -> Equation:
        """All sides of the equation. Raises NoEquationError where an operand is missing."""
        if self._peek() == "equals":
            self._take()
        items = [self._sum()]
        while self._peek() == "equals":
            self._take()
            items += [MathText("="), self._sum()]
        return MathRow(tuple(items))

    def _sum(self) -> Equation:
        items = [self._product()]
        while self._peek() in ("plus", "minus"):
            minus = self._take().kind == "minus"
            product = self._product()
            if minus and _is_class(items[-1], product):
                raise NoEquationError
            items += [MathText("−" if minus else "+"), product]
        return _row(items)

    def _product(self) -> Equation:
        items = [self._factor()]
        while self._peek() in ("times", "over"):
            if self._take().kind == "times":
                items += [MathText("×"), self._factor()]
            else:
                items = [Fraction(_bare(_row(items)), _bare(self._factor()))]
        return _row(items)

    def _factor(self) -> Equation:
        token = self._take()
        match token.kind:
            case "sum":
                return Nary("∑", None, None, self._factor())
            case "number":
                return MathText(token.text)
            case "open":
                return self._bracket()
            case "text":
                return self._name(token.text)
            case "given" if ord(token.text) - GIVEN_FIRST < len(self._given):
                return self._given[ord(token.text) - GIVEN_FIRST]
        raise NoEquationError

    def _bracket(self) -> Equation:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoEquationError
        body = self._sum()
        if self._take().kind != "close":
            raise NoEquationError
        self._depth -= 1
        return Delimited("(", ")", body)

    def _name(self, words: str) -> Equation:
        """A named quantity, with a bracketed remark behind it where that holds no operator."""
        while [t.kind for t in self._tokens[self._at : self._at + 3]] in _REMARKS:
            inner = self._tokens[self._at + 1].text
            self._at += 3
            words += f" ({inner})"
            if self._peek() == "text":
                words += " " + self._take().text
        if len(words.split()) > _LONGEST_OPERAND or _SENTENCE_END.search(words):
            raise NoEquationError
        return _operand(words.strip(" ,"))


def _row(items: list[Equation]) -> Equation:
    return items[0] if len(items) == 1 else MathRow(tuple(items))


def _is_class(last: Equation, product: Equation) -> bool:
    """True for the limits of a class: "80 - 90" is no difference."""
    return _NUMBER_TEX.search(latex(last)) is not None and _NUMBER_TEX.match(latex(product)) is not None


def _bare(node: Equation) -> Equation:
    """Brackets around a whole numerator or denominator say nothing and go."""
    if isinstance(node, Delimited) and "\\left(" not in latex(node.body):
        return node.body
    return node


def _operand(words: str) -> Equation:
    """A name as it is printed, a single symbol ("n", "x1"), a difference of two ("a-b"), or the percent sign."""
    if words == "%" or _SYMBOL.fullmatch(words):
        return MathText(words)
    if not any(c.isalnum() for c in words):
        raise NoEquationError
    difference = _DIFFERENCE.fullmatch(words)
    if difference is not None:
        return MathRow((MathText(difference[1]), MathText("−"), MathText(difference[2])))
    return MathText(words.translate(_NO_TEX), literal=True)

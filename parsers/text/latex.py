"""LaTeX formulas, as OCR systems write them, to equation trees.

What is not understood is kept as its plain words: a formula is never lost, at worst it is read flat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.equation import (
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
    with_bodies,
)

MAX_DEPTH = 16
"""Groups inside each other; deeper ones are read flat."""
MAX_TOKENS = 1000
"""Of one formula; what follows is dropped."""

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[{}\[\]^_&~']|[^\W\d_]+|[\d.,]*\d|\s+|.", re.DOTALL)

_WORDS = frozenset(
    {
        "text",
        "textrm",
        "textbf",
        "textit",
        "textsf",
        "texttt",
        "textnormal",
        "mathrm",
        "mathbf",
        "mathit",
        "mathsf",
        "mathtt",
        "mbox",
        "hbox",
        "operatorname",
    }
)
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_NARY = {"sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃", "bigcap": "⋂", "Sigma": "∑"}
_ACCENTS = {"bar": "¯", "overline": "¯", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "vec": "→"}
_FUNCTIONS = frozenset({"log", "ln", "exp", "sin", "cos", "tan", "min", "max", "lim"})
_DROPPED = frozenset(
    {
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "hline",
        "nonumber",
        "middle",
        "boxed",
        "underline",
        "mathop",
        "rm",
        "bf",
        "it",
    }
)
_SPACES = frozenset({"quad", "qquad", "space", "enspace", "thinspace"})
_SYMBOLS = {
    "times": "×", "cdot": "·", "div": "÷", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "leqslant": "≤",
    "geqslant": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡", "pm": "±", "to": "→", "rightarrow": "→",
    "Rightarrow": "⇒", "infty": "∞", "ldots": "…", "dots": "…", "cdots": "…", "circ": "°", "degree": "°",
    "ast": "*", "star": "*", "colon": ":", "lt": "<", "gt": ">", "sim": "~", "mid": "|", "vert": "|", "lbrace": "{",
    "rbrace": "}", "backslash": "\\", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "theta": "θ", "Delta": "Δ", "Pi": "Π", "Omega": "Ω",
    "checkmark": "✓", "bullet": "•", "percent": "%",
}  # fmt: skip
# What stands between the cells and rows of a matrix; elsewhere they read as what they are.
_NEXT_CELL, _NEXT_ROW = MathText(" "), MathText("; ")
_OPENING = {"(": ")", "[": "]", "{": "}", "|": "|", "<": ">", ".": ""}


def parse_latex(source: str) -> Equation:
    """The tree of the formula `source` (without its dollar signs)."""
    tokens = _TOKEN.findall(source)[:MAX_TOKENS]
    return _Parser(tokens).formula()


@dataclass(slots=True)
class _Parser:
    tokens: list[str]
    at: int = 0
    depth: int = 0

    def formula(self) -> Equation:
        items: list[Equation] = []
        while self.at < len(self.tokens):
            items.extend(self._sequence())
            ended = self.tokens[self.at : self.at + 1]
            self.at += 1  # an end without a beginning is skipped
            if ended == ["\\end"]:
                self._raw_argument()
        return MathRow(with_bodies(tuple(items)))

    def _sequence(self) -> list[Equation]:
        """Nodes up to the closing brace, \\right or \\end, which is left standing."""
        items: list[Equation] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token in {"}", "\\right", "\\end"}:
                break
            self.at += 1
            if token in "^_" and len(token) == 1:
                self._script(items, token)
            else:
                node = self._node(token)
                if node is not None:
                    items.append(node)
        return items

    def _node(self, token: str) -> Equation | None:
        if token == "{":
            return self._group()
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:-1] if token[1:-1].isalpha() and token[-1] == "*" else token[1:])
        if token == "&":
            return _NEXT_CELL
        if token == "~" or token.isspace():
            return MathText(" ")
        return MathText(token)

    def _command(self, name: str) -> Equation | None:
        if name in _FRACTIONS:
            return Fraction(self._argument(), self._argument())
        if name in _WORDS:
            return MathText(self._raw_argument(), literal=True)
        if name in _NARY:
            return Nary(_NARY[name], None, None, MathRow(()))
        if name == "sqrt":
            degree = self._bracketed()
            return Radical(self._argument(), degree)
        if name in _ACCENTS:
            return Accent(_ACCENTS[name], self._argument())
        if name in _FUNCTIONS:
            return Function(MathText(name, literal=True), self._function_body())
        if name == "left":
            return self._fenced()
        if name == "begin":
            return self._environment()
        if name in _SPACES or not name[0].isalpha():
            return MathText(
                {"%": "%", "&": "&", "#": "#", "$": "$", "_": "_", "{": "{", "}": "}", "\\": "; "}.get(name, " ")
            )
        if name in _DROPPED:
            return None
        return MathText(_SYMBOLS.get(name, name))

    def _group(self) -> Equation:
        """After an opening brace."""
        if self.depth >= MAX_DEPTH:
            return MathText(" ")
        self.depth += 1
        items = self._sequence()
        self.depth -= 1
        self.at += 1
        return MathRow(with_bodies(tuple(items)))

    def _argument(self) -> Equation:
        self._skip_blanks()
        if self.at >= len(self.tokens) or self.tokens[self.at] in {"}", "\\right", "\\end"}:
            return MathRow(())
        token = self.tokens[self.at]
        self.at += 1
        if self.depth >= MAX_DEPTH:
            return MathText(token)
        self.depth += 1
        node = self._node(token) or MathRow(())
        self.depth -= 1
        return node

    def _raw_argument(self) -> str:
        """The words of a \\text{...}, with formulas inside it flattened."""
        self._skip_blanks()
        if self.at >= len(self.tokens) or self.tokens[self.at] != "{":
            return ""
        self.at += 1
        words: list[str] = []
        open_braces = 1
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            open_braces += (token == "{") - (token == "}")
            if open_braces == 0:
                break
            if token.startswith("\\") and len(token) > 1:
                name = token[1:]
                words.append("" if name in _WORDS else _SYMBOLS.get(name, name if name in "%&#$_" else " "))
            elif token not in {"{", "}", "$"}:
                words.append(" " if token == "~" else token)
        return "".join(words)

    def _bracketed(self) -> Equation | None:
        self._skip_blanks()
        if self.at >= len(self.tokens) or self.tokens[self.at] != "[":
            return None
        try:
            end = self.tokens.index("]", self.at)
        except ValueError:
            return None
        inner = "".join(self.tokens[self.at + 1 : end])
        self.at = end + 1
        return MathText(inner.strip())

    def _function_body(self) -> Equation:
        self._skip_blanks()
        if self.at < len(self.tokens) and self.tokens[self.at] == "{":
            return self._argument()
        return MathRow(())

    def _fenced(self) -> Equation:
        opening = self._fence()
        if self.depth >= MAX_DEPTH:
            return MathText(opening)
        self.depth += 1
        items = self._sequence()
        self.depth -= 1
        closing = _OPENING.get(opening, "")
        if self.at < len(self.tokens) and self.tokens[self.at] == "\\right":
            self.at += 1
            closing = self._fence()
        return Delimited(opening, closing, MathRow(with_bodies(tuple(items))))

    def _fence(self) -> str:
        self._skip_blanks()
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        self.at += 1
        name = token[1:] if token.startswith("\\") else token
        shown = _SYMBOLS.get(name, name)
        return "" if shown == "." else shown

    def _environment(self) -> Equation:
        name = self._raw_argument()
        if name == "array":
            self._raw_argument()  # the alignment of its columns
        if self.depth >= MAX_DEPTH:
            return MathText(" ")
        self.depth += 1
        items = self._sequence()
        self.depth -= 1
        if self.at < len(self.tokens) and self.tokens[self.at] == "\\end":
            self.at += 1
            self._raw_argument()
        if not name.endswith("matrix"):
            return MathRow(with_bodies(tuple(items)))
        rows = [row for row in _split(items, _NEXT_ROW) if row]
        cells = (tuple(MathRow(with_bodies(tuple(cell))) for cell in _split(row, _NEXT_CELL)) for row in rows)
        return Matrix(tuple(cells))

    def _script(self, items: list[Equation], kind: str) -> None:
        """Hangs an index or exponent on the node before it."""
        argument = self._argument()
        while items and isinstance(items[-1], MathText) and not items[-1].literal and items[-1].value.isspace():
            items.pop()
        base = items.pop() if items else MathRow(())
        low, high = (argument, None) if kind == "_" else (None, argument)
        if isinstance(base, Nary):
            items.append(Nary(base.operator, base.sub or low, base.sup or high, base.body))
        elif isinstance(base, Script) and (base.sub is None if kind == "_" else base.sup is None):
            items.append(Script(base.base, base.sub or low, base.sup or high))
        else:
            items.append(Script(base, low, high))

    def _skip_blanks(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1


def _split(items: list[Equation], mark: Equation) -> list[list[Equation]]:
    parts: list[list[Equation]] = [[]]
    for item in items:
        if item is mark:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts

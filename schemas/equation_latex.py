"""An equation as LaTeX for math mode: Equation -> "\\text{SKM} = \\frac{a}{b} \\times 100\\%"."""

from __future__ import annotations

import re

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
    spaced,
)

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

_BLANKS = re.compile(r"[ \t\u00a0]+")
_WORDY = re.compile(r"[^\W\d_]{2,}")


def latex(node: Equation) -> str:
    """`node` as LaTeX for math mode: words in \\text{...}, operators between single blanks, decimal commas as {,}.

    MathText("x = a × 1,5") -> "x = a \\times 1{,}5". What is no LaTeX symbol stays as the Unicode character.
    """
    return _BLANKS.sub(" ", _latex(node)).strip()


def _latex(node: Equation) -> str:
    match node:
        case MathText(value, literal):
            return f"\\text{{{_escaped_words(value)}}}" if literal else _latex_text(value)
        case MathRow(items):
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


def _latex_scripts(sub: Equation | None, sup: Equation | None) -> str:
    """Scripts are set tight, as in print: "_{i=1}^{n}"."""
    low = latex(sub).replace(" = ", "=") if sub is not None else ""
    high = latex(sup).replace(" = ", "=") if sup is not None else ""
    return (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")


def _latex_fence(fence: str) -> str:
    if not fence:
        return "."
    return {"{": r"\{", "}": r"\}", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "‖": r"\|"}.get(fence, fence)


_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_PIECES = re.compile(r"[^\W\d_]{2,}(?:[ \u00a0./()-]+[^\W\d_]{2,})*|.", re.DOTALL)


def _latex_text(text: str) -> str:
    """Words go into \\text{...}; single letters, numbers and operators stay mathematics."""
    out = []
    for piece in _PIECES.findall(spaced(text)):
        if _WORDY.match(piece):
            out.append(f"\\text{{{_escaped_words(piece)}}}")
        else:
            out.append(_LATEX_SYMBOLS.get(piece) or _LATEX_ESCAPES.get(piece, piece))
    return _DECIMAL_COMMA.sub("{,}", "".join(out))


def _escaped_words(text: str) -> str:
    return "".join(_LATEX_ESCAPES.get(c, c) if c in "\\%&#$_{}" else c for c in text)

"""The equation of a formula cell: its printed lines, and the equations that the file holds as such -> LaTeX.

Offices print an equation in one row, as a numerator line over a denominator line, as a numbered list of equations, or
behind prose. An equation object of the file is exact and goes before what is read from the text; where only a part of
the formula is an object ("Persentase = [object] x 100%"), the text around it is read with the object as an operand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from normalizers.equation_tokens import GIVEN_FIRST, GIVEN_LAST, QUANTITY_WORDS
from normalizers.formula_labels import find_labels, labelled_spans
from normalizers.printed_equation import to_latex
from normalizers.text import collapse, join_lines, strip_list_marker
from schemas.equation import Equation, Fraction, MathRow, MathText, Nary, operates, parts, relates
from schemas.equation_latex import latex
from schemas.equation_line import linear
from schemas.patterns import pattern

Reader = Callable[[str], str | None]
"""Reads the text of one equation to LaTeX."""

_LONGEST_EQUATION = 2_000  # characters
_DOLLARS = re.compile(r"\$([^$]{3,400})\$")

_QUANTITY = re.compile(rf"^[\s(]*(?:[∑Σ]|(?:{QUANTITY_WORDS})\b)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:nilai|indeks|index|persentase|prosentase|skor|tingkat|jumlah|rata-rata|capaian|angka|rasio|cakupan|laju)$",
    re.IGNORECASE,
)
_TAIL = r"[x×*X]\s*\(?\s*[\d.]+\s*%?\s*\)?"
_FRACTION_LINE = re.compile(rf"^(?P<lhs>[^=]{{1,60}}=)?\s*(?:[-–—_]{{3,}})?\s*(?P<tail>{_TAIL})?\s*$")
_ENDS_IN_TAIL = re.compile(rf"^(?P<body>.*\S)\s+(?P<tail>{_TAIL})\s*$")
_SENTENCE_END = re.compile(r"[.;:]\s+(?=\S)|\n")
_NEW_LINE = " \\\\ "  # between equations, in LaTeX
_MOST_EQUATIONS = 8  # signs of equality that are tried in one cell
_MOST_LINES = 4  # of a numerator or a denominator
_MOST_WORDS_LEFT = 6  # of the name on the left side of an equation
_HUNDRED = r"1[0.]*00"  # 100, 1.000, 100.000
_CLEAR_OPERATOR = re.compile(
    rf"[×÷∑Σ]|[xX*]\s*\(?\s*{_HUNDRED}|\*\s*\(?\s*\d+(?:[.,]\d+)?\s*%|\d\s*%\s*[xX*]\s.*[/+:]|\b100\s*[xX*]\s.*[/:]|[\ue000-\ue0ff]"
)
"""Signs that stand in no prose; a slash or a colon alone makes no equation, nor does the star of a footnote.
An equation object of the file is one too."""
_TIMES_HUNDRED = rf"[x×*X]\s*\(?\s*{_HUNDRED}\s*%?\s*\)?"
_FLAT_FRACTION = re.compile(
    rf"^(?P<lhs>[^=]{{0,60}}=)?\s*(?P<above>[^=]+?)\s+(?:[-–—_]{{3,}}\s*(?P<beside>{_TIMES_HUNDRED})?|(?P<bar>{_TIMES_HUNDRED}))"
    rf"\s+(?P<below>[^=]+?)\s*(?P<behind>{_TIMES_HUNDRED})?$"
)
"""A fraction whose lines came as one: "Jumlah A x 100% Jumlah B", "Jumlah A ------- Jumlah B x 100%"."""
_EXPLAINED = re.compile(r"\s+(?:dimana|di mana|keterangan|ket\.?|catatan)\b.*$", re.IGNORECASE)
_NEXT_ITEM = pattern("marker-next-item")
_HAS_OPERATOR = re.compile(r"[=/÷×*+∑Σ]|\s:\s")


_GIVEN = f"[{chr(GIVEN_FIRST)}-{chr(GIVEN_LAST)}]"
_GIVEN_IN_MORE = re.compile(rf"(?<!\w)[x×·/÷+−]\s*{_GIVEN}|{_GIVEN}\s*(?:[×*·/÷+−]|[xX:]\s)")
"""An equation object that is an operand of something larger."""


def equation_of(lines: Sequence[str], given: Sequence[Equation] = ()) -> str | None:
    """The equation of a cell as LaTeX without dollar signs, several with a line break between; None where it has none.

    `lines` are the printed lines from top to bottom, `given` the file's own equations in their order, each of which
    `lines` have as `linear` writes it.
    """
    own = _read_given(lines, given) if given else None
    if own is not None:
        return own
    typed = [collapse(m) for m in _DOLLARS.findall("\n".join(lines)) if "\\" in m or "=" in m]
    return _NEW_LINE.join(typed) if typed else _read_lines(lines, to_latex)


def _read_lines(lines: Sequence[str], read: Reader) -> str | None:
    body = [line for line in _body(lines) if line]
    return _listed(body, read) or _drawn_fraction(body, read) or _linear(body, read)


def _read_given(lines: Sequence[str], given: Sequence[Equation]) -> str | None:
    """What the file's own equations say; None where they are only scraps of a formula that is typed as text."""
    marked, own = _marked(lines, given)
    whole = [equation for equation in own if relates(equation)]
    if whole:
        larger = any(_GIVEN_IN_MORE.search(line) for line in marked)
        return None if larger else _NEW_LINE.join(map(latex, whole))
    read = _read_lines(marked, partial(to_latex, given=own)) if own else None
    if read is not None:
        return read
    drawn = [equation for equation in own if any(isinstance(part, Fraction | Nary) for part in parts(equation))]
    return _NEW_LINE.join(map(latex, drawn)) or None


def _marked(lines: Sequence[str], given: Sequence[Equation]) -> tuple[list[str], list[Equation]]:
    """The lines with a character from GIVEN_FIRST on in place of each equation, and these equations.

    Left as text are those that compute nothing ("n"), and those that begin with an operator ("× 100%"). An equals
    sign at the beginning belongs to the line: its left side is typed before the object. Brackets around a fraction say
    nothing that its bar does not, and go with it.
    """
    marked, own, row = list(lines), list[Equation](), 0
    for equation in given:
        text = linear(equation)
        found = next((i for i in range(row, len(marked)) if text and text in marked[i]), None)
        right = _right_side(equation)
        operand = right if right is not None else equation
        if found is None:
            continue
        row = found
        if not operates(operand) or linear(operand)[:1] in _NOT_FIRST or len(own) > GIVEN_LAST - GIVEN_FIRST:
            continue
        mark = chr(GIVEN_FIRST + len(own))
        shown = f"({text})" if isinstance(equation, Fraction) and f"({text})" in marked[row] else text
        marked[row] = marked[row].replace(shown, mark if right is None else f"= {mark}", 1)
        own.append(operand)
    return marked, own


_NOT_FIRST = frozenset("×·÷*/+=≤≥<>")


def _right_side(equation: Equation) -> Equation | None:
    """What is behind an equals sign that the equation begins with; None where it begins otherwise."""
    if not isinstance(equation, MathRow) or not equation.items:
        return None
    first, *others = equation.items
    if not isinstance(first, MathText) or first.literal or not first.value.lstrip().startswith("="):
        return None
    return MathRow((MathText(first.value.lstrip()[1:]), *others))


def _listed(lines: Sequence[str], read: Reader) -> str | None:
    """The equations of a list, each of whose items is one."""
    items: list[list[str]] = []
    for part in (part for line in lines for part in _NEXT_ITEM.split(line)):
        marker, rest = strip_list_marker(part)
        if marker is not None:
            items.append([rest])
        elif items:
            items[-1].append(part)
        else:
            return None
    if len(items) < 2:
        return None
    made = [_drawn_fraction(item, read) or _linear(item, read) for item in items]
    return _NEW_LINE.join(tex for tex in made if tex) if all(made) else None


def _body(lines: Sequence[str]) -> list[str]:
    """The lines without what stands behind labels of other things than a formula."""
    kept: list[str] = []
    inside = "formula"
    for raw in lines:
        line = collapse(raw)
        labels = find_labels(line)
        first = labels[0].start if labels else len(line)
        if inside == "formula":
            kept.append(line[:first].strip())
        for kind, value in labelled_spans(line, labels):
            inside = kind
            if kind == "formula":
                kept.append(value)
    return kept


def _drawn_fraction(lines: Sequence[str], read: Reader) -> str | None:
    """A numerator line over a denominator line, with "name =" or "x 100%" beside the bar."""
    for i, line in enumerate(lines):
        bar = _FRACTION_LINE.match(line)
        if bar is not None and line and (bar["lhs"] or bar["tail"] or set(line) <= set("-–—_ ")):
            above, below = _upwards(lines, i - 1), _downwards(lines, i + 1)
            if above is None:
                continue
            if below is not None:
                return read(f"{bar['lhs'] or ''} ({above}) / ({below}) {bar['tail'] or ''}")
            upper = _upwards(lines, i - 1 - above.count("\n") - 1)
            if upper is not None and bar["tail"] and not bar["lhs"]:
                return read(f"({upper}) / ({above}) {bar['tail']}")
        side = _ENDS_IN_TAIL.match(line)
        if side is not None and _is_quantity(side["body"]):
            below = _downwards(lines, i + 1)
            if below is not None:
                return read(f"({side['body']}) / ({below}) {side['tail']}")
    return None


def _is_quantity(line: str) -> bool:
    return _QUANTITY.match(line) is not None and _HAS_OPERATOR.search(line.lstrip("∑Σ ")) is None


def _upwards(lines: Sequence[str], last: int) -> str | None:
    """The quantity whose last line is `last`, as text with its line feeds."""
    for first in range(last, max(-1, last - _MOST_LINES), -1):
        if first < 0 or _HAS_OPERATOR.search(lines[first]) or lines[first].endswith((".", ":", ";")):
            return None
        if _is_quantity(lines[first]):
            return "\n".join(lines[first : last + 1])
    return None


def _downwards(lines: Sequence[str], first: int) -> str | None:
    if first >= len(lines) or not _is_quantity(lines[first]):
        return None
    last = first
    while (
        last + 1 < len(lines)
        and last - first + 1 < _MOST_LINES
        and not _QUANTITY.match(lines[last + 1])
        and not _HAS_OPERATOR.search(lines[last + 1])
        and lines[last + 1][:1].islower()
    ):
        last += 1
    return " ".join(lines[first : last + 1])


def _linear(lines: Sequence[str], read: Reader) -> str | None:
    """The equations written in one row, perhaps behind prose."""
    text = join_lines(lines)
    flat = _flat_fraction(text, read) if len(text) <= _LONGEST_EQUATION else None
    if flat is not None:
        return flat
    if "=" not in text:
        if len(text) > _LONGEST_EQUATION:
            return None
        return read(text) if _CLEAR_OPERATOR.search(text) else None
    made: list[str] = []
    signs = [m.start() for m in islice(re.finditer("=", text), _MOST_EQUATIONS)]
    lefts = [_left_side(lines, text, sign) for sign in signs]
    done = 0
    for i, (sign, left) in enumerate(zip(signs, lefts, strict=True)):
        if sign < done or left is None:
            continue
        behind = text[sign + 1 :]
        stop = re.search(r"\.\s+[A-Z]|;\s", behind)
        ends = [stop.start() if stop else len(behind)]
        if i + 1 < len(signs) and lefts[i + 1]:  # up to the name of the next equation
            ends.append(len(text[sign + 1 : signs[i + 1]].rstrip().removesuffix(lefts[i + 1] or "")))
        for end in ends:
            right = _EXPLAINED.sub("", behind[:end]).strip(" ,")
            tex = read(f"{left} = {right}" if left else right)
            if tex is not None:
                made.append(tex)
                done = sign + 1 + end
                break
    return _NEW_LINE.join(made) or None


def _flat_fraction(text: str, read: Reader) -> str | None:
    found = _FLAT_FRACTION.match(text)
    if found is None or not (_is_quantity(found["above"]) and _is_quantity(found["below"])):
        return None
    tail = found["beside"] or found["bar"] or found["behind"] or ""
    return read(f"{found['lhs'] or ''} ({found['above']}) / ({found['below']}) {tail}")


def _left_side(lines: Sequence[str], text: str, equals: int) -> str | None:
    """The name before "=": the start of its line or sentence where that is short, else its last word or two."""
    before = text[:equals].rstrip()
    if not before:
        return ""
    sentence = _SENTENCE_END.split(before)[-1].strip()
    for line in lines[1:]:
        start, sign, _ = line.partition("=")
        own = _SENTENCE_END.split(start)[-1].strip()
        if sign and own and before.endswith(own) and len(own.split()) <= _MOST_WORDS_LEFT:
            return own
    words = sentence.split()
    if not words:
        return None
    leads = [i for i, word in enumerate(words) if _LEAD.match(word) and word[0].isupper()]
    if leads and len(words) - leads[-1] <= _MOST_WORDS_LEFT:
        return " ".join(words[leads[-1] :])
    if len(words[-1]) == 1 or words[-1].isupper():
        return words[-1]
    return sentence if len(words) <= _MOST_WORDS_LEFT else None

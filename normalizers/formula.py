"""A formula cell: the labels that stand in it, the equation that it draws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import OSA

from normalizers.equation import QUANTITY_WORDS, to_latex
from normalizers.spelling.seams import cut_words
from normalizers.text import collapse, join_lines, strip_list_marker
from schemas.patterns import pattern
from schemas.values import CalculationType, FormulaParts
from schemas.vocabulary import entries, lookup

_LONGEST = 20_000  # characters; a longer cell is a text and no formula
_LONGEST_EQUATION = 2_000  # characters
_LABEL_WORD = r"[^\W\d_]{1,30}"
_BEFORE_COLON = re.compile(
    rf"(?<![^\W\d_])((?:{_LABEL_WORD}[ ./]{{1,3}}){{0,2}}{_LABEL_WORD})\s{{0,3}}(?:[:：]|(?<=\w)\s{{0,3}};(?=\s))"
)
_TYPE_WITHOUT_COLON = re.compile(
    r"\b(?:tipe|type|jenis|sifat)\s+(?:penghitungan|perhitungan)\s*[\s=–-]\s*(?=(?:non|tidak|k[uo](?:m|rn)))",
    re.IGNORECASE,
)
_LONG_LABEL = 9  # letters of a label from which slips are bridged, one for each eight letters
_LETTERS_PER_SLIP = 8
_CUMULATIVE = re.compile(
    r"^\W*(?P<non>(?:n[o0]n|tidak|bukan)\b[\s\-–]*|non)?a?k[uo](?:m+|rn)[uo]l\w*(?!\w|\s*/\s*(?:non|tidak|a?kum))",
    re.IGNORECASE,
)
"""A type, and not the choice of a form in which none was struck out: "Kumulatif / Non kumulatif"."""
_DOLLARS = re.compile(r"\$([^$]{3,400})\$")


@dataclass(frozen=True, slots=True)
class _Label:
    id: str  # of data/formula_labels.toml
    start: int
    end: int  # behind the colon


def read_formula(text: str | Sequence[str], latex: Sequence[str] = ()) -> FormulaParts:
    """What a formula cell says.

    `text` is the whole cell, or its printed lines from top to bottom: lines let a fraction be read that is drawn
    as a numerator line over a denominator line. `latex` are equations that the file holds as such; they go before
    anything read from the text. `teks` keeps the labels, white space collapsed.
    """
    lines = text.splitlines() if isinstance(text, str) else list(text)
    teks = join_lines(lines, cut_words(lines))
    if len(teks) > _LONGEST:
        return FormulaParts(teks)
    labels = find_labels(teks)
    values = _values(teks, labels)
    kind = next((k for k in map(read_calculation_type, values.get("type", ())) if k is not None), None)
    source = next((v for v in values.get("source", ()) if v), None)
    return FormulaParts(teks, kind, source, _equation(lines, latex))


def find_labels(text: str) -> tuple[_Label, ...]:
    """Every label in `text`, in order: known words before a colon, also with a slip in them."""
    found = [
        _Label(kind, m.start(1) + offset, m.end())
        for m in _BEFORE_COLON.finditer(text)
        for kind, offset in [_label_at_end(m.group(1))]
        if kind
    ]
    taken = [(label.start, label.end) for label in found]
    for match in _TYPE_WITHOUT_COLON.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(_Label("type", match.start(), match.end()))
    return tuple(sorted(found, key=lambda label: label.start))


@lru_cache(maxsize=4096)
def _label_at_end(words: str) -> tuple[str, int]:
    """(label id, offset of its first letter) of the label that `words` ends with; ("", 0) where it is none."""
    starts = [m.start() for m in re.finditer(r"[^\W\d_]+", words)]
    table = lookup("formula_labels")
    for start in starts:
        key = collapse(words[start:]).casefold()
        if key in table:
            return table[key].id, start
    for start in starts:
        key = collapse(words[start:]).casefold()
        if len(key) < _LONG_LABEL:
            continue
        allowed, shapes = len(key) // _LETTERS_PER_SLIP, {key, key.replace("rn", "m")}
        for entry in entries("formula_labels"):
            if any(len(f) >= _LONG_LABEL and OSA.distance(s, f) <= allowed for f in entry.forms for s in shapes):
                return entry.id, start
    return "", 0


def _spans(text: str, labels: Sequence[_Label]) -> list[tuple[str, str]]:
    """(label id, the text behind it up to the next label), in order."""
    ends = [label.start for label in labels[1:]] + [len(text)]
    return [
        (label.id, text[label.end : end].strip(" ;,")) for label, end in zip(labels, ends[: len(labels)], strict=True)
    ]


def _values(text: str, labels: Sequence[_Label]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for kind, value in _spans(text, labels):
        values.setdefault(kind, []).append(value)
    return values


def read_calculation_type(value: str) -> CalculationType | None:
    """Whether the values of the year's parts add up: "Tidak kumulatif" -> "Non kumulatif"; None where it isn't said."""
    found = _CUMULATIVE.match(value)
    if found is None:
        return None
    return "Non kumulatif" if found["non"] else "Kumulatif"


# Equations

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
    rf"[×÷∑Σ]|[xX*]\s*\(?\s*{_HUNDRED}|\*\s*\(?\s*\d+(?:[.,]\d+)?\s*%|\d\s*%\s*[xX*]\s.*[/+:]|\b100\s*[xX*]\s.*[/:]"
)
"""Signs that stand in no prose; a slash or a colon alone makes no equation, nor does the star of a footnote."""
_TIMES_HUNDRED = rf"[x×*X]\s*\(?\s*{_HUNDRED}\s*%?\s*\)?"
_FLAT_FRACTION = re.compile(
    rf"^(?P<lhs>[^=]{{0,60}}=)?\s*(?P<above>[^=]+?)\s+(?:[-–—_]{{3,}}\s*(?P<beside>{_TIMES_HUNDRED})?|(?P<bar>{_TIMES_HUNDRED}))"
    rf"\s+(?P<below>[^=]+?)\s*(?P<behind>{_TIMES_HUNDRED})?$"
)
"""A fraction whose lines came as one: "Jumlah A x 100% Jumlah B", "Jumlah A ------- Jumlah B x 100%"."""
_EXPLAINED = re.compile(r"\s+(?:dimana|di mana|keterangan|ket\.?|catatan)\b.*$", re.IGNORECASE)
_NEXT_ITEM = pattern("marker-next-item")
_HAS_OPERATOR = re.compile(r"[=/÷×*+∑Σ]|\s:\s")


def _equation(lines: Sequence[str], latex: Sequence[str]) -> str | None:
    given = [collapse(tex) for tex in latex if tex.strip()]
    joined = "\n".join(lines)
    given = given or [collapse(m) for m in _DOLLARS.findall(joined) if "\\" in m or "=" in m]
    if given:
        return _NEW_LINE.join(given)
    body = [line for line in _body(lines) if line]
    return _listed(body) or _drawn_fraction(body) or _linear(body)


def _listed(lines: Sequence[str]) -> str | None:
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
    made = [_drawn_fraction(item) or _linear(item) for item in items]
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
        for kind, value in _spans(line, labels):
            inside = kind
            if kind == "formula":
                kept.append(value)
    return kept


def _drawn_fraction(lines: Sequence[str]) -> str | None:
    """A numerator line over a denominator line, with "name =" or "x 100%" beside the bar."""
    for i, line in enumerate(lines):
        bar = _FRACTION_LINE.match(line)
        if bar is not None and line and (bar["lhs"] or bar["tail"] or set(line) <= set("-–—_ ")):
            above, below = _upwards(lines, i - 1), _downwards(lines, i + 1)
            if above is None:
                continue
            if below is not None:
                return to_latex(f"{bar['lhs'] or ''} ({above}) / ({below}) {bar['tail'] or ''}")
            upper = _upwards(lines, i - 1 - above.count("\n") - 1)
            if upper is not None and bar["tail"] and not bar["lhs"]:
                return to_latex(f"({upper}) / ({above}) {bar['tail']}")
        side = _ENDS_IN_TAIL.match(line)
        if side is not None and _is_quantity(side["body"]):
            below = _downwards(lines, i + 1)
            if below is not None:
                return to_latex(f"({side['body']}) / ({below}) {side['tail']}")
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


def _linear(lines: Sequence[str]) -> str | None:
    """The equations written in one row, perhaps behind prose."""
    text = join_lines(lines)
    flat = _flat_fraction(text) if len(text) <= _LONGEST_EQUATION else None
    if flat is not None:
        return flat
    if "=" not in text:
        if len(text) > _LONGEST_EQUATION:
            return None
        return to_latex(text) if _CLEAR_OPERATOR.search(text) else None
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
            tex = to_latex(f"{left} = {right}" if left else right)
            if tex is not None:
                made.append(tex)
                done = sign + 1 + end
                break
    return _NEW_LINE.join(made) or None


def _flat_fraction(text: str) -> str | None:
    found = _FLAT_FRACTION.match(text)
    if found is None or not (_is_quantity(found["above"]) and _is_quantity(found["below"])):
        return None
    tail = found["beside"] or found["bar"] or found["behind"] or ""
    return to_latex(f"{found['lhs'] or ''} ({found['above']}) / ({found['below']}) {tail}")


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

"""Labels inside a formula cell: text -> label ids and places; "Tipe Penghitungan : Kumulatif" -> "type" and its value.

Known words before a colon (data/formula_labels.toml), also with a slip or two in the long ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from normalizers.text import collapse
from schemas.values import CalculationType
from schemas.vocabulary import entries, lookup

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


@dataclass(frozen=True, slots=True)
class FormulaLabel:
    """A label, and where: text[start:end] is the label with its colon."""

    id: str  # of data/formula_labels.toml
    start: int
    end: int  # behind the colon


def find_labels(text: str) -> tuple[FormulaLabel, ...]:
    """Every label in `text`, in order: known words before a colon, also with a slip in them ("Sumher data :")."""
    found = [
        FormulaLabel(kind, m.start(1) + offset, m.end())
        for m in _BEFORE_COLON.finditer(text)
        for kind, offset in [_label_at_end(m.group(1))]
        if kind
    ]
    taken = [(label.start, label.end) for label in found]
    for match in _TYPE_WITHOUT_COLON.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(FormulaLabel("type", match.start(), match.end()))
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


def labelled_spans(text: str, labels: Sequence[FormulaLabel]) -> list[tuple[str, str]]:
    """(label id, the text behind it up to the next label), in order."""
    ends = [label.start for label in labels[1:]] + [len(text)]
    return [
        (label.id, text[label.end : end].strip(" ;,")) for label, end in zip(labels, ends[: len(labels)], strict=True)
    ]


def labelled_values(text: str, labels: Sequence[FormulaLabel]) -> dict[str, list[str]]:
    """Label id -> the texts behind its labels, in order; `labels` are those of `find_labels(text)`."""
    values: dict[str, list[str]] = {}
    for kind, value in labelled_spans(text, labels):
        values.setdefault(kind, []).append(value)
    return values


def read_calculation_type(value: str) -> CalculationType | None:
    """Whether the values of the year's parts add up: "Tidak kumulatif" -> "Non kumulatif"; None where it isn't said."""
    found = _CUMULATIVE.match(value)
    if found is None:
        return None
    return "Non kumulatif" if found["non"] else "Kumulatif"

"""A printed formula as tokens: text -> numbers, names, operators, brackets; slashes inside words are no divisions.

"Jml a/jml b x 100%" -> text over text times number; "Kabupaten/Kota" and "2019/2020" stay one name. A lexer of ordered
rules, each a pattern and a condition on what is around it; the first that holds makes the token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from schemas.vocabulary import lookup

MOST_TOKENS = 300
GIVEN_FIRST, GIVEN_LAST = 0xE000, 0xE0FF
"""Characters that represent in a text equations which the file holds as such: the first one, the second one, ..."""

Kind = Literal["number", "text", "given", "open", "close", "sum", "times", "over", "plus", "minus", "equals"]

_SINGLE: dict[str, Kind] = {
    **dict.fromkeys("∑Σ", "sum"),
    **dict.fromkeys("([{", "open"),
    **dict.fromkeys(")]}", "close"),
    **dict.fromkeys("/÷", "over"),
    **dict.fromkeys("×*·", "times"),
    **dict.fromkeys(map(chr, range(GIVEN_FIRST, GIVEN_LAST + 1)), "given"),
    "−": "minus",
    "+": "plus",
    "=": "equals",
}
"""Characters that are a token by themselves, wherever they are."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s+persen\b|\s?%?)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^\W\d_])[xX](?=1[0.]*00\s*(?:%|\)|$))")  # "Jumlah pegawaix100%"
_SPAN = re.compile(r"\d+[-–]\d+(?!\d)")  # "usia 7-12 tahun": part of a name
_TIMES = re.compile(r"[xX]\s*(?:\d|\(|[^\W\d_]{2}|[∑Σ])")
_TIMES_LETTER = re.compile(r"[xX]\s+[^\W\d_](?!\w)")  # only behind a number, a bracket or another single letter
_WORD = re.compile(r"[^\s()\[\]{}/×*·÷+=∑Σ−\ue000-\ue0ff]+")
_NUMBER_TIMES = re.compile(r"[xX](?:\s*[\d(]|\s)")  # "12x (", "3 x 4": no unit that begins with x
QUANTITY_WORDS = (
    "jumlah|jml|jlh|jmlh|total|banyaknya|realisasi|nilai|skor|luas|volume|produksi|anggaran|pagu|capaian|target|rata-rata"
    "|frekuensi|bobot|pendapatan|panjang|waktu|indeks|seluruh"
)
"""What the name of a numerator or a denominator begins with."""
_QUANTITY = re.compile(rf"\s*(?:[∑Σ]|(?:{QUANTITY_WORDS})\b)", re.IGNORECASE)
_OPERATOR = re.compile(r"[=+×*(:∑Σ−]")
_SLASHED = re.compile(r"[^\s()\[\]/×*=+∑Σ]+")  # a word beside a slash
_AROUND_SLASH = re.compile(r"([^\s()/]+)\s*/\s*([^\s()/]+)")
_DIVISION = re.compile(r"\s/|/\s|/\(|\)/|÷|\s:\s")
_SHARE = re.compile(r"[×*xX]\s*\(?\s*1[.0]*00|=")
_PERCENT_WORD = re.compile(r"\s*persen", re.IGNORECASE)
_NO_NAME = frozenset({":", "-", "–", ";"})


@dataclass(frozen=True, slots=True)
class FormulaToken:
    """A token and, where its kind leaves that open, its text."""

    kind: Kind
    text: str = ""


class NoEquationError(Exception):
    """The text is no expression; never leaves the readers of equations."""


def tokens_of(text: str) -> list[FormulaToken]:
    """The tokens of a formula, neighbouring words put together: "Jumlah hadir x 100%" -> text, times, number.

    Raises NoEquationError for signs that no formula has and for more than MOST_TOKENS tokens.
    """
    text = _AROUND_SLASH.sub(_tightened, _GLUED.sub(" x ", text))
    raw: list[FormulaToken] = []
    for token in _lexed(text):
        if raw and _grow_together(raw[-1], token):
            raw[-1] = FormulaToken("text", f"{raw[-1].text} {token.text}")
        else:
            raw.append(token)
    return raw


@cache
def _is_pair(pair: str) -> bool:
    return pair.casefold().strip(".,;") in lookup("slash_pairs")


def _tightened(slash: re.Match[str]) -> str:
    """ "kabupaten / kota" as one word, where nobody divides the one by the other."""
    entry = lookup("slash_pairs").get(f"{slash[1]}/{slash[2]}".casefold().strip(".,;"))
    return f"{slash[1]}/{slash[2]}" if entry is not None and entry.get("spaced") else slash.group()


def _grow_together(left: FormulaToken, right: FormulaToken) -> bool:
    """True for words of one name, and for a number inside one ("27 kabupaten", "semester 1")."""
    kinds = (left.kind, right.kind)
    return kinds in (("text", "text"), ("text", "number")) or (
        kinds == ("number", "text") and not left.text.endswith("%")
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What a rule may look at besides its match: the whole text and the token before."""

    text: str
    before: FormulaToken | None

    @property
    def behind_operand(self) -> bool:
        """True where the token before may be the left operand of an operator."""
        return self.before is not None and self.before.kind in ("number", "text", "close", "given")

    def is_between_blanks(self, found: re.Match[str]) -> bool:
        """True where the match has white space on both sides."""
        around = self.text[found.start() - 1 : found.start()], self.text[found.end() : found.end() + 1]
        return all(side.isspace() for side in around)


def _continues_name(found: re.Match[str], context: _Context) -> bool:
    """A span of numbers inside a name: "usia 7-12 tahun"."""
    return context.before is not None and context.before.kind == "text"


def _is_number(found: re.Match[str], context: _Context) -> bool:
    """No letter touches the number, but for the x of a product."""
    return not context.text[found.end() : found.end() + 1].isalpha() or bool(
        _NUMBER_TIMES.match(context.text, found.end())
    )


def _is_product(found: re.Match[str], context: _Context) -> bool:
    """An x that multiplies: behind an operand and before a number, a bracket, a sum or a word."""
    text, at, before = context.text, found.start(), context.before
    if not context.behind_operand or before is None or text[at + 1 : at + 2].isalpha():
        return False
    short = before.kind != "text" or len(before.text) == 1
    return bool(_TIMES.match(text, at)) or (short and bool(_TIMES_LETTER.match(text, at)))


def _is_operator(found: re.Match[str], context: _Context) -> bool:
    return context.behind_operand and context.is_between_blanks(found)


_RULES: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str], _Context], bool]], ...] = (
    ("text", _SPAN, _continues_name),
    ("number", _NUMBER, _is_number),
    ("times", re.compile("[xX]"), _is_product),
    ("over", re.compile(":"), _is_operator),
    ("minus", re.compile("[-–]"), _is_operator),
)
"""In order: the first whose pattern matches and whose condition holds makes the token; else it is a word of a name."""


def _lexed(text: str) -> list[FormulaToken]:
    """Tokens before neighbouring words are put together."""
    tight = _tight_slashes(text)
    made: list[FormulaToken] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _token(text, at, made[-1] if made else None, tight)
        made.append(token)
        if len(made) > MOST_TOKENS:
            raise NoEquationError
    return made


def _token(text: str, at: int, before: FormulaToken | None, tight: frozenset[int]) -> tuple[FormulaToken, int]:
    """The token that starts at `at`, and where it ends."""
    single = _SINGLE.get(text[at])
    if single is not None:
        return FormulaToken(single, text[at]), at + 1
    context = _Context(text, before)
    for kind, pattern, holds in _RULES:
        found = pattern.match(text, at)
        if found is not None and holds(found, context):
            return FormulaToken(kind, _digits(found.group()) if kind == "number" else found.group()), found.end()
    return _name(text, at, tight)


def _name(text: str, at: int, tight: frozenset[int]) -> tuple[FormulaToken, int]:
    """A word, together with those that tight slashes tie to it."""
    word = _WORD.match(text, at)
    if word is None:
        raise NoEquationError
    end = word.end()
    while end < len(text) and text[end] == "/" and end in tight:
        more = _WORD.match(text, end + 1)
        if more is None:
            break
        end = more.end()
    if text[at:end] in _NO_NAME:
        raise NoEquationError
    return FormulaToken("text", text[at:end]), end


def _digits(number: str) -> str:
    """ "100 %", "100 persen" -> "100%"."""
    return _PERCENT_WORD.sub("%", number).replace(" ", "")


def _tight_slashes(text: str) -> frozenset[int]:
    """Positions of slashes that belong to a word: "Kabupaten/Kota", "2019/2020", "PNS/PPPK".

    One slash without blanks may still be a fraction ("Jml a/jml b*100%"), where no other division is written.
    """
    word_slashes, open_slashes = set(), set()
    words = list(_SLASHED.finditer(text))
    ending, starting = {w.end(): w for w in words}, {w.start(): w for w in words}
    for found in re.finditer("/", text):
        i = found.start()
        before, after = ending.get(i), starting.get(i + 1)
        if before is None or after is None:
            continue
        if _is_pair(f"{before.group()}/{after.group()}") or (before.group().isdigit() and after.group().isdigit()):
            word_slashes.add(i)
        elif _divides(text[:i], text[i + 1 :], before.group(), after.group()):
            open_slashes.add(i)
        else:
            word_slashes.add(i)
    alone = len(open_slashes) == 1 and _DIVISION.search(text) is None
    if alone and _SHARE.search(text):
        return frozenset(word_slashes)
    return frozenset(word_slashes | open_slashes)


def _divides(left: str, right: str, before: str, after: str) -> bool:
    """True where a slash between words may be a division: "Jml hadir/jml undangan", no "Jumlah siswa SD/MI"."""
    if len(_OPERATOR.split(left)[-1].split()) == 1 or _QUANTITY.match(right) is not None:
        return True
    return after[0].isupper() and not (before.isupper() and after.isupper() and len(before) > 1)

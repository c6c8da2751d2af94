"""Equations that a document prints as text, as LaTeX: "x = A / B × 100%" -> "x = \\frac{A}{B} \\times 100\\%".

Only what is written with operators is an equation; prose ("A dibagi B") is not, nor are slashes inside words
("Kabupaten/Kota", "2019/2020").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.vocabulary import lookup

_LONGEST = 2_000  # characters
_MOST_TOKENS = 300
_DEEPEST = 20  # nested brackets
_LONGEST_OPERAND = 30  # words; what is longer is prose
_SIGNS = {"×": "times", "*": "times", "·": "times", "÷": "over", "−": "minus", "+": "plus", "=": "equals"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s+persen\b|\s?%?)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^\W\d_])[xX](?=1[0.]*00\s*(?:%|\)|$))")  # "Jumlah pegawaix100%"
_SPAN = re.compile(r"\d+[-–]\d+(?!\d)")  # "usia 7-12 tahun": part of a name
_DIFFERENCE = re.compile(r"([^\W\d_]\d{0,2})[-–]([^\W\d_]\d{0,2}|\d{1,2})")
_TIMES = re.compile(r"[xX]\s*(?:\d|\(|[^\W\d_]{2}|[∑Σ])")
_TIMES_LETTER = re.compile(r"[xX]\s+[^\W\d_](?!\w)")  # only behind a number, a bracket or another single letter
_WORD = re.compile(r"[^\s()\[\]{}/×*·÷+=∑Σ−]+")
_PROSE = re.compile(
    r"(?<!\byang )(?<!\byg )(?<!\byg\. )"
    r"\b(?:dibagi|dikali|dikalikan|ditambah|dikurangi|dibandingkan|diperoleh|dihitung)\b"
    r"|\bper (?:jumlah|jml|total)\b",
    re.IGNORECASE,
)
"""Operators in words; "jumlah skor yang diperoleh" is a name."""
_NUMBER_TEX = re.compile(r"(?:^|(?<=[ {]))\d[\d.,{}]*(?:\\%)?\}?$")
"""In LaTeX: nothing but a number, or a name that ends with one."""
QUANTITY_WORDS = (
    "jumlah|jml|jlh|jmlh|total|banyaknya|realisasi|nilai|skor|luas|volume|produksi|anggaran|pagu|capaian|target|rata-rata"
    "|frekuensi|bobot|pendapatan|panjang|waktu|indeks|seluruh"
)
"""What the name of a numerator or a denominator begins with."""
_QUANTITY = re.compile(rf"\s*(?:[∑Σ]|(?:{QUANTITY_WORDS})\b)", re.IGNORECASE)
_OPERATOR = re.compile(r"[=+×*(:∑Σ−]")
_SLASHED = re.compile(r"[^\s()\[\]/×*=+∑Σ]+")  # a word beside a slash
_AROUND_SLASH = re.compile(r"([^\s()/]+)\s*/\s*([^\s()/]+)")
_TEX_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, open, close, sum, times, over, plus, minus, equals
    text: str = ""


class _NoEquation(Exception):
    """The text is no expression; never leaves this module."""


def to_latex(text: str) -> str | None:
    """LaTeX of the expression or equation that all of `text` is; None where it is none or has no operator."""
    text = text.strip().rstrip(".;,")
    if len(text) > _LONGEST or _PROSE.search(text):
        return None
    text = _AROUND_SLASH.sub(_tightened, _GLUED.sub(" x ", text))
    try:
        tokens = _tokens(text)
        if not any(t.kind in ("over", "times", "sum", "plus", "minus") for t in tokens):
            return None
        parser = _Parser(tokens)
        tex = parser.equation()
        return tex if parser.done else None
    except _NoEquation:
        return None


@cache
def _is_pair(pair: str) -> bool:
    return pair.casefold().strip(".,;") in lookup("slash_pairs")


def _tightened(slash: re.Match[str]) -> str:
    """ "kabupaten / kota" as one word, where nobody divides the one by the other."""
    entry = lookup("slash_pairs").get(f"{slash[1]}/{slash[2]}".casefold().strip(".,;"))
    return f"{slash[1]}/{slash[2]}" if entry is not None and entry.get("spaced") else slash.group()


def _tokens(text: str) -> list[_Token]:
    raw: list[_Token] = []
    for piece in _pieces(text):
        if raw and _grow_together(raw[-1], piece):
            raw[-1] = _Token("text", f"{raw[-1].text} {piece.text}")
        else:
            raw.append(piece)
        if len(raw) > _MOST_TOKENS:
            raise _NoEquation
    return raw


def _grow_together(left: _Token, right: _Token) -> bool:
    """True for words of one name, and for a number inside one ("27 kabupaten", "semester 1")."""
    kinds = (left.kind, right.kind)
    return kinds in (("text", "text"), ("text", "number")) or (
        kinds == ("number", "text") and not left.text.endswith("%")
    )


def _pieces(text: str) -> list[_Token]:
    """Tokens before neighbouring words are put together."""
    tight = _tight_slashes(text)
    made: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
            continue
        if char in "∑Σ":
            made.append(_Token("sum"))
            at += 1
        elif char in "([{":
            made.append(_Token("open", char))
            at += 1
        elif char in ")]}":
            made.append(_Token("close", char))
            at += 1
        elif char == "/":
            made.append(_Token("over"))
            at += 1
        elif char in _SIGNS:
            made.append(_Token(_SIGNS[char]))
            at += 1
        else:
            token, at = _operand(text, at, tight, made)
            made.append(token)
            if len(made) > _MOST_TOKENS:
                raise _NoEquation
    return made


def _operand(text: str, at: int, tight: frozenset[int], made: list[_Token]) -> tuple[_Token, int]:
    """The number, word or spelt-out operator that starts at `at`, and where it ends."""
    ready = bool(made) and made[-1].kind in ("number", "text", "close")
    span = _SPAN.match(text, at)
    if span is not None and made and made[-1].kind == "text":
        return _Token("text", span.group()), span.end()
    number = _NUMBER.match(text, at)
    if number is not None and not text[number.end() : number.end() + 1].isalpha():
        return _Token("number", _digits(number.group())), number.end()
    if number is not None and re.match(r"[xX](?:\s*[\d(]|\s)", text[number.end() :]):
        return _Token("number", _digits(number.group())), number.end()
    if text[at] in "xX" and ready and not text[at + 1 : at + 2].isalpha():
        short = made[-1].kind != "text" or len(made[-1].text) == 1
        if _TIMES.match(text, at) or (short and _TIMES_LETTER.match(text, at)):
            return _Token("times"), at + 1
    if text[at] == ":" and ready and text[at + 1 : at + 2].isspace() and text[at - 1].isspace():
        return _Token("over"), at + 1
    if text[at] in "-–" and ready and text[at + 1 : at + 2].isspace() and text[at - 1].isspace():
        return _Token("minus"), at + 1
    word = _WORD.match(text, at)
    if word is None:
        raise _NoEquation
    end = word.end()
    while end < len(text) and text[end] == "/" and end in tight:
        more = _WORD.match(text, end + 1)
        if more is None:
            break
        end = more.end()
    if text[at:end] in (":", "-", "–", ";"):
        raise _NoEquation
    return _Token("text", text[at:end]), end


def _digits(number: str) -> str:
    """ "100 %", "100 persen" -> "100%"."""
    return re.sub(r"\s*persen", "%", number, flags=re.IGNORECASE).replace(" ", "")


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
    others = re.search(r"\s/|/\s|/\(|\)/|÷|\s:\s", text)
    if others is None and len(open_slashes) == 1 and re.search(r"[×*xX]\s*\(?\s*1[.0]*00|=", text):
        return frozenset(word_slashes)
    return frozenset(word_slashes | open_slashes)


def _divides(left: str, right: str, before: str, after: str) -> bool:
    """True where a slash without blanks may be a division: "Jml hadir/jml undangan", no "Jumlah siswa SD/MI"."""
    if len(_OPERATOR.split(left)[-1].split()) == 1 or _QUANTITY.match(right) is not None:
        return True
    return after[0].isupper() and not (before.isupper() and after.isupper() and len(before) > 1)


class _Parser:
    """Recursive descent: equation = sum {"=" sum}; sum = product {+- product}; product = factor {×/ factor}."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._tokens)

    def _peek(self) -> str:
        return "" if self.done else self._tokens[self._at].kind

    def _take(self) -> _Token:
        if self.done:
            raise _NoEquation
        self._at += 1
        return self._tokens[self._at - 1]

    def equation(self) -> str:
        if self._peek() == "equals":
            self._take()
        tex = self._sum()
        while self._peek() == "equals":
            self._take()
            tex += " = " + self._sum()
        return tex

    def _sum(self) -> str:
        tex = last = self._product()
        while self._peek() in ("plus", "minus"):
            sign = "+" if self._take().kind == "plus" else "-"
            product = self._product()
            if sign == "-" and _NUMBER_TEX.search(last) and _NUMBER_TEX.match(product):
                raise _NoEquation  # "80 - 90" is a class, no difference
            tex, last = f"{tex} {sign} {product}", product
        return tex

    def _product(self) -> str:
        tex = self._factor()
        while self._peek() in ("times", "over"):
            if self._take().kind == "times":
                tex += f" \\times {self._factor()}"
            else:
                tex = f"\\frac{{{_bare(tex)}}}{{{_bare(self._factor())}}}"
        return tex

    def _factor(self) -> str:
        token = self._take()
        if token.kind == "sum":
            return f"\\sum {self._factor()}"
        if token.kind == "number":
            return _number(token.text)
        if token.kind == "open":
            return self._bracket()
        if token.kind == "text":
            return self._text(token.text)
        raise _NoEquation

    def _bracket(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NoEquation
        tex = self._sum()
        if self._take().kind != "close":
            raise _NoEquation
        self._depth -= 1
        return f"\\left({tex}\\right)"

    def _text(self, words: str) -> str:
        """A named quantity, with a bracketed remark behind it where that holds no operator."""
        while self._peek() == "open" and self._remark_length():
            inner = self._tokens[self._at + 1].text
            self._at += 3
            words += f" ({inner})"
            if self._peek() == "text":
                words += " " + self._take().text
        if len(words.split()) > _LONGEST_OPERAND or re.search(r"[.;:]\s", words):
            raise _NoEquation
        return _name(words)

    def _remark_length(self) -> bool:
        ahead = [t.kind for t in self._tokens[self._at : self._at + 3]]
        return ahead in (["open", "text", "close"], ["open", "number", "close"])


def _bare(tex: str) -> str:
    """Brackets around a whole numerator or denominator say nothing and go."""
    inner = tex.removeprefix("\\left(").removesuffix("\\right)")
    if len(inner) == len(tex) - len("\\left(\\right)") and "\\left(" not in inner and "\\right)" not in inner:
        return inner
    return tex


def _number(text: str) -> str:
    percent = text.endswith("%")
    digits = text.rstrip("%").replace(",", "{,}")
    return digits + ("\\%" if percent else "")


def _name(words: str) -> str:
    words = words.strip(" ,")
    if words == "%":
        return "\\%"
    if not words or not any(c.isalnum() for c in words):
        raise _NoEquation
    if re.fullmatch(r"[^\W\d_]\d?", words):
        return words
    difference = _DIFFERENCE.fullmatch(words)
    if difference is not None:
        return " - ".join(difference.groups())
    return "\\text{" + _TEX_SPECIAL.sub(r"\\\1", words.replace("\\", " ").replace("^", " ").replace("~", " ")) + "}"

"""Texts as they are compared: without case, white space and punctuation, numbers by their value."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from normalizers.number import parse_number
from schemas.patterns import LookAlikes, look_alikes

FOLDED_TEXTS = 100_000
"""Texts whose folded form is remembered; documents repeat most of theirs in the other revision."""

_SIGNS = str.maketrans({"≥": ">=", "≤": "<=", "⩾": ">=", "⩽": "<=", "×": "x", "✕": "x", "*": "x", "&": " dan "})
_TOKEN = re.compile(
    r"""(?P<number>(?:(?<![\w)\]%.,])-(?=\d))?\d+(?:[.,]\d+)*)
      | (?P<word>[^\W\d_]+)
      | (?P<sign>[<>]=?|%|\+|/)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ComparedToken:
    """A word, a number or a sign that carries meaning."""

    key: str  # as compared: casefolded, a number by its value, a spelling variant by its first form
    start: int  # text[start:end] is what was printed
    end: int
    number: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word and no number or sign."""
        return self.key.isalpha()


@dataclass(frozen=True, slots=True)
class WordLists:
    """extractor/data/diff_words.toml."""

    spelling: dict[str, str]  # variant -> first form
    distinct: dict[str, frozenset[int]]  # word -> numbers of the groups of look-alikes that it stands in
    prefixes: frozenset[str]
    suffixes: tuple[str, ...]
    look_alikes: LookAlikes


@cache
def word_lists() -> WordLists:
    """The lists of extractor/data/diff_words.toml, loaded once."""
    data = tomllib.loads(files("extractor").joinpath("data", "diff_words.toml").read_text(encoding="utf-8"))
    distinct: dict[str, frozenset[int]] = {}
    for number, group in enumerate(data["beda"]):
        for word in group:
            distinct[word] = distinct.get(word, frozenset()) | {number}
    return WordLists(
        spelling={form: group[0] for group in data["ejaan"] for form in group},
        distinct=distinct,
        prefixes=frozenset(data["awalan"]),
        suffixes=tuple(data["akhiran"]),
        look_alikes=look_alikes("readings-of-revisions"),
    )


def tokens(text: str) -> tuple[ComparedToken, ...]:
    """The tokens of `text`; positions refer to `text` itself where folding keeps lengths, else to the nearest."""
    flat, places = _flat(text)
    variants = word_lists().spelling
    found = []
    for match in _TOKEN.finditer(flat):
        raw = match.group()
        start, end = places[match.start()], places[match.end() - 1] + 1
        if match.lastgroup == "number":
            found.append(ComparedToken(_number_key(raw), start, end, True))
        else:
            found.append(ComparedToken(variants.get(raw, raw) if match.lastgroup == "word" else raw, start, end))
    return tuple(found)


def _flat(text: str) -> tuple[str, list[int]]:
    """`text` casefolded with its signs unified, and for each character of that the one of `text` it came from."""
    if text.isascii():
        flat = text.lower()
        if not set(flat) & {"*", "&"}:
            return flat, list(range(len(flat)))
    pieces: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        piece = unicodedata.normalize("NFKC", char).casefold().translate(_SIGNS)
        pieces.append(piece)
        places.extend([i] * len(piece))
    return "".join(pieces), places


@lru_cache(maxsize=FOLDED_TEXTS)
def _number_key(raw: str) -> str:
    value = parse_number(raw)
    return raw if value is None else repr(value)


@lru_cache(maxsize=FOLDED_TEXTS)
def fold(text: str) -> str:
    """Equal for two texts that differ in case, white space, punctuation, spelling variants and number format only.

    Blanks between words count for nothing, those between numbers do: "terlaksana nya" is "terlaksananya",
    but "1 2" is not "12".
    """
    return "".join(
        f"|{token.key}|" if token.number else "persen" if token.key == "%" else token.key for token in tokens(text)
    )


@lru_cache(maxsize=FOLDED_TEXTS)
def words(text: str) -> str:
    """The keys of all tokens with a blank between them: what similarity is measured on."""
    return " ".join(token.key for token in tokens(text))


def folded(text: str | None) -> str:
    """`fold` of a text that may be missing; "" then."""
    return fold(text) if text else ""

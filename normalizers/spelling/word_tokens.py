"""A text -> its words with their places, and which of them repair must leave alone (codes, names, equations)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"[^\W\d_]+")
_STUCK_BEFORE = frozenset("0123456789_@\\{}^$#&<>~'’`")
_STUCK_BEHIND = frozenset("0123456789_@\\{}^$#&<>~'’`")
_UNTOUCHABLE = re.compile(
    r"""\$[^$]{1,400}\$                      # equations
      | \\[A-Za-z]+                          # LaTeX commands
      | \b(?:https?://|www\.)\S+             # addresses
      | \S{1,64}@\S{1,255}                   # bounded: a long run of letters would take for ever
      | \b[\w-]{1,64}(?:\.[\w-]{1,64}){0,6}\.(?:id|com|org|net|go|info|pdf|docx?|xlsx?)\b
    """,
    re.VERBOSE,
)
_HONORIFIC = re.compile(r"(?<!\w)(?:Drs?|Dra|Ir|Hj?|dr|drg|Prof|K\.?H|Tn|Ny|Sdr|Sdri|Bpk|[A-Z])\.\s*(?=[A-Z])")
_DEGREE = re.compile(r",\s*(?:[SMABD]\.\s?[A-Z][A-Za-z]{0,4}|A\.?Md|Ph\.?\s?D|M[MT]|SE|SH|ST|SIP|MSi)\b\.?")
_NAME_WORDS = 4  # words of a name behind an honorific or before a degree
_TYPED_CAPITAL = re.compile(r"[A-Z]{2}[a-z]{3,}")
_THIN_STEM = re.compile(r"[A-Za-z]?[a-z]*(?:(?<=[A-Za-z])I[a-z]*)+")
_TWO_CAPITALS = re.compile(r"([A-Z]?[a-z]+)([A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: text[start:end] is `self.text`."""

    text: str
    start: int
    end: int
    locked: bool  # part of a code, an equation, an address or a name
    opens: bool  # the first word of the text, a list item or a sentence: its capital says nothing
    key: str  # `text` in small letters

    @property
    def capital(self) -> bool:
        """True where a capital stands that is not owed to the beginning of a sentence."""
        return not self.text.islower() and not (self.opens and self.text[1:].islower())

    @property
    def shouted(self) -> bool:
        """True for a word in capitals."""
        return self.text.isupper() and len(self.text) > 1


def tokens_of(text: str) -> list[Token]:
    """The words of `text` in order."""
    held = [m.span() for m in _UNTOUCHABLE.finditer(text)]
    found = [
        Token(
            word := m[0], m.start(), m.end(), _stuck(text, m) or _inside(m, held), _opens(text, m.start()), word.lower()
        )
        for m in _TOKEN.finditer(text)
    ]
    names = _name_tokens(text, found)
    return [replace(t, locked=True) if i in names and not t.locked else t for i, t in enumerate(found)]


def gap(text: str, left: Token, right: Token) -> str:
    """The text between two tokens."""
    return text[left.end : right.start]


def like(pattern: str, word: str) -> str:
    """`word` with the capitals of `pattern`: all, the first one, or none; a word with own capitals keeps them."""
    if not word.islower():
        return word
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    if pattern[:1].isupper():
        return word[:1].upper() + word[1:]
    return word


def is_typed_capital(word: str) -> bool:
    """ "JUmlah": the shift key was held too long."""
    return _TYPED_CAPITAL.fullmatch(word) is not None


def is_well_cased(word: str) -> bool:
    """True for "kerja", "Kerja" and "KERJA"."""
    return word.islower() or word[1:].islower() or word.isupper()


def has_stray_capital(left: str, right: str) -> bool:
    """True where a capital stands at the wrong side of the blank: "DinasL ingkungan", "Jumla hPegawai"."""
    return (left[1:-1].islower() and left[-1].isupper() and right.islower()) or (
        right[:1].islower() and right[1:2].isupper() and right[2:].islower()
    )


def with_thin_stems(word: str) -> str | None:
    """`word` with each capital I among its small letters as the l that it looks like ("JumIah"); None without any."""
    if _THIN_STEM.fullmatch(word) is None or word.isupper():
        return None
    return word[0] + word[1:].replace("I", "l")


def capital_halves(word: str) -> tuple[str, str] | None:
    """The two words that a capital marks in one ("danPrasarana")."""
    match = _TWO_CAPITALS.fullmatch(word)
    return (match[1], match[2]) if match is not None else None


def _stuck(text: str, match: re.Match[str]) -> bool:
    before, behind = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return (before != "" and before in _STUCK_BEFORE) or (behind != "" and behind in _STUCK_BEHIND)


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“(")
    return not before or before[-1] in ".:;•-–*)" or before.endswith("\n")


def _name_tokens(text: str, found: list[Token]) -> set[int]:
    """Indices of the tokens that an honorific or a degree marks as a person's name. `found`: in the text's order."""
    named: set[int] = set()
    starts, ends = [token.start for token in found], [token.end for token in found]
    for mark in _HONORIFIC.finditer(text):
        behind = bisect_left(starts, mark.end())
        for i in range(behind, min(behind + _NAME_WORDS, len(found))):
            if not found[i].text[:1].isupper() or "," in text[mark.end() : found[i].start]:
                break
            named.add(i)
    for mark in _DEGREE.finditer(text):
        before = bisect_right(ends, mark.start())
        for i in reversed(range(max(before - _NAME_WORDS, 0), before)):
            if not found[i].text[:1].isupper():
                break
            named.add(i)
        named.update(range(bisect_left(starts, mark.start()), bisect_left(starts, mark.end())))
    return named

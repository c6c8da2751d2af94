"""Spelling repair of a text: rules in order of certainty -> corrections, and doubts for what is unsure.

What is certain (a project's own corrections, common mistakes, other scripts) goes first, what is only likely last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product

from normalizers.spelling.document_words import DocumentWords, Tokenizer, is_function_word
from normalizers.spelling.edit_cost import BLANK
from normalizers.spelling.letter_scores import OtherLetters
from normalizers.spelling.lexicon import LONGEST, Lexicon, ProjectWords, listed
from normalizers.spelling.slip_model import Place, Slip, meant_by
from normalizers.spelling.stray_points import Points
from normalizers.spelling.word_spacing import Blanks
from normalizers.spelling.word_tokens import (
    Token,
    capital_halves,
    gap,
    has_stray_capital,
    is_typed_capital,
    is_well_cased,
    like,
    tokens_of,
    with_thin_stems,
)
from schemas.evidence import Correction
from schemas.patterns import look_alikes

NOTHING_ELSE: Mapping[str, OtherLetters] = {}
"""Of typed text: no letter of it may be another one."""
_CERTAIN, _COMMON, _BLANK, _POINT = 0.995, 0.99, 0.97, 0.95  # confidences of rules that do not measure likeness
_NEIGHBOURS = 2  # words on each side that count as context
_SHOUTED_SHARE = 0.6  # of the words, in a text that is set in capitals
_TITLED_SHARE = 0.75  # of the longer words, in a text whose words begin with capitals
_SHORTEST_SHOUTED = 6  # letters of a word in such a text that is no acronym
_SHORTEST_DOUBT = 5  # letters of a word that a person is asked about
_SHORTEST_REJOINED = 4  # letters of a word that a faint letter has cut in two
_MOST_NAMES = 60  # words of a list of places behind their kind
_MOST_OPEN = 6  # digits of a word that may be either of two letters, each of which doubles its readings


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that looks mistyped and was left as it is."""

    word: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that no list has and that is no name or code by its looks, with what it may mean."""

    word: str
    suggestion: str | None
    likelihood: float  # 0..1, that the suggestion is meant


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its corrections in order, and the words of which a person should be asked."""

    text: str
    corrections: tuple[Correction, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    doubled: tuple[str, ...] = ()  # small words that stand twice in a row, which stay


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """How a text was read: from a picture, and what the recogniser held for possible in it instead, by word."""

    recognised: bool
    others: Mapping[str, OtherLetters]


_TYPED = _Seen(False, NOTHING_ELSE)


class Speller:
    """Repairs the texts of one document, whose own words count as evidence."""

    def __init__(self, texts: Iterable[str], project: ProjectWords | None = None) -> None:
        self._lexicon = Lexicon(project or ProjectWords())
        self._tokens: Tokenizer = cache(tokens_of)
        self._words = DocumentWords(texts, self._lexicon, self._tokens)
        self._blanks = Blanks(self._lexicon, self._words)
        self._points = Points(self._lexicon)
        self._is_doubtful_word = cache(self._looks_wrong)  # the same for a word wherever the document has it
        self._own = _own_pattern(self._lexicon.project)

    def repair(
        self, text: str, *, recognised: bool = False, others: Mapping[str, OtherLetters] = NOTHING_ELSE
    ) -> Repaired:
        """`text` with its sure mistakes repaired, each as a correction; doubtful words are named and left alone.

        `recognised` says that the text was read from a picture, and `others` what the recogniser held for possible
        instead, by word (letter_scores.py). Repairing a result again changes nothing.
        """
        edits, doubts = self._edits(text, _Seen(recognised, others))
        if not edits:
            return Repaired(text, (), doubts, tuple(doubled_words(text, self._tokens(text))))
        parts, corrections, at = [], [], 0
        for edit in edits:
            before = text[edit.start : edit.end]
            parts += [text[at : edit.start], edit.after]
            corrections.append(Correction(before, edit.after, edit.rule, edit.confidence))
            at = edit.end
        made = "".join(parts) + text[at:]
        return Repaired(made, tuple(corrections), doubts, tuple(doubled_words(made, self._tokens(made))))

    def suspects(self, text: str) -> Iterator[Suspect]:
        """The words of `text` that nothing speaks for, as they stand, in order. Words with a capital inside a sentence
        are among them only where something near may be meant: most are names."""
        tokens = self._tokens(text)
        loud = _is_shouted(tokens)
        for i, token in enumerate(tokens):
            if self._is_doubtful(token, loud):
                slip = meant_by(token.key, _place(text, tokens, i, _TYPED, loud), self._lexicon, self._words)
                if slip is not None and slip.likely:
                    yield Suspect(token.text, like(token.text, slip.after), slip.confidence)
                elif self._is_suspect(token, loud) and not token.capital:
                    yield Suspect(token.text, None, 0.0)

    def _edits(self, text: str, seen: _Seen) -> tuple[list[_Edit], tuple[Doubt, ...]]:
        edits, taken = self._project(text)
        if seen.recognised:
            misread = [e for e in self._digits(text) if not any(s < e.end and e.start < end for s, end in taken)]
            edits += misread
            taken += [(e.start, e.end) for e in misread]
        tokens = [t for t in self._tokens(text) if not any(s <= t.start < e for s, e in taken)]
        if seen.recognised:
            stray = self._points.stray(text, tokens)
            edits += [_Edit(start, end, " ", "ejaan_titik", _POINT) for start, end in stray]
        loud = _is_shouted(tokens)
        doubts: list[Doubt] = []
        end = 0
        for i, token in enumerate(tokens):
            if token.start < end:
                continue
            right = tokens[i + 1] if i + 1 < len(tokens) else None
            edit = self._shift(text, token, right, loud) if right is not None else None
            edit = edit or self._certain(text, token, right) or self._rejoined(text, tokens, i, seen)
            if edit is None and (self._is_doubtful(token, loud) or self._is_unsure(token, seen)):
                found = self._likely(text, tokens, i, seen, loud)
                if isinstance(found, Doubt):
                    doubts.append(found)
                else:
                    edit = found
            if edit is not None:
                edits.append(edit)
                end = edit.end
        return sorted(edits, key=lambda e: e.start), tuple(doubts)

    def _likely(self, text: str, tokens: Sequence[Token], i: int, seen: _Seen, loud: bool) -> _Edit | Doubt | None:
        """What a doubtful word is likely to mean: two words that lost their blank, or one that is near."""
        token = tokens[i]
        split = self._split(token, seen.recognised) if self._is_suspect(token, loud) else None
        if split is not None:
            return split
        place = _place(text, tokens, i, seen, loud)
        slip = meant_by(token.key, place, self._lexicon, self._words)
        if slip is not None and slip.sure:
            after = like(_true_first(token.text, slip.after), slip.after)
            return _Edit(token.start, token.end, after, "ejaan_huruf", slip.confidence)
        if slip is not None and _is_worth_asking(token, slip):
            return Doubt(token.text, like(token.text, slip.after))
        return None

    def _rejoined(self, text: str, tokens: Sequence[Token], i: int, seen: _Seen) -> _Edit | None:
        """The word that a faint letter has cut in two ("te rpandu", "k bun" for "kebun")."""
        if not seen.recognised or i + 1 == len(tokens) or gap(text, tokens[i], tokens[i + 1]) != " ":
            return None
        left, right = tokens[i], tokens[i + 1]
        cut = len(left.key)
        parts = (left.text.capitalize() if len(left.text) > 1 else left.text, right.text)
        if not (left.key + right.key).isascii() or cut + len(right.key) > LONGEST:
            return None
        if left.locked or right.locked or left.text not in (left.key, parts[0]) or not right.text.islower():
            return None
        if self._lexicon.is_ours(left.key) or self._lexicon.is_ours(right.key):
            return None
        if self._blanks.is_whole(left.key) and self._blanks.is_whole(right.key):
            return None
        others = (*seen.others.get(left.key, ()), (cut, "", BLANK))
        others += tuple((at + cut + 1, letters, price) for at, letters, price in seen.others.get(right.key, ()))
        place = replace(_place(text, tokens, i, seen, False), behind=[t.key for t in tokens[i + 2 :][:_NEIGHBOURS]])
        slip = meant_by(f"{left.key} {right.key}", replace(place, others=others), self._lexicon, self._words)
        if slip is None or not slip.sure or len(slip.after) < max(_SHORTEST_REJOINED, cut + len(right.key)):
            return None
        return _Edit(left.start, right.end, like(left.text, slip.after), "ejaan_spasi", slip.confidence)

    def _project(self, text: str) -> tuple[list[_Edit], list[tuple[int, int]]]:
        """The corrections of the project's file, and the places of which it has said all: a word may stay as it is."""
        edits: list[_Edit] = []
        taken: list[tuple[int, int]] = []
        for match in self._own.finditer(text) if self._own is not None else ():
            wrong = " ".join(match.group().casefold().split())
            meant = self._lexicon.project.fixed[wrong]
            after = _each_like(match.group(), meant)
            taken.append(match.span())
            if after != match.group() and not _stands_already(text, match.start(), wrong, meant):
                edits.append(_Edit(*match.span(), after, "ejaan_proyek", _COMMON))
        return edits, taken

    def _is_suspect(self, token: Token, loud: bool) -> bool:
        """True for a word that nothing speaks for, and that is no name, code or acronym by its looks."""
        return self._is_doubtful(token, loud) and not self._lexicon.knows(token.key)

    def _is_doubtful(self, token: Token, loud: bool) -> bool:
        """True for a suspect word, and for one that only lists of what people write have."""
        return not token.locked and self._is_doubtful_word(token.text, loud)

    def _is_unsure(self, token: Token, seen: _Seen) -> bool:
        """True for a word with unsure letters that may be right, but is none of those that offices use."""
        if token.key not in seen.others or token.locked or not is_well_cased(token.text) or token.shouted:
            return False
        return token.key.isascii() and len(token.key) <= LONGEST and not self._lexicon.is_ours(token.key)

    def _looks_wrong(self, word: str, loud: bool) -> bool:
        key = word.lower()
        if not 1 < len(word) <= LONGEST or not key.isascii() or _OLD_SPELLING.search(key):
            return False
        if word.isupper():
            if not loud or len(word) < _SHORTEST_SHOUTED:
                return False
        elif not word[1:].islower():
            return False
        return not self._lexicon.is_settled(key)

    def _certain(self, text: str, token: Token, right: Token | None) -> _Edit | None:
        """The rules that need no likeness: tables, other scripts, capitals."""
        if token.locked:
            return None
        if right is not None and not right.locked and gap(text, token, right) in (" ", "-"):
            between = gap(text, token, right)
            fixed = self._lexicon.fixed(token.key + between + right.key)
            if fixed is not None:
                after = _each_like(text[token.start : right.end], fixed.after)
                return _Edit(token.start, right.end, after, "ejaan_umum", _COMMON)
        fixed = self._lexicon.fixed(token.key)
        if fixed is not None and fixed.after != token.text and not (fixed.lower_only and not token.text.islower()):
            return _Edit(token.start, token.end, like(token.text, fixed.after), "ejaan_umum", _COMMON)
        latin = _in_latin(token.text)
        if latin is not None and (any(c.isascii() for c in token.text) or self._lexicon.knows(latin.lower())):
            return _Edit(token.start, token.end, latin, "ejaan_aksara", _CERTAIN)
        if is_typed_capital(token.text) and self._lexicon.may_mean(token.key):
            return _Edit(token.start, token.end, token.text.capitalize(), "ejaan_kapital", _CERTAIN)
        stem = with_thin_stems(token.text)
        if stem is not None and self._lexicon.may_mean(stem.lower()):
            return _Edit(token.start, token.end, stem, "ejaan_huruf", _COMMON)
        halves = capital_halves(token.text)
        if halves is not None and self._blanks.are_two(halves[0].lower(), halves[1].lower()):
            return _Edit(token.start, token.end, " ".join(halves), "ejaan_spasi", _BLANK)
        return None

    def _shift(self, text: str, left: Token, right: Token, loud: bool) -> _Edit | None:
        """A blank between two words that belongs elsewhere, or nowhere; capitals stay with their letters."""
        if left.locked or right.locked or gap(text, left, right) != " ":
            return None
        if not (
            self._is_suspect(left, loud)
            or self._is_suspect(right, loud)
            or has_stray_capital(left.text, right.text)
            or self._blanks.is_cut(left, right)
        ):
            return None
        letters = left.text + right.text
        if self._blanks.joined(left, right) is not None:
            parts = [letters]
        else:
            moved = self._blanks.moved(left, right)
            parts = [letters[: len(moved[0])], letters[len(moved[0]) :]] if moved is not None else []
        if not parts or not all(map(is_well_cased, parts)):
            return None
        return _Edit(left.start, right.end, " ".join(parts), "ejaan_spasi", _BLANK)

    def _split(self, token: Token, recognised: bool) -> _Edit | None:
        parts = self._blanks.lost(token.key, recognised=recognised)
        if parts is None:
            return None
        first, second = parts
        tail = second.upper() if token.shouted else second
        return _Edit(token.start, token.end, f"{like(token.text, first)} {tail}", "ejaan_spasi", _BLANK)

    def _digits(self, text: str) -> list[_Edit]:
        """Words in which a digit was read for a letter; only where exactly one known word comes out."""
        edits = []
        for match in _MIXED.finditer(text):
            if self._lexicon.knows(match.group().lower().rstrip("0123456789")):
                continue  # a word and the number of its note
            if sum(len(_DIGIT_LETTERS.one_of(c)) > 1 for c in match.group()) > _MOST_OPEN:
                continue  # a code
            readings = product(*(_DIGIT_LETTERS.one_of(c) for c in match.group().lower()))
            words = {w for w in map("".join, readings) if self._lexicon.may_mean(w)}
            if len(words) == 1:
                after = like(_letters_of(match.group()), words.pop())
                edits.append(_Edit(match.start(), match.end(), after, "ejaan_angka", _BLANK))
        return edits


_OLD_SPELLING = re.compile("tj|(?<!a)dj")  # of names and quotations
_MIXED = re.compile(
    r"(?<![\w.,/-])(?=(?:[015689|]{0,16}[A-Za-z]){4})(?=[A-Za-z]*[015689|])[A-Za-z015689|]{5,20}(?![\w/-])"
)
_DIGIT_LETTERS = look_alikes("letters-of-words")


def _letters_of(word: str) -> str:
    return "".join(c for c in word if c.isalpha()) or word


def _true_first(printed: str, meant: str) -> str:
    """`printed`, whose capital I is no capital where a small l is meant ("Iingkungan")."""
    return "l" + printed[1:] if printed.startswith("I") and meant.startswith("l") and not printed.isupper() else printed


def _stands_already(text: str, at: int, wrong: str, meant: str) -> bool:
    """True where `meant` has `wrong` in it, and is what stands around `at`: "simantu" in "aplikasi simantu"."""
    inside = meant.casefold().find(wrong) if len(meant) > len(wrong) else -1
    start = at - inside
    return 0 <= inside <= at and text[start : start + len(meant)].casefold() == meant.casefold()


def _own_pattern(project: ProjectWords) -> re.Pattern[str] | None:
    """Matches what the project's file corrects, the longest first; its blanks stand for any white space."""
    wrong = sorted(project.fixed, key=lambda w: (-len(w), w))
    forms = [r"\s+".join(map(re.escape, w.split())) for w in wrong]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


def _each_like(printed: str, meant: str) -> str:
    """`meant` with the capitals of `printed`, word by word where both have as many words."""
    before, after = re.split(r"([ -])", printed), re.split(r"([ -])", meant)
    if len(before) != len(after):
        return like(printed, meant)
    return "".join(like(b, a) for b, a in zip(before, after, strict=True))


_SCRIPTS = look_alikes("scripts-in-words")


def _in_latin(word: str) -> str | None:
    """`word` with look-alikes of other scripts as Latin letters; None where it has none, or others too."""
    if word.isascii():
        return None
    made = _SCRIPTS.meant(word)
    return made if made.isascii() else None


def _is_shouted(tokens: Sequence[Token]) -> bool:
    long = [t for t in tokens if len(t.text) > 3]
    return bool(long) and sum(t.shouted for t in long) >= _SHOUTED_SHARE * len(long)


def _is_titled(tokens: Sequence[Token]) -> bool:
    """True where nearly all longer words begin with a capital, so that one says nothing."""
    long = [t for t in tokens if len(t.text) > 3]
    return sum(t.text[0].isupper() for t in long) >= _TITLED_SHARE * len(long)


def _place(text: str, tokens: Sequence[Token], i: int, seen: _Seen, loud: bool) -> Place:
    token = tokens[i]
    before = [t.key for t in reversed(tokens[max(0, i - _NEIGHBOURS) : i])]
    behind = [t.key for t in tokens[i + 1 : i + 1 + _NEIGHBOURS]]
    return Place(
        before,
        behind,
        token.capital or (loud and token.shouted),
        seen.recognised,
        shouted=token.shouted,
        titled=_is_titled(tokens),
        named=not token.shouted and _is_behind_a_place(text, tokens, i),
        others=seen.others.get(token.key, ()),
    )


def _is_behind_a_place(text: str, tokens: Sequence[Token], i: int) -> bool:
    """True for what "Kecamatan ..." or "Sungai ..., ... dan ..." name: words with capitals up to the kind of place."""
    for at in range(i, max(0, i - _MOST_NAMES), -1):
        if not tokens[at].text[0].isupper() or gap(text, tokens[at - 1], tokens[at]).strip() not in ("", ","):
            return False
        if tokens[at - 1].key in listed("place"):
            return True
    return False


def _is_worth_asking(token: Token, slip: Slip) -> bool:
    return len(token.key) >= _SHORTEST_DOUBT and not token.capital and slip.likely


def doubled_words(text: str, tokens: Sequence[Token] | None = None) -> list[str]:
    """Small words that stand twice in a row ("dan dan"); doubled words of other kinds may be meant so.

    `tokens`: those of the text, where they are known.
    """
    tokens = tokens_of(text) if tokens is None else tokens
    return [
        a.text
        for a, b in pairwise(tokens)
        if a.key == b.key and gap(text, a, b) == " " and is_function_word(a.key) and not a.locked
    ]

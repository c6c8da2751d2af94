"""Two texts word by word: what stays, goes and comes, and whether the rest is spelling or a slip of reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

from extractor.diff.comparable_text import ComparedToken, WordLists, tokens, word_lists
from normalizers.spelling.lexicon import is_known, meant
from schemas.diff import Mark

MOST_FRAGMENTS = 2  # words; more of them are no single word that a blank was read into
SHORTEST_WORD = 4  # letters; shorter words have no spelling that could be told from another word's
ONE_SLIP_BELOW = 8  # letters; longer words may differ by two
SHORTEST_FOR_EXCHANGE = 5  # letters in which one may be another; in shorter words only neighbours change places
SLIPS_PER_CHARACTER = 0.2  # of a stretch that was misread
SLIPPED_SHARE = 0.4  # of a text's characters may stand in misread stretches; more is another text
LOST_CHARACTERS = 2  # a mark that the reader missed, or a speck that it took for one

Knows = Callable[[str], bool]
"""Whether a word is at home in both documents, apart from the two texts that are compared."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of tokens that is the same on both sides, or not; one side may be empty."""

    equal: bool
    before: tuple[ComparedToken, ...]
    after: tuple[ComparedToken, ...]


def blocks(before: str, after: str) -> tuple[TextBlock, ...]:
    """Both texts cut into stretches that agree and stretches that do not."""
    old, new = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    return tuple(TextBlock(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes())


def marks(before: str | None, after: str | None) -> tuple[tuple[Mark, str], ...]:
    """Both texts as one sequence of (mark, words): what stays is given as it is printed now.

    A text on one side only is marked as a whole. Where the words are the same and only their writing differs,
    the words whose writing differs are marked.
    """
    if not before or not after:
        one: tuple[tuple[Mark, str], ...] = (("hapus", before),) if before else ()
        return (*one, ("tambah", after)) if after else one
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    result: list[tuple[Mark, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            result.append(("sama", " ".join(new[c:d])))
            continue
        if b > a:
            result.append(("hapus", " ".join(old[a:b])))
        if d > c:
            result.append(("tambah", " ".join(new[c:d])))
    return tuple(result)


def same_spelled(before: str, after: str, knows: Knows, repaired: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """True where the texts differ in nothing but how some words are spelled.

    `repaired` holds pairs of folded words that the reading has corrected into each other; they count as one.
    """

    def same_word(x: ComparedToken, y: ComparedToken) -> bool:
        if x.key == y.key or (x.key, y.key) in repaired or (y.key, x.key) in repaired:
            return True
        return not _is_code(before, x) and not _is_code(after, y) and _same_word(x.key, y.key, knows)

    def same_block(block: TextBlock) -> bool:
        if not block.before or not block.after or not all(token.word for token in (*block.before, *block.after)):
            return False
        if len(block.before) == len(block.after):
            return all(map(same_word, block.before, block.after))
        if min(len(block.before), len(block.after)) > MOST_FRAGMENTS:
            return False
        return _same_word(_joined(block.before), _joined(block.after), knows)

    return all(block.equal or same_block(block) for block in blocks(before, after))


def _joined(found: Sequence[ComparedToken]) -> str:
    return "".join(token.key for token in found)


def _is_code(text: str, token: ComparedToken) -> bool:
    """An acronym or a code: capitals inside a text that is not all capitals."""
    printed = text[token.start : token.end]
    return len(printed) > 1 and printed[1:] != printed[1:].lower() and text != text.upper()


def _same_word(a: str, b: str, knows: Knows) -> bool:
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < SHORTEST_WORD:
        return False
    allowed = 1 if len(shorter) < ONE_SLIP_BELOW else 2
    if OSA.distance(a, b, score_cutoff=allowed) > allowed:
        return False
    if len(shorter) < SHORTEST_FOR_EXCHANGE and sorted(a) != sorted(b):
        return False
    lists = word_lists()
    if lists.distinct.get(a, frozenset()) & lists.distinct.get(b, frozenset()) or _derived(shorter, longer, lists):
        return False
    if is_known(a) and is_known(b):
        return False
    if a in meant() or b in meant():
        return True
    return not (knows(a) and knows(b))


def _derived(shorter: str, longer: str, lists: WordLists) -> bool:
    """Whether the longer word is the shorter one with a prefix or a suffix: another word, not another spelling."""
    if longer.endswith(shorter) and longer[: -len(shorter)] in lists.prefixes:
        return True
    return longer.startswith(shorter) and longer[len(shorter) :] in lists.suffixes


def looks_misread(before: str, after: str, *, any_digit: bool) -> bool:
    """True where the difference is one that a reader of pictures makes: characters that look alike, a lost mark.

    `any_digit`: a single digit may be taken for any other, not only for one of its shape.
    """
    lists = word_lists()
    changed = total = 0
    for block in blocks(before, after):
        size = max(_length(block.before), _length(block.after))
        total += size
        if block.equal:
            continue
        changed += size
        old, new = _printed(before, block.before), _printed(after, block.after)
        if not _slipped(old, new, lists, any_digit=any_digit):
            return False
    return changed <= max(SLIPPED_SHARE * total, LOST_CHARACTERS) or (any_digit and total <= 2 * LOST_CHARACTERS)


def _length(found: Sequence[ComparedToken]) -> int:
    return sum(token.end - token.start for token in found)


def _slipped(old: str, new: str, lists: WordLists, *, any_digit: bool) -> bool:
    if not old or not new:
        return len(old or new) <= LOST_CHARACTERS and not (old + new).isdigit()
    if shape(old, lists) == shape(new, lists) or old.translate(lists.look_alikes.table) == new.translate(
        lists.look_alikes.table
    ):
        return True
    digits = [c for c in old + new if c.isdigit()]
    if digits:
        if old.translate(_POINTS) == new.translate(_POINTS):
            return True
        return any_digit and OSA.distance(old, new) <= 1
    allowed = max(1, round(SLIPS_PER_CHARACTER * max(len(old), len(new))))
    return OSA.distance(shape(old, lists), shape(new, lists), score_cutoff=allowed) <= allowed


_POINTS = str.maketrans("", "", ".,")


def _printed(text: str, found: Sequence[ComparedToken]) -> str:
    return "".join(text[token.start : token.end] for token in found).casefold()


def shape(text: str, lists: WordLists) -> str:
    """`text` with every character replaced by the first of those that look like it."""
    return lists.look_alikes.meant(text)

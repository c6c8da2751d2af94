"""Printed text -> clean text: white space collapsed, broken lines joined, list markers and frames taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from schemas.patterns import look_alikes, pattern
from schemas.transcript import SOFT_HYPHEN
from schemas.vocabulary import lookup

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff\ufffe\uffff\u00ad]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # category Cc without white space
_BLANKS = re.compile(r"\s+")


def collapse(text: str) -> str:
    """NFC; every run of white space becomes one blank; control and zero-width characters go; stripped."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", _CONTROLS.sub("", text))).strip()


_LAST_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u2011]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENS = ("-", "\u2010", "\u2011")
_WHOLE_WORD = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-]|\u00ad)")
_SUFFIXES = ("nya", "kan", "an", "i")
_LONGEST_WORD = 80  # characters of a line end that are looked at
_SHORTEST_STEM = 3  # letters; shorter ones repeat by chance


def join_lines(lines: Sequence[str], broken: Sequence[bool] | None = None) -> str:
    """One text from printed lines, white space collapsed.

    A line is joined to the next one without a blank where it ends with "/", SOFT_HYPHEN or a hyphen
    (the hyphen of a word that was only broken is dropped, that of "tugas-tugas" or "RKA-SKPD" is kept), and where
    `broken[i]` says that the end of line i cut a word without any mark. Empty lines are passed over.
    """
    words = frozenset(w.casefold() for line in lines for w in _WHOLE_WORD.findall(line))
    parts: list[str] = []
    end = ""  # what the text so far ends with
    cut = False
    for i, line in enumerate(lines):
        stripped = line.rstrip()
        if stripped.endswith(SOFT_HYPHEN) and stripped.strip(SOFT_HYPHEN):
            stripped = stripped[:-1] + "-"  # readers mark any hyphen at a line end; which kind it is shows below
        piece = collapse(stripped)
        if not piece:
            continue
        if parts:
            drop, glue = ("", "") if cut else _seam(end, piece, words)
            parts[-1] = parts[-1].removesuffix(drop)
            parts.append(glue)
            end = end.removesuffix(drop) + glue
        parts.append(piece)
        end = (end + piece)[-_LONGEST_WORD:]
        cut = broken is not None and i < len(broken) and broken[i]
    return collapse("".join(parts))


def _seam(left: str, right: str, words: frozenset[str]) -> tuple[str, str]:
    """(what goes from the end of `left`, what comes between) where two lines meet."""
    if left.endswith("/") and not left.endswith(" /"):
        return "", ""
    if left.endswith(_HYPHENS) and not left[:-1].endswith(" ") and len(left) > 1:
        return (left[-1] if _is_hyphenation(left, right, words) else ""), ""
    if right.startswith("/") and right[1:2].isalpha():
        return "", ""
    return "", " "


def _is_hyphenation(left: str, right: str, words: frozenset[str]) -> bool:
    """True where the hyphen at the end of `left` only breaks a word, so that it goes when lines are joined.

    What stands before it is no mere part of a word where it is among the whole `words` of the same text.
    """
    before, after = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if before is None or after is None:
        return False
    head, tail = before.group(1), after.group()
    if not tail.islower() or not (head.islower() or head[1:].islower()) or len(head) < 2:
        return False  # "RKA-SKPD", "Sub-Bagian", "e-government"
    if left[: before.start()].endswith(_HYPHENS):
        return False  # the third part of a compound
    head = head.lower()
    if head in words or head in lookup("hyphen_prefixes") or tail in lookup("hyphen_followers"):
        return False
    return not _repeats(head, tail)


def _repeats(head: str, tail: str) -> bool:
    """Reduplication: tugas-tugas, anak-anaknya, seluas-luasnya, tolong-menolong."""
    stems = [tail] + [tail[: -len(s)] for s in _SUFFIXES if tail.endswith(s)]
    long_enough = [s for s in stems if len(s) >= _SHORTEST_STEM]
    if any(head.endswith(s) for s in long_enough):
        return True
    if len(head) < _SHORTEST_STEM:
        return False
    nasal = tail.startswith("me") and len(head) > _SHORTEST_STEM and tail.endswith(head[1:])  # tolong-menolong
    return nasal or tail.startswith(head) or tail.endswith(head)


_MARKER = pattern("marker-strip")
_BARE = pattern("marker-strip-bare")
_COUNT = pattern("marker-count")


def strip_list_marker(text: str, *, bare: bool = False) -> tuple[str | None, str]:
    """The leading list marker ("1.", "a)", "(1)", "-", "•", "IV.") and the rest; (None, text) where there is none.

    Numbers that belong to the text are no markers: "1 dokumen", "3,75 indeks", "12.317.066 ton", "2 (dua)"; nor is the
    first one of a list that follows as a whole: "1. Menyusun; 2. Menyampaikan".
    With `bare`, a number of at most two digits before a capitalised word counts too ("1 JABATAN"), for lists
    whose typist left the point out.
    """
    lead = len(text) - len(text.lstrip())
    body = text[lead:]
    found = _MARKER.match(body)
    if found is None and bare:
        found = _BARE.match(body)
    if found is None:
        return None, text
    marker, rest = found.group().strip(), body[found.end() :]
    if not rest.strip() or _counts_more(marker, rest):
        return None, text
    return marker, rest


def _counts_more(marker: str, rest: str) -> bool:
    """True where `marker` is the first of a list that stands in the text as a whole: "1. Menyusun; 2. Menyampaikan",
    which offices write in one cell. It counts those items, not the text, and stays with the others."""
    count = _COUNT.fullmatch(marker)
    if count is None:
        return False
    value = count["value"]
    following = str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
    following = re.escape(count["open"] + following + count["close"])
    return re.search(rf"(?<![^\s;,.:]){following}(?:\s*[A-Z]|\s+[^\W\d])", rest) is not None


_NUMBER_FRAME = pattern("row-number-frame")
_SLIPS = look_alikes("digits-of-row-numbers")


def clean_number(text: str) -> str | None:
    """A printed row number without its frame: "1." -> "1", "(2)" -> "2", "1.1." -> "1.1", "l0." -> "10".

    None where nothing is left. Letters and Roman numerals stay as they are.
    """
    bare = collapse(_NUMBER_FRAME.sub("", collapse(text)))
    if not bare:
        return None
    repaired = _SLIPS.meant(bare)
    if repaired.isdigit() and (any(c.isdigit() for c in bare) or bare == "l"):
        return repaired
    return bare

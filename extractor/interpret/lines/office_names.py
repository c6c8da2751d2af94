"""The name of an office inside a line of text: a phrase from its office word to where names end.

Habit: names are printed in capitals or with each long word capitalised, a region may close them ("DINAS PERTANIAN
KABUPATEN MELATI"), and running heads put the document's title and its year beside them ("Renja Dinas Arsip 2022").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.office_vocabulary import office_words
from normalizers.region import locate_region

MOST_WORDS = 16  # of a name, its region included
_SCHOOLS = frozenset({"negeri", "swasta"})  # a number may follow: "SMP Negeri 3"
_TOKEN = re.compile(r"\S+")
_TITLED = re.compile(r"[^\W\d_][a-z]{3,}")  # a word that is not in capitals as the name is
_OPENING = "(\"'“"
_ABBREVIATED = re.compile(r"[^\W\d_]{1,4}\.")


@dataclass(frozen=True, slots=True)
class OfficeName:
    """A name that a text holds."""

    text: str
    start: int  # in the text on one line
    open_end: bool  # the text ends with it, so that the next line may continue it


def office_name(text: str, *, leading: bool = False) -> OfficeName | None:
    """The first name of an office in `text`; with `leading` only one that the text begins with.

    Example: "Renja Dinas Arsip Kota Blitar 2022" -> "Dinas Arsip Kota Blitar"; "KECAMATAN", "10" -> None.
    """
    words = flat(text)
    for start, end in _office_words(words, leading):
        found = _name_from(words, start, end)
        if found is not None:
            return found
        if leading:
            return None
    return None


def continued_name(text: str, upper: bool) -> tuple[str, bool]:
    """How much of a line continues a name in capitals (`upper`) or not; and whether that is all of the line."""
    words = flat(text)
    end = _end_of_name(words, 0, upper)
    return words[:end].strip(" ,"), end == len(words)


def is_upper(name: str) -> bool:
    """True for names in capitals."""
    first = name.split(" ")[0]
    return first.isupper() and not (first.isalpha() and len(first) <= 1)


def without_region(name: str) -> str:
    """ "Dinas Arsip Kota Blitar" -> "Dinas Arsip"."""
    region = locate_region(name)
    return name[: region.start].strip(" ,") if region is not None and region.start else name


def _office_words(text: str, leading: bool) -> list[tuple[int, int]]:
    """Where office words stand (start, end), from left to right; ambiguous words count at the start only."""
    table = office_words()
    lower = text.casefold()
    if len(lower) != len(text):
        return []
    found: dict[int, int] = {}
    for word in table["first_words"]:
        if word == "pemerintah":
            continue
        for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", lower):
            if m.start() == 0 or (not leading and word in table["within"]):
                found[m.start()] = max(found.get(m.start(), 0), m.end())
    return sorted((start, end) for start, end in found.items() if text[start].isupper())


def _name_from(text: str, start: int, end: int) -> OfficeName | None:
    upper = text[start:end].isupper() and not _TITLED.match(text[end:].lstrip())  # "RSUD Melati"
    last = _end_of_name(text, end, upper)
    region = locate_region(text[start:last])
    if region is not None and region.exact and region.code is not None and region.start > 0:
        last = start + region.end
    name = text[start:last].strip(" ,")
    words = office_words()
    bare = name.casefold().rstrip(".") in words["first_words"] and name.casefold() not in words["alone"]
    open_end = not text[last:].strip(" ,")
    return None if bare and not open_end else OfficeName(name, start, open_end)


def _end_of_name(text: str, start: int, upper: bool) -> int:
    """Index in `text` behind the last word that a name which is under way at `start` can have."""
    end, before = start, ""
    for count, m in enumerate(_TOKEN.finditer(text, start)):
        token = m.group()
        if count >= MOST_WORDS or token[0] in _OPENING or not _may_be_of_name(token, before, upper):
            break
        end, before = m.end(), token.casefold().strip(",")
        if token[-1] in ";:)" or (token[-1] == "." and not _ABBREVIATED.fullmatch(token)):
            end -= 1
            break
    if text[end:].strip():  # what follows is no name, so that it does not end with a connecting word
        end = start + len(re.sub(rf"(?:\s+(?:{_joiners()}))+\s*,?$", "", text[start:end], flags=re.IGNORECASE))
    return end


def _joiners() -> str:
    return "|".join(re.escape(word) for word in office_words()["joining"])


def _may_be_of_name(token: str, before: str, upper: bool) -> bool:
    words = office_words()
    bare = token.strip(",.;:()").casefold()
    if not bare:
        return token == "&"
    if bare in words["ends"]:
        return False
    if any(ch.isdigit() for ch in token):
        return before in _SCHOOLS and token.strip(",.").isdigit()
    if bare in words["joining"]:
        return True
    if not token[0].isupper():
        return _ABBREVIATED.fullmatch(token) is not None
    return not (upper and _TITLED.fullmatch(token.strip(",.;:")) is not None)

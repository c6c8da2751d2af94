"""Words of labels ("Jabatan : ...") and of headings that name a kind of document, from extractor/data."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from rapidfuzz import fuzz, process

from extractor.interpret.lines.text_matching import EXACT_BELOW, squash
from extractor.interpret.lines.word_tables import word_table
from schemas.document import Jenis

LABEL_AT = 88.0  # of 100: similarity from which a text counts as a known label


@cache
def label_words() -> dict[str, str]:
    """Squashed label -> what it introduces."""
    return {squash(n): kind for kind, entry in word_table("labels").items() for n in entry["names"]}


def label_kind(text: str) -> str | None:
    """What the label `text` (without its colon) introduces: "jabatan", "tugas", ...; None for no label."""
    word = squash(text)
    known = label_words()
    if word in known:
        return known[word]
    if len(word) < EXACT_BELOW:
        return None
    best = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=LABEL_AT)
    return known[str(best[0])] if best else None


@cache
def kind_patterns() -> tuple[tuple[Jenis, re.Pattern[str]], ...]:
    """(kind, pattern for a heading in lower case that names it), in the order in which they are tried."""
    return _kinds_by("patterns")


@cache
def title_patterns() -> tuple[tuple[Jenis, re.Pattern[str]], ...]:
    """(kind, pattern for a title in lower case that its tables usually have), in the order in which they are tried."""
    return _kinds_by("titles")


def _kinds_by(column: str) -> tuple[tuple[Jenis, re.Pattern[str]], ...]:
    entries = word_table("kinds").items()
    return tuple((cast(Jenis, kind), re.compile("|".join(entry[column]))) for kind, entry in entries if entry[column])

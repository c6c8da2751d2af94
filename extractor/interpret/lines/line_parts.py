"""A printed line -> the parts that white space divides it into, each with its words and box."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.geometry import union
from schemas.transcript import Line

_TAB = re.compile(r"\t+")


def parts_of(line: Line) -> tuple[Line, ...]:
    """The filled parts of a line between its tabs, left to right.

    Words are given to the parts in order, by the number of blanks in their text; where the line has no words, or other
    ones than its text, each part keeps the box of the whole line.
    """
    texts = [text.strip() for text in _TAB.split(line.text) if text.strip()]
    if len(texts) < 2:
        return (replace(line, text=texts[0]),) if texts else ()
    parts: list[Line] = []
    start = 0
    for text in texts:
        end = start + len(text.split())
        parts.append(part_of(line, text, start, end))
        start = end
    return tuple(parts)


def part_of(line: Line, text: str, start: int, end: int) -> Line:
    """The part of a line that is its words start..end-1 (0-based), where the line has as many words as its text."""
    whole = len(line.text.split())
    words = line.words[start:end] if len(line.words) == whole else ()
    box = union(word.box for word in words) if words else line.box
    return replace(line, text=text, words=words or line.words, box=box)


def cut_at(line: Line, place: int) -> tuple[Line, Line]:
    """The line's text up to character `place` and behind it, each with its own words."""
    head, tail = line.text[:place].strip(), line.text[place:].strip()
    count, whole = len(head.split()), len(line.text.split())
    return part_of(line, head, 0, count), part_of(line, tail, whole - len(tail.split()), whole)

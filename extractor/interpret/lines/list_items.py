"""Printed lists: lines -> items without their markers ("a. ...", "1) ...", bullets), each item with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.interpret.lines.label_lines import text_behind
from schemas.patterns import look_alikes, pattern
from schemas.printed import Passage
from schemas.transcript import Line

_ITEM = pattern("marker-item")


def list_marker(text: str) -> tuple[str, int, str] | None:
    """(style, ordinal, rest) of a list item's first line; bullets have ordinal 0. None for other lines."""
    m = _ITEM.match(text)
    if m is None or not m["rest"].strip():
        return None
    if m["dotted"]:
        return "dotted", int(m["dotted"].split(".")[-1]), m["rest"]
    for style in ("number", "tight"):
        if m[style]:
            return "number", int(m[style]), m["rest"]
    if m["inner"]:
        inner = m["inner"]
        return ("inner", int(inner), m["rest"]) if inner.isdigit() else ("inner-letter", ord(inner) - 96, m["rest"])
    if m["letter"]:
        return "letter", ord(m["letter"].casefold()) - 96, m["rest"]
    return "bullet", 0, m["rest"]


_LETTERS_LIKE = look_alikes("letters-of-markers")


def list_items(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """The items of a printed list, markers removed; lines without a marker continue the item above.

    A list without any marker has one item per line (DOCX, text) or per full stop or semicolon (PDF, scan).
    "-" alone means no item.
    """
    texts = list(_items_apart(line for line in lines if line.text.strip()))
    if len(texts) == 1 and texts[0].text.strip() in ("-", "–", "—"):
        return ()
    style: str | None = None
    last = 0
    items: list[list[Line]] = []
    for place, line in enumerate(texts):
        marker = list_marker(line.text)
        if marker and items and marker[0] != style:
            marker = _letter_read_as_digit(marker, style, last, items[-1][-1], texts[place + 1 :])
        if marker and style is None:
            style, last = marker[0], marker[1] - 1
        if marker and marker[0] == style and _follows(style, last, marker[1]):
            last = marker[1]
            items.append([text_behind(line, marker[2].strip())])
        elif (items and style is not None) or (
            items and line.box is not None and not items[-1][-1].text.rstrip().endswith((";", "."))
        ):
            items[-1].append(line)
        else:
            items.append([line])
    return tuple(Passage(tuple(item)) for item in items)


def _letter_read_as_digit(
    marker: tuple[str, int, str], style: str | None, last: int, before: Line, after: Sequence[Line]
) -> tuple[str, int, str]:
    """The marker of a list of letters that was read as a digit ("1." for "i." or "l."), or as it was read.

    It is the very letter that the list continues with, the item above has ended, and no list of numbers begins.
    """
    kind, ordinal, rest = marker
    if style != "letter" or kind != "number" or chr(last + ord("a")) not in _LETTERS_LIKE.one_of(str(ordinal)):
        return marker
    ended = before.text.rstrip().endswith((";", ".", ","))
    second = any((m := list_marker(line.text)) and m[:2] == ("number", ordinal + 1) for line in after)
    return ("letter", last + 1, rest) if ended and not second else marker


def _items_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, those that hold several numbered items cut before each: OCR loses line breaks.

    Only the very next number counts, straight behind a letter or a mark ("...ditetapkan4. Menyusun", "...;5. ...").
    """
    for line in lines:
        marker = list_marker(line.text)
        rest = line.text
        if marker and marker[0] == "number":
            number = marker[1] + 1
            while m := re.search(rf"(?<=[a-z;.)]){number}\.\s+(?=[A-Z])", rest):
                yield replace(line, text=rest[: m.start()])
                rest = rest[m.start() :]
                number += 1
        yield replace(line, text=rest) if rest is not line.text else line


def _follows(style: str, last: int, ordinal: int) -> bool:
    """Numbers rise by one; typists repeat or skip one, and a list may start over."""
    return style == "bullet" or last <= ordinal <= last + 2 or ordinal == 1

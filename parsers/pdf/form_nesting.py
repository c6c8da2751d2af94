"""Bytes of a PDF -> how often it draws forms within forms: counted before PDFium would do it.

PDFium unfolds nested forms while it loads a page and can't be interrupted; a kilobyte of forms that each draw the
next ten times would keep it busy for days. Only stream dictionaries are looked at, which are outside of compressed
object streams, so a scan of the raw bytes finds every form.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from mmap import mmap

Bytes = bytes | mmap

OBJECT_START = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
SUBTYPE_FORM = re.compile(rb"/Subtype\s*/Form\b")
REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
DRAWS = re.compile(rb"\bDo\b")
STREAM = re.compile(rb"stream\r?\n")

MAX_DRAWS = 200_000  # of forms by one form, nested ones included; maps and posters stay below 10,000
MAX_DICTIONARY_BYTES = 100_000
MAX_DECODED_BYTES = 4_000_000  # of one form's content


@dataclass(slots=True)
class _Form:
    refers: tuple[int, ...]  # object numbers named in its dictionary
    draws: int  # Do operators in its content


def most_form_draws(data: Bytes) -> int:
    """How many times the form of the file that draws most others draws a form, directly and through others; at most
    MAX_DRAWS + 1.

    Forms that contain themselves are not followed: PDFium stops at those.
    """
    forms = _forms(data)
    known: dict[int, int] = {}
    return max((_draws(number, forms, known, frozenset()) for number in forms), default=0)


def _draws(number: int, forms: dict[int, _Form], known: dict[int, int], above: frozenset[int]) -> int:
    if number in known:
        return known[number]
    form = forms[number]
    inner = [
        _draws(other, forms, known, above | {number}) for other in form.refers if other in forms and other not in above
    ]
    total = min(form.draws * (1 + max(inner, default=0)), MAX_DRAWS + 1) if inner else 0
    known[number] = total
    return total


def _forms(data: Bytes) -> dict[int, _Form]:
    if data.find(b"/Form") < 0:
        return {}
    forms: dict[int, _Form] = {}
    starts: dict[int, int] = {}
    ends = 0
    for found in SUBTYPE_FORM.finditer(data):
        stream = STREAM.search(data, found.end(), found.end() + MAX_DICTIONARY_BYTES)
        start = data.rfind(b"obj", max(ends, found.start() - MAX_DICTIONARY_BYTES), found.start())
        if found.start() < ends or stream is None or start < 0:
            continue
        starts_before = list(OBJECT_START.finditer(data, max(0, start - 20), start + 3))
        if not starts_before:
            continue
        ends = stream.end()
        dictionary = data[start : stream.start()]
        refers = {int(n) for n in REFERENCE.findall(dictionary)}
        if refers:
            starts = starts or {int(found.group(1)): found.end() for found in OBJECT_START.finditer(data)}
            refers |= _indirect(data, refers, starts)
        draws = _count_draws(data, stream.end(), b"FlateDecode" in dictionary) if refers else 0
        forms[int(starts_before[-1].group(1))] = _Form(tuple(sorted(refers)), draws)
    return forms


def _indirect(data: Bytes, numbers: set[int], starts: dict[int, int]) -> set[int]:
    """What the dictionaries refer to that a form's dictionary points at (its resources, or their XObject part)."""
    more: set[int] = set()
    for number in numbers:
        start = starts.get(number, -1)
        if start < 0:
            continue
        body = data[start : data.find(b"endobj", start, start + MAX_DICTIONARY_BYTES)]
        if b"stream" not in body:
            more |= {int(n) for n in REFERENCE.findall(body)}
    return more


def _count_draws(data: Bytes, start: int, deflated: bool) -> int:
    end = data.find(b"endstream", start)
    content = data[start : end if end >= 0 else start + MAX_DECODED_BYTES]
    if deflated:
        try:
            content = zlib.decompressobj().decompress(content, MAX_DECODED_BYTES)
        except zlib.error:
            return 1  # encrypted or broken: what it draws can't be counted, but it refers to something
    return len(DRAWS.findall(content[:MAX_DECODED_BYTES]))

"""Who signed: lines below the date of a decree or an agreement -> position, name, rank and NIP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.office_vocabulary import names_office, names_position
from extractor.interpret.lines.text_matching import squash
from normalizers.nip import find_nip
from normalizers.pangkat import find_pangkat
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.transcript import Line

WITHIN = 16  # lines between the date and the NIP
POSITION_LINES = 6  # a position is not longer where no NIP follows
LETTERS = 3  # fewer letters in a line read from a picture are the strokes of a signature or a stamp
ROOM = 1.6  # line heights of white space: more than this is left for the signature

_ON_DATE = pattern("signature-date-line")
_SIGNED = pattern("signature-done")
_NAME = re.compile(r"(?:[A-Z][^\W\d_]*[.,'’`-]*(?:\s+|(?<=[.,'’-])|$)){1,9}")
_SHORT_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Each part where it is printed; a party's own block where two parties sign side by side."""

    nama: Passage | None = None
    jabatan: Passage | None = None
    pangkat: Passage | None = None
    nip: Passage | None = None


def signature_of(below: Sequence[Line]) -> Signature:
    """The signature in the lines that follow the date; of two parties side by side the right one, who signs."""
    block = [line for line in map(_right_of_tabs, below[:WITHIN]) if not _is_stroke(line)]
    at = next((i for i, line in enumerate(block) if find_nip(line.text) is not None), None)
    return _unnumbered(block) if at is None else _numbered(block[:at], block[at])


def _numbered(above: list[Line], nip: Line) -> Signature:
    pangkat = None
    if above and find_pangkat(above[-1].text):
        pangkat = Passage((above[-1],))
        above = above[:-1]
    nama = Passage((above[-1],)) if above else None
    return Signature(nama, _position(above[:-1]), pangkat, Passage((nip,)))


def _unnumbered(block: list[Line]) -> Signature:
    """Regents and governors have no NIP: the name is below the mark of a signature ("ttd"), or the space for it."""
    if not block or not names_position(_without_delegation(block[0].text)):
        return Signature()
    for i, line in enumerate(block[1 : POSITION_LINES + 1], start=1):
        if _SIGNED.fullmatch(line.text.strip()):
            name = next(iter(block[i + 1 : i + 2]), None)
        elif _room_above(block, i) or (block[i - 1].text.rstrip().endswith(",") and _NAME.fullmatch(flat(line.text))):
            name = line
        else:
            continue
        if name is None or not _is_name(name):
            return Signature()
        return Signature(nama=Passage((name,)), jabatan=_position(block[:i]))
    return Signature()


def _room_above(block: Sequence[Line], at: int) -> bool:
    boxes = [line.box for line in block[: at + 1] if line.box is not None and line.page == block[at].page]
    if len(boxes) < 2 or len(boxes) != at + 1:
        return False
    heights = median(box.bottom - box.top for box in boxes)
    return all(upper.top <= lower.top for upper, lower in pairwise(boxes)) and (
        boxes[-1].top - boxes[-2].bottom > ROOM * heights
    )


def _is_name(line: Line) -> bool:
    text = flat(line.text).strip(" .,")
    named = _NAME.fullmatch(text) is not None and _SHORT_WORD.search(text) is not None
    return named and not names_position(text) and not names_office(text)


def _position(above: Sequence[Line]) -> Passage | None:
    position: list[Line] = []
    for line in above:
        if _ON_DATE.match(flat(line.text)) and not position:
            continue
        if _SIGNED.fullmatch(line.text.strip()):
            break
        position.append(line)
    return Passage(tuple(position)) if position and not squash(position[0].text).startswith("pihak") else None


def _without_delegation(text: str) -> str:
    return re.sub(r"^\W*(?:a\.?\s?n\.?|plt\.?|plh\.?|pj\.?|penjabat)\s+", "", flat(text), flags=re.IGNORECASE)


def _is_stroke(line: Line) -> bool:
    """True for what a recogniser made of a signature or a stamp: hardly a letter in it."""
    recognised = any(word.confidence is not None for word in line.words)
    return recognised and sum(ch.isalnum() for ch in line.text) < LETTERS


def _right_of_tabs(line: Line) -> Line:
    """What is printed in the right one of two columns, where the second party signs."""
    parts = [p for p in line.text.split("\t") if p.strip()]
    return replace(line, text=parts[-1].strip()) if len(parts) > 1 else line

"""A regulation and habits -> paragraphs to draw, in order: text, marker, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.support.regulations.habits import Habits
from tests.support.regulations.model import Part, Regulation

HEADINGS = ("bab", "bagian", "paragraf", "pasal")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lengths in points from the left margin."""

    text: str
    left: float = 0.0  # of its text
    marker: str | None = None
    marker_left: float = 0.0
    label: str | None = None  # at the margin, with a colon at `colon`
    colon: float = 0.0
    centred: bool = False
    bold: bool = False
    right_half: bool = False
    left_half: bool = False
    new_page: bool = False
    space: float = 0.0  # above, in lines


def flow(regulation: Regulation, habits: Habits) -> Iterator[Paragraph]:
    """All paragraphs."""
    yield from _head(regulation, habits)
    yield from _opening(regulation, habits)
    for part in regulation.body:
        yield from _part(part, habits, habits.body)
    yield from _closing(regulation, habits)
    if regulation.annex:
        yield Paragraph("LAMPIRAN", left=250, new_page=True)
        for line in regulation.title:
            yield Paragraph(line, left=250)
        yield Paragraph(regulation.annex, centred=True, bold=habits.bold, space=2)
        yield Paragraph("1. kolam ikan;", space=1)
        yield Paragraph("2. taman bermain.")
    if regulation.elucidation:
        yield from _elucidation(regulation, habits)


def _head(regulation: Regulation, habits: Habits) -> Iterator[Paragraph]:
    if habits.letterhead:
        yield Paragraph("PEMERINTAH KABUPATEN CONTOH", centred=True, bold=True)
        yield Paragraph("Jalan Merdeka Nomor 5 Telepon 021 555 017", centred=True)
    for place, line in enumerate(regulation.title):
        yield Paragraph(line, centred=True, bold=habits.bold, space=1.0 if not place else 0.4)
    if regulation.gazette:
        yield Paragraph("DENGAN RAHMAT TUHAN YANG MAHA ESA", centred=True, space=1)
    yield Paragraph(regulation.official, centred=True, space=1)


def _opening(regulation: Regulation, habits: Habits) -> Iterator[Paragraph]:
    lists = (
        ("Menimbang", regulation.considering),
        ("Mengingat", regulation.recalling),
        ("Memperhatikan", regulation.noting),
    )
    left = habits.label + 14
    for label, items in lists:
        for place, (number, text) in enumerate(items):
            named = label if not place else None
            if number is None:
                yield Paragraph(text, left, label=named, colon=habits.label, space=0.6)
            else:
                hang = habits.hang or 20.0
                yield Paragraph(
                    text, left + hang, f"{number}.", left, label=named, colon=habits.label, space=0 if place else 0.6
                )
    decided = "M E M U T U S K A N :" if habits.spaced else "MEMUTUSKAN:"
    yield Paragraph(decided, centred=True, space=1)
    yield Paragraph(regulation.enacting or "", left, label="Menetapkan", colon=habits.label, space=1)


def _part(part: Part, habits: Habits, left: float) -> Iterator[Paragraph]:
    if part.kind == "diktum":
        yield from _dictum(part, habits)
        return
    if part.kind in HEADINGS:
        yield from _heading(part, habits, left)
        return
    marker = {"ayat": f"({part.number})"}.get(part.kind, f"{part.number}{habits.bracket}")
    text = left + habits.hang
    yield Paragraph(part.text or "", text if habits.hang else left, marker, left, space=habits.gap)
    inner = left + habits.step
    for child in part.children:
        yield from _part(child, habits, inner)
    if part.tail:
        yield Paragraph(part.tail, text, space=habits.gap)


def _heading(part: Part, habits: Habits, left: float) -> Iterator[Paragraph]:
    name = {"bab": "BAB", "bagian": "Bagian", "paragraf": "Paragraf", "pasal": "Pasal"}[part.kind]
    line = f"{name} {part.number}"
    if part.kind == "bab" and habits.one_line:
        yield Paragraph(f"{line} {part.title}", centred=True, bold=habits.bold, space=1)
    else:
        yield Paragraph(line, centred=True, bold=habits.bold, space=1)
        if part.title:
            yield Paragraph(part.title, centred=True, bold=habits.bold)
    if part.text:
        yield Paragraph(part.text, left, space=habits.gap)
    for child in part.children:
        yield from _part(child, habits, left)
    if part.tail:
        yield Paragraph(part.tail, left, space=habits.gap)


def _dictum(part: Part, habits: Habits) -> Iterator[Paragraph]:
    left = habits.label + 14
    yield Paragraph(part.text or "", left, label=part.number, colon=habits.label, space=0.6)
    for child in part.children:
        yield from _part(child, habits, left)
    if part.tail:
        yield Paragraph(part.tail, left, space=habits.gap)


def _closing(regulation: Regulation, habits: Habits) -> Iterator[Paragraph]:
    if regulation.gazette:
        text = "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Bupati ini dengan "
        yield Paragraph(f"{text}penempatannya dalam Berita Daerah.", habits.body, space=1)
    block = (f"Ditetapkan di {regulation.place}", f"pada tanggal {regulation.day}", "", regulation.official, "", "ttd")
    for place, line in enumerate((*block, "", regulation.name)):
        yield Paragraph(line, right_half=True, space=1.0 if not place else 0)
    if regulation.gazette:
        yield Paragraph(f"Diundangkan di {regulation.place}", left_half=True, space=1)
        yield Paragraph(f"pada tanggal {regulation.day}", left_half=True)
        yield Paragraph("SEKRETARIS DAERAH,", left_half=True, space=1)
        yield Paragraph("BUDI HARTAWAN", left_half=True, space=2)
        yield Paragraph(regulation.gazette, space=1)
    if regulation.copies:
        yield Paragraph("Tembusan disampaikan kepada Yth.:", space=2)
        for place, line in enumerate(regulation.copies, start=1):
            yield Paragraph(line, 18, f"{place}.", 0)


def _elucidation(regulation: Regulation, habits: Habits) -> Iterator[Paragraph]:
    yield Paragraph("PENJELASAN", centred=True, new_page=True)
    yield Paragraph("ATAS", centred=True)
    for line in regulation.title:
        yield Paragraph(line, centred=True)
    for part in regulation.elucidation:
        yield Paragraph(part.title or "", 28, f"{part.number}.", 0, space=1)
        if part.text:
            yield Paragraph(part.text, 28)
        for child in part.children:
            yield from _remark(child, 28)


def _remark(part: Part, left: float) -> Iterator[Paragraph]:
    number = f"({part.number})" if part.kind == "ayat" else part.number
    yield Paragraph(f"{part.kind.title()} {number}", left)
    if part.text:
        yield Paragraph(part.text, left + 25)
    for child in part.children:
        yield from _remark(child, left + 25)


def plain(regulation: Regulation, habits: Habits) -> list[Paragraph]:
    """All paragraphs without places, as a typist who knows no indents leaves them."""
    return [replace(one, left=0.0, marker_left=0.0) for one in flow(regulation, habits)]

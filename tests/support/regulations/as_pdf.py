"""Draws paragraphs as PDF: lines broken and justified here, so that a page is as an office's printer leaves it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.support.regulations.flow import Paragraph, flow
from tests.support.regulations.habits import Habits
from tests.support.regulations.model import Regulation


def draw(regulation: Regulation, habits: Habits) -> bytes:
    """The regulation as PDF."""
    return _Pages(habits).draw(list(flow(regulation, habits)))


class _Pages:
    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, (habits.width, habits.height), invariant=True)
        self.page = 1
        self.top = habits.margin
        self.bottom = habits.height - 80.0
        self.column = habits.width - 2 * habits.margin
        self.started: list[str] = []

    def font(self, bold: bool) -> str:
        if self.habits.serif:
            return "Times-Bold" if bold else "Times-Roman"
        return "Helvetica-Bold" if bold else "Helvetica"

    def draw(self, paragraphs: list[Paragraph]) -> bytes:
        for place, paragraph in enumerate(paragraphs):
            lines = list(self.lines(paragraph))
            self.top += paragraph.space * self.line
            if paragraph.new_page and self.top > self.habits.margin:
                self.turn("")
            heading = paragraph.centred and place + 1 < len(paragraphs)
            if self.top + self.line * (3 if heading else 1) > self.bottom:
                self.turn(self.first_words(paragraph, lines))
            for number, words in enumerate(lines):
                if self.top + self.line > self.bottom:
                    self.turn(" ".join(words[:2]))
                self.line_of(paragraph, words, first=number == 0, last=number == len(lines) - 1)
        self.finish()
        self.canvas.save()
        return self.out.getvalue()

    @property
    def line(self) -> float:
        return self.habits.size * self.habits.leading

    def first_words(self, paragraph: Paragraph, lines: list[list[str]]) -> str:
        lead = [paragraph.marker] if paragraph.marker else [paragraph.label, ":"] if paragraph.label else []
        return " ".join([*(word for word in lead if word), *(lines[0][:2] if lines else [])])

    def turn(self, catchword: str) -> None:
        if self.habits.catchwords and catchword:
            self.put(self.habits.width - self.habits.margin - 90, self.bottom + self.line, f"{catchword} . . .")
        self.finish()
        self.canvas.showPage()
        self.page += 1
        self.top = self.habits.margin + (24 if self.habits.numbers == "top" else 0)

    def finish(self) -> None:
        habits = self.habits
        if habits.numbers == "top" and self.page > 1:
            self.put(habits.width / 2 - 8, habits.margin - 10, f"- {self.page} -")
        if habits.numbers == "foot":
            self.put(habits.width / 2 - 4, habits.height - 36, str(self.page))
        if habits.footer:
            self.put(habits.margin, habits.height - 50, habits.footer)

    def edges(self, paragraph: Paragraph) -> tuple[float, float]:
        left, right = self.habits.margin, self.habits.width - self.habits.margin
        if paragraph.right_half:
            return left + self.column * 0.5, right
        if paragraph.left_half:
            return left, left + self.column * 0.5
        return left + paragraph.left, right

    def lines(self, paragraph: Paragraph) -> Iterator[list[str]]:
        left, right = self.edges(paragraph)
        font, space = self.font(paragraph.bold), self.width(" ", paragraph.bold)
        first = paragraph.marker_left + self.habits.margin + self.width(f"{paragraph.marker} ", paragraph.bold)
        room = right - (max(left, first) if paragraph.marker else left)
        line: list[str] = []
        used = 0.0
        for word in paragraph.text.split():
            wide = stringWidth(word, font, self.habits.size)
            if line and used + space + wide > room:
                yield line
                line, used, room = [], 0.0, right - left
            used += wide + (space if line else 0)
            line.append(word)
        yield line

    def width(self, text: str, bold: bool = False) -> float:
        return float(stringWidth(text, self.font(bold), self.habits.size))

    def line_of(self, paragraph: Paragraph, words: list[str], first: bool, last: bool) -> None:
        left, right = self.edges(paragraph)
        margin = self.habits.margin
        if first and paragraph.label:
            self.put(margin, self.top, paragraph.label)
        if first and paragraph.label:
            self.put(margin + paragraph.colon, self.top, ":")
        if first and paragraph.marker:
            self.put(margin + paragraph.marker_left, self.top, paragraph.marker)
            left = max(left, margin + paragraph.marker_left + self.width(f"{paragraph.marker} "))
        text = " ".join(words)
        if paragraph.centred:
            left = (self.habits.width - self.width(text, paragraph.bold)) / 2
        wide = self.width(text, paragraph.bold)
        stretch = self.habits.justified and not last and not paragraph.centred and len(words) > 1
        gap = (right - left - wide) / (len(words) - 1) if stretch else 0.0
        for word in words:
            self.put(left, self.top, word, paragraph.bold)
            left += self.width(f"{word} ", paragraph.bold) + gap
        self.top += self.line

    def put(self, x: float, top: float, text: str, bold: bool = False) -> None:
        self.canvas.setFont(self.font(bold), self.habits.size)
        self.canvas.drawString(x, self.habits.height - top - self.habits.size, text)

"""PDF pages for tests, drawn with reportlab; y is counted from the page's top as in the readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

A4 = (595.0, 842.0)
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


class PdfBuild:
    """One PDF file in the making. `save` writes it and gives its path."""

    def __init__(self, path: Path, size: tuple[float, float] = A4, **options: Any) -> None:
        self.path = path
        self.size = size
        self.canvas = Canvas(str(path), pagesize=size, **options)

    def y(self, top: float) -> float:
        return self.size[1] - top

    def text(self, x: float, top: float, text: str, size: float = 10.0, font: str = REGULAR) -> None:
        """Text whose baseline is one font size below `top`."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y(top) - size, text)

    def right(self, x: float, top: float, text: str, size: float = 10.0, font: str = REGULAR) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, self.y(top) - size, text)

    def centred(self, x: float, top: float, text: str, size: float = 10.0, font: str = REGULAR) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x, self.y(top) - size, text)

    def turned(self, x: float, top: float, text: str, degrees: float, size: float = 10.0) -> None:
        """Text turned counter-clockwise around its start."""
        self.canvas.saveState()
        self.canvas.translate(x, self.y(top))
        self.canvas.rotate(degrees)
        self.canvas.setFont(REGULAR, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    @contextmanager
    def text_state(self, x: float, top: float, size: float = 10.0) -> Iterator[PDFTextObject]:
        """A text object to set up and write into; its settings end with it."""
        self.canvas.saveState()
        text = self.canvas.beginText(x, self.y(top) - size)
        text.setFont(REGULAR, size)
        yield text
        self.canvas.drawText(text)
        self.canvas.restoreState()

    def line(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.y(top), x1, self.y(bottom))

    def box(self, x0: float, top: float, x1: float, bottom: float, *, stroke: int = 1, fill: int = 0) -> None:
        self.canvas.rect(x0, self.y(bottom), x1 - x0, bottom - top, stroke=stroke, fill=fill)

    def lattice(self, xs: Sequence[float], ys: Sequence[float], width: float = 0.5) -> None:
        """All lines of a table without merged cells."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y, width)
        for x in xs:
            self.line(x, ys[0], x, ys[-1], width)

    def paragraph(self, x: float, top: float, lines: Sequence[str], size: float = 10.0, lead: float = 12.0) -> float:
        """Lines under each other; gives the top of the next one."""
        for line in lines:
            self.text(x, top, line, size)
            top += lead
        return top

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.showPage()
        self.canvas.save()
        return self.path


def raw_pdf(path: Path, objects: list[bytes]) -> Path:
    """A file of the given objects, the first of which is the catalogue; readers rebuild its cross-reference table."""
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (i, content) for i, content in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), entries, content)

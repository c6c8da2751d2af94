#!/usr/bin/env python3
"""Draws docs/page-and-rows.png, the picture in the README: a page of a sample beside the rows that Cermat read from it.

Run `make picture`. Page, boxes and rows all come from one extraction of the sample; nothing in the picture is typed in.
What was drawn is kept inside the PNG too, as JSON, so that tests/test_docs.py can tell when the picture has to be made
again.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from extractor.pipeline import extract
from parsers.reading import ReadOptions
from schemas.document import Indikator

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "07-perjanjian-kinerja-rapat.pdf"
PICTURE = ROOT / "docs" / "page-and-rows.png"
KEY = "cermat"  # of the text inside the PNG

PAGE = 2  # 1-based
CROP = (52.0, 26.0, 545.0, 362.0)  # PDF points from the top left corner of the page: x0, top, x1, bottom
PAGE_SCALE = 0.86  # how large the page is drawn
PIXELS = 2.0  # pixels per point of the picture
COLOURS = 128  # of the PNG's palette

GAP = 14.0  # points between page and rows, and around the captions
MARGIN = 6.0  # points around everything
SIZE, LEADING, PADDING = 7.6, 9.4, 4.0  # points: type, lines and cells of the rows
BADGE = 5.2  # points: radius of the numbered discs
WIDTHS = {
    "no": 20.0,
    "sasaran": 102.0,
    "indikator_induk": 74.0,
    "indikator": 114.0,
    "target_nilai": 50.0,
    "target_satuan": 58.0,
}
"""Columns of indikator.csv that are shown, with their widths in points."""
HUES = tuple(HexColor(c) for c in ("#d1495b", "#b5651d", "#8a7a00", "#2e7d32", "#00798c", "#3056a0", "#7b3fa0"))
INK, PALE, LINE = HexColor("#24292f"), HexColor("#57606a"), HexColor("#c4cad1")


@dataclass(frozen=True)
class Row:
    cells: dict[str, str]  # by column of indikator.csv
    boxes: tuple[tuple[float, float, float, float], ...]  # of indicator and target: PDF points on the page, as CROP


def rows_of_sample() -> tuple[Row, ...]:
    """The indicators on the page, in order, as Cermat reads them today."""
    document = extract(SAMPLE, ReadOptions())
    rows = [_row(row) for section in document.bagian for row in section.indikator if _page(row) == PAGE]
    return tuple(rows)


def content(rows: tuple[Row, ...]) -> str:
    """What the picture shows, as JSON: the sample and this script by their SHA-256, cells and boxes of each row."""
    shown = {
        "contoh": _sha256(SAMPLE),
        "program": _sha256(Path(__file__)),
        "baris": [{"sel": row.cells, "kotak": row.boxes} for row in rows],
    }
    return json.dumps(shown, sort_keys=True)


def content_of(picture: Path) -> str | None:
    """What a picture made by this script shows; None for another one."""
    with Image.open(picture) as image:
        return getattr(image, "text", {}).get(KEY)


def drawn(rows: tuple[Row, ...]) -> Image.Image:
    """The picture in full colours."""
    page_width, page_height = (CROP[2] - CROP[0]) * PAGE_SCALE, (CROP[3] - CROP[1]) * PAGE_SCALE
    top = MARGIN + SIZE + GAP / 2  # below the captions
    width = MARGIN * 2 + page_width + GAP + 2 * BADGE + sum(WIDTHS.values())
    height = top + page_height + MARGIN
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), bottomup=0, invariant=1)
    left = MARGIN + page_width + GAP + 2 * BADGE
    _caption(canvas, MARGIN, f"{SAMPLE.name}, halaman {PAGE}")
    _caption(canvas, left, "indikator.csv")
    _draw_page(canvas, rows, top)
    _draw_rows(canvas, rows, left, top)
    canvas.save()
    with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
        picture: Image.Image = pdf[0].render(scale=PIXELS).to_pil().convert("RGB")
    return picture


def main() -> None:
    rows = rows_of_sample()
    text = PngInfo()
    text.add_text(KEY, content(rows))
    picture = drawn(rows).quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(PICTURE, optimize=True, pnginfo=text)
    sys.stdout.write(f"{PICTURE.stat().st_size:,} bytes  {PICTURE.relative_to(ROOT).as_posix()}\n")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _page(row: Indikator) -> int | None:
    return row.bukti["indikator"].halaman


def _row(row: Indikator) -> Row:
    target = row.target
    cells = {
        "no": row.no,
        "sasaran": row.sasaran,
        "indikator_induk": row.indikator_induk,
        "indikator": row.indikator,
        "target_nilai": None if target is None or target.nilai is None else f"{target.nilai:g}",
        "target_satuan": None if target is None else target.satuan,
    }
    places = [row.bukti[name].kotak for name in ("indikator", "target") if name in row.bukti]
    return Row(
        {name: text or "" for name, text in cells.items()},
        tuple((box[0], box[1], box[2], box[3]) for box in places if box is not None),
    )


def _caption(canvas: Canvas, x: float, text: str) -> None:
    canvas.setFillColor(PALE)
    canvas.setFont("Helvetica-Bold", SIZE + 0.6)
    canvas.drawString(x, MARGIN + SIZE, text)


def _draw_page(canvas: Canvas, rows: tuple[Row, ...], top: float) -> None:
    """The page as PDFium renders it, with a coloured box around each indicator and its target."""
    with pypdfium2.PdfDocument(SAMPLE) as pdf:
        picture = pdf[PAGE - 1].render(scale=PIXELS * PAGE_SCALE).to_pil()
    picture = picture.crop(tuple(round(side * PIXELS * PAGE_SCALE) for side in CROP))
    width, height = (CROP[2] - CROP[0]) * PAGE_SCALE, (CROP[3] - CROP[1]) * PAGE_SCALE
    canvas.saveState()  # the canvas runs downwards, pictures upwards
    canvas.translate(MARGIN, top + height)
    canvas.scale(1, -1)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    canvas.restoreState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.rect(MARGIN, top, width, height)
    for number, row in enumerate(rows, 1):
        for box in row.boxes:
            x0, y0, x1, y1 = (
                MARGIN + (box[0] - CROP[0]) * PAGE_SCALE - 1.5,
                top + (box[1] - CROP[1]) * PAGE_SCALE,
                MARGIN + (box[2] - CROP[0]) * PAGE_SCALE + 1.5,
                top + (box[3] - CROP[1]) * PAGE_SCALE,
            )
            _box(canvas, number, (x0, y0, x1 - x0, y1 - y0))
            _badge(canvas, number, x1 + BADGE, y0 + BADGE - 0.6)


def _box(canvas: Canvas, number: int, place: tuple[float, float, float, float]) -> None:
    hue = HUES[(number - 1) % len(HUES)]
    canvas.setFillColor(Color(hue.red, hue.green, hue.blue, alpha=0.14))
    canvas.setStrokeColor(hue)
    canvas.setLineWidth(0.7)
    canvas.rect(*place, fill=1)


def _badge(canvas: Canvas, number: int, x: float, y: float) -> None:
    canvas.setFillColor(HUES[(number - 1) % len(HUES)])
    canvas.circle(x, y, BADGE, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Helvetica-Bold", SIZE)
    canvas.drawCentredString(x, y + SIZE * 0.36, str(number))


def _draw_rows(canvas: Canvas, rows: tuple[Row, ...], left: float, top: float) -> None:
    """The rows as a table, each with the number and the colour of its boxes on the page."""
    y = _draw_row(canvas, {name: name for name in WIDTHS}, left, top, "Helvetica-Bold")
    for number, row in enumerate(rows, 1):
        below = _draw_row(canvas, row.cells, left, y, "Helvetica")
        _badge(canvas, number, left - BADGE - 2, (y + below) / 2)
        y = below


def _draw_row(canvas: Canvas, cells: dict[str, str], left: float, top: float, font: str) -> float:
    """Returns where the next row begins."""
    lines = {name: simpleSplit(cells[name], font, SIZE, width - 2 * PADDING) for name, width in WIDTHS.items()}
    height = max(len(text) for text in lines.values()) * LEADING + 2 * PADDING
    x = left
    for name, width in WIDTHS.items():
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.setFillColor(HexColor("#eef1f4" if font.endswith("Bold") else "#ffffff"))
        canvas.rect(x, top, width, height, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(font, SIZE)
        for index, line in enumerate(lines[name]):
            baseline = top + PADDING + index * LEADING + SIZE * 0.9
            if name == "target_nilai" and not font.endswith("Bold"):
                canvas.drawRightString(x + width - PADDING, baseline, line)
            else:
                canvas.drawString(x + PADDING, baseline, line)
        x += width
    return top + height


if __name__ == "__main__":
    main()

"""One PDF page: its ink, and what helps to judge whether its text can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from parsers.ink import InkPage, Outline, Ruling, Slant
from parsers.layout.ruled import MAX_LINES
from parsers.layout.segments import Segments, join, split_directions
from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, display, then, unturn
from parsers.pdf.chars import NO_CHARS, Chars, read_chars
from parsers.pdf.limits import (
    MAX_CHARS_PER_PAGE,
    MAX_OBJECTS_PER_PAGE,
    MAX_PAGE_POINTS,
    MAX_TEXT_OBJECTS_PER_PAGE,
)
from parsers.pdf.paths import Drawing, Picture, read_drawing
from parsers.pdf.words import words_of
from schemas.geometry import Box
from schemas.transcript import Word

DASH_GAP_POINTS = 3.0  # bits of a line that are nearer than this are one line
SAME_LINE_POINTS = 0.3  # lines nearer than this across are one, drawn twice
MIN_LINE_POINTS = 1.5
MIN_SHADE_POINTS = 5.0  # smaller filled areas are bullets and marks, not cells
MAX_LINE_THICKNESS = 6.0  # a stroke broader than this is a bar

COVERING_SHARE = 0.8  # of the page: an opaque picture this large hides what was drawn before it
POINTS_PER_INCH = 72.0

REPLACEMENT = 0xFFFD
PRIVATE_USE = (0xE000, 0xF8FF)


class PageDamaged(Exception):
    """PDFium can't load this page. The message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page holds, upright."""

    ink: InkPage
    layer: tuple[Word, ...]  # text that the file holds but does not show: an OCR layer
    image_share: float  # part of the page, 0..1, that the largest picture covers
    image_dpi: float  # resolution of that picture; 0 where there is none
    unreadable: float  # part of the visible characters, 0..1, that have no known meaning
    turn: int  # degrees clockwise that the text of the page as shown was turned; `ink` is upright
    painted: int  # lines, areas and pictures drawn on the page
    limits: tuple[tuple[int, str], ...]  # that were reached: the most that is read, and the code of what


def read_page(page: pypdfium2.PdfPage, number: int) -> PageContent:
    """The content of a loaded page. `number` is 1-based. Raises PageDamaged."""
    to_shown, width, height = _display(page)
    drawing = read_drawing(native.address_of(page.raw))
    chars = _chars(page, drawing)
    turn = _main_turn(chars, chars.turns(to_shown))
    upright, width, height = unturn(turn, width, height)
    to_upright = then(to_shown, upright)
    boxes = chars.placed(to_upright)
    turns = chars.turns(to_upright)
    lines, areas, images = drawing.placed(to_upright)

    cover = _covering_picture(drawing, images, width, height)
    if cover is not None:
        lines, areas = lines[cover.lines_before :], areas[cover.areas_before :]
    outlines, slants, heads = _figures(drawing, to_upright, width, height) if cover is None else ((), (), ())
    hidden = np.array([style.hidden for style in chars.styles] + [False])[chars.style]
    if cover is not None:
        hidden |= chars.drawn_by(drawing.texts[: cover.texts_before])
    on_page = _on_page(boxes, width, height)
    filled = [(o.box.x0, o.box.top, o.box.x1, o.box.bottom) for o in outlines if o.fill is not None]
    behind = np.concatenate([areas, images, np.array(filled, dtype=np.float64).reshape(-1, 4)])
    shown = on_page & ~hidden & ~_white_on_white(chars, boxes, behind)
    image_share, image_dpi = _largest_picture(drawing, images, width, height)
    rulings = _rulings(lines, areas, width, height)
    return PageContent(
        ink=InkPage(
            number=number,
            width=width,
            height=height,
            words=words_of(chars, boxes, turns, shown, width, height),
            rulings=rulings,
            outlines=outlines,
            slants=slants,
            heads=heads,
        ),
        layer=words_of(chars, boxes, turns, on_page & hidden, width, height) if hidden.any() else (),
        image_share=image_share,
        image_dpi=image_dpi,
        unreadable=_unreadable(chars, shown),
        turn=turn,
        painted=drawing.painted + len(drawing.images) + (0 if len(chars.codes) else len(drawing.texts)),
        limits=_limits(chars, drawing, rulings),
    )


def _chars(page: pypdfium2.PdfPage, drawing: Drawing) -> Chars:
    """The page's characters; none where it has too many pieces of text to be read in bounded time."""
    if len(drawing.texts) > MAX_TEXT_OBJECTS_PER_PAGE:
        return NO_CHARS
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise PageDamaged("teks_tidak_dapat_dimuat")
    try:
        return read_chars(native.address_of(text_page), pdfium.FPDFText_CountChars(text_page))
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _display(page: pypdfium2.PdfPage) -> tuple[tuple[float, float, float, float, float, float], float, float]:
    try:
        rotation = page.get_rotation()
        box = page.get_bbox()
    except (pypdfium2.PdfiumError, KeyError) as error:
        raise PageDamaged("ukuran_tidak_terbaca") from error
    x0, y0, x1, y1 = box
    if not (0 < x1 - x0 <= MAX_PAGE_POINTS and 0 < y1 - y0 <= MAX_PAGE_POINTS):
        raise PageDamaged("ukuran_di_luar_batas")
    return display(box, rotation)


def _main_turn(chars: Chars, turns: npt.NDArray[np.int32]) -> int:
    """The turn of most characters; blanks don't count."""
    letters = turns[(chars.style >= 0) & (chars.codes > 0x20)]
    if not len(letters):
        return 0
    counts = np.bincount(letters // 90, minlength=4)
    return int(counts.argmax()) * 90


def _on_page(boxes: Floats, width: float, height: float) -> npt.NDArray[np.bool_]:
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    return (x >= 0) & (x <= width) & (y >= 0) & (y <= height)


def _white_on_white(chars: Chars, boxes: Floats, behind: Floats) -> npt.NDArray[np.bool_]:
    """White characters without a coloured figure or a picture `behind` them: nobody sees them."""
    white = np.array([style.white for style in chars.styles] + [False])[chars.style]
    if not white.any():
        return white
    at = np.nonzero(white)[0]
    x = (boxes[at, 0] + boxes[at, 2]) / 2
    y = (boxes[at, 1] + boxes[at, 3]) / 2
    covered = np.zeros(len(at), dtype=bool)
    for x0, y0, x1, y1 in behind:
        covered |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    white[at[covered]] = False
    return white


def _unreadable(chars: Chars, shown: npt.NDArray[np.bool_]) -> float:
    solid = shown & (chars.style >= 0)
    codes = chars.codes[solid]
    if not len(codes):
        return 0.0
    unknown = (codes == 0) | (codes == REPLACEMENT)
    private = (codes >= PRIVATE_USE[0]) & (codes <= PRIVATE_USE[1])
    return float((unknown | private).mean())


def _shares(images: Floats, width: float, height: float) -> Floats:
    """Part of the page that each image covers, 0..1."""
    w = np.minimum(images[:, 2], width) - np.maximum(images[:, 0], 0)
    h = np.minimum(images[:, 3], height) - np.maximum(images[:, 1], 0)
    shares: Floats = np.maximum(w, 0) * np.maximum(h, 0) / (width * height)
    return shares


def _covering_picture(drawing: Drawing, images: Floats, width: float, height: float) -> Picture | None:
    """The last opaque picture over (nearly) the whole page: what was drawn before it can't be seen."""
    shares = _shares(images, width, height)
    for picture, share in zip(reversed(drawing.images), reversed(shares.tolist()), strict=True):
        if picture.opaque and share >= COVERING_SHARE:
            return picture
    return None


def _largest_picture(drawing: Drawing, images: Floats, width: float, height: float) -> tuple[float, float]:
    """Share of the page and resolution (dots per inch) of the largest picture."""
    if not len(images):
        return 0.0, 0.0
    shares = _shares(images, width, height)
    largest = int(shares.argmax())
    x0, y0, x1, y1 = images[largest].tolist()
    across, down = drawing.images[largest].pixels()
    area = (x1 - x0) * (y1 - y0)
    dpi = POINTS_PER_INCH * math.sqrt(across * down / area) if area > 0 else 0.0
    return float(shares[largest]), dpi


def _limits(chars: Chars, drawing: Drawing, rulings: tuple[Ruling, ...]) -> tuple[tuple[int, str], ...]:
    limits = []
    if chars.cut:
        limits.append((MAX_CHARS_PER_PAGE, "karakter_per_halaman"))
    if len(drawing.texts) > MAX_TEXT_OBJECTS_PER_PAGE:
        limits.append((MAX_TEXT_OBJECTS_PER_PAGE, "potongan_teks_per_halaman"))
    if drawing.cut:
        limits.append((MAX_OBJECTS_PER_PAGE, "gambar_garis_per_halaman"))
    level = sum(ruling.horizontal for ruling in rulings)
    if max(level, len(rulings) - level) > MAX_LINES:
        limits.append((MAX_LINES, "garis_per_halaman"))
    return tuple(limits)


def _figures(
    drawing: Drawing, matrix: Affine, width: float, height: float
) -> tuple[tuple[Outline, ...], tuple[Slant, ...], tuple[Box, ...]]:
    """Closed figures, sloping lines and arrow heads on the page."""
    boxes, ends, heads = drawing.figures(matrix)
    outlines = []
    for (x0, y0, x1, y1), (_, fill) in zip(boxes.tolist(), drawing.outlines, strict=True):
        x0, x1 = (min(max(x, 0.0), width) for x in (x0, x1))
        y0, y1 = (min(max(y, 0.0), height) for y in (y0, y1))
        if x0 < x1 and y0 < y1:
            outlines.append(Outline(Box(x0, y0, x1, y1), fill))
    slants = tuple(Slant(*end) for end in ends.tolist())
    return tuple(outlines), slants, tuple(Box(*head) for head in heads.tolist())


def _rulings(lines: Floats, areas: Floats, width: float, height: float) -> tuple[Ruling, ...]:
    """Drawn lines and the edges of shaded areas, bits joined, on the page only."""
    drawn = _joined(lines, width, height)
    rulings = [Ruling(box) for box in drawn]
    if len(areas):
        big = areas[np.minimum(areas[:, 2] - areas[:, 0], areas[:, 3] - areas[:, 1]) >= MIN_SHADE_POINTS]
        x0, y0, x1, y1 = big.T
        edges = np.concatenate(
            [
                np.stack(edge, axis=1)
                for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
            ]
        )
        rulings.extend(Ruling(box, shade=True) for box in _joined(edges, width, height))
    return tuple(rulings)


def _joined(boxes: Floats, width: float, height: float) -> list[Box]:
    if not len(boxes):
        return []
    clipped = np.stack(
        [
            np.clip(boxes[:, 0], 0, width),
            np.clip(boxes[:, 1], 0, height),
            np.clip(boxes[:, 2], 0, width),
            np.clip(boxes[:, 3], 0, height),
        ],
        axis=1,
    )
    level, upright = split_directions(clipped)
    result = [
        Box(start, max(at - thick / 2, 0.0), end, at + thick / 2)
        for at, start, end, thick in _rows(join(level, SAME_LINE_POINTS, DASH_GAP_POINTS))
    ]
    result.extend(
        Box(max(at - thick / 2, 0.0), start, at + thick / 2, end)
        for at, start, end, thick in _rows(join(upright, SAME_LINE_POINTS, DASH_GAP_POINTS))
    )
    return result


def _rows(segments: Segments) -> list[tuple[float, float, float, float]]:
    keep = (segments.end - segments.start >= MIN_LINE_POINTS) & (segments.thick <= MAX_LINE_THICKNESS)
    chosen = segments.chosen(keep)
    rows = zip(chosen.at.tolist(), chosen.start.tolist(), chosen.end.tolist(), chosen.thick.tolist(), strict=True)
    return list(rows)

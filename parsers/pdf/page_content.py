"""A loaded PDF page -> PageContent: its visible words, rulings and figures, turned upright, and measures of whether its
text can be trusted. Characters and graphics come from PDFium; what a covering image hides is left out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from parsers.layout.lattices import MAX_LINES
from parsers.layout.ruling_lines import RulingLines, join_lines, split_directions
from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, display_transform, then, upright_transform
from parsers.pdf.chars import NO_CHARS, Chars, PlacedChars, read_chars
from parsers.pdf.graphics_reader import read_graphics
from parsers.pdf.limits import (
    MAX_CHARS_PER_PAGE,
    MAX_OBJECTS_PER_PAGE,
    MAX_PAGE_POINTS,
    MAX_TEXT_OBJECTS_PER_PAGE,
)
from parsers.pdf.optional_content import hide_layers
from parsers.pdf.page_changes import PageChanges, set_active
from parsers.pdf.page_graphics import PageGraphics, PlacedImage
from parsers.pdf.pdf_words import build_words
from parsers.pdf.struck_text import struck_out
from parsers.pdf.unseen_text import are_clipped, are_covered, wholly
from parsers.pdf.watermarks import are_watermark
from parsers.raw_page import DiagonalLine, Outline, RawPage, Ruling
from schemas.geometry import Box
from schemas.transcript import Word

DASH_GAP_POINTS = 3.0  # segments of a line that are nearer than this are one line
SAME_LINE_POINTS = 0.3  # lines nearer than this across are one, drawn twice
MIN_LINE_POINTS = 1.5
MAX_LINE_THICKNESS = 6.0  # points; a thicker stroke is a bar

COVERING_SHARE = 0.8  # of the page: an opaque image this large hides what was drawn before it
POINTS_PER_INCH = 72.0

SPACE = 0x20
REPLACEMENT = 0xFFFD
PRIVATE_USE = (0xE000, 0xF8FF)

Bools = npt.NDArray[np.bool_]


class PageDamaged(Exception):
    """PDFium can't load this page. The message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page holds."""

    page: RawPage
    watermark_words: tuple[Word, ...]
    struck_words: tuple[Word, ...]  # text that is struck out
    struck_places: int  # lines that strike text out
    hidden_words: tuple[Word, ...]  # text that the file holds but does not show: an OCR layer
    image_share: float  # part of the page, 0..1, that the largest image covers
    image_dpi: float  # resolution of that image, dots per inch; 0 where there is none
    unreadable: float  # part of the visible characters, 0..1, that have no known meaning
    painted: int  # lines, areas and images drawn on the page
    limits: tuple[tuple[int, str], ...]  # that were reached: the most that is read, and the code of what


def read_page_content(page: pypdfium2.PdfPage, number: int, *, layered_forms: bool = False) -> PageContent:
    """The content of a loaded page. `number` is 1-based; `layered_forms`: its forms can be in layers that are off.

    Raises PageDamaged.
    """
    to_shown, width, height = display = _display(page)
    hide_layers(page, display, forms=layered_forms)
    graphics = read_graphics(native.address_of(page.raw))
    cover = _covering_image(graphics, graphics.placed(to_shown)[2], width, height)
    first = cover.texts_before if cover else 0
    chars, unseen = _seen_chars(page, graphics, first, lambda: PageChanges(page, *display))
    upright, width, height = upright_transform(_main_turn(chars, chars.turns(to_shown)), width, height)
    to_page = then(to_shown, upright)
    placed = PlacedChars(chars, chars.placed(to_page), chars.turns(to_page), width, height)
    lines, areas, images = graphics.placed(to_page)

    if cover is not None:
        lines, areas = lines[cover.lines_before :], areas[cover.areas_before :]
    outlines, diagonals, arrow_heads = _figures(graphics, to_page, width, height) if cover is None else ((), (), ())
    on_page = _are_on_page(placed)
    hidden = _are_hidden(chars, graphics, cover)
    unseen |= _are_white_on_white(placed, _painted_boxes(areas, images, outlines))
    watermark = are_watermark(placed, on_page & ~hidden & ~unseen)
    shown = on_page & ~hidden & ~unseen & ~watermark
    image_share, image_dpi = _largest_image(graphics, images, width, height)
    rulings = tuple(Ruling(box) for box in _joined_lines(lines, width, height))
    struck, strokes = struck_out(placed.boxes, shown, rulings)
    rulings = tuple(ruling for ruling in rulings if ruling.box not in strokes)
    return PageContent(
        page=RawPage(
            number=number,
            width=width,
            height=height,
            words=build_words(placed, shown & ~struck, _verticals(rulings)),
            rulings=rulings,
            outlines=outlines,
            diagonals=diagonals,
            arrow_heads=arrow_heads,
        ),
        watermark_words=build_words(placed, watermark) if watermark.any() else (),
        struck_words=build_words(placed, struck) if strokes else (),
        struck_places=len(strokes),
        hidden_words=build_words(placed, on_page & hidden) if hidden.any() else (),
        image_share=image_share,
        image_dpi=image_dpi,
        unreadable=_unreadable_share(chars, shown),
        painted=graphics.painted + len(graphics.images) + (0 if len(chars.codes) else len(graphics.texts)),
        limits=_limits(chars, graphics, rulings),
    )


def _verticals(rulings: tuple[Ruling, ...]) -> Floats:
    """(n, 4) x0, top, x1, bottom of the vertical rulings."""
    boxes = [ruling.box.as_list() for ruling in rulings if not ruling.horizontal]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _seen_chars(
    page: pypdfium2.PdfPage, graphics: PageGraphics, first: int, changes_of: Callable[[], PageChanges]
) -> tuple[Chars, Bools]:
    """The page's characters, and (n,) those that are clipped away or covered, of the text objects from number `first`
    on: those before are hidden by what covers the whole page.

    PDFium leaves out a character that another one is drawn over, also where that other one is covered: text objects of
    which nothing shows are made inactive, and the characters read again without them.
    """
    chars = _read_chars(page, graphics)
    covered = are_covered(chars, graphics, first, changes_of)
    gone = wholly(covered, chars)
    if gone:
        set_active(gone, active=False)
        chars = _read_chars(page, graphics)
        covered = are_covered(chars, graphics, first, changes_of)
    return chars, covered | are_clipped(chars, graphics)


def _read_chars(page: pypdfium2.PdfPage, graphics: PageGraphics) -> Chars:
    """The page's characters; none where it has too many text objects to be read in bounded time. Raises PageDamaged."""
    if len(graphics.texts) > MAX_TEXT_OBJECTS_PER_PAGE:
        return NO_CHARS
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise PageDamaged("teks_tidak_dapat_dimuat")
    try:
        return read_chars(native.address_of(text_page), pdfium.FPDFText_CountChars(text_page))
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _display(page: pypdfium2.PdfPage) -> tuple[Affine, float, float]:
    """From user space to the page as shown, and its width and height in points. Raises PageDamaged."""
    try:
        rotation = page.get_rotation()
        box = page.get_bbox()
    except (pypdfium2.PdfiumError, KeyError) as error:
        raise PageDamaged("ukuran_tidak_terbaca") from error
    x0, y0, x1, y1 = box
    if not (0 < x1 - x0 <= MAX_PAGE_POINTS and 0 < y1 - y0 <= MAX_PAGE_POINTS):
        raise PageDamaged("ukuran_di_luar_batas")
    return display_transform(box, rotation)


def _main_turn(chars: Chars, turns: npt.NDArray[np.int32]) -> int:
    """The turn of most characters, spaces not counted."""
    letters = turns[(chars.style >= 0) & (chars.codes > SPACE)]
    if not len(letters):
        return 0
    counts = np.bincount(letters // 90, minlength=4)
    return int(counts.argmax()) * 90


def _are_on_page(placed: PlacedChars) -> Bools:
    x, y = placed.centres()
    return (x >= 0) & (x <= placed.width) & (y >= 0) & (y <= placed.height)


def _are_hidden(chars: Chars, graphics: PageGraphics, cover: PlacedImage | None) -> Bools:
    """Characters in an invisible render mode, or drawn before the image that covers the page."""
    hidden: Bools = chars.by_style([style.hidden for style in chars.styles])
    if cover is not None:
        hidden |= chars.drawn_by(graphics.texts[: cover.texts_before])
    return hidden


def _painted_boxes(areas: Floats, images: Floats, outlines: tuple[Outline, ...]) -> Floats:
    """(n, 4): filled areas, images and filled figures."""
    filled = [(o.box.x0, o.box.top, o.box.x1, o.box.bottom) for o in outlines if o.fill is not None]
    return np.concatenate([areas, images, np.array(filled, dtype=np.float64).reshape(-1, 4)])


def _are_white_on_white(placed: PlacedChars, behind: Floats) -> Bools:
    """White characters without a coloured figure or an image, (n, 4) `behind`, under them: nobody sees them."""
    white = placed.chars.by_style([style.white for style in placed.chars.styles])
    if not white.any():
        return white
    at = np.nonzero(white)[0]
    x, y = (centre[at] for centre in placed.centres())
    covered = np.zeros(len(at), dtype=bool)
    for x0, y0, x1, y1 in behind:
        covered |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    white[at[covered]] = False
    return white


def _unreadable_share(chars: Chars, shown: Bools) -> float:
    """Part of the visible characters without a known meaning, 0..1."""
    solid = shown & (chars.style >= 0)
    codes = chars.codes[solid]
    if not len(codes):
        return 0.0
    unknown = (codes == 0) | (codes == REPLACEMENT)
    private = (codes >= PRIVATE_USE[0]) & (codes <= PRIVATE_USE[1])
    return float((unknown | private).mean())


def _page_shares(images: Floats, width: float, height: float) -> Floats:
    """Part of the page that each image covers, 0..1."""
    w = np.minimum(images[:, 2], width) - np.maximum(images[:, 0], 0)
    h = np.minimum(images[:, 3], height) - np.maximum(images[:, 1], 0)
    shares: Floats = np.maximum(w, 0) * np.maximum(h, 0) / (width * height)
    return shares


def _covering_image(graphics: PageGraphics, images: Floats, width: float, height: float) -> PlacedImage | None:
    """The last opaque image over (nearly) the whole page: what was drawn before it can't be seen."""
    shares = _page_shares(images, width, height)
    for image, share in zip(reversed(graphics.images), reversed(shares.tolist()), strict=True):
        if image.opaque and share >= COVERING_SHARE:
            return image
    return None


def _largest_image(graphics: PageGraphics, images: Floats, width: float, height: float) -> tuple[float, float]:
    """Share of the page and resolution (dots per inch) of the largest image."""
    if not len(images):
        return 0.0, 0.0
    shares = _page_shares(images, width, height)
    largest = int(shares.argmax())
    x0, y0, x1, y1 = images[largest].tolist()
    across, down = graphics.images[largest].pixels()
    area = (x1 - x0) * (y1 - y0)
    dpi = POINTS_PER_INCH * math.sqrt(across * down / area) if area > 0 else 0.0
    return float(shares[largest]), dpi


def _limits(chars: Chars, graphics: PageGraphics, rulings: tuple[Ruling, ...]) -> tuple[tuple[int, str], ...]:
    """The limits that the page reached: the most that is read, and the code of what."""
    horizontal = sum(ruling.horizontal for ruling in rulings)
    most_lines = max(horizontal, len(rulings) - horizontal)
    reached = (
        (chars.cut, (MAX_CHARS_PER_PAGE, "karakter_per_halaman")),
        (len(graphics.texts) > MAX_TEXT_OBJECTS_PER_PAGE, (MAX_TEXT_OBJECTS_PER_PAGE, "potongan_teks_per_halaman")),
        (graphics.cut, (MAX_OBJECTS_PER_PAGE, "gambar_garis_per_halaman")),
        (most_lines > MAX_LINES, (MAX_LINES, "garis_per_halaman")),
    )
    return tuple(name for is_reached, name in reached if is_reached)


def _figures(
    graphics: PageGraphics, matrix: Affine, width: float, height: float
) -> tuple[tuple[Outline, ...], tuple[DiagonalLine, ...], tuple[Box, ...]]:
    """Closed figures as far as they are on the page, diagonal lines and arrow heads."""
    boxes, ends, heads = graphics.figures(matrix)
    outlines = []
    for (x0, y0, x1, y1), (_, fill) in zip(boxes.tolist(), graphics.outlines, strict=True):
        x0, x1 = (min(max(x, 0.0), width) for x in (x0, x1))
        y0, y1 = (min(max(y, 0.0), height) for y in (y0, y1))
        if x0 < x1 and y0 < y1:
            outlines.append(Outline(Box(x0, y0, x1, y1), fill))
    diagonals = tuple(DiagonalLine(*end) for end in ends.tolist())
    return tuple(outlines), diagonals, tuple(Box(*head) for head in heads.tolist())


def _joined_lines(boxes: Floats, width: float, height: float) -> list[Box]:
    """The lines `boxes`, (n, 4), on the page, segments joined; first the horizontal, then the vertical ones."""
    if not len(boxes):
        return []
    clipped = np.clip(boxes, 0, np.array([width, height, width, height]))
    horizontal, vertical = (
        _usual_lines(join_lines(lines, SAME_LINE_POINTS, DASH_GAP_POINTS)) for lines in split_directions(clipped)
    )
    result = [Box(start, max(y - thick / 2, 0.0), end, y + thick / 2) for y, start, end, thick in horizontal]
    result.extend(Box(max(x - thick / 2, 0.0), start, x + thick / 2, end) for x, start, end, thick in vertical)
    return result


def _usual_lines(lines: RulingLines) -> list[tuple[float, float, float, float]]:
    """Position, start, end and thickness of the lines that are neither dots nor bars."""
    keep = (lines.end - lines.start >= MIN_LINE_POINTS) & (lines.thickness <= MAX_LINE_THICKNESS)
    kept = lines.select(keep)
    columns = (kept.position.tolist(), kept.start.tolist(), kept.end.tolist(), kept.thickness.tolist())
    return list(zip(*columns, strict=True))

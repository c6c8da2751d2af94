"""A loaded PDFium text page -> its characters in arrays: codes, boxes in user space, and a style per text object."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, apply_to_boxes, quarter_turn
from parsers.pdf.limits import MAX_CHARS_PER_PAGE

Bools = npt.NDArray[np.bool_]

# Where a font does not say it: how far its letters extend above and below the baseline, in parts of its size.
ASCENT = 0.9
DESCENT = 0.22
TALLEST = 1.7  # parts of its size: the characters of a font for text are lower

FORCE_BOLD_FLAG = 1 << 18  # of the font descriptor's Flags
BOLD_NAME_PARTS = ("bold", "black", "heavy", "semibold", "demi")
WHITE = 250  # of 255: a colour component from which a fill is taken for white
LUMINANCE = (0.299, 0.587, 0.114)  # of red, green and blue (ITU-R BT.601)
OPAQUE = 255  # alpha, and the most of a colour component
FAINT = 0.5  # lightness on white paper, 0..1, from which on print is faint
FONT_NAME_BYTES = 256
BOX_BYTES = 16  # four float32
HIGH_SURROGATES, LOW_SURROGATES = (0xD800, 0xDBFF), (0xDC00, 0xDFFF)  # halves of characters in UTF-16
FIRST_BEYOND = 0x10000  # the first code that is written as two halves
HORIZONTAL_SLOPE = 0.02  # a baseline that rises less per unit than this counts as horizontal


@dataclass(frozen=True, slots=True)
class CharStyle:
    """What all characters of one text object share."""

    hidden: bool  # drawn with an invisible render mode, as OCR layers are
    white: bool
    faint: bool  # light or transparent print, as that of watermarks
    bold: bool
    handle: int  # native, of the text object
    symbols: str  # "symbol", "dingbats" or "": how to read private-use codes
    upright: bool  # its baseline is horizontal in user space
    matrix: Affine  # text space to user space
    size: float  # of its font in user space, points

    @property
    def off_axis(self) -> float:
        """Degrees between its direction and the nearest quarter turn, 0 to 45."""
        turned = math.degrees(math.atan2(self.matrix[1], self.matrix[0])) % 90
        return min(turned, 90 - turned)

    @property
    def baseline(self) -> float:
        """Where its baseline is across the direction of the text, user space, points; more is further up."""
        c, d, e, f = self.matrix[2:]
        rise = math.hypot(c, d) or 1.0
        return (c * e + d * f) / rise


NO_STYLE = CharStyle(
    hidden=False,
    white=False,
    faint=False,
    bold=False,
    handle=0,
    symbols="",
    upright=True,
    matrix=(1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    size=0.0,
)


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """n characters in PDFium's reading order."""

    codes: npt.NDArray[np.uint32]  # (n,) Unicode, as PDFium gives it
    boxes: Floats  # (n, 4) x0, y0, x1, y1 with y0 <= y1 in PDF user space, points
    style: npt.NDArray[np.int32]  # (n,) index into styles; -1 for spaces and line ends that PDFium inferred
    styles: tuple[CharStyle, ...]
    cut: bool  # True: the page has more characters than MAX_CHARS_PER_PAGE

    def placed(self, matrix: Affine) -> Floats:
        """(n, 4): the boxes x0, top, x1, bottom on the page as `matrix` shows it."""
        return apply_to_boxes(matrix, self.boxes)

    def drawn_by(self, handles: Sequence[int]) -> Bools:
        """(n,): True for characters of the given text objects (native handles)."""
        wanted = frozenset(handles)
        return self.by_style([style.handle in wanted for style in self.styles])

    def by_style(self, values: Sequence[bool]) -> Bools:
        """(n,): each character's value, of one per style; False for inferred characters."""
        found: Bools = np.array([*values, False])[self.style]
        return found

    def turns(self, matrix: Affine) -> npt.NDArray[np.int32]:
        """(n,): degrees clockwise (0, 90, 180, 270) of each character's direction on the page as `matrix` shows it."""
        a, b, c, d = matrix[:4]
        per_style = []
        for style in self.styles:
            u, v = style.matrix[0], style.matrix[1]
            per_style.append(quarter_turn(a * u + c * v, b * u + d * v))
        per_style.append(0)  # for style -1
        return np.array(per_style, dtype=np.int32)[self.style]


@dataclass(frozen=True, slots=True, eq=False)
class PlacedChars:
    """Characters on a page as it is shown, origin top left, points."""

    chars: Chars
    boxes: Floats  # (n, 4) x0, top, x1, bottom
    turns: npt.NDArray[np.int32]  # (n,) degrees clockwise: 0, 90, 180, 270
    width: float  # of the page
    height: float

    def centres(self) -> tuple[Floats, Floats]:
        """(n,) x and (n,) y of the characters' middles."""
        return (self.boxes[:, 0] + self.boxes[:, 2]) / 2, (self.boxes[:, 1] + self.boxes[:, 3]) / 2


NO_CHARS = Chars(np.zeros(0, np.uint32), np.zeros((0, 4)), np.zeros(0, np.int32), (), cut=False)


def read_chars(text_page: int, count: int) -> Chars:
    """The first MAX_CHARS_PER_PAGE characters of a loaded text page (a native handle) with `count` characters."""
    total = min(count, MAX_CHARS_PER_PAGE)
    loose = np.zeros((max(total, 1), 4), dtype=np.float32)
    address = loose.ctypes.data
    unicode_of, loose_box, object_of = native.char_unicode, native.char_loose_box, native.char_text_object
    codes = np.array([unicode_of(text_page, i) for i in range(total)], dtype=np.uint32)
    for i in range(total):
        loose_box(text_page, i, address + BOX_BYTES * i)
    objects = [object_of(text_page, i) for i in range(total)]

    reader = _StyleReader(text_page)
    style: list[int] = []
    last: int | None = -1
    index = -1
    for i, handle in enumerate(objects):
        if handle != last:
            last = handle
            index = -1 if handle is None else reader.index_of(handle, i)
        style.append(index)

    left, top, right, bottom = loose[:total].astype(np.float64).T
    boxes = np.stack([left, np.minimum(top, bottom), right, np.maximum(top, bottom)], axis=1)
    styles_of = np.array(style, dtype=np.int32)
    whole = _joined_surrogates(codes)
    undivided = boxes[whole]
    _divide_ligatures(undivided, styles_of[whole])
    boxes[whole] = undivided
    chars = Chars(codes=codes, boxes=boxes, style=styles_of, styles=tuple(reader.styles), cut=count > total)
    _set_boxes_of_tall_fonts(chars)
    _set_boxes_of_turned(text_page, chars)
    return chars if whole.all() else replace(chars, codes=codes[whole], boxes=boxes[whole], style=styles_of[whole])


def _joined_surrogates(codes: npt.NDArray[np.uint32]) -> Bools:
    """(n,): the characters that are whole. Of those that PDFium gives as two halves (UTF-16), as letters of equations
    are, the first one gets the code of both, in place, and the second one is False."""
    whole = np.ones(len(codes), dtype=bool)
    high = (codes >= HIGH_SURROGATES[0]) & (codes <= HIGH_SURROGATES[1])
    if not high.any():
        return whole
    low = (codes >= LOW_SURROGATES[0]) & (codes <= LOW_SURROGATES[1])
    first = np.nonzero(high[:-1] & low[1:])[0]
    codes[first] = FIRST_BEYOND + ((codes[first] - HIGH_SURROGATES[0]) << 10) + (codes[first + 1] - LOW_SURROGATES[0])
    whole[first + 1] = False
    return whole


def _divide_ligatures(boxes: Floats, style: npt.NDArray[np.int32]) -> None:
    """Gives each letter of a ligature ("ti" in many fonts) its share of the glyph, whose box all of them have."""
    same = (boxes[1:] == boxes[:-1]).all(axis=1) & (style[1:] == style[:-1]) & (style[1:] >= 0)
    same &= boxes[1:, 2] > boxes[1:, 0]
    start = 0
    for i in (np.nonzero(same)[0] + 1).tolist():
        if i < start:
            continue
        end = i + 1
        while end < len(boxes) and same[end - 1]:
            end += 1
        left, right = boxes[i, 0], boxes[i, 2]
        cuts = np.linspace(left, right, end - i + 2)
        boxes[i - 1 : end, 0], boxes[i - 1 : end, 2] = cuts[:-1], cuts[1:]
        start = end


class _StyleReader:
    """Reads each text object's style once."""

    def __init__(self, text_page: int) -> None:
        self.text_page = text_page
        self.styles: list[CharStyle] = []
        self._known: dict[int, int] = {}
        self._fonts: dict[int, tuple[bool, str]] = {}
        self._matrix = (ctypes.c_float * 6)()
        self._size = ctypes.c_float()
        self._color = (ctypes.c_uint * 4)()

    def index_of(self, handle: int, first_char: int) -> int:
        """Index into `styles` of a text object, whose first character is `first_char`."""
        known = self._known.get(handle)
        if known is None:
            known = self._known[handle] = len(self.styles)
            self.styles.append(self._read(handle, first_char))
        return known

    def _read(self, handle: int, first_char: int) -> CharStyle:
        mode = native.text_render_mode(handle)
        native.char_matrix(self.text_page, first_char, ctypes.addressof(self._matrix))
        a, b, c, d, e, f = self._matrix
        sized = native.text_font_size(handle, ctypes.addressof(self._size))
        white, faint = self._colour(handle)
        font = native.text_font(handle)
        bold, symbols = self._font(font) if font else (False, "")
        return CharStyle(
            hidden=mode in (native.RENDER_INVISIBLE, native.RENDER_CLIP_ONLY),
            white=white,
            faint=faint,
            bold=bold or mode == native.RENDER_FILL_STROKE,
            handle=handle,
            symbols=symbols,
            upright=a > 0 and abs(b) <= HORIZONTAL_SLOPE * a,
            matrix=(a, b, c, d, e, f),
            size=self._size.value * math.hypot(c, d) if sized else 0.0,
        )

    def _colour(self, handle: int) -> tuple[bool, bool]:
        """Whether the print is white, or invisible, and whether it is faint."""
        at = ctypes.addressof(self._color)
        if not native.object_fill_color(handle, at, at + 4, at + 8, at + 12):
            return False, False  # a pattern
        *components, alpha = self._color
        light = sum(weight * value for weight, value in zip(LUMINANCE, components, strict=True)) / OPAQUE
        return min(components) >= WHITE or alpha == 0, 1 - (1 - light) * alpha / OPAQUE >= FAINT

    def _font(self, font: int) -> tuple[bool, str]:
        known = self._fonts.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(FONT_NAME_BYTES)
            native.font_base_name(font, ctypes.addressof(buffer), FONT_NAME_BYTES)
            name = buffer.value.decode("utf-8", "replace").lower()
            bold = any(part in name for part in BOLD_NAME_PARTS)
            bold = bold or bool(native.font_flags(font) & FORCE_BOLD_FLAG)
            symbols = "dingbats" if "dings" in name or "dingbats" in name else "symbol" if "symbol" in name else ""
            known = self._fonts[font] = (bold, symbols)
        return known


def _set_boxes_of_tall_fonts(chars: Chars) -> None:
    """Gives upright characters of fonts with high brackets and sums, as those of equations are, a box of the usual
    height: PDFium's loose box is as high as the highest sign of the font."""
    upright = chars.by_style([style.upright and style.size > 0 for style in chars.styles])
    size = np.array([*(style.size for style in chars.styles), 0.0])[chars.style]
    tall = upright & (chars.boxes[:, 3] - chars.boxes[:, 1] > TALLEST * size)
    if tall.any():
        baseline = np.array([*(style.matrix[5] for style in chars.styles), 0.0])[chars.style]
        chars.boxes[tall, 1] = (baseline - DESCENT * size)[tall]
        chars.boxes[tall, 3] = (baseline + ASCENT * size)[tall]


def _set_boxes_of_turned(text_page: int, chars: Chars) -> None:
    """Gives characters of turned text a box in place: PDFium's loose box is right for horizontal text only.

    Across the baseline the box extends from descent to ascent, along it over the glyph and the origin.
    """
    slanted = chars.by_style([not style.upright for style in chars.styles])
    if not slanted.any():
        return
    tight = (ctypes.c_double * 4)()
    origin = (ctypes.c_double * 2)()
    size = ctypes.c_float()
    at, origin_at = ctypes.addressof(tight), ctypes.addressof(origin)
    for i in np.nonzero(slanted)[0].tolist():
        native.char_tight_box(text_page, i, at, at + 8, at + 16, at + 24)
        native.char_origin(text_page, i, origin_at, origin_at + 8)
        a, b, c, d = chars.styles[chars.style[i]].matrix[:4]
        handle = native.char_text_object(text_page, i)
        native.text_font_size(handle, ctypes.addressof(size))
        rise = math.hypot(c, d) or 1.0
        points = size.value * rise
        ux, uy = c / rise, d / rise  # away from the baseline
        x, y = origin
        left, right, bottom, top = tight
        xs = [x + ux * points * ASCENT, x - ux * points * DESCENT]
        ys = [y + uy * points * ASCENT, y - uy * points * DESCENT]
        if abs(b) > abs(a):  # runs up or down: the glyph gives the extent in y
            ys = [bottom, top, y] if top > bottom else [y, y]
        else:
            xs = [left, right, x] if right > left else [x, x]
        chars.boxes[i] = (min(xs), min(ys), max(xs), max(ys))

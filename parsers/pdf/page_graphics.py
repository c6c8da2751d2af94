"""Lines, filled areas and pictures drawn on a page, nested forms included, as arrays of boxes."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field

import numpy as np

from parsers.pdf import native
from parsers.pdf.affine import Affine, Floats, apply_to_boxes, then
from parsers.pdf.limits import MAX_FORM_DEPTH, MAX_OBJECTS_PER_PAGE, MAX_SEGMENTS_PER_PAGE

THIN_POINTS = 2.0  # a filled area thinner than this is a drawn line
SLOPE_POINTS = 0.75  # how far a line may leave the level and still count as level
WHITE = 245  # of 255: a colour component from which paint is taken for the paper's white
OPAQUE = 13  # of 255: paint with less alpha than this is not seen
OUTLINE_POINTS = (14.0, 6.0)  # width and height; a smaller closed figure holds no text
MAX_OUTLINES = 4_000  # closed figures, and as many slanting lines, on one page; charts and maps have more
MAX_HEAD_POINTS = 16.0  # longest side of an arrow head
MAX_HEAD_CORNERS = 6
SAME_POINT = 0.5  # points between a figure's end and its start

Quad = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image on the page, and how much had been drawn before it: an opaque one hides that."""

    quad: Quad
    handle: int
    opaque: bool
    texts_before: int
    lines_before: int
    areas_before: int

    def pixels(self) -> tuple[int, int]:
        """Width and height of the stored image; (0, 0) where it is broken."""
        size = (ctypes.c_uint * 2)()
        at = ctypes.addressof(size)
        if not native.image_pixel_size(self.handle, at, at + 4):
            return 0, 0
        return int(size[0]), int(size[1])


@dataclass(slots=True)
class PageGraphics:
    """What is drawn beside text, in user space: x0, y0, x1, y1."""

    lines: list[Quad] = field(default_factory=list)  # strokes and thin areas, thickness included
    areas: list[Quad] = field(default_factory=list)  # filled with a colour other than white
    images: list[PlacedImage] = field(default_factory=list)
    outlines: list[tuple[Quad, str | None]] = field(default_factory=list)  # closed figures, and what fills them
    slants: list[Quad] = field(default_factory=list)  # start and end of open lines that slope or bend
    heads: list[Quad] = field(default_factory=list)  # arrow heads
    texts: list[int] = field(default_factory=list)  # text objects (native handles) in graphics order
    painted: int = 0  # paths that show on white paper
    cut: bool = False  # True: a limit was reached and the rest not read

    def placed(self, matrix: Affine) -> tuple[Floats, Floats, Floats]:
        """Lines, areas and images as arrays (n, 4) on the page as `matrix` shows it."""
        lines, areas, images = (
            apply_to_boxes(matrix, np.array(quads, dtype=np.float64).reshape(-1, 4))
            for quads in (self.lines, self.areas, [image.quad for image in self.images])
        )
        return lines, areas, images

    def figures(self, matrix: Affine) -> tuple[Floats, Floats, Floats]:
        """Outlines (boxes), slants (start and end points) and arrow heads (boxes) as arrays (n, 4) on the page as
        `matrix` shows it."""
        outlines, heads = (
            apply_to_boxes(matrix, np.array(quads, dtype=np.float64).reshape(-1, 4))
            for quads in ([quad for quad, _ in self.outlines], self.heads)
        )
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = np.array(self.slants, dtype=np.float64).reshape(-1, 4).T
        slants = [a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f]
        return outlines, np.stack(slants, axis=1), heads


def read_graphics(page: int) -> PageGraphics:
    """Walks over the objects of a loaded page (a native handle)."""
    walker = _Walker()
    walker.walk_page(page)
    return walker.graphics


class _Walker:
    def __init__(self) -> None:
        self.graphics = PageGraphics()
        self._objects_left = MAX_OBJECTS_PER_PAGE
        self._segments_left = MAX_SEGMENTS_PER_PAGE
        self._floats = (ctypes.c_float * 8)()
        self._ints = (ctypes.c_uint * 4)()
        self._fill: str | None = None  # of the path at hand
        self._at = ctypes.addressof(self._floats)
        self._ints_at = ctypes.addressof(self._ints)

    def walk_page(self, page: int) -> None:
        for i in range(native.page_object_count(page)):
            if self._spent():
                return
            self._visit(native.page_object(page, i), None, 0)

    def _spent(self) -> bool:
        self._objects_left -= 1
        if self._objects_left < 0 or self._segments_left < 0:
            self.graphics.cut = True
        return self.graphics.cut

    def _visit(self, handle: int | None, outer: Affine | None, depth: int) -> None:
        if not handle:
            return
        kind = native.object_type(handle)
        if kind == native.OBJECT_PATH:
            self._path(handle, outer)
        elif kind == native.OBJECT_IMAGE:
            bounds = self._bounds(handle, outer)
            if bounds is not None:
                self._picture(handle, bounds)
        elif kind == native.OBJECT_TEXT:
            self.graphics.texts.append(handle)
        elif kind == native.OBJECT_FORM:
            if depth >= MAX_FORM_DEPTH:
                self.graphics.cut = True
                return
            own = self._matrix(handle)
            inner = own if outer is None else then(own, outer)
            for i in range(native.form_object_count(handle)):
                if self._spent():
                    return
                self._visit(native.form_object(handle, i), inner, depth + 1)

    def _picture(self, handle: int, bounds: Quad) -> None:
        graphics = self.graphics
        opaque = not native.object_has_transparency(handle)
        before = (len(graphics.texts), len(graphics.lines), len(graphics.areas))
        graphics.images.append(PlacedImage(bounds, handle, opaque, *before))

    def _matrix(self, handle: int) -> Affine:
        native.object_matrix(handle, self._at)
        a, b, c, d, e, f = self._floats[:6]
        return (a, b, c, d, e, f)

    def _bounds(self, handle: int, outer: Affine | None) -> Quad | None:
        at = self._at
        if not native.object_bounds(handle, at, at + 4, at + 8, at + 12):
            return None
        x0, y0, x1, y1 = self._floats[:4]
        if outer is None:
            return (x0, y0, x1, y1)
        return _quad(outer, x0, y0, x1, y1)

    def _paints(self, handle: int, stroke: bool) -> bool:
        """True where the object's fill (or stroke) shows on white paper."""
        at = self._ints_at
        color_of = native.object_stroke_color if stroke else native.object_fill_color
        if not color_of(handle, at, at + 4, at + 8, at + 12):
            return True  # a pattern
        red, green, blue, alpha = self._ints
        return alpha >= OPAQUE and min(red, green, blue) < WHITE

    def _path(self, handle: int, outer: Affine | None) -> None:
        native.path_draw_mode(handle, self._ints_at, self._ints_at + 4)
        filled, stroked = self._ints[0] != 0, self._ints[1] != 0
        filled = filled and self._paints(handle, stroke=False)
        self._fill = "{:02x}{:02x}{:02x}".format(*self._ints[:3]) if filled else None
        stroked = stroked and self._paints(handle, stroke=True)
        if not filled and not stroked:
            return
        self.graphics.painted += 1
        bounds = self._bounds(handle, outer)
        if bounds is None:
            return
        clip = self._clip(handle, outer)
        thin = min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN_POINTS
        segments = native.path_segment_count(handle)
        if thin and (segments == 2 or filled):
            self._add(self.graphics.lines, bounds, clip)
            return
        own = self._matrix(handle)
        matrix = own if outer is None else then(own, outer)
        self._segments(handle, segments, matrix, filled, stroked, clip)

    def _segments(
        self, handle: int, count: int, matrix: Affine, filled: bool, stroked: bool, clip: Quad | None
    ) -> None:
        """The level strokes of a path, and the rectangles that it fills."""
        self._segments_left -= count
        if self._segments_left < 0:
            self.graphics.cut = True
            return
        half = self._half_stroke(handle, matrix) if stroked else 0.0
        a, b, c, d, e, f = matrix
        at, floats = self._at, self._floats
        points: list[tuple[float, float]] = []  # of the subpath
        level = True  # the subpath has level edges only
        closed = False
        before = len(self.graphics.lines)
        for i in range(count):
            segment = native.path_segment(handle, i)
            kind = native.segment_type(segment)
            native.segment_point(segment, at, at + 4)
            px, py = floats[0], floats[1]
            point = (a * px + c * py + e, b * px + d * py + f)
            if kind == native.SEGMENT_MOVE:
                self._subpath_ends(points, level, filled, clip)
                self._figure(points, level, closed or filled, clip, before)
                points, level, closed, before = [point], True, False, len(self.graphics.lines)
                continue
            if kind == native.SEGMENT_LINE and points:
                level = self._edge(points[-1], point, half, stroked, clip) and level
            else:
                level = False
            points.append(point)
            if native.segment_closes(segment) and len(points) > 1:
                level = self._edge(point, points[0], half, stroked, clip) and level
                closed = True
        self._subpath_ends(points, level, filled, clip)
        self._figure(points, level, closed or filled, clip, before)

    def _edge(
        self, start: tuple[float, float], end: tuple[float, float], half: float, stroked: bool, clip: Quad | None
    ) -> bool:
        """Notes a stroked edge where it is level or upright; True where it is."""
        x0, x1 = min(start[0], end[0]), max(start[0], end[0])
        y0, y1 = min(start[1], end[1]), max(start[1], end[1])
        if min(x1 - x0, y1 - y0) > SLOPE_POINTS:
            return False
        if stroked and max(x1 - x0, y1 - y0) > 0:
            if x1 - x0 >= y1 - y0:
                quad = (x0, (y0 + y1) / 2 - half, x1, (y0 + y1) / 2 + half)
            else:
                quad = ((x0 + x1) / 2 - half, y0, (x0 + x1) / 2 + half, y1)
            self._add(self.graphics.lines, quad, clip)
        return True

    def _subpath_ends(self, points: list[tuple[float, float]], level: bool, filled: bool, clip: Quad | None) -> None:
        if not filled or not level or len(points) < 4:
            return
        xs = [p[0] for p in points]
        ys = [p[1] for p in points]
        quad = (min(xs), min(ys), max(xs), max(ys))
        thin = min(quad[2] - quad[0], quad[3] - quad[1]) <= THIN_POINTS
        self._add(self.graphics.lines if thin else self.graphics.areas, quad, clip)

    def _figure(
        self, points: list[tuple[float, float]], level: bool, closed: bool, clip: Quad | None, before: int
    ) -> None:
        """Notes a closed subpath as an outline, and an open one that slopes as a slant. The edges of an arrow head,
        which are among the lines from `before` on, are no lines."""
        if len(points) < 2:
            return
        (sx, sy), (ex, ey) = points[0], points[-1]
        if closed or (len(points) > 3 and max(abs(sx - ex), abs(sy - ey)) <= SAME_POINT):
            xs = [p[0] for p in points]
            ys = [p[1] for p in points]
            quad = (min(xs), min(ys), max(xs), max(ys))
            short, long = sorted((quad[2] - quad[0], quad[3] - quad[1]))
            if self._fill and not level and len(set(points)) <= MAX_HEAD_CORNERS and long <= MAX_HEAD_POINTS:
                del self.graphics.lines[before:]
                if len(self.graphics.heads) < MAX_OUTLINES:
                    self._add(self.graphics.heads, quad, clip)
                return
            if long >= OUTLINE_POINTS[0] and short >= OUTLINE_POINTS[1] and len(self.graphics.outlines) < MAX_OUTLINES:
                kept: list[Quad] = []
                self._add(kept, quad, clip)
                self.graphics.outlines.extend((one, self._fill) for one in kept)
        elif not level and len(self.graphics.slants) < MAX_OUTLINES:
            self.graphics.slants.append((sx, sy, ex, ey))

    def _half_stroke(self, handle: int, matrix: Affine) -> float:
        native.object_stroke_width(handle, self._at)
        scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        return float(self._floats[0]) * scale / 2

    def _clip(self, handle: int, outer: Affine | None) -> Quad | None:
        """Bounds of the object's clipping, None where nothing is clipped away."""
        clip = native.object_clip_path(handle)
        if not clip:
            return None
        quad: Quad | None = None
        at, floats = self._at, self._floats
        for path in range(max(native.clip_path_count(clip), 0)):
            count = native.clip_segment_count(clip, path)
            self._segments_left -= max(count, 0)
            if self._segments_left < 0:
                self.graphics.cut = True
                return quad
            xs: list[float] = []
            ys: list[float] = []
            for i in range(max(count, 0)):
                native.segment_point(native.clip_segment(clip, path, i), at, at + 4)
                xs.append(floats[0])
                ys.append(floats[1])
            if not xs:
                continue
            own = (min(xs), min(ys), max(xs), max(ys))
            if quad is None:
                quad = own
            else:
                quad = (max(quad[0], own[0]), max(quad[1], own[1]), min(quad[2], own[2]), min(quad[3], own[3]))
        if quad is None or outer is None:
            return quad
        return _quad(outer, *quad)

    @staticmethod
    def _add(quads: list[Quad], quad: Quad, clip: Quad | None) -> None:
        if clip is not None:
            x0, y0 = max(quad[0], clip[0]), max(quad[1], clip[1])
            x1, y1 = min(quad[2], clip[2]), min(quad[3], clip[3])
            if x0 > x1 or y0 > y1:
                return
            quad = (x0, y0, x1, y1)
        quads.append(quad)


def _quad(matrix: Affine, x0: float, y0: float, x1: float, y1: float) -> Quad:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return (min(xs), min(ys), max(xs), max(ys))

"""PDF path objects -> lines, filled areas, outlines, diagonals and arrow heads of a page's graphics.

A rectangle may be drawn as one figure, as four strokes, or as thin filled areas; all of them come out as the same kinds
of boxes. Quads are x0, y0, x1, y1 in PDF user space, points.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

from parsers.pdf import native
from parsers.pdf.affine import Affine, Quad, then, transformed_bounds
from parsers.pdf.limits import MAX_SEGMENTS_PER_PAGE
from parsers.pdf.page_graphics import PageGraphics

THIN_POINTS = 2.0  # a filled area thinner than this is a drawn line
SLOPE_POINTS = 0.75  # how far a line may deviate from horizontal or vertical and still count as such
WHITE = 245  # of 255: a colour component from which paint is taken for the paper's white
OPAQUE = 13  # of 255: paint with less alpha than this is not seen
OUTLINE_POINTS = (14.0, 6.0)  # longer and shorter side; a smaller closed figure holds no text
MAX_OUTLINES = 4_000  # closed figures, and as many diagonals and arrow heads, on one page; charts and maps have more
MAX_COVERS = 2_000  # areas on one page that text can be under
MAX_ARROW_HEAD_POINTS = 16.0  # longest side of an arrow head
MAX_ARROW_HEAD_CORNERS = 6
SAME_POINT = 0.5  # points between a figure's end and its start
RECTANGLE_CORNERS = 4

Point = tuple[float, float]


class ObjectGeometry:
    """Bounds and matrices of page objects; owns the buffer that PDFium writes into."""

    def __init__(self) -> None:
        self._floats = (ctypes.c_float * 6)()
        self._at = ctypes.addressof(self._floats)

    def matrix(self, handle: int) -> Affine:
        """From the object's own space to that of the form or page that it is drawn in."""
        native.object_matrix(handle, self._at)
        a, b, c, d, e, f = self._floats
        return (a, b, c, d, e, f)

    def bounds(self, handle: int, outer: Affine | None) -> Quad | None:
        """The object's bounding box in the page's user space; None where it has none."""
        at = self._at
        if not native.object_bounds(handle, at, at + 4, at + 8, at + 12):
            return None
        x0, y0, x1, y1 = self._floats[:4]
        if outer is None:
            return (x0, y0, x1, y1)
        return transformed_bounds(outer, x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class _Paint:
    """How a path is painted."""

    fill: str | None  # "rrggbb"; None where no fill shows
    stroked: bool
    half_stroke: float  # points; 0 where it is not stroked
    clip: Quad | None  # nothing outside of it shows


class PathReader:
    """Adds what paths draw to the graphics of one page."""

    def __init__(self, graphics: PageGraphics, geometry: ObjectGeometry) -> None:
        self.graphics = graphics
        self._geometry = geometry
        self._segments_left = MAX_SEGMENTS_PER_PAGE
        self._floats = (ctypes.c_float * 2)()
        self._at = ctypes.addressof(self._floats)
        self._ints = (ctypes.c_uint * 4)()
        self._ints_at = ctypes.addressof(self._ints)

    def read(self, handle: int, outer: Affine | None) -> None:
        """Reads one path; `outer` is the transform of the forms around it, None outside of forms."""
        fill, stroked = self._colours(handle)
        if fill is None and not stroked:
            self._cover(handle, outer)
            return
        self.graphics.painted += 1
        bounds = self._geometry.bounds(handle, outer)
        if bounds is None:
            return
        clip = self.clip(handle, outer)
        if fill is not None:
            self._add_cover(bounds, clip)
        segments = native.path_segment_count(handle)
        if _is_thin(bounds) and (segments == 2 or fill is not None):
            _add(self.graphics.lines, bounds, clip)
            return
        self._segments_left -= segments
        if self._segments_left < 0:
            self.graphics.cut = True
            return
        own = self._geometry.matrix(handle)
        matrix = own if outer is None else then(own, outer)
        half_stroke = self._half_stroke(handle, matrix) if stroked else 0.0
        self._subpaths(handle, segments, matrix, _Paint(fill, stroked, half_stroke, clip))

    def _cover(self, handle: int, outer: Affine | None) -> None:
        """Reads a path that does not show on white paper: white paint hides what is under it."""
        if self.graphics.texts and self._is_opaque(handle):
            bounds = self._geometry.bounds(handle, outer)
            if bounds is not None:
                self._add_cover(bounds, self.clip(handle, outer))

    def _is_opaque(self, handle: int) -> bool:
        """True where the path is filled, with paint that is not transparent."""
        native.path_draw_mode(handle, self._ints_at, self._ints_at + 4)
        at = self._ints_at
        filled = self._ints[0] != 0
        return (
            filled and bool(native.object_fill_color(handle, at, at + 4, at + 8, at + 12)) and self._ints[3] >= OPAQUE
        )

    def _add_cover(self, quad: Quad, clip: Quad | None) -> None:
        graphics = self.graphics
        if graphics.texts and not _is_thin(quad) and len(graphics.covers) < MAX_COVERS:
            visible: list[Quad] = []
            _add(visible, quad, clip)
            graphics.covers.extend((one, len(graphics.texts)) for one in visible)

    def _colours(self, handle: int) -> tuple[str | None, bool]:
        """The colour of the fill, and whether there is a stroke, as far as they show on white paper."""
        native.path_draw_mode(handle, self._ints_at, self._ints_at + 4)
        filled, stroked = self._ints[0] != 0, self._ints[1] != 0
        filled = filled and self._shows(handle, stroke=False)
        fill = "{:02x}{:02x}{:02x}".format(*self._ints[:3]) if filled else None
        return fill, stroked and self._shows(handle, stroke=True)

    def _shows(self, handle: int, stroke: bool) -> bool:
        """True where the object's fill (or stroke) shows on white paper."""
        at = self._ints_at
        color_of = native.object_stroke_color if stroke else native.object_fill_color
        if not color_of(handle, at, at + 4, at + 8, at + 12):
            return True  # a pattern
        red, green, blue, alpha = self._ints
        return alpha >= OPAQUE and min(red, green, blue) < WHITE

    def _half_stroke(self, handle: int, matrix: Affine) -> float:
        """Half the width of the stroke on the page, points: scaled by the square root of the matrix's determinant."""
        native.object_stroke_width(handle, self._at)
        scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        return float(self._floats[0]) * scale / 2

    def _subpaths(self, handle: int, count: int, matrix: Affine, paint: _Paint) -> None:
        """The strokes of a path that are horizontal or vertical, and the figures of its subpaths."""
        a, b, c, d, e, f = matrix
        at, floats, lines = self._at, self._floats, self.graphics.lines
        points: list[Point] = []  # of the subpath
        straight = True  # the subpath has horizontal and vertical edges only
        closed = False
        before = len(lines)
        for i in range(count):
            segment = native.path_segment(handle, i)
            kind = native.segment_type(segment)
            native.segment_point(segment, at, at + 4)
            px, py = floats[0], floats[1]
            point = (a * px + c * py + e, b * px + d * py + f)
            if kind == native.SEGMENT_MOVE:
                self._end_subpath(points, straight, closed, before, paint)
                points, straight, closed, before = [point], True, False, len(lines)
                continue
            if kind == native.SEGMENT_LINE and points:
                straight = self._edge(points[-1], point, paint) and straight
            else:
                straight = False
            points.append(point)
            if native.segment_closes(segment) and len(points) > 1:
                straight = self._edge(point, points[0], paint) and straight
                closed = True
        self._end_subpath(points, straight, closed, before, paint)

    def _edge(self, start: Point, end: Point, paint: _Paint) -> bool:
        """Adds a stroked edge where it is horizontal or vertical; True where it is."""
        x0, x1 = min(start[0], end[0]), max(start[0], end[0])
        y0, y1 = min(start[1], end[1]), max(start[1], end[1])
        if min(x1 - x0, y1 - y0) > SLOPE_POINTS:
            return False
        if paint.stroked and max(x1 - x0, y1 - y0) > 0:
            half = paint.half_stroke
            if x1 - x0 >= y1 - y0:
                quad = (x0, (y0 + y1) / 2 - half, x1, (y0 + y1) / 2 + half)
            else:
                quad = ((x0 + x1) / 2 - half, y0, (x0 + x1) / 2 + half, y1)
            _add(self.graphics.lines, quad, paint.clip)
        return True

    def _end_subpath(self, points: list[Point], straight: bool, closed: bool, before: int, paint: _Paint) -> None:
        """Adds a subpath as the area that it fills, and as a closed figure or a diagonal. `before`: how many lines the
        page had when it began."""
        if len(points) < 2:
            return
        quad = _bounds_of(points)
        if paint.fill is not None and straight and len(points) >= RECTANGLE_CORNERS:
            _add(self.graphics.lines if _is_thin(quad) else self.graphics.areas, quad, paint.clip)
        (sx, sy), (ex, ey) = points[0], points[-1]
        returns = len(points) >= RECTANGLE_CORNERS and max(abs(sx - ex), abs(sy - ey)) <= SAME_POINT
        if not (closed or returns or paint.fill is not None):
            if not straight and len(self.graphics.diagonals) < MAX_OUTLINES:
                self.graphics.diagonals.append((sx, sy, ex, ey))
        elif paint.fill is not None and not straight and _is_arrow_head(points, quad):
            del self.graphics.lines[before:]  # its edges are no lines
            if len(self.graphics.arrow_heads) < MAX_OUTLINES:
                _add(self.graphics.arrow_heads, quad, paint.clip)
        else:
            self._outline(quad, paint)

    def _outline(self, quad: Quad, paint: _Paint) -> None:
        short, long = sorted((quad[2] - quad[0], quad[3] - quad[1]))
        large = long >= OUTLINE_POINTS[0] and short >= OUTLINE_POINTS[1]
        if large and len(self.graphics.outlines) < MAX_OUTLINES:
            visible: list[Quad] = []
            _add(visible, quad, paint.clip)
            self.graphics.outlines.extend((one, paint.fill) for one in visible)

    def clip(self, handle: int, outer: Affine | None) -> Quad | None:
        """Bounds of the object's clipping, None where nothing is clipped away."""
        clip = native.object_clip_path(handle)
        if not clip:
            return None
        quad: Quad | None = None
        for path in range(max(native.clip_path_count(clip), 0)):
            count = max(native.clip_segment_count(clip, path), 0)
            self._segments_left -= count
            if self._segments_left < 0:
                self.graphics.cut = True
                return quad
            points = self._clip_points(clip, path, count)
            if points:
                own = _bounds_of(points)
                quad = own if quad is None else _intersection(quad, own)
        if quad is None or outer is None:
            return quad
        return transformed_bounds(outer, *quad)

    def _clip_points(self, clip: int, path: int, count: int) -> list[Point]:
        at, floats = self._at, self._floats
        points = []
        for i in range(count):
            native.segment_point(native.clip_segment(clip, path, i), at, at + 4)
            points.append((floats[0], floats[1]))
        return points


def _is_thin(quad: Quad) -> bool:
    return min(quad[2] - quad[0], quad[3] - quad[1]) <= THIN_POINTS


def _is_arrow_head(points: list[Point], quad: Quad) -> bool:
    """True for a small figure of few corners."""
    longest = max(quad[2] - quad[0], quad[3] - quad[1])
    return longest <= MAX_ARROW_HEAD_POINTS and len(set(points)) <= MAX_ARROW_HEAD_CORNERS


def _bounds_of(points: list[Point]) -> Quad:
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _intersection(a: Quad, b: Quad) -> Quad:
    """What two boxes share; inverted where they share nothing."""
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


def _add(quads: list[Quad], quad: Quad, clip: Quad | None) -> None:
    """Adds what of a box is inside of the clipping."""
    if clip is not None:
        quad = _intersection(quad, clip)
        if quad[0] > quad[2] or quad[1] > quad[3]:
            return
    quads.append(quad)

"""A loaded PDF page (a native handle) -> PageGraphics: a walk over its page objects in drawing order, nested forms
included, within the limits of parsers.pdf.limits."""

from __future__ import annotations

import ctypes

from parsers.pdf import native
from parsers.pdf.affine import Affine, then
from parsers.pdf.limits import MAX_FORM_DEPTH, MAX_OBJECTS_PER_PAGE
from parsers.pdf.page_graphics import PageGraphics, PlacedImage
from parsers.pdf.path_reader import ObjectGeometry, PathReader


def read_graphics(page: int) -> PageGraphics:
    """The graphics of a loaded page. `PageGraphics.cut` says that a limit was reached."""
    walker = _ObjectWalker()
    walker.walk_page(page)
    return walker.graphics


class _ObjectWalker:
    def __init__(self) -> None:
        self.graphics = PageGraphics()
        self._objects_left = MAX_OBJECTS_PER_PAGE
        self._flag = ctypes.c_int()
        self._flag_at = ctypes.addressof(self._flag)
        self._geometry = ObjectGeometry()
        self._paths = PathReader(self.graphics, self._geometry)

    def walk_page(self, page: int) -> None:
        for i in range(native.page_object_count(page)):
            if self._is_spent():
                return
            self._visit(native.page_object(page, i), None, 0)

    def _is_spent(self) -> bool:
        self._objects_left -= 1
        if self._objects_left < 0:
            self.graphics.cut = True
        return self.graphics.cut

    def _visit(self, handle: int | None, outer: Affine | None, depth: int) -> None:
        """Reads one object; `outer` is the transform of the forms around it, None outside of forms."""
        if not handle or not self._is_active(handle):
            return
        kind = native.object_type(handle)
        if kind == native.OBJECT_PATH:
            self._paths.read(handle, outer)
        elif kind == native.OBJECT_IMAGE:
            self._image(handle, outer)
        elif kind == native.OBJECT_TEXT:
            self.graphics.texts.append(handle)
            self.graphics.text_clips.append(self._paths.clip(handle, outer))
        elif kind == native.OBJECT_FORM:
            self._form(handle, outer, depth)

    def _is_active(self, handle: int) -> bool:
        return not native.object_is_active(handle, self._flag_at) or self._flag.value != 0

    def _form(self, handle: int, outer: Affine | None, depth: int) -> None:
        if depth >= MAX_FORM_DEPTH:
            self.graphics.cut = True
            return
        own = self._geometry.matrix(handle)
        inner = own if outer is None else then(own, outer)
        for i in range(native.form_object_count(handle)):
            if self._is_spent():
                return
            self._visit(native.form_object(handle, i), inner, depth + 1)

    def _image(self, handle: int, outer: Affine | None) -> None:
        bounds = self._geometry.bounds(handle, outer)
        if bounds is None:
            return
        graphics = self.graphics
        opaque = not native.object_has_transparency(handle)
        before = (len(graphics.texts), len(graphics.lines), len(graphics.areas))
        graphics.images.append(PlacedImage(bounds, handle, opaque, *before))

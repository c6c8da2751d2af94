"""A loaded PDF page -> what its layers that are switched off hold is made inactive, so that it is neither drawn nor
read (optional content, ISO 32000-1, 8.11). Which layers are off is seen on the rendered page.

Habit: revised decrees with the older version, a draft mark or notes in a layer that is not shown.
"""

from __future__ import annotations

import ctypes
import mmap
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2

from parsers.pdf import native
from parsers.pdf.affine import Affine, Quad, then
from parsers.pdf.limits import MAX_FORM_DEPTH, MAX_OBJECTS_PER_PAGE
from parsers.pdf.page_changes import PageChanges, set_active
from parsers.pdf.path_reader import ObjectGeometry

OPTIONAL = "OC"
OPTIONAL_ENTRY = re.compile(rb"/OC\s*(?:\d+\s+\d+\s+R|<<)")  # in the dictionary of a form, which is never compressed
NAME_BYTES = 512
MAX_LAYERS = 40  # of one page that are looked at; a page with more is read as if all were shown

_Layer = tuple[str, ...] | int  # names of the layers around an object, or the handle of a form


@dataclass(slots=True)
class _Members:
    """What is drawn in one layer."""

    handles: list[int] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)  # in user space


def has_optional_forms(path: Path) -> bool:
    """True where forms (or pictures) of this PDF can belong to layers; PDFium does not tell of which."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return OPTIONAL_ENTRY.search(data) is not None


def hide_layers(page: pypdfium2.PdfPage, shown: tuple[Affine, float, float], *, forms: bool) -> None:
    """Makes inactive what layers hide on a loaded page. `shown`: user space to the page as shown, its width and height
    in points; `forms`: forms can be layers too."""
    layers = _LayerFinder(forms).of_page(native.address_of(page.raw))
    if not 0 < len(layers) <= MAX_LAYERS:
        return
    changes = PageChanges(page, *shown)
    for members in layers:
        boxes = np.array(members.quads, dtype=np.float64)
        if not changes.shares(changes.without(members.handles), boxes).any():
            set_active(members.handles, active=False)


class _LayerFinder:
    """Sorts the objects of one page by the layers that they are drawn in."""

    def __init__(self, forms: bool) -> None:
        self._forms = forms
        self._geometry = ObjectGeometry()
        self._objects_left = MAX_OBJECTS_PER_PAGE
        self._layers: dict[_Layer, _Members] = {}
        self._names: dict[int, str | None] = {}  # by mark; None for marks of other kinds
        self._buffer = ctypes.create_string_buffer(NAME_BYTES)
        self._length = ctypes.c_ulong()

    def of_page(self, page: int) -> list[_Members]:
        """The layers of a loaded page (a native handle)."""
        for i in range(native.page_object_count(page)):
            self._visit(native.page_object(page, i), None, 0)
        return list(self._layers.values())

    def _visit(self, handle: int | None, outer: Affine | None, depth: int) -> None:
        self._objects_left -= 1
        if not handle or self._objects_left < 0:
            return
        is_form = native.object_type(handle) == native.OBJECT_FORM
        layer = self._layer(handle) or (handle if is_form and self._forms else None)
        if layer is not None:
            quad = self._geometry.bounds(handle, outer)
            members = self._layers.setdefault(layer, _Members())
            members.handles.append(handle)
            members.quads.extend(() if quad is None else (quad,))
        if is_form and depth < MAX_FORM_DEPTH:
            own = self._geometry.matrix(handle)
            inner = own if outer is None else then(own, outer)
            for i in range(native.form_object_count(handle)):
                self._visit(native.form_object(handle, i), inner, depth + 1)

    def _layer(self, handle: int) -> tuple[str, ...] | None:
        count = native.object_mark_count(handle)
        if count <= 0:
            return None
        names = (self._name(native.object_mark(handle, i)) for i in range(count))
        return tuple(name for name in names if name is not None) or None

    def _name(self, mark: int | None) -> str | None:
        """The name of the layer that a mark puts objects into (that of the mark itself where it has none); None where
        the mark is of another kind."""
        if not mark:
            return None
        if mark not in self._names:
            optional = self._text(native.mark_name(mark, *self._room())) == OPTIONAL
            named = optional and self._text(native.mark_string(mark, b"Name", *self._room()))
            self._names[mark] = (named or str(mark)) if optional else None
        return self._names[mark]

    def _room(self) -> tuple[int, int, int]:
        return ctypes.addressof(self._buffer), NAME_BYTES, ctypes.addressof(self._length)

    def _text(self, success: int) -> str:
        """What PDFium wrote into the buffer, UTF-16LE with a final zero; empty where there was no room."""
        length = self._length.value
        if not success or not 2 <= length <= NAME_BYTES:
            return ""
        return self._buffer.raw[: length - 2].decode("utf-16-le", "replace")

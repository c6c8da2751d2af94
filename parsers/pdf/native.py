"""PDFium's C functions in the cheapest form that ctypes has, for the calls made once per character or path. Names and
results as in fpdf_text.h and fpdf_edit.h; coordinates are PDF user space, points.

The functions of pypdfium2 check and convert each argument; with thousands of characters on a page that costs more
than PDFium's own work. Here handles and addresses of result buffers are plain integers, and the interpreter lock
is kept (PDFium is not thread-safe anyway). Callers own the buffers and keep them alive.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_INT = ctypes.c_int
_HANDLE = ctypes.c_void_p
_ADDRESS = ctypes.c_void_p


def _cheap(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int:
    """The integer behind one of pypdfium2's opaque handles; 0 for a null handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


# Characters of a text page: (text page, index[, address of the result])
char_unicode = _cheap(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INT)
char_loose_box = _cheap(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _ADDRESS)  # 4 float32: l, t, r, b
char_tight_box = _cheap(
    pdfium.FPDFText_GetCharBox, _INT, _HANDLE, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)  # 4 float64: left, right, bottom, top
char_origin = _cheap(pdfium.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _ADDRESS, _ADDRESS)  # 2 float64: x, y
char_matrix = _cheap(pdfium.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _ADDRESS)  # 6 float32: a, b, c, d, e, f
char_text_object = _cheap(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)

# Page objects: (object[, ...])
text_render_mode = _cheap(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
text_font_size = _cheap(pdfium.FPDFTextObj_GetFontSize, _INT, _HANDLE, _ADDRESS)  # 1 float32
text_font = _cheap(pdfium.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
font_base_name = _cheap(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _HANDLE, _ADDRESS, ctypes.c_size_t)
font_flags = _cheap(pdfium.FPDFFont_GetFlags, _INT, _HANDLE)

object_type = _cheap(pdfium.FPDFPageObj_GetType, _INT, _HANDLE)
object_bounds = _cheap(
    pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)  # 4 float32: left, bottom, right, top
object_matrix = _cheap(pdfium.FPDFPageObj_GetMatrix, _INT, _HANDLE, _ADDRESS)  # 6 float32
object_fill_color = _cheap(
    pdfium.FPDFPageObj_GetFillColor, _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)  # 4 uint32: r, g, b, alpha
object_stroke_color = _cheap(pdfium.FPDFPageObj_GetStrokeColor, _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
object_stroke_width = _cheap(pdfium.FPDFPageObj_GetStrokeWidth, _INT, _HANDLE, _ADDRESS)  # 1 float32
object_has_transparency = _cheap(pdfium.FPDFPageObj_HasTransparency, _INT, _HANDLE)
object_clip_path = _cheap(pdfium.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)

object_set_active = _cheap(
    pdfium.FPDFPageObj_SetIsActive, _INT, _HANDLE, _INT
)  # an inactive one is not drawn, not read
object_is_active = _cheap(pdfium.FPDFPageObj_GetIsActive, _INT, _HANDLE, _ADDRESS)  # 1 int32
object_mark_count = _cheap(pdfium.FPDFPageObj_CountMarks, _INT, _HANDLE)
object_mark = _cheap(pdfium.FPDFPageObj_GetMark, _HANDLE, _HANDLE, ctypes.c_ulong)
mark_name = _cheap(
    pdfium.FPDFPageObjMark_GetName, _INT, _HANDLE, _ADDRESS, ctypes.c_ulong, _ADDRESS
)  # UTF-16LE, bytes of the buffer; 1 unsigned long: bytes that the name takes
mark_string = _cheap(
    pdfium.FPDFPageObjMark_GetParamStringValue,
    _INT,
    _HANDLE,
    ctypes.c_char_p,
    _ADDRESS,
    ctypes.c_ulong,
    _ADDRESS,
)  # of a key, as mark_name

image_pixel_size = _cheap(
    pdfium.FPDFImageObj_GetImagePixelSize, _INT, _HANDLE, _ADDRESS, _ADDRESS
)  # 2 uint32: width, height

page_object_count = _cheap(pdfium.FPDFPage_CountObjects, _INT, _HANDLE)
page_object = _cheap(pdfium.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
form_object_count = _cheap(pdfium.FPDFFormObj_CountObjects, _INT, _HANDLE)
form_object = _cheap(pdfium.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)

annotation_count = _cheap(pdfium.FPDFPage_GetAnnotCount, _INT, _HANDLE)
annotation = _cheap(pdfium.FPDFPage_GetAnnot, _HANDLE, _HANDLE, _INT)
close_annotation = _cheap(pdfium.FPDFPage_CloseAnnot, None, _HANDLE)
annotation_subtype = _cheap(pdfium.FPDFAnnot_GetSubtype, _INT, _HANDLE)
annotation_flags = _cheap(pdfium.FPDFAnnot_GetFlags, _INT, _HANDLE)
set_annotation_flags = _cheap(pdfium.FPDFAnnot_SetFlags, _INT, _HANDLE, _INT)
flatten_page = _cheap(pdfium.FPDFPage_Flatten, _INT, _HANDLE, _INT)

path_segment_count = _cheap(pdfium.FPDFPath_CountSegments, _INT, _HANDLE)
path_segment = _cheap(pdfium.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
path_draw_mode = _cheap(pdfium.FPDFPath_GetDrawMode, _INT, _HANDLE, _ADDRESS, _ADDRESS)  # 2 int32: fill, stroke
segment_type = _cheap(pdfium.FPDFPathSegment_GetType, _INT, _HANDLE)
segment_point = _cheap(pdfium.FPDFPathSegment_GetPoint, _INT, _HANDLE, _ADDRESS, _ADDRESS)  # 2 float32: x, y
segment_closes = _cheap(pdfium.FPDFPathSegment_GetClose, _INT, _HANDLE)

clip_path_count = _cheap(pdfium.FPDFClipPath_CountPaths, _INT, _HANDLE)
clip_segment_count = _cheap(pdfium.FPDFClipPath_CountPathSegments, _INT, _HANDLE, _INT)
clip_segment = _cheap(pdfium.FPDFClipPath_GetPathSegment, _HANDLE, _HANDLE, _INT, _INT)

# Constants of the C headers that are compared per object
OBJECT_TEXT: int = pdfium.FPDF_PAGEOBJ_TEXT
OBJECT_PATH: int = pdfium.FPDF_PAGEOBJ_PATH
OBJECT_IMAGE: int = pdfium.FPDF_PAGEOBJ_IMAGE
OBJECT_FORM: int = pdfium.FPDF_PAGEOBJ_FORM
ANNOTATION_HIDDEN: int = pdfium.FPDF_ANNOT_FLAG_HIDDEN
ANNOTATION_UNSEEN: int = ANNOTATION_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
FLATTENED: int = pdfium.FLATTEN_SUCCESS
FLATTEN_AS_SHOWN: int = pdfium.FLAT_NORMALDISPLAY
SEGMENT_LINE: int = pdfium.FPDF_SEGMENT_LINETO
SEGMENT_MOVE: int = pdfium.FPDF_SEGMENT_MOVETO
RENDER_INVISIBLE: int = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
RENDER_CLIP_ONLY: int = pdfium.FPDF_TEXTRENDERMODE_CLIP
RENDER_FILL_STROKE: int = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE

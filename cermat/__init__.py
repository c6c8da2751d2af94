"""Cermat as a library: performance-indicator decrees -> documents in which every value knows its place on the page.

    from cermat import extract, extract_many, diff, load, load_many, to_frame

Paths are texts or `pathlib.Path`; every option has a default. What can't be read raises a `CermatError`, whose text
says what is wrong and whose `remedy` says what to do. All functions may be called from several threads; what is not
made for that, PDFium and the OCR engines, takes one call at a time. Cermat logs under the name "cermat".
"""

from cermat import name_clash

name_clash.check()

from cermat.comparing import diff  # noqa: E402 - only after the names are known to be Cermat's own
from cermat.many import Extraction, extract_many  # noqa: E402
from cermat.one_file import extract  # noqa: E402
from cermat.results import load, load_many, to_frame  # noqa: E402
from schemas.diff import Change  # noqa: E402
from schemas.document import Document  # noqa: E402
from schemas.errors import CermatError  # noqa: E402

__all__ = [
    "CermatError",
    "Change",
    "Document",
    "Extraction",
    "diff",
    "extract",
    "extract_many",
    "load",
    "load_many",
    "to_frame",
]

"""Pages as the browser shows them: JPEG bytes, made before somebody looks, the latest kept in memory."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from extractor.page_pictures import PagePictures
from schemas.document import Document

SHOWN_DPI = 170.0
JPEG_QUALITY = 80
MOST_BYTES = 96_000_000
"""Of all pictures that are kept: some two hundred pages."""
DOCUMENTS_OPEN = 4

PageView = tuple[bytes, float]
"""A JPEG, and its resolution in dots per inch."""
Open = Callable[[int], tuple[Path | None, Document]]
"""Number of a document -> its file and what was read from it."""


class PageViews:
    """Pictures of pages by document and page number."""

    def __init__(self, open_document: Open, password: str | None = None) -> None:
        self._open = open_document
        self._password = password
        self._lock = threading.Lock()
        self._pages: OrderedDict[tuple[int, int], PageView] = OrderedDict()
        self._bytes = 0
        self._documents: OrderedDict[int, PagePictures] = OrderedDict()
        self._ahead = ThreadPoolExecutor(1, "halaman")

    def page(self, document: int, number: int) -> PageView | None:
        """The page (1-based); None where it can't be shown."""
        found = self._pages.get((document, number))
        if found is not None:
            return found
        with self._lock:
            return self._pages.get((document, number)) or self._made(document, number)

    def make_ahead(self, pages: Iterable[tuple[int, int]]) -> None:
        """Makes pictures in the background; those that are there already cost nothing."""
        for document, number in pages:
            if (document, number) not in self._pages:
                self._ahead.submit(self.page, document, number)

    def forget(self) -> None:
        """Files were found, or others are meant: everything is looked at anew."""
        with self._lock:
            self._documents.clear()
            self._pages.clear()
            self._bytes = 0

    def close(self) -> None:
        """Ends what is being made ahead."""
        self._ahead.shutdown(wait=False, cancel_futures=True)

    def _made(self, document: int, number: int) -> PageView | None:
        shown = self._pictures(document).page(number)
        if shown is None:
            return None
        file = io.BytesIO()
        Image.fromarray(shown[0]).convert("RGB").save(file, "JPEG", quality=JPEG_QUALITY)
        view = (file.getvalue(), shown[1])
        self._keep((document, number), view)
        return view

    def _pictures(self, document: int) -> PagePictures:
        if document not in self._documents:
            path, read = self._open(document)
            self._documents[document] = PagePictures(path, read, SHOWN_DPI, self._password)
            while len(self._documents) > DOCUMENTS_OPEN:
                self._documents.popitem(last=False)
        return self._documents[document]

    def _keep(self, key: tuple[int, int], view: PageView) -> None:
        self._pages[key] = view
        self._bytes += len(view[0])
        while self._bytes > MOST_BYTES and len(self._pages) > 1:
            _, gone = self._pages.popitem(last=False)
            self._bytes -= len(gone[0])

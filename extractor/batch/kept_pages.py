"""Recognised pages <-> bytes, in the process that reads: a file whose reading was stopped goes on behind them.

Only that process looks into the bytes. For the run and its journal they are opaque, since a file may have taken over
the process that made them; they go back to the reading of the same file and nowhere else.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from extractor.batch.read_task import PageNews
from parsers.page_work import PageWork

if TYPE_CHECKING:
    from parsers.ocr_interface import RecognisedPage

TELL_SECONDS = 0.2
"""Pages with text take a hundredth of a second each; so often at most is told how far the reading is."""


class KeptPages(PageWork):
    """Takes the pages of a task that were kept; tells of those that are finished now."""

    def __init__(self, kept: Iterable[tuple[int, bytes]], count: int, tell: Callable[[PageNews], None]) -> None:
        """`count`: how many pages are to be read."""
        self._kept = dict(kept)
        self._count = count
        self._tell = tell
        self._done = 0
        self._taken = 0  # of the pages that were kept
        self._new: tuple[int, bytes] = (0, b"")  # the page that was recognised just now
        self._told = time.monotonic()

    def kept(self, number: int) -> RecognisedPage | None:
        """As PageWork has it; what can't be unpacked is recognised again."""
        data = self._kept.pop(number, None)
        page = None if data is None else _unpacked(data)
        self._taken += page is not None
        return page

    def recognised(self, page: RecognisedPage) -> None:
        """As PageWork has it."""
        self._new = page.page.number, _packed(page)

    def done(self, number: int) -> None:
        """As PageWork has it."""
        self._done += 1
        new, self._new = self._new, (0, b"")
        if new[0] or time.monotonic() - self._told >= TELL_SECONDS:
            self._told = time.monotonic()
            self._tell(PageNews(self._done, self._count, self._taken, *new))


def _packed(page: RecognisedPage) -> bytes:
    return zlib.compress(_adapter().dump_json(page))


def _unpacked(data: bytes) -> RecognisedPage | None:
    """The page; None where the bytes are none of `_packed`."""
    try:
        return _adapter().validate_json(zlib.decompress(data))
    except (zlib.error, ValidationError):
        return None


@cache
def _adapter() -> TypeAdapter[RecognisedPage]:
    from parsers.ocr_interface import RecognisedPage

    return TypeAdapter(RecognisedPage)

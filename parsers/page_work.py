"""What goes on page by page while a file is read: who is told of finished pages, and who keeps recognised ones.

To recognise a page takes seconds; a file that is read again after its reading was stopped takes the pages that were
kept and recognises the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.ocr_interface import RecognisedPage


class PageWork:
    """Hears of the pages of one file; this one keeps nothing and tells nobody."""

    def kept(self, number: int) -> RecognisedPage | None:
        """Page `number` (1-based) as it was recognised before, from the same bytes by the same options; None: not."""
        return None

    def recognised(self, page: RecognisedPage) -> None:
        """Called for each page that was recognised now, as soon as it is."""

    def done(self, number: int) -> None:
        """Called for each page that is finished, whether its text was read, recognised or kept."""


UNWATCHED = PageWork()
"""For files that are read by themselves."""

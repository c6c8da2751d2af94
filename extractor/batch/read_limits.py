"""How far the reading of one file may go: seconds of wall clock and megabytes of resident memory."""

from __future__ import annotations

from dataclasses import dataclass

BASE_SECONDS = 60.0
"""Time that every file has, if the user sets no limit of his own; digital files take less than a second."""
PAGE_SECONDS = 30.0
"""Time that every page adds: a recognised page takes 5 s on a free core, a slow machine has several at work."""
LONGEST_SECONDS = 2 * 3600.0
"""Pages add up to this; a file may claim millions of them."""
DEFAULT_MEMORY_MB = 3072
"""Recognising pages takes up to about 1,000 MB, a very large digital file as much."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one file may go."""

    seconds: float | None = None  # None: BASE_SECONDS, and PAGE_SECONDS for each page
    memory_mb: int = DEFAULT_MEMORY_MB  # resident memory of the process that reads it

    def allowed_seconds(self, pages: int) -> float:
        """Seconds that a file with so many pages to read may take."""
        if self.seconds is not None:
            return self.seconds
        return min(BASE_SECONDS + pages * PAGE_SECONDS, LONGEST_SECONDS)

    def more_generous_than(self, other: Limits) -> bool:
        """Whether a file that `other` stopped may pass: there is more time, or more memory."""
        longer = other.seconds is not None and (self.seconds is None or self.seconds > other.seconds)
        return longer or self.memory_mb > other.memory_mb

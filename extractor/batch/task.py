"""What one process is asked to do, how far it may go, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.batch.outcome import Result
from extractor.spelling import DEFAULT_SPELLING, SpellingOptions
from parsers.reading import ReadOptions

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
        if self.seconds is not None:
            return self.seconds
        return min(BASE_SECONDS + pages * PAGE_SECONDS, LONGEST_SECONDS)


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all files of a run."""

    options: ReadOptions
    spelling: SpellingOptions = DEFAULT_SPELLING
    formats: tuple[str, ...] = ()  # the formats that make a file per document, to be rendered where it is read


@dataclass(frozen=True, slots=True)
class Task:
    place: str  # a path, or the URL of a file that has to be fetched first
    name: str  # the file's name as outputs show it
    job: Job


@dataclass(frozen=True, slots=True)
class Reply:
    result: Result
    sha256: str = ""  # of what was read; empty where it could not be opened
    rendered: tuple[tuple[str, bytes], ...] = ()  # format and bytes of each output of this document
    attempts: int = 1

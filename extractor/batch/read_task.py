"""What one process is asked to do, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.batch.outcome import Result
from extractor.spelling import DEFAULT_SPELLING, SpellingOptions
from parsers.reading import ReadOptions
from schemas.table_instruction import TableInstruction


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all files of a run."""

    options: ReadOptions
    spelling: SpellingOptions = DEFAULT_SPELLING
    formats: tuple[str, ...] = ()  # the formats that make a file per document, to be rendered where it is read


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read."""

    place: str  # a path, or the URL of a file that has to be fetched first
    name: str  # the file's name as outputs show it
    job: Job
    path: str | None = None  # the file's path below the folder that was named; None: not known
    instructions: tuple[TableInstruction, ...] = ()  # what people said of its tables
    kept: tuple[tuple[int, bytes], ...] = ()  # pages that an earlier reading recognised: number, PageNews.recognised


@dataclass(frozen=True, slots=True)
class PageNews:
    """How far the reading of a file is."""

    done: int  # pages that are finished
    count: int  # pages to read; 1 where that can't be told, or where files have no pages
    kept: int = 0  # of those finished: pages that an earlier reading had recognised
    number: int = 0  # of the page that was recognised just now, 1-based; 0: none was
    recognised: bytes = b""  # that page, for the process that reads the file again (extractor.batch.kept_pages)


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a task."""

    result: Result
    sha256: str = ""  # of what was read; empty where it could not be opened
    rendered: tuple[tuple[str, bytes], ...] = ()  # format and bytes of each output of this document
    attempts: int = 1

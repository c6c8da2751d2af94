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


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a task."""

    result: Result
    sha256: str = ""  # of what was read; empty where it could not be opened
    rendered: tuple[tuple[str, bytes], ...] = ()  # format and bytes of each output of this document
    attempts: int = 1

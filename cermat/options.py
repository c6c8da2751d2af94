"""Options of the functions -> what the reading takes: pages and passwords, spelling, files of projects."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, get_type_hints

from extractor.commands.command_options import page_ranges
from extractor.spelling import SpellingOptions, read_project
from parsers.reading import OCR_MODES, OcrMode, ReadOptions

AnyPath = str | os.PathLike[str]


class ReadingOptions(TypedDict, total=False):
    """How files are read; every option may be left out."""

    pages: str | Sequence[tuple[int, int]] | None  # "3-10", "1,4,7-9", "5-", or first and last pages; None: all
    password: str | None
    ocr: OcrMode  # recognise text in pictures of pages: where needed, everywhere, nowhere
    ocr_engine: str | None  # as `cermat doctor` names it; None: the one that comes with Cermat
    spelling: bool  # whether mistyped words are repaired; True if left out
    project: AnyPath | None  # TOML file with words of your own and fixed corrections


def read_options(options: ReadingOptions) -> ReadOptions:
    """Pages, password and OCR. Raises ValueError where `pages` or `ocr` can't be understood, TypeError for an option
    that there is none of: a misspelt one would read other pages than those that were meant."""
    _only_known(options)
    pages = options.get("pages")
    return ReadOptions(
        pages=page_ranges(pages) if isinstance(pages, str) else tuple(pages) if pages is not None else None,
        password=options.get("password"),
        ocr=options.get("ocr", "auto"),
        ocr_engine=options.get("ocr_engine"),
    )


def _only_known(options: ReadingOptions) -> None:
    known = get_type_hints(ReadingOptions)
    for name in options:
        if name not in known:
            raise TypeError(f"there is no option {name!r}; the options are {', '.join(known)}")
    if options.get("ocr", "auto") not in OCR_MODES:
        raise ValueError(f"ocr is one of {', '.join(OCR_MODES)}, not {options['ocr']!r}")


def spelling_options(options: ReadingOptions) -> SpellingOptions:
    """Raises OSError or ValueError where the project file can't be read, or is none."""
    project = options.get("project")
    words = read_project(None if project is None else Path(project))
    return SpellingOptions(repair=options.get("spelling", True), project=words)

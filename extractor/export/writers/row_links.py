"""Where the links of a row lead: its page in the file that was read, and the JSON file of its document."""

from __future__ import annotations

import os
from pathlib import Path

from extractor.export.collecting import ExportOptions
from extractor.export.tables.document_tables import DocumentFiles

_WITH_PAGES = ".pdf"


def source_link(files: DocumentFiles, options: ExportOptions, page: int | None) -> str | None:
    """The file that was read, of a PDF at its page (1-based); None where it is not known.

    Files of this machine are given relative to the folder of the tables, so that both can be moved together.
    """
    source = files.source
    if source is None or "://" in source:
        return source
    at = f"#page={page}" if page is not None and source.lower().endswith(_WITH_PAGES) else ""
    return None if options.folder is None else _relative(Path(source), options.folder) + at


def result_link(files: DocumentFiles, options: ExportOptions) -> str | None:
    """The JSON file of the document; None where it has none."""
    if files.result is None or options.folder is None or options.results is None:
        return None
    return _relative(options.results / files.result, options.folder)


def _relative(file: Path, folder: Path) -> str:
    absolute = os.path.abspath(file)
    try:
        return Path(os.path.relpath(absolute, os.path.abspath(folder))).as_posix()
    except ValueError:  # on another drive
        return Path(absolute).as_posix()

"""Task -> reply: one file read from beginning to end, inside the process that may be stopped at any moment.

Nothing is written here: what was made of the file goes back as bytes.
"""

from __future__ import annotations

import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from extractor.batch.document_digest import digest_of, outcome_of, packed, renamed
from extractor.batch.kept_pages import KeptPages
from extractor.batch.outcome import Outcome, Result, outcome_of_error
from extractor.batch.read_task import PageNews, Reply, Task
from extractor.export import FORMATS, PerDocument
from extractor.file_names import printable
from extractor.pipeline import extract
from parsers.reading import ReadOptions
from parsers.sniff import Kind, sniff
from schemas.errors import Cause, CermatError, InputError, cause
from schemas.system_errors import system_trouble

MAX_CAUSE_CHARS = 300
MAX_TRACE_CHARS = 20_000


def carry_out(task: Task, tell: Callable[[PageNews], None]) -> Reply:
    """Reads the file of `task`. `tell` hears how many pages are to be read before the work begins, then how many are.

    Every exception becomes a result: what a file can do to its reader is an outcome of the file.
    """
    path = Path(task.place)
    start = time.monotonic()
    try:
        count = pages_to_read(path, task.job.options)
        tell(PageNews(0, count))
        work = KeptPages(task.kept, count, tell)
        document = extract(path, task.job.options, task.job.spelling, task.instructions, work)
        document = renamed(document, task.name, task.path)
        rendered = tuple(
            (name, form.render(document)) for name in task.job.formats if isinstance(form := FORMATS[name], PerDocument)
        )
        result = Result(
            outcome_of(document),
            digest_of(document),
            seconds=time.monotonic() - start,
            document=packed(document),
        )
        return Reply(result, document.berkas.sha256, rendered)
    except MemoryError as error:
        return _failure(Outcome.OUT_OF_MEMORY, cause("memory_refused", "more_memory"), error, start)
    except CermatError as error:
        return _failure(outcome_of_error(error), error.cause, error, start)
    except OSError as error:
        if (trouble := system_trouble(error)) is not None:
            return _failure(outcome_of_error(trouble), trouble.cause, error, start)
        return _bug(error, start)
    except Exception as error:  # noqa: BLE001 - the door of the process: a bug costs this file and is told as one
        return _bug(error, start)


def _bug(error: Exception, start: float) -> Reply:
    words = printable(f"{type(error).__name__}: {error}")[:MAX_CAUSE_CHARS]
    return _failure(Outcome.INTERNAL, cause("internal", "report", error=words), error, start)


def _failure(outcome: Outcome, why: Cause, error: BaseException, start: float) -> Reply:
    trace = "".join(traceback.format_exception(error))[-MAX_TRACE_CHARS:]
    return Reply(Result(outcome, cause=why, trace=trace, seconds=time.monotonic() - start))


def pages_to_read(path: Path, options: ReadOptions) -> int:
    """How many pages of the file will be read; 1 where that can't be told, or where files have no pages."""
    try:
        sniffed = sniff(path)
    except InputError:
        return 1
    if sniffed.kind is Kind.PDF:
        return _pdf_pages(path, options)
    if sniffed.kind is Kind.IMAGE:
        return _pictures(path)
    return max(_pictures_in_word(path), 1) if sniffed.kind is Kind.DOCX else 1


def _pdf_pages(path: Path, options: ReadOptions) -> int:
    import pypdfium2

    from parsers.one_at_a_time import ONE_AT_A_TIME
    from parsers.pdf.limits import MAX_PAGES

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(path, password=options.password)
        except pypdfium2.PdfiumError:
            return 1
        try:
            return sum(options.wants(number) for number in range(1, min(len(document), MAX_PAGES) + 1))
        finally:
            document.close()


def _pictures_in_word(path: Path) -> int:
    """Files that may be pictures of pages in a DOCX."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(name.startswith("word/media/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return 0


def _pictures(path: Path) -> int:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            return getattr(picture, "n_frames", 1)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises for bad files
        return 1

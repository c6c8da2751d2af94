"""`cermat extract`: files and folders in, JSON documents and one CSV out."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.batch.inputs import gather
from extractor.batch.remote import is_url
from extractor.batch.run import Again, Item
from extractor.batch.task import Job
from extractor.batch.wording import burden_line
from extractor.commands.batch import Manner, Voice, in_folder, run_many, run_options, tell_skipped
from extractor.commands.common import (
    PageRanges,
    manner_options,
    one_clear_line,
    reading_options,
    say,
    set_up_logging,
    show_traceback,
)
from extractor.commands.report import Outcome, Progress, print_report
from extractor.export import FORMATS, PerDocument, run_files
from extractor.export.review import FILE as REVIEW_FILE
from extractor.messages import Language, Messages
from extractor.names import printable
from extractor.outputs import OutputFolder, as_output_error
from extractor.pipeline import extract
from extractor.spelling import SpellingOptions, read_project
from extractor.workload import cells_of, counted, cut_of
from normalizers.spelling import ProjectWords
from parsers.reading import OcrMode, ReadOptions
from schemas.document import Document
from schemas.errors import CermatError, ExitCode, NothingToRead


def parse_formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """A list of output formats with commas between them."""
    names = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    if not names or any(name not in FORMATS for name in names):
        raise click.BadParameter(f"{value!r}: choose from {', '.join(FORMATS)}, with commas between them.")
    return names


def parse_project(ctx: click.Context, param: click.Parameter, value: Path | None) -> ProjectWords:
    """The words and corrections of a project file; none where none is named."""
    if value is None:
        return ProjectWords()
    try:
        return read_project(value)
    except FileNotFoundError as error:
        raise click.BadParameter(f"{printable(str(value))}: there is no such file.") from error
    except OSError as error:
        raise click.BadParameter(f"{printable(str(value))} can't be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise click.BadParameter(printable(f"{value}: {error}.")) from error


@click.command("extract", short_help="Turn decrees into JSON and CSV.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    default="output",
    show_default=True,
    help="Folder for the results; made if it is not there.",
)
@click.option(
    "--format",
    "formats",
    callback=parse_formats,
    metavar="LIST",
    default="json,csv",
    show_default=True,
    help="What to write: json (one document per file), csv (all indicators in indikator.csv).",
)
@click.option("--no-spelling", is_flag=True, help="Leave mistyped words as they are printed.")
@click.option(
    "--project",
    callback=parse_project,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file with words of your own and fixed corrections: [ejaan] kata = [...], koreksi = {...}.",
)
@reading_options
@run_options
@manner_options
def extract_command(
    paths: tuple[str, ...],
    output: str,
    formats: tuple[str, ...],
    no_spelling: bool,
    project: ProjectWords,
    pages: PageRanges | None,
    password: str | None,
    ocr: OcrMode,
    ocr_engine: str | None,
    jobs: int | None,
    timeout: float | None,
    memory: int | None,
    retry: tuple[str, ...],
    fresh: bool,
    journal: Path | None,
    scheduler: str | None,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Extract the indicators (indikator kinerja) of decrees: IKU, IKI, PK, RENSTRA, RKT and RENAKSI.

    PATH is a PDF, DOCX, text or image file, or a folder that is searched with all folders in it. Every file becomes
    OUTPUT/<file name>.json, and all indicators together OUTPUT/indikator.csv. A file that can't be read does not
    stop the others.

    Several files are read at the same time, each in a process that can be stopped without harm. A run that was ended
    goes on where it was when the same command is given again.
    """
    set_up_logging(verbose)
    messages = Messages(lang)
    voice = Voice(messages, quiet, verbose)
    options = ReadOptions(pages=pages, password=password, ocr=ocr, ocr_engine=ocr_engine)
    spelling = SpellingOptions(repair=not no_spelling, project=project)
    again = Again(fresh, "failed" in retry, "partial" in retry)
    manner = Manner(jobs, timeout, memory, again, scheduler, journal)
    with one_clear_line(messages, verbose):
        found = gather(paths, leave_out=None if is_url(output) else Path(output))
        if not found.items and not found.failures:
            tell_skipped(found, voice)
            listed = ", ".join(printable(path) for path in paths)
            raise NothingToRead(messages("line.nothing", paths=listed))
        job = Job(options, spelling, tuple(name for name in formats if isinstance(FORMATS[name], PerDocument)))
        if manner == Manner() and not is_url(output) and found.single is not None:
            code = _read_one(found.single, OutputFolder(Path(output), found.sources), formats, job, voice)
        else:
            code = run_many(found, output, formats, job, manner, voice)
    raise SystemExit(code)


def _read_one(item: Item, folder: OutputFolder, formats: tuple[str, ...], job: Job, voice: Voice) -> ExitCode:
    """Reads a single file in this process, without a journal: the short way for the everyday case."""
    messages = voice.messages
    document: Document | None = None
    interrupted = False
    with Progress(1, messages, quiet=voice.quiet) as progress:
        progress.begin(item.label)
        try:
            document = extract(Path(item.place), job.options, job.spelling)
            _write_documents(document, item, folder, job.formats)
            outcome = outcome_of(item.label, document)
        except CermatError as error:
            say(messages.failure(item.label, error))
            outcome = _failed(error, error.exit_code, item, voice)
        except KeyboardInterrupt:
            interrupted = True
        except Exception as error:  # noqa: BLE001 - a bug is told as one, with the file's name
            say(messages.bug(item.label, error))
            outcome = _failed(error, ExitCode.INTERNAL, item, voice)
        else:
            progress.done(outcome)
    _collect(document if not interrupted and outcome.failure is None else None, item, folder, formats)
    if not voice.quiet:
        if not interrupted:
            print_report([outcome], messages)
            if document is not None and outcome.failure is None and (counts := counted(cells_of(document))):
                file = in_folder(printable(str(folder.root)), REVIEW_FILE) if "csv" in formats else None
                say(burden_line(cut_of(counts).taken(counts), counts.total(), messages, file))
        if interrupted or outcome.failure is None:
            say(messages("line.interrupted" if interrupted else "line.written", folder=printable(str(folder.root))))
    return ExitCode.INTERRUPTED if interrupted else outcome.failure or ExitCode.OK


def _write_documents(document: Document, item: Item, folder: OutputFolder, formats: tuple[str, ...]) -> None:
    for name in formats:
        form = FORMATS[name]
        if isinstance(form, PerDocument):
            folder.write(item.stem.with_name(item.stem.name + form.suffix), form.render(document))


def _collect(document: Document | None, item: Item, folder: OutputFolder, formats: tuple[str, ...]) -> None:
    """The files that would hold all documents of a run, with this one; without any where it could not be read."""
    with as_output_error(folder.root), run_files(formats, folder) as files:
        if document is not None:
            files.add(document, item.stem.as_posix())


def _failed(error: Exception, code: ExitCode, item: Item, voice: Voice) -> Outcome:
    if voice.verbose:
        show_traceback(error)
    return Outcome(item.label, failure=code)


def outcome_of(label: str, document: Document) -> Outcome:
    return Outcome(
        label,
        kind=document.jenis,
        sections=len(document.bagian),
        indicators=sum(len(section.indikator) for section in document.bagian),
        nodes=len(document.kaskade),
        findings=len(document.temuan),
    )

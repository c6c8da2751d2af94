"""`cermat extract`: files and folders in, JSON documents and one CSV out."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path, PurePosixPath

import click

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
from extractor.export import FORMATS, Collector, PerDocument, PerRun
from extractor.inputs import Inputs, Source, find
from extractor.messages import Language, Messages
from extractor.names import printable
from extractor.outputs import OutputFolder, as_output_error, stems
from extractor.pipeline import extract
from extractor.spelling import SpellingOptions, read_project
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
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{printable(str(value))}: {error}") from error


@click.command("extract", short_help="Turn decrees into JSON and CSV.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
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
@manner_options
def extract_command(
    paths: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    no_spelling: bool,
    project: ProjectWords,
    pages: PageRanges | None,
    password: str | None,
    ocr: OcrMode,
    ocr_engine: str | None,
    lang: Language,
    quiet: bool,
    verbose: bool,
) -> None:
    """Extract the indicators (indikator kinerja) of decrees: IKU, IKI, PK, RENSTRA, RKT and RENAKSI.

    PATH is a PDF, DOCX, text or image file, or a folder that is searched with all folders in it. Every file becomes
    OUTPUT/<file name>.json, and all indicators together OUTPUT/indikator.csv. A file that can't be read does not
    stop the others.
    """
    set_up_logging(verbose)
    messages = Messages(lang)
    options = ReadOptions(pages=pages, password=password, ocr=ocr, ocr_engine=ocr_engine)
    with one_clear_line(messages, verbose):
        inputs = find(paths, leave_out=output)
        if not inputs.sources and not inputs.failures:
            _tell_skipped(inputs, messages, verbose)
            listed = ", ".join(printable(str(path)) for path in paths)
            raise NothingToRead(messages("line.nothing", paths=listed))
        spelling = SpellingOptions(repair=not no_spelling, project=project)
        run = Run(inputs, OutputFolder(output, inputs.sources), formats, options, spelling, messages, verbose, quiet)
        outcomes, interrupted = run.go()
        if not quiet:
            print_report(outcomes, messages)
            _tell_skipped(inputs, messages, verbose)
            done = "line.interrupted" if interrupted else "line.written"
            say(messages(done, folder=printable(str(output))))
    raise SystemExit(ExitCode.INTERRUPTED if interrupted else _exit_code(outcomes))


class Run:
    """One run over many files: each is read, written and told about before the next."""

    def __init__(
        self,
        inputs: Inputs,
        folder: OutputFolder,
        formats: tuple[str, ...],
        options: ReadOptions,
        spelling: SpellingOptions,
        messages: Messages,
        verbose: bool,
        quiet: bool,
    ) -> None:
        self._inputs = inputs
        self._folder = folder
        self._per_document = [f for name in formats if isinstance(f := FORMATS[name], PerDocument)]
        self._per_run = [f for name in formats if isinstance(f := FORMATS[name], PerRun)]
        self._options = options
        self._spelling = spelling
        self._messages = messages
        self._verbose = verbose
        self._quiet = quiet

    def go(self) -> tuple[list[Outcome], bool]:
        """The outcome of every file that was begun, and whether Ctrl-C ended the run early."""
        outcomes: list[Outcome] = []
        interrupted = False
        for label, error in self._inputs.failures:
            outcomes.append(self._failed(label, error))
        sources = self._inputs.sources
        with ExitStack() as stack:
            collectors: list[Collector] = []
            for form in self._per_run:
                file = stack.enter_context(self._folder.open(PurePosixPath(form.file_name)))
                collectors.append(form.collect(file))
            with Progress(len(sources), self._messages, quiet=self._quiet) as progress:
                for source, stem in zip(sources, stems(sources), strict=True):
                    progress.begin(source.label)
                    try:
                        outcome = self._one(source, stem, collectors)
                    except KeyboardInterrupt:
                        interrupted = True
                        break
                    outcomes.append(outcome)
                    progress.done(outcome)
            with as_output_error(self._folder.root):
                for collector in collectors:
                    collector.close()
        return outcomes, interrupted

    def _one(self, source: Source, stem: PurePosixPath, collectors: list[Collector]) -> Outcome:
        try:
            document = extract(source.path, self._options, self._spelling)
            for form in self._per_document:
                self._folder.write(stem.with_name(stem.name + form.suffix), form.render(document))
            with as_output_error(self._folder.root):
                for collector in collectors:
                    collector.add(document, stem.as_posix())
        except CermatError as error:
            return self._failed(source.label, error)
        except Exception as error:  # noqa: BLE001 - one file's bug must not cost the others; it is told, and counted
            return self._broken(source.label, error)
        return outcome_of(source.label, document)

    def _failed(self, label: str, error: CermatError) -> Outcome:
        say(self._messages.failure(label, error))
        if self._verbose:
            show_traceback(error)
        return Outcome(label, failure=error.exit_code)

    def _broken(self, label: str, error: Exception) -> Outcome:
        say(self._messages.bug(label, error))
        if self._verbose:
            show_traceback(error)
        return Outcome(label, failure=ExitCode.INTERNAL)


def outcome_of(label: str, document: Document) -> Outcome:
    return Outcome(
        label,
        kind=document.jenis,
        sections=len(document.bagian),
        indicators=sum(len(section.indikator) for section in document.bagian),
        findings=len(document.temuan),
    )


def _exit_code(outcomes: list[Outcome]) -> ExitCode:
    """A single file that failed says why in the exit code; of several, any failure gives SOME_FAILED."""
    failures = [outcome.failure for outcome in outcomes if outcome.failure is not None]
    if not failures:
        return ExitCode.OK
    return failures[0] if len(outcomes) == 1 else ExitCode.SOME_FAILED


def _tell_skipped(inputs: Inputs, messages: Messages, verbose: bool) -> None:
    if verbose:
        for label in inputs.skipped:
            say(messages("line.skipped_name", name=label))
    elif inputs.skipped:
        say(messages("line.skipped", count=len(inputs.skipped)))

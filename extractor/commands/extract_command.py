"""`cermat extract`: files and folders in, JSON documents and one CSV out. The options; extract_run.py is the work."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.batch.read_limits import DEFAULT_MEMORY_MB, Limits
from extractor.batch.retry_policy import RetryPolicy
from extractor.batch.worker_start import early_worker
from extractor.commands.command_options import (
    PageRanges,
    csv_dialect_option,
    message_options,
    one_clear_line,
    reading_options,
)
from extractor.commands.run_options import Reporter, RunOptions, run_options
from extractor.console import set_up_logging
from extractor.messages import Language, Messages
from parsers.reading import OcrMode, ReadOptions


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
    metavar="LIST",
    default="json,csv",
    show_default=True,
    help="What to write: json (one document per file), csv (all indicators in indikator.csv, figures in angka.csv), "
    "and the formats of `cermat export`.",
)
@csv_dialect_option
@click.option("--no-spelling", is_flag=True, help="Leave mistyped words as they are printed.")
@click.option(
    "--project",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file with words of your own and fixed corrections: [ejaan] kata = [...], koreksi = {...}.",
)
@click.option("--watch", is_flag=True, help="Go on reading what comes into the folders, until Ctrl-C.")
@click.option(
    "--poll",
    type=click.FloatRange(min=0.1, max=3600),
    metavar="SECONDS",
    help="With --watch: look at the folders so often; for network shares, which tell of no changes.",
)
@reading_options
@run_options
@message_options
def extract_command(
    paths: tuple[str, ...],
    output: str,
    formats: str,
    csv_dialect: str,
    no_spelling: bool,
    project: Path | None,
    watch: bool,
    poll: float | None,
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

    PATH is a document (PDF, Word, spreadsheet, OpenDocument, HTML, text, image), an archive or a mail of documents,
    or a folder that is searched with all folders in it. Every file becomes OUTPUT/<file name>.json,
    and all indicators together OUTPUT/indikator.csv. A file that can't be read does not stop the others.

    Several files are read at the same time, each in a process that can be stopped without harm. A run that was ended
    goes on where it was when the same command is given again.
    """
    set_up_logging(verbose)
    messages = Messages(lang)
    limits = Limits(timeout, memory or DEFAULT_MEMORY_MB)
    with one_clear_line(messages, verbose), early_worker(limits.memory_mb) as early:
        # The process that reads imports its libraries while this one imports what follows.
        from extractor.commands.extract_run import ExtractRequest, parse_formats, parse_project, run_extraction
        from extractor.export.csv_table import DIALECTS
        from extractor.spelling import SpellingOptions

        request = ExtractRequest(
            paths,
            output,
            parse_formats(formats),
            ReadOptions(pages=pages, password=password, ocr=ocr, ocr_engine=ocr_engine),
            SpellingOptions(repair=not no_spelling, project=parse_project(project)),
            DIALECTS[csv_dialect],
        )
        options = RunOptions(
            jobs, limits, RetryPolicy(fresh, "failed" in retry, "partial" in retry), scheduler, journal
        )
        reporter = Reporter(messages, quiet, verbose)
        if watch:
            from extractor.commands.watch_run import watch_folders

            code = watch_folders(request, options, reporter, early, poll)
        else:
            code = run_extraction(request, options, reporter, early)
    raise SystemExit(code)

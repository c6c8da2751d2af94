"""`cermat extract`: files and folders in, JSON documents and one CSV out. The options; extract_run.py is the work."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.batch.read_limits import DEFAULT_MEMORY_MB, Limits
from extractor.batch.retry_policy import RetryPolicy
from extractor.batch.worker_start import early_worker
from extractor.commands.command_options import (
    csv_dialect_option,
    message_options,
    one_clear_line,
    reading_options,
)
from extractor.commands.run_options import Reporter, RunOptions, run_options
from extractor.console import set_up_logging
from extractor.messages import Language, Messages
from parsers.reading import ReadOptions


@click.command("extract")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    default="output",
    show_default=True,
)
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    default="json,csv",
    show_default=True,
)
@csv_dialect_option
@click.option("--no-spelling", is_flag=True)
@click.option(
    "--project",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
)
@click.option("--watch", is_flag=True)
@click.option(
    "--poll",
    type=click.FloatRange(min=0.1, max=3600),
    metavar="SECONDS",
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
    reading: ReadOptions,
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
    """Extract the indicators (indikator kinerja) of decrees: IKU, IKI, PK, RENSTRA, RKT and RENAKSI."""
    set_up_logging(verbose)
    messages = Messages(lang)
    limits = Limits(timeout, memory or DEFAULT_MEMORY_MB)
    with one_clear_line(messages, verbose), early_worker(limits.memory_mb) as early:
        # The process that reads imports its libraries while this one imports what follows.
        from extractor.commands.extract_run import ExtractRequest, parse_formats, run_extraction
        from extractor.export.csv_table import DIALECTS
        from extractor.spelling import SpellingOptions, read_project

        request = ExtractRequest(
            paths,
            output,
            parse_formats(formats),
            reading,
            SpellingOptions(repair=not no_spelling, project=read_project(project)),
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

"""Commands with one output, which goes to a file or to standard output: their options, and what they read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click

from extractor.input_files import InputFile
from extractor.output_folder import OutputFolder
from extractor.pipeline import extract
from extractor.results.decided_results import load_decided
from parsers.reading import ReadOptions
from parsers.sniff import check_readable
from schemas.document import Document

RESULT_START = b"{"
"""Results of `cermat extract` begin with this; no document that is read does."""

F = TypeVar("F", bound=Callable[..., Any])


def output_options(formats: Iterable[str]) -> Callable[[F], F]:
    """--format, one of `formats`, and --output."""

    def add(command: F) -> F:
        output = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
        return click.option("--format", "form", type=click.Choice(list(formats)))(output(command))

    return add


def form_for(output: Path | None, formats: Collection[str], endings: Mapping[str, str], otherwise: str) -> str:
    """The format that an output is written in where none is asked for: by the ending of its name, which is a format's
    name or one of `endings` (without the point) for it; `otherwise` where that says nothing, or there is no file."""
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    form = {"htm": "html", **endings}.get(ending, ending)
    return form if form in formats else otherwise


def document_or_result(file: Path, options: ReadOptions) -> Document:
    """A result as it stands, or what is extracted from a document. Raises an InputError."""
    check_readable(file)
    with file.open("rb") as opened:
        start = opened.read(1)
    return load_decided(file) if start == RESULT_START else extract(file, options)


def deliver(data: bytes, output: Path | None, inputs: Sequence[Path] = ()) -> None:
    """Writes `data` to the file, or to standard output where there is none. Raises OutputError, also where the file is
    one of the inputs."""
    if output is None:
        click.echo(data, nl=False)
    else:
        OutputFolder(output.parent, [InputFile(path) for path in inputs]).write(PurePosixPath(output.name), data)

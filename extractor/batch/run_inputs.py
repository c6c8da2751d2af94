"""Paths and URLs of files and folders -> the inputs of a run, each with the place of its outputs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.batch.remote_storage import RemoteFile, find_remote, is_url
from extractor.batch.run import RunItem
from extractor.batch.run_summary import FAILURES_FILE, REPORT_FILE, SUMMARY_FILE
from extractor.export import FORMATS, PerDocument, PerFolder
from extractor.file_names import numbered, printable
from extractor.input_archives import Unpacker
from extractor.input_files import FoundInputs, InputFile, find_inputs
from extractor.output_folder import stems
from schemas.errors import InputError

RESERVED_STEMS = ("indikator", "ringkasan", "gagal", "laporan", "datapackage", "datapackage/datapackage")
"""What a run writes beside the documents; an input of such a name gets a number."""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What a run works on, and what was passed over."""

    items: tuple[RunItem, ...]  # local inputs in the order of the command line, then remote ones
    skipped: tuple[str, ...]
    failures: tuple[tuple[str, InputError], ...]  # folders that could not be searched

    @property
    def sources(self) -> Iterator[InputFile]:
        """The local inputs as files that no output may replace; made anew each time, since there may be many."""
        return (InputFile(Path(item.place), inside=item.inside) for item in self.items if not item.remote)


def gather(
    places: Sequence[str],
    *,
    leave_out: Path | None,
    unpacker: Unpacker | None = None,
    only: Container[Path] | None = None,
) -> RunInputs:
    """Everything at `places`, paths and URLs. `leave_out`: a local folder that is not searched.

    With an `unpacker`, local archives and mails are folders. `only`: the files in local folders that are taken.
    """
    local = find_inputs(
        [Path(place) for place in places if not is_url(place)], leave_out=leave_out, unpacker=unpacker, only=only
    )
    remote: list[RemoteFile] = []
    skipped = list(local.skipped)
    failures = list(local.failures)
    for place in places:
        if is_url(place):
            try:
                files, passed_over = find_remote(place)
            except InputError as error:
                failures.append((printable(place), error))
                continue
            remote.extend(files)
            skipped.extend(passed_over)
    return RunInputs(tuple(_items(local, remote)), tuple(skipped), tuple(failures))


def _items(local: FoundInputs, remote: list[RemoteFile]) -> list[RunItem]:
    stand_ins = [InputFile(Path(file.name), file.folder) for file in remote]
    everything = [*local.sources, *stand_ins]
    places = iter(stems(everything, RESERVED_STEMS, names_of_a_run(), document_suffixes()))
    labels = iter(_told_apart([source.label for source in everything]))
    items = [
        RunItem(str(source.path), printable(source.name), next(labels), next(places), inside=source.inside)
        for source in local.sources
    ]
    for file in remote:
        name = printable(file.name)
        items.append(RunItem(file.url, name, next(labels), next(places), mark=file.mark, remote=True))
    return items


def names_of_a_run() -> list[str]:
    """What a run may put into the output folder itself: tables of all documents, and reports."""
    tables = [name for form in FORMATS.values() if isinstance(form, PerFolder) for name in form.files]
    return [PurePosixPath(name).parts[0] for name in (*tables, SUMMARY_FILE, FAILURES_FILE, REPORT_FILE)]


def document_suffixes() -> list[str]:
    """How the outputs of single documents end."""
    return [form.suffix for form in FORMATS.values() if isinstance(form, PerDocument)]


def _told_apart(labels: Sequence[str]) -> list[str]:
    """The labels, of equal ones the later numbered as their outputs are: "a.pdf", "a.pdf~2"."""
    taken: set[str] = set()
    result: list[str] = []
    for label in labels:
        one = next(one for one in numbered(label) if one not in taken)
        taken.add(one)
        result.append(one)
    return result

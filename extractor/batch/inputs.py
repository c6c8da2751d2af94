"""The inputs of a run, local and remote, with the places of their outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.remote import RemoteFile, find_remote, is_url
from extractor.batch.run import Item
from extractor.inputs import Inputs, Source, find
from extractor.names import printable
from extractor.outputs import stems
from schemas.errors import InputError

RESERVED_STEMS = ("indikator", "ringkasan", "gagal", "laporan")
"""What a run writes beside the documents; an input of such a name gets a number."""


@dataclass(frozen=True, slots=True)
class Found:
    items: tuple[Item, ...]  # local inputs in the order of the command line, then remote ones
    sources: tuple[Source, ...]  # the local ones
    skipped: tuple[str, ...]
    failures: tuple[tuple[str, InputError], ...]  # folders that could not be searched

    @property
    def single(self) -> Item | None:
        """The one local file that this is all about; None where there is more, or less."""
        return self.items[0] if len(self.items) == len(self.sources) == 1 and not self.failures else None


def gather(places: Sequence[str], *, leave_out: Path | None) -> Found:
    """Everything at `places`, paths and URLs. `leave_out`: a local folder that is not searched."""
    local = find([Path(place) for place in places if not is_url(place)], leave_out=leave_out)
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
    return Found(tuple(_items(local, remote)), local.sources, tuple(skipped), tuple(failures))


def _items(local: Inputs, remote: list[RemoteFile]) -> list[Item]:
    stand_ins = [Source(Path(file.name), file.folder) for file in remote]
    places = iter(stems([*local.sources, *stand_ins], reserved=RESERVED_STEMS))
    items = [
        Item(str(source.path), printable(source.path.name), source.label, next(places)) for source in local.sources
    ]
    for file, stand_in in zip(remote, stand_ins, strict=True):
        name = printable(file.name)
        items.append(Item(file.url, name, stand_in.label, next(places), mark=file.mark, remote=True))
    return items

"""Inputs of a run and what the journal knows -> the inputs with the places that they keep in the output folder.

A file keeps the place of its outputs for good, whether it is found in a folder, in a folder of that or named alone:
what a run over a part reads is added to what is there. Another file of the same name gets a place of its own, unless
the one that had it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from extractor.batch.journal import KnownFile
from extractor.batch.run import RunItem
from extractor.file_names import numbered, same_name_key


def placed(items: Sequence[RunItem], known: Iterable[KnownFile]) -> list[RunItem]:
    """The items in their order. Of new ones that would meet another file's outputs, stem and label are numbered."""
    places = {file.path: file for file in known}
    at = {item.known_as: places.pop(item.known_as, None) for item in items}
    kept = [file for file in at.values() if file is not None]
    others = [file for file in places.values() if not file.is_gone]
    stems = {same_name_key(file.stem) for file in (*kept, *others)}
    labels = {file.label for file in (*kept, *others)}
    return [_at(item, file) if (file := at[item.known_as]) else _beside(item, stems, labels) for item in items]


def _at(item: RunItem, file: KnownFile) -> RunItem:
    return _moved(item, file.stem, file.label)


def _beside(item: RunItem, stems: set[str], labels: set[str]) -> RunItem:
    """The item at its own place, or the next one that is free; notes what it takes."""
    stem = next(one for one in numbered(item.stem.as_posix()) if same_name_key(one) not in stems)
    label = next(one for one in numbered(item.label) if one not in labels)
    stems.add(same_name_key(stem))
    labels.add(label)
    return _moved(item, stem, label)


def _moved(item: RunItem, stem: str, label: str) -> RunItem:
    """The item with this stem and label; itself where it has them, since there may be many."""
    if (item.stem.as_posix(), item.label) == (stem, label):
        return item
    return replace(item, stem=PurePosixPath(stem), label=label)

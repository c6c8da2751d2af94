"""Files of an output folder -> the documents among them: which ones are meant as such, and one of them loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from extractor.folder_walk import files_below

SUFFIX = ".json"
NOT_DOCUMENTS = frozenset({"ringkasan.json", "datapackage.json", "datapackage/datapackage.json"})
"""What Cermat itself writes beside the documents, by its path below the folder."""


def result_stems(root: Path) -> Iterator[str]:
    """Paths of all JSON files below `root`, with slashes and without their suffix; hidden folders are passed over.

    Links to folders are not followed: what they lead to is another folder's.
    """
    for file in files_below(root):
        path = file.relative_to(root).as_posix()
        if path.endswith(SUFFIX) and path not in NOT_DOCUMENTS:
            yield path.removesuffix(SUFFIX)


def is_meant_as_result(file: Path) -> bool:
    """Whether a JSON file that is no valid document should be one: other people's JSON lies in folders too."""
    if not file.is_file():  # a pipe would be waited for
        return False
    try:
        value = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return True  # nobody can say what it is, and it may have been a document before somebody edited it
    return isinstance(value, dict) and ("kontrak" in value or {"berkas", "bagian"} <= value.keys())

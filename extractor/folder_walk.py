"""A folder -> the files in it and in all folders below it, however deep: no step of it is a call within a call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def files_below(root: Path) -> Iterator[Path]:
    """The regular files below `root`, hidden ones and those in hidden folders left out, in no order.

    Links to folders are not followed; folders that can't be searched are passed over.
    """
    waiting = [os.fspath(root)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file():
                    yield Path(entry.path)

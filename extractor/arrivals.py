"""Files that come into watched folders -> those that have stopped growing, each once for each of its states."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SETTLE_SECONDS = 2.0
"""A file whose size and time of change stay the same for so long is complete; scanners write page by page."""

_TEMPORARY = frozenset({".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".filepart"})
"""Suffixes under which programs write what they rename when it is complete."""

State = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(slots=True)
class Arrivals:
    """What is known of the files in some folders; `look` again and again, with the time of a clock in seconds."""

    folders: Sequence[Path]
    leave_out: Path | None = None  # a folder that is not searched: the output, where it lies inside
    _since: dict[Path, tuple[State, float]] = field(default_factory=dict)  # of files that wait: state, since when
    _done: dict[Path, State] = field(default_factory=dict)  # the state in which a file was handed on

    def look(self, now: float) -> frozenset[Path]:
        """Files that have stopped growing and were not handed on in this state; each is handed on once."""
        ready: set[Path] = set()
        waiting: dict[Path, tuple[State, float]] = {}
        for path, state in self._files():
            if self._done.get(path) == state:
                continue
            known, since = self._since.get(path, (state, now))
            since = since if known == state else now
            if now - since >= SETTLE_SECONDS:
                ready.add(path)
                self._done[path] = state
            else:
                waiting[path] = state, since
        self._since = waiting
        return frozenset(ready)

    @property
    def waiting(self) -> bool:
        """Whether some file may still grow."""
        return bool(self._since)

    def _files(self) -> Iterator[tuple[Path, State]]:
        left_out = os.path.realpath(self.leave_out) if self.leave_out is not None else None
        for folder in self.folders:
            for place, folders, names in os.walk(folder, followlinks=False):
                folders[:] = [
                    name
                    for name in folders
                    if not name.startswith(".") and os.path.realpath(os.path.join(place, name)) != left_out
                ]
                for name in names:
                    path = Path(place, name)
                    if not is_unfinished(name) and (state := _state(path)) is not None:
                        yield path, state


def is_unfinished(name: str) -> bool:
    """True for names of hidden files, of files that a program still writes, and of Office's marks of open files."""
    return name.startswith((".", "~$")) or os.path.splitext(name)[1].lower() in _TEMPORARY


def _state(path: Path) -> State | None:
    try:
        info = path.stat()
    except OSError:  # it has just gone
        return None
    return (info.st_size, info.st_mtime_ns) if info.st_size else None

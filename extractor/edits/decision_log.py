"""suntingan.jsonl: the decisions of people, one JSON object a line, only ever appended to.

A decision counts as made when its line is on the disk (fsync). Whoever appends holds a lock between processes, so that
two people lose nothing of each other's; who reads needs none. A process that is killed while it writes leaves at most
one line without its end, which was never confirmed: it is left where it is, ended by the next line, and counted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from extractor.output_folder import as_output_error
from schemas.decision import FILE, Decision
from schemas.errors import DamagedInput, NothingToRead, OutputError, system_code

LOCK_FILE = "suntingan.lock"
LOCK_SECONDS = 30.0
"""How long one waits for another who is writing; a line takes milliseconds."""
HIDDEN = ".cermat"


@dataclass(frozen=True, slots=True)
class LogState:
    """What stands in the file."""

    decisions: tuple[Decision, ...]  # in the order in which they were made, each id once
    damaged: tuple[int, ...] = ()  # numbers of lines, 1-based, that are no decision


class DecisionLog:
    """The decisions of one output folder. What was read once is not read again: only what others appended since."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = folder / HIDDEN / LOCK_FILE
        self._read_to = 0  # bytes
        self._lines = 0
        self._known: dict[str, Decision] = {}
        self._damaged: list[int] = []

    def state(self) -> LogState:
        """All decisions, also those that others have made since. Raises OutputError where the file can't be read."""
        try:
            self._read_on()
        except FileNotFoundError:
            self._forget()
        except OSError as error:
            raise OutputError("not_written", str(self.path), system=system_code(error)) from error
        return LogState(tuple(self._known.values()), tuple(self._damaged))

    def append(self, decisions: Iterable[Decision]) -> None:
        """Writes decisions to the end of the file; they are on the disk when this returns.

        Raises OutputError where they can't be written, or another process holds the file for too long.
        """
        lines = b"".join(decision.model_dump_json(exclude_none=True).encode() + b"\n" for decision in decisions)
        with as_output_error(self.path):
            self._lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._lock, timeout=LOCK_SECONDS), as_output_error(self.path):
                self._write(lines)
        except Timeout as error:
            raise OutputError("decisions_locked", str(self.path), remedy="wait") from error

    def take(self, file: Path) -> tuple[Decision, ...]:
        """Appends the decisions of another suntingan.jsonl that this one does not have, and returns them.

        Raises NothingToRead where there is no such file, DamagedInput where a line of it is no decision.
        """
        other = DecisionLog(file.parent)
        other.path = file
        if not file.is_file():
            raise NothingToRead("no_such_result", str(file), remedy="check_path")
        found = other.state()
        if found.damaged:
            raise DamagedInput("decision_damaged", str(file), remedy="decisions_file", line=found.damaged[0])
        known = {decision.id for decision in self.state().decisions}
        fresh = tuple(decision for decision in found.decisions if decision.id not in known)
        if fresh:
            self.append(fresh)
        return fresh

    def _write(self, lines: bytes) -> None:
        new = not self.path.exists()
        with self.path.open("ab+") as file:
            if file.tell() and not _ends_line(file.fileno(), file.tell()):
                lines = b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync_folder(self.path.parent)

    def _read_on(self) -> None:
        size = self.path.stat().st_size
        if size < self._read_to:  # another file has its place
            self._forget()
        if size == self._read_to:
            return
        with self.path.open("rb") as file:
            file.seek(self._read_to)
            data = file.read(size - self._read_to)
        whole = data.rfind(b"\n") + 1  # what comes behind is still being written
        self._read_to += whole
        self._take_lines(data[:whole].split(b"\n")[:-1])

    def _take_lines(self, lines: Sequence[bytes]) -> None:
        for line in lines:
            self._lines += 1
            if not line.strip():
                continue
            try:
                decision = Decision.model_validate_json(line)
            except ValidationError:
                self._damaged.append(self._lines)
            else:
                self._known.setdefault(decision.id, decision)

    def _forget(self) -> None:
        self._read_to = self._lines = 0
        self._known.clear()
        self._damaged.clear()


def _ends_line(handle: int, size: int) -> bool:
    """Whether the last byte of an open file ends a line."""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    """That a new file is in its folder has to reach the disk too; Windows can't open folders, and need not."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

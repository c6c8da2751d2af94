"""Outputs that are no longer as Cermat wrote them are kept beside the new ones, and told about.

For each output the SHA-256 of what was written is remembered in one SQLite file. An output with another content was
edited by a person, or was never Cermat's; it is copied to `indikator.csv.lama` before anything takes its place.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import OutputError

FILE = "luaran.sqlite"
KEPT_SUFFIX = ".lama"
BUSY_SECONDS = 30.0
"""How long to wait while another process notes something."""

_TABLE = """
CREATE TABLE IF NOT EXISTS written (
    path TEXT PRIMARY KEY,  -- below the output folder, or absolute
    sha256 TEXT,            -- of what Cermat wrote last; NULL before the first time
    coming TEXT NOT NULL    -- of what it writes now; a process that is killed in between leaves one of the two
) WITHOUT ROWID
"""

TellKept = Callable[[Path, Path], None]
"""Hears of an output that was kept, and of the file that holds it now."""


class KeptEdits:
    """What Cermat wrote in one output folder. Raises OutputError where that can't be noted."""

    def __init__(self, root: Path, folder: Path, tell: TellKept) -> None:
        """`root`: the output folder; `folder`: where the notes are kept, made if it is not there."""
        self._root = root
        self._path = folder / FILE
        self._tell = tell
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(
                self._path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
        except (OSError, sqlite3.DatabaseError) as error:
            raise OutputError("notes_not_written", str(self._path), detail=error) from error
        self._do("PRAGMA journal_mode=WAL")
        self._do("PRAGMA synchronous=NORMAL")
        self._do(_TABLE)

    def before_writing(self, target: Path, sha256: str) -> None:
        """Before a content with this SHA-256 takes the place of `target`."""
        self._keep(target, sha256)
        self._do(
            "INSERT INTO written VALUES (?, NULL, ?) ON CONFLICT DO UPDATE SET coming = excluded.coming",
            self._key(target),
            sha256,
        )

    def after_writing(self, target: Path) -> None:
        """When it has taken its place."""
        self._do("UPDATE written SET sha256 = coming WHERE path = ?", self._key(target))

    def unchanged(self, target: Path) -> bool:
        """Whether the output `target` is as Cermat wrote it."""
        try:
            return sha256_of_file(target) in self._known(target)
        except OSError:
            return False

    def before_removing(self, target: Path) -> None:
        """Before an output is removed."""
        self._keep(target, None)
        self._do("DELETE FROM written WHERE path = ?", self._key(target))

    @contextmanager
    def noted_together(self) -> Iterator[None]:
        """What is noted inside the block is noted for good when it ends, also by an exception."""
        self._do("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._do("COMMIT")

    def close(self) -> None:
        """Ends the notes."""
        self._base.close()

    def _keep(self, target: Path, coming: str | None) -> None:
        if not target.is_file():
            return
        present = sha256_of_file(target)
        if present != coming and present not in self._known(target):
            kept = _free(target)
            shutil.copy2(target, kept)
            self._tell(target, kept)

    def _known(self, target: Path) -> tuple[str | None, ...]:
        row = self._do("SELECT sha256, coming FROM written WHERE path = ?", self._key(target)).fetchone()
        return tuple(row) if row is not None else ()

    def _key(self, target: Path) -> str:
        path = target.absolute()
        root = self._root.absolute()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

    def _do(self, statement: str, *values: str) -> sqlite3.Cursor:
        try:
            return self._base.execute(statement, values)
        except (sqlite3.DatabaseError, UnicodeEncodeError) as error:
            raise OutputError("notes_not_written", str(self._path), detail=error) from error


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free(target: Path) -> Path:
    """A name beside `target` that no file has: indikator.csv.lama, indikator.csv.lama-2."""
    kept, number = target.with_name(target.name + KEPT_SUFFIX), 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.name}{KEPT_SUFFIX}-{number}")
    return kept

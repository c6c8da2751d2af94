"""What a run has done so far, in one SQLite file, so that the next run goes on where this one ended.

`results` has what became of a content under certain options, the document included; `files` has which output holds
which result; `pages` has what was recognised of contents that are not finished. A row is written when its output is
in place: whatever a killed run leaves behind, the journal never says more than is true. Rows are committed in groups,
which end when the run has to wait for a file; what a killed run loses of a group is made again by the next one. Two
runs can't work in one folder at the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from extractor.batch.outcome import Digest, Outcome, Result
from extractor.batch.read_limits import Limits
from schemas.errors import Cause, OutputError, system_code

FOLDER = ".cermat"
FILE = "journal.sqlite"
LOCK_FILE = "lock.sqlite"
LAYOUT = 4
"""Number of the tables' layout; a journal of another one is begun anew, if it can't be brought to this one."""
SALT_BYTES = 16

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    sha256 TEXT NOT NULL,     -- of the input's bytes
    options TEXT NOT NULL,    -- digest of options and version
    version TEXT NOT NULL,    -- for people
    outcome TEXT,             -- NULL: begun and not finished
    attempts INTEGER NOT NULL,
    seconds REAL, peak_mb REAL,
    limit_seconds REAL, limit_mb INTEGER,
    cause TEXT,               -- JSON of schemas.errors.Cause; NULL where nothing failed
    trace TEXT,
    digest TEXT,              -- JSON
    document BLOB,
    finished TEXT,            -- UTC
    checksum TEXT,            -- SHA-256 of the document; a disk, or somebody, may have changed it since
    PRIMARY KEY (sha256, options)
);
CREATE TABLE IF NOT EXISTS files (
    stem TEXT PRIMARY KEY,    -- the output's path below the output folder, without the suffix of its format
    path BLOB NOT NULL,       -- the input, as the system encodes it
    mark TEXT NOT NULL,       -- what the storage of a remote input says of its state; empty for local ones
    sha256 TEXT NOT NULL,
    options TEXT NOT NULL,
    outcome TEXT NOT NULL,
    formats TEXT NOT NULL,    -- written for this file, with blanks between
    label TEXT NOT NULL DEFAULT ''  -- what `dokumen` says; empty in rows of layout 2
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_path ON files (path);
CREATE TABLE IF NOT EXISTS pages (
    sha256 TEXT NOT NULL,     -- of the input's bytes
    options TEXT NOT NULL,    -- digest of options and version
    number INTEGER NOT NULL,  -- 1-based
    data BLOB NOT NULL,       -- opaque: for the process that reads the input again
    checksum TEXT NOT NULL,   -- SHA-256 of the data
    PRIMARY KEY (sha256, options, number)
) WITHOUT ROWID;
"""
_FROM_LAYOUT_2 = "ALTER TABLE files ADD COLUMN label TEXT NOT NULL DEFAULT ''"
_FROM_LAYOUT_3 = "ALTER TABLE results ADD COLUMN checksum TEXT"
_COLUMNS = {
    "about": "name, value",
    "results": "sha256, options, version, outcome, attempts, seconds, peak_mb, limit_seconds, limit_mb, cause, trace,"
    " digest, document, finished, checksum",
    "files": "stem, path, mark, sha256, options, outcome, formats, label",
    "pages": "sha256, options, number, data, checksum",
}
_FILE_COLUMNS = "stem, label, path, sha256, options, formats"
_RESULT_COLUMNS = "outcome, digest, cause, trace, seconds, peak_mb, attempts, limit_seconds, limit_mb"

_SYSTEM_CODES = {
    sqlite3.SQLITE_FULL: "ENOSPC",
    sqlite3.SQLITE_READONLY: "EROFS",
    sqlite3.SQLITE_IOERR: "EIO",
    sqlite3.SQLITE_CANTOPEN: "EACCES",
    sqlite3.SQLITE_PERM: "EACCES",
}
"""Primary result codes of SQLite that are about the disk, and what the system calls them."""
_PRIMARY_CODE = 0xFF
"""Of an extended result code, the bits that hold the primary one."""

_DIGEST = TypeAdapter(Digest)
_CAUSE = TypeAdapter(Cause)


@dataclass(frozen=True, slots=True)
class Key:
    """One content read under certain options by a certain version."""

    sha256: str
    options: str  # digest, see extractor.batch.fingerprint


@dataclass(frozen=True, slots=True)
class Stored:
    """A result as the journal has it; its document is read when it is wanted."""

    result: Result  # without the document
    attempts: int
    limits: Limits  # that it was made under; seconds is None for the default


@dataclass(frozen=True, slots=True)
class Written:
    """What the journal says of one output."""

    key: Key
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """An input of this run or an earlier one, and where its outputs are."""

    stem: str  # of its outputs, below the output folder
    label: str  # what `dokumen` says
    path: str  # of the input: a URL, or an absolute path of this machine
    written: Written

    @property
    def is_gone(self) -> bool:
        """Whether the input is no longer where it was; of a URL that is not known."""
        if _is_remote(self.path) or os.path.exists(self.path):
            return False
        return not any(place.is_file() for place in Path(self.path).parents)  # an archive that it is a member of


class Journal:
    """Opened by one run at a time. Raises OutputError where it can't be opened, or another run has it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder / LOCK_FILE, folder.parent)
        except OSError as error:
            raise OutputError("not_written", str(folder), system=system_code(error)) from error
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._lock.close()
            raise _trouble(error, self._path) from error

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        (layout,) = self._base.execute("PRAGMA user_version").fetchone()
        if layout == 2:
            self._base.execute(_FROM_LAYOUT_2)
        if layout in (2, 3):
            self._base.execute(_FROM_LAYOUT_3)
        elif layout not in (0, LAYOUT):
            for table in _COLUMNS:
                self._base.execute(f"DROP TABLE IF EXISTS {table}")
        self._base.executescript(_TABLES)
        self._base.execute(f"PRAGMA user_version={LAYOUT}")
        self._base.execute("INSERT OR IGNORE INTO about VALUES ('salt', ?)", (secrets.token_bytes(SALT_BYTES),))
        (salt,) = self._base.execute("SELECT value FROM about WHERE name = 'salt'").fetchone()
        for table, columns in _COLUMNS.items():  # fails where somebody else's tables have these names
            self._base.execute(f"SELECT {columns} FROM {table} LIMIT 0")
        if not isinstance(salt, bytes):
            raise sqlite3.DatabaseError("the salt is no bytes")
        self.salt: bytes = salt

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit()
        finally:
            self._base.close()
            self._lock.close()

    def commit(self) -> None:
        """Ends the group: what was noted outlives the process."""
        if self._base.in_transaction:
            self._do("COMMIT")

    def _begin_group(self) -> None:
        if not self._base.in_transaction:
            self._do("BEGIN IMMEDIATE")

    def begin(self, key: Key, version: str) -> None:
        """Notes that a content is being read. Its pages as other options, or another version, had them go."""
        self._begin_group()
        self._do("DELETE FROM pages WHERE sha256 = ? AND options <> ?", key.sha256, key.options)
        self._do(
            "INSERT INTO results (sha256, options, version, attempts) VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET attempts = attempts + 1, outcome = NULL, document = NULL",
            key.sha256,
            key.options,
            version,
        )

    def finish(self, key: Key, version: str, result: Result, limits: Limits, attempts: int) -> int:
        """Stores a result, made in `attempts` of which `begin` counted one; returns how many there were ever."""
        self._begin_group()
        (total,) = self._one(
            "INSERT INTO results (sha256, options, version, attempts, outcome, seconds, peak_mb, limit_seconds,"
            " limit_mb, cause, trace, digest, document, finished, checksum)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " attempts = attempts + excluded.attempts - 1, outcome = excluded.outcome, seconds = excluded.seconds,"
            " peak_mb = excluded.peak_mb, limit_seconds = excluded.limit_seconds, limit_mb = excluded.limit_mb,"
            " cause = excluded.cause, trace = excluded.trace, digest = excluded.digest,"
            " document = excluded.document, finished = excluded.finished, checksum = excluded.checksum"
            " RETURNING attempts",
            key.sha256,
            key.options,
            version,
            attempts,
            result.outcome.value,
            result.seconds,
            result.peak_mb,
            limits.seconds,
            limits.memory_mb,
            None if result.cause is None else json.dumps(asdict(result.cause)),
            result.trace,
            json.dumps(asdict(result.digest)),
            result.document or None,
            datetime.now(UTC).isoformat(timespec="seconds"),
            _checksum(result.document),
        )
        return int(total)

    def keep_page(self, key: Key, number: int, data: bytes) -> None:
        """Keeps a page of a content that is being read until `drop_pages`."""
        self._do("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", *_values(key), number, data, _checksum(data))

    def kept_pages(self, key: Key) -> tuple[tuple[int, bytes], ...]:
        """The pages that were kept, with their numbers; those that have been damaged since are left out."""
        rows = self._do("SELECT number, data, checksum FROM pages WHERE sha256 = ? AND options = ?", *_values(key))
        return tuple((number, data) for number, data, checksum in rows if _is_whole(data, checksum))

    def drop_pages(self, key: Key) -> None:
        """Gives up the pages of a content, since it is finished, or is to be read from its beginning."""
        self._do("DELETE FROM pages WHERE sha256 = ? AND options = ?", *_values(key))

    def stored(self, key: Key) -> Stored | None:
        """The finished result of a content; None where there is none, or what there is has been damaged."""
        row = self._one(
            f"SELECT {_RESULT_COLUMNS} FROM results WHERE sha256 = ? AND options = ? AND outcome IS NOT NULL",
            key.sha256,
            key.options,
        )
        try:
            return None if row is None else _stored(row)
        except (ValidationError, ValueError, TypeError):
            return None  # it is read again

    def document(self, key: Key) -> bytes | None:
        """The document of a result as it was packed; None where there is none, or it has been damaged."""
        row = self._one(
            "SELECT document, checksum FROM results WHERE sha256 = ? AND options = ?", key.sha256, key.options
        )
        data, checksum = row if row is not None else (None, None)
        return data if isinstance(data, bytes) and (checksum is None or _is_whole(data, checksum)) else None

    def known_files(self) -> Iterator[KnownFile]:
        """Every input whose outputs are in the folder, also those that failed."""
        for row in self._do(f"SELECT {_FILE_COLUMNS} FROM files"):
            if (file := _known(row)) is not None:
                yield file

    def known_file(self, stem: str) -> KnownFile | None:
        """The input whose outputs are at `stem`."""
        row = self._one(f"SELECT {_FILE_COLUMNS} FROM files WHERE stem = ?", stem)
        return None if row is None else _known(row)

    def content_at(self, path: str, mark: str) -> str | None:
        """The SHA-256 that the input at a remote `path` had when its storage said the same of it."""
        row = self._one(
            "SELECT sha256 FROM files WHERE path = ? AND mark = ? AND sha256 <> ''", os.fsencode(path), mark
        )
        return row[0] if row else None

    def forget(self, stem: str) -> None:
        """Before an output changes: once that is committed, the journal does not vouch for it, whatever happens."""
        self._begin_group()
        self._do("DELETE FROM files WHERE stem = ?", stem)

    def wrote(self, file: KnownFile, mark: str, outcome: Outcome) -> None:
        """After the outputs of `file` are in place. Results of its content that no output holds are given up.

        It is in the journal for good with the next `commit`.
        """
        key = file.written.key
        self._begin_group()
        self._do(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            file.stem,
            os.fsencode(file.path),
            mark,
            key.sha256,
            key.options,
            outcome.value,
            " ".join(file.written.formats),
            file.label,
        )
        self._do(
            "DELETE FROM results WHERE sha256 = ? AND options <> ? AND outcome IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM files WHERE files.sha256 = results.sha256 AND files.options = results.options)",
            key.sha256,
            key.options,
        )

    def _do(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._base.execute(statement, values)
        except sqlite3.DatabaseError as error:
            raise _trouble(error, self._path) from error

    def _one(self, statement: str, *values: object) -> Any:
        return self._do(statement, *values).fetchone()


def _locked(path: Path, output: Path) -> sqlite3.Connection:
    """The lock of a run, which the system gives back however the run ends. What else lies there is replaced."""
    for again in (True, False):
        lock = sqlite3.connect(path, isolation_level=None, timeout=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            return lock
        except sqlite3.DatabaseError as error:
            lock.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise OutputError("another_run", str(output), remedy="wait") from error
            if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB or not again:
                raise _trouble(error, path) from error
            path.unlink(missing_ok=True)  # no run has it, or it would be a database
    raise AssertionError("unreachable")


def _trouble(error: sqlite3.DatabaseError, path: Path) -> OutputError:
    """What a database says, as an error: the system's trouble where it is one, else the file is no good."""
    code = _SYSTEM_CODES.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE)
    if code is not None:
        return OutputError("not_written", str(path), system=code)
    return OutputError("no_journal", str(path), remedy="delete_journal", detail=error)


def _checksum(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _is_whole(data: object, checksum: object) -> bool:
    return isinstance(data, bytes) and checksum == _checksum(data)


def _values(key: Key) -> tuple[str, str]:
    return key.sha256, key.options


def _is_remote(path: str) -> bool:
    return "://" in path


def _known(row: tuple[Any, ...]) -> KnownFile | None:
    """A row of _FILE_COLUMNS; None where it is damaged. Layout 2 had paths as they were typed."""
    stem, label, path, sha256, options, formats = row
    if not isinstance(path, bytes) or not all(
        isinstance(text, str) for text in (stem, label, sha256, options, formats)
    ):
        return None
    place = os.fsdecode(path)
    place = place if _is_remote(place) else os.path.abspath(place)
    return KnownFile(stem, label or stem, place, Written(Key(sha256, options), tuple(formats.split())))


def _stored(row: tuple[Any, ...]) -> Stored:
    """A row of _RESULT_COLUMNS. Raises ValueError, or TypeError, where it is damaged."""
    outcome, digest, cause, trace, seconds, peak_mb, attempts, limit_seconds, limit_mb = row
    figures = _DIGEST.validate_json(digest)
    why = None if cause is None else _CAUSE.validate_json(cause)
    result = Result(Outcome(outcome), figures, why, str(trace), float(seconds), float(peak_mb))
    limits = Limits(None if limit_seconds is None else float(limit_seconds), int(limit_mb))
    return Stored(result, int(attempts), limits)

"""Inputs and outputs that are not on this machine's disks, through fsspec: s3://, gs://, sftp://, memory:// and others.

fsspec is an extra (`cermat[remote]`); a run over local files never imports it.
"""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from extractor.batch.outcome import Result, outcome_of_error
from extractor.batch.read_task import Reply, Task
from extractor.file_names import output_name, printable
from extractor.input_files import DOCUMENT_SUFFIXES, TEXT_SUFFIXES, TOP
from parsers.read import sha256_of
from schemas.errors import CermatError, MissingComponent, NothingToRead, OutputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}
SUFFIXES = (DOCUMENT_SUFFIXES | TEXT_SUFFIXES | PICTURE_SUFFIXES) - {""}
"""What is taken from a remote folder. Looking into every file, as with local folders, would fetch them all."""

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""At least two letters before the colon: C:/ is a drive."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a storage."""

    url: str
    folder: PurePosixPath  # below the folder that was named
    mark: str  # changes when the file does: what its storage says of it (size, time, ETag)

    @property
    def name(self) -> str:
        """Its name without folders."""
        return posixpath.basename(self.url)


def is_url(text: str) -> bool:
    """Whether `text` is a URL and no path."""
    return _URL.match(text) is not None


def find_remote(url: str) -> tuple[list[RemoteFile], list[str]]:
    """The files at `url`, or in the folder that it names, in order of name; and the names of those passed over.

    Raises NothingToRead where the storage doesn't show it, MissingComponent without the library for its kind of URL.
    """
    files, path = _open(url)
    with _told(_unreadable(url)):
        if files.isfile(path):
            return [RemoteFile(url, TOP, files.ukey(path))], []
        entries = sorted(files.find(path))
        if not entries:
            raise NothingToRead("nothing_at_url", url)
        taken: list[RemoteFile] = []
        skipped: list[str] = []
        for entry in entries:
            below = PurePosixPath(entry[len(path) :].lstrip("/"))
            if any(part.startswith(".") for part in below.parts):
                continue
            if below.suffix.lower() in SUFFIXES:
                taken.append(RemoteFile(files.unstrip_protocol(entry), below.parent, files.ukey(entry)))
            else:
                skipped.append(printable(str(below)))
        return taken, skipped


def read_near(task: Task, read: Callable[[Task], Reply]) -> Reply:
    """What `read` answers to `task`; a file at a URL is fetched for it, and removed afterwards."""
    if not is_url(task.place):
        return read(task)
    folder = Path(tempfile.mkdtemp(prefix="cermat-"))
    try:
        near = folder / output_name(posixpath.basename(task.place))
        files, path = _open(task.place)
        with _told(_unreadable(task.place)):
            files.get_file(path, str(near))
        reply = read(replace(task, place=str(near)))
        return replace(reply, sha256=reply.sha256 or sha256_of(near))
    except (NothingToRead, MissingComponent) as error:
        return Reply(Result(outcome_of_error(error), cause=error.cause))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class RemoteFolder:
    """A folder for results in a storage; every file appears when it is complete."""

    def __init__(self, url: str, inputs: frozenset[str]) -> None:
        """`inputs`: URLs that must not be written."""
        self.label = printable(url)
        self._files, self._root = _open(url)
        self._inputs = inputs

    def write(self, relative: PurePosixPath, data: bytes) -> None:
        """Writes `data` to `relative` below the folder. Raises OutputError as `open` does."""
        self._put(relative, io.BytesIO(data))

    @contextmanager
    def open(self, relative: PurePosixPath) -> Iterator[BinaryIO]:
        """A file on this machine, which is brought to the storage when the block ends without an exception.

        Files that take as long as the run are not held open in the storage, and none is in another's transaction.
        """
        with tempfile.TemporaryFile(prefix="cermat-") as file:
            yield cast(BinaryIO, file)
            file.seek(0)
            self._put(relative, cast(BinaryIO, file))

    def _put(self, relative: PurePosixPath, data: BinaryIO) -> None:
        path = f"{self._root.rstrip('/')}/{relative.as_posix()}"
        if self._files.unstrip_protocol(path) in self._inputs:
            raise OutputError("input_not_overwritten", path, remedy="other_output")
        with _told(_unwritable(path)):
            self._files.makedirs(posixpath.dirname(path), exist_ok=True)
            with self._files.transaction, self._files.open(path, "wb") as file:
                shutil.copyfileobj(data, file)

    def write_all(self, outputs: Sequence[tuple[PurePosixPath, bytes]]) -> list[OutputError | None]:
        """Writes several whole files; returns what went wrong with each."""
        return [self._failure(relative, data) for relative, data in outputs]

    def _failure(self, relative: PurePosixPath, data: bytes) -> OutputError | None:
        try:
            self.write(relative, data)
        except OutputError as error:
            return error
        return None

    def unchanged(self, relative: PurePosixPath) -> bool:
        """Whether there is such an output; to look at its content would fetch it."""
        return self.exists(relative)

    def read(self, relative: PurePosixPath) -> bytes | None:
        """None: outputs in a storage are not looked into."""
        return None

    def exists(self, relative: PurePosixPath) -> bool:
        """Whether there is such an output."""
        path = f"{self._root.rstrip('/')}/{relative.as_posix()}"
        with _told(_unwritable(path)):
            return bool(self._files.exists(path))

    def remove(self, relative: PurePosixPath) -> None:
        """Removes an output, if it is there."""
        path = f"{self._root.rstrip('/')}/{relative.as_posix()}"
        with _told(_unwritable(path)):
            if self._files.exists(path):
                self._files.rm_file(path)


def _open(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingComponent("no_fsspec", url, remedy="install_remote") from error
    try:
        files, path = url_to_fs(url)
    except (ImportError, ValueError) as error:  # a library for this kind of URL is missing, or there is none
        raise MissingComponent("no_library_for_url", url, remedy="install_library", detail=error) from error
    return files, path


@contextmanager
def _told(trouble: Callable[[str], CermatError]) -> Iterator[None]:
    """Turns what a storage says inside the block into `trouble`, which is given its words.

    The libraries of the storages raise what they like, with no common base: OSError, but also errors of their own for
    missing credentials or a broken connection.
    """
    try:
        yield
    except CermatError:
        raise
    except Exception as error:
        words = printable(str(error)).strip().rstrip(".") or type(error).__name__
        raise trouble(words) from error


def _unreadable(url: str) -> Callable[[str], NothingToRead]:
    return lambda words: NothingToRead("url_not_read", url, remedy="credentials", words=words)


def _unwritable(path: str) -> Callable[[str], OutputError]:
    return lambda words: OutputError("url_not_written", path, words=words)

"""Where results are written, and how: complete or not at all, and never over an input."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extractor.file_names import SECOND, numbered, output_name, same_name_key
from extractor.input_files import InputFile
from extractor.kept_edits import KeptEdits, sha256_of_file
from schemas.errors import OutputError, system_code

MAX_FOLDER_BYTES = 1_000
MAX_FOLDER_DEPTH = 60
"""Of the folders of an output below the output folder: systems take paths of 4,096 bytes, and what goes through them
step by step should not have to go far."""
DIGEST_DIGITS = 16
SYNCS_AT_ONCE = 32
"""Files that are brought to the disk at the same time: the system does it for all of them at once, which takes a tenth
of the time of one after the other."""


def stems(
    sources: Sequence[InputFile],
    reserved: Sequence[str] = (),
    taken_names: Collection[str] = (),
    suffixes: Sequence[str] = (),
) -> list[PurePosixPath]:
    """For each source the path of its outputs below the output folder, without the suffix of the format.

    Files keep their name, and the folder that they had below the folder that was searched. Where two would meet
    (also on a system that does not tell capitals apart), the later ones are numbered: "a.pdf", "a.pdf~2".
    `reserved`: stems that other files of the run have. `taken_names`: names of files and folders that a run puts into
    the output folder itself; `suffixes`: of the outputs. A folder that has such a name, or such a suffix, as
    "x.txt.json" has beside "x.txt", is numbered too. Folders that are too deep become one with a digest of their names.
    """
    taken = set(reserved)
    own = {same_name_key(name) for name in taken_names}
    folders: dict[PurePosixPath, PurePosixPath] = {}
    result: list[PurePosixPath] = []
    for source in sources:
        folder = folders.get(source.folder)
        if folder is None:
            folder = folders[source.folder] = _folder_of_outputs(source.folder, own, tuple(suffixes))
        wanted = folder / output_name(source.name)
        stem = next(one for one in numbered(wanted.as_posix()) if same_name_key(one) not in taken)
        taken.add(same_name_key(stem))
        result.append(PurePosixPath(stem))
    return result


def _folder_of_outputs(folder: PurePosixPath, own: Collection[str], suffixes: tuple[str, ...]) -> PurePosixPath:
    parts = [_folder_name(part, own if number == 0 else (), suffixes) for number, part in enumerate(folder.parts)]
    path = PurePosixPath(*parts)
    if len(parts) <= MAX_FOLDER_DEPTH and len(path.as_posix().encode()) <= MAX_FOLDER_BYTES:
        return path
    digest = hashlib.sha256(folder.as_posix().encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_DIGITS]
    return PurePosixPath(parts[0], f"~{digest}")


def _folder_name(part: str, own: Collection[str], suffixes: tuple[str, ...]) -> str:
    name = output_name(part)
    bare = name.rstrip(". ")  # Windows drops points and blanks at the end
    name = bare + "_" * (len(name) - len(bare))
    key = same_name_key(name)
    meets = key in own or key.endswith(suffixes)
    return f"{name}{SECOND}" if meets else name


@dataclass(frozen=True, slots=True)
class _NewFile:
    """A file that is complete and will take the place of `target`."""

    target: Path
    aside: Path  # where it stands until then
    sha256: str  # of its bytes


class OutputFolder:
    """The folder that results go to. Raises OutputError where something can't be written, or is an input."""

    def __init__(
        self, root: Path, sources: Iterable[InputFile], aside: Path | None = None, edits: KeptEdits | None = None
    ) -> None:
        """`aside`: a folder on the same file system for files that are not complete; without it they stand, hidden,
        beside their targets. `edits`: keeps outputs that a person changed; without it they are replaced as others."""
        self.root = root
        self._aside = aside
        self._edits = edits
        self._inputs = _real_paths(sources)
        with as_output_error(root):
            root.mkdir(parents=True, exist_ok=True)

    def write(self, relative: PurePosixPath, data: bytes) -> Path:
        """Writes `data` to `relative` below the folder; a reader sees the old file or the whole new one."""
        with self.open(relative) as file:
            file.write(data)
        return self.root / relative

    @contextmanager
    def open(self, relative: PurePosixPath) -> Iterator[BinaryIO]:
        """A file to write to that takes the place of `relative` when the block ends without an exception."""
        target = self.root / relative
        if os.path.realpath(target) in self._inputs:
            raise OutputError("input_not_overwritten", str(target), remedy="other_output")
        if _is_device(target):
            with _opened(target) as device:
                yield device
            return
        handle, aside = self._new_file(target)
        try:
            with as_output_error(target), os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            with as_output_error(target):
                self._put(Path(aside), target)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    def write_all(self, outputs: Sequence[tuple[PurePosixPath, bytes]]) -> list[OutputError | None]:
        """Writes several whole files, each as `write` does; returns what went wrong with each.

        No file takes its place before its bytes are on the disk, and no note of it comes too late or too early: that
        is done for all of them together, since single files wait for the disk.
        """
        with ExitStack() as leftovers:
            begun = [self._begun(relative, data, leftovers) for relative, data in outputs]
            files = [one for one in begun if isinstance(one, _NewFile)]
            with ThreadPoolExecutor(min(SYNCS_AT_ONCE, max(len(files), 1))) as pool:
                failures = dict(zip((one.target for one in files), pool.map(_brought_to_disk, files), strict=True))
            self._put_all(files, failures)
        return [failures[one.target] if isinstance(one, _NewFile) else one for one in begun]

    def _begun(self, relative: PurePosixPath, data: bytes, leftovers: ExitStack) -> _NewFile | OutputError | None:
        """The new file beside its place; an error where it can't be written. None where it went into a device.
        `leftovers` removes what of it has not taken its place by then."""
        target = self.root / relative
        try:
            if os.path.realpath(target) in self._inputs or _is_device(target):
                self.write(relative, data)
                return None
            handle, aside = self._new_file(target)
            leftovers.callback(Path(aside).unlink, missing_ok=True)
            with as_output_error(target), os.fdopen(handle, "wb") as file:
                file.write(data)
            return _NewFile(target, Path(aside), hashlib.sha256(data).hexdigest())
        except OutputError as error:
            return error

    def _put_all(self, files: Sequence[_NewFile], failures: dict[Path, OutputError | None]) -> None:
        """Those without a failure take their places; notes what goes wrong with each."""

        def take(step: Callable[[_NewFile], None]) -> None:
            for one in files:
                if failures[one.target] is None:
                    failures[one.target] = _failure_of(step, one)

        notes = self._edits.noted_together if self._edits is not None else nullcontext
        try:
            with notes():
                take(self._before)
            take(self._moved)
            with notes():
                take(self._after)
        except OutputError as error:  # nothing can be noted
            failures.update({target: failure or error for target, failure in failures.items()})

    def _before(self, file: _NewFile) -> None:
        os.chmod(file.aside, 0o666 & ~_umask())  # mkstemp's files are for their owner alone
        if self._edits is not None:
            self._edits.before_writing(file.target, file.sha256)

    def _moved(self, file: _NewFile) -> None:
        os.replace(file.aside, file.target)

    def _after(self, file: _NewFile) -> None:
        if self._edits is not None:
            self._edits.after_writing(file.target)

    def _new_file(self, target: Path) -> tuple[int, str]:
        """A new file on the file system of `target`, open for writing, and its path."""
        with as_output_error(target):
            self._check_inside(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            return tempfile.mkstemp(dir=self._aside or target.parent, prefix=".cermat-", suffix=".part")

    def _check_inside(self, target: Path) -> None:
        """Raises OutputError where a link in the output folder leads what is to be written out of it."""
        root = os.path.realpath(self.root)
        if not Path(os.path.realpath(target.parent)).is_relative_to(root):
            raise OutputError("link_out_of_output", str(target), remedy="remove_link")

    def _put(self, aside: Path, target: Path) -> None:
        """The complete file `aside` takes the place of `target`."""
        file = _NewFile(target, aside, sha256_of_file(aside) if self._edits is not None else "")
        for step in (self._before, self._moved, self._after):
            step(file)

    def unchanged(self, relative: PurePosixPath) -> bool:
        """Whether there is such an output, and its content is what was written."""
        return self.exists(relative) and self._edits is not None and self._edits.unchanged(self.root / relative)

    def read(self, relative: PurePosixPath) -> bytes | None:
        """The bytes of an output; None where there is none, or it can't be read."""
        try:
            return (self.root / relative).read_bytes() if self.exists(relative) else None
        except OSError:
            return None

    def exists(self, relative: PurePosixPath) -> bool:
        """Whether there is such an output."""
        return (self.root / relative).is_file()

    def remove(self, relative: PurePosixPath) -> None:
        """Removes an output, if it is there and is no input."""
        target = self.root / relative
        if os.path.realpath(target) not in self._inputs:
            with as_output_error(target):
                self._check_inside(target)
                if self._edits is not None:
                    self._edits.before_removing(target)
                target.unlink(missing_ok=True)


def _real_paths(sources: Iterable[InputFile]) -> set[str]:
    """Where the sources are, links followed; a folder is looked up once for all files in it."""
    folders: dict[str, str] = {}
    found: set[str] = set()
    for source in sources:
        folder, name = os.path.split(source.path)
        if name in ("", os.curdir, os.pardir) or os.path.islink(source.path):
            found.add(os.path.realpath(source.path))
            continue
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        found.add(os.path.join(folders[folder], name))
    return found


def _brought_to_disk(file: _NewFile) -> OutputError | None:
    def sync(file: _NewFile) -> None:
        with file.aside.open("rb+") as opened:
            os.fsync(opened.fileno())

    return _failure_of(sync, file)


def _failure_of(step: Callable[[_NewFile], None], file: _NewFile) -> OutputError | None:
    """What went wrong with one step on the way of a file."""
    try:
        with as_output_error(file.target):
            step(file)
    except OutputError as error:
        return error
    return None


def _is_device(target: Path) -> bool:
    """Whether it is a device or a pipe, as /dev/null: what is written goes into it, and it stays what it is."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _opened(target: Path) -> BinaryIO:
    with as_output_error(target):
        return target.open("wb")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def as_output_error(path: Path) -> Iterator[None]:
    """Turns trouble of the file system inside the block into an OutputError that names `path`."""
    try:
        yield
    except OSError as error:
        raise OutputError("not_written", str(path), system=system_code(error)) from error

"""Where results are written, and how: complete or not at all, and never over an input."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
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
        with as_output_error(target):
            self._check_inside(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self._aside or target.parent, prefix=".cermat-", suffix=".part")
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

    def _check_inside(self, target: Path) -> None:
        """Raises OutputError where a link in the output folder leads what is to be written out of it."""
        root = os.path.realpath(self.root)
        if not Path(os.path.realpath(target.parent)).is_relative_to(root):
            raise OutputError("link_out_of_output", str(target), remedy="remove_link")

    def _put(self, aside: Path, target: Path) -> None:
        """The complete file `aside` takes the place of `target`."""
        os.chmod(aside, 0o666 & ~_umask())  # mkstemp's files are for their owner alone
        if self._edits is not None:
            self._edits.before_writing(target, sha256_of_file(aside))
        os.replace(aside, target)
        if self._edits is not None:
            self._edits.after_writing(target)

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

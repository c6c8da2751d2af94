"""Where the file is that a document was read from: the journal's path, the folder that a person names, or beside it.

Only a file with the same bytes counts: on another one the boxes would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from parsers.read import sha256_of
from schemas.document import Berkas
from schemas.errors import NothingToRead


class SourceFiles:
    """Finds files. What was found once is not looked for again."""

    def __init__(self, known: Mapping[str, str], folder: Path | None = None) -> None:
        """`known`: path of the input by the stem of its outputs; `folder`: where the documents are now."""
        self._known = known
        self._folders = [Path(), *([folder] if folder is not None else [])]
        self._by_name: dict[str, list[Path]] = {}
        self._found: dict[str, Path | None] = {}
        for one in self._folders[1:]:
            self._list(one)

    def add_folder(self, folder: Path) -> bool:
        """Looks in one folder more, and in all below it. False where it is no folder."""
        if not folder.is_dir():
            return False
        self._folders.append(folder)
        self._list(folder)
        self._found = {sha256: path for sha256, path in self._found.items() if path is not None}
        return True

    def find(self, stem: str, berkas: Berkas) -> Path | None:
        """The file of a document; None where it is not at hand."""
        if berkas.sha256 not in self._found:
            self._found[berkas.sha256] = next(
                (path for path in self._candidates(stem, berkas) if _is_same(path, berkas)), None
            )
        return self._found[berkas.sha256]

    def _candidates(self, stem: str, berkas: Berkas) -> Iterator[Path]:
        if stem in self._known:
            yield Path(self._known[stem])
        for folder in self._folders:
            yield folder / (berkas.jalur or berkas.nama)
        yield from self._by_name.get(berkas.nama, ())

    def _list(self, folder: Path) -> None:
        for path in folder.rglob("*"):
            self._by_name.setdefault(path.name, []).append(path)


def _is_same(path: Path, berkas: Berkas) -> bool:
    try:
        return path.is_file() and path.stat().st_size == berkas.ukuran and sha256_of(path) == berkas.sha256
    except (OSError, NothingToRead):
        return False

"""Archives of small documents, and pools for tests."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.batch.read_task import PageNews, Reply, Task
from extractor.batch.task_execution import carry_out

HERE = Path(__file__).parent
FAULTY_WORKER = (sys.executable, "-P", str(HERE / "faulty_worker.py"))


class DirectPool:
    """Reads in this process, one task after the other; remembers what it was asked to read."""

    def __init__(self, interrupt_after: int | None = None) -> None:
        self.read: list[str] = []
        self.stopped = False
        self._interrupt_after = interrupt_after
        self._waiting: deque[tuple[int, Task]] = deque()

    def room(self) -> int:
        return 3 - len(self._waiting)

    def submit(self, number: int, task: Task) -> None:
        self._waiting.append((number, task))

    def next(self, timeout: float) -> tuple[int, Reply | PageNews] | None:
        number, task = self._waiting.popleft()
        self.read.append(task.name)
        return number, self.answer(task)

    def stopping(self) -> bool:
        return self._interrupt_after is not None and len(self.read) >= self._interrupt_after

    def answer(self, task: Task) -> Reply:
        return carry_out(task, lambda news: None)

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def decree(samples: Path) -> Callable[[int], str]:
    """The text of a small decree; each number gives another content."""
    text = (samples / "10-iku-iki-hasil-ocr.txt").read_text(encoding="utf-8")

    def make(number: int) -> str:
        return f"{text}\nCatatan {number}\n"

    return make


@pytest.fixture
def archive(tmp_path: Path, decree: Callable[[int], str]) -> Path:
    """Four documents, the third and fourth of them the same, and two that fail."""
    folder = tmp_path / "arsip"
    (folder / "2022").mkdir(parents=True)
    (folder / "a.txt").write_text(decree(1), encoding="utf-8")
    (folder / "b.txt").write_text(decree(2), encoding="utf-8")
    (folder / "2022" / "c.txt").write_text(decree(3), encoding="utf-8")
    (folder / "d.txt").write_text(decree(3), encoding="utf-8")
    (folder / "kosong.pdf").write_bytes(b"")
    (folder / "rusak.docx").write_bytes(b"PK\x03\x04 terpotong")
    return folder


@pytest.fixture
def no_leftovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files that has to be empty in the end."""
    import tempfile

    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []

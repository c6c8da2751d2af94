"""What a process that reads may answer: plain data of bounded size, and nothing that runs."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
from pathlib import Path

import pytest

from extractor.batch import wire
from extractor.batch.outcome import Digest, Outcome, Result
from extractor.batch.read_task import PageNews, Reply
from schemas.errors import cause


def block(data: bytes) -> bytes:
    return struct.pack(">Q", len(data)) + data


def frame(head: object, *blobs: bytes) -> bytes:
    return block(json.dumps(head).encode()) + b"".join(map(block, blobs))


class Runs:
    """Unpickling it makes a folder."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self._place),)


def test_a_reply_comes_as_it_was_sent() -> None:
    result = Result(
        Outcome.PARTIAL, Digest("IKU", 3, unread_pages=(2,), lowest=0.5), cause("xml", "convert"), "c", 1.5, 80.0, b"x"
    )
    reply = Reply(result, "0" * 64, (("json", b"{}"),))
    stream = io.BytesIO()
    wire.send_reply(stream, reply)
    stream.seek(0)
    assert wire.receive(stream) == reply


def test_nothing_that_comes_is_run(tmp_path: Path) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(io.BytesIO(block(pickle.dumps(Runs(tmp_path / "ran")))))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "data",
    [
        block(b"nope"),
        frame([]),
        frame({"kind": "ready"}),
        frame({"kind": "run this", "blobs": 0}),
        frame({"kind": "pages", "done": "many", "count": 1, "kept": 0, "number": 0, "blobs": 1}, b""),
        frame({"kind": "pages", "done": 1, "count": 1 << 70, "kept": 0, "number": 0, "blobs": 1}, b""),
        frame({"kind": "pages", "done": 1, "count": 1, "kept": 0, "number": -1, "blobs": 1}, b""),
        frame({"kind": "pages", "done": 1, "count": 1, "kept": 0, "number": 1, "blobs": 0}),
        frame(
            {
                "kind": "reply",
                "sha256": "",
                "result": {"outcome": "rusak", "cause": {"code": "rumor", "remedy": "convert"}},
                "formats": [],
                "blobs": 1,
            },
            b"",
        ),
        frame({"kind": "reply", "sha256": "", "result": {"outcome": "menang"}, "formats": [], "blobs": 1}, b""),
        frame({"kind": "reply", "sha256": "", "result": {"outcome": "lengkap"}, "formats": ["json"], "blobs": 1}, b""),
        frame({"kind": "reply", "blobs": 1_000_000_000}),
        frame({"kind": "reply", "blobs": 1}) + struct.pack(">Q", 1 << 60),
        struct.pack(">Q", 1 << 60),
    ],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(io.BytesIO(data))


def test_a_frame_is_bounded_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME_BYTES", 1000)
    with pytest.raises(wire.WireError):
        wire.receive(io.BytesIO(frame({"kind": "reply", "blobs": 2}, b"x" * 600, b"x" * 600)))


def test_an_end_in_the_middle_is_an_end() -> None:
    assert wire.receive(io.BytesIO(frame({"kind": "ready", "blobs": 0})[:-3])) is None


def test_news_of_pages_come_as_they_were_sent() -> None:
    stream = io.BytesIO()
    wire.send_news(stream, PageNews(3, 12, 1, 3, b"halaman"))
    stream.seek(0)
    assert wire.receive(stream) == PageNews(3, 12, 1, 3, b"halaman")

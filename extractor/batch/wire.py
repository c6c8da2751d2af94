"""What passes between a run and a process that reads documents.

The run is trusted and sends pickles. The other direction carries JSON and plain bytes only, so that a reader that a
hostile file took over could hand back wrong data, and nothing that runs.
"""

from __future__ import annotations

import json
import pickle
import struct
from dataclasses import asdict, replace
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from extractor.batch.outcome import Result
from extractor.batch.read_task import PageNews, Reply, Task

MAX_FRAME_BYTES = 512 * 1024 * 1024
"""Of a whole frame; more than the outputs of the largest document that the safety limits allow."""
MAX_PAGES = 1_000_000
"""No figure of pages is higher."""
MAX_BLOBS = 16
"""The document, and one for each format."""
_LENGTH = struct.Struct(">Q")
_RESULT = TypeAdapter(Result)
_NEWS = ("done", "count", "kept", "number")
"""Figures of PageNews."""


class WireError(Exception):
    """What came is no frame: the process at the other end is not to be trusted any more."""


def send_task(stream: BinaryIO, task: Task) -> None:
    """Sends a task to a process, as a pickle."""
    data = pickle.dumps(task)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive_task(stream: BinaryIO) -> Task | None:
    """The next task; None where the run has closed its end."""
    data = _block(stream)
    if data is None:
        return None
    task = pickle.loads(data)  # from the run that started this process
    assert isinstance(task, Task)
    return task


def send_ready(stream: BinaryIO) -> None:
    """Says that the process is ready for its first task."""
    _send(stream, {"kind": "ready"}, ())


def send_news(stream: BinaryIO, news: PageNews) -> None:
    """Says how far the reading is."""
    figures = {name: getattr(news, name) for name in _NEWS}
    _send(stream, {"kind": "pages", **figures}, (news.recognised,))


def send_reply(stream: BinaryIO, reply: Reply) -> None:
    """Sends a reply: its figures as JSON, then the document and each output as bytes."""
    result = asdict(replace(reply.result, document=b""))
    result.pop("document")
    head = {
        "kind": "reply",
        "sha256": reply.sha256,
        "result": result,
        "formats": [name for name, _ in reply.rendered],
    }
    _send(stream, head, (reply.result.document, *(data for _, data in reply.rendered)))


def receive(stream: BinaryIO) -> Reply | PageNews | str | None:
    """The next frame of a process: "ready", news of pages, a reply; None where the process has ended.

    Raises WireError where what came is none of these.
    """
    head_data = _block(stream)
    if head_data is None:
        return None
    try:
        head: dict[str, Any] = json.loads(head_data)
        blobs = _blobs(stream, int(head["blobs"]))
        match head["kind"]:
            case "ready":
                return "ready"
            case "pages":
                return _news(head, blobs[0])
            case "reply":
                result = replace(_RESULT.validate_python(head["result"]), document=blobs[0])
                if result.cause is not None and not result.cause.known:
                    raise WireError(f"an unknown cause {result.cause.code!r}")
                rendered = zip((str(name) for name in head["formats"]), blobs[1:], strict=True)
                return Reply(result, str(head["sha256"]), tuple(rendered))
    except (ValueError, KeyError, TypeError, IndexError, ValidationError) as error:
        raise WireError(str(error)) from error
    raise WireError("unknown frame")


def _news(head: dict[str, Any], recognised: bytes) -> PageNews:
    figures = {name: int(head[name]) for name in _NEWS}
    if not all(0 <= figure <= MAX_PAGES for figure in figures.values()):
        raise WireError("impossible numbers of pages")
    return PageNews(**figures, recognised=recognised)


def _send(stream: BinaryIO, head: dict[str, Any], blobs: tuple[bytes, ...]) -> None:
    data = json.dumps({**head, "blobs": len(blobs)}).encode()
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    for blob in blobs:
        stream.write(_LENGTH.pack(len(blob)))
        stream.write(blob)
    stream.flush()


def _blobs(stream: BinaryIO, count: int) -> list[bytes]:
    if count > MAX_BLOBS:
        raise WireError(f"a frame of {count} blocks")
    blobs: list[bytes] = []
    for _ in range(count):
        blobs.append(_block(stream, MAX_FRAME_BYTES - sum(map(len, blobs))) or b"")
    return blobs


def _block(stream: BinaryIO, most: int = MAX_FRAME_BYTES) -> bytes | None:
    """One block with its length in front; None at the end of the stream, also in the middle of a block."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise WireError(f"a frame of {length} bytes")
    data = stream.read(length)
    return data if len(data) == length else None

"""The process that reads documents, one after the other: `python -m extractor.batch.reader_worker`.

It takes tasks from standard input and answers on standard output (extractor.batch.wire). Before it opens the first
document it gives up what reading does not need: the network, other programs, core dumps, more memory than allowed.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from extractor.batch import wire
from extractor.batch.read_task import PageNews, Reply, Task
from extractor.batch.task_execution import carry_out
from parsers.office.libreoffice import is_office

MB = 1024 * 1024
ORPHAN_CHECK_SECONDS = 1.0
MAX_FILE_BYTES = 2 * 1024 * MB
"""No file that a reader makes (temporary pages of a scan) is larger."""
HARD_LIMIT_SHARE = 1.5
"""The system refuses memory at this multiple of the limit; before that, the run itself ends the process. Reserved
memory counts here and is more than the resident memory that the limit means."""
HARD_LIMIT_SPARE_MB = 1024

CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
"""Flags of unshare(2)."""

FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.startfile",
)
"""Audit events of the interpreter that no reading of a document has a reason for; but DOC and RTF are read by starting
LibreOffice, within the same limits (parsers/office/libreoffice.py)."""

Handler = Callable[[Task, Callable[[PageNews], None]], Reply]


def serve(handler: Handler, memory_mb: int) -> None:
    """Answers tasks with `handler` until standard input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get among the answers
    tasks = sys.stdin.buffer
    _leave_network()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its processes
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    _give_up_memory(memory_mb)
    sys.addaudithook(_refuse)
    gc.freeze()  # what was imported stays; looking through it again and again costs time
    wire.send_ready(answers)
    while (task := wire.receive_task(tasks)) is not None:
        wire.send_reply(answers, handler(task, lambda news: wire.send_news(answers, news)))


def _leave_network() -> None:
    """On Linux the process moves to a network of its own that has no connection, also for native libraries.

    Some kernels and containers refuse that; `_refuse` guards the interpreter's own connections everywhere.
    """
    if sys.platform == "linux":
        alone = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWNET | CLONE_NEWUSER
        ctypes.CDLL(None).unshare(alone)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN and not (event == "subprocess.Popen" and is_office(arguments[0])):
        raise PermissionError(f"{event} is not allowed while a document is read")


def _end_with_parent(parent: int) -> None:
    """A run that was killed can't end its processes; those that wait see their input end, those at work look here."""
    import psutil

    while os.getppid() == parent and psutil.pid_exists(parent):
        time.sleep(ORPHAN_CHECK_SECONDS)
    for child in psutil.Process().children(recursive=True):  # a conversion at work
        with suppress(psutil.Error):
            child.kill()
    os._exit(1)


def _give_up_memory(memory_mb: int) -> None:
    """Hard limits where the system has them (Linux, macOS in part); the run watches memory on every system."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = int(memory_mb * HARD_LIMIT_SHARE + HARD_LIMIT_SPARE_MB) * MB
    _lower(resource.RLIMIT_DATA, hard)
    _lower(resource.RLIMIT_FSIZE, MAX_FILE_BYTES)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, wanted: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or wanted < hard:
        with suppress(OSError, ValueError):  # macOS knows some kinds without letting anybody set them
            resource.setrlimit(kind, (wanted, wanted))


if __name__ == "__main__":
    serve(carry_out, int(sys.argv[1]))

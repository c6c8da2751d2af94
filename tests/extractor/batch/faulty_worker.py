"""A reading process in which everything goes wrong that can: the first line of a file says what."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractor.batch.read_task import PageNews, Reply, Task
from extractor.batch.reader_worker import serve
from extractor.batch.task_execution import carry_out
from schemas.errors import cause

MB = 1024 * 1024
hoard: list[bytearray] = []
seen: list[str] = []


def handle(task: Task, tell: Callable[[PageNews], None]) -> Reply:
    words = Path(task.place).read_text(errors="replace").split()
    seen.append(task.name)
    match words[0] if words else "":
        case "HANG":
            time.sleep(600)
        case "PAGES":  # says how many pages it has, then takes its time
            tell(PageNews(0, int(words[1])))
            time.sleep(float(words[2]))
        case "SCAN":  # recognises one page more than it was given, and dies unless it was given so many
            known = dict(task.kept)
            number = len(known) + 1
            tell(PageNews(number, int(words[1]), len(known), number, b"page %d" % number))
            if len(known) < int(words[1]):
                os._exit(3)
        case "SLOW":  # recognises one page and takes its time for the next
            tell(PageNews(len(task.kept) + 1, 9, len(task.kept), len(task.kept) + 1, b"page"))
            time.sleep(600)
        case "SEGFAULT":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "EXIT":
            os._exit(3)
        case "SECOND":  # dies unless it is the first document of its process
            if len(seen) > 1:
                os._exit(3)
        case "ONCE":  # is killed as if by the system, but only once
            if not Path(words[1]).exists():
                Path(words[1]).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "EAT":
            for _ in range(int(words[1])):
                hoard.append(bytearray(MB))
                hoard[-1][::4096] = b"x" * len(hoard[-1][::4096])
            time.sleep(600)
        case "MEMORYERROR":
            raise_memory_error()
        case "KEEP":
            hoard.append(bytearray(b"x" * int(words[1]) * MB))
        case "NONSENSE":
            os.write(answers_of_this_process(), b"\0" * 7 + b"\x04nope")
            time.sleep(600)
        case "PRINT":
            sys.stdout.write("a library that talks " * 9999)
            sys.stdout.flush()
        case "NETWORK":
            socket.create_connection(("127.0.0.1", 9), timeout=5)
        case "INTERFACES":
            lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
            raise OSError(" ".join(sorted(line.split(":")[0].strip() for line in lines)))
        case "BOUNDS":  # what the system lets this process write
            import resource

            kinds = (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
            raise OSError(" ".join(str(resource.getrlimit(kind)[1]) for kind in kinds))
        case "TEMPORARY":  # leaves a file behind and dies
            tempfile.NamedTemporaryFile(delete=False).close()
            os._exit(3)
        case "PROGRAM":
            subprocess.run(["true"], check=False)
        case "PID":
            Path(words[1]).write_text(str(os.getpid()))
            time.sleep(600)
    return carry_out(task, tell)


def raise_memory_error() -> None:
    raise MemoryError


def answers_of_this_process() -> int:
    """The descriptor that `serve` answers on: the copy of standard output, the highest that is a pipe."""
    pipes = []
    for number in range(3, 64):
        try:
            os.fstat(number)
        except OSError:
            continue
        pipes.append(number)
    return pipes[0]


def guarded(task: Task, tell: Callable[[PageNews], None]) -> Reply:
    """What `carry_out` does with exceptions, for those raised here."""
    from extractor.batch.outcome import Outcome, Result

    try:
        return handle(task, tell)
    except MemoryError:
        return Reply(Result(Outcome.OUT_OF_MEMORY))
    except OSError as error:
        return Reply(
            Result(Outcome.INTERNAL, cause=cause("internal", "report", error=f"{type(error).__name__}: {error}"))
        )


if __name__ == "__main__":
    serve(guarded, int(sys.argv[1]))

"""OSError -> the error that people are told, where it is the system's trouble and no mistake of Cermat."""

from __future__ import annotations

from schemas.errors import ExitCode, SystemTrouble, system_code

EXHAUSTED = frozenset({"EMFILE", "ENFILE", "ENOMEM", "EAGAIN"})
"""Errors of the system that say that there is too little of something, not that a file can't be written."""
DISK_TROUBLE = frozenset({"ENOSPC", "EDQUOT", "EROFS", "EIO", "EFBIG"})


def system_trouble(error: OSError) -> SystemTrouble | None:
    """The error as people are told it, where it is the system's fault and not Cermat's; else None."""
    code = system_code(error)
    name = str(error.filename) if error.filename is not None else ""
    if code in EXHAUSTED:
        trouble = SystemTrouble("system_exhausted", name, remedy="more_handles", system=code)
        trouble.exit_code = ExitCode.LIMIT
        return trouble
    return SystemTrouble("not_written", name, system=code) if code in DISK_TROUBLE else None

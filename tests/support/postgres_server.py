"""A PostgreSQL server of the system's packages, started for a test in a folder of its own and reached by a socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SETTINGS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=10"


def find(name: str) -> str | None:
    """One of the server's programs: on the path, or where Debian keeps them."""
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or next(map(str, packaged), None)


@contextmanager
def postgres_url() -> Iterator[str]:
    """A database that nobody else uses. Skips the test where the system has no server, or none that can be set up."""
    initdb, control = find("initdb"), find("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL is not installed on this system")
    folder = Path(tempfile.mkdtemp(prefix="cermat-pg-", dir="/tmp"))
    user = _user()
    try:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        data = folder / "data"
        new = [initdb, "-D", str(data), "-A", "trust", "-U", "cermat", "-E", "UTF8", "--no-locale", "--no-sync"]
        if (trouble := _run(new, user)) is not None:
            pytest.skip(f"PostgreSQL can't be set up on this system: {trouble}")
        start = [control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"{SETTINGS} -k {folder}", "start"]
        assert _run(start, user) is None
        try:
            yield f"postgresql+psycopg://cermat@/postgres?host={folder}"
        finally:
            _run([control, "-D", str(data), "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """The server does not run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def _run(command: list[str], user: str | None) -> str | None:
    """What it said where it failed."""
    done = subprocess.run(command, user=user, cwd="/tmp", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return done.stderr.decode(errors="replace").strip()[-300:] if done.returncode else None

"""Office file of an old format in, its DOCX or XLSX twin out: LibreOffice in a process of its own, within limits.

The process has a new profile that is thrown away, in which macros are off and links are never followed or updated; it
is started by the process that reads the document, so that it has no network where that one has none, shares its
limits of memory and dies with it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from schemas.errors import DamagedInput, LimitExceeded, MissingComponent

CONVERSION_SECONDS = 75.0
"""A document of a hundred pages takes about three; the limit of a whole file is 90 unless the user gave another."""
CONVERSION_MB = 2048
"""Resident memory of the conversion; LibreOffice takes some 250 for an ordinary document."""
CHECK_SECONDS = 0.1
VERSION_SECONDS = 30.0
END_SECONDS = 5.0  # that the children of a conversion have to be gone after they were killed

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/opt/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_VERSION = re.compile(r"LibreOffice\s+([\d.]+)")
_FILTERS: dict[str, str] = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Java/ApplicationSettings/Java", "Enable", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
)
"""Settings of the profile: macros and Java off, links never updated, formulas keep their stored values."""


def find_office() -> Path | None:
    """The program of LibreOffice; None where it is not installed."""
    for name in _NAMES:
        if (found := shutil.which(name)) is not None:
            return Path(found)
    return next((place for place in _USUAL_PLACES if place.is_file()), None)


def is_office(program: object) -> bool:
    """Whether `program` is the LibreOffice that a conversion starts; nothing else may be started by a reader."""
    found = find_office()
    return found is not None and str(program) == str(found)


@cache
def office_version() -> str | None:
    """The version of LibreOffice ("7.4.7.2"); None where it is not installed or does not answer."""
    program = find_office()
    if program is None:
        return None
    with TemporaryDirectory(prefix="cermat-") as home:
        try:
            answer = subprocess.run(
                (str(program), f"-env:UserInstallation={Path(home).as_uri()}", "--version"),
                executable=str(program),
                capture_output=True,
                text=True,
                timeout=VERSION_SECONDS,
                check=False,
                env=_environment(Path(home)),
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    match = _VERSION.search(answer.stdout)
    return match[1] if match else None


@contextmanager
def converted(path: Path, suffix: str, target: str) -> Iterator[Path]:
    """The twin of the file at `path` in the format `target` ("docx", "xlsx"), there as long as the block runs.

    `suffix` (".doc") is what the file is by its content. Raises MissingComponent where LibreOffice is not installed,
    DamagedInput where it makes nothing of the file, LimitExceeded where it takes too long or too much memory.
    """
    program = find_office()
    if program is None:
        raise MissingComponent("no_libreoffice", path.name, remedy="install_libreoffice")
    with TemporaryDirectory(prefix="cermat-") as folder:
        work = Path(folder)
        source = work / f"masukan{suffix}"
        shutil.copyfile(path, source)
        _write_profile(work / "profil" / "user")
        _run(program, work, source, target, path.name)
        result = work / "hasil" / f"masukan.{target}"
        if not result.is_file() or result.stat().st_size == 0:
            raise DamagedInput("not_converted", path.name)
        yield result.rename(work / "hasil" / path.name)


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _environment(home: Path) -> dict[str, str]:
    """What LibreOffice needs of the surroundings, with a home folder of its own and without proxies or display."""
    kept = {name: value for name in ("PATH", "SYSTEMROOT", "LANG") if (value := os.environ.get(name)) is not None}
    own = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
    return {**kept, **own, "SAL_USE_VCLPLUGIN": "svp"}


def _run(program: Path, work: Path, source: Path, target: str, name: str) -> None:
    arguments = (
        str(program),
        f"-env:UserInstallation={(work / 'profil').as_uri()}",
        "--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", _FILTERS.get(target, target), "--outdir", str(work / "hasil"), str(source),
    )  # fmt: skip
    process = subprocess.Popen(
        arguments,
        executable=str(program),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=work,
        env=_environment(work),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows
    )
    try:
        _watch(process, name)
    finally:
        _end(process)


def _watch(process: subprocess.Popen[bytes], name: str) -> None:
    """Waits for the end of the conversion. Raises LimitExceeded where it goes too far."""
    start = time.monotonic()
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(CHECK_SECONDS)
            return
        if time.monotonic() - start > CONVERSION_SECONDS:
            raise LimitExceeded("conversion_too_long", name, seconds=f"{CONVERSION_SECONDS:g}")
        if _resident_mb(process.pid) > CONVERSION_MB:
            raise LimitExceeded("conversion_too_large", name, limit=CONVERSION_MB)


def _family(pid: int) -> list[psutil.Process]:
    """The process and all that it started; soffice is a script that starts the program proper."""
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.Error:  # it has just ended
        return []


def _resident_mb(pid: int) -> float:
    total = 0
    for process in _family(pid):
        with suppress(psutil.Error):
            total += process.memory_info().rss
    return total / (1024 * 1024)


def _end(process: subprocess.Popen[bytes]) -> None:
    family = _family(process.pid)
    for one in family:
        with suppress(psutil.Error):
            one.kill()
    process.wait()
    psutil.wait_procs(family, timeout=END_SECONDS)

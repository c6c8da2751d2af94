"""What Cermat needs and finds on this machine."""

from __future__ import annotations

import importlib
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

MINIMUM_PYTHON = (3, 11)
INDONESIAN = "ind"  # Tesseract's name of the language
TESSERACT_TIMEOUT_SECONDS = 20

_REQUIREMENT_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_IMPORT_NAMES = {"pillow": "PIL", "python-docx": "docx"}
"""Where the module is not named as its package."""

OCR_PACKAGES = ("rapidocr", "tesserocr")


@dataclass(frozen=True, slots=True)
class Part:
    """One component: its version, None where it is missing; what is wrong with it where it does not load."""

    name: str
    version: str | None
    trouble: str | None = None

    @property
    def works(self) -> bool:
        return self.version is not None and self.trouble is None


@dataclass(frozen=True, slots=True)
class Checkup:
    python: Part
    packages: tuple[Part, ...]  # all of them essential
    engines: tuple[Part, ...]  # OCR engines, none of them essential
    languages: tuple[str, ...]  # of Tesseract's data, sorted

    @property
    def missing(self) -> tuple[str, ...]:
        """Essential components that are missing or broken."""
        return tuple(part.name for part in (self.python, *self.packages) if not part.works)


def examine() -> Checkup:
    """Loads every library once; takes a second or two."""
    python = Part(
        "Python",
        platform.python_version(),
        None if sys.version_info >= MINIMUM_PYTHON else ".".join(map(str, MINIMUM_PYTHON)) + "+",
    )
    packages = tuple(_package(name) for name in _required_packages())
    binary, languages = _tesseract()
    engines = (*(_package(name) for name in OCR_PACKAGES), binary)
    return Checkup(python, packages, engines, languages)


def _required_packages() -> list[str]:
    """Names of the packages that cermat's own metadata asks for, extras left out."""
    needed = [line for line in requires("cermat") or [] if "extra ==" not in line]
    return sorted({match.group() for line in needed if (match := _REQUIREMENT_NAME.match(line))}, key=str.lower)


def _package(name: str) -> Part:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Part(name, None)
    try:
        importlib.import_module(_IMPORT_NAMES.get(name.lower(), name.replace("-", "_").lower()))
    except (ImportError, OSError) as error:  # a wheel for another system, or a shared library that is missing
        return Part(name, found, str(error).splitlines()[0])
    return Part(name, found)


def _tesseract() -> tuple[Part, tuple[str, ...]]:
    """The system's `tesseract` and the languages that it has data for."""
    program = shutil.which("tesseract")
    if program is None:
        return Part("tesseract", None), ()
    try:
        first = _output_of(program, "--version").splitlines()[0]
        languages = _output_of(program, "--list-langs").splitlines()[1:]
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        return Part("tesseract", "?", str(error)), ()
    return Part("tesseract", first.removeprefix("tesseract").strip()), tuple(sorted(languages))


def _output_of(program: str, argument: str) -> str:
    done = subprocess.run(
        [program, argument], capture_output=True, text=True, timeout=TESSERACT_TIMEOUT_SECONDS, check=True
    )
    return done.stdout or done.stderr

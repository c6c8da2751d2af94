"""What Cermat needs and finds on this machine."""

from __future__ import annotations

import importlib
import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version

from parsers.office.libreoffice import find_office, office_version
from schemas.errors import Cause, cause

MINIMUM_PYTHON = (3, 11)
NO_OFFICE = cause("no_libreoffice", "install_libreoffice")

_REQUIREMENT_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its version, None where it is missing; what is wrong with it where it does not work."""

    name: str
    version: str | None
    trouble: str | None = None  # in the words of the system
    missing: Cause | None = None  # what is missing of it, and how to get that, where the component itself knows

    @property
    def works(self) -> bool:
        """Whether it is there and nothing is wrong with it."""
        return self.version is not None and self.trouble is None and self.missing is None


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found of everything that Cermat needs."""

    python: Component
    packages: tuple[Component, ...]  # all of them essential
    engines: tuple[Component, ...]  # OCR engines; one is enough, and digital files need none
    office: Component  # LibreOffice, which only old and rare formats need

    @property
    def missing(self) -> tuple[str, ...]:
        """Essential components that are missing or broken."""
        return tuple(part.name for part in (self.python, *self.packages) if not part.works)


def examine() -> Checkup:
    """Loads every library once; takes a second or two."""
    enough = sys.version_info >= MINIMUM_PYTHON
    wanted = ".".join(map(str, MINIMUM_PYTHON)) + "+"
    python = Component("Python", platform.python_version(), None if enough else wanted)
    modules = _modules_of_packages()
    packages = tuple(_package(name, modules.get(_normal(name), [])) for name in _required_packages())
    return Checkup(python, packages, _engines(), _office())


def _required_packages() -> list[str]:
    """Names of the packages that cermat's own metadata asks for, extras left out."""
    needed = [line for line in requires("cermat") or [] if "extra ==" not in line]
    return sorted({match.group() for line in needed if (match := _REQUIREMENT_NAME.match(line))}, key=str.lower)


def _modules_of_packages() -> dict[str, list[str]]:
    """The modules that each installed package brings, under its normalized name."""
    found: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            found.setdefault(_normal(package), []).append(module)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _package(name: str, modules: list[str]) -> Component:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Component(name, None)
    for module in sorted(module for module in modules if module.isidentifier() and not module.startswith("_")):
        try:
            importlib.import_module(module)
        except (ImportError, OSError) as error:  # a wheel for another system, or a shared library that is missing
            return Component(name, found, str(error).splitlines()[0])
    return Component(name, found)


def _office() -> Component:
    """LibreOffice; where it is missing, how to get it."""
    return Component("LibreOffice", office_version(), missing=None if find_office() else NO_OFFICE)


def _engines() -> tuple[Component, ...]:
    try:
        from parsers.scan.engine_registry import available_engines
    except ImportError:  # a library that is missing, and is told as such above
        return ()
    return tuple(Component(state.name, state.version, missing=state.trouble) for state in available_engines())

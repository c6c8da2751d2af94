"""The project's own files fit together: what is in the tree is packaged, what is needed is bounded and pinned."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOT_PACKAGES = ("cermat", "extractor", "parsers", "normalizers", "schemas")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_in_the_tree_is_packaged() -> None:
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for root in ROOT_PACKAGES
        for path in (ROOT / root).rglob("__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found


def test_every_data_file_is_packaged() -> None:
    patterns: dict[str, list[str]] = PROJECT["tool"]["setuptools"]["package-data"]
    packages = sorted(PROJECT["tool"]["setuptools"]["packages"], key=len, reverse=True)
    for root in ROOT_PACKAGES:
        for path in (ROOT / root).rglob("*"):
            if not path.is_file() or path.suffix in {".py", ".pyc"}:
                continue
            package = next(p for p in packages if path.is_relative_to(ROOT / p.replace(".", "/")))
            inside = path.relative_to(ROOT / package.replace(".", "/")).as_posix()
            allowed = patterns.get(package, []) + patterns.get("*", [])
            assert any(fnmatch.fnmatch(inside, pattern) for pattern in allowed), path


def test_every_dependency_has_bounds_and_a_pin() -> None:
    optional = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    pinned = {normal(line.partition("==")[0]) for line in LOCK if "==" in line}
    for line in PROJECT["project"]["dependencies"] + optional:
        assert "<" in line or "==" in line, line
    for line in PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]:
        assert normal(re.split(r"[<>=!~\[;]", line)[0].strip()) in pinned, f"{line}: run `make lock`"


def test_the_lock_names_versions_and_nothing_else() -> None:
    for line in LOCK:
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


def test_continuous_integration_runs_the_readme_s_test_command() -> None:
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec make test"]


def test_continuous_integration_runs_the_same_steps_on_every_system() -> None:
    makefile = (ROOT / "Makefile").read_text()
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text()
    called = re.findall(r"\.ci/steps\.py (\w+)", makefile)
    without_make = re.findall(r"\.ci/steps\.py (.+)", workflow)
    assert set(called) == {"install", "lint", "quick", "test"}
    assert without_make == ["install lint test"]
    for system in ("ubuntu", "macos", "windows"):
        assert f"{system}-latest" in workflow

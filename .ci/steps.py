"""The checks of this project, by name, on any system: what the Makefile and continuous integration call.

    python .ci/steps.py install    Cermat and its development tools, in the versions of requirements.lock
    python .ci/steps.py lint       every check but the tests
    python .ci/steps.py quick      the tests for daily work
    python .ci/steps.py test       every test

Uses the environment of the Python that runs it. Stops at the first failure, with the exit code of what failed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("cermat", "extractor", "parsers", "normalizers", "schemas")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

INSTALL = ("pip", "--disable-pip-version-check", "install", "--quiet", "--constraint", "requirements.lock")
LINT = (
    ("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    ("ruff format --check", ("-m", "ruff", "format", "--quiet", "--check", ".")),
    ("mypy", ("-m", "mypy", "--no-error-summary")),
    ("mypy samples", ("-m", "mypy", "--no-error-summary", "-p", "samples.generator", "-m", "samples.make_samples")),
    ("mypy samples/make_picture.py", ("-m", "mypy", "--no-error-summary", "samples/make_picture.py")),
    ("lint-imports", ("-c", LINT_IMPORTS)),
    ("deptry", ("-m", "deptry", *PACKAGES)),
    ("deptry of tests", ("-m", "deptry", ".", "--ignore", "DEP002,DEP004")),
    ("vulture", ("-m", "vulture")),
    ("code that nothing reaches", (".ci/unreached.py",)),
    ("names of modules", (".ci/names.py",)),
    ("docstrings", ("-m", "ruff", "check", "--quiet", "--select", "D1", "--ignore", "D105,D107", *PACKAGES)),
)


def install() -> int:
    return _python(("-m", *INSTALL, "--editable", ".[dev]"))


def lint() -> int:
    return next((code for name, arguments in LINT if (code := _check(name, arguments))), 0)


def quick() -> int:
    """Without what takes long, and with fewer examples of each property."""
    return _tests("-m", "not slow", "--hypothesis-profile", "quick")


def test() -> int:
    return _tests()


STEPS = {"install": install, "lint": lint, "quick": quick, "test": test}


def _tests(*arguments: str) -> int:
    """On all processors: no test leaves anything that another could find."""
    _say("==> pytest")
    return _python(("-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments))


def _check(name: str, arguments: Sequence[str]) -> int:
    """What a check prints is shown where it fails."""
    _say(f"==> {name}")
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return done.returncode


def _python(arguments: Sequence[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT).returncode


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(names: Sequence[str]) -> int:
    """Exit code: 0, that of the first step that failed, or 2 for a name that is no step."""
    if not names or not STEPS.keys() >= set(names):
        sys.stderr.write(f"steps: {' '.join(STEPS)}\n")
        return 2
    return next((code for name in names if (code := STEPS[name]())), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

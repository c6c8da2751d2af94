"""No two modules of the product have one name, so that a name in a traceback or a search is one module.

python .ci/names.py        prints each name that occurs twice with its paths, and ends with 1 where there are any
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("cermat", "extractor", "parsers", "normalizers", "schemas")


def doubled() -> dict[str, list[str]]:
    """Module names that occur more than once (`__init__` and `__main__` apart), with their paths from the root."""
    paths: dict[str, list[str]] = defaultdict(list)
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not path.stem.startswith("__"):
                paths[path.stem].append(path.relative_to(ROOT).as_posix())
    return {name: found for name, found in sorted(paths.items()) if len(found) > 1}


def main() -> int:
    found = doubled()
    for name, paths in found.items():
        sys.stdout.write(f"{name}: {', '.join(paths)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

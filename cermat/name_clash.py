"""Are the packages that Cermat imports its own?

A script may lie in a folder that has a `schemas/` or `parsers.py` of its own. Python looks there first, and Cermat
would be handed somebody else's module and fail in the middle of itself. This is looked for before anything else is
imported, and told in one sentence. Nothing of Cermat can be imported here.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("extractor", "parsers", "normalizers", "schemas")
HOME = Path(__file__).resolve().parent.parent
SENTENCES = {
    "id": "Cermat memerlukan paket bernama {name!r}, tetapi di sini nama itu milik {place}. "
    "Ganti nama itu, atau jalankan skrip Anda dari folder lain.",
    "en": "Cermat needs its package {name!r}, but here that name belongs to {place}. "
    "Rename that, or run your script from another folder.",
}


class NameClash(SystemExit):
    """Ends the program with the sentence and exit code 1; a traceback through Cermat would help nobody."""


def check() -> None:
    """Raises NameClash where one of the packages is somebody else's."""
    for name in PACKAGES:
        place = _place(name)
        if place is not None and place != HOME / name:
            language = "en" if os.environ.get("CERMAT_LANG") == "en" else "id"
            raise NameClash(SENTENCES[language].format(name=name, place=_shown(place, name)))


def _place(name: str) -> Path | None:
    """Folder or file that `import name` takes, or took already; None where there is none."""
    module = sys.modules.get(name)
    spec = module.__spec__ if module is not None else find_spec(name)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).resolve()
    return path.parent if path.name == "__init__.py" else path


def _shown(place: Path, name: str) -> str:
    return str(place if place.suffix else place / "__init__.py")

"""Which findings say that a part of a file was not read; the list is in data/batch.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def unread_codes() -> frozenset[str]:
    """Codes of the findings after which a document counts as read in part."""
    text = files("extractor").joinpath("data/batch.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["sebagian"]["temuan"])

"""The root words of the Indonesian dictionary: those of the stemmer Sastrawi, from the wheel of PySastrawi (MIT).

About 29,900 roots, the parts of doubled words ("gorong-gorong") among them. Many of them are of no use to offices, so
that being a root says that a word is right, and little about whether it is meant. Only the list is read, no code of the
package is run.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

LIST = ("Stemmer", "data", "kata-dasar.txt")  # one root or doubled word a line
ROOT = re.compile(r"\b[a-z]{3,}\b")


@cache
def dictionary_roots() -> frozenset[str]:
    """Root words in small letters a-z, of three letters and more."""
    return frozenset(ROOT.findall(files("Sastrawi").joinpath(*LIST).read_text(encoding="utf-8")))

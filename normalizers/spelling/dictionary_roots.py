"""The root words of the Indonesian dictionary: those of the stemmer Sastrawi (MIT), which go back to Kateglo.

About 29,900 roots, the parts of doubled words ("gorong-gorong") among them. Many of them are of no use to offices, so
that being a root says that a word is right, and little about whether it is meant. dictionary_roots.NOTICE.txt in the
folder of the data says where they come from.
"""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files


@cache
def dictionary_roots() -> frozenset[str]:
    """Root words in small letters a-z."""
    packed = files("normalizers").joinpath("data", "dictionary_roots.txt.xz").read_bytes()
    return frozenset(lzma.decompress(packed).decode("ascii").split())

"""Characters in drawing order -> where small raised text begins and ends, and what of it belongs to no word: marks of
footnotes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from parsers.pdf.affine import Floats
from schemas.equation_line import superscript
from schemas.raised_marks import is_footnote_mark

# In parts of the font size of the text that it stands behind.
RAISED_SIZE = 0.8  # raised text is smaller than this,
RAISED_BY = 0.15  # and its baseline is higher by this,
RAISED_AT_MOST = 0.8  # and by no more: it is on the same line
RAISED_LETTERS = "¹²³⁰⁴⁵⁶⁷⁸⁹"

Bools = npt.NDArray[np.bool_]


def raised_steps(sizes: Floats, baselines: Floats, texts: Sequence[str]) -> tuple[Bools, Bools]:
    """(n,) characters that are raised above the one before, and (n,) those before which raised text ends.

    sizes: (n,) of the fonts, points; baselines: (n,) points, more is further up.
    """
    up = np.zeros(len(sizes), dtype=bool)
    down = np.zeros(len(sizes), dtype=bool)
    step = np.diff(baselines)
    up[1:] = _is_above(step, sizes[1:], sizes[:-1])
    down[1:] = _is_above(-step, sizes[:-1], sizes[1:])
    letters = np.array([text in RAISED_LETTERS for text in texts], dtype=bool)
    up[1:] |= letters[1:] & ~letters[:-1]
    down[1:] |= letters[:-1] & ~letters[1:]
    return up, down


def _is_above(step: Floats, sizes: Floats, others: Floats) -> Bools:
    """(n,): text of these sizes, `step` above other text, is raised above that."""
    above: Bools = (step >= RAISED_BY * others) & (step <= RAISED_AT_MOST * others)
    return above & (sizes <= RAISED_SIZE * others)


def raised_as_text(base: str, raised: str) -> str:
    """What raised text behind `base` adds to it: nothing where it marks a footnote, "2" in "m2", "⁶" in "10⁶"."""
    if is_footnote_mark(base, raised):
        return ""
    return superscript(raised) or raised if base[-1:].isdigit() or base.endswith(")") else raised

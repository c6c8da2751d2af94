"""Characters of a page -> which of them are a watermark: "SALINAN" across the page, or small and many times over it.

Evidence, per text object: it is slanted, faint, or much larger than the page's text; the same text is drawn again and
again; it lies over other text, which print that belongs to the page never does. Points, origin top left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parsers.pdf.affine import Floats
from parsers.pdf.chars import PlacedChars

SPACE = 0x20
SLANT_DEGREES = 2.0  # off the nearest quarter turn, from which on text is slanted
LARGE = 2.0  # times the usual font size of the page
REPEATED = 3  # texts of one look
OVER_OTHERS = 0.3  # of them that lie over other text, where nothing else is evidence of a watermark
BAND = 0.25  # of a line's height that is left out above and below: neighbouring lines share those
OTHER_BASELINE = 0.1  # of the font size; texts of one line that run into each other differ by less
SHARED_WIDTH = 0.2  # of the narrower one that lies over the other
MAX_OBJECTS = 1_500  # text objects of a page whose overlaps are looked at
MAX_SLANTED = 400  # characters of slanted text whose overlaps are looked at

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_Look = tuple[bytes, float, bool, bool]  # its characters, font size, slanted, faint


@dataclass(frozen=True, slots=True, eq=False)
class _Objects:
    """n text objects of a page with something to see."""

    of_char: Ints  # (chars,) index of the object; -1 for what is not shown
    boxes: Floats  # (n, 4)
    size: Floats  # (n,) font size, points
    slanted: Bools
    faint: Bools
    looks: tuple[_Look, ...]
    usual: float  # font size of most characters, points


def are_watermark(placed: PlacedChars, shown: Bools) -> Bools:
    """(n,): the shown characters that belong to a watermark."""
    objects = _objects(placed, shown)
    if objects is None:
        return np.zeros(len(shown), dtype=bool)
    large = objects.size >= LARGE * objects.usual
    counts = Counter(objects.looks)
    repeated = np.array([counts[look] >= REPEATED for look in objects.looks])
    over = _over_others(objects, large | objects.faint | repeated)
    over |= _slanted_over_others(placed.boxes, objects)
    marked = objects.slanted & (objects.faint | large | repeated | over)
    marked |= over & ~objects.slanted & (objects.faint | large)
    marked |= repeated & _mostly_over(objects.looks, over)
    looks = {look for look, mark in zip(objects.looks, marked.tolist(), strict=True) if mark}
    result: Bools = np.array([*(look in looks for look in objects.looks), False])[objects.of_char]
    return result


def _objects(placed: PlacedChars, shown: Bools) -> _Objects | None:
    """The text objects of the page; None where it shows no text."""
    chars = placed.chars
    at = np.nonzero(shown & (chars.style >= 0) & (chars.codes > SPACE))[0]
    if not len(at):
        return None
    at = at[np.argsort(chars.style[at], kind="stable")]
    own = chars.style[at]
    first = np.nonzero(np.diff(own, prepend=-1))[0]
    last = np.append(first[1:], len(at))
    boxes = placed.boxes[at]
    low, high = np.minimum.reduceat(boxes[:, :2], first), np.maximum.reduceat(boxes[:, 2:], first)
    styles = [chars.styles[i] for i in own[first].tolist()]
    size = np.array([style.size for style in styles])
    of_char = np.full(len(shown), -1, dtype=np.int64)
    of_char[at] = np.repeat(np.arange(len(first)), last - first)
    codes = chars.codes[at]
    slanted = np.array([style.off_axis > SLANT_DEGREES for style in styles])
    faint = np.array([style.faint for style in styles])
    texts = [codes[a:b].tobytes() for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    looks = tuple(zip(texts, np.round(size, 1).tolist(), slanted.tolist(), faint.tolist(), strict=True))
    return _Objects(
        of_char=of_char,
        boxes=np.concatenate([low, high], axis=1),
        size=size,
        slanted=slanted,
        faint=faint,
        looks=looks,
        usual=float(np.median(size[of_char[at]])),
    )


def _over_others(objects: _Objects, candidates: Bools) -> Bools:
    """(n,): the upright candidates that lie over text of another line, or under it."""
    over = np.zeros(len(candidates), dtype=bool)
    if len(over) > MAX_OBJECTS:
        return over
    at = np.nonzero(candidates & ~objects.slanted)[0]
    others = np.nonzero(~objects.slanted)[0]
    x0, top, x1, bottom = objects.boxes[others].T
    edge = BAND * (bottom - top)
    for i in at.tolist():
        a0, atop, a1, abottom = objects.boxes[i].tolist()
        inset = BAND * (abottom - atop)
        width = np.minimum(x1, a1) - np.maximum(x0, a0)
        height = np.minimum(bottom - edge, abottom - inset) - np.maximum(top + edge, atop + inset)
        apart = np.abs((top + bottom) - (atop + abottom)) / 2 >= OTHER_BASELINE * objects.size[i]
        hit = (width > SHARED_WIDTH * np.minimum(x1 - x0, a1 - a0)) & (height > 0) & apart
        over[i] = bool(hit.any())
    return over


def _slanted_over_others(boxes: Floats, objects: _Objects) -> Bools:
    """(n,): the slanted objects with a character over one of upright text. `boxes`: of all characters."""
    over = np.zeros(len(objects.slanted), dtype=bool)
    slanted = np.append(objects.slanted, False)[objects.of_char]
    at = np.nonzero(slanted)[0][:MAX_SLANTED]
    upright = boxes[(objects.of_char >= 0) & ~slanted]
    x, y = (upright[:, 0] + upright[:, 2]) / 2, (upright[:, 1] + upright[:, 3]) / 2
    for i in at.tolist():
        x0, top, x1, bottom = boxes[i].tolist()
        over[objects.of_char[i]] |= bool(((x > x0) & (x < x1) & (y > top) & (y < bottom)).any())
    return over


def _mostly_over(looks: tuple[_Look, ...], over: Bools) -> Bools:
    """(n,): objects of a look of which enough lie over other text."""
    seen: dict[_Look, list[bool]] = defaultdict(list)
    for look, hit in zip(looks, over.tolist(), strict=True):
        seen[look].append(hit)
    return np.array([sum(seen[look]) >= OVER_OTHERS * len(seen[look]) for look in looks])

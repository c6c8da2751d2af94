"""Characters of a page -> which of them nobody sees: something opaque was drawn over them later, or they lie outside of
the area that their text is clipped to.

Habits: a correction typed over a white box or picture that hides the old figure, and spreadsheets that cut what is
longer than its cell (test_text_under_a_white_box_is_not_read, test_text_outside_its_clipping_is_not_read).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from parsers.pdf.affine import Floats
from parsers.pdf.chars import Chars
from parsers.pdf.page_changes import PageChanges
from parsers.pdf.page_graphics import PageGraphics

# Parts of a character's box that change when it is not drawn. A full stop changes 0.04 of it, most letters 0.2.
UNSEEN_SHARE = 0.02  # less: the character is not seen
COVERED_SHARE = 0.06  # on average over what is covered of a text object; less: only edges of its letters show
MAX_LOOKED_AT_ALONE = 30  # text objects of one page that overlap other covered ones; more are taken for shown

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def are_clipped(chars: Chars, graphics: PageGraphics) -> Bools:
    """(n,): characters whose middle is outside of their text's clipping."""
    clips = {handle: quad for handle, quad in zip(graphics.texts, graphics.text_clips, strict=True) if quad is not None}
    limits = [clips.get(style.handle, _EVERYWHERE) for style in chars.styles]
    x0, y0, x1, y1 = np.array([*limits, _EVERYWHERE], dtype=np.float64)[chars.style].T
    x, y = (chars.boxes[:, 0] + chars.boxes[:, 2]) / 2, (chars.boxes[:, 1] + chars.boxes[:, 3]) / 2
    clipped: Bools = (x < x0) | (x > x1) | (y < y0) | (y > y1)
    return clipped


def are_covered(chars: Chars, graphics: PageGraphics, first: int, changes_of: Callable[[], PageChanges]) -> Bools:
    """(n,): characters that something drawn later hides, of the text objects from number `first` on.

    `changes_of` renders the page; it is called only where a character lies under something.
    """
    order = {handle: i for i, handle in enumerate(graphics.texts) if i >= first}
    drawn = np.array([*(order.get(style.handle, -1) for style in chars.styles), -1], dtype=np.int64)[chars.style]
    under = _are_under(chars, drawn, graphics)
    covered = np.zeros(len(under), dtype=bool)
    if not under.any():
        return covered
    changes = changes_of()
    objects = np.unique(drawn[under])
    shares = changes.shares(changes.without(graphics.texts[i] for i in objects.tolist()), chars.boxes)
    for i in _overlapping(objects, drawn, chars.boxes, shares):
        own = drawn == i
        shares[own] = changes.shares(changes.without([graphics.texts[i]]), chars.boxes[own])
    for i in objects.tolist():
        own = np.nonzero(under & (drawn == i))[0]
        covered[own] = (shares[own] < UNSEEN_SHARE) | (shares[own].mean() < COVERED_SHARE)
    return covered


def wholly(chosen: Bools, chars: Chars) -> list[int]:
    """Text objects (native handles) all of whose characters are `chosen`, (n,)."""
    if not chosen.any():
        return []
    count = len(chars.styles) + 1
    every = np.bincount(chars.style + 1, minlength=count)
    own = np.bincount(chars.style[chosen] + 1, minlength=count)
    return [chars.styles[i - 1].handle for i in np.nonzero((own == every) & (own > 0))[0].tolist() if i]


_EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


def _are_under(chars: Chars, drawn: Ints, graphics: PageGraphics) -> Bools:
    """(n,): characters whose middle lies in an area or picture that was drawn later. `drawn`: (n,) number of their
    text object in drawing order, -1 for inferred characters."""
    x, y = (chars.boxes[:, 0] + chars.boxes[:, 2]) / 2, (chars.boxes[:, 1] + chars.boxes[:, 3]) / 2
    under = np.zeros(len(x), dtype=bool)
    pictures = [(image.quad, image.texts_before) for image in graphics.images]
    for (x0, y0, x1, y1), texts_before in [*graphics.covers, *pictures]:
        if texts_before:
            under |= (drawn < texts_before) & (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    invisible = chars.by_style([style.hidden for style in chars.styles])
    return under & (drawn >= 0) & ~invisible


def _overlapping(objects: Ints, drawn: Ints, boxes: Floats, shares: Floats) -> list[int]:
    """Those of the text objects `objects` that seem to show, but may be another one's print in the same place."""
    bounds = {}
    for i in objects.tolist():
        own = boxes[drawn == i]
        bounds[i] = (*own[:, :2].min(0).tolist(), *own[:, 2:].max(0).tolist())
    shown = [i for i in bounds if shares[drawn == i].mean() >= COVERED_SHARE]
    doubtful = [i for i in shown if any(_share_place(bounds[i], other) for j, other in bounds.items() if j != i)]
    return doubtful if len(doubtful) <= MAX_LOOKED_AT_ALONE else []


def _share_place(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])

"""What the generator of drawn trees writes down as gold is what it draws, in every form."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import combinations

import pypdfium2
import pytest

from tests.support.drawn.documents import DrawnCase, make
from tests.support.drawn.habits import FORMS
from tests.support.drawn.scene import Box

SEEDS = range(2 * len(FORMS))
WRITTEN = [seed for seed in range(len(FORMS)) if FORMS[seed] not in ("scan", "picture") and "-pdf" not in FORMS[seed]]
"""Seeds of forms with text that need no other program."""


def squeezed(text: str) -> str:
    """Letters, digits and marks without any space."""
    return re.sub(r"\s+", "", text)


def text_of(data: bytes, suffix: str) -> str:
    """All text of a file, squeezed."""
    if suffix == ".pdf":
        document = pypdfium2.PdfDocument(data)
        return squeezed("".join(document[i].get_textpage().get_text_range() for i in range(len(document))))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    return squeezed(re.sub(r"<[^>]+>", "", xml))


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> DrawnCase:
    """One document for each seed."""
    return make(request.param)


def test_every_gold_text_is_drawn(case: DrawnCase) -> None:
    if not case.pages:  # SmartArt has no places
        return
    drawn = squeezed(" ".join(para.text for scene in case.pages for box in scene.boxes for para in box.paras))
    for goal, _ in case.nodes:
        for text in (goal.text, *goal.indicators):
            assert squeezed(text) in drawn


def test_boxes_of_nodes_are_apart_and_on_their_paper(case: DrawnCase) -> None:
    def apart(a: Box, b: Box) -> bool:
        slack = 1.5  # boxes of one node may overlap a little, and so may shadows
        beside = a.x + a.width <= b.x + slack or b.x + b.width <= a.x + slack
        return beside or a.y + a.height <= b.y + slack or b.y + b.height <= a.y + slack

    for scene in case.pages:
        nodes = [box for box in scene.boxes if box.group is not None and box.line]
        assert all(apart(a, b) for a, b in combinations(nodes, 2) if a.group != b.group)
        assert all(b.x >= 0 and b.y >= 0 for b in scene.boxes)
        assert all(b.x + b.width <= scene.width and b.y + b.height <= scene.height for b in scene.boxes)


def test_every_node_but_roots_has_a_parent_above_it_in_the_gold(case: DrawnCase) -> None:
    seen = set()
    for goal, parent in case.nodes:
        assert parent is None or parent in seen
        seen.add(goal.id)
    gold = case.gold("contoh")
    assert len(gold["cascade"]) == len(case.nodes)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", WRITTEN)
def test_files_hold_the_texts_of_the_gold(seed: int) -> None:
    case = make(seed)
    data = case.file()
    printed = text_of(data, case.suffix)
    for goal, _ in case.nodes:
        for text in (goal.text, *goal.indicators):
            assert squeezed(text) in printed
    if case.suffix != ".xlsx":  # openpyxl notes the time
        assert make(seed).file() == data

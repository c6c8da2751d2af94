"""Trees in the making: nodes with their lines, whichever way they were drawn, and which of several trees counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractor.interpret.text_matching import squash
from schemas.document import Tingkat
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.printed import Passage, PrintedNode
from schemas.transcript import Line

SAME_GOAL = 85.0  # percent of the letters; below, two texts name different goals
INSIDE = 92.0  # the same for a goal that stands inside a longer text, as where a cell holds several
LONG_ENOUGH = 18  # letters; shorter texts occur inside others by chance
SAME_TREE = 0.5  # share of a tree's goals that another tree has, from which both are one


@dataclass(slots=True)
class TreeNode:
    level: Tingkat
    goal: list[Line]
    indicators: list[tuple[Line, ...]]
    parent: int | None  # position in the tree's nodes
    certainty: float = 1.0

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.goal)


@dataclass(slots=True)
class Tree:
    """One tree, parents before their children; `drawn` where it was read from boxes and not from a table."""

    nodes: list[TreeNode] = field(default_factory=list)
    drawn: bool = False

    @property
    def fullness(self) -> tuple[int, int, int]:
        """Levels, nodes, indicators: by which of two trees the fuller one is known."""
        levels = {node.level for node in self.nodes}
        return len(levels), len(self.nodes), sum(len(node.indicators) for node in self.nodes)


def settled(trees: Sequence[Tree]) -> tuple[tuple[PrintedNode, ...], tuple[Finding, ...]]:
    """The nodes of a document: of trees that show the same goals the fullest, and where the others disagree."""
    kept: list[Tree] = []
    findings: list[Finding] = []
    for tree in sorted((t for t in trees if t.nodes), key=lambda t: t.fullness, reverse=True):
        twin = next((other for other in kept if _share(tree, other) >= SAME_TREE), None)
        if twin is None:
            kept.append(tree)
        else:
            findings.extend(_differences(tree, twin))
    printed: list[PrintedNode] = []
    for tree in [t for t in trees if any(t is k for k in kept)]:
        base = len(printed)
        printed.extend(_printed(node, base) for node in tree.nodes)
    return tuple(printed), tuple(findings)


def _printed(node: TreeNode, base: int) -> PrintedNode:
    return PrintedNode(
        node.level,
        Passage(tuple(node.goal), node.certainty),
        tuple(Passage(item, node.certainty) for item in node.indicators),
        None if node.parent is None else base + node.parent,
    )


def _share(tree: Tree, other: Tree) -> float:
    """The part (0..1) of a tree's goals that another one has."""
    known = [squash(node.text) for node in other.nodes]
    return sum(_has(known, node.text) for node in tree.nodes) / len(tree.nodes)


def _has(known: Sequence[str], text: str) -> bool:
    """True where the goal, or one that it consists of, is among the squashed `known` ones."""
    word = squash(text)
    if not word or any(fuzz.ratio(word, other) >= SAME_GOAL for other in known):
        return True
    return any(
        min(len(word), len(other)) >= LONG_ENOUGH and fuzz.partial_ratio(word, other) >= INSIDE for other in known
    )


def _differences(tree: Tree, fullest: Tree) -> list[Finding]:
    """A finding for each goal of a tree that the fullest one does not have."""
    known = [squash(node.text) for node in fullest.nodes]
    code = "kaskade_gambar_beda" if tree.drawn else "kaskade_beda"
    return [
        finding(code, page=node.goal[0].page, place=node.text, kinerja=node.text)
        for node in tree.nodes
        if node.goal and not _has(known, node.text)
    ]

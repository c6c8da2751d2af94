"""Trees of a cascade, whichever way they were drawn: the types, and which of several trees count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.interpret.lines.text_matching import squash
from schemas.document import Level, Tingkat
from schemas.evidence import Finding
from schemas.findings import finding
from schemas.printed import Passage, PrintedNode
from schemas.transcript import Line

SAME_GOAL = 85.0  # percent of the letters; below, two texts name different goals
INSIDE = 92.0  # the same for a goal that is part of a longer text, as where a cell holds several
LONG_ENOUGH = 18  # letters; shorter texts occur inside others by chance
OF_NODE = 0.9  # certainty that an indicator belongs to its node, which may have another parent
SAME_TREE = 0.5  # share of a tree's goals that another tree has, from which both are one


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A goal with its indicators."""

    level: Tingkat
    goal: tuple[Line, ...]
    indicators: tuple[tuple[Line, ...], ...]
    parent: int | None  # index into the tree's nodes; None for a root
    certainty: float = 1.0  # 0..1, of the structure around it
    label: str = ""  # the name of its level as printed
    links: tuple[int, ...] = ()  # indices of other nodes that connectors join it with, besides its parent
    row_label: str = ""  # the same, beside its row or in a legend; `label` is what the node itself has
    printed_level: Tingkat | None = None  # as labelled; None where only its depth tells
    planning: Level | None = None  # the level of planning that the label names
    rival: int | None = None  # index of another node that may as well be its parent; None where there is no doubt

    @property
    def text(self) -> str:
        """The goal on one line."""
        return " ".join(line.text.strip() for line in self.goal)


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree (or several that a page shows together), parents before their children."""

    nodes: tuple[TreeNode, ...]
    drawn: bool = False  # read from boxes and not from a table
    whole: bool = True  # False: so few boxes, or so worded, that they are a tree only as part of another one

    @property
    def fullness(self) -> tuple[int, int, int]:
        """Levels, nodes, indicators: by which of two trees the fuller one is known."""
        levels = {node.level for node in self.nodes}
        return len(levels), len(self.nodes), sum(len(node.indicators) for node in self.nodes)


def select_trees(trees: Sequence[Tree]) -> tuple[tuple[PrintedNode, ...], tuple[Finding, ...]]:
    """The nodes of a document: of trees that show the same goals the fullest one, and where the others disagree.

    Habit: working papers show the tree in steps, from a sketch to the full table, and as a drawing besides.
    """
    kept: list[Tree] = []
    findings: list[Finding] = []
    for tree in sorted((t for t in trees if t.nodes), key=lambda t: t.fullness, reverse=True):
        twin = next((other for other in kept if _shared_goals(tree, other) >= SAME_TREE), None)
        if twin is None:
            kept.append(tree)
        else:
            findings.extend(_differences(tree, twin))
    printed: list[PrintedNode] = []
    for tree in [t for t in trees if any(t is k for k in kept)]:
        base = len(printed)
        printed.extend(_printed(node, base) for node in tree.nodes)
        findings.extend(_doubtful_parents(tree))
    return tuple(printed), tuple(findings)


def _printed(node: TreeNode, base: int) -> PrintedNode:
    """The node with its parent as an index into all nodes of the document; its tree begins at `base`."""
    return PrintedNode(
        node.level,
        Passage(node.goal, node.certainty),
        tuple(Passage(item, max(node.certainty, OF_NODE)) for item in node.indicators),
        None if node.parent is None else base + node.parent,
        node.label or None,
        node.planning,
        tuple(base + other for other in node.links),
    )


def _doubtful_parents(tree: Tree) -> Iterator[Finding]:
    """A finding for each node of which another one may as well be the parent."""
    for node in tree.nodes:
        if node.parent is not None and node.rival is not None:
            parent, rival = tree.nodes[node.parent].text, tree.nodes[node.rival].text
            page = node.goal[0].page if node.goal else None
            yield finding(
                "kaskade_induk_ragu", page=page, place=node.text, kinerja=node.text, induk=parent, calon=rival
            )


def _shared_goals(tree: Tree, other: Tree) -> float:
    """The part (0..1) of a tree's goals that another one has."""
    known = [squash(node.text) for node in other.nodes]
    return sum(_is_among(known, node.text) for node in tree.nodes) / len(tree.nodes)


def _is_among(known: Sequence[str], text: str) -> bool:
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
        if node.goal and not _is_among(known, node.text)
    ]

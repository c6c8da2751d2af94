"""A cascade as text that other programs draw: Mermaid flowcharts and Graphviz graphs."""

from __future__ import annotations

import re

from extractor.export.tree_colours import COLOURS
from extractor.export.tree_shape import tree_of
from schemas.document import Document, Simpul

LINE_CHARS = 40
"""Letters per line of a box; neither program wraps text by itself."""

_SPECIAL = re.compile(r"[^\w .,()/-]|[\n\r]")


def as_mermaid(document: Document) -> bytes:
    """A flowchart from the top down; the source is plain text and stands in Markdown as ```mermaid."""
    nodes = document.kaskade
    tree = tree_of(nodes)
    lines = ["flowchart TD"]
    for i, node in enumerate(nodes):
        text = "<br/>".join(_mermaid(line) for line in _text(node))
        lines.append(f'  n{i + 1}["{text}"]:::{node.tingkat}')
    lines += [f"  n{i + 1} --> n{child + 1}" for i in tree.order for child in tree.children[i]]
    for level, colour in COLOURS.items():
        if any(node.tingkat == level for node in nodes):
            lines.append(f"  classDef {level} fill:{colour.fill},stroke:{colour.line},color:#000")
    return ("\n".join(lines) + "\n").encode()


def as_dot(document: Document) -> bytes:
    """A Graphviz graph, landscape, a colour for each level."""
    nodes = document.kaskade
    tree = tree_of(nodes)
    lines = [
        "digraph kaskade {",
        '  graph [charset="UTF-8", rankdir=LR, splines=ortho, nodesep=0.15, ranksep=0.5];',
        '  node [shape=box, style=filled, fontname="Arial", fontsize=9];',
        "  edge [arrowsize=0.6];",
    ]
    for i, node in enumerate(nodes):
        colour = COLOURS[node.tingkat]
        text = "".join(_dot(line) + r"\l" for line in _text(node))
        lines.append(f'  n{i + 1} [label="{text}", fillcolor="{colour.fill}", color="{colour.line}"];')
    lines += [f"  n{i + 1} -> n{child + 1};" for i in tree.order for child in tree.children[i]]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _text(node: Simpul) -> list[str]:
    lines = _wrapped(node.kinerja)
    for indicator in node.indikator:
        first, *rest = _wrapped(indicator) or [""]
        lines += [f"- {first}", *rest]
    return lines


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_CHARS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _mermaid(text: str) -> str:
    """Everything that could end the text or mean something to Mermaid, as its number."""
    return _SPECIAL.sub(lambda m: f"#{ord(m[0])};", text)


def _dot(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')

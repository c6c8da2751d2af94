"""Draws a decree as the text that an OCR program leaves: Markdown lists, tables as lines with tabs."""

from __future__ import annotations

from samples.generator.model import (
    Chart,
    Decree,
    Equation,
    Gap,
    Labelled,
    LabelTable,
    Letterhead,
    NewPage,
    Numbered,
    Signature,
    Table,
    Text,
)


def write(decree: Decree) -> bytes:
    """The whole decree in UTF-8; a merged cell leaves blanks where it spans."""
    lines: list[str] = []
    for block in decree.blocks:
        if isinstance(block, Text):
            lines += [f"## {block.text}" if block.bold and block.size > 11 else block.text, ""]
        elif isinstance(block, Gap | NewPage):
            lines.append("")
        elif isinstance(block, Numbered):
            lines += [*_items(block.items, block.style, ""), ""]
        elif isinstance(block, Labelled):
            lines.append(f"{block.label} : {block.text}".rstrip())
            lines += _items(block.items, block.style, "  - ")
        elif isinstance(block, LabelTable):
            lines += [f"{label} : {' '.join(texts)}" for label, texts in block.rows] + [""]
        elif isinstance(block, Letterhead):
            lines += [*block.lines, block.address, ""]
        elif isinstance(block, Signature):
            lines += [line for lines_of_block in block.blocks for line in (*lines_of_block, "")]
        elif isinstance(block, Chart):
            raise ValueError("boxes and lines are no text")
        else:
            lines += ["", *_table(block), ""]
    return ("\n".join(lines).strip() + "\n").encode()


def _items(items: tuple[str, ...], style: str, prefix: str) -> list[str]:
    return [
        f"{prefix}{index + 1 if style == '1.' else chr(ord('a') + index)}. {item}" for index, item in enumerate(items)
    ]


def _table(table: Table) -> list[str]:
    grid = [[""] * len(table.widths) for _ in range(table.rows)]
    for cell in table.cells:
        texts = (part.linear if isinstance(part, Equation) else part for part in cell.text)
        grid[cell.row][cell.col] = " ".join(texts)
    return ["\t".join(row) for row in grid]

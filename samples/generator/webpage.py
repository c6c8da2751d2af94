"""Draws a decree as an HTML page, as web applications of offices print theirs: paragraphs, lists, bordered tables."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

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
    TableCell,
    Text,
)

_LIST_TYPES = {"1.": "1", "a.": "a"}


def write(decree: Decree) -> bytes:
    """The whole decree in UTF-8."""
    parts = ["<!DOCTYPE html>", '<html lang="id"><head><meta charset="utf-8"><title>Cetak</title>']
    parts.append("<style>td { border: 1px solid }</style></head><body>")
    for block in decree.blocks:
        parts += _DRAWN_BY[type(block)](block)
    return "\n".join([*parts, "</body></html>", ""]).encode()


def _text(block: Text) -> list[str]:
    return [f"<p><b>{escape(block.text)}</b></p>" if block.bold else f"<p>{escape(block.text)}</p>"]


def _labelled(block: Labelled) -> list[str]:
    inside = escape(block.text) + (_list(block.items, block.style) if block.items else "")
    return ["<table>", _row([escape(block.label), ":", inside]), "</table>"]


def _label_table(block: LabelTable) -> list[str]:
    rows = [_row([escape(label), ":", "<br>".join(map(escape, texts))]) for label, texts in block.rows]
    return ["<table>", *rows, "</table>"]


def _letterhead(block: Letterhead) -> list[str]:
    return [f"<center><b>{escape(line)}</b></center>" for line in block.lines] + [f"<p>{escape(block.address)}</p>"]


def _signature(block: Signature) -> list[str]:
    if len(block.blocks) == 1:
        return [f"<div>{escape(line)}</div>" for line in block.blocks[0]]
    return ["<table>", _row(["<br>".join(map(escape, lines)) for lines in block.blocks]), "</table>"]


def _chart(block: Chart) -> list[str]:
    raise ValueError("boxes and lines are drawn as PDF only")


def _list(items: tuple[str, ...], style: str) -> str:
    return f'<ol type="{_LIST_TYPES[style]}">' + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ol>"


def _row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _table(table: Table) -> list[str]:
    rows = []
    for row in range(table.rows):
        cells = "".join(_cell(cell) for cell in table.cells if cell.row == row)
        rows.append(f"<tr>{cells}</tr>")
    head, body = rows[: table.header_rows], rows[table.header_rows :]
    return ['<table border="1">', "<thead>", *head, "</thead>", "<tbody>", *body, "</tbody>", "</table>"]


def _cell(cell: TableCell) -> str:
    paragraphs = [part.linear if isinstance(part, Equation) else part for part in cell.text]
    text = "".join(f"<p>{escape(part) or '&nbsp;'}</p>" for part in paragraphs)
    spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
        f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    )
    return f"<td{spans}>{'<b>' + text + '</b>' if cell.bold else text}</td>"


_DRAWN_BY: dict[type, Callable[[Any], list[str]]] = {
    Text: _text,
    Gap: lambda block: ["<br>"],
    NewPage: lambda block: ["<br>"],
    Numbered: lambda block: [_list(block.items, block.style)],
    Labelled: _labelled,
    LabelTable: _label_table,
    Letterhead: _letterhead,
    Signature: _signature,
    Table: _table,
    Chart: _chart,
}

"""Writes small XLSB files: the records of [MS-XLSB] that a sheet of texts and numbers needs."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

from tests.support.package_build import PACKAGE, RELATIONS

_MAIN = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_SHEET = "application/vnd.ms-excel.worksheet"


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length >= 128:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def write_xlsb(path: Path, rows: list[list[str | float]], name: str = "IKU") -> Path:
    """A workbook with one sheet of these rows, from A1 on; "" leaves no cell."""
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _record(144) + _record(132)
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(129) + _record(148, size) + _record(145)
    for number, cells in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 1) + struct.pack("<II", 0, len(cells) - 1))
        for col, value in enumerate(cells):
            place = struct.pack("<II", col, 0)
            if isinstance(value, float):
                sheet += _record(5, place + struct.pack("<d", value))
            elif value:
                sheet += _record(6, place + _wide(value))
    sheet += _record(146) + _record(130)
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    one = '<Relationship Id="rId1" Type="{}/{}" Target="{}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.bin" ContentType="{_MAIN}"/>'
            f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_SHEET}"/></Types>',
        )
        archive.writestr("_rels/.rels", rels.format(one.format(RELATIONS, "officeDocument", "xl/workbook.bin")))
        sheet_rel = one.format(RELATIONS, "worksheet", "worksheets/sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", rels.format(sheet_rel))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path

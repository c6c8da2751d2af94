"""Pages of boxes and lines as shapes and connectors on the sheets of an XLSX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.support.drawn.as_docx import EMU, FORMS, connector_form, geometry_xml, joined_xml, line_xml, transform_of
from tests.support.drawn.habits import Habits
from tests.support.drawn.scene import PADDING, USUAL, Box, Para, Scene, Wire
from tests.support.package_build import PACKAGE, RELATIONS, SHEET_NS, xlsx_members

COLUMN, ROW = 48.0, 15.0  # points, of cells as they are when a sheet is new
CHARS = 8.43  # the same width as the file tells it, in letters
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def write(pages: Sequence[Scene], habits: Habits) -> bytes:
    """A sheet for each page."""
    sheets = tuple(_sheet() for _ in pages)
    members = xlsx_members(*sheets)
    drawing = (
        '<Override PartName="/xl/drawings/drawing{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
    )
    sheet = (
        '<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    )
    kinds = "".join((drawing + sheet).replace("{n}", str(n)) for n in range(1, len(pages) + 1))
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = members["[Content_Types].xml"].replace("</Types>", f"{kinds}</Types>")
    members["[Content_Types].xml"] = types.replace('content-types">', f'content-types">{defaults}', 1)
    for number, scene in enumerate(pages, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        members[name] = members[name].replace(f'xmlns="{SHEET_NS}"', f'xmlns="{SHEET_NS}" xmlns:r="{RELATIONS}"')
        members[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/drawing" '
            f'Target="../drawings/drawing{number}.xml"/></Relationships>'
        )
        members[f"xl/drawings/drawing{number}.xml"] = _drawing(scene, habits)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def _sheet() -> str:
    return (
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetFormatPr defaultColWidth="{CHARS + 0.71}" defaultRowHeight="{ROW:.0f}"/><sheetData/>'
        '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="1"/><drawing r:id="rId1"/>'
    )


def _drawing(scene: Scene, habits: Habits) -> str:
    figures = [_wire(wire, 1000 + at) for at, wire in enumerate(scene.wires) if wire.behind]
    figures += [_box(box, box.id) for box in scene.boxes]
    figures += [_wire(wire, 1000 + at) for at, wire in enumerate(scene.wires) if not wire.behind]
    if habits.nested_groups:  # everything in one group
        width, height = scene.width, scene.height
        size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
        place = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        inside = "".join(xml for xml, _ in figures)
        group = (
            f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9000" name="Grup"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
            f"<xdr:grpSpPr>{place}</xdr:grpSpPr>"
            f"{inside}</xdr:grpSp>"
        )
        figures = [(group, (0.0, 0.0, width, height))]
    anchors = "".join(_anchor(xml, place) for xml, place in figures)
    return f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}">{anchors}</xdr:wsDr>'


def _anchor(figure: str, place: tuple[float, float, float, float]) -> str:
    x, y, width, height = place

    def mark(tag: str, px: float, py: float) -> str:
        col, row = int(px // COLUMN), int(py // ROW)
        dx, dy = round((px - col * COLUMN) * EMU), round((py - row * ROW) * EMU)
        return (
            f"<xdr:{tag}><xdr:col>{col}</xdr:col><xdr:colOff>{dx}</xdr:colOff><xdr:row>{row}</xdr:row>"
            f"<xdr:rowOff>{dy}</xdr:rowOff></xdr:{tag}>"
        )

    ends = mark("from", x, y) + mark("to", x + width, y + height)
    return f"<xdr:twoCellAnchor>{ends}{figure}<xdr:clientData/></xdr:twoCellAnchor>"


def _para(para: Para, box: Box) -> str:
    bold = ' b="1"' if para.bold else ""
    return (
        f'<a:p><a:pPr algn="{"l" if para.left else "ctr"}"/><a:r><a:rPr lang="id-ID" '
        f'sz="{max(100, round(box.size * 100))}"{bold}>'
        f'<a:solidFill><a:srgbClr val="{box.ink}"/></a:solidFill><a:latin typeface="Arial"/></a:rPr>'
        f"<a:t>{escape(para.text)}</a:t></a:r></a:p>"
    )


def _box(box: Box, number: int) -> tuple[str, tuple[float, float, float, float]]:
    fill = f'<a:solidFill><a:srgbClr val="{box.fill.upper()}"/></a:solidFill>' if box.fill else "<a:noFill/>"
    line = (
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{box.line}"/></a:solidFill></a:ln>'
        if box.line
        else "<a:ln><a:noFill/></a:ln>"
    )
    pad = round(PADDING * box.size / USUAL * EMU)
    paras = "".join(_para(p, box) for p in box.paras) or "<a:p/>"
    xml = (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="Kotak {number}"/><xdr:cNvSpPr/>'
        f"</xdr:nvSpPr><xdr:spPr><a:xfrm>"
        f'<a:off x="{round(box.x * EMU)}" y="{round(box.y * EMU)}"/><a:ext cx="{round(box.width * EMU)}" '
        f'cy="{round(box.height * EMU)}"/></a:xfrm>'
        f'<a:prstGeom prst="{FORMS[box.form]}"><a:avLst/></a:prstGeom>{fill}{line}</xdr:spPr>'
        f'<xdr:txBody><a:bodyPr lIns="{pad}" rIns="{pad}" tIns="0" bIns="0" anchor="ctr" wrap="square"/>{paras}'
        f"</xdr:txBody></xdr:sp>"
    )
    return xml, (box.x, box.y, box.width, box.height)


def _wire(wire: Wire, number: int) -> tuple[str, tuple[float, float, float, float]]:
    preset, turns = connector_form(wire.points)
    form = f"{geometry_xml(wire.points)}{line_xml(wire)}"
    names = f'<xdr:cNvPr id="{number}" name="Garis {number}"/>'
    if preset:
        xml = (
            f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr>{names}<xdr:cNvCxnSpPr>{joined_xml(wire)}</xdr:cNvCxnSpPr>'
            f"</xdr:nvCxnSpPr>"
            f"<xdr:spPr>{form}</xdr:spPr></xdr:cxnSp>"
        )
    else:
        inside = f"<xdr:nvSpPr>{names}<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{form}</xdr:spPr>"
        xml = f'<xdr:sp macro="" textlink="">{inside}</xdr:sp>'
    return xml, transform_of(wire.points, turns)

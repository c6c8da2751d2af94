"""Pages of boxes and lines as DOCX: in one group or canvas, each anchored by itself, or as VML of older programs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from tests.support.docx_build import R, W
from tests.support.drawn.habits import Habits
from tests.support.drawn.scene import PADDING, USUAL, Box, Para, Point, Scene, Wire

EMU = 12_700  # a point
TWIPS = 20
LARGEST_PAGE = 1580.0  # points, of Word
MARGIN = 36.0
FINER = 2  # units of a group of its own are so many times smaller; LibreOffice 7 draws only groups of one scale right
_WORD = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wps="{_WORD}Shape" xmlns:wpg="{_WORD}Group" xmlns:wpc="{_WORD}Canvas" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
FORMS = {
    "rect": "rect", "text": "rect", "round": "roundRect",
    "left arrow": "leftArrow", "right arrow": "rightArrow", "down arrow": "downArrow",
}  # fmt: skip
_VML_FORMS = {"round": "roundrect"}
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write(pages: Sequence[Scene], habits: Habits, kind: str) -> bytes:
    """The pages as DOCX; `kind`: "group", "canvas", "anchored", "vml" or "vml-lines"."""
    fitted = [_fitted(scene) for scene in pages]
    rules: list[str] = []
    body = []
    for at, scene in enumerate(fitted):
        drawings = _vml(scene, habits, kind, rules) if kind.startswith("vml") else _drawingml(scene, habits, kind)
        section = _section(scene)
        last = at == len(fitted) - 1
        body.append(
            f"<w:p><w:pPr>{'' if last else section}</w:pPr><w:r>{drawings}</w:r></w:p>{section if last else ''}"
        )
    return package("".join(body), rules)


def package(body: str, rules: Sequence[str] = (), parts: Sequence[tuple[str, str, str, str]] = ()) -> bytes:
    """A DOCX; `rules` of VML connectors; `parts`: relation id, relation type, name and XML of further parts."""
    settings = (
        f'<w:settings {NAMESPACES}><w:shapeDefaults><o:shapelayout v:ext="edit"><o:rules v:ext="edit">'
        f"{''.join(rules)}</o:rules></o:shapelayout></w:shapeDefaults></w:settings>"
    )
    relations = f'<Relationship Id="rIdSettings" Type="{R}/settings" Target="settings.xml"/>' + "".join(
        f'<Relationship Id="{id}" Type="{R}/{type_}" Target="{name}"/>' for id, type_, name, _ in parts
    )
    kinds = "".join(
        f'<Override PartName="/word/{name}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.drawingml.{type_}+xml"/>'
        for _, type_, name, _ in parts
    )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}.document.main+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_DOCUMENT}.settings+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="main" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": settings,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{relations}</Relationships>',
        **{f"word/{name}": xml for _, _, name, xml in parts},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def _fitted(scene: Scene) -> Scene:
    scale = min(1.0, LARGEST_PAGE / max(scene.width, scene.height))
    done = scene.moved(0.0, 0.0, scale)
    done.width, done.height = scene.width * scale, scene.height * scale
    return done


def _section(scene: Scene) -> str:
    margin = int(MARGIN * TWIPS)
    return (
        f'<w:sectPr><w:pgSz w:w="{int(scene.width * TWIPS)}" w:h="{int(scene.height * TWIPS)}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="200" '
        f'w:footer="200" '
        'w:gutter="0"/></w:sectPr>'
    )


def content(paras: Sequence[Para], size: float, ink: str = "000000") -> str:
    """Paragraphs of a text box."""
    half = max(2, round(size * 2))
    return "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc '
        f'w:val="{"left" if p.left else "center"}"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{"<w:b/>" if p.bold else ""}<w:color '
        f'w:val="{ink}"/>'
        f'<w:sz w:val="{half}"/></w:rPr><w:t xml:space="preserve">{escape(p.text)}</w:t></w:r></w:p>'
        for p in paras
    )


# --- DrawingML ---


def _emu(points: float) -> int:
    return round(points * EMU)


def _drawingml(scene: Scene, habits: Habits, kind: str) -> str:
    if kind in ("group", "canvas"):
        x0, y0, x1, y1 = scene.extent() if kind == "group" else (0.0, 0.0, scene.width, scene.height)
        return _anchor(1, x0, y0, x1 - x0, y1 - y0, _whole(scene, habits, kind), kind, habits)
    numbers = iter(range(1, 10_000))
    wires = [(w.behind, w) for w in scene.wires]
    behind, front = [w for b, w in wires if b], [w for b, w in wires if not b]
    parts = [_alone_wire(next(numbers), wire, habits) for wire in behind]
    for box in scene.boxes:
        shape = _shape(box, next(numbers), at=(0.0, 0.0))
        parts.append(_anchor(next(numbers), box.x, box.y, box.width, box.height, shape, "shape", habits))
    parts += [_alone_wire(next(numbers), wire, habits) for wire in front]
    return "".join(parts)


def _alone_wire(number: int, wire: Wire, habits: Habits) -> str:
    x0, y0, x1, y1 = _around(wire.points)
    moved = replace(wire, points=tuple((x - x0, y - y0) for x, y in wire.points), start=None, end=None)
    return _anchor(number, x0, y0, x1 - x0, y1 - y0, _connector(moved, number, habits), "shape", habits)


def _anchor(
    number: int, x: float, y: float, width: float, height: float, inside: str, kind: str, habits: Habits
) -> str:
    by_page = habits.word_by_word or kind in ("group", "canvas")
    across, down = ("page", "page") if by_page else ("column", "paragraph")
    dx = 0.0 if by_page else MARGIN
    uri = {"group": "wordprocessingGroup", "canvas": "wordprocessingCanvas"}.get(kind, "wordprocessingShape")
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{251658240 + number * 1024}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{across}"><wp:posOffset>{_emu(x - dx)}'
        f"</wp:posOffset></wp:positionH>"
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{_emu(y - dx)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{_emu(width)}" cy="{_emu(height)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Bentuk {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/{uri}">{inside}'
        f"</a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )
    need = {"group": "wpg", "canvas": "wpc"}.get(kind, "wps")
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{need}">{drawing}</mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )


def _whole(scene: Scene, habits: Habits, kind: str) -> str:
    """All boxes and lines of a page in one group or canvas; the boxes of a node may be a group of their own."""
    members = [_connector(wire, 1000 + at, habits) for at, wire in enumerate(scene.wires) if wire.behind]
    finer = 1 if habits.form.endswith("-pdf") else FINER
    members += _shapes(scene, finer if habits.nested_groups else 0)
    members += [_connector(wire, 1000 + at, habits) for at, wire in enumerate(scene.wires) if not wire.behind]
    inside = "".join(members)
    if kind == "canvas":
        return f"<wpc:wpc><wpc:bg/><wpc:whole/>{inside}</wpc:wpc>"
    x0, y0, x1, y1 = scene.extent()  # a group is as large as what is in it
    place = f'x="{_emu(x0)}" y="{_emu(y0)}"'
    size = f'cx="{_emu(x1 - x0)}" cy="{_emu(y1 - y0)}"'
    return (
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        f"<a:chOff {place}/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{inside}</wpg:wgp>"
    )


def _shapes(scene: Scene, finer: int) -> list[str]:
    """`finer`: than the page's are the units of the group of each node; 0 for no such groups."""
    if not finer:
        return [_shape(box, box.id) for box in scene.boxes]
    done: list[str] = []
    seen: set[int] = set()
    for box in scene.boxes:
        if box.group is None:
            done.append(_shape(box, box.id))
        elif box.group not in seen:
            seen.add(box.group)
            done.append(_node_group([b for b in scene.boxes if b.group == box.group], 5000 + box.group, finer))
    return done


def _node_group(boxes: Sequence[Box], number: int, finer: int) -> str:
    """A group whose units are finer than those of the page, as after it was made smaller."""
    x0, y0 = min(b.x for b in boxes), min(b.y for b in boxes)
    x1, y1 = max(b.x + b.width for b in boxes), max(b.y + b.height for b in boxes)
    inside = "".join(
        _shape(replace(b, x=b.x * finer, y=b.y * finer, width=b.width * finer, height=b.height * finer), b.id)
        for b in boxes
    )
    return (
        f'<wpg:grpSp><wpg:cNvPr id="{number}" name="Grup {number}"/><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="{_emu(x0)}" y="{_emu(y0)}"/><a:ext cx="{_emu(x1 - x0)}" cy="{_emu(y1 - y0)}"/>'
        f'<a:chOff x="{_emu(x0 * finer)}" y="{_emu(y0 * finer)}"/><a:chExt cx="{_emu((x1 - x0) * finer)}" '
        f'cy="{_emu((y1 - y0) * finer)}"/>'
        f"</a:xfrm></wpg:grpSpPr>{inside}</wpg:grpSp>"
    )


def _shape(box: Box, number: int, at: Point | None = None) -> str:
    x, y = at if at is not None else (box.x, box.y)
    fill = f'<a:solidFill><a:srgbClr val="{box.fill.upper()}"/></a:solidFill>' if box.fill else "<a:noFill/>"
    dash = '<a:prstDash val="dash"/>' if box.dashed else ""
    line = (
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{box.line}"/></a:solidFill>{dash}</a:ln>'
        if box.line
        else "<a:ln><a:noFill/></a:ln>"
    )
    pad = _emu(PADDING * box.size / USUAL)
    text = (
        f"<wps:txbx><w:txbxContent>{content(box.paras, box.size, box.ink)}</w:txbxContent></wps:txbx>"
        if box.paras
        else ""
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Kotak {number}"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off '
        f'x="{_emu(x)}" y="{_emu(y)}"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm><a:prstGeom prst="{FORMS[box.form]}">'
        f"<a:avLst/></a:prstGeom>{fill}{line}"
        f'</wps:spPr>{text}<wps:bodyPr lIns="{pad}" rIns="{pad}" tIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )


def _around(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def connector_form(points: Sequence[Point]) -> tuple[str, str]:
    """The preset of a line through these points with the attributes that turn and mirror it; "" for a free form."""
    (ax, ay), (bx, by) = points[0], points[-1]
    flips = (' flipH="1"' if bx < ax else "") + (' flipV="1"' if by < ay else "")
    if len(points) == 2:
        return "straightConnector1", flips
    down = points[0][0] == points[1][0]
    if len(points) == 3 and down and bx >= ax and by >= ay:
        return "bentConnector2", ' rot="16200000" flipH="1"'
    if len(points) == 4 and (points[2][0] == bx) is down and ax != bx and ay != by:
        if not down:
            return "bentConnector3", flips
        if by > ay:
            return "bentConnector3", ' rot="16200000" flipH="1"' if bx > ax else ' rot="5400000"'
    return "", ""


def transform_of(points: Sequence[Point], turns: str) -> tuple[float, float, float, float]:
    """x, y, width and height of a line's box before it is turned."""
    x0, y0, x1, y1 = _around(points)
    width, height = x1 - x0, y1 - y0
    if "rot" in turns:
        return (x0 + x1 - height) / 2, (y0 + y1 - width) / 2, height, width
    return x0, y0, width, height


def line_xml(wire: Wire) -> str:
    """a:ln of a line."""
    dash = '<a:prstDash val="dash"/>' if wire.dashed else ""
    ends = "".join(
        f'<a:{name} type="triangle"/>' for name, has in zip(("headEnd", "tailEnd"), wire.heads, strict=True) if has
    )
    return (
        f'<a:ln w="{_emu(wire.width)}"><a:solidFill><a:srgbClr val="{wire.colour}"/></a:solidFill>{dash}{ends}</a:ln>'
    )


def geometry_xml(points: Sequence[Point], free: bool = False) -> str:
    """a:xfrm and the geometry of a line; `free`: as a free form."""
    preset, turns = ("", "") if free else connector_form(points)
    x, y, width, height = transform_of(points, turns)
    place = (
        f'<a:xfrm{turns}><a:off x="{_emu(x)}" y="{_emu(y)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'
    )
    if preset:
        return f'{place}<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    steps = "".join(
        f'<a:{"lnTo" if at else "moveTo"}><a:pt x="{_emu(px - x)}" y="{_emu(py - y)}"/>'
        f"</a:{'lnTo' if at else 'moveTo'}>"
        for at, (px, py) in enumerate(points)
    )
    path = f'<a:path w="{_emu(width)}" h="{_emu(height)}" fill="none">{steps}</a:path>'
    return (
        f"{place}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
    )


def joined_xml(wire: Wire) -> str:
    """a:stCxn and a:endCxn of a line that is kept at its boxes."""
    ends = (("stCxn", wire.start, 2), ("endCxn", wire.end, 0))
    return "".join(f'<a:{name} id="{id}" idx="{side}"/>' for name, id, side in ends if id is not None)


def _connector(wire: Wire, number: int, habits: Habits) -> str:
    preset, turns = connector_form(wire.points)
    free = not preset or ("rot" in turns and habits.form.endswith("-pdf"))  # which LibreOffice 7 draws elsewhere
    link = "<wps:cNvSpPr/>" if free else f"<wps:cNvCnPr>{joined_xml(wire)}</wps:cNvCnPr>"
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Garis {number}"/>{link}<wps:spPr>{geometry_xml(wire.points, free)}'
        f"{'<a:noFill/>' if free else ''}{line_xml(wire)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


# --- VML ---


def _vml(scene: Scene, habits: Habits, kind: str, rules: list[str]) -> str:
    """As one group whose connectors are named in the settings, or as shapes and lines by themselves."""
    base = 1026 + len(rules) * 500
    grouped = kind == "vml"
    members = []
    for at, wire in enumerate(scene.wires):
        if wire.behind:
            members += list(_vml_wire(wire, base, 400 + at, grouped, rules))
    members += [_vml_box(box, base, grouped) for box in scene.boxes]
    for at, wire in enumerate(scene.wires):
        if not wire.behind:
            members += list(_vml_wire(wire, base, 400 + at, grouped, rules))
    if not grouped:
        return "".join(f"<w:pict>{member}</w:pict>" for member in members)
    types = (
        '<v:shapetype id="_x0000_t32" coordsize="21600,21600" o:spt="32" o:oned="t" path="m,l21600,21600e" filled="f"/>'
    )
    width, height = scene.width, scene.height
    return (
        f'<w:pict>{types}<v:group id="_x0000_s{base - 1}" '
        f'style="position:absolute;margin-left:{-MARGIN:.1f}pt;margin-top:{-MARGIN:.1f}pt;'
        f'width:{width:.1f}pt;height:{height:.1f}pt" coordorigin="0,0" '
        f'coordsize="{round(width * TWIPS)},{round(height * TWIPS)}">'
        f"{''.join(members)}</v:group></w:pict>"
    )


def _placed(x: float, y: float, width: float, height: float, grouped: bool, order: int = 0) -> str:
    if grouped:
        units: Callable[[float], int] = lambda points: round(points * TWIPS)  # noqa: E731
        return f"position:absolute;left:{units(x)};top:{units(y)};width:{units(width)};height:{units(height)}"
    place = f"margin-left:{x - MARGIN:.2f}pt;margin-top:{y - MARGIN:.2f}pt"
    return f"position:absolute;z-index:{order};{place};width:{width:.2f}pt;height:{height:.2f}pt"


def _vml_box(box: Box, base: int, grouped: bool) -> str:
    tag = _VML_FORMS.get(box.form, "rect")
    fill = f'fillcolor="#{box.fill}"' if box.fill else 'filled="f"'
    stroke = f'strokecolor="#{box.line}"' if box.line else 'stroked="f"'
    pad = PADDING * box.size / USUAL
    text = (
        f'<v:textbox inset="{pad:.1f}pt,0,{pad:.1f}pt,0"><w:txbxContent>{content(box.paras, box.size, box.ink)}'
        f"</w:txbxContent></v:textbox>"
        if box.paras
        else ""
    )
    style = _placed(box.x, box.y, box.width, box.height, grouped, box.id) + ";v-text-anchor:middle"
    return f'<v:{tag} id="_x0000_s{base + box.id}" style="{style}" {fill} {stroke}>{text}</v:{tag}>'


def _vml_wire(wire: Wire, base: int, number: int, grouped: bool, rules: list[str]) -> Iterator[str]:
    ends = f'startarrow="{"block" if wire.heads[0] else "none"}" endarrow="{"block" if wire.heads[1] else "none"}"'
    dash = ' dashstyle="dash"' if wire.dashed else ""
    stroke = f"<v:stroke {ends}{dash}/>"
    if grouped and wire.start is not None and wire.end is not None:
        x0, y0, x1, y1 = _around((wire.points[0], wire.points[-1]))
        (ax, ay), (bx, by) = wire.points[0], wire.points[-1]
        flip = ("x" if bx < ax else "") + ("y" if by < ay else "")
        style = _placed(x0, y0, x1 - x0, y1 - y0, True) + (f";flip:{flip}" if flip else "")
        name = f"_x0000_s{base + number}"
        rules.append(
            f'<o:r id="V:Rule{len(rules) + 1}" type="connector" idref="#{name}">'
            f'<o:proxy start="" idref="#_x0000_s{base + wire.start}" connectloc="2"/>'
            f'<o:proxy end="" idref="#_x0000_s{base + wire.end}" connectloc="0"/></o:r>'
        )
        yield f'<v:shape id="{name}" type="#_x0000_t32" o:connectortype="straight" style="{style}">{stroke}</v:shape>'
        return
    for at, (a, b) in enumerate(zip(wire.points, wire.points[1:], strict=False)):
        unit = (
            (lambda p: f"{round(p[0] * TWIPS)},{round(p[1] * TWIPS)}")
            if grouped
            else (lambda p: f"{p[0] - MARGIN:.2f}pt,{p[1] - MARGIN:.2f}pt")
        )
        own = stroke if len(wire.points) == 2 else ""
        yield (
            f'<v:line id="_x0000_s{base + number}{at}" style="position:absolute" from="{unit(a)}" to="{unit(b)}" '
            f'strokecolor="#{wire.colour}">{own}</v:line>'
        )

"""Performance trees drawn as offices draw them, for tests: as PDF with reportlab, as DOCX with raw XML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

BOX_WIDTH, GAP, LEVEL_GAP = 150.0, 18.0, 34.0  # points
SIZE, LEADING, PADDING = 8.0, 10.0, 5.0
PAGE = (1190.0, 842.0)
FILLS = ("#f4b183", "#ffe699", "#c6e0b4", "#bdd7ee", "#ffffff")
DARK = "#1f4e79"

Lines = Literal["elbow", "arrow", "slant", "curve", "none"]


@dataclass(frozen=True)
class Goal:
    text: str
    indicators: tuple[str, ...] = ()
    children: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Style:
    lines: Lines = "elbow"
    across: bool = False  # children right of their parents
    filled: bool = True
    stroked: bool = True
    rounded: bool = False
    sides: bool = False  # each side of a box is a line of its own, as spreadsheets print them
    hanging: bool = False  # leaves below each other on a line at their left
    own_box: bool = False  # indicators stand in a box of their own right below
    gap: float = 0.0  # points between that box and its goal
    headings: tuple[str, ...] = ()  # names of the levels in the first line of each box
    dark: bool = False  # white text on dark areas
    labels: tuple[str, ...] = ()  # names of the levels beside the rows
    framed: bool = True  # those names stand in boxes
    legend: tuple[str, ...] = ()  # names of levels beside small coloured areas at the top
    title: str = "POHON KINERJA DINAS CONTOH"


@dataclass
class _Box:
    goal: Goal
    lines: list[tuple[str, bool]]
    x: float = 0.0
    y: float = 0.0  # of its top, from the page's top
    height: float = 0.0


class _Drawing:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=PAGE, invariant=1)

    def draw(self, roots: Sequence[Goal]) -> bytes:
        if self.style.title:
            self.canvas.setFont("Helvetica-Bold", 14)
            self.canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - 40, self.style.title)
        start = 70.0
        for root in roots:
            start = self._subtree(root, 0, start)[1] + GAP
        for i, label in enumerate(self.style.labels):
            self._label(i, label)
        for i, name in enumerate(self.style.legend):
            self.canvas.setFillColor(HexColor(FILLS[i]))
            self.canvas.rect(1040, PAGE[1] - 30 - i * 14, 18, 9, stroke=1, fill=1)
            self.canvas.setFillColor(HexColor("#000000"))
            self.canvas.setFont("Helvetica", SIZE)
            self.canvas.drawString(1064, PAGE[1] - 28 - i * 14, name)
        self.canvas.save()
        return self.buffer.getvalue()

    def _subtree(self, goal: Goal, depth: int, start: float) -> tuple[_Box, float]:
        """Draws a goal and what is below it from `start` on; its box and where it ends."""
        style = self.style
        box = self._box(goal, depth)
        extent = box.height + self._list_height(goal) if style.across else BOX_WIDTH
        boxes: list[_Box] = []
        end = start
        stacked = style.hanging and goal.children and not any(child.children for child in goal.children)
        if stacked:
            y = self._level(depth + 1)
            for child in goal.children:
                leaf = self._box(child, depth + 1)
                leaf.x, leaf.y = start + GAP, y
                self._paint(leaf, depth + 1)
                boxes.append(leaf)
                y += leaf.height + GAP / 2
            end = start + GAP + BOX_WIDTH
        else:
            for child in goal.children:
                below, end = self._subtree(child, depth + 1, end)
                boxes.append(below)
                end += GAP
            end -= GAP if goal.children else 0.0
        end = max(end, start + extent)
        middle = (start + end - extent) / 2
        box.x, box.y = (self._level(depth), middle) if style.across else (middle, self._level(depth))
        self._paint(box, depth)
        if stacked:
            self._spine(box, boxes)
        elif style.lines != "none":
            for below in boxes:
                self._line(box, below)
        return box, end

    def _level(self, depth: int) -> float:
        step = BOX_WIDTH + LEVEL_GAP if self.style.across else 110.0
        return (130.0 if self.style.labels else 60.0) + depth * step

    def _box(self, goal: Goal, depth: int) -> _Box:
        lines = [(line, True) for name in self.style.headings[depth : depth + 1] for line in self._wrap(name)]
        lines += [(line, True) for line in self._wrap(goal.text)]
        if goal.indicators and not self.style.own_box:
            lines.append(("IK:", False))
            lines += [(line, False) for item in goal.indicators for line in self._wrap(f"- {item}")]
        box = _Box(goal, lines)
        box.height = len(lines) * LEADING + 2 * PADDING
        return box

    def _wrap(self, text: str) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self.canvas.stringWidth(longer, "Helvetica-Bold", SIZE) > BOX_WIDTH - 2 * PADDING:
                yield line
                longer = word
            line = longer
        yield line

    def _paint(self, box: _Box, depth: int) -> None:
        self._frame(box.x, box.y, box.height, DARK if self.style.dark else FILLS[min(depth, len(FILLS) - 1)])
        self._text(box.lines, box.x, box.y)
        if box.goal.indicators and self.style.own_box:
            height = self._list_height(box.goal)
            top = box.y + box.height + self.style.gap
            self._frame(box.x, top, height - self.style.gap, DARK if self.style.dark else "#ffffff")
            self._text(self._list(box.goal), box.x, top)
            box.height += height

    def _list(self, goal: Goal) -> list[tuple[str, bool]]:
        """The lines of a box of its own with a goal's indicators."""
        return [("Indikator:", False), *((line, False) for item in goal.indicators for line in self._wrap(item))]

    def _list_height(self, goal: Goal) -> float:
        """Of that box, with the gap above it; 0 where there is none."""
        if not (goal.indicators and self.style.own_box):
            return 0.0
        return self.style.gap + len(self._list(goal)) * LEADING + 2 * PADDING

    def _text(self, lines: Sequence[tuple[str, bool]], x: float, y: float) -> None:
        self.canvas.setFillColor(HexColor("#ffffff" if self.style.dark else "#000000"))
        for i, (line, bold) in enumerate(lines):
            self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)
            self.canvas.drawString(x + PADDING, PAGE[1] - y - PADDING - SIZE - i * LEADING, line)
        self.canvas.setFillColor(HexColor("#000000"))

    def _frame(self, x: float, y: float, height: float, fill: str) -> None:
        canvas, style = self.canvas, self.style
        canvas.setFillColor(HexColor(fill))
        low = PAGE[1] - y - height
        if style.sides:
            if style.filled:
                canvas.rect(x, low, BOX_WIDTH, height, stroke=0, fill=1)
            for x0, y0, x1, y1 in (
                (x, low, x + BOX_WIDTH, low),
                (x, low + height, x + BOX_WIDTH, low + height),
                (x, low, x, low + height),
                (x + BOX_WIDTH, low, x + BOX_WIDTH, low + height),
            ):
                canvas.line(x0, y0, x1, y1)
        elif style.rounded:
            canvas.roundRect(x, low, BOX_WIDTH, height, 6, stroke=int(style.stroked), fill=int(style.filled))
        else:
            canvas.rect(x, low, BOX_WIDTH, height, stroke=int(style.stroked), fill=int(style.filled))
        canvas.setFillColor(HexColor("#000000"))

    def _line(self, parent: _Box, child: _Box) -> None:
        """From the parent's foot to the child's top, or from its right side to the child's left one."""
        if self.style.across:
            x0, y0 = parent.x + BOX_WIDTH, parent.y + parent.height / 2
            x1, y1 = child.x, child.y + child.height / 2
            bends = [(x0, y0), ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), (x1, y1)]
        else:
            x0, y0 = parent.x + BOX_WIDTH / 2, parent.y + parent.height
            x1, y1 = child.x + BOX_WIDTH / 2, child.y
            bend = y1 - LEVEL_GAP / 3
            bends = [(x0, y0), (x0, bend), (x1, bend), (x1, y1)]
        if self.style.lines == "slant":
            bends = [bends[0], bends[-1]]
        if self.style.lines == "curve":
            points = [(x, PAGE[1] - y) for x, y in bends]
            path = self.canvas.beginPath()
            path.moveTo(*points[0])
            path.curveTo(*points[1], *points[2], *points[3])
            self.canvas.drawPath(path, stroke=1, fill=0)
            return
        if self.style.lines == "arrow":
            self._head(bends)
        self._track(bends)

    def _spine(self, parent: _Box, leaves: Sequence[_Box]) -> None:
        left = leaves[0].x - GAP / 2
        bend = leaves[0].y - LEVEL_GAP / 3
        foot = (parent.x + BOX_WIDTH / 2, parent.y + parent.height)
        last = leaves[-1].y + leaves[-1].height / 2
        self._track([foot, (foot[0], bend), (left, bend), (left, last)])
        for leaf in leaves:
            level = leaf.y + leaf.height / 2
            if self.style.lines == "arrow":
                self._head([(left, level), (leaf.x, level)], length=leaf.x - left)
            else:
                self._track([(left, level), (leaf.x, level)])

    def _head(self, bends: list[tuple[float, float]], length: float = 7.0) -> None:
        """Shortens the line's end by an arrow head and draws the head."""
        (x0, y0), (x1, y1) = bends[-2:]
        whole = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
        ux, uy = (x1 - x0) / whole, (y1 - y0) / whole
        back = min(length, whole)
        bx, by = x1 - ux * back, y1 - uy * back
        bends[-1] = (bx, by)
        path = self.canvas.beginPath()
        path.moveTo(x1, PAGE[1] - y1)
        path.lineTo(bx - uy * 3, PAGE[1] - (by + ux * 3))
        path.lineTo(bx + uy * 3, PAGE[1] - (by - ux * 3))
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _track(self, points: Sequence[tuple[float, float]]) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], PAGE[1] - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE[1] - y)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def _label(self, depth: int, text: str) -> None:
        self.canvas.setFont("Helvetica-Bold", SIZE)
        if self.style.across:
            x, y = self._level(depth), 58.0
            self.canvas.rect(x, PAGE[1] - y - 14, BOX_WIDTH, 14, stroke=1, fill=0)
            self.canvas.drawCentredString(x + BOX_WIDTH / 2, PAGE[1] - y - 11, text)
        else:
            y = self._level(depth)
            if self.style.framed:
                self.canvas.rect(4, PAGE[1] - y - 40, 62, 40, stroke=1, fill=0)
            for i, word in enumerate(text.split()):
                self.canvas.drawCentredString(35, PAGE[1] - y - 14 - i * LEADING, word)


def tree_pdf(roots: Sequence[Goal], style: Style | None = None) -> bytes:
    """One landscape page with the trees of `roots`."""
    return _Drawing(style or Style()).draw(roots)


# --- the same trees as DOCX, in raw XML ---

EMU = 12_700  # per point
Manner = Literal["anchors", "group", "canvas", "vml", "smartart"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_WORD = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_ROOT = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_A}" xmlns:dgm="{_DGM}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:wps="{_WORD}Shape" xmlns:wpg="{_WORD}Group" xmlns:wpc="{_WORD}Canvas" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
DOCX_BOX = (130.0, 60.0)  # points


@dataclass(frozen=True)
class _Node:
    goal: Goal
    parent: int | None
    x: float
    y: float


def _placed(goals: Sequence[Goal]) -> list[_Node]:
    """Nodes in the order of a reader, leaves beside each other, parents over the middle of their children."""
    nodes: list[_Node] = []
    column = 0.0

    def add(goal: Goal, parent: int | None, depth: int) -> float:
        nonlocal column
        at = len(nodes)
        nodes.append(_Node(goal, parent, 0.0, depth * 100.0))
        middles = [add(child, at, depth + 1) for child in goal.children]
        if not middles:
            middles = [column]
            column += DOCX_BOX[0] + 15.0
        x = (middles[0] + middles[-1]) / 2
        nodes[at] = _Node(goal, parent, x, depth * 100.0)
        return x

    for goal in goals:
        add(goal, None, 0)
    return nodes


def _paragraphs(goal: Goal) -> str:
    texts = [goal.text, *(["IK:", *(f"- {item}" for item in goal.indicators)] if goal.indicators else [])]
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def tree_docx(goals: Sequence[Goal], manner: Manner, title: str = "POHON KINERJA DINAS CONTOH") -> dict[str, str]:
    """The parts of a DOCX file with a drawn tree, by name."""
    nodes = _placed(goals)
    relations, parts = "", {}
    if manner == "smartart":
        drawing = _inline('<dgm:relIds r:dm="rIdData"/>', _DGM)
        parts["word/diagrams/data1.xml"] = _diagram(nodes)
        relations = f'<Relationship Id="rIdData" Type="{_R}/diagramData" Target="diagrams/data1.xml"/>'
    elif manner == "vml":
        drawing = _vml_group(nodes)
    elif manner == "anchors":
        drawing = "".join(_alternate(_anchor(*_shape_xml(nodes, i))) for i in range(len(nodes)))
        drawing += "".join(_alternate(_anchor(*_line_xml(nodes, i))) for i in range(len(nodes)))
    else:
        drawing = _alternate(_grouped(nodes, canvas=manner == "canvas"))
    body = f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:p>{drawing}</w:p>"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="main" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_ROOT}><w:body>{body}</w:body></w:document>",
        **parts,
    }


def _alternate(drawing: str) -> str:
    """As Word writes it: the drawing, and for older programs something else with the same text."""
    texts = re.findall(r"<w:txbxContent>.*?</w:txbxContent>", drawing)
    old = "".join(f"<v:rect><v:textbox>{text}</v:textbox></v:rect>" for text in texts)
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _inline(content: str, uri: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _anchor(content: str, x: float, y: float, width: float, height: float) -> str:
    return (
        '<w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>'
        f'{x * EMU:.0f}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>'
        f'{y * EMU:.0f}</wp:posOffset></wp:positionV><wp:extent cx="{width * EMU:.0f}" cy="{height * EMU:.0f}"/>'
        f'<a:graphic><a:graphicData uri="{_WORD}Shape">{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )


def _transform(x: float, y: float, width: float, height: float, extra: str = "") -> str:
    return (
        f'<a:xfrm{extra}><a:off x="{x * EMU:.0f}" y="{y * EMU:.0f}"/>'
        f'<a:ext cx="{width * EMU:.0f}" cy="{height * EMU:.0f}"/></a:xfrm>'
    )


def _shape_xml(nodes: Sequence[_Node], i: int) -> tuple[str, float, float, float, float]:
    node = nodes[i]
    place = (node.x, node.y, *DOCX_BOX)
    form = f'<wps:spPr>{_transform(*place)}<a:prstGeom prst="roundRect"/></wps:spPr>'
    text = f"<wps:txbx><w:txbxContent>{_paragraphs(node.goal)}</w:txbxContent></wps:txbx>"
    return f'<wps:wsp><wps:cNvPr id="{i + 10}" name="b"/><wps:cNvSpPr/>{form}{text}</wps:wsp>', *place


def _line_xml(nodes: Sequence[_Node], i: int, bound: bool = False) -> tuple[str, float, float, float, float]:
    """The connector from a node's parent to it; with `bound` it names both and stands nowhere."""
    parent = nodes[i].parent
    if parent is None:
        return "<wps:wsp/>", 0.0, 0.0, 0.0, 0.0
    x0, y0 = nodes[parent].x + DOCX_BOX[0] / 2, nodes[parent].y + DOCX_BOX[1]
    x1, y1 = nodes[i].x + DOCX_BOX[0] / 2, nodes[i].y
    place = (0.0, 0.0, 0.0, 0.0) if bound else (min(x0, x1), y0, abs(x1 - x0), y1 - y0)
    flip = ' flipH="1"' if x1 < x0 else ""
    ends = f'<a:stCxn id="{parent + 10}" idx="2"/><a:endCxn id="{i + 10}" idx="0"/>' if bound else ""
    form = f'<wps:spPr>{_transform(*place, flip)}<a:prstGeom prst="bentConnector3"/></wps:spPr>'
    return f"<wps:wsp><wps:cNvCnPr>{ends}</wps:cNvCnPr>{form}</wps:wsp>", *place


def _grouped(nodes: Sequence[_Node], canvas: bool) -> str:
    members = "".join(_shape_xml(nodes, i)[0] for i in range(len(nodes)))
    members += "".join(_line_xml(nodes, i, bound=canvas)[0] for i in range(len(nodes)) if nodes[i].parent is not None)
    if canvas:
        return _anchor(f"<wpc:wpc>{members}</wpc:wpc>", 0, 0, 900, 400)
    # The group is drawn at half of its members' size, from another origin.
    frame = (
        '<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5715000" cy="2540000"/><a:chOff x="0" y="0"/>'
        '<a:chExt cx="11430000" cy="5080000"/></a:xfrm></wpg:grpSpPr>'
    )
    return _anchor(f"<wpg:wgp>{frame}{members}</wpg:wgp>", 20, 30, 450, 200)


def _vml_group(nodes: Sequence[_Node]) -> str:
    shapes = ""
    for node in nodes:
        style = f"position:absolute;left:{node.x:.0f};top:{node.y:.0f};width:{DOCX_BOX[0]:.0f};height:{DOCX_BOX[1]:.0f}"
        text = f"<v:textbox><w:txbxContent>{_paragraphs(node.goal)}</w:txbxContent></v:textbox>"
        shapes += f'<v:rect style="{style}">{text}</v:rect>'
        if node.parent is not None:
            parent = nodes[node.parent]
            start = f"{parent.x + DOCX_BOX[0] / 2:.0f},{parent.y + DOCX_BOX[1]:.0f}"
            shapes += f'<v:line from="{start}" to="{node.x + DOCX_BOX[0] / 2:.0f},{node.y:.0f}"/>'
    style = "position:absolute;margin-left:10pt;margin-top:20pt;width:900pt;height:400pt"
    return (
        f'<w:r><w:pict><v:group style="{style}" coordorigin="0,0" coordsize="900,400">{shapes}</v:group></w:pict></w:r>'
    )


def _diagram(nodes: Sequence[_Node]) -> str:
    points = '<dgm:pt modelId="0" type="doc"/>'
    links = ""
    for i, node in enumerate(nodes):
        texts = [node.goal.text, *(["IK:", *(f"- {item}" for item in node.goal.indicators)])]
        inside = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
        points += f'<dgm:pt modelId="{i + 1}"><dgm:t>{inside}</dgm:t></dgm:pt>'
        source = 0 if node.parent is None else node.parent + 1
        links += f'<dgm:cxn modelId="{i + 500}" srcId="{source}" destId="{i + 1}" srcOrd="{i}" destOrd="0"/>'
    return (
        f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="{_A}"><dgm:ptLst>{points}</dgm:ptLst>'
        f"<dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    )

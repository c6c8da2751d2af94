"""Trees as SmartArt in a DOCX: only texts and who is below whom; Word lays it out when it shows it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.support.docx_build import R
from tests.support.drawn.as_docx import content, package
from tests.support.drawn.forest import Goal
from tests.support.drawn.habits import Habits
from tests.support.drawn.node_boxes import Unit, units_of
from tests.support.drawn.scene import Para

_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def write(roots: Sequence[Goal], habits: Habits, office: tuple[str, str, str]) -> bytes:
    """One diagram of all trees, below a title."""
    points = ['<dgm:pt modelId="0" type="doc"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:p/></dgm:t></dgm:pt>']
    links: list[str] = []
    numbers = iter(range(1, 100_000))
    for at, root in enumerate(roots):
        _add(units_of(root, habits), "0", at, points, links, numbers)
    data = (
        f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="{_A}"><dgm:ptLst>{"".join(points)}</dgm:ptLst>'
        f"<dgm:cxnLst>{''.join(links)}</dgm:cxnLst><dgm:bg/><dgm:whole/></dgm:dataModel>"
    )
    title = (Para("POHON KINERJA", bold=True), Para(office[0].upper(), bold=True)) if habits.title else ()
    frame = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9000000" cy="5000000"/>'
        '<wp:docPr id="1" name="Diagram 1"/>'
        f'<a:graphic><a:graphicData uri="{_DGM}"><dgm:relIds xmlns:dgm="{_DGM}" xmlns:r="{R}" r:dm="rIdData" '
        f'r:lo="rIdLayout" '
        'r:qs="rIdStyle" r:cs="rIdColors"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return package(
        f"{content(title, 12)}<w:p><w:r>{frame}</w:r></w:p><w:sectPr/>",
        parts=(("rIdData", "diagramData", "diagrams/data1.xml", data),),
    )


def _add(unit: Unit, parent: str, order: int, points: list[str], links: list[str], numbers: object) -> None:
    number, step, side, link = (str(next(numbers)) for _ in range(4))  # type: ignore[call-overload]
    paras = "".join(f"<a:p><a:r><a:t>{escape(p.text)}</a:t></a:r></a:p>" for part in unit.parts for p in part.paras)
    points.append(f'<dgm:pt modelId="{number}"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/>{paras}</dgm:t></dgm:pt>')
    empty = "<dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:p/></dgm:t>"
    points.append(f'<dgm:pt modelId="{step}" type="parTrans" cxnId="{link}">{empty}</dgm:pt>')
    points.append(f'<dgm:pt modelId="{side}" type="sibTrans" cxnId="{link}">{empty}</dgm:pt>')
    links.append(
        f'<dgm:cxn modelId="{link}" srcId="{parent}" destId="{number}" srcOrd="{order}" destOrd="0" '
        f'parTransId="{step}" sibTransId="{side}"/>'
    )
    for at, child in enumerate(unit.children):
        _add(child, number, at, points, links, numbers)

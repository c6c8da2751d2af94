"""Word's equation objects (OMML) as equation trees."""

from __future__ import annotations

from docx.oxml.ns import nsmap, qn

from parsers.docx.xml import Element, chosen
from parsers.symbols import plain
from schemas.equation import (
    Accent,
    Delimited,
    Equation,
    Fraction,
    Function,
    MathRow,
    MathText,
    Matrix,
    Nary,
    Radical,
    Script,
    with_bodies,
)

_M = nsmap["m"]
OMATH = f"{{{_M}}}oMath"
OMATH_PARA = f"{{{_M}}}oMathPara"


def _m(name: str) -> str:
    return f"{{{_M}}}{name}"


_VAL = _m("val")
_PROPERTY_TAGS = frozenset(
    _m(name)
    for name in (
        "accPr", "argPr", "barPr", "borderBoxPr", "boxPr", "ctrlPr", "dPr", "eqArrPr", "fPr", "funcPr", "groupChrPr",
        "limLowPr", "limUppPr", "mPr", "naryPr", "oMathParaPr", "phantPr", "radPr", "rPr", "sPrePr", "sSubPr",
        "sSubSupPr", "sSupPr",
    )
)  # fmt: skip
_DROPPED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:rPr"))


def equation(element: Element) -> Equation:
    """The tree of an m:oMath element."""
    return _row(element)


def _row(element: Element | None) -> MathRow:
    items: list[Equation] = []
    if element is not None:
        for child in element:
            items.extend(_nodes(child))
    return MathRow(with_bodies(tuple(items)))


def _nodes(element: Element) -> list[Equation]:
    tag = element.tag
    if tag in _PROPERTY_TAGS or tag in _DROPPED or not isinstance(tag, str):
        return []
    if tag == _m("r"):
        return _run(element)
    builder = _BUILDERS.get(tag)
    if builder is not None:
        return [builder(element)]
    if tag.endswith("}AlternateContent"):
        branch = chosen(element)
        return [] if branch is None else [_row(branch)]
    return [_row(element)]  # boxes, phantoms, insertions: what they hold


def _run(element: Element) -> list[Equation]:
    properties = element.find(_m("rPr"))
    literal = properties is not None and properties.find(_m("nor")) is not None
    texts = [t.text or "" for t in element.iter(_m("t"), qn("w:t"))]
    value = plain("".join(texts), None)
    return [MathText(value, literal)] if value else []


def _child(element: Element, name: str) -> Element | None:
    return element.find(_m(name))


def _optional(element: Element, name: str) -> Equation | None:
    child = _child(element, name)
    if child is None or not len(child):
        return None
    return _row(child)


def _property(element: Element, group: str, name: str, default: str) -> str:
    properties = element.find(_m(group))
    found = properties.find(_m(name)) if properties is not None else None
    return default if found is None else found.get(_VAL, default)


def _fraction(element: Element) -> Equation:
    return Fraction(_row(_child(element, "num")), _row(_child(element, "den")))


def _nary(element: Element) -> Equation:
    operator = _property(element, "naryPr", "chr", "∫")
    return Nary(operator, _optional(element, "sub"), _optional(element, "sup"), _row(_child(element, "e")))


def _script(element: Element) -> Equation:
    return Script(_row(_child(element, "e")), _optional(element, "sub"), _optional(element, "sup"))


def _limit(element: Element) -> Equation:
    limit = _optional(element, "lim")
    base = _row(_child(element, "e"))
    return Script(base, limit, None) if element.tag == _m("limLow") else Script(base, None, limit)


def _radical(element: Element) -> Equation:
    return Radical(_row(_child(element, "e")), _optional(element, "deg"))


def _delimited(element: Element) -> Equation:
    opening = _property(element, "dPr", "begChr", "(")
    closing = _property(element, "dPr", "endChr", ")")
    separator = _property(element, "dPr", "sepChr", "|")
    items: list[Equation] = []
    for part in element.iterfind(_m("e")):
        if items:
            items.append(MathText(separator))
        items.append(_row(part))
    return Delimited(opening, closing, MathRow(tuple(items)))


def _function(element: Element) -> Equation:
    return Function(_row(_child(element, "fName")), _row(_child(element, "e")))


def _accent(element: Element) -> Equation:
    group = "accPr" if element.tag == _m("acc") else "groupChrPr"
    return Accent(_property(element, group, "chr", "\u0302"), _row(_child(element, "e")))


def _bar(element: Element) -> Equation:
    return Accent("¯", _row(_child(element, "e")))


def _matrix(element: Element) -> Equation:
    rows = tuple(tuple(_row(e) for e in row.iterfind(_m("e"))) for row in element.iterfind(_m("mr")))
    return Matrix(rows)


def _equation_array(element: Element) -> Equation:
    """Equations below each other: one line with semicolons between them."""
    items: list[Equation] = []
    for part in element.iterfind(_m("e")):
        if items:
            items.append(MathText("; "))
        items.append(_row(part))
    return MathRow(tuple(items))


_BUILDERS = {
    _m("f"): _fraction,
    _m("nary"): _nary,
    _m("sSub"): _script,
    _m("sSup"): _script,
    _m("sSubSup"): _script,
    _m("sPre"): _script,
    _m("limLow"): _limit,
    _m("limUpp"): _limit,
    _m("rad"): _radical,
    _m("d"): _delimited,
    _m("func"): _function,
    _m("acc"): _accent,
    _m("groupChr"): _accent,
    _m("bar"): _bar,
    _m("m"): _matrix,
    _m("eqArr"): _equation_array,
}

"""A regulation as Akoma Ntoso 3.0 (OASIS LegalDocML): one <act> with eIds by the naming convention.

Bagian are <part>, paragraf <subpart>, ayat <paragraph>, huruf and angka <point>, dicta <clause>. The new wording that
an item of an amendment gives is a <quotedStructure>. Regulations that are named are <ref>s. Annexes and the elucidation
are attachments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from lxml.builder import ElementMaker

from extractor.export.naskah_markdown import naskah_of
from extractor.export.naskah_text import HEADINGS, label, runs
from normalizers.citation import citations
from schemas.document import Document
from schemas.naskah_contract import Butir, Lampiran, Naskah, Rujukan, Unit

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "#cermat"
UNKNOWN_DATE = "9999-12-31"  # the schema asks for a date where the regulation prints none
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_TAGS = {
    "buku": ("book", "book"),
    "bab": ("chapter", "chp"),
    "bagian": ("part", "part"),
    "paragraf": ("subpart", "subpart"),
    "pasal": ("article", "art"),
    "ayat": ("paragraph", "para"),
    "huruf": ("point", "point"),
    "angka": ("point", "point"),
    "diktum": ("clause", "clause"),
}
"""Element, and how it is called in eIds."""
_UNFIT = re.compile(r"[^A-Za-z0-9-]+")


def as_akn(document: Document) -> bytes:
    """The regulation of a document as XML in UTF-8. Raises NothingToRead where it prints none."""
    root = _Writer(naskah_of(document)).act()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class _Writer:
    """Writes one regulation. eIds are counted where two units would have the same."""

    def __init__(self, naskah: Naskah) -> None:
        self._naskah = naskah
        self._ids: dict[str, int] = {}
        own = next(iter(citations(naskah.judul)), None)
        self._number = own.number if own is not None else None
        self._year = own.year if own is not None else None
        self._date = naskah.penutup.ditetapkan_tanggal

    def act(self) -> etree._Element:
        naskah = self._naskah
        parts = [self._meta(""), self._preface(), *self._preamble(), self._body(), *self._conclusions()]
        attachments = [self._annex(place, one) for place, one in enumerate(naskah.lampiran, start=1)]
        if naskah.penjelasan:
            attachments.append(self._elucidation())
        if attachments:
            parts.append(_E.attachments(*attachments))
        return _E.akomaNtoso(_E.act(*parts, name=naskah.bentuk, contains="originalVersion"))

    # ---- metadata

    def _uri(self) -> str:
        return work_uri(self._naskah.bentuk, self._year, self._number)

    def _meta(self, component: str) -> etree._Element:
        uri, day = self._uri(), _full_date(self._date)
        dated = "penetapan" if self._date is not None else "tidak-tercetak"
        expression = f"{uri}/ind@"
        work = [_E.FRBRthis(value=f"{uri}/!{component or 'main'}"), _E.FRBRuri(value=uri)]
        work += [_E.FRBRdate(date=day, name=dated), _E.FRBRauthor(href="#penerbit"), _E.FRBRcountry(value="id")]
        said = [_E.FRBRthis(value=f"{expression}/!{component or 'main'}"), _E.FRBRuri(value=expression)]
        said += [
            _E.FRBRdate(date=day, name=dated),
            _E.FRBRauthor(href="#penerbit"),
            _E.FRBRlanguage(language="ind"),
        ]
        made = [_E.FRBRthis(value=f"{expression}/!{component or 'main'}.xml"), _E.FRBRuri(value=f"{expression}.akn")]
        made += [_E.FRBRdate(date=day, name=dated), _E.FRBRauthor(href=SOURCE)]
        return _E.meta(
            _E.identification(_E.FRBRWork(*work), _E.FRBRExpression(*said), _E.FRBRManifestation(*made), source=SOURCE),
            *([self._references()] if not component else []),
        )

    def _references(self) -> etree._Element:
        return _E.references(
            _E.TLCOrganization(eId="cermat", href="/ontology/organization/id/cermat", showAs="Cermat"),
            _E.TLCOrganization(eId="penerbit", href="/ontology/organization/id/penerbit", showAs="Penerbit"),
            source=SOURCE,
        )

    # ---- parts

    def _preface(self) -> etree._Element:
        return _E.preface(_E.longTitle(_E.p(_E.docTitle(self._naskah.judul)), eId=self._id("preface__longTitle")))

    def _preamble(self) -> list[etree._Element]:
        opening = self._naskah.pembukaan
        parts = []
        if opening.menimbang:
            parts.append(self._listed(_E.recitals, _E.recital, "recital", "Menimbang", opening.menimbang))
        basis = [*opening.mengingat, *opening.memperhatikan]
        if basis:
            parts.append(self._listed(_E.citations, _E.citation, "citation", "Mengingat", basis))
        for item in opening.kepada:
            parts.append(self._p(item.teks))
        if self._naskah.menetapkan:
            enacted = _E.p(f"Menetapkan: {self._naskah.menetapkan}")
            parts.append(_E.formula(enacted, name="enacting", eId=self._id("preamble__formula")))
        return [_E.preamble(*parts)] if parts else []

    def _listed(
        self, outer: ElementMaker, inner: ElementMaker, name: str, title: str, items: Sequence[Butir]
    ) -> etree._Element:
        made = []
        for place, item in enumerate(items, start=1):
            number = [_E.num(f"{item.nomor}.")] if item.nomor else []
            made.append(inner(*number, self._p(item.teks), eId=self._id(f"{name}s_1__{name}_{place}")))
        return outer(_E.heading(title), *made, eId=self._id(f"{name}s_1"))

    def _body(self) -> etree._Element:
        units = [self._unit(unit, "") for unit in self._naskah.isi]
        if not units:  # an annex that came alone: the schema asks for one unit
            units = [_E.hcontainer(_E.content(_E.p()), name="kosong", eId=self._id("hcontainer_1"))]
        return _E.body(*units)

    def _conclusions(self) -> list[etree._Element]:
        closing = self._naskah.penutup
        lines = [_E.p(closing.perintah)] if closing.perintah else []
        for word, place, day in (
            ("Ditetapkan", closing.ditetapkan_di, closing.ditetapkan_tanggal),
            ("Diundangkan", closing.diundangkan_di, closing.diundangkan_tanggal),
        ):
            lines += _dated(word, place, day)
        lines += [_E.p(closing.lembaran)] if closing.lembaran else []
        return [_E.conclusions(*lines)] if lines else []

    def _annex(self, place: int, annex: Lampiran) -> etree._Element:
        title = annex.judul or f"Lampiran {annex.nomor or place}"
        body = _E.mainBody(_E.p(title))
        doc = _E.doc(self._meta(f"lampiran_{place}"), body, name="lampiran")
        return _E.attachment(_E.heading(f"Lampiran {annex.nomor or ''}".strip()), doc, eId=self._id(f"att_{place}"))

    def _elucidation(self) -> etree._Element:
        units = [self._unit(unit, "penjelasan") for unit in self._naskah.penjelasan]
        doc = _E.doc(self._meta("penjelasan"), _E.mainBody(*units), name="penjelasan")
        place = len(self._naskah.lampiran) + 1
        return _E.attachment(_E.heading("Penjelasan"), doc, eId=self._id(f"att_{place}"))

    # ---- units

    def _unit(self, unit: Unit, above: str) -> etree._Element:
        tag, short = _TAGS[unit.jenis]
        own = self._id("__".join(filter(None, (above, f"{short}_{_fit(unit.nomor)}"))))
        made = _E(tag, _E.num(label(unit)), eId=own)
        if unit.judul:
            made.append(_E.heading(unit.judul))
        quoted = [child for child in unit.anak if child.jenis in HEADINGS and unit.jenis not in HEADINGS]
        if quoted:
            made.append(_E.content(_E.p(self._amendment(unit, own))))
            return made
        if not unit.anak:
            made.append(_E.content(self._p(unit.teks)))
            return made
        if unit.teks:
            made.append(_E.intro(self._p(unit.teks)))
        made.extend(self._unit(child, own) for child in unit.anak)
        return made

    def _amendment(self, unit: Unit, above: str) -> etree._Element:
        """The words of an amendment with the provisions in their new wording."""
        own = f"{above}__mod_1"
        structure = f"{own}__qstr_1"
        change = _E.mod(eId=self._id(own))
        self._fill(change, unit.teks)
        quoted = _E.quotedStructure(eId=self._id(structure))
        quoted.extend(self._unit(child, structure) for child in unit.anak)
        change.append(quoted)
        return change

    def _p(self, text: str | None) -> etree._Element:
        made = _E.p()
        self._fill(made, text)
        return made

    def _fill(self, element: etree._Element, text: str | None) -> None:
        """The text into an element, regulations that it names as references."""
        last: etree._Element | None = None
        for run in runs(text or "", self._naskah):
            if run.cited is not None:
                last = _E.ref(run.text, href=_uri_of(self._naskah.rujukan[run.cited - 1]))
                element.append(last)
            elif last is None:
                element.text = (element.text or "") + run.text
            else:
                last.tail = (last.tail or "") + run.text

    def _id(self, wanted: str) -> str:
        count = self._ids.get(wanted, 0) + 1
        self._ids[wanted] = count
        return wanted if count == 1 else f"{wanted}-{count}"


def work_uri(bentuk: str, year: str | None, number: str | None) -> str:
    """ "/akn/id/act/undang-undang/2014/23"; "nn" for what is not printed."""
    return f"/akn/id/act/{_fit(bentuk.replace('_', '-'))}/{year or 'nn'}/{_fit(number) if number else 'nn'}"


def _uri_of(one: Rujukan) -> str:
    return work_uri(one.bentuk, one.tahun, one.nomor)


def _fit(text: str) -> str:
    return _UNFIT.sub("-", text).strip("-") or "nn"


def _full_date(iso: str | None) -> str:
    if iso is None:
        return UNKNOWN_DATE
    return iso if iso.count("-") == 2 else f"{iso}-01"


def _dated(word: str, place: str | None, day: str | None) -> list[etree._Element]:
    if place is None and day is None:
        return []
    line = _E.p(word)
    if place is not None:
        line.text += " di "
        line.append(_E.location(place, refersTo="#tempat"))
    if day is not None:
        before = " pada tanggal "
        if len(line):
            line[-1].tail = before
        else:
            line.text += before
        line.append(_E.docDate(day, date=_full_date(day)))
    return [line]

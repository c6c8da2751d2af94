"""A DOCX may be broken or hostile: it ends in a reading or in one clear error, and nothing outside it is touched."""

from __future__ import annotations

import contextlib
import warnings
import zipfile
from pathlib import Path

import pytest

from parsers.docx import docx_package, read_docx
from parsers.read import read
from parsers.reading import ReadOptions
from schemas.errors import CermatError, DamagedInput, EncryptedInput, LimitExceeded
from schemas.transcript import Line
from tests.support.docx_build import build, members, p, tbl, tc, tr, write

MAIN = "word/document.xml"


def test_entities_are_refused_and_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("kata sandi")
    for name, dtd in {
        "xxe": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
        "tawa": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY e "&a;&a;&a;">]>',
    }.items():
        parts = members(p("&e;"))
        parts[MAIN] = dtd + parts[MAIN]
        with pytest.raises(DamagedInput, match="DTD"):
            read_docx(write(tmp_path / f"{name}.docx", parts), ReadOptions())


def test_an_entity_in_the_list_of_relations_is_refused_too(tmp_path: Path) -> None:
    parts = members(p("isi"))
    parts["_rels/.rels"] = '<!DOCTYPE x [<!ENTITY a "ha">]>' + parts["_rels/.rels"]
    with pytest.raises(DamagedInput, match="DTD"):
        read_docx(write(tmp_path / "a.docx", parts), ReadOptions())


def test_zip_bombs_stop_at_the_limit(tmp_path: Path) -> None:
    bomb = build(tmp_path / "a.docx", f"<!--{' ' * (docx_package.MAX_PART_BYTES + 1)}-->")
    assert bomb.stat().st_size < docx_package.MAX_PART_BYTES / 100
    with pytest.raises(LimitExceeded, match="unpacks"):
        read_docx(bomb, ReadOptions())


def test_trees_too_large_for_memory_are_refused_before_parsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_TREE_BYTES", 100_000)
    with pytest.raises(LimitExceeded, match="elements"):
        read_docx(build(tmp_path / "a.docx", "<w:p/>" * 1000), ReadOptions())


def test_nesting_beyond_the_parser_is_a_limit(tmp_path: Path) -> None:
    nested = "<w:p/>"
    for _ in range(300):
        nested = tbl(tr(tc(nested)))
    with pytest.raises(LimitExceeded, match="nested"):
        read_docx(build(tmp_path / "a.docx", nested), ReadOptions())


def test_damage_is_named(tmp_path: Path) -> None:
    whole = build(tmp_path / "utuh.docx", p("isi" * 400)).read_bytes()
    middle = len(whole) // 2
    cases = {
        "terpotong": whole[:middle],
        "tanpa-daftar": whole[:-30],
        "terbalik": whole[: middle - 200] + bytes(b ^ 0x55 for b in whole[middle - 200 : middle]) + whole[middle:],
    }
    for name, content in cases.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        with pytest.raises(DamagedInput):
            read(path, ReadOptions())


@pytest.mark.parametrize("body", ["<w:p>", "<w:p></w:q>", "\x00", "<x:p/>"])
def test_xml_that_is_not_well_formed(tmp_path: Path, body: str) -> None:
    with pytest.raises(DamagedInput, match="well-formed"):
        read_docx(build(tmp_path / "a.docx", body), ReadOptions())


def test_a_main_part_of_another_kind(tmp_path: Path) -> None:
    parts = members("")
    parts[MAIN] = "<html/>"
    with pytest.raises(DamagedInput, match="no Word document"):
        read_docx(write(tmp_path / "a.docx", parts), ReadOptions())


def test_two_different_parts_with_one_name(tmp_path: Path) -> None:
    path = build(tmp_path / "a.docx", p("asli"))
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(MAIN, members(p("palsu"))[MAIN])
    with pytest.raises(DamagedInput, match="two different parts"):
        read_docx(path, ReadOptions())


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = build(tmp_path / "a.docx", p("isi"))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of an encrypted member
        position = content.find(mark)
        while position >= 0:
            content[position + offset] |= 1
            position = content.find(mark, position + 4)
    path.write_bytes(content)
    with pytest.raises(EncryptedInput):
        read(path, ReadOptions())


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "http://contoh.example/x.xml", "/tidak/ada.xml", ""])
def test_relations_never_lead_outside(tmp_path: Path, target: str) -> None:
    parts = members(p("isi"))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("word/document.xml", target)
    blocks = read_docx(write(tmp_path / "a.docx", parts), ReadOptions()).pages[0].blocks
    assert blocks == (Line("isi"),)


def test_missing_parts_do_not_matter(tmp_path: Path) -> None:
    parts = members(p("isi", '<w:pStyle w:val="X"/><w:numPr><w:numId w:val="3"/></w:numPr>'))
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        "".join(
            f'<Relationship Id="r{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>'
            for kind in ("styles", "numbering", "settings", "header")
        )
        + "</Relationships>",
    )
    assert read_docx(write(tmp_path / "a.docx", parts), ReadOptions()).pages[0].blocks == (Line("isi"),)


def test_utf16_parts(tmp_path: Path) -> None:
    parts = members(p("Tersedianya"))
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        for name, content in parts.items():
            declared = f'<?xml version="1.0" encoding="UTF-16"?>{content}'
            archive.writestr(name, declared.encode("utf-16") if name == MAIN else content.encode())
    assert read_docx(tmp_path / "a.docx", ReadOptions()).pages[0].blocks == (Line("Tersedianya"),)


def test_a_document_without_any_text(tmp_path: Path) -> None:
    assert read_docx(build(tmp_path / "a.docx", ""), ReadOptions()).pages[0].blocks == ()


def test_flipped_bytes_never_escape_as_another_exception(tmp_path: Path) -> None:
    whole = build(tmp_path / "utuh.docx", p("isi") + tbl(tr(tc("a"), tc("b")))).read_bytes()
    path = tmp_path / "rusak.docx"
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        with contextlib.suppress(CermatError):
            assert read(path, ReadOptions()).pages

"""What a file is, is decided by its content; what Cermat does not read gets one clear answer."""

from __future__ import annotations

import contextlib
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.encoding import decode
from parsers.sniff import Kind, sniff
from schemas.errors import CermatError, DamagedInput, NothingToRead, UnsupportedInput
from tests.support.docx_build import DOCM_MAIN_TYPE, build, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def wide(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "kind", "media_type"),
    [
        (b"%PDF-1.7\n1 0 obj", Kind.PDF, "application/pdf"),
        (bytes(2048) + b"%PDF-1.4\n", Kind.PDF, "application/pdf"),
        (b"%1.4\n1 0 obj\n<< /Kids [2 0 R] >>\nendobj\n", Kind.PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", Kind.IMAGE, "image/png"),
        (b"\xff\xd8\xff\xe0....", Kind.IMAGE, "image/jpeg"),
        (b"II*\x00....", Kind.IMAGE, "image/tiff"),
        (b"MM\x00*....", Kind.IMAGE, "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Kind.IMAGE, "image/webp"),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(40), Kind.IMAGE, "image/bmp"),
        (b"BMD Sumber Makmur\n", Kind.TEXT, "text/plain"),
        (b"Jabatan\t: Kepala Dinas", Kind.TEXT, "text/plain"),
        ("\ufeffTarget ≥ 85 %".encode(), Kind.TEXT, "text/plain"),
        ("Target ≥ 85 %".encode("utf-16"), Kind.TEXT, "text/plain"),
        ("Target 85 % dan seterusnya".encode("utf-16-le"), Kind.TEXT, "text/plain"),
        ("Sasaran – “Terwujudnya”".encode("cp1252"), Kind.TEXT, "text/plain"),
        (b"{\\rtf1\\ansi Keputusan}", Kind.RTF, "application/rtf"),
        (b"<!DOCTYPE html><p>x", Kind.HTML, "text/html"),
        (b"\n<html><body>x", Kind.HTML, "text/html"),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", Kind.HTML, "text/html"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            Kind.SHEET_XML,
            "application/vnd.ms-excel",
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", Kind.HTML, "multipart/related"),
        (b"<table><tr><td>x</td></tr></table>", Kind.TEXT, "text/plain"),
    ],
)
def test_kind_comes_from_the_content_whatever_the_name(
    tmp_path: Path, content: bytes, kind: Kind, media_type: str
) -> None:
    path = tmp_path / "keputusan.docx"
    path.write_bytes(content)
    found = sniff(path)
    assert (found.kind, found.media_type) == (kind, media_type)


def test_docx_and_docm_have_their_own_media_types(tmp_path: Path) -> None:
    plain = build(tmp_path / "a.pdf", p("isi"))
    macros = build(tmp_path / "b.pdf", p("isi"), main_type=DOCM_MAIN_TYPE)
    assert sniff(plain).media_type.endswith("wordprocessingml.document")
    assert sniff(macros).media_type == "application/vnd.ms-word.document.macroEnabled.12"
    assert sniff(plain).kind is sniff(macros).kind is Kind.DOCX


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b"", NothingToRead, "empty"),
        (b" \r\n\t\n", NothingToRead, "white space"),
        (OLE + wide("WordDocument"), DamagedInput, "damaged"),
        (OLE + wide("Workbook"), DamagedInput, "damaged"),
        (OLE, UnsupportedInput, "OLE"),
        (b"<?xml version='1.0'?><x/>", UnsupportedInput, "XML"),
        (b"PK\x03\x04 and nothing behind it", DamagedInput, "damaged"),
        (bytes(range(256)) * 8, UnsupportedInput, "none of"),
        (b"MZ\x90\x00\x03" + bytes(64) + b"\xff\xfe\xfd", UnsupportedInput, "none of"),
    ],
)
def test_what_is_not_read_is_named(tmp_path: Path, content: bytes, error: type[CermatError], word: str) -> None:
    path = tmp_path / "keputusan.pdf"
    path.write_bytes(content)
    with pytest.raises(error, match=word) as caught:
        sniff(path)
    assert caught.value.remedy


def test_other_zip_files_are_named(tmp_path: Path) -> None:
    archive = tmp_path / "arsip.docx"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("catatan.txt", "x")
    with pytest.raises(UnsupportedInput, match="zip archive"):
        sniff(archive)
    slides = tmp_path / "paparan.docx"
    with zipfile.ZipFile(slides, "w") as file:
        file.writestr("[Content_Types].xml", '<Override ContentType="x.presentationml.presentation.main+xml"/>')
    with pytest.raises(UnsupportedInput, match="presentation"):
        sniff(slides)
    drawing = tmp_path / "gambar.odt"
    with zipfile.ZipFile(drawing, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.graphics")
        file.writestr("content.xml", "<x/>")
    with pytest.raises(UnsupportedInput, match="OpenDocument"):
        sniff(drawing)


def test_packages_are_told_by_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "keputusan.docx"
    prefix = "application/vnd."
    for types, kind in {
        f"{prefix}openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
        f"{prefix}ms-excel.sheet.macroEnabled.main+xml": Kind.XLSX,
        f"{prefix}ms-excel.sheet.binary.macroEnabled.main": Kind.XLSB,
    }.items():
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("[Content_Types].xml", f'<Override ContentType="{types}"/>')
        assert sniff(path).kind is kind
    for media_type, kind in {"text": Kind.ODT, "spreadsheet": Kind.ODS}.items():
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("mimetype", f"{prefix}oasis.opendocument.{media_type}")
            file.writestr("content.xml", "<x/>")
        assert sniff(path).kind is kind


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_paths_that_are_no_files_end_in_one_error_and_never_block(tmp_path: Path) -> None:
    (tmp_path / "lingkar").symlink_to(tmp_path / "lingkar")
    (tmp_path / "putus").symlink_to(tmp_path / "tidak-ada")
    os.mkfifo(tmp_path / "pipa.pdf")
    for name, error in [
        ("tidak-ada", NothingToRead),
        ("lingkar", NothingToRead),
        ("putus", NothingToRead),
        ("pipa.pdf", UnsupportedInput),
        (".", UnsupportedInput),
    ]:
        with pytest.raises(error):
            sniff(tmp_path / name)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_kind_or_one_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "acak"
    path.write_bytes(content)
    with contextlib.suppress(CermatError):
        assert sniff(path).kind in Kind


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_text_survives_its_encoding(text: str) -> None:
    text = text.replace("\ufeff", "")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding)) == text

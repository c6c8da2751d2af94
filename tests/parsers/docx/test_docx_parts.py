"""What a DOCX shows besides its own text: chunks of other documents, form fields, prompts, pictures of pages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parsers.docx import read_docx
from parsers.read import read
from parsers.reading import Reading, ReadOptions
from schemas.transcript import Grid, Line
from tests.support.docx_build import R, build, members, p, tbl, tc, tr

SCAN = Path(__file__).parents[3] / "samples" / "12-iku-pindaian.png"
TABLE = "<table border=1><tr><td>No<td>Target</tr><tr><td>1<td>85 &#37;</tr></table>"
ARCHIVE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<html><body><p>Target =E2=89=A5 5</p></body></html>\n--x--\n"
)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def with_parts(path: Path, body: str, parts: dict[str, tuple[str, bytes]]) -> Path:
    """A DOCX with further parts by their relations: the kind of the relation, and the part's bytes."""
    package = members(body)
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name}.bin"/>' for name, (kind, _) in parts.items()
    )
    rels = "word/_rels/document.xml.rels"
    package[rels] = package[rels].replace("</Relationships>", relations + "</Relationships>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package.items():
            archive.writestr(name, text)
        for name, (_, data) in parts.items():
            archive.writestr(f"word/{name}.bin", data)
    return path


def chunk(tmp_path: Path, data: bytes) -> Reading:
    body = p("sebelum") + '<w:altChunk r:id="potongan"/>' + p("sesudah")
    return read_docx(with_parts(tmp_path / "a.docx", body, {"potongan": ("aFChunk", data)}), ReadOptions())


def texts(reading: Reading) -> list[str]:
    return [
        block.text if isinstance(block, Line) else " | ".join(cell.text for cell in block.cells)
        for page in reading.pages
        for block in page.blocks
    ]


def test_chunks_are_read_where_they_stand(tmp_path: Path) -> None:
    inner = build(tmp_path / "dalam.docx", p("dari Word")).read_bytes()
    for data, shown in {
        f"<html><body><p>Judul</p>{TABLE}</body></html>".encode(): ["Judul", "No | Target | 1 | 85 %"],
        ARCHIVE.encode(): ["Target ≥ 5"],
        b"hanya teks": ["hanya teks"],
        inner: ["dari Word"],
    }.items():
        reading = chunk(tmp_path, data)
        assert texts(reading) == ["sebelum", *shown, "sesudah"]
        assert reading.findings == ()


def test_a_chunk_that_is_not_read_is_told(tmp_path: Path) -> None:
    for data in (b"\x00\x01\x02\xff" * 50, b"", b"%PDF-1.4"):
        reading = chunk(tmp_path, data)
        assert texts(reading) == ["sebelum", "sesudah"]
        assert [found.code for found in reading.findings] == ["objek_tidak_dibaca"]


def test_a_chunk_that_holds_itself_ends(tmp_path: Path) -> None:
    data = build(tmp_path / "awal.docx", p("inti")).read_bytes()
    body = p("luar") + '<w:altChunk r:id="potongan"/>'
    for _ in range(5):
        data = with_parts(tmp_path / "b.docx", body, {"potongan": ("aFChunk", data)}).read_bytes()
    (tmp_path / "c.docx").write_bytes(data)
    reading = read_docx(tmp_path / "c.docx", ReadOptions())
    assert texts(reading) == ["luar"] * 4


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_the_prompt_of_an_empty_control_is_no_content(tmp_path: Path) -> None:
    prompt = "<w:showingPlcHdr/>"
    run = "<w:r><w:t>Klik di sini.</w:t></w:r>"
    body = f"<w:p><w:r><w:t>Target: </w:t></w:r>{control(run, prompt)}</w:p>" + control(p("isi"))
    body += tbl(tr(control(tc("sel"), prompt), tc(control(p("Pilih."), prompt))))
    reading = read_docx(build(tmp_path / "a.docx", body), ReadOptions())
    assert texts(reading) == ["Target:", "isi", "sel | "]


def test_old_form_fields_show_their_choice(tmp_path: Path) -> None:
    def form_field(data: str, instruction: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            f'<w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    entries = '<w:listEntry w:val="B (65)"/><w:listEntry w:val="BB (74)"/>'
    body = "<w:p>" + form_field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', "FORMDROPDOWN")
    body += form_field(f"<w:ddList>{entries}</w:ddList>", "FORMDROPDOWN")
    body += form_field("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX")
    body += form_field('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX")
    body += form_field(f'<w:ddList><w:result w:val="9"/>{entries}</w:ddList>', "FORMDROPDOWN") + "</w:p>"
    assert texts(read_docx(build(tmp_path / "a.docx", body), ReadOptions())) == ["BB (74)B (65)☑☐"]


def picture(relation: str, width: int, height: int) -> str:
    """A picture of this size in points."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{relation}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def test_small_pictures_beside_text_are_no_pages(tmp_path: Path) -> None:
    body = p("kata " * 60) + picture("logo", 300, 200)
    path = with_parts(tmp_path / "a.docx", body, {"logo": ("image", SCAN.read_bytes())})
    reading = read_docx(path, ReadOptions())
    assert (len(reading.pages), reading.findings) == (1, ())


def test_pictures_of_pages_that_are_not_to_be_recognised_are_told(tmp_path: Path) -> None:
    path = with_parts(tmp_path / "a.docx", picture("hal", 450, 640), {"hal": ("image", SCAN.read_bytes())})
    reading = read_docx(path, ReadOptions(ocr="never"))
    assert [found.code for found in reading.findings] == ["hanya_gambar"]


@pytest.mark.slow
def test_pictures_of_pages_are_read_as_scans(tmp_path: Path) -> None:
    body = p("Lampiran") + picture("hal", 450, 640) + picture("rusak", 450, 640)
    parts = {"hal": ("image", SCAN.read_bytes()), "rusak": ("image", b"bukan gambar")}
    result = read(with_parts(tmp_path / "a.docx", body, parts), ReadOptions())
    assert [page.number for page in result.pages] == [None, 1]
    assert result.page_count == 2
    assert result.ocr_engine
    assert any(isinstance(block, Grid) for block in result.pages[1].blocks)
    assert [found.code for found in result.findings] == ["halaman_rusak"]

"""What a page shows is read and what it hides is not: layers, covers, clipping, annotations and form fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.support.layout_show import grid_of, grids_of, lines_of, page_of, rows_of
from tests.support.pdf_build import PdfBuild, raw_pdf, stream

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "berkas.pdf"


def shown(x: int, y: int, text: bytes) -> bytes:
    return b"BT /F1 10 Tf %d %d Td (%b) Tj ET\n" % (x, y, text)


def one_page(path: Path, content: bytes, *more: bytes, catalogue: bytes = b"", page: bytes = b"") -> Path:
    """A page of 400 by 300 points with the font F1; further objects are numbered from 6."""
    return raw_pdf(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R%b>>"
            % (page or b"/Resources<</Font<</F1 5 0 R>>>>"),
            stream(content),
            FONT,
            *more,
        ],
    )


def layered(path: Path, content: bytes, *more: bytes, form: bytes = b"") -> Path:
    """A page with the layers /Lama, which is off, and /Baru, which is on."""
    layers = (b"<</Type/OCG/Name(Versi lama)>>", b"<</Type/OCG/Name(Versi baru)>>")
    return one_page(
        path,
        content,
        *layers,
        *more,
        catalogue=b"/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]/ON[7 0 R]>>>>",
        page=b"/Resources<</Font<</F1 5 0 R>>/Properties<</Lama 6 0 R/Baru 7 0 R>>%b>>" % form,
    )


def in_layer(layer: bytes, content: bytes) -> bytes:
    return b"/OC /%b BDC\n%bEMC\n" % (layer, content)


def test_a_layer_that_is_off_is_not_read_even_where_another_text_is_in_its_place(path: Path) -> None:
    old, new = in_layer(b"Lama", shown(50, 200, b"75 persen")), in_layer(b"Baru", shown(50, 200, b"85 persen"))
    assert lines_of(page_of(layered(path, old + new + shown(50, 150, b"Tetap")))) == ["85 persen", "Tetap"]


def test_rulings_of_a_layer_that_is_off_make_no_table(path: Path) -> None:
    box = b"50 100 100 40 re S 150 100 100 40 re S\n"
    hidden = in_layer(b"Lama", box + shown(60, 110, b"Lama"))
    page = page_of(layered(path, hidden + shown(50, 200, b"Isi")))
    assert lines_of(page) == ["Isi"]
    assert not grids_of(page)


def test_a_form_in_a_layer_that_is_off_is_not_read(path: Path) -> None:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</Font<</F1 5 0 R>>>>/OC %d 0 R"
    off, on = (stream(shown(50, 200, text), entries % layer) for text, layer in ((b"rancangan", 6), (b"berlaku", 7)))
    layered(path, b"/Off Do /On Do", off, on, form=b"/XObject<</Off 8 0 R/On 9 0 R>>")
    assert lines_of(page_of(path)) == ["berlaku"]


def covered(path: Path, cover: str) -> Path:
    """An old figure under `cover`, and a new one over it, in a row of other texts."""
    pdf = PdfBuild(path)
    pdf.text(60, 100, "Luas panen")
    pdf.text(200, 100, "70,0 ha")
    if cover == "gambar":
        pdf.canvas.drawInlineImage(Image.new("L", (20, 8), 255), 198, pdf.y(113), 60, 14)
    else:
        pdf.canvas.setFillColorRGB(1, 1, 1, alpha=0.0 if cover == "tembus" else 1.0)
        pdf.box(198, 99, 258, 113, stroke=0, fill=1)
    pdf.canvas.setFillColorRGB(0, 0, 0, alpha=1)
    pdf.text(200, 130 if cover == "tembus" else 100, "82,5 ha")
    return pdf.save()


@pytest.mark.parametrize("cover", ["kotak", "gambar"])
def test_text_under_a_white_box_is_not_read(path: Path, cover: str) -> None:
    assert lines_of(page_of(covered(path, cover))) == ["Luas panen\t82,5 ha"]


def test_text_under_what_can_be_seen_through_is_read(path: Path) -> None:
    assert lines_of(page_of(covered(path, "tembus"))) == ["Luas panen\t70,0 ha", "82,5 ha"]


def test_of_a_text_that_is_covered_in_part_the_rest_is_read(path: Path) -> None:
    pdf = PdfBuild(path)
    pdf.text(60, 100, "Luas panen padi 70,0 ha")
    pdf.canvas.setFillColorRGB(1, 1, 1)
    start = 60 + pdf.canvas.stringWidth("Luas panen padi ", "Helvetica", 10) - 1
    pdf.box(start, 98, start + 60, 114, stroke=0, fill=1)
    assert lines_of(page_of(pdf.save())) == ["Luas panen padi"]


def test_text_outside_its_clipping_is_not_read(path: Path) -> None:
    inside = b"q 50 190 60 20 re W n %b%b Q\n" % (shown(52, 200, b"12 unit"), shown(150, 200, b"catatan"))
    assert lines_of(page_of(one_page(path, inside + shown(50, 150, b"Tetap")))) == ["12 unit", "Tetap"]


def annotated(path: Path, annotations: list[bytes], *, catalogue: bytes = b"", content: bytes = b"") -> Path:
    numbers = b" ".join(b"%d 0 R" % (6 + i) for i in range(len(annotations)))
    page = b"/Resources<</Font<</F1 5 0 R>>>>/Annots[%b]" % numbers
    return one_page(path, content, *annotations, catalogue=catalogue, page=page)


def test_values_of_form_fields_are_in_their_cells(path: Path) -> None:
    grid = b"50 150 200 20 re S 50 170 200 20 re S 150 150 m 150 190 l S\n"
    content = grid + shown(55, 175, b"Indikator") + shown(155, 175, b"Target") + shown(55, 155, b"Jumlah kapal")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(35 unit)/Rect[151 151 249 169]/F 4/DA(/F1 9 Tf 0 g)>>"
    form = b"/AcroForm<</Fields[6 0 R]/NeedAppearances true/DR<</Font<</F1 5 0 R>>>>/DA(/F1 9 Tf 0 g)>>"
    page = page_of(annotated(path, [field], catalogue=form, content=content))
    assert rows_of(grid_of(page)) == [["Indikator", "Target"], ["Jumlah kapal", "35 unit"]]


def test_a_free_text_annotation_is_read_and_hides_what_is_under_it(path: Path) -> None:
    look = stream(
        b"1 1 1 rg 0 0 80 20 re f 0 g BT /F1 10 Tf 2 6 Td (35 unit) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 5 0 R>>>>",
    )
    note = b"<</Type/Annot/Subtype/FreeText/Contents(35 unit)/Rect[48 194 128 214]/F 4/AP<</N 7 0 R>>>>"
    page = b"/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]"
    one_page(path, shown(50, 200, b"20 unit"), note, look, page=page)
    assert lines_of(page_of(path)) == ["35 unit"]


@pytest.mark.parametrize(("subtype", "flags"), [(b"FreeText", 2), (b"FreeText", 32), (b"Text", 4), (b"Highlight", 4)])
def test_hidden_annotations_and_notes_are_not_read(path: Path, subtype: bytes, flags: int) -> None:
    note = b"<</Type/Annot/Subtype/%b/Contents(catatan)/Rect[50 100 150 120]/F %d/DA(/F1 9 Tf 0 g)>>" % (subtype, flags)
    assert lines_of(page_of(annotated(path, [note], content=shown(50, 200, b"Isi halaman")))) == ["Isi halaman"]

"""Pages taken twice by the scanner, and pages that only look alike."""

from __future__ import annotations

from extractor.interpret.flow.duplicate_pages import distinct_pages
from schemas.transcript import Line
from tests.support.transcripts import line, pages

WORDS = [
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, kami yang bertanda tangan di bawah ini:",
    "Nama : RIMBA WIRA",
    "Jabatan : KEPALA DINAS ARSIP",
    "berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini dalam jangka menengah.",
]


def page(number: int, texts: list[str]) -> list[Line]:
    return [line(text, page=number, top=20.0 * i) for i, text in enumerate(texts)]


def test_a_page_scanned_twice_is_read_once_though_a_letter_was_misread() -> None:
    again = [WORDS[0].replace("manajemen", "manajernen"), *WORDS[1:]]
    kept, findings = distinct_pages(pages(page(1, WORDS), page(2, again)))
    assert [p.number for p in kept] == [1]
    assert [(f.code, f.page) for f in findings] == [("halaman_ganda", 2)]


def test_the_agreement_of_another_official_is_another_page() -> None:
    other = [WORDS[0], "Nama : SARI WANA", *WORDS[2:]]
    kept, findings = distinct_pages(pages(page(1, WORDS), page(2, other)))
    assert len(kept) == 2
    assert findings == ()


def test_another_number_is_another_page() -> None:
    with_targets = [*WORDS, "Jumlah arsip 73%"]
    other = [*WORDS, "Jumlah arsip 75%"]
    kept, _ = distinct_pages(pages(page(1, with_targets), page(2, other)))
    assert len(kept) == 2

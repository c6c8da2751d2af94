"""What a person said of a table is how it is read, whatever the evidence says."""

from __future__ import annotations

from extractor.edits.new_decision import Reviewer
from extractor.edits.table_instructions import instructions_of
from extractor.pipeline import document_of, interpret
from schemas.decision import Decision, TableAnchor
from schemas.document import Berkas, Document, Metadata, Proses
from schemas.transcript import Grid, Transcript
from tests.support.transcripts import flow, grid, line, pages

CLERK = Reviewer("Sari")
HEADER = ["No", "Uraian", "Tolok", "Isian", "Isian lain"]
ROWS = [
    ["1", "Meningkatnya layanan taman", "Persentase taman terawat", "80 %", "85 %"],
    ["2", "Meningkatnya penghijauan", "Jumlah pohon yang ditanam", "120 pohon", "150 pohon"],
]
NOWHERE = Document(
    berkas=Berkas(nama="a", sha256="0" * 64, tipe="-", ukuran=1, halaman=None),
    jenis="TIDAK_ADA",
    metadata=Metadata(),
    bagian=[],
    proses=Proses(versi="0", parser="uji"),
)


def anchor(table: Grid, header: list[str] = HEADER, rows: int = 1) -> TableAnchor:
    box = table.box
    return TableAnchor(
        halaman=table.page,
        kotak=(box.x0, box.top, box.x1, box.bottom) if box is not None else None,
        judul=header,
        baris_judul=rows,
        isi=" ".join(ROWS[0])[:80],
    )


def told(table: Grid, *roles: tuple[int, str], header: list[str] = HEADER) -> list[Decision]:
    return [CLERK.tells_column(NOWHERE, anchor(table, header), column, None, role) for column, role in roles]


def read(transcript: Transcript, decisions: list[Decision]) -> Document:
    return document_of(transcript, interpret(transcript, instructions_of(decisions)))


def test_columns_hold_what_a_person_says() -> None:
    table = grid([HEADER, *ROWS])
    transcript = flow(table)
    untold = [row.indikator for part in read(transcript, []).bagian for row in part.indikator]
    assert untold != ["Persentase taman terawat", "Jumlah pohon yang ditanam"]
    decisions = told(table, (1, "sasaran"), (2, "indikator"), (3, "target[2024]"), (4, "target[2025]"))
    [section] = read(transcript, decisions).bagian
    first, second = section.indikator
    assert (first.sasaran, first.indikator) == ("Meningkatnya layanan taman", "Persentase taman terawat")
    assert first.target_per_tahun == {"2024": "80 %", "2025": "85 %"}
    assert [(one.periode, one.nilai, one.satuan) for one in second.angka] == [
        ("2024", 120, "pohon"),
        ("2025", 150, "pohon"),
    ]


def test_a_role_that_was_taken_for_another_is_put_right_on_every_page() -> None:
    header = ["No", "Sasaran", "Indikator", "Target", "Keterangan"]
    first, second = grid([header, ROWS[0]], page=1), grid([header, ROWS[1]], page=2)
    transcript = pages([first], [second])
    before = [row.target and row.target.teks for part in read(transcript, []).bagian for row in part.indikator]
    assert before == ["80 %", "120 pohon"]
    decisions = told(first, (3, "realisasi"), (4, "target"), header=header)
    after = [row.target and row.target.teks for part in read(transcript, decisions).bagian for row in part.indikator]
    assert after == ["85 %", "150 pohon"]


def test_the_later_of_two_instructions_counts() -> None:
    table = grid([HEADER, *ROWS])
    decisions = told(table, (1, "sasaran"), (2, "indikator"), (3, "realisasi"), (3, "target"), (4, "lain"))
    [section] = read(flow(table), decisions).bagian
    assert [row.target and row.target.teks for row in section.indikator] == ["80 %", "120 pohon"]


def test_a_table_that_holds_no_indicators_is_left_out_and_nobody_is_told() -> None:
    header = ["No", "Sasaran", "Indikator", "Target", "Keterangan"]
    table = grid([header, *ROWS])
    decision = CLERK.tells_table(NOWHERE, anchor(table, header), "bukan_indikator")
    document = read(flow(table), [decision])
    assert not document.bagian
    assert {item.kode for item in document.temuan} == {"tanpa_indikator"}


def test_the_place_is_enough_where_the_header_is_read_otherwise() -> None:
    table = grid([HEADER, *ROWS], page=3)
    misread = grid([["N0", "Uraxxn", "Tlk", "lsi", "lsx"], *ROWS], page=3)
    decisions = told(table, (1, "sasaran"), (2, "indikator"), (3, "target"))
    [section] = read(pages([line("x", page=1)], [line("x", page=2)], [misread]), decisions).bagian
    assert [row.indikator for row in section.indikator] == ["Persentase taman terawat", "Jumlah pohon yang ditanam"]


def test_an_instruction_about_no_table_is_told_and_changes_nothing() -> None:
    header = ["No", "Sasaran", "Indikator", "Target", "Keterangan"]
    transcript = flow(grid([header, *ROWS]))
    decisions = told(grid([HEADER, *ROWS]), (3, "realisasi"))
    document = read(transcript, decisions)
    assert [item.kode for item in document.temuan] == ["instruksi_tidak_cocok"]
    assert document.bagian == read(transcript, []).bagian


def test_what_is_no_role_says_nothing() -> None:
    assert instructions_of(told(grid([HEADER, *ROWS]), (3, "bukan peran"), (4, "__init__"))) == ()

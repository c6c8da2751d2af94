"""Decisions of people in a document: values read again, places found again, nothing made in the wrong cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.edits.decided_document import Decided, decided
from extractor.edits.decision_history import DecisionHistory, decided_file, in_force
from extractor.edits.new_decision import Reviewer
from extractor.workload import cells_of
from schemas.decision import Decision
from schemas.document import (
    AnggaranProgram,
    Angka,
    Bukti,
    Document,
    Hierarki,
    Indikator,
    Jumlah,
    Kotak,
    Metadata,
    Penandatangan,
    Pihak,
    Simpul,
    Target,
    Temuan,
)

Make = Callable[..., Document]
MakeIndicator = Callable[..., Indikator]
CLERK = Reviewer("Sari")


def proof(text: str, top: float = 0.0, keyakinan: float = 0.8, page: int | None = 3, left: float = 0.0) -> Bukti:
    box: Kotak | None = (left, top, left + 80, top + 10) if page is not None else None
    return Bukti(halaman=page, kotak=box, teks_asli=text, keyakinan=keyakinan)


@pytest.fixture
def three_rows(document: Make, indicator: MakeIndicator) -> Document:
    """Three indicators of one sasaran, whose cell was filled down."""
    goal = proof("Meningkatnya layanan", 10)

    def row(name: str, target: str, top: float) -> Indikator:
        return indicator(
            indikator=name,
            target=Target(teks=target, nilai=None, satuan=None),
            angka=[Angka(jenis="target", periode=None, teks=target)],
            jenjang="sasaran",
            hierarki=[Hierarki(jenjang="sasaran", kode=None, teks="Meningkatnya layanan")],
            bukti={"sasaran": goal, "indikator": proof(name, top, left=90), "target": proof(target, top, left=180)},
        )

    return document(
        row("Persentase arsip tertata", "9S", 10), row("Jumlah kunjungan", "40 oran9", 30), row("Nilai audit", "B", 50)
    )


def cell(made: Decided | Document, place: int) -> Indikator:
    found = made.document if isinstance(made, Decided) else made
    return found.bagian[0].indikator[place]


def names(made: Decided) -> list[str]:
    return [row.indikator for row in made.document.bagian[0].indikator]


def test_a_target_is_read_again_as_one_types(three_rows: Document) -> None:
    made = decided(three_rows, [CLERK.decides_cell(three_rows, "b1.i1", "target", "95 %")])
    row = cell(made, 0)
    assert row.target == Target(teks="95 %", nilai=95, satuan="%")
    assert row.angka == [Angka(jenis="target", periode=None, teks="95 %", nilai=95, satuan="%")]
    evidence = row.bukti["target"]
    assert evidence.tinjauan is not None
    assert (evidence.tinjauan.tindakan, evidence.tinjauan.oleh, evidence.tinjauan.sebelum) == ("ubah", "Sari", "9S")
    assert (evidence.teks_asli, evidence.keyakinan) == ("9S", 0.8)
    assert [(one.dari, one.ke, one.aturan) for one in evidence.koreksi] == [("9S", "95 %", "tinjauan")]


def test_a_cell_that_is_right_keeps_its_text_and_asks_for_nobody_any_more(three_rows: Document) -> None:
    made = decided(three_rows, [CLERK.decides_cell(three_rows, "b1.i3", "target", "B")])
    assert cell(made, 2).target == cell(three_rows, 2).target
    mark = cell(made, 2).bukti["target"].tinjauan
    assert mark is not None
    assert mark.tindakan == "benar"
    doubts = {c.ref.row: c.doubt for c in cells_of(made.document) if c.name == "target"}
    assert doubts[2] == 0 < doubts[0]


def test_a_text_that_was_filled_down_is_corrected_once_for_all(three_rows: Document) -> None:
    made = decided(three_rows, [CLERK.decides_cell(three_rows, "b1.i2", "sasaran", "Membaiknya layanan")])
    assert {row.sasaran for row in made.document.bagian[0].indikator} == {"Membaiknya layanan"}
    assert {row.hierarki[0].teks for row in made.document.bagian[0].indikator} == {"Membaiknya layanan"}


def test_the_checks_are_made_again(document: Make, indicator: MakeIndicator) -> None:
    bad = document(indicator(target=Target(teks="950 %", nilai=950, satuan="%"), bukti={"target": proof("950 %")}))
    same = decided(bad, [CLERK.decides_cell(bad, "b1.i1", "target", "950 %")])
    better = decided(bad, [CLERK.decides_cell(bad, "b1.i1", "target", "95 %")])
    assert "persen_lebih_100" in {item.kode for item in same.document.temuan}
    assert "persen_lebih_100" not in {item.kode for item in better.document.temuan}


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("tanggal", "5 Januari 2018", "tanggal", "2018-01-05"),
        ("tanggal", "2018-01-05", "tanggal", "2018-01-05"),
        ("tahun", "2021 - 2026", "tahun", "2021-2026"),
        ("nomor", "188/12/2018", "nomor", "188/12/2018"),
    ],
)
def test_what_the_decree_says_is_read_as_from_print(
    document: Make, name: str, typed: str, field: str, value: str
) -> None:
    one = document()
    made = decided(one, [CLERK.decides_cell(one, "metadata", name, typed)])
    assert getattr(made.document.metadata, field) == value


def test_a_number_with_blanks_is_a_nip(document: Make) -> None:
    one = document().model_copy(update={"metadata": Metadata(penandatangan=Penandatangan(nama="Rahayu"))})
    made = decided(one, [CLERK.decides_cell(one, "metadata", "penandatangan.nip", "19700101 199501 1 001")])
    signatory = made.document.metadata.penandatangan
    assert signatory is not None
    assert (signatory.nama, signatory.nip) == ("Rahayu", "197001011995011001")


@pytest.mark.parametrize(
    ("address", "name", "typed"),
    [
        ("b1.i1", "indikator", ""),
        ("b1.i1", "tipe_penghitungan", "kadang-kadang"),
        ("b1.i1", "angka[9]", "4"),
        ("b1", "jenis", "SK"),
        ("metadata", "tanggal", "entah"),
    ],
)
def test_what_can_not_be_the_value_of_its_field_is_listed_and_changes_nothing(
    three_rows: Document, address: str, name: str, typed: str
) -> None:
    made = decided(three_rows, [CLERK.decides_cell(three_rows, address, name, typed)])
    assert [one.reason for one in made.unfit] == ["tidak_sah"]
    assert made.document.bagian == three_rows.bagian


def test_another_unit_reads_the_targets_of_its_row_again(document: Make, indicator: MakeIndicator) -> None:
    evidence = {"indikator": proof("Jumlah"), "satuan": proof("0rang", 0, left=90), "target": proof("12", 0, left=180)}
    one = document(indicator(target=Target(teks="12", nilai=12, satuan="0rang"), bukti=evidence))
    made = decided(one, [CLERK.decides_cell(one, "b1.i1", "satuan", "Orang")])
    assert cell(made, 0).target == Target(teks="12", nilai=12, satuan="Orang")
    again = decided(
        one,
        [
            CLERK.decides_cell(one, "b1.i1", "satuan", "Orang"),
            CLERK.decides_cell(made.document, "b1.i1", "target", "15"),
        ],
    )
    assert cell(again, 0).target == Target(teks="15", nilai=15, satuan="Orang")


def test_the_unit_that_the_header_gave_stays_with_a_corrected_number(document: Make, indicator: MakeIndicator) -> None:
    one = document(indicator(target=Target(teks="9O", nilai=None, satuan="%"), bukti={"target": proof("9O")}))
    made = decided(one, [CLERK.decides_cell(one, "b1.i1", "target", "90")])
    assert cell(made, 0).target == Target(teks="90", nilai=90, satuan="%")


def test_to_undo_is_a_decision_too_and_can_be_undone(three_rows: Document) -> None:
    change = CLERK.decides_cell(three_rows, "b1.i1", "target", "95 %")
    undone = CLERK.takes_back(change)
    assert in_force([change, undone]) == ()
    assert in_force([change, undone, CLERK.takes_back(undone)]) == (change,)
    assert decided(three_rows, in_force([change, undone])).document == three_rows


def test_the_last_of_several_decisions_counts_and_before_stays_what_the_machine_gave(three_rows: Document) -> None:
    first = CLERK.decides_cell(three_rows, "b1.i1", "target", "94 %")
    state = decided(three_rows, [first]).document
    made = decided(three_rows, [first, CLERK.decides_cell(state, "b1.i1", "target", "95 %")])
    evidence = cell(made, 0).bukti["target"]
    assert evidence.tinjauan is not None
    assert (evidence.tinjauan.sebelum, len(evidence.koreksi)) == ("9S", 1)
    assert cell(made, 0).target == Target(teks="95 %", nilai=95, satuan="%")


def test_a_document_with_decisions_in_it_takes_them_once(three_rows: Document) -> None:
    decisions = [
        CLERK.decides_cell(three_rows, "b1.i1", "target", "95 %"),
        CLERK.decides_row(three_rows, "hapus", "b1.i3", []),
    ]
    once = decided(three_rows, decisions)
    twice = decided(once.document, decisions)
    assert twice.document == once.document
    assert not twice.must_be_read
    assert decided(once.document, decisions[:1]).must_be_read  # nobody knows any more what was removed


# --- rows


def test_a_row_that_holds_two_indicators_is_split(three_rows: Document) -> None:
    parts = [{"indikator": "Jumlah kunjungan pagi", "target": "15 orang"}, {"indikator": "Jumlah kunjungan sore"}]
    made = decided(three_rows, [CLERK.decides_row(three_rows, "pecah", "b1.i2", parts)])
    assert names(made)[1:3] == ["Jumlah kunjungan pagi", "Jumlah kunjungan sore"]
    assert [row.id for row in made.document.bagian[0].indikator] == ["b1.i1", "b1.i2", "b1.i3", "b1.i4"]
    assert cell(made, 1).target == Target(teks="15 orang", nilai=15, satuan="orang")
    assert cell(made, 1).sasaran == cell(made, 2).sasaran == "Meningkatnya layanan"
    assert cell(made, 2).bukti["indikator"].kotak == cell(three_rows, 1).bukti["indikator"].kotak


def test_the_parts_of_a_split_row_are_corrected_one_by_one(three_rows: Document) -> None:
    split = CLERK.decides_row(three_rows, "pecah", "b1.i2", [{"indikator": "Pagi"}, {"indikator": "Sore"}])
    state = decided(three_rows, [split]).document
    made = decided(three_rows, [split, CLERK.decides_cell(state, "b1.i3", "indikator", "Kunjungan sore")])
    assert names(made) == ["Persentase arsip tertata", "Pagi", "Kunjungan sore", "Nilai audit"]


def test_two_halves_of_a_row_are_joined(document: Make, indicator: MakeIndicator) -> None:
    first = indicator(
        indikator="Persentase arsip yang", target=None, bukti={"indikator": proof("Persentase arsip yang")}
    )
    second = indicator(
        indikator="tertata rapi",
        target=Target(teks="80 %", nilai=80, satuan="%"),
        bukti={"indikator": proof("tertata rapi", 20), "target": proof("80 %", 20, left=90)},
    )
    one = document(first, second)
    made = decided(one, [CLERK.decides_row(one, "gabung", "b1.i1", [])])
    assert names(made) == ["Persentase arsip yang tertata rapi"]
    assert cell(made, 0).target == Target(teks="80 %", nilai=80, satuan="%")
    assert cell(made, 0).bukti["indikator"].teks_asli == "Persentase arsip yang\ntertata rapi"
    assert cell(made, 0).bukti["indikator"].kotak == (0, 0, 80, 30)
    assert cell(made, 0).bukti["target"].teks_asli == "80 %"


def test_a_row_that_was_missed_is_put_in_below_another(three_rows: Document) -> None:
    texts = [{"indikator": "Jumlah arsiparis", "target": "3 orang"}]
    made = decided(three_rows, [CLERK.decides_row(three_rows, "sisip", "b1.i1", texts)])
    assert names(made)[:3] == ["Persentase arsip tertata", "Jumlah arsiparis", "Jumlah kunjungan"]
    row = cell(made, 1)
    assert (row.sasaran, row.jenjang) == ("Meningkatnya layanan", "sasaran")
    assert row.target == Target(teks="3 orang", nilai=3, satuan="orang")
    assert (row.bukti["indikator"].teks_asli, row.bukti["indikator"].halaman) == ("", 3)


def test_rows_are_removed_and_moved_and_findings_follow_their_rows(document: Make, indicator: MakeIndicator) -> None:
    rows = [
        indicator(indikator=name, id=f"b1.i{i}", bukti={"indikator": proof(name, 20.0 * i)})
        for i, name in enumerate(("Satu arsip", "Dua layanan", "Tiga kunjungan"), start=1)
    ]
    note = Temuan(kode="baris_dipecah", tingkat="info", pesan="-", lokasi="Tiga", halaman=3, id="b1.i3")
    one = document(*rows, findings=(note,))
    removed = CLERK.decides_row(one, "hapus", "b1.i1", [])
    state = decided(one, [removed])
    assert names(state) == ["Dua layanan", "Tiga kunjungan"]
    assert [item.id for item in state.document.temuan if item.kode == "baris_dipecah"] == ["b1.i2"]
    moved = CLERK.decides_row(state.document, "pindah", "b1.i2", [{"setelah": "", "alamat": "b1"}])
    made = decided(one, [removed, moved])
    assert names(made) == ["Tiga kunjungan", "Dua layanan"]
    assert [item.id for item in made.document.temuan if item.kode == "baris_dipecah"] == ["b1.i1"]


def test_to_undo_an_earlier_row_leaves_later_decisions_in_their_cells(three_rows: Document) -> None:
    removed = CLERK.decides_row(three_rows, "hapus", "b1.i1", [])
    state = decided(three_rows, [removed]).document
    later = CLERK.decides_cell(state, "b1.i1", "target", "40 orang")  # by then the first row
    made = decided(three_rows, in_force([removed, later, CLERK.takes_back(removed)]))
    assert names(made)[0] == "Persentase arsip tertata"
    assert cell(made, 1).target == Target(teks="40 orang", nilai=40, satuan="orang")
    assert cell(made, 0).target == cell(three_rows, 0).target


# --- other readings of the same decree


def test_a_decision_finds_its_cell_where_rows_were_read_anew(three_rows: Document) -> None:
    change = CLERK.decides_cell(three_rows, "b1.i2", "target", "40 orang")
    section = three_rows.bagian[0]
    other = three_rows.model_copy(update={"bagian": [section.model_copy(update={"indikator": section.indikator[1:]})]})
    made = decided(other, [change])
    assert not made.unfit
    assert cell(made, 0).target == Target(teks="40 orang", nilai=40, satuan="orang")


def test_what_a_person_read_counts_where_a_newer_version_reads_the_same_place_otherwise(three_rows: Document) -> None:
    accepted = CLERK.decides_cell(three_rows, "b1.i3", "target", "B")
    section = three_rows.bagian[0]
    changed = section.indikator[2].model_copy(
        update={
            "target": Target(teks="8", nilai=8),
            "bukti": {**section.indikator[2].bukti, "target": proof("8", 51, left=181)},
        }
    )
    newer = three_rows.model_copy(
        update={"bagian": [section.model_copy(update={"indikator": [*section.indikator[:2], changed]})]}
    )
    made = decided(newer, [accepted])
    assert cell(made, 2).target == Target(teks="B", predikat="B")
    mark = cell(made, 2).bukti["target"].tinjauan
    assert mark is not None
    assert (mark.tindakan, mark.sebelum) == ("ubah", "8")


def scanned_again(document: Document, **changes: object) -> Document:
    """Other bytes, other boxes, and a few letters read otherwise."""
    rows = []
    for row in document.bagian[0].indikator:
        evidence = {
            name: one.model_copy(update={"kotak": (5, 300, 50, 320), "teks_asli": one.teks_asli.replace("a", "o", 1)})
            for name, one in row.bukti.items()
        }
        rows.append(row.model_copy(update={"bukti": evidence, "indikator": row.indikator.replace("a", "o", 1)}))
    section = document.bagian[0].model_copy(update={"indikator": rows})
    berkas = document.berkas.model_copy(update={"sha256": "1" * 64, **changes})
    return document.model_copy(update={"berkas": berkas, "bagian": [section]})


def test_a_better_scan_of_the_same_file_name_keeps_the_decisions_that_fit(three_rows: Document) -> None:
    change = CLERK.decides_cell(three_rows, "b1.i2", "target", "40 orang")
    other = scanned_again(three_rows)
    assert DecisionHistory([change]).of(decided_file(other)) == (change,)
    made = decided(other, [change])
    assert cell(made, 1).target == Target(teks="40 orang", nilai=40, satuan="orang")


def test_a_decree_is_known_by_its_number_under_another_name(three_rows: Document) -> None:
    numbered = three_rows.model_copy(update={"metadata": Metadata(nomor="188.45/12/KEP/2024")})
    change = CLERK.decides_cell(numbered, "b1.i2", "target", "40 orang")
    other = scanned_again(numbered, nama="pindai-ulang.pdf").model_copy(
        update={"metadata": Metadata(nomor="188.45/12/Kep/2024")}
    )
    assert DecisionHistory([change]).of(decided_file(other)) == (change,)
    stranger = scanned_again(numbered, nama="lain.pdf").model_copy(update={"metadata": Metadata(nomor="12")})
    assert DecisionHistory([change]).of(decided_file(stranger)) == ()


def test_what_another_decree_of_the_same_file_name_says_of_itself_stays(three_rows: Document) -> None:
    own = three_rows.model_copy(update={"metadata": Metadata(nomor="188/1/2024", bukti={"nomor": proof("18B/1/2024")})})
    change = CLERK.decides_cell(own, "metadata", "nomor", "188/1/2024")
    other = scanned_again(own).model_copy(
        update={"metadata": Metadata(nomor="500/77", bukti={"nomor": proof("500/77")})}
    )
    assert [one.reason for one in decided(other, [change]).unfit] == ["tempat_hilang"]
    again = scanned_again(own).model_copy(
        update={"metadata": Metadata(nomor="188/l/2024", bukti={"nomor": proof("188/l/2024")})}
    )
    assert decided(again, [change]).document.metadata.nomor == "188/1/2024"


def test_goals_of_a_tree_are_corrected(document: Make) -> None:
    nodes = [
        Simpul(id=f"outcome-{n}", induk=None, tingkat="outcome", kinerja=text, indikator=["Jumlah"])
        for n, text in enumerate(("Layanan baik", "Arsip tertata"), start=1)
    ]
    one = document().model_copy(update={"kaskade": nodes})
    decisions = [
        CLERK.decides_cell(one, "kaskade.outcome-2", "kinerja", "Arsip tertata rapi"),
        CLERK.decides_cell(one, "kaskade.outcome-1", "indikator[1]", "Jumlah layanan"),
    ]
    made = decided(one, decisions).document
    assert [node.kinerja for node in made.kaskade] == ["Layanan baik", "Arsip tertata rapi"]
    assert made.kaskade[0].indikator == ["Jumlah layanan"]


def test_parties_and_money_of_an_agreement_are_corrected(document: Make) -> None:
    section = (
        document()
        .bagian[0]
        .model_copy(
            update={
                "pihak": [Pihak(peran="pertama", nama="Rahayu")],
                "anggaran": [AnggaranProgram(program="Program Arsip", jumlah=Jumlah(teks="Rp 1O", nilai=None))],
            }
        )
    )
    one = document().model_copy(update={"bagian": [section]})
    decisions = [
        CLERK.decides_cell(one, "b1", "pihak[pertama].nama", "Sri Rahayu"),
        CLERK.decides_cell(one, "b1", "anggaran[1].jumlah", "Rp 10.000"),
    ]
    made = decided(one, decisions)
    assert not made.unfit
    [section] = made.document.bagian
    assert section.pihak[0].nama == "Sri Rahayu"
    assert section.anggaran[0].jumlah == Jumlah(teks="Rp 10.000", nilai=10000)


def test_a_decision_whose_place_is_gone_is_listed_and_made_nowhere(three_rows: Document, document: Make) -> None:
    change = CLERK.decides_cell(three_rows, "b1.i2", "target", "40 orang")
    made = decided(document(), [change])
    assert [(one.decision, one.reason) for one in made.unfit] == [(change, "tempat_hilang")]
    assert made.document.bagian == document().bagian


def test_where_two_places_fit_alike_nothing_is_made(document: Make, indicator: MakeIndicator) -> None:
    one = document(*(indicator(bukti={"target": proof("4", 20.0 * n)}) for n in range(4)))
    change = CLERK.decides_cell(one, "b1.i3", "target", "5 dokumen").model_copy(update={"alamat": "b1.i9"})
    again = one.berkas.model_copy(update={"sha256": "2" * 64})
    made = decided(one.model_copy(update={"berkas": again}), [change])
    assert [one.reason for one in made.unfit] == ["tempat_ragu"]
    assert made.document.bagian == one.bagian


# --- findings


def test_a_finding_that_somebody_settled_stays_settled(document: Make) -> None:
    table = Temuan(kode="tabel_mungkin_indikator", tingkat="peringatan", pesan="Tabel ini", lokasi="No", halaman=4)
    one = document(findings=(table,))
    made = decided(one, [CLERK.settles(one, table)])
    [found] = [item for item in made.document.temuan if item.kode == table.kode]
    assert found.tinjauan is not None
    assert found.tinjauan.oleh == "Sari"
    assert not decided(document(), [CLERK.settles(one, table)]).unfit


def test_decisions_survive_as_json(three_rows: Document) -> None:
    change = CLERK.decides_row(three_rows, "pecah", "b1.i2", [{"indikator": "a"}, {"indikator": "b"}])
    assert Decision.model_validate_json(change.model_dump_json(exclude_none=True)) == change

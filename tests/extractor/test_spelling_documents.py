"""Spelling repair of whole documents: which fields it changes, what it notes, and how it is steered."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.export.json import load
from extractor.pipeline import extract
from extractor.spelling import SpellingOptions, read_project, repaired
from parsers.reading import ReadOptions
from schemas.errors import DamagedInput
from schemas.fields import CascadeNode, DocumentFields, Field, Provenance

DECREE = """INDIKATOR KINERJA UTAMA
Jabatan\t: Kepala Sub Bagian Keuangan
No\tSasaran\tIndikator\tTarget\tFormulasi\tSumber Data
1\tTersusunnya laporan keungan perangkat daerah\tJumlah dokumen laporan keuangan\t4 dokumen\tJumlah laporan keuangan dna catatannya\tLaporan Keuangan
2\tTersedianya bahan cetakan dan dan penggandaan\tJumlah bahan cetakan SIMANTU\t1 paket\tJumlah paket\tSub Bagian Keuangan
"""  # noqa: E501


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    path = tmp_path / "keputusan.txt"
    path.write_text(DECREE, encoding="utf-8")
    return path


def test_texts_are_repaired_and_the_evidence_says_how(decree: Path) -> None:
    first = extract(decree, ReadOptions()).bagian[0].indikator[0]
    assert first.sasaran == "Tersusunnya laporan keuangan perangkat daerah"
    proof = first.bukti["sasaran"]
    assert proof.teks_asli == "Tersusunnya laporan keungan perangkat daerah"
    assert [(k.dari, k.ke) for k in proof.koreksi] == [("keungan", "keuangan")]
    assert 0.9 <= proof.koreksi[0].keyakinan <= 1
    assert first.formulasi is not None
    assert first.formulasi.teks == "Jumlah laporan keuangan dan catatannya"


def read_from(text: str) -> Field:
    return Field(text, Provenance(2, None, text))


def test_trees_are_repaired_too_and_decrees_where_they_were_recognised() -> None:
    goal = "Meningkatnya pelayanan kesehtan dasar"
    node = CascadeNode(
        "output-1",
        None,
        "output",
        {"kinerja": read_from(goal), "indikator[1]": read_from("Persentase warga yan gterlayani")},
    )
    texts = {
        "instansi": "DINAS KESEHTAN KABUPATEN LANGIT JINGGA",
        "tentang": "PENETAPAN INDIKATOR KINEJRA UTAMA",
        "penandatangan.nama": "Sekertaris Wibawantara",
        "penandatangan.jabatan": "Sekertaris Dinas",
    }
    document = DocumentFields({name: read_from(text) for name, text in texts.items()}, nodes=(node,))
    made, _ = repaired(document, SpellingOptions(), frozenset())
    fields = made.nodes[0].fields
    assert fields["kinerja"].text == "Meningkatnya pelayanan kesehatan dasar"
    assert fields["kinerja"].source == node.fields["kinerja"].source
    assert fields["indikator[1]"].text == "Persentase warga yang terlayani"
    assert [(c.before, c.after) for c in fields["indikator[1]"].corrections] == [("yan gterlayani", "yang terlayani")]
    assert made.decree == document.decree, "a title is quoted as it is printed"
    scanned, _ = repaired(document, SpellingOptions(), frozenset({2}))
    assert scanned.decree["tentang"].text == "PENETAPAN INDIKATOR KINERJA UTAMA"
    assert [c.rule for c in scanned.decree["tentang"].corrections] != []
    assert scanned.decree["penandatangan.jabatan"].text == "Sekretaris Dinas"
    assert {n: scanned.decree[n].text for n in ("instansi", "penandatangan.nama")} == {
        n: texts[n] for n in ("instansi", "penandatangan.nama")
    }
    assert repaired(document, SpellingOptions(repair=False), frozenset()) == (document, [])


def test_a_finding_names_its_row_and_its_post_as_they_are_given_out(tmp_path: Path) -> None:
    path = tmp_path / "keputusan.txt"
    path.write_text(
        DECREE.replace("Kepala Sub Bagian Keuangan", "Kepala Sub Bagian Bagian dan dan Keungan", 1), "utf-8"
    )
    document = extract(path, ReadOptions())
    [found] = [item for item in document.temuan if item.nilai == {"kata": "dan"} and "Kepala" in (item.lokasi or "")]
    assert found.lokasi == document.bagian[0].jabatan


def test_doubled_words_are_told_and_stay(decree: Path) -> None:
    document = extract(decree, ReadOptions())
    assert document.bagian[0].indikator[1].sasaran == "Tersedianya bahan cetakan dan dan penggandaan"
    assert "kata_ganda" in [t.kode for t in document.temuan]


def test_repair_can_be_turned_off(decree: Path, tmp_path: Path) -> None:
    plain = extract(decree, ReadOptions(), SpellingOptions(repair=False)).bagian[0].indikator[0]
    assert plain.sasaran == "Tersusunnya laporan keungan perangkat daerah"
    assert plain.bukti["sasaran"].koreksi == []
    run = CliRunner().invoke(main, ["extract", str(decree), "-q", "--no-spelling", "-o", str(tmp_path / "o")])
    assert run.exit_code == 0
    written = load(tmp_path / "o" / "keputusan.txt.json").bagian[0].indikator[0]
    assert written.sasaran == plain.sasaran


def test_a_project_file_teaches_words_and_corrections(decree: Path, tmp_path: Path) -> None:
    file = tmp_path / "cermat.toml"
    text = '[ejaan]\nkata = ["keungan"]\n[ejaan.koreksi]\n"simantu" = "SIMANTU Jaya"\n'
    file.write_text(text, encoding="utf-8-sig")  # as some editors save it
    result = CliRunner().invoke(main, ["extract", str(decree), "-q", "--project", str(file), "-o", str(tmp_path / "o")])
    assert result.exit_code == 0
    rows = load(tmp_path / "o" / "keputusan.txt.json").bagian[0].indikator
    assert rows[0].sasaran == "Tersusunnya laporan keungan perangkat daerah"
    assert rows[1].indikator == "Jumlah bahan cetakan SIMANTU Jaya"
    assert [k.aturan for k in rows[1].bukti["indikator"].koreksi] == ["ejaan_proyek"]


@pytest.mark.parametrize(
    "text",
    [
        "[ejaan",
        "ejaan = 1",
        "[ejaan]\nkata = 'satu'",
        "[ejaan]\nkata = [1]",
        "[ejaan]\nkoreks = {}",
        "[ejaan.koreksi]\na = 1",
        '[ejaan.koreksi]\n"" = "a"',
        '[ejaan.koreksi]\na = " "',
        "\udcff",
        "[ejan]\nkata = []",
        "judul = 'x'\n[ejaan]\nkata = []",
    ],
)
def test_a_wrong_project_file_is_said_and_nothing_is_read(text: str, decree: Path, tmp_path: Path) -> None:
    file = tmp_path / "cermat.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedInput, match=r"TOML|text|unknown|ejaan"):
        read_project(file)
    result = CliRunner().invoke(main, ["extract", str(decree), "--project", str(file), "-o", str(tmp_path / "o")])
    assert result.exit_code == 5
    assert not (tmp_path / "o").exists()


def test_a_project_file_that_is_not_there_is_one_line(decree: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(decree), "--project", str(tmp_path / "x.toml")])
    assert result.exit_code == 3
    assert "x.toml: berkas atau folder ini tidak ada" in result.stderr
    assert "Errno" not in result.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[ejan]", "unknown entries: ejan"), (b'[ejaan.koreksi]\n"satpel" = 3', '"satpel"'), (b"\xff", "no UTF-8")],
)
def test_what_is_wrong_in_a_project_file_is_named(data: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "cermat.toml"
    file.write_bytes(data)
    with pytest.raises(DamagedInput, match=said):
        read_project(file)

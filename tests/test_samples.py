"""The samples: each gives the rows that a reader wrote down beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import extract
from parsers.reading import ReadOptions
from schemas.document import Document
from schemas.naskah_contract import Unit

FOLDER = Path(__file__).parent.parent / "samples"
EXPECTED = sorted((FOLDER / "expected").glob("*.json"))
DOCUMENTS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".pdf", ".docx", ".txt", ".png"})
SCANS = {"11-iku-pindaian.pdf", "12-iku-pindaian.png"}
MAX_TOTAL_BYTES = 1_000_000


def plain(value: object) -> object:
    """Text without a say in capitals, white space and the blank before punctuation; other values as they are."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return re.sub(r"\s*([^\w\s])\s*", r"\1", " ".join(value.split())).rstrip(",:").casefold()
    return value


def points_for_commas(value: object) -> object:
    """On a scan of a name, the comma before a degree and a point are one speck apart."""
    if isinstance(value, dict):
        return {key: points_for_commas(item) for key, item in value.items()}
    return value.replace(",", ".") if isinstance(value := plain(value), str) else value


def rows_of(document: Document) -> list[dict[str, object]]:
    """As the expected files have them: one flat dictionary per section and row, what is empty left out."""
    sections = []
    for section in document.bagian:
        rows = []
        for row in section.indikator:
            target, formula = row.target, row.formulasi
            dated = row.target_per_tahun
            if target is not None and dated is not None and list(dated.values()) == [target.teks]:
                dated = None  # the year of the one target, which the expected files do not repeat
            values = {
                "no": row.no,
                "sasaran_induk": row.sasaran_induk,
                "sasaran": row.sasaran,
                "indikator_induk": row.indikator_induk,
                "indikator": row.indikator,
                "target": target.teks if target else None,
                "target_nilai": target.nilai if target else None,
                "target_nilai_maks": target.nilai_maks if target else None,
                "target_pembanding": target.pembanding if target else None,
                "target_satuan": target.satuan if target else None,
                "target_predikat": target.predikat if target else None,
                "target_per_tahun": dated,
                "formulasi": formula.teks if formula else None,
                "tipe_penghitungan": formula.tipe_penghitungan if formula else None,
                "sumber_data": row.sumber_data,
                "penanggung_jawab": row.penanggung_jawab,
            }
            rows.append({key: plain(value) for key, value in values.items() if value not in (None, "", {})})
        sections.append({"jenis": section.jenis, "indikator": rows})
    return sections


def expected_for(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def extracted() -> dict[str, Document]:
    """Each sample is read once for all tests."""
    return {}


def document_of(name: str, extracted: dict[str, Document]) -> Document:
    if name not in extracted:
        extracted[name] = extract(FOLDER / name, ReadOptions())
    return extracted[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_rows_are_those_that_a_reader_sees(name: str, extracted: dict[str, Document]) -> None:
    expected = [
        {
            "jenis": section["jenis"],
            "indikator": [{k: plain(v) for k, v in row.items()} for row in section["indikator"]],
        }
        for section in expected_for(name)["bagian"]
    ]
    assert rows_of(document_of(name, extracted)) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_officials_and_their_duties_are_those_that_a_reader_sees(name: str, extracted: dict[str, Document]) -> None:
    found = [
        {"jabatan": plain(s.jabatan), "tugas": plain(s.tugas), "fungsi": [plain(f) for f in s.fungsi]}
        for s in document_of(name, extracted).bagian
    ]
    assert found == [
        {
            "jabatan": plain(s.get("jabatan")),
            "tugas": plain(s.get("tugas")),
            "fungsi": [plain(f) for f in s.get("fungsi", [])],
        }
        for s in expected_for(name)["bagian"]
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_parties_and_money_of_agreements_are_those_that_a_reader_sees(
    name: str, extracted: dict[str, Document]
) -> None:
    def filled(values: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value is not None}

    found = [
        {
            "pihak": [filled(party.model_dump()) for party in section.pihak],
            "anggaran": [
                filled({**line.model_dump(), "jumlah": line.jumlah.teks, "nilai": line.jumlah.nilai})
                for line in section.anggaran
            ],
        }
        for section in document_of(name, extracted).bagian
    ]
    assert found == [
        {"pihak": section.get("pihak", []), "anggaran": section.get("anggaran", [])}
        for section in expected_for(name)["bagian"]
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_head_of_the_decree_is_that_which_a_reader_sees(name: str, extracted: dict[str, Document]) -> None:
    document = document_of(name, extracted)
    expected = expected_for(name)
    metadata = document.metadata.model_dump()
    wanted = expected["metadata"]
    office = plain(wanted.pop("instansi"))
    assert document.jenis == expected["jenis"]
    assert plain(metadata["instansi"]) in {office, f"{office} {plain(wanted['wilayah'])}"}
    same = points_for_commas if name in SCANS else plain
    assert {key: same(metadata[key]) for key in wanted} == {key: same(value) for key, value in wanted.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_goals_and_their_parents_are_those_that_a_reader_sees(name: str, extracted: dict[str, Document]) -> None:
    nodes = document_of(name, extracted).kaskade
    goals = {node.id: node.kinerja for node in nodes}
    assert [(n.tingkat, n.kinerja, goals[n.induk] if n.induk else None, n.indikator) for n in nodes] == [
        (n["tingkat"], n["kinerja"], n.get("induk"), n.get("indikator", []))
        for n in expected_for(name).get("kaskade", [])
    ]


def unit_of(unit: Unit) -> dict[str, Any]:
    """As the expected files have it: what is empty left out."""
    values = {"jenis": unit.jenis, "nomor": unit.nomor, "judul": unit.judul, "teks": unit.teks}
    children = [unit_of(child) for child in unit.anak]
    return {key: value for key, value in {**values, "anak": children}.items() if value}


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "naskah" in expected_for(name)])
def test_regulations_are_those_that_a_reader_sees(name: str, extracted: dict[str, Document]) -> None:
    naskah = document_of(name, extracted).naskah
    wanted = expected_for(name)["naskah"]
    assert naskah is not None
    assert (naskah.bentuk, naskah.judul) == (wanted["bentuk"], wanted["judul"])
    assert [unit_of(unit) for unit in naskah.isi] == wanted["isi"]
    for label in ("menimbang", "mengingat"):
        items = [(item.nomor, item.teks) for item in getattr(naskah.pembukaan, label)]
        assert items == [(item.get("nomor"), item["teks"]) for item in wanted[label]]
    assert naskah.menetapkan == wanted.get("menetapkan")
    assert naskah.penutup.model_dump(exclude={"bukti"}, exclude_none=True) == wanted["penutup"]
    assert naskah.tembusan == wanted.get("tembusan", [])
    named = [(one.bentuk, one.nomor, one.tahun) for one in naskah.rujukan]
    assert named == [(one["bentuk"], one["nomor"], one["tahun"]) for one in wanted["rujukan"]]
    for unit in (each for top in naskah.isi for each in top.walk()):
        assert all(proof.teks_asli and 0 < proof.keyakinan <= 1 for proof in unit.bukti.values())
        assert (unit.halaman is not None and unit.kotak is not None) is name.endswith(".pdf")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_value_says_where_it_was_read(name: str, extracted: dict[str, Document]) -> None:
    document = document_of(name, extracted)
    paged = document.berkas.halaman is not None
    for section in document.bagian:
        for row in section.indikator:
            for field in ("sasaran", "indikator", "target", "formulasi", "sumber_data", "penanggung_jawab"):
                if getattr(row, field) is not None:
                    evidence = row.bukti[field]
                    assert evidence.teks_asli.strip()
                    assert (evidence.halaman is not None and evidence.kotak is not None) is paged


def test_samples_are_many_and_small() -> None:
    assert len(DOCUMENTS) >= 10
    assert sum((FOLDER / name).stat().st_size for name in DOCUMENTS) < MAX_TOTAL_BYTES
    assert [path.name.removesuffix(".json") for path in EXPECTED] == DOCUMENTS


@pytest.mark.slow
def test_the_script_makes_the_committed_files_again() -> None:
    """Scans depend on the machine's JPEG and picture libraries and are left out; their rows are tested above."""
    from samples.make_samples import SAMPLES, expected

    assert sorted(f"{stem}.{suffix}" for stem, suffix, _, _ in SAMPLES) == DOCUMENTS
    for stem, suffix, decree_named, draw in SAMPLES:
        name, decree = f"{stem}.{suffix}", decree_named(stem)
        assert expected(decree) == (FOLDER / "expected" / f"{name}.json").read_bytes(), "run `make samples`"
        if name not in SCANS:
            assert draw(decree) == (FOLDER / name).read_bytes(), f"{name}: run `make samples`"

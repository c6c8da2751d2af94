"""The JSON document: readable, stable, and read back as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor.diff import diff
from extractor.export.flat_figures import figure_rows
from extractor.export.flat_indicators import rows
from extractor.export.json import dump, dump_fast, load, render, schema
from extractor.recheck import checked
from schemas.document import CONTRACT, Document, Temuan
from schemas.errors import DamagedInput, NothingToRead

Make = Callable[..., Document]


def test_what_is_written_reads_back_as_the_same_document(document: Make, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(render(document()))
    assert load(path) == document()


def test_same_document_gives_same_bytes(document: Make) -> None:
    assert render(document()) == render(Document.model_validate_json(render(document())))


def test_it_is_written_as_the_plain_way_would(document: Make) -> None:
    assert render(document()) == dump(document().model_dump(mode="json"))


def test_text_is_utf8_and_ends_in_a_line_feed(document: Make, indicator: Callable[..., object]) -> None:
    data = render(document(indicator(indikator="≥ Nilai é")))
    assert "≥ Nilai é".encode() in data
    assert data.endswith(b"}\n")


def test_whole_numbers_stay_whole(document: Make) -> None:
    target = json.loads(render(document()))["bagian"][0]["indikator"][0]["target"]
    assert repr(target["nilai"]) == "4"


def test_fields_come_in_the_order_of_the_contract(document: Make) -> None:
    written = json.loads(render(document()))
    assert list(written) == [
        "kontrak",
        "berkas",
        "jenis",
        "metadata",
        "bagian",
        "kaskade",
        "naskah",
        "temuan",
        "proses",
    ]
    assert list(written["bagian"][0]["indikator"][0])[:6] == [
        "no", "sasaran_induk", "indikator_induk", "sasaran", "indikator", "target",
    ]  # fmt: skip


def test_a_missing_or_foreign_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        load(tmp_path / "none.json")
    other = tmp_path / "other.json"
    other.write_text('{"kontrak": "9.9"}')
    with pytest.raises(DamagedInput, match="contract"):
        load(other)
    other.write_bytes(b"\xff\xfe not json")
    with pytest.raises(DamagedInput):
        load(other)


def test_documents_follow_the_schema_which_knows_all_fields(document: Make) -> None:
    written = json.loads(render(document()))
    jsonschema.validate(written, schema())
    for wrong in ({"salah_ketik": 1}, {"jenis": "ENTAH"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(written | wrong, schema())


EARLIER = {
    "dokumen": {"naskah"},
    "berkas": {"jalur"},
    "temuan": {"id"},
    "indikator": {"id", "jenjang", "kode", "hierarki", "angka"},
}
"""What contracts 1.1 and 1.2 added."""


def as_earlier(document: Document) -> dict[str, Any]:
    """The document as a version that followed contract 1.0 wrote it."""
    written: dict[str, Any] = json.loads(render(document))
    written["kontrak"] = "1.0"
    rows = [row for part in written["bagian"] for row in part["indikator"]]
    for parts, added in (
        ([written], "dokumen"),
        ([written["berkas"]], "berkas"),
        (written["temuan"], "temuan"),
        (rows, "indikator"),
    ):
        for part in parts:
            for name in EARLIER[added]:
                del part[name]
    return written


def test_new_documents_follow_the_newest_contract_and_files_of_the_earlier_one_are_read(
    document: Make, tmp_path: Path
) -> None:
    finding = Temuan(kode="sel_kosong", tingkat="peringatan", pesan="", lokasi="Jumlah layanan", halaman=3)
    made = document(findings=(finding,))
    assert made.kontrak == CONTRACT
    path = tmp_path / "a.pdf.json"
    path.write_bytes(dump(as_earlier(made)))
    read = load(path)
    assert read.kontrak == "1.0"
    assert read == made.model_copy(update={"kontrak": "1.0"})
    assert [(row.id, row.temuan) for row in rows(read)] == [("b1.i1", "sel_kosong")]
    assert list(figure_rows(read)) == []
    assert diff(read, made) == ()
    assert checked(read).kontrak == "1.0"
    jsonschema.validate(json.loads(render(read)), schema())
    jsonschema.validate(as_earlier(made), schema())


def test_committed_schema_is_up_to_date() -> None:
    committed = Path(__file__).parents[3] / "schemas" / "cermat-1.2.schema.json"
    assert committed.read_bytes() == dump(schema()), "run `make schema`"


def test_the_fast_way_gives_the_same_bytes() -> None:
    value = {"a": [], "b": {}, "c": [1, 2.5, 1e22, None, True], "d": "Tabel \u2028 \x01 é", "e": {"f": [{"g": "h"}]}}
    assert dump_fast(value) == dump(value)

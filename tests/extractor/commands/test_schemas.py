"""JSON Schemas of everything that is written as JSON; what they refuse `cermat check` refuses too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from tests.support.many_documents import write_folder

ROOT = Path(__file__).parents[3]
SUMMARY = {
    "kontrak_ringkasan": "1.0",
    "versi": "0",
    "selesai": True,
    "jumlah": dict.fromkeys(
        (
            *("berkas", "selesai", "dilewati", "kembar", "indikator", "simpul"),
            *("sel", "sel_dilihat", "sel_ditinjau", "tinjauan_selesai"),
        ),
        0,
    )
    | {"hasil": {"lengkap": 1}},
    "waktu": {"mulai": "2026-01-02T03:04:05+07:00", "selesai": "2026-01-02T03:04:05+07:00", "detik": 0.5},
    "folder_gagal": [],
    "berkas": [],
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def schema_of(*options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("schema", *options).stdout)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def refused(schema: dict[str, Any], value: object) -> bool:
    return bool(list(jsonschema.Draft202012Validator(schema).iter_errors(value)))


@pytest.mark.parametrize(
    ("options", "file"), [(["--tables"], "cermat-tabel-1.0"), (["--summary"], "cermat-ringkasan-1.0")]
)
def test_committed_schemas_are_up_to_date(options: list[str], file: str) -> None:
    committed = ROOT / "schemas" / f"{file}.schema.json"
    assert json.loads(committed.read_bytes()) == schema_of(*options), "run `make schema`"


def test_rows_of_every_table_follow_their_schema(tmp_path: Path) -> None:
    write_folder(tmp_path, 8)
    assert run("export", str(tmp_path), "--format", "jsonl").exit_code == 0
    schema = schema_of("--tables")
    for name in schema["$defs"]:
        text = (tmp_path / "jsonl" / f"{name}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line]
        assert rows, name
        own = {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
        assert not any(refused(own, row) for row in rows), name
        assert refused(own, rows[0] | {"tidak_dikenal": None})


def test_an_unknown_field_of_a_document_is_refused_by_schema_and_check_alike(tmp_path: Path) -> None:
    write_folder(tmp_path, 1)
    [file] = tmp_path.rglob("*.json")
    value = json.loads(file.read_bytes())
    assert not refused(schema_of(), value)
    value["bagian"][0]["indikator"][0]["targett"] = None
    assert refused(schema_of(), value)
    file.write_text(json.dumps(value), encoding="utf-8")
    result = run("check", str(tmp_path), "--lang", "en", "--fail-on", "tidak")
    assert result.exit_code == 1
    assert "bagian[1].indikator[1].targett is unknown" in result.output


def test_an_unknown_field_of_a_summary_is_refused_by_schema_and_check_alike(tmp_path: Path) -> None:
    write_folder(tmp_path, 1)
    (tmp_path / "ringkasan.json").write_text(json.dumps(SUMMARY), encoding="utf-8")
    assert not refused(schema_of("--summary"), SUMMARY)
    assert run("check", str(tmp_path), "--fail-on", "tidak").exit_code == 0
    wrong = SUMMARY | {"jumlahh": 1}
    assert refused(schema_of("--summary"), wrong)
    (tmp_path / "ringkasan.json").write_text(json.dumps(wrong), encoding="utf-8")
    result = run("check", str(tmp_path), "--lang", "en", "--fail-on", "tidak")
    assert result.exit_code == 1
    assert "jumlahh is unknown" in result.output

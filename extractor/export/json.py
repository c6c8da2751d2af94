"""One JSON document per input file, as the output contract has it."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from schemas.contract_base import Model
from schemas.document import CONTRACT, Document
from schemas.errors import DamagedInput, NothingToRead, UnsupportedInput, system_code

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = f"urn:cermat:kontrak:{CONTRACT}"
_LINE = re.compile(r"line (?P<line>\d+) column (?P<column>\d+)")


def render(document: Document) -> bytes:
    """UTF-8, fields in the contract's order, a line feed at the end. The same document gives the same bytes."""
    return (document.model_dump_json(indent=1) + "\n").encode()


def dump(value: object) -> bytes:
    """`value` as indented JSON in UTF-8. Raises ValueError for NaN and infinity, which JSON does not have."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def dump_fast(value: object) -> bytes:
    """The bytes of `dump`, a tenth of its time: for large values whose numbers are known to be finite."""
    return to_json(value, indent=1) + b"\n"


def load(path: Path) -> Document:
    """The document that `render` wrote to `path`.

    Raises NothingToRead where the file can't be opened, UnsupportedInput where it is no file, DamagedInput where
    it is no document of this contract.
    """
    if path.is_dir():
        raise UnsupportedInput("is_folder", str(path), remedy="name_a_file")
    if path.exists() and not path.is_file():  # a pipe would be waited for, a device has no end
        raise UnsupportedInput("special_file", str(path), remedy="copy_to_file")
    try:
        data = path.read_bytes()
    except OSError as error:
        if path.exists():
            raise NothingToRead("result_not_opened", str(path), remedy="results", system=system_code(error)) from error
        raise NothingToRead("no_such_result", str(path), remedy="results") from error
    try:
        return Document.model_validate_json(data.removeprefix(codecs.BOM_UTF8))  # editors put it there
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _damaged(path, first) from error


def is_document(data: bytes) -> bool:
    """Whether the bytes are a document of this contract."""
    try:
        Document.model_validate_json(data.removeprefix(codecs.BOM_UTF8))
    except ValidationError:
        return False
    return True


def _damaged(path: Path, first: ErrorDetails) -> DamagedInput:
    """The place of the first mistake: line and column where it is no JSON, else the field, as bagian[1].jenis."""
    place = _LINE.search(first["msg"]) if first["type"] == "json_invalid" else None
    if place is not None:
        return DamagedInput("result_no_json", str(path), remedy="edited", **place.groupdict())
    steps = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    if not steps:
        return DamagedInput("result_no_object", str(path), remedy="results")
    code = {"missing": "result_missing", "extra_forbidden": "result_unknown"}.get(first["type"], "result_wrong")
    return DamagedInput(code, str(path), remedy="edited", field=steps.lstrip("."))


def schema() -> dict[str, Any]:
    """The JSON Schema of one output document, generated from the models; unknown fields are refused, as `load` does."""
    return {"$schema": SCHEMA_DIALECT, "$id": SCHEMA_ID, **Document.model_json_schema(mode="serialization")}


def check_against(model: type[Model], path: Path) -> None:
    """Raises DamagedInput where the JSON file at `path` is none of another contract; the error names the place."""
    try:
        model.model_validate_json(path.read_bytes().removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        raise _damaged(path, error.errors(include_url=False, include_input=False)[0]) from error

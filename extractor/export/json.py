"""One JSON document per input file, as the output contract has it."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.document import Document
from schemas.errors import DamagedInput, NothingToRead, Said

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "urn:cermat:kontrak:1.0"
_LINE = re.compile(r"line (?P<line>\d+) column (?P<column>\d+)")


def render(document: Document) -> bytes:
    """UTF-8, fields in the contract's order, a line feed at the end. The same document gives the same bytes."""
    return (document.model_dump_json(indent=1) + "\n").encode()


def dump(value: object) -> bytes:
    """`value` as indented JSON in UTF-8. Raises ValueError for NaN and infinity, which JSON does not have."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def load(path: Path) -> Document:
    """The document that `render` wrote to `path`.

    Raises NothingToRead where the file can't be opened, DamagedInput where it is no document of this contract.
    """
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)  # editors put it there
    except OSError as error:
        sentence = "result_not_opened" if path.exists() else "no_such_result"
        raise NothingToRead(
            f"{path.name} can't be read: {error.strerror or error}.", said=Said(sentence, "results", str(path))
        ) from error
    try:
        return Document.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise DamagedInput(
            f"{path.name} is no document of the output contract 1.0 ({place}: {first['msg']}).",
            remedy="Undo the last edit, or make it again with `cermat extract`.",
            said=_what_is_wrong(path, first),
        ) from error


def _what_is_wrong(path: Path, first: ErrorDetails) -> Said:
    """The place of the first mistake: line and column where it is no JSON, else the field, as bagian[1].jenis."""
    place = _LINE.search(first["msg"]) if first["type"] == "json_invalid" else None
    if place is not None:
        return Said("result_no_json", "edited", str(path), place.groupdict())
    steps = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    if not steps:
        return Said("result_no_object", "results", str(path))
    sentence = {"missing": "result_missing", "extra_forbidden": "result_unknown"}.get(first["type"], "result_wrong")
    return Said(sentence, "edited", str(path), {"field": steps.lstrip(".")})


def schema() -> dict[str, Any]:
    """The JSON Schema of one output document, generated from the models."""
    generated = Document.model_json_schema(mode="serialization")
    leave_open(generated)
    for model in generated.get("$defs", {}).values():
        leave_open(model)
    return {"$schema": SCHEMA_DIALECT, "$id": SCHEMA_ID, **generated}


def leave_open(model: dict[str, Any]) -> None:
    """Later versions of 1.0 may add fields; who validates with today's schema must not reject them."""
    if model.get("additionalProperties") is False:
        del model["additionalProperties"]

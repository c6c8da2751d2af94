"""Findings as sentences: a code and its values -> what a person reads, in Indonesian or English.

Sentences and the words that Cermat fills into them itself are in data/messages.toml ("finding", "finding_...").
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.messages import Messages
from schemas.document import Temuan
from schemas.evidence import FindingValue
from schemas.findings import KINDS

_SEPARATOR = "; "  # between several causes
_CONFIDENCE = "keyakinan"
_ROW_IDS = "tempat"
_MOST_IDS = 8  # of rows in a sentence; all of them are among the values


def sentence(code: str, values: Mapping[str, FindingValue], messages: Messages) -> str:
    """The sentence of a finding. Raises KeyError for a code or a value that this version does not know."""
    worded = {name: _worded(name, value, messages) for name, value in values.items()}
    if "jumlah" in KINDS[code].grouped and "jumlah" in values:
        return messages(f"finding_several.{code}", **worded)
    return messages(f"finding.{code}", **worded)


def sentence_of(item: Temuan, messages: Messages) -> str:
    """The sentence of a finding that was loaded from JSON; its own one where it is in that language, or where it was
    written by a version that gave no values or knows other ones."""
    if messages.language == "id" or item.nilai is None:
        return item.pesan
    try:
        return sentence(item.kode, _as_values(item.nilai), messages)
    except KeyError:
        return item.pesan


def _as_values(given: Mapping[str, str | int | float | list[str] | None]) -> dict[str, FindingValue]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _worded(name: str, value: FindingValue, messages: Messages) -> str:
    if isinstance(value, float):
        return _decimal(f"{value:.2f}" if name == _CONFIDENCE else f"{value:.10g}", messages)
    if isinstance(value, tuple):
        if name == _ROW_IDS:
            return ", ".join(value[:_MOST_IDS]) + (", …" if len(value) > _MOST_IDS else "")
        return _SEPARATOR.join(_word(name, one, messages) for one in value)
    return _word(name, value, messages) if isinstance(value, str) else str(value)


def _word(name: str, code: str, messages: Messages) -> str:
    """The wording of a code of the group of this value, also with a period behind it ("target[2022]" -> "Target 2022");
    else `code` itself, which is then words of the document."""
    base, bracket, period = code.partition("[")
    try:
        word = messages(f"finding_{name}.{base}")
    except KeyError:
        return code
    return f"{word} {period.removesuffix(']')}" if bracket else word


def _decimal(english: str, messages: Messages) -> str:
    return english if messages.language == "en" else english.replace(".", ",")

"""Decisions about tables -> instructions for the interpretation, which reads the document by them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from schemas.decision import TABLE_ACTIONS, Decision
from schemas.printed import Role
from schemas.table_instruction import TableInstruction

HOLDS_INDICATORS = "indikator"
_COLUMN = re.compile(r"kolom\[([1-9]\d{0,3})\]")
_ROLE = re.compile(r"(?P<role>[a-z_]+)(?:\[(?P<period>[^\]]{1,40})\])?")


def column_field(column: int) -> str:
    """The field of a decision about column `column` (0-based): "kolom[1]"."""
    return f"kolom[{column + 1}]"


def instructions_of(decisions: Iterable[Decision]) -> tuple[TableInstruction, ...]:
    """The instructions among decisions, in their order. What is no role and no kind says nothing."""
    found = (_instruction(one) for one in decisions if one.tindakan in TABLE_ACTIONS)
    return tuple(one for one in found if one is not None)


def _instruction(decision: Decision) -> TableInstruction | None:
    table = decision.jangkar.tabel
    after = decision.sesudah
    if table is None or not isinstance(after, str):
        return None
    plain = TableInstruction(decision.id, table.halaman, table.kotak, tuple(table.judul), table.baris_judul, table.isi)
    return _of_kind(plain, after) if decision.tindakan == "tabel" else _of_column(plain, decision.kolom or "", after)


def _of_kind(plain: TableInstruction, kind: str) -> TableInstruction:
    return replace(plain, holds_indicators=kind == HOLDS_INDICATORS)


def _of_column(plain: TableInstruction, field: str, told: str) -> TableInstruction | None:
    column, role = _COLUMN.fullmatch(field), _ROLE.fullmatch(told)
    if column is None or role is None or role["role"] not in set(Role):
        return None
    meant = Role(role["role"])
    meant = (
        Role.SASARAN if meant is Role.SASARAN_INDUK else meant
    )  # which of two entries is above is the table's to say
    return replace(plain, column=int(column[1]) - 1, role=meant, period=role["period"])

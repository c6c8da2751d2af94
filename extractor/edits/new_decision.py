"""What a person does on a document -> the Decision that is written down, its anchor taken from the document."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractor.edits.anchors import anchor_of, group_at, ref_at
from extractor.edits.decided_document import FINDING
from extractor.edits.decision_history import decided_file
from extractor.edits.table_instructions import column_field
from schemas.decision import Action, Anchor, Decision, RowTexts, TableAnchor
from schemas.document import Document, Temuan

TABLE = "tabel"
"""Address of decisions about tables as printed."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides."""

    name: str

    def decides_cell(self, document: Document, address: str, name: str, after: str | None) -> Decision:
        """A field of the document (address as decisions have it) has the text `after`, which it may have already.

        Raises KeyError where there is no such place.
        """
        ref = ref_at(document, address)
        if ref is None:
            raise KeyError(address)
        before = group_at(document, ref).texts.get(name)
        same = (before or "") == (after or "")
        anchor = anchor_of(document, ref, name)
        return self._decision(document, "benar" if same else "ubah", address, name, anchor, before, after)

    def decides_row(self, document: Document, action: Action, address: str, after: Sequence[RowTexts]) -> Decision:
        """A row is split, joined with the next one, followed by a new one, removed, or moved.

        Raises KeyError where there is no such row.
        """
        ref = ref_at(document, address)
        if ref is None or ref.row is None:
            raise KeyError(address)
        texts = {name: text for name, text in group_at(document, ref).texts.items() if text}
        return self._decision(
            document, action, address, None, anchor_of(document, ref, None), [texts], list(after) or None
        )

    def settles(self, document: Document, found: Temuan) -> Decision:
        """A finding needs nobody any more."""
        anchor = Anchor(teks=found.pesan, baris=found.lokasi, halaman=found.halaman)
        return self._decision(document, "benar", found.id or "metadata", FINDING + found.kode, anchor, None, None)

    def tells_column(
        self, document: Document, table: TableAnchor, column: int, before: str | None, after: str
    ) -> Decision:
        """Column `column` (0-based) of a table holds what `after` says: a role, as "target[2023]"."""
        anchor = Anchor(halaman=table.halaman, kotak=table.kotak, tabel=table)
        return self._decision(document, "kolom", TABLE, column_field(column), anchor, before, after)

    def tells_table(self, document: Document, table: TableAnchor, kind: str) -> Decision:
        """A table holds indicators, or does not (schemas.decision.TableKind)."""
        anchor = Anchor(halaman=table.halaman, kotak=table.kotak, tabel=table)
        return self._decision(document, "tabel", TABLE, "jenis_tabel", anchor, None, kind)

    def takes_back(self, decision: Decision) -> Decision:
        """Undoes a decision, or another undoing."""
        return decision.model_copy(
            update={
                "id": uuid.uuid4().hex,
                "tindakan": "batal",
                "waktu": _now(),
                "oleh": self.name,
                "sebelum": decision.sesudah,
                "sesudah": decision.sebelum,
                "batal": decision.id,
            }
        )

    def _decision(
        self,
        document: Document,
        action: Action,
        address: str,
        name: str | None,
        anchor: Anchor,
        before: str | list[RowTexts] | None,
        after: str | list[RowTexts] | None,
    ) -> Decision:
        return Decision(
            id=uuid.uuid4().hex,
            tindakan=action,
            waktu=_now(),
            oleh=self.name,
            berkas=decided_file(document),
            alamat=address,
            kolom=name,
            jangkar=anchor,
            sebelum=before,
            sesudah=after,
        )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")

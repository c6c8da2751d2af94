"""The mark that a decision leaves on a value: `tinjauan` and the correction in its `bukti`; `keyakinan` stays."""

from __future__ import annotations

from schemas.decision import REVIEW_RULE, Decision
from schemas.document import Bukti, Koreksi, Tinjauan

NEVER_READ = 0.0  # what the machine thinks of a text that it did not read


def marked(proof: Bukti | None, before: str | None, after: str | None, decision: Decision, page: int | None) -> Bukti:
    """The evidence of a value that is now `after`.

    Without a `proof` the machine read nothing there; `page` (1-based) is that of the row. `sebelum` stays what the
    machine gave, however often people decide.
    """
    proof = proof or Bukti(halaman=page, kotak=None, teks_asli="", keyakinan=NEVER_READ)
    earlier = proof.tinjauan
    machine = earlier.sebelum if earlier is not None else before
    changed = (after or "") != (machine or "")
    mark = Tinjauan(tindakan="ubah" if changed else "benar", oleh=decision.oleh, waktu=decision.waktu, sebelum=machine)
    kept = [one for one in proof.koreksi if one.aturan != REVIEW_RULE]
    own = [Koreksi(dari=machine or "", ke=after or "", aturan=REVIEW_RULE)] if changed else []
    return proof.model_copy(update={"tinjauan": mark, "koreksi": [*kept, *own]})

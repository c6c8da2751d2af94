"""A decision and a document -> the place that the decision is about, though the file may have been read anew.

Three steps, the first that has an answer decides: the address with the same words at it; the same place on the page of
the same file; the place whose words and surroundings are most alike, if no other comes near it. A decision without an
answer does not fit any more: better told than made in the wrong cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from extractor.edits.anchors import DECREE, FieldGroup, anchor_of, group_at, groups_of, ref_at
from schemas.decision import Anchor, Decision
from schemas.document import Bukti, Document, Kotak
from schemas.evidence import FieldRef

Unfit = Literal["tempat_hilang", "tempat_ragu", "perlu_dibaca", "tidak_sah"]
"""Why a decision is not made: its place is not there; several places may be meant; the file has to be read again for
it; what it says can't be the value of that field."""

OVERLAP = 0.5  # share of the smaller of two boxes that both cover, from which they are one place
ALIKE = 0.72  # likeness, 0..1, from which two places may be the same
SAME = 0.9  # from which two texts are the same but for slips of reading
MARGIN = 0.04  # by which the best place must be more alike than the next one
ENTRIES = ("sasaran", "sasaran_induk", "hierarki[")
"""Fields that one printed entry may be: what is the sasaran of one row stands higher up in another."""
_WEIGHTS = {"teks": 3.0, "baris": 4.0, "sasaran": 1.0, "atas": 1.0, "bawah": 1.0, "bagian": 1.0}


@dataclass(frozen=True, slots=True)
class _Candidate:
    ref: FieldRef
    likeness: float  # 0..1


def find_place(document: Document, decision: Decision) -> FieldRef | Unfit:
    """The field, or the row, section or node where the decision names no field."""
    same_file = decision.berkas.sha256 == document.berkas.sha256
    at_address = _at_address(document, decision)
    if at_address is not None and same_file:
        return at_address
    if decision.alamat == DECREE:
        return _in_another_decree(document, decision)
    candidates = [*_candidates(document, decision)]
    if same_file and decision.jangkar.kotak is not None:
        here = [group for group in candidates if _covers(group.evidence.get(_field(decision)), decision.jangkar)]
        if here:
            return _best(document, decision, here, at_least=0.0)
    return _best(document, decision, candidates, at_least=ALIKE)


def _in_another_decree(document: Document, decision: Decision) -> FieldRef | Unfit:
    """A field of the decree in a file with other bytes: the same decree only where it reads alike."""
    ref = FieldRef(name=decision.kolom)
    group = group_at(document, ref)
    now, given = group.evidence.get(_field(decision)), group.texts.get(_field(decision))
    after = decision.sesudah if isinstance(decision.sesudah, str) else None
    alike = max(likeness(decision.jangkar.teks, now.as_read if now is not None else ""), likeness(after, given))
    return ref if alike >= ALIKE else "tempat_hilang"


def same_entry(one: str, other: str) -> bool:
    """True where two fields can be the same printed text: both an entry above the indicator, or of one name."""
    return one == other or (one.startswith(ENTRIES) and other.startswith(ENTRIES))


def likeness(one: str | None, other: str | None) -> float:
    """How alike two texts are, 0..1; the same for two that are missing."""
    if not one or not other:
        return float(not one and not other)
    return fuzz.ratio(" ".join(one.casefold().split()), " ".join(other.casefold().split())) / 100


def _field(decision: Decision) -> str:
    return decision.kolom or "indikator"


def _at_address(document: Document, decision: Decision) -> FieldRef | None:
    """The address, where the words at it and in its row are still the same."""
    ref = ref_at(document, decision.alamat)
    if ref is None:
        return None
    if decision.alamat == DECREE:
        return FieldRef(name=decision.kolom)
    now = anchor_of(document, ref, decision.kolom)
    then = decision.jangkar
    if (now.teks, now.halaman, now.kotak) != (then.teks, then.halaman, then.kotak):
        return None
    alike = likeness(now.baris, then.baris) >= SAME or bool(then.teks and decision.kolom == "indikator")
    return _named(ref, decision.kolom) if alike else None


def _named(ref: FieldRef, name: str | None) -> FieldRef:
    return FieldRef(ref.section, ref.row, name, ref.node)


def _candidates(document: Document, decision: Decision) -> Iterator[FieldGroup]:
    """The groups of the same kind as the one decided on."""
    meant = decision.alamat
    for group in groups_of(document):
        ref = group.ref
        if meant.startswith("kaskade."):
            if ref.node is not None:
                yield group
        elif ref.node is None and ref.section is not None and (ref.row is not None) == ("." in meant):
            yield group


def _covers(proof: Bukti | None, anchor: Anchor) -> bool:
    if proof is None or proof.kotak is None or anchor.kotak is None or proof.halaman != anchor.halaman:
        return False
    return overlap(proof.kotak, anchor.kotak) >= OVERLAP


def overlap(one: Kotak, other: Kotak) -> float:
    """The share of the smaller box that both cover, 0..1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1]))
    return max(0.0, width) * max(0.0, height) / smaller if smaller > 0 else 0.0


def _best(document: Document, decision: Decision, groups: Sequence[FieldGroup], *, at_least: float) -> FieldRef | Unfit:
    found = [_Candidate(group.ref, _likeness(document, decision, group)) for group in groups]
    found = sorted((one for one in found if one.likeness >= at_least), key=lambda one: -one.likeness)
    if not found:
        return "tempat_hilang"
    best = found[0]
    near = [one for one in found[1:] if best.likeness - one.likeness < MARGIN]
    if not all(_is_same_print(document, decision, best.ref, one.ref) for one in near):
        meant = ref_at(document, decision.alamat)
        at_address = next((one for one in found if meant == one.ref and best.likeness - one.likeness < MARGIN), None)
        if at_address is None:
            return "tempat_ragu"
        best = at_address
    return _named(best.ref, decision.kolom)


def _likeness(document: Document, decision: Decision, group: FieldGroup) -> float:
    """Weighted likeness of the place and of what is around it."""
    then, now = decision.jangkar, anchor_of(document, group.ref, decision.kolom)
    given = group.texts.get(_field(decision))
    after = decision.sesudah if isinstance(decision.sesudah, str) else None
    scores = {
        "teks": max(likeness(then.teks, now.teks), likeness(after, given) if after else 0.0),
        "baris": max(likeness(then.baris, now.baris), likeness(then.baris, _read_row(group))),
        "sasaran": likeness(then.sasaran, now.sasaran),
        "atas": likeness(then.atas, now.atas),
        "bawah": likeness(then.bawah, now.bawah),
        "bagian": likeness(then.bagian, now.bagian),
    }
    return sum(_WEIGHTS[name] * score for name, score in scores.items()) / sum(_WEIGHTS.values())


def _read_row(group: FieldGroup) -> str | None:
    proof = group.evidence.get("indikator")
    return proof.as_read if proof is not None else None


def _is_same_print(document: Document, decision: Decision, one: FieldRef, other: FieldRef) -> bool:
    """True for a printed cell that was filled down over both rows; a row itself is never two."""
    if decision.kolom is None:
        return False
    proofs = [group_at(document, ref).evidence.get(decision.kolom) for ref in (one, other)]
    first, second = proofs
    if first is None or second is None or first.kotak is None:
        return False
    return (first.halaman, first.kotak, first.teks_asli) == (second.halaman, second.kotak, second.teks_asli)

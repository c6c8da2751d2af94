"""Cells of extracted documents beside what they should say, with the confidence that each was given."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from schemas.document import Bukti, Document, Indikator
from tests.support.messy.generator import Case

Truth = Mapping[str, frozenset[str]]
"""Field name -> texts of which each is right, folded; an empty set where nothing is printed. Others are not judged."""

TEXTS = ("no", "sasaran_induk", "sasaran", "indikator_induk", "indikator", "sumber_data", "penanggung_jawab")
PAIRED_FROM = 0.6  # likeness of two indicators that can be the same row;
AGREEING, FEWEST = 0.6, 3  # or the share of its other fields that say the same, and how many they must be


@dataclass(frozen=True)
class Cell:
    """One field that was given out. The same printed cell counts once, however many rows it is filled down to."""

    document: str
    rendering: str
    field: str
    text: str
    right: bool
    confidence: float


@dataclass(frozen=True)
class Judged:
    rows_true: int
    rows_given: int
    rows_paired: int
    cells_true: int
    cells_right: int  # of all rows, as the truth has them: filled-down cells count in each row
    cells_given: int
    cells: tuple[Cell, ...]
    missed: int  # cells of paired rows that have a text in truth and none in the document


def fold(text: str | None) -> str:
    """Without case, kinds of dashes and quotes, blanks beside punctuation, and the last full stop."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    folded = re.sub(r"[•▪●◦■□✓*–—]", "-", folded).replace("“", '"').replace("”", '"').replace("’", "'")
    folded = re.sub(r"\s+", " ", folded).strip()
    return re.sub(r"\s*([^\w\s])\s*", r"\1", folded).rstrip(".;,:")


def _accepted(*texts: str | None) -> frozenset[str]:
    return frozenset(folded for text in texts if (folded := fold(text)))


def truth_of_case(case: Case) -> list[Truth]:
    """The rows of a generated decree."""
    rows: list[Truth] = []
    for gold in case.gold:
        row = {
            "no": _accepted(gold.no),
            "sasaran": _accepted(gold.sasaran),
            "indikator_induk": _accepted(gold.indikator_induk),
            "indikator": _accepted(gold.indikator),
            "target": _accepted(gold.target),
            **{key: _accepted(text) for key, text in gold.extras.items()},
            **{f"target[{period}]": _accepted(text) for period, text in gold.periods.items()},
        }
        if case.post is not None:
            row["jabatan"] = _accepted(case.post)
        rows.append(row)
    return rows


def truth_of_file(path: Path) -> tuple[list[Truth], Truth]:
    """Rows and decree head of a `*.gold.json`: sections with rows under the contract's field names.

    A text beside which `<field>_clean` stands may also be given as that one.
    """
    gold = json.loads(path.read_text(encoding="utf-8"))
    rows = truth_of_sections(gold.get("sections", []))
    head = dict(_flat(gold.get("metadata") or {}))
    known = {key: _accepted(text) for key, text in head.items() if text}
    if "instansi" in known:  # with or without the region's name behind it
        region = fold(head.get("wilayah"))
        bare = {name.replace(region, "").strip() for name in known["instansi"]}
        known["instansi"] |= bare | {f"{name} {region}" for name in bare}
    return rows, known


def truth_of_sections(sections: Sequence[Mapping[str, Any]]) -> list[Truth]:
    """The rows of a gold's sections; of planning matrices with what stands above each indicator and its figures."""
    rows: list[Truth] = []
    for section in sections:
        for row in section["rows"]:
            named = {**row, "jabatan": section.get("jabatan"), "jabatan_clean": section.get("jabatan_clean")}
            fields = ("jabatan", *TEXTS, "target", "formulasi")
            truth = {key: _accepted(named.get(key), named.get(key + "_clean")) for key in fields}
            truth |= {f"target[{period}]": _accepted(text) for period, text in (row.get("targets") or {}).items()}
            rows.append({**truth, **_planning_truth(row)})
    return rows


def _planning_truth(row: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The chain of a row by level and its figures by kind and period; nothing where the gold does not say them."""
    found: dict[str, set[str]] = {}
    for link in row.get("chain") or ():
        found.setdefault(f"hierarki:{link['level']}", set()).add(link["text"])
    for figure in row.get("figures") or ():
        found.setdefault(_figure_key(figure["kind"], figure.get("period")), set()).add(figure["text"])
    return {key: _accepted(*texts) for key, texts in found.items()}


def _figure_key(kind: str, period: str | None) -> str:
    return f"angka:{kind}:{fold(period)}"


def _flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value) if value is not None else None


@dataclass(frozen=True)
class _Row:
    texts: dict[str, str]
    evidence: dict[str, Bukti]


def _rows(document: Document) -> list[_Row]:
    return [_row(row, s.jabatan, s.bukti) for s in document.bagian for row in s.indikator]


def _row(row: Indikator, post: str | None, of_section: Mapping[str, Bukti]) -> _Row:
    texts = {
        "jabatan": post,
        **{name: getattr(row, name) for name in TEXTS},
        "target": row.target.teks if row.target else None,
        "formulasi": row.formulasi.teks if row.formulasi else None,
        **{f"target[{period}]": text for period, text in (row.target_per_tahun or {}).items()},
    }
    planning = dict(_planning_texts(row))
    given = {name: text for name, text in texts.items() if text} | {name: text for name, (text, _) in planning.items()}
    proofs = {name: row.bukti[field] for name, (_, field) in planning.items() if field in row.bukti}
    return _Row(given, {**row.bukti, **proofs, **{k: v for k, v in of_section.items() if k == "jabatan"}})


def _planning_texts(row: Indikator) -> Iterator[tuple[str, tuple[str, str]]]:
    """Entries above the row and figures that no other field has, each as (key of its truth "#" its place, (text, the
    name that it has in `bukti`))."""
    for place, entry in enumerate(row.hierarki, start=1):
        yield f"hierarki:{entry.jenjang}#{place}", (entry.teks, f"hierarki[{place}]")
    for place, figure in enumerate(row.angka, start=1):
        yield f"{_figure_key(figure.jenis, figure.periode)}#{place}", (figure.teks, f"angka[{place}]")


def _truth_key(field: str) -> str:
    """ "angka:target:2025#3" -> "angka:target:2025"; other names as they are."""
    return field.split("#", maxsplit=1)[0]


def _likeness(truth: Truth, row: _Row, field: str) -> float:
    text = fold(row.texts.get(field))
    return max((Indel.normalized_similarity(text, wanted) for wanted in truth.get(field, ())), default=float(not text))


def _agrees(truth: Truth, row: _Row) -> bool:
    """True where a row is known by its other fields although its indicator is unreadable."""
    own = ("indikator", "jabatan", "no")
    others = [field for field, accepted in truth.items() if accepted and field not in own and ":" not in field]
    same = sum(fold(row.texts.get(field)) in truth[field] for field in others)
    return same >= FEWEST and same >= AGREEING * len(others)


def _pairs(truth: Sequence[Truth], rows: Sequence[_Row]) -> dict[int, int]:
    """Position in `truth` -> position in `rows`, best likeness first; reading order decides between equal ones."""
    found = []
    for i, wanted in enumerate(truth):
        for j, row in enumerate(rows):
            like = _likeness(wanted, row, "indikator")
            if like >= PAIRED_FROM or _agrees(wanted, row):
                more = 0.25 * _likeness(wanted, row, "sasaran") + 0.15 * _likeness(wanted, row, "jabatan")
                apart = abs(i / len(truth) - j / len(rows))
                found.append((0.6 * like + more - 1e-3 * apart, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(found, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def judge(name: str, rendering: str, document: Document, truth: Sequence[Truth], head: Truth | None = None) -> Judged:
    rows = _rows(document)
    pairs = _pairs(truth, rows)
    planned = any(":" in key for row in truth for key in row)
    wanted_by_row = {j: truth[i] for i, j in pairs.items()}
    cells: dict[tuple[object, ...], Cell] = {}
    right = given = missed = 0
    for j, row in enumerate(rows):
        wanted = wanted_by_row.get(j)
        for field, text in row.texts.items():
            if not _is_judged(field, wanted, planned):
                continue
            is_right = wanted is not None and fold(text) in _wanted(wanted, field)
            given += "#" not in field
            right += is_right and "#" not in field
            proof = row.evidence.get(field)
            if proof is not None:
                cell = Cell(name, rendering, field, text, is_right, proof.keyakinan)
                cells[field, proof.halaman, proof.kotak, text, is_right] = cell
        missed += sum(bool(w) and ":" not in f and not row.texts.get(f) for f, w in (wanted or {}).items())
    for field, accepted in (head or {}).items():
        said, proof = _head_text(document, field), document.metadata.bukti.get(field)
        if said and proof is not None:
            cell = Cell(name, rendering, "metadata." + field, said, fold(said) in accepted, proof.keyakinan)
            cells[field, "metadata"] = cell
        missed += not said
    return Judged(
        rows_true=len(truth),
        rows_given=len(rows),
        rows_paired=len(pairs),
        cells_true=sum(bool(accepted) for row in truth for field, accepted in row.items() if ":" not in field),
        cells_right=right,
        cells_given=given,
        cells=tuple(cells.values()),
        missed=missed,
    )


def _wanted(truth: Truth, field: str) -> frozenset[str]:
    """The texts of which each is right; a lone dated target is the target."""
    key = _truth_key(field)
    if key.startswith("target[") and not any(name.startswith("target[") for name in truth):
        key = "target"
    return truth.get(key, frozenset())


def _is_judged(field: str, wanted: Truth | None, planned: bool) -> bool:
    """A row that nobody printed is wrong in all that it says of itself; the post above it may be right all the same.

    `planned`: the truth says levels and figures.
    """
    if "#" in field:
        return planned
    if wanted is None:
        return field != "jabatan"
    return field in wanted or field.startswith("target[")


def _head_text(document: Document, field: str) -> str | None:
    value: object = document.metadata
    for part in field.split("."):
        value = getattr(value, part, None)
    return value if isinstance(value, str) else None

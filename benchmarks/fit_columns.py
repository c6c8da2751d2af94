#!/usr/bin/env python3
"""Weights for extractor/data/column_model.toml from the generated planning matrices of tests/support/messy.

    python -m benchmarks.fit_columns [--fit 200] [--judge 100] [--rounds 3] [--write]

An averaged structured perceptron over the beam search of column_assignment: the columns of a matrix are assigned with
the weights so far, and each column that came out wrong moves the weights of the right role up and those of the assigned
role down. Fitted are [prior] and [body.*], what a role's column holds; words of headers and what columns say of each
other stay as they are. Prints the share of columns with the right role, and of matrices with no wrong one, before and
after, on the seeds of the fit and on seeds that had no part in it. --write puts the new weights into the file, its
comments kept; do so only where the seeds apart gain and the samples come out unchanged.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from extractor.interpret.tables.column_assignment import assign
from extractor.interpret.tables.column_evidence import (
    ColumnModel,
    ColumnText,
    Features,
    column_model,
    features_of,
)
from schemas.printed import Role
from tests.support.messy.matrices.documents import make
from tests.support.messy.matrices.sketch import Column, Sketch

MODEL = Path(__file__).parent.parent / "extractor" / "data" / "column_model.toml"
RATE = 0.05  # by which one wrong column moves a weight whose feature all its cells have
FIRST_JUDGED = 100_000  # seeds from here on take no part in the fit
KINDS: Mapping[str, tuple[Role, ...]] = {
    "code": (Role.KODE,),
    "no": (Role.NO,),
    "unit": (Role.SATUAN,),
    "owner": (Role.PENANGGUNG_JAWAB, Role.JABATAN),
    "source": (Role.SUMBER_DATA,),
    "formula": (Role.FORMULASI,),
    "tick": (Role.OTHER,),
    "target": (Role.TARGET,),
    "realisasi": (Role.REALISASI,),
    "capaian": (Role.OTHER, Role.REALISASI),
    "baseline": (Role.BASELINE, Role.REALISASI),
    "akhir": (Role.BASELINE, Role.TARGET),
    "anggaran": (Role.ANGGARAN,),
    "akhir_rp": (Role.ANGGARAN,),
}
"""Roles that are right for a kind of generated column, the one to learn first."""
ENTRIES = re.compile(r"(?:name|outcome|sasaran|tujuan)$|lv_|n_")
"""Keys of generated columns that hold goals, programmes or activities."""

Weight = tuple[Role, str]
"""A role and a feature of column_evidence.Features; PRIOR for the role's own weight."""
PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class Example:
    """The columns of one matrix, and the roles that are right for each."""

    columns: tuple[ColumnText, ...]
    right: tuple[tuple[Role, ...], ...]


def examples(seeds: Iterable[int]) -> list[Example]:
    """All matrices of the documents of these seeds."""
    return [_example(sketch) for seed in seeds for sketch in make(seed).sketches]


def _example(sketch: Sketch) -> Example:
    measured = {claim.key for row in sketch.rows for claim in row.claims}
    return Example(
        tuple(_text(sketch, column) for column in sketch.columns),
        tuple(_roles(column, measured) for column in sketch.columns),
    )


def _text(sketch: Sketch, column: Column) -> ColumnText:
    filled = [" ".join(text.split()) for row in sketch.rows if (text := row.texts.get(column.key))]
    return ColumnText(column.header, tuple(filled), len(filled) / max(1, len(sketch.rows)))


def _roles(column: Column, measured: set[str]) -> tuple[Role, ...]:
    if column.key in measured:
        return (Role.INDIKATOR,)
    if column.kind == "text":
        return (Role.SASARAN,) if ENTRIES.match(column.key) else (Role.OTHER,)
    return KINDS[column.kind]


def assigned(example: Example, model: ColumnModel) -> tuple[Role, ...]:
    """The roles that the beam search gives the columns with the weights of `model`."""
    with patch("extractor.interpret.tables.column_evidence.column_model", lambda: model):
        return assign(example.columns).roles


def fitted(data: Sequence[Example], start: ColumnModel, rounds: int) -> ColumnModel:
    """The averaged weights after so many rounds over the examples."""
    weights = _weights(start)
    total: Counter[Weight] = Counter()
    for _ in range(rounds):
        for example in data:
            _learn(weights, example, assigned(example, _with_weights(start, weights)))
            total.update(weights)
    steps = max(1, rounds * len(data))
    return _with_weights(start, {key: total[key] / steps for key in weights} if total else weights)


def _learn(weights: dict[Weight, float], example: Example, roles: Sequence[Role]) -> None:
    """Moves the weights of each column that came out wrong."""
    few = column_model().header["few"]
    for column, right, role in zip(example.columns, example.right, roles, strict=True):
        if role in right:
            continue
        sample = len(column.body) / (len(column.body) + few)
        features = features_of(column.body)
        for changed, sign in ((right[0], 1.0), (role, -1.0)):
            for kind, feature in [key for key in weights if key[0] is changed]:
                share = 1.0 if feature == PRIOR else sample * getattr(features, feature)
                weights[kind, feature] += sign * RATE * share


def _weights(model: ColumnModel) -> dict[Weight, float]:
    """The weights that are fitted; one that the file does not have stays away."""
    body = {(role, name): weight for role, found in model.body.items() for name, weight in found.items()}
    return {**body, **{(role, PRIOR): weight for role, weight in model.prior.items() if role is not Role.OTHER}}


def _with_weights(model: ColumnModel, weights: Mapping[Weight, float]) -> ColumnModel:
    body: dict[Role, dict[str, float]] = defaultdict(dict)
    prior = dict(model.prior)
    for (role, name), weight in weights.items():
        if name == PRIOR:
            prior[role] = weight
        else:
            body[role][name] = weight
    return replace(model, body={role: body[role] for role in model.body}, prior=prior)


def judged(data: Sequence[Example], model: ColumnModel) -> tuple[float, float, Counter[tuple[Role, Role]]]:
    """The share (0..1) of columns with a right role, that of matrices without a wrong one, and the mistakes."""
    wrong: Counter[tuple[Role, Role]] = Counter()
    whole = columns = 0
    for example in data:
        roles = assigned(example, model)
        mistakes = [(right[0], role) for right, role in zip(example.right, roles, strict=True) if role not in right]
        wrong.update(mistakes)
        columns += len(roles)
        whole += not mistakes
    return 1 - wrong.total() / max(1, columns), whole / max(1, len(data)), wrong


def rewritten(text: str, model: ColumnModel) -> str:
    """The text of the model's file with the fitted weights of `model`; everything else as it is."""
    section = ""
    lines = []
    for line in text.splitlines():
        if found := re.match(r"\[(?:(prior)|body\.(\w+))\]", line):
            section = found[1] or found[2]
        elif line.startswith("["):
            section = ""
        elif section and (found := re.match(r"(\w+) = [-\d.]+", line)):
            name = found[1]
            weight = model.prior[Role(name)] if section == PRIOR else model.body[Role(section)][name]
            line = f"{name} = {round(weight, 2)}{line[found.end() :]}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", type=int, default=200, help="documents to fit on")
    parser.add_argument("--judge", type=int, default=100, help="documents that only judge")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"change {MODEL.name}")
    options = parser.parse_args()
    assert set(Features.__slots__) >= {name for found in column_model().body.values() for name in found}
    sets = {
        "fit": examples(range(options.fit)),
        "apart": examples(range(FIRST_JUDGED, FIRST_JUDGED + options.judge)),
    }
    before = column_model()
    after = fitted(sets["fit"], before, options.rounds)
    for name, data in sets.items():
        for when, model in (("before", before), ("after", after)):
            columns, whole, wrong = judged(data, model)
            sys.stdout.write(f"{name:6} {when:7} columns {columns:.4f}  whole matrices {whole:.4f} of {len(data)}\n")
            for (right, role), count in wrong.most_common(5):
                sys.stdout.write(f"{'':15}{count:4} x {right.value} taken for {role.value}\n")
    if options.write:
        MODEL.write_text(rewritten(MODEL.read_text(encoding="utf-8"), after), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

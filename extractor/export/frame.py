"""Documents as a pandas DataFrame, for people who go on in Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from extractor.export.flat_indicators import COLUMNS, rows
from schemas.document import Document


def to_frame(documents: Iterable[Document]) -> pd.DataFrame:
    """One line per indicator and target period, with the columns of indikator.csv; nothing is escaped.

    `halaman` is a nullable integer; `target_nilai`, `target_nilai_maks` and `keyakinan` are floats, the rest is text or
    missing.
    """
    frame = pd.DataFrame([asdict(row) for document in documents for row in rows(document)], columns=list(COLUMNS))
    numbers = dict.fromkeys(("target_nilai", "target_nilai_maks", "keyakinan"), "float64")
    return frame.astype({"halaman": "Int64", **numbers})

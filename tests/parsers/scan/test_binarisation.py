"""Foreground and background are parted by a threshold; 1-bit scans are classified as such."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.scan.binarisation import binarise, is_bilevel
from tests.support.drawing import INK, PAPER, Text, page

TEXT = page([Text(60, 60, "Nilai Indeks Kepuasan")])


def test_one_bit_scans_are_known_also_when_stored_as_gray() -> None:
    assert is_bilevel(np.asarray(np.where(TEXT < 128, 0, 255), dtype=np.uint8))
    grain = np.random.default_rng(5).normal(0, 9, TEXT.shape)
    assert not is_bilevel(np.clip(TEXT - 20 + grain, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("level", [60, 110])
def test_faint_print_is_foreground_too(level: int) -> None:
    faint = np.asarray(np.where(TEXT < 128, level, PAPER), dtype=np.uint8)
    assert (binarise(faint) > 0).mean() == pytest.approx((TEXT < 128).mean(), rel=0.01)
    assert level > INK

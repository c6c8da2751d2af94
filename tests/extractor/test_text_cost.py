"""What a text costs grows with its length and no faster, wherever in a document it is printed.

Texts of strangers are doubled, and the CPU times of the whole reading compared: a cost that grows with the square
makes four of the ratio, with the length two. Repeated, since times waver; only the best ratio counts.
"""

from __future__ import annotations

import time

import pytest

from extractor.pipeline import document_of, interpret
from tests.support.transcripts import flow, grid

HEADER = ["No", "Sasaran", "Indikator Kinerja", "Formulasi", "Target"]
UNITS = ["Nilai ( 1. - ", "(", "a-", "a/b ", "x = ", "A.", "1. ", "jabatan : ", "((a+b)/c) ", "Rp 1.", "NIP. 1"]
PLACES = ["sasaran", "indikator", "formulasi", "target", "tugas", "baris"]
LENGTH = 6_000  # characters of the shorter text
MOST_GROWTH = 3.2  # between 2, linear, and 4, quadratic
FREE = 0.15  # seconds of CPU that the longer text may cost, whatever the shorter one costs
REPEATS = 3


def cost(place: str, text: str) -> float:
    """Seconds of CPU that a document costs in which `text` is printed at `place`."""
    row = ["1", "Tertib arsip", "Jumlah arsip", "a / b", "3 berkas"]
    lines = ["INDIKATOR KINERJA INDIVIDU", "Jabatan : Arsiparis"]
    if place == "tugas":
        lines.append(f"Tugas : {text}")
    elif place == "baris":
        lines.append(text)
    else:
        row[PLACES.index(place) + 1] = text
    transcript = flow(*lines, grid([HEADER, row, ["2", "Tertib aset", "Nilai aset", "x / y", "4 rak"]]))
    start = time.process_time()
    document_of(transcript, interpret(transcript))
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("unit", UNITS)
def test_the_cost_of_a_text_grows_with_its_length(place: str, unit: str) -> None:
    short, long = (unit * (length // len(unit)) for length in (LENGTH, 2 * LENGTH))
    cost(place, unit)  # what is loaded once is loaded
    growth = []
    for _ in range(REPEATS):
        less, more = cost(place, short), cost(place, long)
        growth.append(0.0 if more < FREE else more / less)
        if growth[-1] < MOST_GROWTH:
            return
    raise AssertionError(f"{unit!r} in {place}: {min(growth):.1f} times the cost for twice the length")

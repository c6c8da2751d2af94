"""The course of each indicator through the revisions of a decree, and the chart of its targets."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

from tests.extractor.diff.test_doubt import run, saved
from tests.support.diff_build import document, row

STAYS, RETURNS = "Jumlah rak yang dicat", "Persentase keluhan yang dijawab"


def revisions(folder: Path) -> list[Path]:
    """Four years; one indicator is missing in the second and third."""
    found = []
    for number, (year, target) in enumerate(
        (("2021", "1.250 rak"), ("2022", "1.300 rak"), ("2023", "1.300 rak"), ("2024", "999.999,5 rak"))
    ):
        rows = [row(STAYS, target=target)]
        if number in (0, 3):
            rows.append(row(RETURNS, target="80%" if number == 0 else "95%"))
        found.append(saved(folder, f"{year}.json", document(("Pustakawan", rows), name=f"{year}.docx")))
    return found


def test_an_indicator_that_returns_is_one_row(tmp_path: Path) -> None:
    paths = revisions(tmp_path)
    tracks = json.loads(run(*paths, "--format", "json").stdout)["jejak"]
    assert [(track["indikator"], [state["revisi"] for state in track["keadaan"]]) for track in tracks] == [
        (STAYS, [0, 1, 2, 3]),
        (RETURNS, [0, 3]),
    ]
    text = run(*paths, "--lang", "en").stdout
    assert text.count(RETURNS) == 1
    assert text.count("not there") == 2
    assert run(*paths, "--format", "html").stdout.count(f"<td>{RETURNS}") == 1
    assert run(*paths, "--format", "markdown").stdout.count(f"| {RETURNS} |") == 1


def test_every_value_of_a_chart_has_its_label_and_none_touches_another(tmp_path: Path) -> None:
    page = run(*revisions(tmp_path), "--format", "html", "--lang", "en").stdout
    chart = re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0]
    labels = re.findall(r'<text class="(\w+)" x="([\d.]+)" y="([\d.]+)">([^<]*)</text>', chart)
    assert [text for kind, _, _, text in labels if kind == "value"] == ["1,250", "1,300", "1,300", "999,999.5"]
    assert [text for kind, _, _, text in labels if kind == "foot"] == ["1", "2", "3", "4"]
    assert len(re.findall("<circle", chart)) == 4
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', chart)[0])
    for kind in ("value", "foot"):
        boxes = [(float(x), 6.4 * len(text)) for one, x, _, text in labels if one == kind]
        for (left, wide), (right, other) in pairwise(boxes):
            assert left + wide / 2 < right - other / 2
        assert boxes[0][0] - boxes[0][1] / 2 >= 0
        assert boxes[-1][0] + boxes[-1][1] / 2 <= width
    assert all(8 <= float(y) <= height for _, _, y, _ in labels)


def test_what_was_not_read_of_a_revision_is_said_first(tmp_path: Path) -> None:
    first, *_, last = revisions(tmp_path)
    empty = saved(tmp_path, "kosong.json", document(name="kosong.pdf"))
    for form in ("text", "html", "markdown"):
        report = run(first, empty, last, "--format", form, "--lang", "en").stdout.replace("\\", "")
        assert report.index("No table of indicators was read in kosong.pdf") < report.index(STAYS)
    tracks = json.loads(run(first, empty, last, "--format", "json").stdout)["jejak"]
    assert [[state["revisi"] for state in track["keadaan"]] for track in tracks] == [[0, 2], [0, 2]]

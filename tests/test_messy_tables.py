"""Whatever the habits of an office, the rows that a reader would write down come back.

More decrees than by default: pytest tests/test_messy_tables.py --messy-seeds 2000
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.messy.compare import differences, read
from tests.support.messy.generator import make
from tests.support.messy.knobs import Knobs

FORMS = ("docx", "pdf")
FIRST_SEED = 0
DEFAULT_SEEDS = 40

# One small table for each habit; the name says what an office does.
HABITS: dict[str, Knobs] = {
    "one ruled row for each indicator": Knobs(),
    "several sasaran in one ruled row, apart by white space": Knobs(stacked_goals=True),
    "all indicators of a sasaran in one ruled row": Knobs(stacked_items=True),
    "lettered indicators of one row without white space": Knobs(stacked_items=True, tight=True, item_numbers="a."),
    "the targets of one row beside the last line": Knobs(stacked_items=True, target_at="last"),
    "the targets of one row half a line higher": Knobs(stacked_items=True, target_at="half up"),
    "the targets of one row half a line lower": Knobs(stacked_items=True, target_at="half down"),
    "one number for the two sasaran of a ruled row": Knobs(stacked_goals=True, numbering="blank", goals=4),
    "columns of text beside stacked indicators": Knobs(stacked_items=True, extras=("formulasi", "sumber_data")),
    "lettered sub-items with targets": Knobs(sublist="a."),
    "dashed sub-items with targets": Knobs(sublist="-"),
    "bulleted sub-items with targets": Knobs(sublist="•"),
    "a lead with a target of its own": Knobs(sublist="a.", lead_value=True),
    "sub-items of sub-items": Knobs(sublist="a.", nested=True),
    "sub-items in stacked rows": Knobs(stacked_goals=True, sublist="-", goals=4),
    "sub-items in ruled rows of their own": Knobs(sublist="-", ruled_sublist=True),
    "bullets without targets": Knobs(bullets=True),
    "one target beside the middle of a long indicator": Knobs(target_at="centre"),
    "empty ruled cells below a sasaran": Knobs(fill="blank"),
    "empty ruled cells after a page break": Knobs(fill="blank", breaks="between", repeat_header=False),
    "numbers that count indicators": Knobs(numbering="indicators", fill="blank"),
    "numbers that jump": Knobs(numbering="jump"),
    "numbers that start over": Knobs(numbering="restart", goals=4),
    "the number in front of the sasaran": Knobs(numbering="in text"),
    "a blank number beside a new sasaran": Knobs(numbering="blank", goals=4),
    "indicators numbered after their sasaran": Knobs(item_numbers="1.1."),
    "indicators numbered without a point": Knobs(item_numbers="bare"),
    "a row of column numbers": Knobs(column_numbers="plain"),
    "column numbers in brackets": Knobs(column_numbers="brackets"),
    "column numbers that slip": Knobs(column_numbers="slip"),
    "column numbers with blanks": Knobs(column_numbers="gaps"),
    "one header cell over number and sasaran": Knobs(number_under_goal=True),
    "one header cell over number and indicator": Knobs(number_under_item=True),
    "the number column without a header": Knobs(blank_header=True),
    "the unit in the header": Knobs(unit="header"),
    "the unit in brackets": Knobs(unit="brackets"),
    "the unit's column before the target's": Knobs(unit="before"),
    "the unit's column after the target's": Knobs(unit="after", stacked_items=True),
    "a column for each year": Knobs(periods="years", baseline=True),
    "a column for each quarter": Knobs(periods="quarters", realisasi=True),
    "years named in full in each header cell": Knobs(periods="years", period_group=False),
    "an empty ruled row under the header": Knobs(blank_row=True),
    "bands that name a group": Knobs(bands=True),
    "bands instead of a sasaran column": Knobs(bands=True, no_goal_column=True, numbering="indicators"),
    "no sasaran column": Knobs(no_goal_column=True, numbering="none"),
    "a row cut by the page's end": Knobs(breaks="inside", repeat_header=False),
    "a cell goes on under a repeated header": Knobs(breaks="inside"),
    "stacked indicators cut by the page's end": Knobs(stacked_items=True, breaks="inside"),
    "words that go on in the next line": Knobs(broken_words=True),
    "justified lines": Knobs(justified=True),
    "Rp. above its amount": Knobs(rupiah=True),
    "grades, ranges and dashes for targets": Knobs(odd_values=True),
    "a ruled budget below": Knobs(budget="ruled"),
    "an unruled budget below": Knobs(budget="unruled"),
    "a budget without a header below": Knobs(budget="no header"),
    "the same agreement twice": Knobs(twice=True),
    "labels in a table without lines": Knobs(kind="IKI", labels="borderless"),
    "labels in a ruled table": Knobs(kind="IKI", labels="ruled"),
    "labels without colons": Knobs(kind="IKI", labels="bare"),
    "columns in another order": Knobs(extras=("penanggung_jawab", "sumber_data", "formulasi"), target_early=True),
}
SCANNED = ("several sasaran in one ruled row, apart by white space", "dashed sub-items with targets")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("habit", HABITS)
def test_rows_come_back_from_each_habit(habit: str, form: str, tmp_path: Path) -> None:
    case = make(sum(map(ord, habit)), HABITS[habit])
    assert differences(case, read(case, form, tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_rows_come_back_whatever_the_habits(form: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lost: dict[str, list[str]] = {}
    count = int(request.config.getoption("--messy-seeds", default=DEFAULT_SEEDS))
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        case = make(seed)
        found = differences(case, read(case, form, tmp_path))
        if found:
            lost[f"{seed} {case.knobs}"] = found
    assert lost == {}


def test_doubt_is_told(tmp_path: Path) -> None:
    """A ruled row that was taken apart is named in the findings, and its values are less certain."""
    knobs = replace(HABITS["all indicators of a sasaran in one ruled row"], goals=2)
    cases = (make(seed, knobs) for seed in range(50))
    case = next(case for case in cases if any(len(goal.items) > 1 for goal in case.decree.goals))
    document = read(case, "pdf", tmp_path)
    assert {"baris_dipecah", "pembacaan_lain"} & {found.kode for found in document.temuan}
    certain = [row.bukti["indikator"].keyakinan for section in document.bagian for row in section.indikator]
    assert min(certain) < 1.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "habit", ["several sasaran in one ruled row, apart by white space", "dashed sub-items with targets"]
)
def test_rows_come_back_from_a_scan(habit: str, tmp_path: Path) -> None:
    case = make(7, HABITS[habit])
    document = read(case, "scan", tmp_path)
    assert sum(len(section.indikator) for section in document.bagian) == len(case.gold)

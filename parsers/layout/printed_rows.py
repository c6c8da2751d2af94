"""Words -> printed rows over the whole width of a region, each with its runs of words between wide gaps.

The word gap is estimated per text height from the gaps themselves, so that wide fonts, typewriters and justified prose
are not taken for columns. All lengths in PDF points, origin top left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from parsers.layout.line_builder import group_into_rows, is_dot_leader, median_text_height
from schemas.patterns import pattern
from schemas.transcript import Word

# In parts of the text height.
WORD_GAP = 0.36  # gaps between words of a text are narrower than this; a column gutter is wider
RUN_GAP = 0.95  # a gap as wide as this separates two runs of a row without further evidence
NUMBER_GAP = 0.31  # less separates a number from what is printed before it; a space within a number is narrower
# The same limits for fonts with wide spaces, as multiples of a usual space.
WORD_GAP_OF_SPACE = 1.3
RUN_GAP_OF_SPACE = 1.8
NUMBER_GAP_OF_SPACE = 1.3  # for monospaced type only

PROSE_WORDS = 4  # words from which on a run after a list mark is a sentence, not a cell
LONGEST_LETTERED_NUMBER = 5  # letters: "nihil"; "Rp" and "US$" are looked at on their own

LIST_MARK = pattern("marker-alone")
LOWER_START = re.compile(r"^[a-z(]")
"""Of a text in the middle of a sentence."""
NUMBER = pattern("number-cell")
NO_VALUE = pattern("no-value-cell")
YEAR = pattern("year-cell")
CURRENCY = frozenset({"$", "€", "£", "¥", "Rp", "Rp.", "US$", "EUR", "USD"})
CAPTION = re.compile(
    r"^\s*(?:table|tabel|figure|gambar|chart|grafik|exhibit|box|bagan|lampiran)\s+[\dA-Z]", re.IGNORECASE
)
SIGNED = pattern("signature-closes-table")
NOTE = re.compile(r"^\s*(?:sources?|sumber|notes?|catatan|keterangan)\b|^\s*(?:[*†]|\d{1,2}\s*/)\s*\S", re.IGNORECASE)
LABELLED_RUNS = 3  # label, colon, value
CAPTION_RUNS = 2  # the number and the title may be set apart
SENTENCE_WORDS = 9  # in one run: prose, not the name of a group of rows
MARGIN_TOLERANCE = 0.4  # text heights: lines that end this near to each other end at the same margin
JUSTIFIED_RUNS = 3  # words of a justified line that look like columns, from which on the line is looked at
EVEN_GAPS = 1.8  # the widest gap of a justified line is at most this many times the narrowest
LEAST_GAPS = 5  # from which the usual space of a text height is estimated
MEASURED_LETTERS = 3  # a word of so many characters shows their average width
MONOSPACED_SPREAD = 0.02  # text heights: average widths that differ by less are those of monospaced type


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Words printed beside each other, left to right. Points."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    height: float  # usual height of its words
    word_gap: float  # gaps up to this are spaces of a text,
    number_gap: float  # or up to this before a number
    runs: tuple[tuple[Word, ...], ...]  # words between gaps too wide for a text; dot leaders left out

    @property
    def middle(self) -> float:
        """y of the middle, points."""
        return (self.top + self.bottom) / 2

    @property
    def left(self) -> float:
        """x of the left end, points."""
        return self.words[0].box.x0

    @property
    def right(self) -> float:
        """x of the right end, points."""
        return max(word.box.x1 for word in self.words)


def is_year(text: str) -> bool:
    """True for a year or a range of years ("2021", "2021-2026")."""
    return bool(YEAR.match(text))


def is_number(text: str) -> bool:
    """True for numbers with their signs, and for what is printed in place of one ("-", "n.a.")."""
    if text[:1].isalpha() and len(text) > LONGEST_LETTERED_NUMBER:
        return False
    return bool(NUMBER.match(text) or NO_VALUE.match(text))


def ends_table(row: PrintedRow, left: float) -> bool:
    """True for rows that end a table (whose left edge is at x = `left`, points) rather than belong to it:
    captions, notes, prose, labels with values, and what signature blocks begin with.

    Examples: "Tabel 2 Sasaran", "Sumber: BPS", "Nama : Siti Aminah", "Ditetapkan di Semarang", "Malang, 3 Januari 2022"
    (test_labels_with_values_are_lines, test_the_place_and_date_below_a_table_are_no_row_of_it).
    """
    if separates_tables(row):
        return True
    text = " ".join(word.text for word in row.words)
    if len(row.runs) != 1 or row.left > left + row.height:
        return False  # what begins further in continues a cell
    return len(row.words) >= SENTENCE_WORDS or bool(NOTE.match(text))


def separates_tables(row: PrintedRow) -> bool:
    """True for captions, labels with values, and what signature blocks begin with: no row of a table is like them."""
    text = " ".join(word.text for word in row.words)
    if CAPTION.match(text) and len(row.runs) <= CAPTION_RUNS:
        return True
    return _is_label_with_value(row) or bool(SIGNED.match(text))


def _is_label_with_value(row: PrintedRow) -> bool:
    """True for `Label : value`; a colon alone, or before numbers, is a missing value in a table."""
    if not 2 <= len(row.runs) <= LABELLED_RUNS or not row.runs[1][0].text.startswith(":"):
        return False
    value = [word for run in row.runs[1:] for word in run]
    return any(not is_number(word.text.lstrip(":")) for word in value if word.text != ":")


def printed_rows(words: Sequence[Word]) -> tuple[PrintedRow, ...]:
    """The rows of horizontal words, top to bottom."""
    grouped = _with_dot_leaders(group_into_rows(words))
    heights = [median_text_height(group) for group in grouped]
    spaces = _usual_spaces(grouped, heights)
    rows = tuple(
        _printed_row(group, own, *spaces.get(round(own), (0.0, False)))
        for group, own in zip(grouped, heights, strict=True)
    )
    return _with_justified_joined(rows)


def _with_dot_leaders(grouped: list[list[Word]]) -> list[list[Word]]:
    """Rows of nothing but dot leaders (set a little off their line) go to the row before."""
    result: list[list[Word]] = []
    for group in grouped:
        if result and all(is_dot_leader(word) for word in group):
            result[-1] = sorted([*result[-1], *group], key=lambda word: word.box.x0)
        else:
            result.append(group)
    return result


def _with_justified_joined(rows: tuple[PrintedRow, ...]) -> tuple[PrintedRow, ...]:
    """Lines of prose that were stretched to the margins so far that their words look like columns become one run."""
    result = list(rows)
    for i, row in enumerate(rows):
        if len(row.runs) < JUSTIFIED_RUNS or not _evenly_spaced(row):
            continue
        if any(_is_prose_between(rows[j], row) for j in (i - 1, i + 1) if 0 <= j < len(rows)):
            widest = max(after.box.x0 - before.box.x1 for before, after in pairwise(row.words))
            result[i] = replace(row, runs=(row.words,), word_gap=max(row.word_gap, widest))
    return tuple(result)


def _is_prose_between(other: PrintedRow, row: PrintedRow) -> bool:
    """True for a line of prose that is set between the same margins as `row`."""
    tolerance = MARGIN_TOLERANCE * row.height
    prose = len(other.runs) == 1 and len(other.words) >= PROSE_WORDS
    return prose and abs(other.left - row.left) <= tolerance and abs(other.right - row.right) <= tolerance


def _evenly_spaced(row: PrintedRow) -> bool:
    gaps = sorted(after.box.x0 - before.box.x1 for before, after in pairwise(row.words))
    return gaps[-1] <= EVEN_GAPS * max(gaps[0], 0.1)


def _printed_row(words: list[Word], height: float, space: float, monospaced: bool) -> PrintedRow:
    """One row; `space` is the usual width of a space in this type, points, 0 where it is not known."""
    run_gap = max(RUN_GAP * height, RUN_GAP_OF_SPACE * space)
    number_gap = max(NUMBER_GAP * height, NUMBER_GAP_OF_SPACE * space if monospaced else 0.0)
    return PrintedRow(
        words=tuple(words),
        top=min(word.box.top for word in words),
        bottom=max(word.box.bottom for word in words),
        height=height,
        word_gap=max(WORD_GAP * height, WORD_GAP_OF_SPACE * space),
        number_gap=number_gap,
        runs=tuple(tuple(run) for run in _runs(words, run_gap, number_gap)),
    )


def _runs(words: list[Word], run_gap: float, number_gap: float) -> list[list[Word]]:
    """Words between gaps wider than `run_gap`, or than `number_gap` before a number or a currency sign."""
    runs: list[list[Word]] = []
    end = 0.0
    separate = True
    for word in words:
        if is_dot_leader(word):
            separate = True
            continue
        gap = word.box.x0 - end
        if runs and len(runs[-1]) == 1 and runs[-1][0].text in CURRENCY and is_number(word.text):
            runs[-1].append(word)  # a currency sign at the column's left edge belongs to the amount at its right edge
            end, separate = word.box.x1, False
            continue
        if runs and gap > number_gap and (word.text in CURRENCY or is_number(word.text)):
            separate = True
        if separate or gap > run_gap:
            runs.append([word])
        else:
            runs[-1].append(word)
        end = max(end, word.box.x1) if not separate else word.box.x1
        separate = False
    if len(runs) == 2 and len(runs[1]) >= PROSE_WORDS and _is_list_mark(runs[0]):
        return [[*runs[0], *runs[1]]]  # an item of a list, not two columns
    return runs


def _is_list_mark(run: list[Word]) -> bool:
    return len(run) == 1 and bool(LIST_MARK.match(run[0].text))


def _usual_spaces(rows: list[list[Word]], heights: list[float]) -> dict[int, tuple[float, bool]]:
    """The usual width of a space (points) for each text height (rounded to points), where enough are seen.

    True beside it for monospaced type, in which a space is as wide as any letter.
    """
    gaps: dict[int, list[float]] = {}
    letters: dict[int, list[float]] = {}
    for row, height in zip(rows, heights, strict=True):
        own = gaps.setdefault(round(height), [])
        for before, after in pairwise(row):
            gap = after.box.x0 - before.box.x1
            if 0 < gap < RUN_GAP * height and after.text not in CURRENCY and not is_number(after.text):
                own.append(gap)
        widths = letters.setdefault(round(height), [])
        widths.extend(word.box.width / len(word.text) for word in row if len(word.text) >= MEASURED_LETTERS)
    spaces = {height: (median(own), False) for height, own in gaps.items() if len(own) >= LEAST_GAPS}
    spaces |= {height: (median(own), True) for height, own in letters.items() if _is_monospaced(sorted(own), height)}
    return spaces


def _is_monospaced(widths: list[float], height: int) -> bool:
    """True where average letter widths (sorted) hardly differ, a tenth at either end aside."""
    if len(widths) < LEAST_GAPS:
        return False
    tenth = len(widths) // 10
    return widths[-1 - tenth] - widths[tenth] < MONOSPACED_SPREAD * height

"""Words and rulings of a page -> the fractions that are drawn among them: numerator, bar, denominator and what is
printed beside the bar, as one run of words each.

Habit: formulas of indicators are set with Word's equation editor, or typed in lines around a line that was drawn as a
shape, with "x 100%" beside it (test_a_fraction_drawn_in_a_cell_is_one_line). A bar is a horizontal ruling that meets no
vertical one and has words close above and below it. Evidence for a fraction is an operator beside the bar, or, in a
ruled cell, that both of its sides are centred on the bar; an underline or a line between two entries has neither.
Lengths in PDF points, origin top left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from parsers.layout.dehyphenation import Dehyphenator
from parsers.layout.line_builder import DrawnFormula, Row, group_into_rows, joined_rows, median_text_height
from parsers.layout.ruling_lines import Floats
from parsers.raw_page import Ruling
from schemas.equation import Equation, Fraction, MathRow, MathText
from schemas.equation_line import linear
from schemas.geometry import Box, union
from schemas.transcript import Word

MOST_BARS = 200  # of one page; more are a pattern

# In parts of the text height.
NARROWEST = 1.5  # a shorter line is a dash
FREE_END = 0.3  # a line that ends this near to a vertical one is the border of a cell
FIRST_GAP = 1.6  # white between the bar and the lines next to it is less,
NEXT_GAP = 1.2  # and between the lines of one side,
USUAL_GAP = 0.9  # where it is also less than this,
LIKE_FIRST = 1.5  # or so many times the white between the bar and the first of them
UNDER_BAR = 0.03  # of a word's own height: a bar further than this above its lower edge underlines it
UNDERLINED_STEP = 2.4  # underlines of two lines of one text are nearer to each other
OVERHANG = 0.6  # lines of a side reach this far beyond the bar,
OVERHANG_SHARE = 0.2  # or this part of its width: bars drawn by hand are not as wide as what they divide
WORD_GAP = 0.6  # words beyond the end of the bar nearer than this to one over it belong to its line
CENTRED = 1.3  # a line is centred on the bar, or under another line, where their middles differ by less
SNUG = 5.0  # a bar between two centred sides is not wider than the wider one by more
BESIDE_IN_CELL = 7.0  # white between the bar and what is beside it is less,
BESIDE = 2.5  # and outside of ruled cells,
BETWEEN_WORDS = 1.5  # and between the words of what is beside it
NESTED_NEAR = 3.5  # a bar this near to a wider one, over or under it, is in a fraction of that one
SAME_LINE = 0.5  # part of the lower of two heights that words of one line have in common

_OPERATOR = re.compile(r"[xX×*·∙∗=+:÷−]|[xX×*∙∗]\d.*|\(?[xX×*]\)?")
_TIMES = re.compile(r"[xX×*∙∗]")
_FACTOR = re.compile(r"[xX×*∙∗]\s*\(?\s*\d[\d.,]*\s*%?\s*\)?")
_LEADS = re.compile(r"[:;=]$")
_STOPS = re.compile(r"[.;]$")
_BEFORE = ("=", "∑", "Σ")  # what is before a fraction ends so
_NESTED = "\ue000"  # in a text: a fraction inside a side of another one


@dataclass(frozen=True, slots=True)
class FractionPage:
    """A page's words and rulings with each fraction as one word, and without bars."""

    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    formulas: dict[int, DrawnFormula]  # by id() of the word that stands for it


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where the parts of a fraction can be."""

    box: Box
    ruled: bool  # between two vertical rulings


@dataclass(frozen=True, slots=True)
class _Sides:
    """The lines of a fraction, each list from top to bottom."""

    over: list[Row]
    under: list[Row]
    before: list[Row]
    behind: list[Row]

    @property
    def words(self) -> list[Word]:
        """In the order in which they are read."""
        return [word for row in (*self.before, *self.over, *self.under, *self.behind) for word in row]


def find_fractions(words: Sequence[Word], rulings: Sequence[Ruling], dehyphenator: Dehyphenator) -> FractionPage:
    """The fractions drawn on a page; the page as it is where there are none. O(bars x words)."""
    height = median_text_height(words)
    level = [ruling.box for ruling in rulings if ruling.horizontal]
    upright = np.array([r.box.as_list() for r in rulings if not r.horizontal], dtype=np.float64).reshape(-1, 4)
    is_free = [_is_free(bar, upright, height) for bar in level]
    free = [bar for bar, alone in zip(level, is_free, strict=True) if alone]
    borders = [box for box, alone in zip(level, is_free, strict=True) if not alone]
    near = _between_words(free, words, height)
    if not 0 < len(near) <= MOST_BARS:
        return FractionPage(tuple(words), tuple(rulings), {})
    finder = _Finder([word for word in words if not word.turn], dehyphenator, height)
    near = sorted(_with_underlines_joined(near, finder.words, height), key=lambda bar: bar.width)
    bars = {bar for bar in near if finder.take(bar, _within(_cell_around(bar, upright, borders), bar, near, height))}
    if not bars:
        return FractionPage(tuple(words), tuple(rulings), {})
    turned = [word for word in words if word.turn]
    kept = tuple(ruling for ruling in rulings if ruling.box not in bars)
    return FractionPage((*finder.words, *turned), kept, finder.formulas)


class _Finder:
    """The words of a page, of which each fraction found becomes one: narrow bars first, so that a fraction within a
    side of another one is a word of it."""

    def __init__(self, words: list[Word], dehyphenator: Dehyphenator, height: float) -> None:
        self.words = words
        self.formulas: dict[int, DrawnFormula] = {}
        self._dehyphenator = dehyphenator
        self._height = height

    def take(self, bar: Box, cell: _Cell) -> bool:
        """Makes one word of the fraction around a bar; False where there is none."""
        inside = [word for word in self.words if cell.box.holds(word.box.x_mid, word.box.y_mid)]
        height = median_text_height(inside) if cell.ruled else self._height
        sides = _sides(bar, inside, cell, height)
        if sides is None or not _is_fraction(bar, sides, cell, height):
            return False
        parts = sides.words
        equation = Fraction(self._node(sides.over), self._node(sides.under))
        text = linear(equation)
        if sides.before or sides.behind:
            beside = (self._text(sides.before), f"({text})", self._text(sides.behind))
            text = " ".join(part for part in beside if part)
        read = [word for part in parts for word in self._read(part)]
        sure = min((word.confidence for word in read if word.confidence is not None), default=None)
        word = Word(text, _box(parts), sure, all(word.bold for word in read))
        taken = {id(part) for part in parts}
        self.words = [*(each for each in self.words if id(each) not in taken), word]
        self.formulas = {key: each for key, each in self.formulas.items() if key not in taken}
        self.formulas[id(word)] = DrawnFormula(tuple(read), equation)
        return True

    def _read(self, word: Word) -> tuple[Word, ...]:
        return self.formulas[id(word)].words if id(word) in self.formulas else (word,)

    def _text(self, rows: Sequence[Row]) -> str:
        return joined_rows(rows, self._dehyphenator)

    def _node(self, side: Sequence[Row]) -> Equation:
        """The lines of a side as one node, fractions inside it as they are."""
        nested = [word for row in side for word in row if id(word) in self.formulas]
        if not nested:
            return MathText(self._text(side))
        shown = [[replace(w, text=_NESTED) if id(w) in self.formulas else w for w in row] for row in side]
        items: list[Equation] = []
        for piece, word in zip_longest(self._text(shown).split(_NESTED), nested):
            items += [MathText(f" {piece.strip()} ")] if piece.strip() else []
            items += [self._whole(word)] if word is not None else []
        return items[0] if len(items) == 1 else MathRow(tuple(items))

    def _whole(self, word: Word) -> Equation:
        """A nested fraction with what is beside it."""
        equation = self.formulas[id(word)].equation
        before, found, behind = word.text.partition(f"({linear(equation)})")
        return MathRow((MathText(before), equation, MathText(behind))) if found else equation


def _is_free(bar: Box, upright: Floats, height: float) -> bool:
    """True where neither end of a horizontal line meets a vertical one and it crosses none."""
    if bar.width < NARROWEST * height:
        return False
    near = FREE_END * height
    x0, top, x1, bottom = upright.T
    met = (x1 >= bar.x0 - near) & (x0 <= bar.x1 + near) & (top <= bar.y_mid + near) & (bottom >= bar.y_mid - near)
    return not bool(met.any())


def _between_words(bars: Sequence[Box], words: Sequence[Word], height: float) -> list[Box]:
    """The bars with a word close above and another one close below."""
    boxes = np.array([word.box.as_list() for word in words if not word.turn], dtype=np.float64).reshape(-1, 4)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    near = FIRST_GAP * height
    found = []
    for bar in bars:
        over = (x >= bar.x0) & (x <= bar.x1)
        above, below = over & (y < bar.y_mid), over & (y > bar.y_mid)
        if (above & (boxes[:, 3] >= bar.y_mid - near)).any() and (below & (boxes[:, 1] <= bar.y_mid + near)).any():
            found.append(bar)
    return found


def _with_underlines_joined(bars: Sequence[Box], words: Sequence[Word], height: float) -> list[Box]:
    """The bars, those under the lines of one underlined text as one at the last line.

    Habit: a numerator of several lines that is underlined, above its denominator
    (test_an_underlined_numerator_is_one).
    """
    under = [bar for bar in bars if any(_underlines(bar, word) for word in words)]
    joined: list[Box] = []
    for bar in sorted(under, key=lambda box: box.y_mid):
        upper = next(
            (
                each
                for each in joined
                if bar.y_mid - each.y_mid <= UNDERLINED_STEP * height and min(bar.x1, each.x1) > max(bar.x0, each.x0)
            ),
            None,
        )
        if upper is not None:
            joined.remove(upper)
            bar = Box(min(bar.x0, upper.x0), bar.top, max(bar.x1, upper.x1), bar.bottom)
        joined.append(bar)
    return [*(bar for bar in bars if bar not in under), *joined]


def _underlines(bar: Box, word: Word) -> bool:
    """True where a bar is drawn through the lower edge of a word."""
    box = word.box
    return bar.x0 <= box.x_mid <= bar.x1 and box.y_mid < bar.y_mid and box.bottom - bar.y_mid > UNDER_BAR * box.height


def _cell_around(bar: Box, upright: Floats, borders: Sequence[Box]) -> _Cell:
    """From vertical to vertical and from border to border around a bar, as far as they are drawn."""
    x = (upright[:, 0] + upright[:, 2]) / 2
    beside = (upright[:, 1] <= bar.y_mid) & (upright[:, 3] >= bar.y_mid)
    before, behind = x[beside & (x < bar.x0)], x[beside & (x > bar.x1)]
    middle = [border for border in borders if border.x0 <= bar.x_mid <= border.x1]
    box = Box(
        float(before.max()) if len(before) else float("-inf"),
        max((b.y_mid for b in middle if b.y_mid < bar.y_mid), default=float("-inf")),
        float(behind.min()) if len(behind) else float("inf"),
        min((b.y_mid for b in middle if b.y_mid > bar.y_mid), default=float("inf")),
    )
    return _Cell(box, bool(len(before)) and bool(len(behind)))


def _sides(bar: Box, words: Sequence[Word], cell: _Cell, height: float) -> _Sides | None:
    """The lines around a bar; None where it has none above or none below."""
    over, under = _side(bar, words, height, -1), _side(bar, words, height, 1)
    if not over or not under:
        return None
    operator = over[-1][-1:] if len(over[-1]) > 1 and _TIMES.fullmatch(over[-1][-1].text) else []
    over[-1] = over[-1][: len(over[-1]) - len(operator)]
    own = {id(word) for row in (*over, *under, operator) for word in row}
    others = [word for word in words if id(word) not in own]
    before, behind = _beside(bar, over, under, others, cell, height)
    behind = [operator, *behind] if operator else behind
    if not _is_factor([*behind, under[0]]):
        return _Sides(over, under, before, behind or _factor_below(under, others, height))
    # An underlined numerator, "x 100%" in the next line, and below it the denominator.
    edge = _box(under[0]).bottom
    rest = _side(Box(bar.x0, edge, bar.x1, edge), [word for word in words if word not in under[0]], height, 1)
    return _Sides(over, rest, before, [*behind, under[0]]) if rest else None


def _is_factor(rows: Sequence[Row]) -> bool:
    """True for "x 100%", also where it begins on the level of the bar and ends below it."""
    return _FACTOR.fullmatch(" ".join(word.text for row in rows for word in row)) is not None


def _within(cell: _Cell, bar: Box, bars: Sequence[Box], height: float) -> _Cell:
    """The part of a cell that is over or under a wider bar, where `bar` is in a fraction of that one."""
    wider = [
        each
        for each in bars
        if each.x0 <= bar.x0 and bar.x1 <= each.x1 and 0 < abs(each.y_mid - bar.y_mid) <= NESTED_NEAR * height
    ]
    for each in wider:
        if each.width > bar.width and cell.box.holds(each.x_mid, each.y_mid):
            box = Box(max(cell.box.x0, each.x0), cell.box.top, min(cell.box.x1, each.x1), cell.box.bottom)
            return _Cell(box, cell.ruled)
    return cell


def _side(bar: Box, words: Sequence[Word], height: float, way: int) -> list[Row]:
    """The lines of the numerator (`way` -1) or the denominator (1), top to bottom."""
    over = [word for word in words if bar.x0 <= word.box.x_mid <= bar.x1 and (word.box.y_mid - bar.y_mid) * way > 0]
    rows = [_extended(row, bar, words, height) for row in group_into_rows(over)]
    rows.sort(key=lambda row: way * _box(row).y_mid)
    side: list[Row] = []
    edge, limit, following = bar.y_mid, FIRST_GAP * height, 0.0
    for row in rows:
        box = _box(row)
        gap = edge - box.bottom if way < 0 else box.top - edge
        if gap > limit or not _fits(box, bar, height) or (side and not _continues(row, side, bar, height, way)):
            break
        if not side:
            underlined = way < 0 and any(_underlines(bar, word) for word in row)
            following = NEXT_GAP * height
            following = following if underlined else min(following, max(USUAL_GAP * height, LIKE_FIRST * gap))
        side.append(row)
        edge, limit = (box.top if way < 0 else box.bottom), following
    return side[::-1] if way < 0 else side


def _extended(row: Row, bar: Box, words: Sequence[Word], height: float) -> Row:
    """A line over or under the bar with the words of it that are beyond the bar's ends."""
    row = list(row)
    band = _box(row)
    outer = [w for w in words if not bar.x0 <= w.box.x_mid <= bar.x1 and _share_line(w.box, band)]
    for word in sorted((w for w in outer if w.box.x_mid > bar.x1), key=lambda w: w.box.x0):
        if word.box.x0 - row[-1].box.x1 > WORD_GAP * height or _OPERATOR.fullmatch(word.text):
            break
        row.append(word)
    for word in sorted((w for w in outer if w.box.x_mid < bar.x0), key=lambda w: -w.box.x1):
        if row[0].box.x0 - word.box.x1 > WORD_GAP * height or _LEADS.search(word.text):
            break
        row.insert(0, word)
    return row


def _share_line(box: Box, band: Box) -> bool:
    common = min(box.bottom, band.bottom) - max(box.top, band.top)
    return common >= SAME_LINE * min(box.height, band.height)


def _fits(box: Box, bar: Box, height: float) -> bool:
    """True for a line that is hardly wider than the bar."""
    slack = max(OVERHANG * height, OVERHANG_SHARE * bar.width)
    return box.x0 >= bar.x0 - slack and box.x1 <= bar.x1 + slack


def _continues(row: Row, side: Sequence[Row], bar: Box, height: float, way: int) -> bool:
    """True for a further line of a side: no label over the numerator, no sentence or factor below the denominator."""
    last = side[-1]
    text = " ".join(word.text for word in row)
    if way < 0 and (_LEADS.search(text) or _STOPS.search(text)):
        return False
    if way > 0 and (_STOPS.search(last[-1].text) or _FACTOR.match(text)):
        return False
    box, near = _box(row), _box(last)
    off = min(abs(box.x_mid - bar.x_mid), abs(box.x_mid - near.x_mid))
    aligned = abs(box.x0 - near.x0) <= OVERHANG * height and abs(near.x_mid - bar.x_mid) > CENTRED * height / 2
    return aligned or off <= CENTRED * height


def _beside(
    bar: Box, over: Sequence[Row], under: Sequence[Row], words: Sequence[Word], cell: _Cell, height: float
) -> tuple[list[Row], list[Row]]:
    """What is printed on the bar's level before and behind the fraction, as lines."""
    top, bottom = _box(over[-1]).top, _box(under[0]).bottom
    x0 = min(bar.x0, *(_box(row).x0 for row in (*over, *under)))
    x1 = max(bar.x1, *(_box(row).x1 for row in (*over, *under)))
    level = [word for word in words if top <= word.box.y_mid <= bottom]
    most = (BESIDE_IN_CELL if cell.ruled else BESIDE) * height
    before = _chain([w for w in level if w.box.x1 <= x0 + OVERHANG * height], x0, most, height, -1)
    behind = _chain([w for w in level if w.box.x0 >= x1 - OVERHANG * height], x1, most, height, 1)
    return before, behind


def _chain(words: Sequence[Word], edge: float, most: float, height: float, way: int) -> list[Row]:
    """The words from `edge` on to the left (`way` -1) or to the right, up to a gap, as lines top to bottom."""
    taken: list[Word] = []
    for word in sorted(words, key=lambda w: -w.box.x1 if way < 0 else w.box.x0):
        gap = edge - word.box.x1 if way < 0 else word.box.x0 - edge
        if gap > most:
            break
        taken.append(word)
        edge = min(edge, word.box.x0) if way < 0 else max(edge, word.box.x1)
        most = BETWEEN_WORDS * height
    return group_into_rows(taken)


def _factor_below(under: Sequence[Row], words: Sequence[Word], height: float) -> list[Row]:
    """A line "x 100%" below the denominator."""
    edge = _box(under[-1])
    below = group_into_rows([word for word in words if word.box.y_mid > edge.bottom])
    if not below:
        return []
    text = " ".join(word.text for word in below[0])
    near = _box(below[0]).top - edge.bottom <= NEXT_GAP * height
    return [below[0]] if near and _FACTOR.match(text) else []


def _is_fraction(bar: Box, sides: _Sides, cell: _Cell, height: float) -> bool:
    """True where an operator is beside the bar, or where a ruled cell has both sides centred on it."""
    operator = bool(sides.behind) and _OPERATOR.fullmatch(sides.behind[0][0].text) is not None
    last = sides.before[-1][-1].text if sides.before else ""
    operator |= last.endswith(_BEFORE) or _OPERATOR.fullmatch(last) is not None
    if operator:
        return True
    above, below = _box(sides.over[-1]), _box(sides.under[0])
    underlined = any(_underlines(bar, word) for word in sides.over[-1])
    if not cell.ruled or sides.before or sides.behind or underlined:
        return False
    centred = all(abs(box.x_mid - bar.x_mid) <= CENTRED * height for box in (above, below))
    widest = max(_box(row).width for row in (*sides.over, *sides.under))
    return centred and bar.width <= widest + SNUG * height


def _box(row: Row) -> Box:
    box = union(word.box for word in row)
    if box is None:
        raise ValueError("a line without words")
    return box

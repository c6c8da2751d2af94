"""A small line chart of the numeric targets of one indicator, as inline SVG."""

from __future__ import annotations

from markupsafe import Markup, escape

from extractor.diff.report_texts import Texts
from extractor.diff.target_comparison import same_unit, view_of_text
from schemas.diff import Jejak
from schemas.values import Number

NARROWEST = 170.0  # pixels of the whole picture
HEIGHT = 92.0
TOP, BOTTOM = 22.0, 24.0  # pixels kept free for the value above the highest point, and for what stands below the line
LETTER = 6.4  # pixels that one character of a label takes at most
LABEL_GAP = 8.0  # pixels between two labels
FEWEST = 2  # points that make a line

_Point = tuple[int, Number, str | None]
"""Place from the left (0-based), value, unit."""


def chart(track: Jejak, revisions: int, texts: Texts) -> Markup | None:
    """Target over revisions, or over years where targets are dated (of the last revision); None where there are
    fewer than two numbers or their units differ."""
    points: list[_Point] = [
        (state.revisi, state.nilai, state.satuan) for state in track.keadaan if state.nilai is not None
    ]
    names = [str(number) for number in range(1, revisions + 1)]
    if len(points) < FEWEST and (years := track.keadaan[-1].target_per_tahun):
        read = [view_of_text(text) for text in years.values()]
        points = [(n, target.value, target.unit) for n, target in enumerate(read) if target.value is not None]
        names = list(years)
    if len(points) < FEWEST or any(not same_unit(points[0][2], unit) for _, _, unit in points):
        return None
    return _drawn(points, names, texts)


def _drawn(points: list[_Point], names: list[str], texts: Texts) -> Markup:
    """The line, each point with its value above it and the name of its revision or year below the line.

    Every place from left to right has the room of the widest label, so that no two of them can touch.
    """
    labels = {place: texts.number(value) for place, value, _ in points}
    room = LABEL_GAP + LETTER * max(map(len, (*labels.values(), *names)))
    width = round(max(NARROWEST, room * len(names)), 1)
    step = width / len(names)
    values = [float(value) for _, value, _ in points]
    low, span = min(values), max(values) - min(values)

    def x(place: int) -> float:
        return round(step * (place + 0.5), 1)

    def y(value: float) -> float:
        share = (value - low) / span if span else 0.5
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    line = " ".join(f"{x(place)},{y(float(value))}" for place, value, _ in points)
    marks = Markup("").join(
        Markup('<circle cx="{0}" cy="{1}" r="3" fill="#1f4e79"/><text class="value" x="{0}" y="{2}">{3}</text>').format(
            x(place), y(float(value)), y(float(value)) - 7, labels[place]
        )
        for place, value, _ in points
    )
    feet = Markup("").join(
        Markup('<text class="foot" x="{}" y="{}">{}</text>').format(x(place), HEIGHT - 6, name)
        for place, name in enumerate(names)
    )
    label = escape(texts("report.chart"))
    return Markup(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        '<polyline points="{3}" fill="none" stroke="#1f4e79" stroke-width="1.6"/>{4}{5}</svg>'
    ).format(width, HEIGHT, label, line, marks, feet)

"""A small line chart of the numeric targets of one indicator, as inline SVG."""

from __future__ import annotations

from markupsafe import Markup, escape

from extractor.diff.report_texts import Texts
from extractor.diff.target_comparison import same_unit, view_of_text
from schemas.diff import Jejak
from schemas.values import Number

WIDTH, HEIGHT = 170.0, 64.0  # pixels
SIDE, TOP, BOTTOM = 14.0, 18.0, 10.0  # pixels kept free
FEWEST = 2  # points that make a line

_Point = tuple[int, Number, str | None]


def chart(track: Jejak, revisions: int, texts: Texts) -> Markup | None:
    """Target over revisions, or over years where targets are dated (of the last revision); None where there are
    fewer than two numbers or their units differ."""
    points: list[_Point] = [
        (state.revisi, state.nilai, state.satuan) for state in track.keadaan if state.nilai is not None
    ]
    places = revisions
    if len(points) < FEWEST and (years := track.keadaan[-1].target_per_tahun):
        read = [view_of_text(text) for text in years.values()]
        points = [(n, target.value, target.unit) for n, target in enumerate(read) if target.value is not None]
        places = len(years)
    if len(points) < FEWEST or any(not same_unit(points[0][2], unit) for _, _, unit in points):
        return None
    return _drawn(points, places, texts)


def _drawn(points: list[_Point], places: int, texts: Texts) -> Markup:
    values = [float(value) for _, value, _ in points]
    low, high = min(values), max(values)
    span = high - low

    def x(place: int) -> float:
        return round(SIDE + (WIDTH - 2 * SIDE) * place / max(1, places - 1), 1)

    def y(value: float) -> float:
        share = (value - low) / span if span else 0.5
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    line = " ".join(f"{x(place)},{y(float(value))}" for place, value, _ in points)
    marks = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="3" fill="#1f4e79"><title>{}</title></circle>').format(
            x(place), y(float(value)), texts.number(value)
        )
        for place, value, _ in points
    )
    ends = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}" font-size="10" fill="#5b6875">{}</text>').format(
            x(place), max(10.0, y(float(value)) - 7), anchor, texts.number(value)
        )
        for (place, value, _), anchor in ((points[0], "start"), (points[-1], "end"))
    )
    label = escape(texts("report.chart"))
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<polyline points="{}" fill="none" stroke="#1f4e79" stroke-width="1.6"/>{}{}</svg>'
    ).format(WIDTH, HEIGHT, label, line, marks, ends)

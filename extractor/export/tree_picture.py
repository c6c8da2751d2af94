"""A cascade as a picture on one landscape page: SVG, and HTML around it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from extractor.export.tree_colours import COLOURS
from extractor.export.tree_flat import page_of
from extractor.export.tree_layout import GOAL_SIZE, INDICATOR_SIZE, Layout, best_layout
from extractor.export.tree_measure import drawable, width
from extractor.export.tree_shape import LEVELS
from schemas.document import Document, Simpul

MM = 72 / 25.4  # points
PAGES = (("A4", 297.0, 210.0), ("A3", 420.0, 297.0))  # millimetres, landscape
MARGIN = 10.0 * MM
TITLE_SIZE = 13.0  # points
SUBTITLE_SIZE = 8.0
TITLE_ROOM = 36.0
LEGEND_ROOM = 22.0
LEGEND_SIZE = 8.0
LEGEND_BOX = 10.0
LEGEND_GAP = 16.0
TITLE = "Pohon Kinerja"


def as_svg(document: Document) -> bytes:
    """A picture that needs nothing else, in the size of its page. Text stays text."""
    return _svg(document)[0].encode()


def as_html(document: Document) -> bytes:
    """The picture in a page that fits any window and prints on one landscape sheet."""
    svg, page = _svg(document)
    html = _template("tree.html.j2").render(title=_title(document), page=page, svg=svg)
    return html.encode()


def _svg(document: Document) -> tuple[str, str]:
    """The picture, and the name of its page size."""
    rooms = [(w * MM - 2 * MARGIN, h * MM - 2 * MARGIN - TITLE_ROOM - LEGEND_ROOM) for _, w, h in PAGES]
    layout, number, scale = best_layout(document.kaskade, rooms)
    name, across, down = PAGES[number]
    room = rooms[number]
    svg = _template("tree.svg.j2").render(
        across=across,
        down=down,
        width=across * MM,
        height=down * MM,
        margin=MARGIN,
        title=_title(document),
        subtitle=_subtitle(document),
        title_size=TITLE_SIZE,
        subtitle_size=SUBTITLE_SIZE,
        legend=_legend(document.kaskade),
        legend_y=down * MM - MARGIN - LEGEND_BOX,
        legend_size=LEGEND_SIZE,
        legend_box=LEGEND_BOX,
        colours=COLOURS,
        nodes=document.kaskade,
        notes=[_note(node) for node in document.kaskade],
        layout=layout,
        paths=_paths(layout),
        left=MARGIN + (room[0] - layout.width * scale) / 2,
        top=MARGIN + TITLE_ROOM,
        scale=scale,
        goal_size=GOAL_SIZE,
        indicator_size=INDICATOR_SIZE,
    )
    return svg, name


def _title(document: Document) -> str:
    office = drawable(document.metadata.instansi or "")
    return f"{TITLE} {office}".strip()


def _subtitle(document: Document) -> str:
    indicators = sum(len(node.indikator) for node in document.kaskade)
    parts = [document.berkas.nama, f"{len(document.kaskade)} kinerja", f"{indicators} indikator"]
    return drawable(" · ".join([*([document.metadata.tahun] if document.metadata.tahun else []), *parts]))


def _legend(nodes: list[Simpul]) -> list[tuple[str, str, float]]:
    """Levels that occur, their names, and where each stands from the left."""
    entries: list[tuple[str, str, float]] = []
    x = 0.0
    for level, name in LEVELS.items():
        if any(node.tingkat == level for node in nodes):
            entries.append((level, name, x))
            x += LEGEND_BOX + 4 + width(name, LEGEND_SIZE) + LEGEND_GAP
    return entries


def _note(node: Simpul) -> str:
    """What a pointer over the box shows: id, level and page."""
    page = page_of(node)
    where = f", halaman {page}" if page is not None else ""
    return drawable(f"{node.id} ({LEVELS[node.tingkat]}{where})")


def _paths(layout: Layout) -> list[str]:
    return ["M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in link) for link in layout.links]


@cache
def _template(name: str) -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["n"] = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    return environment.from_string(files("extractor").joinpath("data", name).read_text(encoding="utf-8"))

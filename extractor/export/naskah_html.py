"""A regulation as one HTML file for reading: no script, nothing from elsewhere; every unit has an anchor."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from extractor.export.naskah_markdown import naskah_of
from extractor.export.naskah_text import HEADINGS, LISTS, Run, closing_lines, label, runs
from schemas.document import Document


def as_html(document: Document) -> bytes:
    """The regulation of a document. Raises NothingToRead where it prints none."""
    naskah = naskah_of(document)

    def cut(text: str | None) -> list[Run]:
        return list(runs(text, naskah)) if text else []

    html = _template().render(
        naskah=naskah,
        lists=[(name.title(), getattr(naskah.pembukaan, name)) for name in LISTS],
        closing=closing_lines(naskah),
        label=label,
        headings=HEADINGS,
        runs=cut,
        source=document.berkas.nama,
    )
    return html.encode()


@cache
def _template() -> Template:
    text = files("extractor").joinpath("data", "naskah.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)

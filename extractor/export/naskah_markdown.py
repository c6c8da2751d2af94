"""A regulation as Markdown (CommonMark), with an anchor for every unit: `#pasal-5.ayat-1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.export.naskah_text import HEADINGS, LISTS, closing_lines, label
from schemas.document import Document
from schemas.errors import NothingToRead
from schemas.naskah_contract import Naskah, Unit

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_LEVELS = {"buku": 2, "bab": 2, "bagian": 3, "paragraf": 4, "pasal": 5}
INDENT = "   "


def as_markdown(document: Document) -> bytes:
    """The regulation of a document in UTF-8. Raises NothingToRead where it prints none."""
    naskah = naskah_of(document)
    return ("\n".join(_lines(naskah)).rstrip() + "\n").encode()


def naskah_of(document: Document) -> Naskah:
    """The regulation of a document. Raises NothingToRead where it prints none."""
    if document.naskah is None:
        raise NothingToRead("no_regulation", document.berkas.nama, remedy="extract")
    return document.naskah


def _lines(naskah: Naskah) -> Iterator[str]:
    yield from (f"# {_plain(naskah.judul)}", "")
    for name in LISTS:
        items = getattr(naskah.pembukaan, name)
        if items:
            yield from (f"**{name.title()}:**", "")
            yield from (f"{_marked(item.nomor)}{_plain(item.teks)}  " for item in items)
            yield ""
    if naskah.menetapkan:
        yield from (f"**Menetapkan:** {_plain(naskah.menetapkan)}", "")
    yield from _units(naskah.isi, 0)
    for line in closing_lines(naskah):
        yield from (_plain(line), "")
    yield from _listed("Tembusan", naskah.tembusan)
    yield from _listed("Lampiran", [" ".join(filter(None, (a.nomor, a.judul))) for a in naskah.lampiran])
    if naskah.penjelasan:
        yield from ("## PENJELASAN", "")
        yield from _units(naskah.penjelasan, 0)
    yield from _listed("Rujukan", [one.teks for one in naskah.rujukan])


def _listed(title: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield from (f"## {title}", "")
        yield from (f"{place}. {_plain(text) or '-'}" for place, text in enumerate(texts, start=1))
        yield ""


def _units(units: Sequence[Unit], depth: int) -> Iterator[str]:
    for unit in units:
        anchor = f'<a id="{unit.alamat}"></a>'
        if unit.jenis in HEADINGS:
            title = f" {_plain(unit.judul)}" if unit.judul else ""
            yield from (f"{'#' * _LEVELS[unit.jenis]} {anchor}{label(unit)}{title}", "")
            if unit.teks:
                yield from (_plain(unit.teks), "")
            yield from _units(unit.anak, 0)
            continue
        text = " ".join(_plain(text) for text in (unit.judul, unit.teks) if text)
        yield from (f"{INDENT * depth}- {anchor}{_plain(label(unit))} {text}".rstrip(), "")
        yield from _units(unit.anak, depth + 1)


def _marked(number: str | None) -> str:
    return f"{number}\\. " if number else ""


def _plain(text: str | None) -> str:
    """The text so that nothing in it is markup."""
    return _SPECIAL.sub(r"\\\1", text or "")

"""Which office and region a document is of: lines, labels, titles and sections -> the lines that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.interpret.lines.label_lines import Labelled, flat, heading_kind, is_heading
from extractor.interpret.lines.office_vocabulary import begins_with, names_office, names_position, office_words
from normalizers.region import find_region
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedSection
from schemas.transcript import Line

LETTERHEAD_LINES = 14  # of the first page, in which a letterhead may be
PREAMBLE_LINES = 7  # of a decree or an annex: whose it is, number, title
TITLE_LINES = 4  # below the decree's title, in which the office that decreed it may be
WRAPPED_LINES = 2  # further lines of a name
LONGEST_NAME = 120  # characters of a line that begins a name
PART_OF_OFFICE = "bagian"  # such names are parts of another office, and yield to it

NUMBER = re.compile(r"^\W*(?:nomor|nomer|no\.?)\s*[:.]?\s*(?P<number>[^:\s].*)$", re.IGNORECASE)
PLACE_DATE = pattern("place-and-date")
_HAS_NUMBER = re.compile(r"\d{3,}")
_GOVERNMENT = re.compile(
    r"(?P<name>\bpemerintah\s+(?:kabupaten|kota|provinsi)\s+\S.*?)(?=\s+tahun\b|\s+periode\b|\s*$)", re.IGNORECASE
)


def office_of(
    lines: Sequence[Line],
    labels: Sequence[Labelled],
    titles: Sequence[Sequence[Line]],
    sections: Sequence[PrintedSection],
    decree: int | None,
    tentang: Passage | None,
) -> Passage | None:
    """The office that the document is of: as labelled, else the first full name in the blocks that may have one.

    `titles` are headings that name a kind, each with the headings below it; `decree` is the index of the decree's title
    in `lines`. Where no block names one, the government that decreed it; None where nothing says it.
    """
    for lab in labels:
        if lab.kind == "instansi" and lab.value and not _HAS_NUMBER.search(lab.value[0].text):
            return Passage(lab.value)
    blocks = _blocks_with_names(lines, labels, titles, sections, decree)
    found = [office for block in blocks if (office := _office_in(block)) is not None]
    found.sort(key=lambda office: begins_with(office.lines[0].text, (PART_OF_OFFICE,)))
    named = next((office for office in found if not _is_bare(office)), None)
    return named or _government(tentang, lines) or next(iter(found), None)


def _blocks_with_names(
    lines: Sequence[Line],
    labels: Sequence[Labelled],
    titles: Sequence[Sequence[Line]],
    sections: Sequence[PrintedSection],
    decree: int | None,
) -> Iterator[Sequence[Line]]:
    """Lines in which an office may be named, the likeliest first.

    Habit: in an agreement the first party's position names it ("Camat Melati"); that of a chief of a division does
    not, but that of his superior, the second party, does.
    """
    agreements = [section for section in sections if section.jenis == "PK"]
    superiors = [_office_of_position(lab.value) for lab in labels if lab.kind == "jabatan" and lab.value]
    first_party = next((section.jabatan for section in agreements if section.jabatan), None)
    if first_party is not None:
        yield _office_of_position(first_party.lines)
    if agreements:
        yield from superiors
    yield from (title[1:] for title in titles)
    if decree is not None:
        yield lines[decree + 1 : decree + 1 + TITLE_LINES]
        heading = lines[decree : decree + PREAMBLE_LINES]
        yield [_behind_position(line) for line in heading if not NUMBER.match(flat(line.text))]
    yield lines[:LETTERHEAD_LINES]
    if not agreements:
        yield from superiors
    yield [_behind_position(line) for line in lines if _names_region(line)]


def _office_of_position(position: Sequence[Line]) -> Sequence[Line]:
    return (_behind_position(position[0]), *position[1:])


def _behind_position(line: Line) -> Line:
    return replace(line, text=_without_position(line.text))


def _names_region(line: Line) -> bool:
    return is_heading(line) and find_region(flat(line.text)) is not None


def _is_bare(office: Passage) -> bool:
    """True for "Dinas", "Kecamatan": the word for an office without its name."""
    words = office_words()
    text = flat(" ".join(line.text for line in office.lines)).casefold().strip(" .,")
    return text in words["first_words"] and text not in words["alone"]


def _government(tentang: Passage | None, lines: Sequence[Line]) -> Passage | None:
    """The government of a region, where the title of its own decree or a heading names it and no office."""
    about = " ".join(line.text for line in tentang.lines) if tentang is not None else ""
    if tentang is not None and (m := _GOVERNMENT.search(flat(about))):
        return Passage((replace(tentang.lines[0], text=m["name"].strip(" ,")),))
    for line in lines:
        if is_heading(line) and (m := _GOVERNMENT.search(flat(line.text))):
            return Passage((replace(line, text=m["name"].strip(" ,")),))
    return None


def _without_position(text: str) -> str:
    """ "KEPALA DINAS X" -> "DINAS X"; "KEPALA BIDANG Y PADA DINAS X" -> "DINAS X"."""
    words = flat(text)
    lower = words.casefold()
    starts = [
        m.start()
        for w in office_words()["first_words"]
        if w != PART_OF_OFFICE
        for m in re.finditer(rf"\b{re.escape(w)}\b", lower)
    ]
    return words[min(starts) :] if starts else words


_PERIOD = re.compile(r"\b(?:tahun|periode)(?=\W|\d|$)", re.IGNORECASE)
_WRAPPED = re.compile(r"(?:\b(?:dan|serta)|,)$", re.IGNORECASE)  # a line's end at which a name is not over
_NOT_OFFICE = re.compile(
    r"\b(?:tahun(?![a-z])|(?:nomor|tabel|gambar|bab|lampiran|program|anggaran|rp|dengan|"
    r"jalan|jl\.?|telp|kode pos|periode|ditetapkan|menimbang|tentang)\b)",
    re.IGNORECASE,
)


def _office_in(block: Sequence[Line]) -> Passage | None:
    """The first line that begins as an office does, with the heading lines that continue its name.

    Example: "DINAS PERTANIAN", "DAN PANGAN", "TAHUN 2024" -> the first two.
    """
    for i, line in enumerate(block):
        text = flat(line.text)
        if not names_office(text) or len(text) > LONGEST_NAME or text.casefold().startswith("pemerintah "):
            continue
        name = [replace(line, text=_PERIOD.split(text)[0].strip(" ,"))]
        for after in block[i + 1 : i + 1 + WRAPPED_LINES]:
            more = flat(after.text)
            if _WRAPPED.search(name[-1].text):
                more = _PERIOD.split(more)[0].strip()
            if not _continues_name(after, more):
                break
            name.append(replace(after, text=more.strip(" ,")))
        return Passage(tuple(name))
    return None


def _continues_name(line: Line, text: str) -> bool:
    """True where a line below the beginning of a name is more of it; `text` is the line's, cut at a period."""
    if not text or not is_heading(line) or _NOT_OFFICE.search(text) or heading_kind(line):
        return False
    return not (names_office(text) or names_position(text) or ":" in text or PLACE_DATE.search(text))


def region_of(
    instansi: Passage | None,
    lines: Sequence[Line],
    titles: Sequence[Sequence[Line]],
    sections: Sequence[PrintedSection],
    position: Passage | None,
) -> Passage | None:
    """The lines that name the region: the office's name, else a title, a position, the letterhead, any line."""
    candidates: list[Sequence[Line]] = []
    if instansi is not None:
        candidates.append(instansi.lines)
    candidates.extend(titles)
    candidates.extend(s.jabatan.lines for s in sections if s.jabatan is not None)
    if position is not None:
        candidates.append(position.lines)
    candidates.append(lines[: LETTERHEAD_LINES * 2])
    candidates.extend((line,) for line in lines)
    for block in candidates:
        text = flat(" ".join(line.text for line in block))
        if text and find_region(text) is not None:
            return Passage(tuple(block))
    return None

"""Which office and region a document is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.labels import Labelled, flat, heading_kind, is_heading
from extractor.interpret.sections import begins_with, office_words
from normalizers.region import find_region
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedSection
from schemas.transcript import Line

LETTERHEAD_LINES = 14
HEAD_LINES = 7  # of a decree or an annex: whose it is, number, title

NUMBER = re.compile(r"^\W*(?:nomor|nomer|no\.?)\s*[:.]?\s*(?P<number>[^:\s].*)$", re.IGNORECASE)
PLACE_DATE = pattern("place-and-date")
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
    """The office that the document is of: as labelled, in a title, in the decree's head, in the letterhead."""
    offices = office_words()["first_words"]
    for lab in labels:
        if lab.kind == "instansi" and lab.value and not re.search(r"\d{3,}", lab.value[0].text):
            return Passage(lab.value)
    first_party = next((s.jabatan for s in sections if s.jenis == "PK" and s.jabatan), None)
    candidates: list[Sequence[Line]] = [block[1:] for block in titles]
    if decree is not None:
        candidates.append(lines[decree + 1 : decree + 5])
        heading = [line for line in lines[decree : decree + HEAD_LINES] if not NUMBER.match(flat(line.text))]
        candidates.append([replace(line, text=_without_position(line.text)) for line in heading])
    candidates.append(lines[:LETTERHEAD_LINES])
    # A head of division names no office; his superior, the second party of the agreement, does.
    superiors = [
        (replace(lab.value[0], text=_without_position(lab.value[0].text)), *lab.value[1:])
        for lab in labels
        if lab.kind == "jabatan" and lab.value
    ]
    if any(section.jenis == "PK" for section in sections):
        candidates = [*superiors, *candidates]
    else:
        candidates.extend(superiors)
    if first_party is not None:
        head = replace(first_party.lines[0], text=_without_position(first_party.lines[0].text))
        candidates.insert(0, (head, *first_party.lines[1:]))
    candidates.append([replace(line, text=_without_position(line.text)) for line in lines if _names_region(line)])
    found = [office for block in candidates if (office := _office_in(block, offices)) is not None]
    found.sort(key=lambda office: begins_with(office.lines[0].text, ("bagian",)))  # is a part of another one
    named = next((office for office in found if not _bare(office)), None)
    return named or _government(tentang, lines) or next(iter(found), None)


def _names_region(line: Line) -> bool:
    return is_heading(line) and find_region(flat(line.text)) is not None


def _bare(office: Passage) -> bool:
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
        if w != "bagian"
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


def _office_in(block: Sequence[Line], offices: Sequence[str]) -> Passage | None:
    """The first line that begins with an office's word, with the heading lines that go on with its name."""
    for i, line in enumerate(block):
        text = flat(line.text)
        if not begins_with(text, offices) or len(text) > 120 or text.casefold().startswith("pemerintah "):
            continue
        name = [replace(line, text=_PERIOD.split(text)[0].strip(" ,"))]
        for after in block[i + 1 : i + 3]:
            more = flat(after.text)
            if _WRAPPED.search(name[-1].text):
                more = _PERIOD.split(more)[0].strip()
            if not more or not is_heading(after) or _NOT_OFFICE.search(more) or heading_kind(after):
                break
            if begins_with(more, offices) or begins_with(more, office_words()["positions"]):
                break
            if ":" in more or PLACE_DATE.search(more):
                break
            name.append(replace(after, text=more.strip(" ,")))
        return Passage(tuple(name))
    return None


def region_of(
    instansi: Passage | None,
    lines: Sequence[Line],
    titles: Sequence[Sequence[Line]],
    sections: Sequence[PrintedSection],
    position: Passage | None,
) -> Passage | None:
    """The region where the office's name says it, else the title, the positions, the letterhead."""
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

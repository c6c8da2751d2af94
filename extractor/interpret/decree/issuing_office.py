"""Which office and region a document is of: candidates of all its places -> the lines that name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.interpret.decree.office_evidence import LETTERHEAD_LINES, DecreeSources, office_candidates
from extractor.interpret.decree.scoring import best_of
from extractor.interpret.lines.label_lines import flat, is_heading
from normalizers.region import find_region
from schemas.printed import Passage
from schemas.transcript import Line

GOVERNMENT_IN_SUBJECT, GOVERNMENT_IN_HEADING = 0.97, 0.85  # certainty that a document is of the government it names
_GOVERNMENT = re.compile(
    r"(?P<name>\bpemerintah\s+(?:kabupaten|kota|provinsi)\s+\S.*?)(?=\s+tahun\b|\s+periode\b|\s*$)", re.IGNORECASE
)


def office_of(sources: DecreeSources, tentang: Passage | None) -> Passage | None:
    """The office that the document is of; where none is clear, the government that decreed it, if it names itself."""
    return best_of(office_candidates(sources), "instansi") or _government(tentang, sources.lines)


def _government(tentang: Passage | None, lines: Sequence[Line]) -> Passage | None:
    """The government of a region, where the title of its own decree or a heading names it and no office."""
    about = " ".join(line.text for line in tentang.lines) if tentang is not None else ""
    if tentang is not None and (m := _GOVERNMENT.search(flat(about))):
        return Passage((replace(tentang.lines[0], text=m["name"].strip(" ,")),), GOVERNMENT_IN_SUBJECT)
    for line in lines:
        if is_heading(line) and (m := _GOVERNMENT.search(flat(line.text))):
            return Passage((replace(line, text=m["name"].strip(" ,")),), GOVERNMENT_IN_HEADING)
    return None


def region_of(instansi: Passage | None, sources: DecreeSources) -> Passage | None:
    """The lines that name the region: the office's name, else a title, a running head, a position, the letterhead."""
    candidates: list[Sequence[Line]] = []
    if instansi is not None:
        candidates.append(instansi.lines)
    candidates.extend(sources.titles)
    candidates.extend((line,) for line in sources.running)
    candidates.extend(s.jabatan.lines for s in sources.sections if s.jabatan is not None)
    if sources.signed is not None:
        candidates.append(sources.signed.lines)
    candidates.append(sources.lines[: LETTERHEAD_LINES * 2])
    candidates.extend((line,) for line in sources.lines)
    for block in candidates:
        text = flat(" ".join(line.text for line in block))
        if text and find_region(text) is not None:
            return Passage(tuple(block))
    return None

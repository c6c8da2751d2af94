"""For which year or years a document is: every place that names some -> the lines that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.interpret.decree.office_evidence import DecreeSources
from extractor.interpret.decree.scoring import Candidate, best_of
from extractor.interpret.lines.label_lines import flat, is_heading
from normalizers.decree_period import find_period
from schemas.document import Jenis
from schemas.patterns import pattern
from schemas.printed import Passage
from schemas.transcript import Line

YEAR_AFTER_DATE = 20  # lines below the date in which the year may be named
YEAR_WITHIN = 60  # lines in which it may be where nothing is dated
OF_ONE_YEAR: frozenset[Jenis] = frozenset({"PK", "RKT", "RENJA", "RENAKSI", "LKJIP", "DPA"})
OF_SEVERAL_YEARS: frozenset[Jenis] = frozenset({"RENSTRA", "RPJMD"})

_YEAR = pattern("year")
_NAMED = re.compile(r"\b(?:tahun|thn|th|ta)\b", re.IGNORECASE)
_LEGAL = re.compile(r"\b(?:nomor|no\.|undang|peraturan|lembaran|pasal)\b|\btahun \d{4} tentang\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:renstra|renja|rencana strategis|rencana kerja|lkjip|laporan kinerja|perjanjian kinerja|rencana aksi)\b"
    r"[^.;:]{0,70}?\btahun\s+(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?",
    re.IGNORECASE,
)
_CONSIDERING = re.compile(r"^\W*menimbang\b", re.IGNORECASE)
_DECIDING = re.compile(r"^\W*m\s*e\s*m\s*u\s*t\s*u\s*s\s*k\s*a\s*n\b", re.IGNORECASE)
EARLIEST = "1999"  # performance is planned and reported since a presidential instruction of that year


def years_of(
    sources: DecreeSources, tentang: Passage | None, date: Passage | None, date_at: int | None, kind: Jenis | None
) -> Passage | None:
    """The lines that name the years; `date_at`: index of the date's line; `kind`: that of the whole document."""
    found = list(_candidates(sources, tentang, date_at, kind))
    if not found and date is not None and _YEAR.search(_flat_of(date.lines)):
        found.append(Candidate("", "date", date))
    return best_of(found, "tahun")


def _candidates(
    sources: DecreeSources, tentang: Passage | None, date_at: int | None, kind: Jenis | None
) -> Iterator[Candidate]:
    for place, block in _blocks(sources, tentang, date_at):
        years = find_period(_flat_of(block))
        if years is not None and years >= EARLIEST:
            several = "-" in years
            wrong = kind is not None and kind in (OF_ONE_YEAR if several else OF_SEVERAL_YEARS)
            yield Candidate(years, place, Passage(tuple(block)), wrong)


def _blocks(
    sources: DecreeSources, tentang: Passage | None, date_at: int | None
) -> Iterator[tuple[str, Sequence[Line]]]:
    if tentang is not None:
        yield "subject", tentang.lines
    yield from (("title", title) for title in sources.titles)
    if len({years for line in sources.running if (years := find_period(flat(line.text)))}) == 1:
        yield from (("running", (line,)) for line in sources.running)  # several are left over from other documents
    for label in sources.labels:
        if label.kind == "tahun" and label.value:
            yield "label", label.value
    yield from _running_text(sources, date_at)


def _running_text(sources: DecreeSources, date_at: int | None) -> Iterator[tuple[str, Sequence[Line]]]:
    """Lines outside the titles and the recitals: what names a plan, headings of tables, and lines near the top."""
    early = date_at + YEAR_AFTER_DATE if date_at is not None else YEAR_WITHIN
    in_titles = {id(line) for title in sources.titles for line in title}
    first, last = _recitals(sources.lines)
    for i, line in enumerate(sources.lines):
        text = flat(line.text)
        if first <= i < last or id(line) in in_titles or not _NAMED.search(text):
            continue
        heading = is_heading(line)
        if not heading:
            yield from (("plan", (replace(line, text=m[0]),)) for m in _PLAN.finditer(text))
        if _LEGAL.search(text):
            continue
        if heading or i < early:
            yield "table_title" if heading else "line", (line,)


def _recitals(lines: Sequence[Line]) -> tuple[int, int]:
    """Where a decree considers and cites laws, as a half-open range of lines: years there are those of other texts."""
    first = next((i for i, line in enumerate(lines) if _CONSIDERING.match(line.text)), len(lines))
    return first, next((i for i in range(first, len(lines)) if _DECIDING.match(lines[i].text)), first)


def _flat_of(lines: Sequence[Line]) -> str:
    return flat(" ".join(line.text for line in lines))

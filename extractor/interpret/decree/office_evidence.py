"""Every place of a document that names an office: lines, labels, titles, running heads, signatures -> candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.interpret.decree.scoring import Candidate
from extractor.interpret.lines.entry_wording import indicator_start
from extractor.interpret.lines.label_lines import Labelled, flat, heading_kind, is_heading
from extractor.interpret.lines.list_items import list_marker
from extractor.interpret.lines.office_names import OfficeName, continued_name, is_upper, office_name, without_region
from extractor.interpret.lines.office_vocabulary import begins_with, names_office, names_position, office_words
from extractor.interpret.lines.text_matching import squash
from normalizers.region import find_region
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedSection
from schemas.transcript import Line

LETTERHEAD_LINES = 14  # of the first page, in which a letterhead may be
PREAMBLE_LINES = 7  # of a decree or an annex: whose it is, number, title
WRAPPED_LINES = 2  # further lines of a name
LONGEST_ACRONYM = 60  # characters of a label's value that names an office without an office word
PART_OF_OFFICE = "bagian"  # such names are parts of another office, and yield to it

NUMBER = re.compile(r"^\W*(?:nomor|nomer|no\.?)\s*[:.]?\s*(?P<number>[^:\s].*)$", re.IGNORECASE)
PLACE_DATE = pattern("place-and-date")
_PERIOD = re.compile(r"\b(?:tahun|periode)(?=\W|\d|$)", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")
_REGION_BEHIND = re.compile(
    r"(?<=\S\s\S)(\S*)\s+(?:(?:provinsi|propinsi|kabupaten)\S*|kota(?=\s)|kab\.|prov\.)\s*\S.*$", re.IGNORECASE
)
_JOINED = re.compile(r"(?:\b(?:dan|serta)|,|&)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DecreeSources:
    """What a document has that may say whose it is."""

    lines: Sequence[Line]
    labels: Sequence[Labelled]
    titles: Sequence[Sequence[Line]]  # headings that name a kind, each with the headings below it
    sections: Sequence[PrintedSection]
    running: Sequence[Line]  # running heads and feet
    decree: int | None  # index of the decree's title, or of its annex, in `lines`
    signed: Passage | None  # position of who signed


def office_candidates(sources: DecreeSources) -> list[Candidate]:
    """All names of offices, each with the place that names it; mentions of a wrapped name count for the whole one."""
    found = list(_candidates(sources))
    keys = {candidate.key for candidate in found}
    return [replace(candidate, key=_whole_key(candidate.key, keys)) for candidate in found]


def _whole_key(key: str, keys: set[str]) -> str:
    """The key of the longer name that continues this one behind "dan": "dinas arsip" of "dinas arsip dan pustaka"."""
    longer = [other for other in keys if other.startswith((f"{key} dan ", f"{key} serta ", f"{key}, "))]
    return max(longer, key=len) if longer else key


def _candidates(sources: DecreeSources) -> Iterator[Candidate]:
    yield from _labelled(sources.labels)
    yield from _of_positions(sources)
    for title in sources.titles:
        yield from _in_block(title, "title")
    if sources.decree is not None:
        heading = sources.lines[sources.decree : sources.decree + PREAMBLE_LINES]
        yield from _in_block([line for line in heading if not NUMBER.match(flat(line.text))], "decree")
    yield from _in_block(sources.lines[:LETTERHEAD_LINES], "letterhead", leading=True)
    yield from _in_block(sources.running, "running")
    if sources.signed is not None:
        yield from _in_block(sources.signed.lines, "signature")
    yield from _in_text(sources)


def _labelled(labels: Sequence[Labelled]) -> Iterator[Candidate]:
    for label in labels:
        if label.kind != "instansi" or not label.value:
            continue
        named = list(_in_block(label.value, "label"))
        if named:
            yield named[0]
        elif _is_plain_name(flat(" ".join(line.text for line in label.value))):
            yield Candidate(_key(label.value[0].text), "label_without_word", Passage(label.value))


def _is_plain_name(text: str) -> bool:
    """True for a value that can be a name: short, without digits, each long word capitalised, no indicator."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    capital = bool(text) and text[0].isupper() and all(word[0].isupper() for word in long_words)
    return (
        capital and len(text) <= LONGEST_ACRONYM and not _HAS_DIGIT.search(text) and not indicator_start().match(text)
    )


def _of_positions(sources: DecreeSources) -> Iterator[Candidate]:
    """Habit: in an agreement the first party's position names the office, that of a chief of a division does not, but
    that of his superior does.
    """
    agreements = [section for section in sources.sections if section.jenis == "PK"]
    for section in agreements:
        if section.jabatan is not None:
            yield from _in_block(section.jabatan.lines, "first_party")
            break
    place = "superior" if agreements else "position"
    for label in sources.labels:
        if label.kind == "jabatan" and label.value:
            yield from _in_block(label.value, place)


def _in_text(sources: DecreeSources) -> Iterator[Candidate]:
    for i, line in enumerate(sources.lines):
        if list_marker(line.text) is not None or names_position(line.text):  # lists of those concerned
            continue
        if is_heading(line):
            block = sources.lines[i : i + 1 + WRAPPED_LINES]
            if find_region(flat(line.text)) is not None:
                yield from _in_block(block, "heading", first_only=True)
            continue
        found = office_name(line.text)
        if found is None or is_upper(found.text):
            continue
        place = "prose_with_region" if find_region(found.text) else "prose"
        if place == "prose_with_region" or not found.open_end:
            yield _candidate(place, (replace(line, text=found.text),), found.text)


def _in_block(
    block: Sequence[Line], place: str, *, leading: bool = False, first_only: bool = False
) -> Iterator[Candidate]:
    """Each line that holds a name, with the heading lines that continue it: "DINAS PERTANIAN", "DAN PANGAN"."""
    for i, line in enumerate(block):
        text = _before_period(line.text)
        found = office_name(text, leading=leading)
        if found is not None and not (leading and not is_heading(line)):
            closed = text != flat(line.text) or (place == "signature" and text.endswith(","))
            name = _with_continuation(line, found, block[i + 1 : i + 1 + WRAPPED_LINES], closed)
            whole = flat(" ".join(part.text for part in name))
            if not _is_bare(whole):
                yield _candidate(place, name, whole)
        if first_only:
            return


def _before_period(text: str) -> str:
    return _PERIOD.split(flat(text))[0].strip() or flat(text)


def _with_continuation(line: Line, found: OfficeName, below: Sequence[Line], closed: bool) -> tuple[Line, ...]:
    name = [replace(line, text=found.text)]
    going_on = found.open_end and not closed
    for after in below:
        unfinished = _JOINED.search(name[-1].text) is not None or (len(name) == 1 and _is_bare(found.text))
        if not going_on or not _continues_name(after, flat(after.text), unfinished):
            break
        more = _before_period(after.text)
        text, whole = continued_name(more, is_upper(found.text))
        if not text:
            break
        name.append(replace(after, text=text))
        going_on = whole and more == flat(after.text)
    return tuple(name)


def _continues_name(line: Line, text: str, unfinished: bool) -> bool:
    """True where a line below the beginning of a name is more of it; `unfinished`: the line above can't end a name."""
    if not text or (not is_heading(line) and not unfinished) or heading_kind(line):
        return False
    if unfinished and names_office(text):  # "KEPALA DINAS", "PERPUSTAKAAN DAN ARSIP"
        return True
    if text.split(" ")[0].casefold().strip(",.") in office_words()["ends"]:
        return False
    return not (names_office(text) or names_position(text) or ":" in text or PLACE_DATE.search(text))


def _candidate(place: str, name: tuple[Line, ...], whole: str) -> Candidate:
    return Candidate(_key(whole), place, Passage(name), begins_with(whole, (PART_OF_OFFICE,)))


def _key(name: str) -> str:
    short = _REGION_BEHIND.sub(r"\1", without_region(flat(name)))
    return " ".join(filter(None, (squash(word) for word in short.split(" "))))


def _is_bare(name: str) -> bool:
    """True for "Dinas", "Kecamatan": the word for an office without its name."""
    words = office_words()
    text = name.casefold().strip(" .,")
    return text in words["first_words"] and text not in words["alone"]

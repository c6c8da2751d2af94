"""The decree preamble and signature: what a document says of itself (number, subject, date, office, who signed).

Flow of a document -> PrintedHead, each value as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from rapidfuzz import fuzz

from extractor.interpret.decree.issuing_office import office_of, region_of
from extractor.interpret.decree.office_evidence import NUMBER, PLACE_DATE, DecreeSources
from extractor.interpret.decree.plan_years import years_of
from extractor.interpret.decree.signature import Signature, signature_of
from extractor.interpret.flow.flow_items import FlowItem
from extractor.interpret.lines.label_lines import (
    Labelled,
    flat,
    heading_kind,
    is_heading,
    read_labels,
    split_label,
    usual_kind,
)
from extractor.interpret.lines.office_vocabulary import names_position
from normalizers.date import find_date
from normalizers.nip import locate_nip
from schemas.document import Jenis
from schemas.patterns import pattern
from schemas.printed import Passage, PrintedHead, PrintedSection
from schemas.transcript import Line

ANNEX_LINES = 6  # at the top of an annex: of which decree, number, date, title
LONGEST_ANNEX_TITLE = 60  # characters of a line that begins an annex
NUMBER_WITHIN = 10  # lines between the word KEPUTUSAN and its NOMOR
SUBJECT_WITHIN = 40  # lines between the decree's title and its TENTANG
DATE_WITHIN = 3  # lines between "ditetapkan di" and "pada tanggal"
LONGEST_PLACE_DATE = 90  # characters
HEADINGS_BELOW = 5  # a title's further headings: office, year
LONGEST_HEADING = 100  # characters of such a heading
TITLE_LINES = 12  # a title is no longer
UNDATED_LINES = 8  # from a position to the NIP below it
SAME_NAME = 80.0  # of 100: likeness of two readings of one name, with and without titles

_DECREE = re.compile(
    r"^\W*(?:surat\s+)?(?:keputusan|peraturan|instruksi|k\s*e\s*p\s*u\s*t\s*u\s*s\s*a\s*n)\b", re.IGNORECASE
)
_ANNEX = re.compile(r"^\W*lampiran\b", re.IGNORECASE)
_ABOUT = re.compile(r"^\W*t\s*e\s*n\s*t\s*a\s*n\s*g\W*(?P<rest>.*)$", re.IGNORECASE)
_AFTER_TITLE = re.compile(
    r"^\W*(?:dengan\s+rahmat|menimbang|memperhatikan|mengingat|memutuskan|bismillah|atas\s+nama|ditetapkan\s+di)",
    re.IGNORECASE,
)
_ENACTED_AT = pattern("enacted-at")
_ON_DATE = pattern("enacted-on")
_YEAR = pattern("year")


def read_preamble(
    flow: Sequence[FlowItem],
    sections: Sequence[PrintedSection],
    running: Sequence[Line] = (),
    kind: Jenis | None = None,
) -> PrintedHead:
    """The decree preamble and who signed; a field is None where nothing says it.

    Labels, annexes, `running` heads and feet serve where the decree itself is missing, as in agreements and plans.
    `kind` is that of the whole document, where it is known.
    """
    lines = [item for item in flow if isinstance(item, Line) and item.text.strip()]
    labels = list(read_labels(lines))
    decree = _decree_at(lines)
    nomor = _nomor(lines, decree)
    tentang = _tentang(lines, decree, labels)
    place, date, date_at = _place_and_date(lines)
    signed = signature_of(lines[date_at + 1 :]) if date_at is not None else _undated(lines)
    date = date or _annex_date(lines)
    position = signed.jabatan or _position_named(labels, signed.nama)
    decree_at = decree if decree is not None else _annex_at(lines)
    sources = DecreeSources(lines, labels, list(_titles(lines)), sections, running, decree_at, position)
    instansi = office_of(sources, tentang)
    return PrintedHead(
        instansi=instansi,
        wilayah=region_of(instansi, sources),
        nomor=nomor,
        tahun=years_of(sources, tentang, date, date_at, kind),
        tentang=tentang,
        tanggal=date if date is not None and find_date(_passage_text(date)) else None,
        tempat=place,
        nama=signed.nama,
        jabatan=position,
        pangkat=signed.pangkat,
        nip=signed.nip,
    )


def _position_named(labels: Sequence[Labelled], name: Passage | None) -> Passage | None:
    """The position that an agreement gives beside the name of the party who signs it."""
    if name is None:
        return None
    for i, label in enumerate(labels):
        if (
            label.kind == "nama"
            and label.value
            and fuzz.ratio(_letters(label.value), _letters(name.lines)) >= SAME_NAME
        ):
            own = takewhile(lambda other: other.kind != "nama", labels[i + 1 :])
            return next((Passage(other.value) for other in own if other.kind == "jabatan" and other.value), None)
    return None


def _letters(lines: Sequence[Line]) -> str:
    return "".join(ch for line in lines for ch in line.text.casefold() if ch.isalpha())


def _passage_text(passage: Passage) -> str:
    return flat(" ".join(line.text for line in passage.lines))


def _fragment(line: Line, text: str) -> Passage:
    """A stretch of a line as a value of its own."""
    return Passage((replace(line, text=text),))


def _decree_at(lines: Sequence[Line]) -> int | None:
    """Where the decree's own title begins: KEPUTUSAN in a heading, before any annex."""
    for i, line in enumerate(lines):
        if _ANNEX.match(line.text) and len(flat(line.text)) < LONGEST_ANNEX_TITLE:
            return None
        if _DECREE.match(line.text) and is_heading(line):
            return i
    return None


def _annex_at(lines: Sequence[Line]) -> int | None:
    return next(
        (i for i, line in enumerate(lines) if _ANNEX.match(line.text) and len(flat(line.text)) < LONGEST_ANNEX_TITLE),
        None,
    )


def _nomor(lines: Sequence[Line], decree: int | None) -> Passage | None:
    if decree is not None:
        for line in lines[decree : decree + NUMBER_WITHIN]:
            if _ABOUT.match(flat(line.text)):
                break
            if (m := NUMBER.match(flat(line.text))) and re.search(r"\d", m["number"]):
                return _fragment(line, m["number"])
    for i, line in enumerate(lines):
        if not _ANNEX.match(line.text):
            continue
        for near in lines[i : i + NUMBER_WITHIN]:
            if (m := NUMBER.match(flat(near.text))) and re.search(r"\d", m["number"]):
                return _fragment(near, m["number"])
    return None


def _tentang(lines: Sequence[Line], decree: int | None, labels: Sequence[Labelled]) -> Passage | None:
    for i, line in enumerate(lines[decree or 0 : (decree or 0) + SUBJECT_WITHIN], start=decree or 0):
        m = _ABOUT.match(flat(line.text))
        annexed = any(_ANNEX.match(above.text) for above in lines[max(0, i - ANNEX_LINES) : i])
        if m is None or (decree is None and not annexed and not (not m["rest"] and is_heading(line))):
            continue
        collected = [replace(line, text=m["rest"])] if m["rest"].strip() else []
        for k, after in enumerate(lines[i + 1 : i + 1 + TITLE_LINES], start=i + 1):
            if (
                (collected and _ends_title(lines, k))
                or _AFTER_TITLE.match(flat(after.text))
                or (annexed and _names_again(after, collected))
            ):
                break
            collected.append(after)
        if collected:
            return Passage(tuple(collected))
    about = next((lab for lab in labels if lab.kind == "perihal" and _says_something(lab.value)), None)
    return Passage(about.value) if about else None


def _says_something(value: Sequence[Line]) -> bool:
    """True for words; a number behind "Hal :" is that of the page."""
    return any(ch.isalpha() for line in value for ch in line.text)


def _names_again(line: Line, title: Sequence[Line]) -> bool:
    """True for the heading of a table that says anew what the title of the annex has said."""
    kind = heading_kind(line)
    whole = " ".join(each.text for each in title)
    return kind is not None and kind == heading_kind(Line(whole, bold=True))


def _ends_title(lines: Sequence[Line], at: int) -> bool:
    """True where the title is over: at the invocation, or at the official who decides, with a comma at the end."""
    text = flat(lines[at].text)
    if _AFTER_TITLE.match(text) or split_label(lines[at]) is not None:
        return True
    if not names_position(text):
        return False
    if any(_AFTER_TITLE.match(flat(line.text)) for line in lines[at + 1 : at + 3]):
        return True
    until = " ".join(flat(line.text) for line in lines[at : at + 4])
    return "," in until or text.endswith(",")


def _place_and_date(lines: Sequence[Line]) -> tuple[Passage | None, Passage | None, int | None]:
    """Place, date (as printed, perhaps without its day) and the date line's index: as enacted, else "Place, date"."""
    for i, line in enumerate(lines):
        if m := _ENACTED_AT.match(flat(line.text)):
            return _enacted(lines, i, m["place"])
    return _place_before_date(lines)


def _enacted(lines: Sequence[Line], at: int, place: str) -> tuple[Passage, Passage | None, int]:
    """The same at a line "Ditetapkan di Melati", whose date is behind it or in a line below it."""
    line = lines[at]
    named = _fragment(line, re.split(r"\s+pada\s+tanggal", place.strip(" .,:"), flags=re.IGNORECASE)[0].strip())
    rest = re.search(r"pada\s+tanggal\s*[:,.]?\s*(.+)$", flat(line.text), re.IGNORECASE)
    if rest:
        return named, _fragment(line, rest[1]), at
    for k in range(at + 1, min(at + 1 + DATE_WITHIN, len(lines))):
        d = _ON_DATE.match(flat(lines[k].text))
        if d and re.search(r"\d", d["date"]):
            return named, _fragment(lines[k], d["date"]), k
    return named, None, at


def _place_before_date(lines: Sequence[Line]) -> tuple[Passage | None, Passage | None, int | None]:
    """The same at a line "Melati, 2 Januari 2024" above a signature."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        if len(flat(text)) > LONGEST_PLACE_DATE:
            continue
        m = PLACE_DATE.search(re.sub(r"[ \t]*\t[ \t]*", "\t", text)) or PLACE_DATE.search(flat(text))
        if m is None or not _YEAR.search(m["date"]):
            continue
        date = flat(m["date"])
        if find_date(date) or re.fullmatch(r"\W*(?:\d{0,2}\W*)\d{4}\W*", date):
            return _fragment(line, flat(m["place"])), _fragment(line, date), i
    return None, None, None


def _annex_date(lines: Sequence[Line]) -> Passage | None:
    """The date under the number of an annex, for annexes that came without their decree."""
    for i, line in enumerate(lines):
        if _ANNEX.match(line.text):
            for near in lines[i : i + NUMBER_WITHIN]:
                if (m := _ON_DATE.match(flat(near.text))) and find_date(m["date"]):
                    return _fragment(near, m["date"])
    return None


def _undated(lines: Sequence[Line]) -> Signature:
    """The signature that a NIP closes where nothing is dated: it begins with the position."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if locate_nip(lines[i].text) is not None), None)
    if last is None:
        return Signature()
    window = range(max(0, last - UNDATED_LINES), last)
    first = next((i for i in window if names_position(lines[i].text)), None)
    return (
        signature_of(lines[first : last + 1]) if first is not None and not _labelled(lines[first:last]) else Signature()
    )


def _labelled(lines: Sequence[Line]) -> bool:
    return any(split_label(line) is not None for line in lines)


def _titles(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Headings that name a kind, each with the further headings below it (office, year)."""
    i = 0
    while i < len(lines):
        if heading_kind(lines[i]) is None and not (is_heading(lines[i]) and usual_kind(lines[i].text)):
            i += 1
            continue
        block = [lines[i]]
        for line in lines[i + 1 : i + 1 + HEADINGS_BELOW]:
            text = flat(line.text)
            if not is_heading(line) or split_label(line) is not None or len(text) > LONGEST_HEADING:
                break
            if PLACE_DATE.search(text) and not re.search(r"\btahun\b", text, re.IGNORECASE):
                break
            block.append(line)
        yield tuple(block)
        i += len(block)

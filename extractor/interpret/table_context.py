"""Lines above a table -> what they say of it: kind of section, position (jabatan), tugas and fungsi."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.interpret.flow.flow_items import IndicatorTable
from extractor.interpret.lines.label_lines import (
    Labelled,
    flat,
    heading_kind,
    is_heading,
    one_label_each,
    read_labels,
    split_label,
    usual_kind,
)
from extractor.interpret.lines.list_items import list_items
from extractor.interpret.lines.office_vocabulary import begins_with, names_position, office_words
from extractor.interpret.lines.running_titles import is_running_title, says_it_continues
from normalizers.text import strip_list_marker
from schemas.document import Jenis
from schemas.patterns import pattern
from schemas.printed import Passage, Role
from schemas.transcript import Line

LINES_BELOW_TITLE = 5  # below a heading that names a kind, among which the position is looked for
LINES_AROUND_TABLE = 6  # right above a table, among which a heading of its own is looked for
FEWEST_YEARS = 3  # of targets, from which a table is one of a plan of several years
FROM_HEADING = 0.9  # certainty of a position that a heading names without a label
FROM_LIST_HEADING = 0.85  # of one that a list-marked heading names, or that is a unit and no position

_FIRST_PARTY = pattern("first-party")
_SECOND_PARTY = pattern("second-party")
PLACE_DATE = pattern("place-and-date")
MENTIONED_PLANS: frozenset[Jenis] = frozenset({"RPJMD"})
"""Plans of the region that titles of an office's tables name as what they follow ("... Tujuan dan Sasaran RPJMD")."""

_ENTRY_LABEL = re.compile(r"^\W*(?:sub\s*)?(?:program|kegiatan|keluaran|capaian)\b", re.IGNORECASE)
_CAPTION = re.compile(r"^\W*(?:tabel|table|formulir)\s*\.?\s*[\dIVX]", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:[ivx]{1,5}|[a-z]|\d{1,2})\s*[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the lines between two tables say of the table that follows; None or () where they say nothing."""

    jenis: Jenis | None
    jabatan: Passage | None
    tugas: Passage | None
    fungsi: tuple[Passage, ...]
    titled: bool = False  # a heading that names a kind, or a numbered caption, is printed
    usual: Jenis | None = None  # the kind whose tables usually have such a title
    continued: bool = False  # the title says that the table above continues: "(lanjutan)"

    @property
    def opens_section(self) -> bool:
        """True where a new section begins: a heading, a label or a numbered caption is printed there."""
        return bool(self.jenis or self.jabatan or self.tugas or self.fungsi or self.titled)


def table_context(above: Sequence[Line], titles: Sequence[str]) -> TableContext:
    """Labels and headings in the lines above a table and in its own `titles`, the rows over its whole width."""
    above = list(one_label_each([line for line in above if not is_running_title(line)]))
    labels = list(read_labels(above))
    jenis, heading_at = _nearest_heading(above, titles)
    tugas = _last_of_kind(labels, "tugas")
    fungsi = _last_of_kind(labels, "fungsi")
    jabatan = _labelled_position(labels, above) or list_heading(above)
    if jabatan is None:
        jabatan = _position_near_title(above, heading_at) if jenis in ("IKI", "PK") else _position_right_above(above)
    duties = [lab.position for lab in (tugas, fungsi) if lab is not None]
    if jabatan is None and duties:
        jabatan = _position_heading(above[: min(duties)])
    title = [*(line.text for line in above if _is_title(line)), *titles]
    return TableContext(
        jenis,
        jabatan,
        Passage(tugas.value) if tugas else None,
        list_items(fungsi.value) if fungsi else (),
        bool(title),
        usual_kind(" ".join((*(line.text for line in above if is_heading(line)), *titles))),
        any(map(says_it_continues, title)),
    )


def _is_title(line: Line) -> bool:
    return heading_kind(line) is not None or _CAPTION.match(line.text) is not None


def _last_of_kind(labels: Sequence[Labelled], kind: str) -> Labelled | None:
    return next((lab for lab in reversed(labels) if lab.kind == kind and lab.value), None)


def _nearest_heading(above: Sequence[Line], titles: Sequence[str]) -> tuple[Jenis | None, int | None]:
    """The kind that the nearest heading names, and its index in `above`; None there for a title of the table."""
    for title in reversed(titles):
        jenis = None if _ENTRY_LABEL.match(title) else heading_kind(Line(title, bold=True))
        if jenis:
            return jenis, None
    for position in range(len(above) - 1, -1, -1):
        jenis = heading_kind(above[position])
        if jenis is not None and not (
            jenis in MENTIONED_PLANS and position and _is_heading_or_caption(above[position - 1])
        ):
            return jenis, position
    return None, None


def _is_heading_or_caption(line: Line) -> bool:
    return is_heading(line) or _CAPTION.match(line.text) is not None


def _labelled_position(labels: Sequence[Labelled], above: Sequence[Line]) -> Passage | None:
    """The position behind "Jabatan :"; of the two parties of an agreement the first one's, whose table it is."""
    named = [lab for lab in labels if lab.kind == "jabatan" and lab.value]
    if not named:
        return None
    for i, lab in enumerate(named):
        end = named[i + 1].position if i + 1 < len(named) else len(above)
        following = " ".join(line.text for line in above[lab.position : end])
        first, second = _FIRST_PARTY.search(following), _SECOND_PARTY.search(following)
        if first and (second is None or first.start() < second.start()):
            return Passage(lab.value)
    two_parties = any(_SECOND_PARTY.search(line.text) for line in above)
    return Passage(named[0].value if len(named) > 1 and two_parties else named[-1].value)


def list_heading(above: Sequence[Line]) -> Passage | None:
    """The post that the last list-marked heading above a table names, over two lines where it wraps.

    Habit: reports list the agreements of all officials: "a. Perjanjian Kinerja Kepala Dinas", a sentence, its table;
    "iii. Seksi Penataan Arsip" right above its table.
    """
    filled = [line for line in above if line.text.strip()]
    for at in range(len(filled) - 1, max(-1, len(filled) - 1 - LINES_AROUND_TABLE), -1):
        marker = _LIST_MARK.match(filled[at].text)
        if marker is None or not is_heading(filled[at]):
            continue
        below = filled[at + 1 :]
        named = _behind_kind(filled[at].text[marker.end() :])
        if named is None:
            return None
        first = replace(filled[at], text=named)
        wrapped = below if len(below) == 1 and is_heading(below[0]) and not _names_anything(below[0]) else []
        return Passage((first, *wrapped), FROM_LIST_HEADING)
    return None


def _behind_kind(text: str) -> str | None:
    """ "Perjanjian Kinerja Kepala Dinas" -> "Kepala Dinas"; "Seksi Arsip" as it is; None for no post."""
    words = flat(text).split(" ")
    for start in range(min(4, len(words))):
        rest = " ".join(words[start:])
        if names_position(rest) or (start == 0 and begins_with(rest, office_words()["units"])):
            before = " ".join(words[:start])
            is_kind = not before or heading_kind(Line(before, bold=True)) is not None
            return rest if is_kind and len(rest.split(" ")) > 0 and not rest.endswith(".") else None
    return None


def _names_anything(line: Line) -> bool:
    return heading_kind(line) is not None or split_label(line) is not None or names_position(line.text)


def _position_near_title(above: Sequence[Line], heading_at: int | None) -> Passage | None:
    """The position as a heading below the kind's ("INDIKATOR KINERJA INDIVIDU", "CAMAT MELATI"), else above it.

    Habit: annexes and captions repeat the kind below the position ("KEPALA DINAS ARSIP", "Tabel 1. Perjanjian
    Kinerja"), and so does a first row over the whole width of the table.
    """
    at = len(above) if heading_at is None else heading_at
    for line in above[at + 1 : at + 1 + LINES_BELOW_TITLE]:
        if (found := _heading_position(line)) is not None:
            return found
    for line in reversed(above[max(0, at - LINES_BELOW_TITLE) : at]):
        if PLACE_DATE.search(line.text) or _SECOND_PARTY.search(line.text):
            break
        if (found := _heading_position(line)) is not None:
            return found
    return None


def _position_right_above(above: Sequence[Line]) -> Passage | None:
    """The position as the last heading above a table of which no heading names the kind."""
    last = next((line for line in reversed(above) if line.text.strip()), None)
    return _heading_position(last) if last is not None else None


def _heading_position(line: Line) -> Passage | None:
    """A heading that is a position, in whichever column it is printed: "salinan<tab>KEPALA DINAS ARSIP"."""
    parts = [part for part in line.text.split("\t") if part.strip()]
    for part in parts:
        if is_heading(replace(line, text=part)) and names_position(part) and not part.rstrip().endswith((",", ":")):
            return Passage((replace(line, text=part.strip()),), FROM_HEADING)
    return None


def _position_heading(lines: Sequence[Line]) -> Passage | None:
    """The position that heads its duties without a label ("A. KEPALA BIDANG ..." above "Tugas :")."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    if last is None or not is_heading(last):
        return None
    bare = strip_list_marker(flat(last.text))[1]
    return Passage((replace(last, text=bare),), FROM_HEADING) if names_position(bare) else None


def named_kind(table: IndicatorTable) -> Jenis | None:
    """The kind that the table's own header names: IKI or IKU.

    Example: "No | Sasaran | Indikator Kinerja Utama" -> IKU.
    """
    text = " ".join(c.text for c in table.header.columns).casefold()
    if "individu" in text or re.search(r"\biki\b", text):
        return "IKI"
    return "IKU" if "kinerja utama" in text or re.search(r"\biku\b", text) else None


def kind_by_periods(table: IndicatorTable) -> Jenis | None:
    """The kind that the targets' periods show: per quarter a RENAKSI, of several years a RENSTRA; else None."""
    periods = [c.period for c in table.header.columns if c.period and c.role is Role.TARGET]
    if any(p.startswith(("TW", "Semester")) for p in periods):
        return "RENAKSI"
    return "RENSTRA" if sum(p.isdigit() for p in periods) >= FEWEST_YEARS else None

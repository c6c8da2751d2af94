"""Lines above a table -> what they say of it: kind of section, position (jabatan), tugas and fungsi."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.interpret.flow.flow_items import IndicatorTable
from extractor.interpret.lines.label_lines import Labelled, flat, heading_kind, is_heading, read_labels
from extractor.interpret.lines.list_items import list_items
from extractor.interpret.lines.office_vocabulary import names_position
from normalizers.text import strip_list_marker
from schemas.document import Jenis
from schemas.patterns import pattern
from schemas.printed import Passage, Role
from schemas.transcript import Line

LINES_BELOW_TITLE = 4  # below a heading that names a kind, among which the position is looked for
FROM_HEADING = 0.9  # certainty of a position that a heading names without a label

_FIRST_PARTY = pattern("first-party")
_SECOND_PARTY = pattern("second-party")


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the lines between two tables say of the table that follows; None or () where they say nothing."""

    jenis: Jenis | None
    jabatan: Passage | None
    tugas: Passage | None
    fungsi: tuple[Passage, ...]

    @property
    def opens_section(self) -> bool:
        """True where a new section begins: a heading or a label is printed there."""
        return bool(self.jenis or self.jabatan or self.tugas or self.fungsi)


def table_context(above: Sequence[Line], titles: Sequence[str]) -> TableContext:
    """Labels and headings in the lines above a table and in its own `titles`, the rows over its whole width."""
    labels = list(read_labels(above))
    jenis, heading_at = _nearest_heading(above, titles)
    tugas = _last_of_kind(labels, "tugas")
    fungsi = _last_of_kind(labels, "fungsi")
    jabatan = _labelled_position(labels, above)
    if jabatan is None and heading_at is not None and jenis in ("IKI", "PK"):
        jabatan = _position_below(above, heading_at)
    duties = [lab.position for lab in (tugas, fungsi) if lab is not None]
    if jabatan is None and duties:
        jabatan = _position_heading(above[: min(duties)])
    return TableContext(
        jenis,
        jabatan,
        Passage(tugas.value) if tugas else None,
        list_items(fungsi.value) if fungsi else (),
    )


def _last_of_kind(labels: Sequence[Labelled], kind: str) -> Labelled | None:
    return next((lab for lab in reversed(labels) if lab.kind == kind and lab.value), None)


def _nearest_heading(above: Sequence[Line], titles: Sequence[str]) -> tuple[Jenis | None, int | None]:
    """The kind that the nearest heading names, and its index in `above`; None there for a title of the table."""
    for title in reversed(titles):
        jenis = heading_kind(Line(title, bold=True))
        if jenis:
            return jenis, None
    for position in range(len(above) - 1, -1, -1):
        jenis = heading_kind(above[position])
        if jenis is not None:
            return jenis, position
    return None, None


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


def _position_below(above: Sequence[Line], heading_at: int) -> Passage | None:
    """The position as a heading below the kind's ("INDIKATOR KINERJA INDIVIDU", "CAMAT MELATI")."""
    for line in above[heading_at + 1 : heading_at + 1 + LINES_BELOW_TITLE]:
        if is_heading(line) and names_position(line.text):
            return Passage((line,), FROM_HEADING)
    return None


def _position_heading(lines: Sequence[Line]) -> Passage | None:
    """The position that heads its duties without a label ("A. KEPALA BIDANG ..." above "Tugas :")."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    if last is None or not is_heading(last):
        return None
    bare = strip_list_marker(flat(last.text))[1]
    return Passage((replace(last, text=bare),), FROM_HEADING) if names_position(bare) else None


def kind_of_table(table: IndicatorTable) -> Jenis | None:
    """The kind by the table's own header, where no heading stands above it; None where that says nothing.

    Habit: "Indikator Kinerja Individu" is IKI, "Indikator Kinerja Utama" IKU, targets per quarter a RENAKSI, targets
    of several years a RENSTRA.
    """
    text = " ".join(c.text for c in table.header.columns).casefold()
    if "individu" in text or re.search(r"\biki\b", text):
        return "IKI"
    if "kinerja utama" in text or re.search(r"\biku\b", text):
        return "IKU"
    periods = [c.period for c in table.header.columns if c.period and c.role is Role.TARGET]
    if any(p.startswith(("TW", "Semester")) for p in periods):
        return "RENAKSI"
    return "RENSTRA" if sum(p.isdigit() for p in periods) > 1 else None

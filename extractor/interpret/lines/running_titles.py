"""Running heads and feet that stand among a page's lines: the document's title with its year, perhaps a page number,
and words that say that a table continues: "Lanjutan Perjanjian Kinerja", "bersambung ...".

Habit: "Renja Dinas Arsip 2022", "LKjIP Dinas Arsip Th. 2019", "Renstra ... 2017-2022 | 49" on each page; where too few
pages are there to compare, they are not known as running.
"""

from __future__ import annotations

import re

from extractor.interpret.lines.label_lines import flat
from extractor.interpret.lines.office_names import office_name
from schemas.transcript import Line

_CONTINUED = re.compile(r"\b(?:lanjutan|sambungan|bersambung)\b", re.IGNORECASE)
LONGEST = 110  # characters
_BEGINS = re.compile(
    r"^\W*(?:\d{1,3}\W+)?(?:revisi\s+|perubahan\s+)?"
    r"(?:renja|renstra|rkt|lkj(?:ip)?|lakip|lkip|rpjmd|renaksi|rencana\s*(?:kerja|strategis|aksi|kinerja)|"
    r"laporan\s+(?:akuntabilitas\s+)?kinerja|dokumen\s+pelaksanaan)(?![a-z])",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"^\W*(?:\d{1,3}\W+)?(?:lkj|lak?ip|laporan\s+(?:akuntabilitas\s+)?kinerja\s+instansi)", re.IGNORECASE
)
_ENDS_WITH_YEAR = re.compile(r"(?:19|20)\d{2}\W*(?:(?:page|hal(?:aman)?)?\W*\d{1,3})?\W*$", re.IGNORECASE)


def is_running_title(line: Line) -> bool:
    """True for a line that holds kind, office and year in this order, not in capitals: "Renja Dinas Arsip 2022"."""
    text = flat(line.text)
    return (
        len(text) <= LONGEST
        and not text.isupper()
        and _BEGINS.match(text) is not None
        and _ENDS_WITH_YEAR.search(text) is not None
        and (office_name(text) is not None or _REPORT.match(text) is not None)
    )


def says_it_continues(text: str) -> bool:
    """True where a title says that what was begun above goes on: "PERJANJIAN KINERJA (LANJUTAN)"."""
    return _CONTINUED.search(text) is not None

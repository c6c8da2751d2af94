"""How the texts of goals in drawn trees are worded."""

from __future__ import annotations

import re

from extractor.interpret.lines.entry_wording import sasaran_start

_NUMBERED = r"^\W*(?:(?:[a-z]|[\d.]{1,8})\s*[.)]\s*|\d{1,2}\s+)*"
_AIM = re.compile(_NUMBERED + r"(?:mem|men|meng|meny|me)\w{3,}(?:kan|i)\b", re.IGNORECASE)
_ACTIVITY = re.compile(
    _NUMBERED + r"(?:pe\w{3,}an|\w{3,}asi|monitoring|bimbingan|per\w{3,}an|program|kegiatan|sub\s+kegiatan)\s+\w",
    re.IGNORECASE,
)


def is_worded_as_goal(text: str) -> bool:
    """True for a text worded as a goal: as something reached ("Meningkatnya ...") or to do ("Meningkatkan ...")."""
    return bool(sasaran_start().match(text) or _AIM.match(text))


def is_goal_like(text: str) -> bool:
    """True also for one worded as an activity ("Pengadaan alat", "Program Pelayanan"), as lower rows of trees are."""
    return is_worded_as_goal(text) or bool(_ACTIVITY.match(text))

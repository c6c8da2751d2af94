"""NIP, the number of a civil servant: 18 digits that hold birth date, month of appointment, sex and a serial number.

The build of the number is that of the civil service agency's rule (Peraturan Kepala BKN 22/2007): YYYYMMDD birth,
YYYYMM appointment, 1 man or 2 woman, three digits of serial number. Contract employees (PPPK) have the year of
their contract and 21 where the month of appointment stands.
"""

from __future__ import annotations

import re
from datetime import date

from schemas.evidence import Correction
from schemas.patterns import look_alikes
from schemas.values import NipMatch

LENGTH = 18
OLD_LENGTH = 9  # numbers given out before 2008
_SLIPS = look_alikes("digits-of-nip")
_LIKE_DIGIT = rf"[\d{_SLIPS.characters}]"
_RUN = rf"{_LIKE_DIGIT}(?:[ .\-\u00a0]{{0,3}}{_LIKE_DIGIT}){{17}}(?!\w)"
_LABELLED = re.compile(_RUN)
_ALONE = re.compile(rf"(?<!\w){_RUN}")
_LABEL = re.compile(r"\bN\s?[.]?\s?[I1l]\s?[.]?\s?P(?![A-Za-z])\s*[.:;]*\s*", re.IGNORECASE)
_ANY_LENGTH = re.compile(r"\d(?:[ .\-\u00a0]{0,3}\d)*+(?![\w/|]|[.,-]\d)")
_FEWEST, _MOST = 12, 24  # digits of a number that is meant as a NIP of 18
_MOST_SLIPS = 4  # look-alikes among the 18; more of them is a word, not a number
_YOUNGEST, _OLDEST_START, _OLDEST = 15, 60, 75  # years of age at appointment, and on the day of signing
_FIRST_YEAR = 1920
_LAST_YEAR = 2099
_CONTRACT_MONTH = 21


def find_nip(text: str) -> str | None:
    """The first 18-digit NIP in `text`, digits only: "NIP. 19700131 200003 1 001" -> "1970013120000...".

    None where there is none.
    """
    match = locate_nip(text)
    return match.digits if match is not None else None


def locate_nip(text: str) -> NipMatch | None:
    """The first 18-digit NIP in `text`, with its place and the digit slips (O for 0, l for 1) that were bridged.

    Without the word NIP before it, a run of 18 digits counts only where it checks.
    """
    labelled = [_LABELLED.match(text, label.end()) for label in _LABEL.finditer(text)]
    for match in labelled + list(_ALONE.finditer(text)):
        if match is None:
            continue
        printed = re.sub(r"[ .\-\u00a0]", "", match.group())
        digits = _SLIPS.meant(printed)
        slips = sum(a != b for a, b in zip(printed, digits, strict=True))
        if slips > _MOST_SLIPS or (match not in labelled and check_nip(digits)):
            continue
        corrections = (Correction(match.group(), digits, "nip-digits"),) if slips else ()
        return NipMatch(digits, match.start(), match.end(), corrections)
    return None


def is_old_nip(digits: str) -> bool:
    """True for the nine digits of a number as given out before 2008."""
    return len(digits) == OLD_LENGTH and digits.isdigit()


def nips_of_wrong_length(text: str) -> list[str]:
    """Digits behind the word NIP that are meant as one and are neither 18 nor, as before 2008, 9.

    No number that goes on with look-alikes of digits to a whole one has a wrong length.
    """
    ends = (label.end() for label in _LABEL.finditer(text))
    found = (_ANY_LENGTH.match(text, end) for end in ends if _LABELLED.match(text, end) is None)
    runs = [re.sub(r"\D", "", match.group()) for match in found if match is not None]
    return [digits for digits in runs if _FEWEST <= len(digits) <= _MOST and len(digits) != LENGTH]


def check_nip(digits: str, signed: date | None = None) -> list[str]:
    """What does not agree inside an 18-digit NIP, as stable codes; an empty list where all is well.

    "nip_panjang" not 18 digits (nothing else is then looked at), "nip_lahir" no possible birth date, "nip_tmt" no
    possible month of appointment, "nip_jenis_kelamin", "nip_usia" too young or too old at appointment (or on the
    day `signed`), "nip_urut" serial number 000.
    """
    if len(digits) != LENGTH or not digits.isdigit():
        return ["nip_panjang"]
    problems = []
    born = _date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if born is None:
        problems.append("nip_lahir")
    year, month = int(digits[8:12]), int(digits[12:14])
    began = _date(year, 1 if month == _CONTRACT_MONTH else month, 1)
    if began is None:
        problems.append("nip_tmt")
    if digits[14] not in "12":
        problems.append("nip_jenis_kelamin")
    if born is not None and began is not None and not _plausible(born, began, signed):
        problems.append("nip_usia")
    if digits[15:] == "000":
        problems.append("nip_urut")
    return problems


def _plausible(born: date, began: date, signed: date | None) -> bool:
    if not _YOUNGEST <= began.year - born.year <= _OLDEST_START:
        return False
    return signed is None or (signed.year - born.year <= _OLDEST and signed >= began)


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

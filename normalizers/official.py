"""Decree numbers and the years that a decree is for."""

from __future__ import annotations

import re

from normalizers.text import collapse

_LABEL = re.compile(r"\bn[o0]\s?(?:m|rn)\s?[o0e]\s?r\b\s*[:;.]?\s*|\bno\s?[.:]\s*:?\s*", re.IGNORECASE)
_END = re.compile(r"\s+(?:tentang|tanggal|tgl|perihal|lampiran|sifat|hal)\b.*$|[\n\r].*$", re.IGNORECASE | re.DOTALL)
_BROKEN = re.compile(r"/[ \t]*\n[ \t]*")  # a number cut by a line end behind one of its slashes
_STARTS_LIKE_A_NUMBER = re.compile(r"\S*[\d/]|[A-Z]{1,6}[.-]?\s\S*\d|[.…_]")
""" "84 TAHUN", "PER/09", "KEP. 12": no "Induk Pegawai 19...", which goes on with words."""
_LONGEST = 60  # characters; what is longer is a sentence
_BLANK = re.compile(r"^[.…_\s/-]*(?:(?:tahun\b\s*)?[.…\s\d]*)?$", re.IGNORECASE)
_YEAR = r"(?:19|20)\d{2}"
_RANGE = re.compile(
    rf"(?<![\d/.])({_YEAR})\s*(?:[-–—]|s\s*[./]?\s*d\s*\.?|sampai\s+dengan|sampai|hingga)\s*(?:tahun\s+)?({_YEAR})(?![\d/.]\d)",
    re.IGNORECASE,
)
_LONGEST_PERIOD = 25  # years, a long-term plan's
_CITATION = re.compile(rf"\b(?:nomor|no\.?)\s*:?\s*[\w./-]+\s+tahun\s+{_YEAR}", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    rf"\b(?:tahun|thn\.?|ta\.?|t\.a\.?)\s*(?:anggaran|pelajaran)?\s*:?\s*({_YEAR})(?!\d)", re.IGNORECASE
)
_ANY_YEAR = re.compile(rf"(?<![\d/.,-])({_YEAR})(?![\d/]|[.,]\d)")


def read_nomor(text: str) -> str | None:
    """The number behind "Nomor": "NOMOR 84 TAHUN 2023" -> "84 TAHUN 2023"; None where it was left blank.

    What follows on the same line (TENTANG, TANGGAL) is cut off; white space is collapsed.
    """
    found = _LABEL.search(text)
    if found is None:
        return None
    behind = _BROKEN.sub("/", text[found.end() :])
    number = collapse(_END.sub("", behind)).strip(" ,;:")
    left_blank = _BLANK.match(number) is not None and not number[:1].isdigit()
    if left_blank or len(number) > _LONGEST or _STARTS_LIKE_A_NUMBER.match(number) is None:
        return None
    return number


def find_period(text: str) -> str | None:
    """The year or the years that `text` speaks of: "2018" or "2021-2026"; None where there is none.

    A span goes before a year that is called one ("Tahun Anggaran 2016"), that before any other year. Years inside
    the number of a regulation ("Nomor 14 Tahun 2016") do not count.
    """
    text = _CITATION.sub(" ", collapse(text))
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) <= _LONGEST_PERIOD:
            return f"{first}-{last}"
    for pattern in (_NAMED_YEAR, _ANY_YEAR):
        found = pattern.search(text)
        if found is not None:
            return found.group(1)
    return None

"""Regulations that a text names -> kind, number, year and article of each, with its place in the text.

A name is a kind ("Peraturan Menteri"), perhaps an office and a region, then a number and mostly a year. What follows
"tentang" is the subject and may name other regulations, which are names of their own. Chains share the kind: "Nomor 79
Tahun 1998 dan Nomor 83 Tahun 2000". Kinds are in data/regulation_names.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.naskah import Bentuk
from schemas.vocabulary import entries

LONGEST_OFFICE = 130  # characters between kind and number: "Menteri ... dan Reformasi Birokrasi Republik Indonesia"
_YEAR = r"(?:19|20)\d{2}"
_NUMBER = re.compile(
    r"\s*[:.]?\s*(?:(?:nomor|nomer|no)\b\.?\s*[:.]?\s*)*"
    r"(?P<number>(?:[A-Z]{1,5}[.\s-]{0,2})?[\w.]*\d[\w.-]*(?:\s?/\s?[\w.()-]+)*)"
    r"(?:\s+Ta?hu?n\.?\s*(?P<year>(?:19|20)\d{2})(?!\d))?"
    r"(?:\s*,?\s+tanggal\s+(?:\d{1,2}\s+\w{3,10}\s+|\d{1,2}[-/.]\d{1,2}[-/.])(?P<dated>(?:19|20)\d{2}))?",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"\s*(?:Ta?hu?n\.?)\s*(?P<year>{_YEAR})\s+(?:Nomor|No\.?)\s*(?P<number>\d{{1,4}})(?!\d)", re.IGNORECASE
)
_TO_NUMBER = re.compile(r"(?P<office>[^;:()\n\"“”]*?)(?<!\w)(?P<word>nomor|nomer|no\.)(?!\w)", re.IGNORECASE)
_OTHER = re.compile(r"(?i)\b(?:tentang|lembaran|berita|sebagaimana|pasal|huruf|ayat|dengan|ini)\b|[.]\s+[A-Z][a-z]{3}")
_CHAINED = re.compile(
    r"\s*(?:\([^()]{0,250}\)\s*)?(?:,|;|,?\s*(?:dan|serta|juncto|jo\.?))\s*(?:[a-z]\.\s*)?(?=nomor\b|no\.)",
    re.IGNORECASE,
)
_YEAR_AT_END = re.compile(rf"/\s?(?P<year>{_YEAR})$")
_ARTICLE = re.compile(
    r"(?i:pasal)\s+(?P<pasal>\d{1,3}[A-Z]{0,2})"
    r"(?:\s*,?\s*(?:(?:dan|serta|atau|sampai dengan)\s+)?(?:ayat\s*\(\d+[a-z]?\)|huruf\s+[a-z]|angka\s+\d+))*"
    r"\s*(?:dari\s+|dalam\s+)?$"
)
ARTICLE_WITHIN = 90  # characters in front of a name


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a regulation."""

    text: str  # from its kind to its year, as in the text
    bentuk: Bentuk
    number: str  # without blanks
    year: str | None
    article: str | None  # "Pasal 4 ayat (3) Peraturan ..." -> "4"
    start: int  # index of its first character
    end: int

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Equal for two mentions of one regulation; leading zeros and case do not count."""
        return self.bentuk, self.number.casefold().lstrip("0"), self.year


def bentuk_of(title: str) -> Bentuk | None:
    """The kind of a regulation by its title: "KEPUTUSAN BUPATI MELATI ..." -> "keputusan"."""
    found = _kinds().match(" ".join(title.split()).replace("K E P U T U S A N", "KEPUTUSAN"))
    return _bentuk(found) if found is not None else None


def citations(text: str) -> tuple[Citation, ...]:
    """Every mention in order; names without a number are none. `text` is on one line."""
    return tuple(_citations(text))


def _citations(text: str) -> Iterator[Citation]:
    at = 0
    while (kind := _kinds().search(text, at)) is not None:
        at = kind.end()
        named = _numbered(text, kind.end())
        if named is None:
            continue
        bentuk = _bentuk(kind)
        citation = _made(text, bentuk, kind.start(), named)
        yield citation
        at = citation.end
        while (more := _CHAINED.match(text, at)) and (named := _numbered(text, more.end())):
            citation = _made(text, bentuk, more.end(), named)
            yield citation
            at = citation.end


def _numbered(text: str, start: int) -> re.Match[str] | None:
    """The number and year of a name whose kind ends at `start`."""
    window = text[start : start + LONGEST_OFFICE]
    old = _OLD.match(text, start)
    if old is not None:
        return old
    found = _TO_NUMBER.match(window)
    if found is None or _OTHER.search(found["office"]) or _kinds().search(found["office"]):
        return None
    return _NUMBER.match(text, start + found.start("word"))


def _made(text: str, bentuk: Bentuk, start: int, named: re.Match[str]) -> Citation:
    number = "".join(named["number"].split()).strip(".,-")
    parts = named.groupdict()
    at_end = _YEAR_AT_END.search(number)
    year = parts.get("year") or parts.get("dated") or (at_end["year"] if at_end is not None else None)
    article = _ARTICLE.search(text[max(0, start - ARTICLE_WITHIN) : start])
    end = named.start("number") + len(named["number"].rstrip(" .,-")) if not parts.get("year") else named.end("year")
    if parts.get("dated"):
        end = named.end("dated")
    return Citation(text[start:end], bentuk, number, year, article["pasal"] if article else None, start, end)


@cache
def _kinds() -> re.Pattern[str]:
    """All names of kinds, longer ones first; each entry is a group of its own."""
    groups = []
    for place, entry in enumerate(entries("regulation_names")):
        forms = "|".join(form.replace(" ?", r"\s?").replace(" ", r"\s?") for form in entry.forms)
        groups.append(f"(?P<k{place}>(?i:{forms})|(?:{entry['short']})(?=\\s+(?:Nomor|No\\.|NOMOR|\\d)))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?!\w)")


def _bentuk(found: re.Match[str]) -> Bentuk:
    place = next(int(name[1:]) for name, text in found.groupdict().items() if text)
    return entries("regulation_names")[place]["bentuk"]  # type: ignore[return-value]

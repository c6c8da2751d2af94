"""Which region a text names: "PEMERINTAH KABUPATEN BANDUNG" -> "Kabupaten Bandung", code 32.04.

The words of its name must be printed, behind the word for its level; the names are those of gazetteer.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from normalizers.gazetteer import LEVEL_NAMES, Level, Region, key_of, names, province_forms
from schemas.patterns import look_alikes
from schemas.values import RegionMatch
from schemas.vocabulary import entries

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_JOINS = re.compile(r"[\s.\-]*")  # what may stand between two words of one name
_JOINS_LEVEL = re.compile(r"[\s.:]*")  # and between the level and the name
_LONGEST_NAME = 6  # words
_LETTERS = look_alikes("letters-of-regions")
_FUZZY_LEVEL = 7  # letters of a level word in which slips are bridged
_FUZZY_NAME, _FUZZIER_NAME = 6, 10  # letters of a name in which one slip is bridged, and two
_LETTERHEAD = "pemerintah"
_LONGEST_OFFICE = 140  # characters
_CLOSING_REGION = re.compile(
    r"(?<=\S )\b(?P<level>KABUPATEN|KOTA|PROVINSI|Kabupaten|Kota|Provinsi)[ \t]+"
    r"(?P<name>(?!(?i:kabupaten|kota|provinsi)\b)[A-Z][\w'-]+(?:[ \t]+[A-Z][\w'-]+){0,3})\s*$"
)
_ENDS_NAME = frozenset(
    {"tahun", "nomor", "provinsi", "kabupaten", "kota", "kecamatan", "periode", "tentang", "jalan", "dan", "dinas"}
    | {"badan", "nip", "bulan", "kepala"}
)  # capitalised words that follow the name of a region without belonging to it
_MOST_TEXT = 20_000  # characters; a letterhead stands before that
_ACEH = re.compile(
    r"\bpemerintah\s+aceh\b(?!\s+(?:barat|besar|jaya|selatan|singkil|tamiang|teng|timur|utara))", re.IGNORECASE
)
_REST_OF_LINE = re.compile(r"[ \t.]*((?:[A-Z][\w'’-]*[ \t]*){1,4})(?=$|\n|,)")


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int
    capital: bool


def find_region(text: str) -> str | None:
    """The region that `text` names: "Kabupaten Bandung Barat", "Provinsi Kalimantan Timur"; else None."""
    match = locate_region(text)
    return match.name if match is not None else None


def locate_region(text: str) -> RegionMatch | None:
    """The region that `text` names, with its place.

    A kabupaten or kota goes before a province, a clean reading before one with slips, an earlier place before a
    later one. A name of a province without its level counts last, and only where it can't be anything else
    ("Jawa Timur", "Kaltim"). "Kabupaten/Kota" and ministries name none.
    """
    text = text[:_MOST_TEXT]
    found = list(_with_level(text)) or list(_bare_provinces(text))
    if not found:
        return _letterhead(text)
    return min(found, key=lambda m: (m.level == "provinsi", not m.exact, m.start))


@cache
def _levels() -> dict[str, Level]:
    table: dict[str, Level] = {}
    for entry in entries("region_levels"):
        for form in entry.forms:
            level = entry["level"]
            if level not in LEVEL_NAMES:
                raise ValueError(f"region_levels.toml: {entry.id} has no known level")
            table[key_of(form)] = next(name for name in LEVEL_NAMES if name == level)
    return table


@lru_cache(maxsize=4096)
def _level_of(key: str) -> Level | None:
    levels = _levels()
    if key in levels:
        return levels[key]
    if len(key) < _FUZZY_LEVEL:
        return None
    near = [level for form, level in levels.items() if len(form) >= _FUZZY_LEVEL and OSA.distance(key, form) <= 2]
    return near[0] if near else None


def _tokens(text: str) -> list[_Token]:
    return [_Token(key_of(m.group()), m.start(), m.end(), not m.group()[0].islower()) for m in _WORD.finditer(text)]


def _with_level(text: str) -> Iterator[RegionMatch]:
    """Every region whose level stands before it."""
    tokens = _tokens(text)
    for i, token in enumerate(tokens):
        glued = _glued(token)
        if glued is not None:
            yield RegionMatch(glued.name, glued.level, glued.code, token.start, token.end, False)
            continue
        pair = token.key + tokens[i + 1].key if i + 1 < len(tokens) else ""
        after = i + 2 if pair in _levels() else i + 1
        level = _level_of(pair) if pair in _levels() else _level_of(token.key)
        if level is None or after >= len(tokens):
            continue
        if not _JOINS_LEVEL.fullmatch(text[tokens[after - 1].end : tokens[after].start]):
            continue
        hit = _name_at(text, tokens, after, level)
        if hit is not None:
            region, last, exact = hit
            clean = exact and (pair in _levels() or token.key in _levels())
            yield RegionMatch(region.name, region.level, region.code, token.start, tokens[last].end, clean)


def _glued(token: _Token) -> Region | None:
    """ "KABUPATENBOGOR": the blank between level and name was lost."""
    for form, level in _levels().items():
        if token.capital and token.key.startswith(form) and len(form) >= len("kota"):
            region = names(level).get(token.key[len(form) :])
            if region is not None:
                return region
    return None


def _name_at(text: str, tokens: list[_Token], first: int, level: Level) -> tuple[Region, int, bool] | None:
    """(region, index of its last word, whether it is spelt right) of the longest name that starts at `first`."""
    if not tokens[first].capital:
        return None
    last = first
    while (
        last + 1 < len(tokens)
        and last + 1 - first < _LONGEST_NAME
        and _JOINS.fullmatch(text[tokens[last].end : tokens[last + 1].start])
    ):
        last += 1
    table = names(level)
    for end in range(last, first - 1, -1):
        key = "".join(t.key for t in tokens[first : end + 1])
        region = table.get(key) or table.get(_LETTERS.meant(key))
        if region is not None:
            return region, end, key in table
    for end in range(last, first - 1, -1):
        if end < last and _goes_on(text, tokens[end + 1]):
            continue
        region = _nearest("".join(t.key for t in tokens[first : end + 1]), level)
        if region is not None:
            return region, end, False
    return None


def _goes_on(text: str, token: _Token) -> bool:
    """True where a word seems to be more of the name before it, which then is no misspelt shorter one."""
    return token.capital and token.key not in _ENDS_NAME and not text[token.start].isdigit()


@lru_cache(maxsize=4096)
def _nearest(key: str, level: Level) -> Region | None:
    """The one name that `key` was meant to be, where a slip or two can be bridged without doubt."""
    near = []
    for name, region in names(level).items():
        allowed = 2 if len(name) >= _FUZZIER_NAME else 1
        if len(name) < _FUZZY_NAME or abs(len(name) - len(key)) > allowed:
            continue
        distance = min(OSA.distance(shape, name) for shape in (key, key.replace("rn", "m").replace("0", "o")))
        if distance <= allowed:
            near.append((distance, name, region))
    near.sort(key=lambda hit: (hit[0], hit[1]))
    if near and (len(near) == 1 or near[0][0] < near[1][0] or near[0][2] == near[1][2]):
        return near[0][2]
    return None


def _bare_provinces(text: str) -> Iterator[RegionMatch]:
    """Provinces without the word for their level, where the name has two words or is an abbreviation."""
    aceh = _ACEH.search(text)
    if aceh is not None:
        region = names("provinsi")["aceh"]
        yield RegionMatch(region.name, "provinsi", region.code, aceh.start(), aceh.end(), True)
    tokens = _tokens(text)
    i = 0
    while i < len(tokens):
        hit = _name_at(text, tokens, i, "provinsi")
        if hit is not None:
            region, last, exact = hit
            key = "".join(t.key for t in tokens[i : last + 1])
            if exact and (last > i or key in province_forms()):
                yield RegionMatch(region.name, "provinsi", region.code, tokens[i].start, tokens[last].end, True)
                i = last
        i += 1


def _letterhead(text: str) -> RegionMatch | None:
    """A region that no list knows, where a letterhead or the end of an office's name has it.

    "PEMERINTAH KABUPATEN ...", "DINAS ... KABUPATEN ...": the name is given as printed.
    """
    closing = _CLOSING_REGION.search(text) if len(text) <= _LONGEST_OFFICE else None
    if closing is not None and (level := _levels().get(closing["level"].casefold())) is not None:
        name = " ".join(closing["name"].split()).title()
        return RegionMatch(f"{LEVEL_NAMES[level]} {name}", level, None, closing.start(), closing.end(), False)
    tokens = _tokens(text)
    for before, token in pairwise(tokens):
        level = _levels().get(token.key)
        if level is None or before.key != _LETTERHEAD:
            continue
        rest = _REST_OF_LINE.match(text, token.end)
        if rest is not None:
            name = " ".join(rest.group(1).split()).title()
            return RegionMatch(f"{LEVEL_NAMES[level]} {name}", level, None, token.start, rest.end(1), False)
    return None

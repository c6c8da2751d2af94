"""A number or date and its format code in, the shown text out, with Indonesian separators and names of months.

Codes are those of ECMA-376 Part 1, 18.8.30: up to four sections ("positive;negative;zero;text"), placeholders 0 # ?,
%, thousands, fractions, literals, [Red], [$Rp-421], [h], and the letters of dates. A code with conditions ([>100])
or another calendar is not guessed: the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

Shown = str | int | float | datetime | date | time | timedelta
"""What a cell can hold, as spreadsheet libraries give it."""

GENERAL_DIGITS = 10
"""Significant digits that the format General shows."""
MOST_DIGITS = 30
"""Digits behind the point that a format may ask for."""
LONGEST_CODE = 255
"""Characters of a format code, the limit of Excel."""

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SHORT = 3  # letters of a month or day in short

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P)|(?P<general>General)|(?P<exponent>E[+-])|(?P<date>[ymdhse]+)|(?P<digits>[0#?]+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-[0-9A-F]+)?", re.IGNORECASE)
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+)", re.IGNORECASE)
_SHORT_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh.mm", "m/d/yyyy": "dd/mm/yyyy"}
"""Formats that follow the system's settings, as Indonesian systems show them."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # name of the group of _TOKEN
    text: str


class _UnknownFormat(Exception):
    """The code has something that is not read."""


def shown(value: Shown, code: str) -> str | None:
    """The text that a cell with `value` and the format `code` shows; None where the code can't be followed."""
    if isinstance(value, str):
        return _shown_text(value, code)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    try:
        if isinstance(value, int | float):
            return _number(value, code)
        return _moment(value, code)
    except _UnknownFormat:
        return None


def general(value: int | float) -> str:
    """A number as the format General shows it where the column is wide enough."""
    if value == int(value):
        return str(int(value))
    digits = max(GENERAL_DIGITS, len(str(int(abs(value)))) + 1)
    rounded = Decimal(f"{value:.{digits}g}")
    return f"{rounded:f}".replace(".", ",")


def _shown_text(value: str, code: str) -> str:
    """A text in the fourth section, or in the only one where it has an @."""
    parts = _sections(code)
    last = parts[-1] if len(parts) == 4 or any(t.text == "@" for t in parts[-1]) else ()
    if not any(t.text == "@" for t in last):
        return value
    return "".join(value if t.text == "@" else _literal(t) for t in last).strip(" ")


def _number(value: int | float, code: str) -> str:
    section, magnitude = _chosen(value, _sections(code))
    if not section:
        return ""
    if any(t.kind == "general" or t.text == "@" for t in section):
        text = "".join(general(magnitude) if t.kind == "general" or t.text == "@" else _literal(t) for t in section)
    elif not any(t.kind == "digits" for t in section):
        if any(t.kind == "date" for t in section):
            raise _UnknownFormat  # a date that the library did not take for one
        text = "".join(map(_literal, section))
    elif _is_fraction(section):
        text = _as_fraction(magnitude, section)
    else:
        text = _as_decimal(magnitude, section)
    return text.strip()


def _chosen(value: int | float, sections: Sequence[tuple[_Token, ...]]) -> tuple[tuple[_Token, ...], int | float]:
    """The section for a number, and the number to show there: without its sign in a section for negative ones."""
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


@cache
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The tokens of each section of a code. Raises _UnknownFormat for conditions and overlong codes."""
    if len(code) > LONGEST_CODE:
        raise _UnknownFormat
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append([])
        elif (token := _token(kind, text)) is not None:
            sections[-1].append(token)
    return tuple(map(tuple, sections))


def _token(kind: str, text: str) -> _Token | None:
    """What a match stands for; None for what shows nothing."""
    if kind == "bracket":
        if (currency := _CURRENCY.fullmatch(text)) is not None:
            return _Token("quoted", currency[1]) if currency[1] else None
        if _ELAPSED.fullmatch(text):
            return _Token("elapsed", text.lower())
        if _COLOUR.fullmatch(text):
            return None
        raise _UnknownFormat
    if kind == "fill":
        return _Token("space", text) if text == " " else None
    return _Token(kind, text.lower() if kind == "date" else text)


def _literal(token: _Token) -> str:
    """What a token that is no placeholder shows."""
    return " " if token.kind == "space" else token.text


def _as_decimal(value: int | float, section: Sequence[_Token]) -> str:
    """A number at the placeholders of a section: percent, thousands, decimals, an exponent."""
    if any(t.kind == "exponent" for t in section):
        raise _UnknownFormat
    places = [i for i, t in enumerate(section) if t.kind == "digits"]
    point = next((i for i, t in enumerate(section) if t.kind == "other" and t.text == "."), len(section))
    whole = "".join(section[i].text for i in places if i < point)
    decimals = "".join(section[i].text for i in places if i > point)
    commas = [i for i, t in enumerate(section) if t.kind == "other" and t.text == ","]
    scaling = _scaling(section, places, point)
    percent = sum(t.kind == "other" and t.text == "%" for t in section)
    scaled = Decimal(repr(value)) * Decimal(100) ** percent / Decimal(1000) ** len(scaling)
    number = _rounded_decimal(scaled, len(decimals))
    digits = _filled(number, whole, decimals, grouped=any(i not in scaling and places[0] < i < point for i in commas))
    first, last = places[0], places[-1]
    before = "".join(_literal(t) for t in section[:first] if t.text != ".")
    after = "".join(_literal(t) for i, t in enumerate(section) if i > last and i not in scaling and i not in commas)
    return f"{'-' if number < 0 else ''}{before}{digits}{after.removeprefix('.')}"


def _rounded_decimal(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(places, MOST_DIGITS)), ROUND_HALF_UP)


def _scaling(section: Sequence[_Token], places: list[int], point: int) -> set[int]:
    """Indices of the commas behind the last whole digit: each divides by a thousand."""
    last = max((i for i in places if i < point), default=-1)
    found: set[int] = set()
    at = last + 1
    while 0 < at < len(section) and section[at].kind == "other" and section[at].text == ",":
        found.add(at)
        at += 1
    return found


def _filled(number: Decimal, whole: str, decimals: str, *, grouped: bool) -> str:
    """The digits of a number at its placeholders, "." between thousands and "," before decimals."""
    plain = f"{abs(number):f}"
    integer, _, fraction = plain.partition(".")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if grouped:
        integer = f"{int(integer):,}".replace(",", ".") if integer else ""
    kept = len(decimals)
    while kept and decimals[kept - 1] != "0" and fraction[kept - 1 : kept] == "0":
        kept -= 1
    return f"{integer},{fraction[:kept]}" if kept else integer


def _is_fraction(section: Sequence[_Token]) -> bool:
    return any(t.kind == "other" and t.text == "/" for t in section)


def _as_fraction(value: int | float, section: Sequence[_Token]) -> str:
    """ "# ?/?": whole part and the nearest fraction with as many digits as the format has."""
    slash = next(i for i, t in enumerate(section) if t.text == "/")
    digits = next((t.text for t in section[slash + 1 :] if t.kind == "digits"), "")
    if not digits:
        raise _UnknownFormat
    whole, rest = divmod(abs(Fraction(value)), 1)
    part = rest.limit_denominator(10 ** len(digits) - 1)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    shown_part = f"{part.numerator}/{part.denominator}" if part else ""
    texts = [str(whole) if whole or not part else "", shown_part]
    return ("-" if value < 0 else "") + " ".join(text for text in texts if text)


# --- dates and times ---


def _moment(value: datetime | date | time | timedelta, code: str) -> str:
    """A date or time by the letters of its format; a code without such letters shows the date in short."""
    code = _SHORT_DATES.get(code, code)
    section = _sections(code)[0]
    if not any(t.kind in ("date", "elapsed") for t in section):
        section = _sections("dd/mm/yyyy" if isinstance(value, date) else "[h].mm")[0]
    if isinstance(value, timedelta):
        return _elapsed(value, section)
    moment = value if isinstance(value, datetime) else _as_datetime(value)
    twelve = any(t.kind == "ampm" for t in section)
    texts = [_moment_part(token, moment, section, at, twelve) for at, token in enumerate(section)]
    return "".join(texts).strip(" ;")


def _as_datetime(value: date | time) -> datetime:
    return datetime.combine(value, time()) if isinstance(value, date) else datetime.combine(date(1900, 1, 1), value)


def _moment_part(token: _Token, moment: datetime, section: Sequence[_Token], at: int, twelve: bool) -> str:
    if token.kind == "ampm":
        return "AM" if moment.hour < 12 else "PM"
    if token.kind == "elapsed":
        return str(moment.hour).zfill(len(token.text))
    if token.kind != "date":
        return _literal(token) if token.kind != "digits" else ""
    letters, length = token.text[0], len(token.text)
    if len(set(token.text)) > 1:  # "ddmmyy" without signs between
        runs = [m[0] for m in re.finditer(r"(.)\1*", token.text)]
        return "".join(_moment_part(_Token("date", run), moment, section, at, twelve) for run in runs)
    if letters == "m" and _is_minutes(section, at):
        return str(moment.minute).zfill(min(length, 2))
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    return {
        "y": lambda: f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}",
        "e": lambda: f"{moment.year:04d}",
        "m": lambda: _named(_MONTHS, moment.month - 1, moment.month, length),
        "d": lambda: _named(_DAYS, moment.weekday(), moment.day, length),
        "h": lambda: str(hour).zfill(min(length, 2)),
        "s": lambda: str(moment.second).zfill(min(length, 2)),
    }[letters]()


def _named(names: Sequence[str], place: int, number: int, length: int) -> str:
    """A month or day as number ("m", "mm"), in short ("mmm") or in full ("mmmm")."""
    if length <= 2:
        return str(number).zfill(length)
    return names[place][:_SHORT] if length == _SHORT else names[place]


def _is_minutes(section: Sequence[_Token], at: int) -> bool:
    """m behind hours or before seconds means minutes."""
    before = next((t for t in reversed(section[:at]) if t.kind in ("date", "elapsed")), None)
    after = next((t for t in section[at + 1 :] if t.kind in ("date", "elapsed")), None)
    return (before is not None and before.text[0] == "h") or (after is not None and after.text[0] == "s")


def _elapsed(value: timedelta, section: Sequence[_Token]) -> str:
    seconds = int(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    parts = {"h": hours, "m": rest // 60, "s": rest % 60}
    texts = [
        str(parts[t.text[0]]).zfill(min(len(t.text), 2)) if t.kind in ("date", "elapsed") and t.text[0] in parts
        else _literal(t) if t.kind != "digits" else ""
        for t in section
    ]  # fmt: skip
    return ("-" if seconds < 0 else "") + "".join(texts).strip()

"""Evidence for what a column holds: header texts and body cells -> a score per role, by weighted features.

Nothing is decided here; column_assignment finds the assignment that all scores together speak for. The
weights and words are in data/column_model.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.interpret.lines.entry_wording import indicator_start, sasaran_start
from extractor.interpret.lines.text_matching import squash
from extractor.interpret.tables.header_vocabulary import role_scores
from extractor.interpret.tables.periods import is_period_number, numbered_period, period_of, without_period
from normalizers.unit import match_unit
from schemas.document import Level
from schemas.patterns import pattern
from schemas.printed import Role

LONGEST_UNIT = 25  # characters of a cell that holds nothing but a unit
LONGEST_VALUE = 30  # characters of a cell that holds a target
NUMBERS_SHARE = 0.8  # of the filled cells of a column of numbers
SHORTEST_PROSE = 12  # letters of a cell that holds a text
_CODE = pattern("code-cell")
_MONEY = pattern("money-cell")
_AMOUNT = re.compile(r"^(?:rp\.?\s*)?\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?$", re.IGNORECASE)
_SHORT_CODE = re.compile(r"^(?:\d{1,4}|[xX]{1,2})\.?$")
_OUTLINE = re.compile(r"^[1-9]\d?(?:\.[1-9]\d?){0,3}\.?$")
_STACKED_NUMBERS = r"(?:\d{1,2}[.)]\s+)+\d{1,2}[.)]"  # those of several entries in one ruled row: "1. 2."
_LIST_NUMBER = re.compile(rf"^(?:[(\[]?(?:\d{{1,2}}|[a-z]|[ivx]{{1,5}})[.)\]]?|{_STACKED_NUMBERS})$", re.IGNORECASE)
_VALUE = re.compile(
    r"^(?:[<>≥≤=~±]\s*)?[\d.,]+\s*(?:[-–]\s*[\d.,]+)?\s*(?:%|[a-z/ .()²³]{0,25})$"
    r"|^[A-D]{1,3}[+-]?\s*(?:\([\d.,]+\))?$|^(?:wtp|wdp|baik|sangat baik|n\.?/?a\.?|dtt)$",
    re.IGNORECASE,
)
_NONE = re.compile(r"^(?:[-–—]|rp\.?\s*[-–]|0)$", re.IGNORECASE)
_COLUMN_NUMBERS = pattern("column-number-cell")
_TICK = re.compile(r"^[√✓✔vVxX●•]$")
_BUDGET = re.compile(r"^(?:\[[#-]\]|belanja\b|spesifikasi\b|honorarium\s+\w+\s*$)", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:capaian\s+(?:program|kegiatan)|masukan|keluaran|hasil|manfaat|dampak|input|output|outcome)s?\s*(?:\(\w+\)|(?:sub\s*)?kegiatan|program)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:tahun\s*)?(?:19|20)\d\d$", re.IGNORECASE)
_PERCENTAGE = re.compile(
    r"[/:÷)].*[xX×*]\s*\(?\s*100\b|\b100\s*%?\s*[xX×*].*[/:÷]|\b(?:jumlah|jml)\b.*\s/\s+\(?(?:jumlah|jml|total)\b",
    re.DOTALL | re.IGNORECASE,
)
_EQUATION = re.compile(r"[/÷×∑Σ]|[xX*]\s*100|=\s|\bdibagi\b|\bdikali", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnText:
    """The printed texts of one column: its header from the top group down to its own cell, and its body cells."""

    header: tuple[str, ...]
    body: tuple[str, ...]  # texts of filled cells, each cell once
    filled: float  # share of the body's cells that hold text, 0..1


@dataclass(frozen=True, slots=True)
class Features:
    """Shares (0..1) of a column's filled body cells that look like something."""

    prose: float = 0.0
    indicator: float = 0.0  # begins as indicators do
    goal: float = 0.0  # begins as a sasaran does
    level: float = 0.0  # begins with the name of a planning level
    value: float = 0.0
    money: float = 0.0
    none: float = 0.0  # a dash or a nought
    code: float = 0.0
    short_code: float = 0.0
    number: float = 0.0  # of a list
    outline: float = 0.0  # of a list with lists in it: "2.1"
    unit: float = 0.0
    tick: float = 0.0
    year: float = 0.0
    equation: float = 0.0
    percentage: float = 0.0  # computes one: "(a / b) x 100%", "Jumlah a / Jumlah b"
    budget: float = 0.0  # a line of a budget
    kind: float = 0.0  # names what is measured: input, output, outcome


@dataclass(frozen=True, slots=True)
class ColumnModel:
    """Words and weights of data/column_model.toml."""

    header: Mapping[str, float]  # "leaf", "group": how much a name there counts
    named: Mapping[Role, float]  # factor on how well a header names the role
    words: tuple[tuple[str, re.Pattern[str], Mapping[Role, float]], ...]  # id, pattern over the squashed text, scores
    body: Mapping[Role, Mapping[str, float]]  # role -> feature -> weight
    prior: Mapping[Role, float]
    dated: Mapping[Role, float]  # added where the header names a period
    levels: tuple[tuple[Level, re.Pattern[str]], ...]  # pattern over the squashed header text, most special first
    starts: tuple[tuple[Level, re.Pattern[str]], ...]  # over an entry's text


@cache
def column_model() -> ColumnModel:
    """The model as the file has it. Raises KeyError for an incomplete file, ValueError for an unknown role."""
    data = tomllib.loads(files("extractor").joinpath("data", "column_model.toml").read_text(encoding="utf-8"))
    return ColumnModel(
        data["header"],
        {Role(name): float(weight) for name, weight in data["named"].items()},
        tuple(
            (entry["id"], re.compile(entry["pattern"]), {Role(r): float(w) for r, w in entry["adds"].items()})
            for entry in data["word"]
        ),
        {Role(name): weights for name, weights in data["body"].items()},
        {Role(name): float(weight) for name, weight in data["prior"].items()},
        {Role(name): float(weight) for name, weight in data["dated"].items()},
        tuple((entry["level"], re.compile(entry["pattern"])) for entry in data["level"]),
        tuple((entry["level"], re.compile(entry["start"], re.IGNORECASE)) for entry in data["level"]),
    )


def features_of(texts: Sequence[str]) -> Features:
    """What the filled cells of a column look like; all 0 for none."""
    if not texts:
        return Features()
    size = len(texts)
    shares = dict.fromkeys(Features.__slots__, 0)
    for text in texts:
        for name in looks(text):
            shares[name] += 1
    return Features(**{name: count / size for name, count in shares.items()})


_SHAPES = (
    ("kind", _KIND),
    ("budget", _BUDGET),
    ("none", _NONE),
    ("tick", _TICK),
    ("year", _YEAR),
    ("number", _LIST_NUMBER),
    ("outline", _OUTLINE),
    ("short_code", _SHORT_CODE),
)
"""Features that the whole text of a cell has by its shape alone."""


@cache
def looks(text: str) -> tuple[str, ...]:
    """Names of the features of a column that one cell has: ("code", "value") for "76.19"."""
    letters = sum(map(str.isalpha, text))
    is_prose = letters >= SHORTEST_PROSE and letters > len(text) / 2
    return (
        *_figure_looks(text),
        *(name for name, shape in _SHAPES if shape.match(text)),
        *(_prose_looks(text) if is_prose else ("unit",) if _is_unit(text) else ()),
    )


def _figure_looks(text: str) -> tuple[str, ...]:
    """What kind of figure or code a cell holds."""
    if _MONEY.match(text) or _AMOUNT.match(text):
        return ("money",)
    is_value = _VALUE.match(text) is not None
    if _CODE.match(text) and not _YEAR.match(text) and not _LIST_NUMBER.match(text):
        return ("code", "value") if is_value else ("code",)
    return ("value",) if is_value and len(text) <= LONGEST_VALUE else ()


def _prose_looks(text: str) -> Iterator[str]:
    """How a text of some length is worded."""
    yield "prose"
    if indicator_start().match(text):
        yield "indicator"
    elif sasaran_start().match(text):
        yield "goal"
    if starting_level(text) is not None:
        yield "level"
    if _EQUATION.search(text):
        yield "equation"
    if _PERCENTAGE.search(text):
        yield "percentage"


def _is_unit(text: str) -> bool:
    """True for a short text that is a unit and nothing else: "dokumen", "%"."""
    if not any(map(str.isalpha, text)):
        return text == "%"
    if len(text) > LONGEST_UNIT or any(map(str.isdigit, text)):
        return False
    unit = match_unit(text)
    return unit is not None and unit.exact


def holds_numbers(texts: Sequence[str]) -> bool:
    """True where nearly all filled cells of a column are numbers or letters of a list."""
    return bool(texts) and sum(_COLUMN_NUMBERS.match(text) is not None for text in texts) >= NUMBERS_SHARE * len(texts)


def scores_of(column: ColumnText) -> dict[Role, float]:
    """How much speaks for each role of the model, in no unit but each other."""
    model = column_model()
    features = features_of(column.body)
    sample = len(column.body) / (len(column.body) + model.header["few"])  # one cell says less than ten
    named = _header_scores(column.header)
    unnamed = model.header["unnamed"] if column.header else 0.0
    return {
        role: model.prior.get(role, 0.0)
        + sample * sum(w * getattr(features, name) for name, w in weights.items())
        + named.get(role, 0.0 if role is Role.OTHER else unnamed)
        for role, weights in model.body.items()
    }


def header_score(column: ColumnText, role: Role) -> float:
    """How clearly the header of a column names `role`, 0 where it does not."""
    return max(0.0, _header_scores(column.header).get(role, 0.0))


@cache
def _header_scores(header: tuple[str, ...]) -> Mapping[Role, float]:
    """What the header says: its own cell most, the groups above it less, the nearer the more."""
    model = column_model()
    scores: dict[Role, float] = {}
    for distance, text in enumerate(reversed([text for text in header if not _is_bare_period(text)])):
        weight = model.header["leaf"] if distance == 0 else model.header["group"] / distance
        for role, score in _text_scores(text).items():
            if distance == 0 and _only_qualifies(text, role, header[:-1]):
                continue  # "Program" under "Target Capaian Kinerja" says whose target
            scores[role] = scores.get(role, 0.0) + weight * score
    if header and _is_dated(header):
        for role, weight in model.dated.items():
            scores[role] = scores.get(role, 0.0) + weight
    return scores


def _is_dated(header: tuple[str, ...]) -> bool:
    """True where the column's own cell names a period, or numbers one that its groups name: "I" under "Triwulan"."""
    leaf, groups = header[-1], header[:-1]
    return period_of(leaf) is not None or (bool(groups) and numbered_period(leaf, " ".join(groups)) is not None)


def _is_bare_period(text: str) -> bool:
    """True for a header cell that is a year, a quarter or a number of one and nothing else."""
    return squash(without_period(text)) in ("", "tahun", "th", "ta") or is_period_number(text)


_FIGURES = frozenset({Role.TARGET, Role.REALISASI, Role.ANGGARAN, Role.BASELINE})


def _only_qualifies(text: str, role: Role, groups: Sequence[str]) -> bool:
    """True where a header cell that is worded as an entry or its result only says whose figures stand below it."""
    named = [_best(found) for group in groups if (found := _text_scores(group))]
    if role is Role.SASARAN:
        return any(group in _FIGURES or group is Role.INDIKATOR for group in named)
    return role is Role.INDIKATOR and role not in role_scores(text) and any(group in _FIGURES for group in named)


def _best(scores: Mapping[Role, float]) -> Role:
    return max(scores, key=lambda role: scores[role])


_SAME = {
    Role.SASARAN_INDUK: Role.SASARAN,
    Role.PROGRAM: Role.SASARAN,
    Role.MISI: Role.OTHER,
    Role.KETERANGAN: Role.OTHER,
}
"""Roles of the header vocabulary that the model does not tell apart: every column of goals, programmes and activities
is one of entries, whose level its words say."""


@cache
def _text_scores(text: str) -> Mapping[Role, float]:
    """What one header text says by itself."""
    model = column_model()
    scores: dict[Role, float] = {}
    named = role_scores(text)
    best = max(named.values(), default=0.0)
    for role, found in named.items():
        score = found if found >= best - model.header["nearly"] else found / 2  # "sumber data" is no "sumber dana"
        kind = _SAME.get(role, role)
        scores[kind] = max(scores.get(kind, 0.0), score * model.named.get(kind, 1.0))
    squashed = squash(text)
    for _, shape, adds in model.words:
        if shape.search(squashed):
            for role, weight in adds.items():
                scores[role] = scores.get(role, 0.0) + weight
    return {role: min(score, model.header["most"]) for role, score in scores.items()}


@cache
def header_levels(text: str) -> tuple[Level, ...]:
    """The planning levels that a header text names, in their order from the top; () for none."""
    rest, found = squash(text), []
    for level, shape in column_model().levels:
        rest, count = shape.subn("|", rest)
        if count:
            found.append(level)
    return tuple(level for level in LEVELS if level in found)


LEVELS: tuple[Level, ...] = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")


@cache
def starting_level(text: str) -> Level | None:
    """The planning level that an entry names with its first words ("Program Pelayanan ..."); None for none."""
    return next((level for level, shape in column_model().starts if shape.match(text)), None)

"""Pairs of revisions with known edits: a document in, an edited one and the list of its edits out. Seeded."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from normalizers.target import read_target
from schemas.diff import Change
from schemas.document import Document

Row = dict[str, Any]
Key = tuple[str, str | None, str | None, str | None, str | None, str | None]

WORDS = """
    terpadu berkala unggulan strategis lintas terbuka bergilir perbatasan kepulauan pesisir dataran berjenjang
    musiman perintis bersubsidi elektronik kolaboratif inklusif mandiri tangguh prima hulu hilir vertikal
""".split()  # noqa: SIM905 - a list of so many words reads badly
"""Words that a real edit puts in; none looks like a word that performance tables are full of."""

ADDITIONS = (
    "Jumlah {0} {1} yang direvitalisasi",
    "Persentase koridor {0} {1} yang dipulihkan",
    "Rasio bibit {0} terhadap kebutuhan {1}",
    "Luas hutan {0} {1} yang direboisasi",
    "Cakupan imunisasi {0} pada wilayah {1}",
)
THINGS = [
    *("perahu motor", "sumur bor", "panel surya", "alat musik", "meja rapat", "pompa banjir", "rambu laut"),
    *("kolam renang", "tenda pleton", "kebun kopi", "kandang komunal", "jaring apung", "lampu jalan", "mesin tenun"),
]
UNITS = ("dokumen", "laporan", "orang", "kegiatan", "unit", "paket")
CONFUSED = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "8", "8": "3", "4": "1", "7": "1", "9": "0", "2": "7"}


@dataclass
class Pair:
    old: dict[str, Any]
    new: dict[str, Any]
    expected: list[Key] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # id() of rows of `new` that were edited already
    renamed: set[int] = field(default_factory=set)  # id() of sections of `new` whose jabatan was

    def documents(self) -> tuple[Document, Document]:
        return Document.model_validate(self.old), Document.model_validate(self.new)


def key_of(change: Change) -> Key:
    """What a change is recognised by: kind, field, and who it happened to on both sides."""
    old = change.old if change.kind != "ditambah" else None
    new = change.new if change.kind != "dihapus" else None
    return (
        change.kind,
        change.field,
        old.jabatan if old else None,
        old.indikator if old else None,
        new.jabatan if new else None,
        new.indikator if new else None,
    )


def score(expected: Sequence[Key], changes: Sequence[Change]) -> tuple[list[Key], list[Key]]:
    """(edits that were not found with the right kind, changes that nobody made)."""
    wanted, got = Counter(expected), Counter(key_of(c) for c in changes if c.scope == "baris")
    return list((wanted - got).elements()), list((got - wanted).elements())


def revise(document: Document, seed: int, edits: int = 8) -> Pair:
    """`document` and a revision of it with up to `edits` random edits. The same seed gives the same pair."""
    rng = random.Random(seed)
    pair = Pair(document.model_dump(mode="json"), document.model_dump(mode="json"))
    for _ in range(edits):
        rng.choice(EDITS)(pair, rng)
    return pair


# --- picking ---


def _pick(
    pair: Pair, rng: random.Random, fits: Callable[[Row], bool] = lambda row: True
) -> tuple[dict[str, Any], Row] | None:
    """A row of the new document that no edit has touched yet, and its section."""
    found = [
        (section, row)
        for section in pair.new["bagian"]
        for row in section["indikator"]
        if id(row) not in pair.used and id(section) not in pair.renamed and fits(row)
    ]
    if not found:
        return None
    section, row = rng.choice(found)
    pair.used.add(id(row))
    return section, row


def _changed(pair: Pair, section: dict[str, Any], before: str, row: Row, kind: str, name: str) -> None:
    pair.expected.append((kind, name, section["jabatan"], before, section["jabatan"], row["indikator"]))


def _set_target(row: Row, text: str, unit: str | None) -> None:
    read = read_target(text, unit)
    row["target"] = {
        "teks": read.teks,
        "nilai": read.nilai,
        "nilai_maks": read.nilai_maks,
        "pembanding": read.pembanding,
        "satuan": read.satuan,
        "predikat": read.predikat,
    }


# --- real edits ---


def change_target(pair: Pair, rng: random.Random) -> None:
    picked = _pick(pair, rng, lambda row: bool(row["target"]) and bool(re.search(r"\d", row["target"]["teks"])))
    if picked is None:
        return
    section, row = picked
    text = row["target"]["teks"]
    digits = re.search(r"\d+(?:[.,]\d+)*", text)
    assert digits is not None
    number = rng.choice([n for n in (1, 2, 3, 5, 10, 15, 40, 75, 90, 95, 1250) if str(n) != digits.group()])
    _set_target(row, text[: digits.start()] + str(number) + text[digits.end() :], row["target"]["satuan"])
    _changed(pair, section, row["indikator"], row, "diubah", "target")


def change_unit(pair: Pair, rng: random.Random) -> None:
    picked = _pick(
        pair, rng, lambda row: bool(row["target"]) and bool(re.fullmatch(r"\d+ [a-z]+", row["target"]["teks"]))
    )
    if picked is None:
        return
    section, row = picked
    number, unit = row["target"]["teks"].split()
    _set_target(row, f"{number} {rng.choice([u for u in UNITS if u != unit])}", None)
    _changed(pair, section, row["indikator"], row, "diubah", "target")


def _reword(text: str, rng: random.Random) -> str:
    """Another wording: a word exchanged, or one or two put in. Always another meaning."""
    parts = text.split()
    at = rng.randrange(len(parts))
    new = rng.sample([w for w in WORDS if w not in text.casefold()], 2)
    if rng.random() < 0.5 and len(parts) > 2 and re.fullmatch(r"[^\W\d_]{4,}", parts[at]):
        parts[at] = new[0]
    else:
        parts[at + 1 : at + 1] = new[: rng.choice([1, 2])]
    return " ".join(parts)


def change_text(pair: Pair, rng: random.Random) -> None:
    name = rng.choice(["indikator", "indikator", "sasaran", "formulasi", "sumber_data", "penanggung_jawab"])
    picked = _pick(pair, rng, lambda row: bool(row[name]))
    if picked is None:
        return
    section, row = picked
    before = row["indikator"]
    if name == "formulasi":
        row[name]["teks"] = _reword(row[name]["teks"], rng)
    else:
        row[name] = _reword(row[name], rng)
    _changed(pair, section, before, row, "diubah", name)


def add_row(pair: Pair, rng: random.Random) -> None:
    section = rng.choice([s for s in pair.new["bagian"] if id(s) not in pair.renamed])
    if not section["indikator"]:
        return
    row: Row = rng.choice(section["indikator"]) | {
        "indikator": rng.choice(ADDITIONS).format(*rng.sample(WORDS, 2)),
        "bukti": {},
        "formulasi": None,
    }
    _set_target(row, f"{rng.randint(2, 99)} {rng.choice(UNITS)}", None)
    pair.used.add(id(row))
    section["indikator"].insert(rng.randint(0, len(section["indikator"])), row)
    pair.expected.append(("ditambah", None, None, None, section["jabatan"], row["indikator"]))


def remove_row(pair: Pair, rng: random.Random) -> None:
    picked = _pick(pair, rng)
    if picked is None or len(picked[0]["indikator"]) < 2:
        return
    section, row = picked
    section["indikator"] = [r for r in section["indikator"] if r is not row]
    pair.expected.append(("dihapus", None, section["jabatan"], row["indikator"], None, None))


def move_row(pair: Pair, rng: random.Random) -> None:
    """To a section that holds no row of that name; half of the moved rows get another target too."""
    picked = _pick(pair, rng)
    if picked is None or len(picked[0]["indikator"]) < 2:
        return
    section, row = picked
    others = [
        s
        for s in pair.new["bagian"]
        if s is not section
        and id(s) not in pair.renamed
        and s["jabatan"] != section["jabatan"]
        and all(r["indikator"] != row["indikator"] for r in s["indikator"])
    ]
    twins = sum(r["indikator"] == row["indikator"] for s in pair.new["bagian"] for r in s["indikator"])
    if not others or twins > 1:
        return
    goal = rng.choice(others)
    section["indikator"] = [r for r in section["indikator"] if r is not row]
    goal["indikator"].insert(rng.randint(0, len(goal["indikator"])), row)
    name = row["indikator"]
    pair.expected.append(("dipindah", "jabatan", section["jabatan"], name, goal["jabatan"], name))
    if rng.random() < 0.5 and row["target"]:
        before = row["target"]["teks"]
        _set_target(row, f"{rng.randint(2, 99)} {rng.choice(UNITS)}", None)
        if before != row["target"]["teks"]:
            pair.expected.append(("diubah", "target", section["jabatan"], name, goal["jabatan"], name))


def rename_jabatan(pair: Pair, rng: random.Random) -> None:
    fit = [
        (i, s)
        for i, s in enumerate(pair.new["bagian"])
        if s["jabatan"]
        and len(s["indikator"]) > 2
        and not any(id(r) in pair.used for r in s["indikator"])
        and s["jabatan"] == pair.old["bagian"][i]["jabatan"]
        and len(s["indikator"]) == len(pair.old["bagian"][i]["indikator"])
    ]
    if not fit:
        return
    _, section = rng.choice(fit)
    before = section["jabatan"]
    section["jabatan"] = (
        rng.choice(["Analis", "Penelaah", "Koordinator"]) + " " + " ".join(rng.sample(WORDS, 2)).title()
    )
    pair.used |= {id(row) for row in section["indikator"]}
    pair.renamed.add(id(section))
    pair.expected.append(("diubah", "jabatan", before, None, section["jabatan"], None))


def split_row(pair: Pair, rng: random.Random) -> None:
    """One indicator about two things becomes two; the old document gets the double one."""
    made = _double(pair, rng, pair.old, pair.new)
    if made is None:
        return
    jabatan, double, first, second = made
    pair.expected.append(("diubah", "indikator", jabatan, double, jabatan, first))
    pair.expected.append(("ditambah", None, None, None, jabatan, second))


def merge_rows(pair: Pair, rng: random.Random) -> None:
    made = _double(pair, rng, pair.new, pair.old)
    if made is None:
        return
    jabatan, double, first, second = made
    pair.expected.append(("diubah", "indikator", jabatan, first, jabatan, double))
    pair.expected.append(("dihapus", None, jabatan, second, None, None))


def _double(
    pair: Pair, rng: random.Random, one: dict[str, Any], two: dict[str, Any]
) -> tuple[str, str, str, str] | None:
    """Puts a row about two things into `one`, and the two rows that it stands for into `two`."""
    fit = [
        i
        for i, (a, b) in enumerate(zip(one["bagian"], two["bagian"], strict=True))
        if a["indikator"] and b["indikator"] and a["jabatan"] == b["jabatan"]
    ]
    if not fit:
        return None
    index = rng.choice(fit)
    here, there = one["bagian"][index], two["bagian"][index]
    a, b = (f"{thing} {rng.choice(WORDS)}" for thing in rng.sample(THINGS, 2))
    verb = rng.choice(["disalurkan", "dipasang", "diuji", "diserahkan", "dirakit"])
    first, second, double = f"Jumlah {a} yang {verb}", f"Jumlah {b} yang {verb}", f"Jumlah {a} dan {b} yang {verb}"
    if any(r["indikator"] in (first, second, double) for s in (here, there) for r in s["indikator"]):
        return None
    base = dict(here["indikator"][0]) | {"bukti": {}, "formulasi": None, "target_per_tahun": None, "no": None}
    rows = [base | {"indikator": text} for text in (double, first, second)]
    for row in rows:
        _set_target(row, "7 unit", None)
        pair.used.add(id(row))
    here["indikator"].append(rows[0])
    there["indikator"].extend(rows[1:])
    return here["jabatan"], double, first, second


# --- what is no change of content ---


def write_otherwise(pair: Pair, rng: random.Random) -> None:
    """Case, white space, punctuation, or a slip of typing in a long word."""
    name = rng.choice(["indikator", "sasaran", "sumber_data"])
    picked = _pick(pair, rng, lambda row: bool(row[name]) and bool(re.search(r"[a-z]{7,}", row[name])))
    if picked is None:
        return
    section, row = picked
    before, text = row["indikator"], row[name]
    how = rng.choice(["case", "blank", "mark", "slip", "slip"])
    if how == "case":
        text = text.upper() if rng.random() < 0.5 else text.title()
    elif how == "blank":
        at = rng.choice([m.start() for m in re.finditer(" ", text)] or [0])
        text = text[:at] + text[at + 1 :] if at else text + " ;"
    elif how == "mark":
        text += rng.choice([".", ";", " :"])
    else:
        text = _slip(text, rng)
    if text == row[name]:
        return
    row[name] = text
    _changed(pair, section, before, row, "kosmetik", name)


def _slip(text: str, rng: random.Random) -> str:
    """One letter inside a long word is lost, doubled, or changes places with the next."""
    words = list(re.finditer(r"[a-z]{7,}", text))
    word = rng.choice(words)
    at = rng.randrange(word.start() + 2, word.end() - 3)
    how = rng.choice(["lose", "double", "swap"])
    if how == "swap" and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if how == "lose" else text[:at] + text[at] + text[at:]


def write_number_otherwise(pair: Pair, rng: random.Random) -> None:
    picked = _pick(
        pair,
        rng,
        lambda row: bool(row["target"]) and bool(re.fullmatch(r"\d{1,3}( ?%| [a-z]+)", row["target"]["teks"])),
    )
    if picked is None:
        return
    section, row = picked
    text = row["target"]["teks"]
    new = (
        text.replace("%", " persen")
        if "%" in text
        else text.replace(" ", ",00 ")
        if rng.random() < 0.5
        else text.title()
    )
    if new == text:
        return
    _set_target(row, " ".join(new.split()), None)
    _changed(pair, section, row["indikator"], row, "kosmetik", "target")


def misread(pair: Pair, rng: random.Random) -> None:
    """A digit of a target that a reader of pictures took for another, and said so."""
    picked = _pick(pair, rng, lambda row: bool(row["target"]) and bool(re.search(r"\d", row["target"]["teks"])))
    if picked is None:
        return
    section, row = picked
    text = row["target"]["teks"]
    at = rng.choice([m.start() for m in re.finditer(r"\d", text)])
    new = text[:at] + CONFUSED[text[at]] + text[at + 1 :]
    _set_target(row, new, row["target"]["satuan"])
    row["bukti"] = {
        "target": {"halaman": 1, "kotak": [10, 10, 50, 20], "teks_asli": new, "keyakinan": 0.6, "koreksi": []}
    }
    _changed(pair, section, row["indikator"], row, "tidak_pasti", "target")


def swap_rows(pair: Pair, rng: random.Random) -> None:
    """Another order is no change of what the rows say."""
    section = rng.choice(pair.new["bagian"])
    rows = section["indikator"]
    if len(rows) > 2:
        i = rng.randrange(len(rows) - 1)
        rows[i], rows[i + 1] = rows[i + 1], rows[i]


REAL: tuple[Callable[[Pair, random.Random], None], ...] = (
    change_target,
    change_target,
    change_unit,
    change_text,
    change_text,
    add_row,
    remove_row,
    move_row,
    rename_jabatan,
    split_row,
    merge_rows,
)
EDITS = (*REAL, write_otherwise, write_otherwise, write_number_otherwise, misread, swap_rows)

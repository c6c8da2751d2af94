"""Regulations with gold, read by Cermat and by a parser of the kind that people write today, scored in one run.

    python -m benchmarks.naskah_peer FOLDER [--out OUT]

FOLDER holds NAME.gold.json ({"naskah": {...}} in the form of the contract) beside NAME.*.pdf and NAME.*.docx. The peer
takes the text of pdfplumber, or the paragraphs of python-docx, and finds chapters, articles, clauses and items by
patterns at the start of lines, with a fixed rank of kinds; it drops page numbers and catchwords, and asks an article's
heading to stand alone in its line. What it can't know (where a line stands) it does not use.

Path F1: units by their path of (kind, number) from the top. Node F1: their text agrees too (Indel similarity 0.97 after
case, white space and punctuation). A text of the gold may be a list of accepted spellings.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pdfplumber
from rapidfuzz.distance import Indel

from extractor.export.json import render
from extractor.pipeline import extract
from parsers.reading import ReadOptions

SAME_AT = 0.97
RANKS = {"bab": 0, "bagian": 1, "paragraf": 2, "diktum": 2, "pasal": 3, "ayat": 4, "huruf": 5, "angka": 6}
ORDINALS = "KESATU|PERTAMA|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|KETUJUH|KEDELAPAN|KESEMBILAN|KESEPULUH"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bab", re.compile(r"BAB\s+(?P<n>[IVXLC]+[A-Z]?)\s*(?P<rest>.*)$")),
    ("bagian", re.compile(r"Bagian\s+(?P<n>Ke\w+|Pertama)\s*(?P<rest>.*)$")),
    ("paragraf", re.compile(r"Paragraf\s+(?P<n>\d+)\s*(?P<rest>.*)$")),
    ("pasal", re.compile(r"Pasal\s+(?P<n>\d+[A-Z]*|[IVX]+)(?P<rest>)\s*$")),
    ("diktum", re.compile(rf"(?P<n>{ORDINALS})\s*:?\s+(?P<rest>.*)$")),
    ("ayat", re.compile(r"\((?P<n>\d+[a-z]?)\)\s*(?P<rest>.*)$")),
    ("huruf", re.compile(r"(?P<n>[a-z])[.)]\s+(?P<rest>.*)$")),
    ("angka", re.compile(r"(?P<n>\d{1,3})[.)]\s+(?P<rest>.*)$")),
)
NO_TEXT = re.compile(r"^(?:[-–]?\s*\d{1,3}\s*[-–]?|.{1,60}\.\s?\.\s?\.[\s.]*)$")
Unit = dict[str, Any]


# ---- the peer


def peer(path: Path) -> dict[str, Any]:
    """`naskah` as far as the peer goes: isi, menimbang and mengingat."""
    lines = [line.strip() for line in _text(path).splitlines() if line.strip() and not NO_TEXT.match(line.strip())]
    decided = next((i for i, line in enumerate(lines) if re.fullmatch(r"M ?E ?M ?U ?T ?U ?S ?K ?A ?N\W*", line)), 0)
    end = next((i for i in range(decided, len(lines)) if re.match(r"Agar setiap|Ditetapkan di", lines[i])), len(lines))
    opening = lines[:decided]
    lists = {name: _items(opening, name) for name in ("Menimbang", "Mengingat")}
    return {"isi": _units(lines[decided + 1 : end]), "pembukaan": {key.lower(): of for key, of in lists.items()}}


def _text(path: Path) -> str:
    if path.suffix == ".docx":
        file = docx.Document(str(path))
        cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
        return "\n".join([*cells, *(paragraph.text for paragraph in file.paragraphs)])
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def _units(lines: Sequence[str]) -> list[Unit]:
    root: Unit = {"jenis": "", "anak": []}
    path = [root]
    for line in lines:
        begun = next(((kind, found) for kind, shape in PATTERNS if (found := shape.match(line))), None)
        if begun is None:
            _continue(path[-1], line)
            continue
        kind, found = begun
        while path[-1]["jenis"] and RANKS[path[-1]["jenis"]] >= RANKS[kind]:
            path.pop()
        unit: Unit = {"jenis": kind, "nomor": found["n"], "judul": None, "teks": None, "anak": []}
        if found["rest"]:
            unit["judul" if kind in ("bab", "bagian", "paragraf") else "teks"] = found["rest"]
        path[-1]["anak"].append(unit)
        path.append(unit)
    return list(root["anak"])


def _continue(unit: Unit, line: str) -> None:
    if unit["jenis"]:
        key = "judul" if unit["jenis"] in ("bab", "bagian", "paragraf") else "teks"
        unit[key] = f"{unit[key]} {line}" if unit[key] else line


def _items(lines: Sequence[str], label: str) -> list[dict[str, str | None]]:
    start = next((i for i, line in enumerate(lines) if line.startswith(label)), None)
    if start is None:
        return []
    block = [re.sub(rf"^{label}\s*:?\s*", "", lines[start])]
    for line in lines[start + 1 :]:
        if re.match(r"(?:Mengingat|Memperhatikan)\b", line):
            break
        block.append(line)
    items: list[dict[str, str | None]] = []
    for line in block:
        found = re.match(r"(?P<n>[a-z]|\d{1,2})\.\s+(?P<rest>.*)$", line)
        if found is not None:
            items.append({"nomor": found["n"], "teks": found["rest"]})
        elif items:
            items[-1]["teks"] = f"{items[-1]['teks']} {line}"
        elif line:
            items.append({"nomor": None, "teks": line})
    return items


def cermat(path: Path) -> dict[str, Any]:
    """`naskah` as Cermat gives it."""
    made: dict[str, Any] = json.loads(render(extract(path, ReadOptions())))["naskah"] or {}
    return made


# ---- scores


@dataclass(slots=True)
class Score:
    """Right, in the gold, found: of units by path, of units by text, of items of the two lists."""

    paths: Counter[str] = field(default_factory=Counter)
    nodes: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)


def f1(counts: Counter[str]) -> float:
    """Harmonic mean of precision and recall; 1 where there is nothing on either side."""
    total = counts["gold"] + counts["found"]
    return 2 * counts["right"] / total if total else 1.0


def plain(text: object) -> str:
    return re.sub(r"[\W_]+", " ", str(text or "").casefold()).strip()


def same(gold: object, found: object) -> bool:
    ways = gold if isinstance(gold, list) else [gold]
    return any(Indel.normalized_similarity(plain(way), plain(found)) >= SAME_AT for way in ways)


def walk(units: Sequence[Unit], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Unit]]:
    for unit in units:
        path = (*above, f"{unit['jenis']} {plain(unit['nomor']).replace(' ', '')}")
        yield path, unit
        yield from walk(unit.get("anak") or [], path)


def score(gold: dict[str, Any], found: dict[str, Any]) -> Score:
    made = Score()
    left: dict[tuple[str, ...], list[Unit]] = {}
    for path, unit in walk(found.get("isi") or []):
        left.setdefault(path, []).append(unit)
        made.paths["found"] += 1
    for path, unit in walk(gold.get("isi") or []):
        made.paths["gold"] += 1
        if partner := left.get(path):
            made.paths["right"] += 1
            made.nodes["right"] += _same_text(unit, partner.pop(0))
    made.nodes.update(gold=made.paths["gold"], found=made.paths["found"])
    for name in ("menimbang", "mengingat"):
        wanted = (gold.get("pembukaan") or {}).get(name) or []
        given = {plain(item.get("nomor")): item for item in (found.get("pembukaan") or {}).get(name) or []}
        right = sum(same(item["teks"], (given.get(plain(item["nomor"])) or {}).get("teks")) for item in wanted)
        made.items.update(gold=len(wanted), found=len(given), right=right)
    return made


def _same_text(gold: Unit, found: Unit) -> bool:
    title = gold.get("judul") if not isinstance(gold.get("judul"), list) else gold["judul"][0]
    texts = gold["teks"] if isinstance(gold.get("teks"), list) else [gold.get("teks")]
    return same(
        [f"{title or ''} {text or ''}" for text in texts], f"{found.get('judul') or ''} {found.get('teks') or ''}"
    )


READERS: dict[str, Callable[[Path], dict[str, Any]]] = {"cermat": cermat, "peer": peer}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.naskah_peer", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="write what each reader found into OUT/cermat and OUT/peer")
    args = parser.parse_args()
    rows: dict[str, list[Score]] = {name: [] for name in READERS}
    for gold_path in sorted(args.folder.rglob("*.gold.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8")).get("naskah")
        stem = gold_path.name.removesuffix(".gold.json")
        for path in sorted(gold_path.parent.glob(f"{stem}.*")) if gold else ():
            if path.suffix not in (".pdf", ".docx"):
                continue
            for name, read in READERS.items():
                found = read(path)
                rows[name].append(score(gold, found))
                if args.out is not None:
                    target = args.out / name / f"{path.name}.json"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(json.dumps({"naskah": found}, ensure_ascii=False), encoding="utf-8")
            shown = "   ".join(f"{name} {f1(of[-1].paths):.3f} {f1(of[-1].nodes):.3f}" for name, of in rows.items())
            sys.stdout.write(f"{path.name[:44]:44} {shown}\n")
    for name, scores in rows.items():
        means = [
            sum(f1(getattr(one, part)) for one in scores) / max(len(scores), 1) for part in ("paths", "nodes", "items")
        ]
        sys.stdout.write(
            f"{name:8} path F1 {means[0]:.3f}  node F1 {means[1]:.3f}  lists F1 {means[2]:.3f}  n {len(scores)}\n"
        )


if __name__ == "__main__":
    main()

"""The provinces, kabupaten and kota of Indonesia: name or alias -> Region with its Kemendagri code.

From data/regions.toml and data/region_aliases.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.vocabulary import entries

Level = Literal["provinsi", "kabupaten", "kota"]
LEVEL_NAMES: dict[Level, str] = {"provinsi": "Provinsi", "kabupaten": "Kabupaten", "kota": "Kota"}
_INSIDE: tuple[Level, ...] = ("kabupaten", "kota")
_NOT_IN_KEY = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, kabupaten or kota."""

    code: str  # Kemendagri: "32", "32.04"
    level: Level
    name: str  # with its level: "Kabupaten Bandung"


def key_of(name: str) -> str:
    """What two spellings of a name have in common: "Pakpak-Bharat" -> "pakpakbharat"."""
    return _NOT_IN_KEY.sub("", name.casefold())


@cache
def regions() -> tuple[Region, ...]:
    """All regions, each province before its kabupaten and kota."""
    text = files("normalizers").joinpath("data", "regions.toml").read_text(encoding="utf-8")
    made = []
    for province in tomllib.loads(text)["province"]:
        code = province["code"]
        made.append(Region(code, "provinsi", f"Provinsi {province['name']}"))
        for level in _INSIDE:
            made += [
                Region(f"{code}.{number}", level, f"{LEVEL_NAMES[level]} {name}")
                for number, name in province.get(level, {}).items()
            ]
    return tuple(made)


@cache
def names(level: Level) -> dict[str, Region]:
    """Key of every name and alias of a level, without the level's own word -> the region."""
    table = {key_of(r.name.partition(" ")[2]): r for r in regions() if r.level == level}
    if level == "provinsi":
        table |= {key: region for key, region in province_forms().items() if key not in table}
        return table
    by_code = {r.code: r for r in regions()}
    for entry in entries("region_aliases"):
        region = by_code[entry["code"]]
        if region.level != level:
            continue
        for form in entry.forms:
            kept = f"{LEVEL_NAMES[level]} {form}" if entry["kind"] == "former" else region.name
            table.setdefault(key_of(form), Region(region.code, level, kept))
    return table


@cache
def province_forms() -> dict[str, Region]:
    """Key of the short and long names of provinces ("Jabar", "DIY") -> the province."""
    text = files("normalizers").joinpath("data", "regions.toml").read_text(encoding="utf-8")
    return {
        key_of(form): Region(province["code"], "provinsi", f"Provinsi {province['name']}")
        for province in tomllib.loads(text)["province"]
        for form in province["forms"]
    }

"""One field of a document set to another text: its value is read again as if the text had been printed.

Texts go in as a person typed them, None or "" for a field that is empty. Each function gives a new model and changes
none. What can't be a value of its field raises InvalidText.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from extractor.from_contract import ladder_names, named_figures, row_texts, unit_column
from normalizers.date import find_date
from normalizers.decree_period import find_period
from normalizers.formula import read_formula
from normalizers.formula_labels import read_calculation_type
from normalizers.nip import find_nip
from normalizers.target import read_target
from normalizers.text import collapse
from normalizers.unit import bracket_unit
from schemas.document import (
    AnggaranProgram,
    Angka,
    Bagian,
    Formulasi,
    Indikator,
    Jenis,
    Jumlah,
    Metadata,
    Penandatangan,
    Pihak,
    Simpul,
    Target,
)
from schemas.fields import TARGET, holds_figure, is_target
from schemas.values import TargetValue

SIGNATORY = "penandatangan."
_NUMBERED = re.compile(r"(?P<name>\w+)\[(?P<place>\d+)\]")
_PART = re.compile(r"(?P<list>pihak|anggaran)\[(?P<which>\w+)\]\.(?P<part>\w+)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_PLAIN = ("no", "sasaran_induk", "sasaran", "indikator_induk", "sumber_data", "penanggung_jawab")


class InvalidText(ValueError):
    """The text can't be the value of the field."""


def edited_row(row: Indikator, name: str, text: str | None) -> Indikator:
    """A row with another text in the field `name`, as bukti names it; targets, units and formulas are read again."""
    text = collapse(text or "") or None
    if name in ladder_names(row):
        row = _with_entry(row, ladder_names(row).index(name), text)
    if name in _PLAIN:
        return row.model_copy(update={name: text})
    if name.startswith("hierarki["):
        return _known(row, name)
    if name == "indikator":
        return row.model_copy(update={name: _required(text)})
    if name == "satuan":
        return _with_unit(row, text)
    if holds_figure(name):
        return _with_figure(row, name, text)
    return _with_formula(row, name, text)


def edited_section(section: Bagian, name: str, text: str | None) -> Bagian:
    """A section with another jabatan, tugas, fungsi[n] or kind."""
    text = collapse(text or "") or None
    if name in ("jabatan", "tugas"):
        return section.model_copy(update={name: text})
    if name == "jenis":
        if text not in get_args(Jenis):
            raise InvalidText(name)
        return section.model_copy(update={name: text})
    part = _PART.fullmatch(name)
    if part is None:
        return section.model_copy(update={"fungsi": _listed(section.fungsi, name, "fungsi", text)})
    if part["list"] == "pihak":
        return section.model_copy(update={"pihak": _with_party(section.pihak, part["which"], part["part"], text)})
    return section.model_copy(update={"anggaran": _with_budget(section.anggaran, part["which"], part["part"], text)})


def _with_party(parties: list[Pihak], role: str, part: str, text: str | None) -> list[Pihak]:
    """The parties of an agreement, one of them with another name, post, rank or NIP."""
    if role not in {party.peran for party in parties} or part not in Pihak.model_fields or part == "peran":
        raise InvalidText(part)
    value = find_nip(text) if part == "nip" and text is not None else text
    if text is not None and value is None:
        raise InvalidText(part)
    return [party.model_copy(update={part: value}) if party.peran == role else party for party in parties]


def _with_budget(lines: list[AnggaranProgram], number: str, part: str, text: str | None) -> list[AnggaranProgram]:
    """An agreement's list of money, one line (1-based) of it with another code, programme, amount or remark."""
    place = int(number) - 1 if number.isdigit() else -1
    if not 0 <= place < len(lines) or part not in AnggaranProgram.model_fields:
        raise InvalidText(part)
    value: Jumlah | str | None = text
    if part == "jumlah":
        value = Jumlah(teks=_required(text), nilai=read_target(_required(text), "Rp").nilai)
    elif part == "program":
        value = _required(text)
    return [*lines[:place], lines[place].model_copy(update={part: value}), *lines[place + 1 :]]


def edited_node(node: Simpul, name: str, text: str | None) -> Simpul:
    """A node of the cascade with another goal or indicator."""
    text = collapse(text or "") or None
    if name == "kinerja":
        return node.model_copy(update={name: _required(text)})
    return node.model_copy(update={"indikator": _listed(node.indikator, name, "indikator", text)})


def edited_decree(metadata: Metadata, name: str, text: str | None) -> Metadata:
    """What the decree says of itself, with one field set: dates, years and NIP as they are read from print."""
    text = collapse(text or "") or None
    value = _OF_DECREE.get(name, _same)(text) if text is not None else None
    if text is not None and value is None:
        raise InvalidText(name)
    if name.startswith(SIGNATORY):
        person = metadata.penandatangan or Penandatangan()
        field = name.removeprefix(SIGNATORY)
        if field not in Penandatangan.model_fields:
            raise InvalidText(name)
        return metadata.model_copy(update={"penandatangan": person.model_copy(update={field: value})})
    if name not in Metadata.model_fields or name in ("bukti", "penandatangan"):
        raise InvalidText(name)
    return metadata.model_copy(update={name: value})


def values_of(row: Indikator, name: str, text: str) -> TargetValue | None:
    """What a target or another figure of the row would say with this text; None for other fields."""
    return read_target(text, unit_hint(row, name)) if holds_figure(name) else None


def unit_hint(row: Indikator, name: str) -> str | None:
    """The unit that a figure of the row has where its own text names none.

    That of the unit's column; else the one that came from around the text that is there now (from the header, from
    "Luas panen (Ha)"): the one that its text alone does not name.
    """
    column = unit_column(row)
    if column is not None:
        return column
    figure = next((a for f, a in zip(named_figures(row), row.angka, strict=True) if f.name == name), None)
    text, unit = (figure.teks, figure.satuan) if figure is not None else (None, None)
    if name == TARGET and row.target is not None:
        text, unit = row.target.teks, row.target.satuan
    if unit is not None and read_target(text or "").satuan is None:
        return unit
    if is_target(name) and name != TARGET and row.target is not None:
        return row.target.satuan
    return bracket_unit(row.indikator)


def _same(text: str) -> str:
    return text


def _date(text: str) -> str | None:
    if _ISO_DATE.fullmatch(text):
        return text
    found = find_date(text)
    return found.iso if found is not None else None


_OF_DECREE: Mapping[str, Callable[[str], str | None]] = {
    "tanggal": _date,
    "tahun": find_period,
    SIGNATORY + "nip": find_nip,
}


def _required(text: str | None) -> str:
    if text is None:
        raise InvalidText("empty")
    return text


def _known(row: Indikator, name: str) -> Indikator:
    if name not in ladder_names(row):
        raise InvalidText(name)
    return row


def _with_entry(row: Indikator, place: int, text: str | None) -> Indikator:
    """Entry `place` (0-based) of the ladder with another text."""
    entries = list(row.hierarki)
    entries[place] = entries[place].model_copy(update={"teks": _required(text)})
    return row.model_copy(update={"hierarki": entries})


def _with_unit(row: Indikator, unit: str | None) -> Indikator:
    """All targets of the row read again with another unit in its column."""
    target = row.target
    if target is not None:
        target = _target(target.teks, read_target(target.teks, unit))
    named = zip(named_figures(row), row.angka, strict=True)
    figures = [_figure(a, a.teks, read_target(a.teks, unit)) if a.jenis != "anggaran" else a for _, a in named]
    return row.model_copy(update={"target": target, "angka": figures})


def _with_figure(row: Indikator, name: str, text: str | None) -> Indikator:
    read = read_target(text, unit_hint(row, name)) if text is not None else None
    names = [figure.name for figure in named_figures(row)]
    period = _period(name)
    if name in names:
        row = _with_listed_figure(row, names.index(name), text, read)
    elif not is_target(name):
        raise InvalidText(name)
    elif text is not None and read is not None:
        angka = Angka(jenis="target", periode=period, teks=text, nilai=read.nilai, satuan=read.satuan)
        row = row.model_copy(update={"angka": [*row.angka, angka]})
    if name == TARGET:
        return row.model_copy(update={"target": _target(text, read) if text is not None and read else None})
    return _with_period(row, period, text) if period is not None else row


def _with_listed_figure(row: Indikator, place: int, text: str | None, read: TargetValue | None) -> Indikator:
    figures = list(row.angka)
    if text is not None and read is not None:
        figures[place] = _figure(figures[place], text, read)
        return row.model_copy(update={"angka": figures})
    del figures[place]
    return row.model_copy(update={"angka": figures, "bukti": _without_place(dict(row.bukti), place + 1)})


def _without_place(evidence: dict[str, Any], gone: int) -> dict[str, Any]:
    """Evidence of figures by their place, 1-based, after one of them is gone."""

    def moved(name: str) -> str:
        found = _NUMBERED.fullmatch(name)
        if found is None or found["name"] != "angka" or int(found["place"]) <= gone:
            return name
        return f"angka[{int(found['place']) - 1}]"

    return {moved(name): proof for name, proof in evidence.items() if name != f"angka[{gone}]"}


def _with_period(row: Indikator, period: str, text: str | None) -> Indikator:
    targets = dict(row.target_per_tahun or {})
    if text is None:
        targets.pop(period, None)
    else:
        targets[period] = text
    return row.model_copy(update={"target_per_tahun": targets or None})


def _with_formula(row: Indikator, name: str, text: str | None) -> Indikator:
    if name == "formulasi":
        before = row.formulasi.tipe_penghitungan if row.formulasi is not None else None
        if text is None:
            return row.model_copy(update={"formulasi": before and Formulasi(teks="", tipe_penghitungan=before)})
        read = read_formula(text)
        kind = read.tipe_penghitungan or before
        formula = Formulasi(teks=read.teks, persamaan=read.persamaan, tipe_penghitungan=kind)
        return row.model_copy(update={"formulasi": formula})
    if name != "tipe_penghitungan":
        raise InvalidText(name)
    kind = read_calculation_type(text) if text is not None else None
    if text is not None and kind is None:
        raise InvalidText(name)
    formula = (row.formulasi or Formulasi(teks="")).model_copy(update={"tipe_penghitungan": kind})
    return row.model_copy(update={"formulasi": formula if formula.teks or kind else None})


def _target(text: str, read: TargetValue) -> Target:
    return Target(
        teks=text,
        nilai=read.nilai,
        nilai_maks=read.nilai_maks,
        pembanding=read.pembanding,
        satuan=read.satuan,
        predikat=read.predikat,
    )


def _figure(figure: Angka, text: str, read: TargetValue) -> Angka:
    return figure.model_copy(update={"teks": text, "nilai": read.nilai, "satuan": read.satuan})


def _period(name: str) -> str | None:
    return name[len(TARGET) + 1 : -1] if is_target(name) and name != TARGET else None


def _listed(texts: list[str], name: str, prefix: str, text: str | None) -> list[str]:
    """A list with its entry `name` ("fungsi[2]", 1-based) set; one more is put at the end, an empty one is left out."""
    found = _NUMBERED.fullmatch(name)
    if found is None or found["name"] != prefix or not 1 <= int(found["place"]) <= len(texts) + 1:
        raise InvalidText(name)
    place = int(found["place"]) - 1
    return [*texts[:place], *([text] if text is not None else []), *texts[place + 1 :]]


def changed_texts(row: Indikator, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts among `texts` that the row does not have as they are."""
    own = row_texts(row)
    return {name: text for name, text in texts.items() if collapse(text) != (own.get(name) or "")}

"""Spelling repair of a whole document: fields -> fields with corrections, and findings about doubtful words.

Only fields of running text are repaired; names, numbers, codes and targets stay as they were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.settings_file import toml_table
from normalizers.spelling import NOTHING_ELSE, Doubt, OtherLetters, ProjectWords, Repaired, Speller, other_letters
from schemas.errors import DamagedInput
from schemas.evidence import FieldRef, Finding
from schemas.fields import CascadeNode, DocumentFields, Field, Fields, IndicatorRow, IndicatorSection, has_signatory
from schemas.findings import finding

UNSURE_BELOW = 0.95
"""Corrections of less confidence are made and reported."""
_ROW_FIELDS = (
    "sasaran_induk",
    "indikator_induk",
    "sasaran",
    "indikator",
    "sumber_data",
    "penanggung_jawab",
    "formulasi",
)
_TITLE, _POST = "tentang", "penandatangan.jabatan"


@dataclass(frozen=True, slots=True)
class SpellingOptions:
    """Whether texts are repaired, and what a team knows of its own words."""

    repair: bool = True
    project: ProjectWords = field(default_factory=ProjectWords)


DEFAULT_SPELLING = SpellingOptions()


def read_project(path: Path | None) -> ProjectWords:
    """The words and corrections of a project file (TOML): [ejaan] with `kata`, a list, and `koreksi`, a table; none
    where no file is named.

    Raises an InputError, as toml_table does, DamagedInput also where the file holds something else.
    """
    if path is None:
        return ProjectWords()
    table = toml_table(path, "project")
    section = table.get("ejaan", {})
    if not isinstance(section, dict):
        raise _wrong(path, "ejaan")
    if unknown := sorted(
        [*(table.keys() - {"ejaan"}), *(f"ejaan.{name}" for name in section.keys() - {"kata", "koreksi"})]
    ):
        raise DamagedInput("settings_unknown", path.name, remedy="project", names=", ".join(unknown))
    words, fixed = section.get("kata", []), section.get("koreksi", {})
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise _wrong(path, "ejaan.kata")
    if not isinstance(fixed, dict):
        raise _wrong(path, "ejaan.koreksi")
    for wrong, right in fixed.items():
        if not isinstance(right, str) or not wrong.strip() or not right.strip():
            raise _wrong(path, f'ejaan.koreksi."{wrong}"')
    known = {part for w in words for part in w.casefold().split()}
    return ProjectWords(frozenset(known), {" ".join(wrong.casefold().split()): right for wrong, right in fixed.items()})


def _wrong(path: Path, field: str) -> DamagedInput:
    return DamagedInput("settings_wrong", path.name, remedy="project", field=field)


def repaired(
    document: DocumentFields, options: SpellingOptions, recognised_pages: frozenset[int]
) -> tuple[DocumentFields, list[Finding]]:
    """The document with its texts repaired and each change among the corrections of its field, and what a person should
    look at.

    `recognised_pages` (1-based) were read from pictures, where shapes are confused rather than keys.
    """
    if not options.repair:
        return document, []
    run = _Run(Speller(_texts(document), options.project), recognised_pages)
    sections = tuple(run.section(number, section) for number, section in enumerate(document.sections))
    nodes = tuple(run.node(number, node) for number, node in enumerate(document.nodes))
    return DocumentFields(run.decree(document.decree), sections, nodes), list(run.findings())


def _texts(document: DocumentFields) -> Iterator[str]:
    """All texts that may be repaired; their own words are evidence for the speller."""
    for section in document.sections:
        yield from _given(section.fields, _names_of_section(section))
        for row in section.rows:
            yield from _given(row.fields, _names_of_row(row))
    for node in document.nodes:
        yield from _given(node.fields, node.fields)
    yield from _given(document.decree, _names_of_decree(document.decree))


def _given(fields: Fields, names: Iterable[str]) -> Iterator[str]:
    return (fields[name].text for name in names if name in fields)


def _names_of_section(section: IndicatorSection) -> tuple[str, ...]:
    """The fields of words; of the parties of an agreement and its money, those are the posts and the programmes."""
    return tuple(
        name
        for name in section.fields
        if not name.startswith(("pihak[", "anggaran[")) or name.endswith((".jabatan", ".program"))
    )


def _names_of_row(row: IndicatorRow) -> tuple[str, ...]:
    """The fields of words; the entries high up the ladder among them."""
    return (*_ROW_FIELDS, *(entry.name for entry in row.ladder if entry.name not in _ROW_FIELDS))


def _names_of_decree(decree: Fields) -> tuple[str, ...]:
    return (_TITLE, _POST) if has_signatory(decree) else (_TITLE,)


def readings_of(given: Field) -> Mapping[str, OtherLetters]:
    """What the recogniser held for possible in the words of a field, instead of what it read."""
    lines = given.source.lines if given.source is not None else ()
    return other_letters(word for line in lines for word in line.words)


class _Run:
    """One pass over a document. Equal texts are repaired once; each matter is reported where it was seen first."""

    def __init__(self, speller: Speller, recognised_pages: frozenset[int]) -> None:
        self._speller = speller
        self._recognised_pages = recognised_pages
        self._known: dict[tuple[str, bool, tuple[tuple[str, OtherLetters], ...]], Repaired] = {}
        self._doubts: dict[Doubt, FieldRef] = {}
        self._unsure: dict[tuple[str, str], FieldRef] = {}
        self._doubled: dict[str, FieldRef] = {}

    def section(self, number: int, section: IndicatorSection) -> IndicatorSection:
        fields = self._fields(section.fields, _names_of_section(section), FieldRef(number))
        rows = tuple(
            replace(row, fields=self._fields(row.fields, _names_of_row(row), FieldRef(number, place)))
            for place, row in enumerate(section.rows)
        )
        return replace(section, fields=fields, rows=rows)

    def node(self, number: int, node: CascadeNode) -> CascadeNode:
        return replace(node, fields=self._fields(node.fields, node.fields, FieldRef(node=number)))

    def decree(self, decree: Fields) -> Fields:
        """A decree is quoted by its title, and its signatory by his post, as they are printed: only slips of the
        recogniser are repaired there. The rest of what a decree says of itself are names, numbers and dates."""
        names = [n for n in _names_of_decree(decree) if n in decree and self._is_recognised(decree[n])]
        return self._fields(decree, names, FieldRef())

    def _fields(self, fields: Fields, names: Iterable[str], owner: FieldRef) -> Fields:
        """The fields with those of these names repaired, in this order."""
        made = {n: self._field(fields[n], replace(owner, name=n)) for n in names if n in fields}
        return {**fields, **made}

    def _field(self, given: Field, ref: FieldRef) -> Field:
        result = self._repair(given)
        for doubt in result.doubts:
            self._doubts.setdefault(doubt, ref)
        for word in result.doubled:
            self._doubled.setdefault(word.lower(), ref)
        corrections = result.corrections
        if not corrections:
            return given
        for c in corrections:
            if c.confidence < UNSURE_BELOW:
                self._unsure.setdefault((c.before, c.after), ref)
        return replace(given, text=result.text, corrections=(*given.corrections, *corrections))

    def _is_recognised(self, given: Field) -> bool:
        return given.page in self._recognised_pages

    def _repair(self, given: Field) -> Repaired:
        recognised = self._is_recognised(given)
        others = readings_of(given) if recognised else NOTHING_ELSE
        key = (given.text, recognised, tuple(others.items()))
        if key not in self._known:
            self._known[key] = self._speller.repair(given.text, recognised=recognised, others=others)
        return self._known[key]

    def findings(self) -> Iterator[Finding]:
        """What was noticed, by kind, each in the order of the document."""
        for doubt, ref in self._doubts.items():
            yield finding("ejaan_meragukan", ref=ref, kata=doubt.word, usul=doubt.suggestion)
        for (before, after), ref in self._unsure.items():
            yield finding("koreksi_meragukan", ref=ref, dari=before, ke=after)
        for word, ref in self._doubled.items():
            yield finding("kata_ganda", ref=ref, kata=word)

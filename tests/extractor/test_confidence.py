"""The confidence of recognised values: bounded, never raised by a feature, and each weight earns its name."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.confidence import Source, probability, scored, weights
from extractor.confidence_features import Features
from normalizers.spelling import ProjectWords
from normalizers.target import read_target
from schemas.fields import CascadeNode, DocumentFields, Field, IndicatorRow, IndicatorSection, Provenance
from schemas.geometry import Box
from schemas.passage import Continuation, Support
from schemas.transcript import Legibility, Line

PAGE = 3
NAMES = [feature.name for feature in fields(Features)]
amounts = st.floats(min_value=0, max_value=1e6)
sources: st.SearchStrategy[Source] = st.sampled_from(["ocr", "text"])


def field(text: str, sure: float = 0.99, page: int = PAGE) -> Field:
    return Field(text, Provenance(page, None, text, recognition=sure))


def row(indikator: str = "Jumlah laporan yang disusun", target: str = "5 dokumen", sure: float = 0.99) -> IndicatorRow:
    return IndicatorRow(
        {
            "no": field("1"),
            "sasaran": Field("Tersusunnya laporan", None),
            "indikator": field(indikator, sure),
            "target": replace(field(target), reading=read_target(target)),
        }
    )


def saying(given: IndicatorRow, **texts: str) -> IndicatorRow:
    """With other texts in fields of which nothing else is known."""
    return IndicatorRow({**given.fields, **{name: Field(text, None) for name, text in texts.items()}})


def sourced(given: IndicatorRow, **changes: Callable[[str, Provenance], object]) -> IndicatorRow:
    """With attributes of each field's provenance made anew."""

    def other(name: str, source: Provenance) -> Provenance:
        made: dict[str, Any] = {key: make(name, source) for key, make in changes.items()}
        return replace(source, **made)

    made = {
        name: replace(one, source=other(name, one.source)) if one.source is not None else one
        for name, one in given.fields.items()
    }
    return IndicatorRow(made)


def moved(given: IndicatorRow, page: int) -> IndicatorRow:
    return sourced(given, page=lambda name, source: page)


def placed(given: IndicatorRow, **tops: float) -> IndicatorRow:
    """With each named value of the row on a line of its own height, at so many points from the page's top."""
    places = {name: (100.0, top, 200.0, top + 10.0) for name, top in tops.items()}
    return sourced(given, box=lambda name, source: places.get(name))


def unsure(given: IndicatorRow) -> IndicatorRow:
    """With values whose place in the table was inferred."""
    return sourced(given, certainty=lambda name, source: 0.7)


def supported(given: IndicatorRow, support: Support, *names: str) -> IndicatorRow:
    """With what the fields `names` rest on, all others in no table."""
    return sourced(given, support=lambda name, source: support if name in names else source.support)


def printed_once(given: IndicatorRow, count: int) -> tuple[IndicatorRow, ...]:
    """So many rows whose indicators differ and whose targets are one printed value."""
    line = Line("5 dokumen", PAGE)
    whole = sourced(given, lines=lambda name, source: (line,) if name == "target" else ())
    numbered = (Field(f"Jumlah laporan bulan ke-{number}", None) for number in range(1, count + 1))
    return tuple(IndicatorRow({**whole.fields, "indikator": indicator}) for indicator in numbered)


def confidence(
    *rows: IndicatorRow,
    field: str = "indikator",
    project: ProjectWords | None = None,
    legibility: Legibility = Legibility(),  # noqa: B008 (frozen)
) -> float:
    """Of `field` in the first row."""
    document = DocumentFields(sections=(IndicatorSection("IKU", {}, rows, None),))
    made = scored(document, {PAGE: legibility}, project or ProjectWords())
    found = made.sections[0].rows[0].fields[field].confidence
    assert found is not None
    return found


def sourced_by(text: str, count: int) -> tuple[IndicatorRow, ...]:
    """So many rows of other indicators with the same source of data."""
    return tuple(saying(row(f"Jumlah laporan bulan ke-{i}"), sumber_data=text) for i in range(1, count + 1))


def of_decree(name: str, text: str, sure: float = 0.99, certainty: float = 1.0, page: int = PAGE) -> float:
    given = field(text, sure, page)
    assert given.source is not None
    given = replace(given, source=replace(given.source, certainty=certainty))
    made = scored(DocumentFields({name: given}), {PAGE: Legibility()}, ProjectWords())
    found = made.decree[name].confidence
    assert found is not None
    return found


SHOWN: dict[str, tuple[Callable[[], float], Callable[[], float]]] = {
    "reading": (lambda: confidence(row(sure=0.6)), lambda: confidence(row())),
    "unknown": (lambda: confidence(row("Jumlah lapqran yang disusun")), lambda: confidence(row())),
    "scraps": (lambda: confidence(row("Jumlah laporan y ang ] disusun")), lambda: confidence(row())),
    "stray": (lambda: confidence(row("Jumlah laporan. yang disusun")), lambda: confidence(row())),
    "numeral": (
        lambda: confidence(row(target="79.82"), field="target"),
        lambda: confidence(row(target="79,82"), field="target"),
    ),
    "begun": (
        lambda: confidence(row("laporan yang disusun"), row("Nilai laporan"), row("Indeks layanan")),
        lambda: confidence(row("Laporan yang disusun"), row("Nilai laporan"), row("Indeks layanan")),
    ),
    "torn": (lambda: confidence(row("Jumlah laporan yang")), lambda: confidence(row("Jumlah laporan"))),
    "implausible": (
        lambda: confidence(row("Jumlah laporan :")),
        lambda: confidence(row(target="5 dokumen 7 paket")),
    ),
    "row": (lambda: confidence(row(target="5 dokumen 7 paket")), lambda: confidence(row())),
    "rows": (lambda: confidence(row(), row(target="a, b")), lambda: confidence(row(), row())),
    "part": (
        lambda: confidence(row("Jumlah laporan"), row("Jumlah laporan yang disusun")),
        lambda: confidence(row("Jumlah laporan"), row("Nilai laporan yang disusun")),
    ),
    "name": (lambda: confidence(row(sure=0.5), field="no"), lambda: confidence(row(sure=0.9), field="no")),
    "place": (lambda: confidence(unsure(row())), lambda: confidence(row())),
    "aside": (
        lambda: confidence(placed(row(), indikator=100, target=130), field="target"),
        lambda: confidence(placed(row(), indikator=100, target=104), field="target"),
    ),
    "unread": (
        lambda: confidence(placed(row(), indikator=100), legibility=Legibility((Box(205, 102, 230, 109),))),
        lambda: confidence(placed(row(), indikator=100), legibility=Legibility((Box(205, 302, 230, 309),))),
    ),
    "page": (lambda: confidence(row(), row(sure=0.5)), lambda: confidence(row(), row())),
    "choice": (lambda: of_decree("instansi", "Dinas", certainty=0.6), lambda: of_decree("instansi", "Dinas")),
    "unnamed": (lambda: confidence(supported(row(), Support(named=0), "indikator")), lambda: confidence(row())),
    "guessed": (
        lambda: confidence(supported(row(), Support(margin=0.4, named=0), "indikator")),
        lambda: confidence(supported(row(), Support(margin=4.0, named=0), "indikator")),
    ),
    "column": (
        lambda: confidence(supported(row(), Support(named=0), "indikator"), field="target"),
        lambda: confidence(row(), field="target"),
    ),
    "parted": (
        lambda: confidence(supported(row(), Support(row=0.7), "indikator")),
        lambda: confidence(supported(row(), Support(row=0.99), "indikator")),
    ),
    "carried": (
        lambda: confidence(supported(row(), Support(carried=True), "no"), field="no"),
        lambda: confidence(row(), field="no"),
    ),
    "continued": (
        lambda: confidence(supported(row(), Support(continuation=Continuation.COLUMNS), "indikator")),
        lambda: confidence(supported(row(), Support(continuation=Continuation.HEADER), "indikator")),
    ),
    "brink": (
        lambda: confidence(row(), moved(row("Nilai arsip"), PAGE + 1)),
        lambda: confidence(row(), row("Nilai arsip"), moved(row("Luas kebun"), PAGE + 1)),
    ),
    "spread": (
        lambda: confidence(*printed_once(row(), 10), field="target"),
        lambda: confidence(*printed_once(row(), 2), field="target"),
    ),
    "twice": (lambda: confidence(row(), row()), lambda: confidence(row(), row("Nilai laporan yang disusun"))),
    "several": (
        lambda: confidence(row("Jumlah laporan yang disusun Nilai arsip"), row("Luas kebun"), row("Indeks layanan")),
        lambda: confidence(row("Jumlah laporan yang disusun nilai arsip"), row("Luas kebun"), row("Indeks layanan")),
    ),
    "unlike": (
        lambda: confidence(saying(row(), sumber_data="75 %"), *sourced_by("Bidang umum", 4), field="sumber_data"),
        lambda: confidence(saying(row(), sumber_data="Bidang dua"), *sourced_by("Bidang umum", 4), field="sumber_data"),
    ),
    "lead": (lambda: confidence(row("Jumlah laporan yang"), field="no"), lambda: confidence(row(), field="no")),
    "table": (
        lambda: confidence(row(), row("Jumlah kebun yang"), row("Luas taman dan")),
        lambda: confidence(row(), row("Jumlah kebun"), row("Luas taman")),
    ),
    "broken": (lambda: confidence(row(), legibility=Legibility(broken_rulings=True)), lambda: confidence(row())),
}
"""For each feature of the data a value that shows it, and the same without."""


def test_each_weight_of_the_data_is_that_of_a_feature_and_says_why() -> None:
    entries = tomllib.loads(files("extractor").joinpath("data", "confidence.toml").read_text("utf-8"))["feature"]
    assert sorted(entry["id"] for entry in entries) == sorted(NAMES) == sorted(SHOWN)
    assert all(entry["ocr"] > 0 and entry["text"] >= 0 and entry["why"] for entry in entries)


@pytest.mark.parametrize("feature", NAMES)
def test_a_value_that_shows_a_feature_is_less_certain(feature: str) -> None:
    shown, plain = SHOWN[feature]
    assert 0 < shown() < plain() < 1


@given(st.builds(Features, **dict.fromkeys(NAMES, amounts)), sources)
def test_a_confidence_is_a_number_between_0_and_1(features: Features, source: Source) -> None:
    assert 0 <= probability(features, source) <= 1
    assert not math.isnan(probability(features, source))


@given(
    st.builds(Features, **dict.fromkeys(NAMES, st.floats(min_value=0, max_value=5))),
    st.sampled_from(NAMES),
    amounts,
    sources,
)
def test_more_of_a_feature_never_raises_a_confidence(
    features: Features, name: str, more: float, source: Source
) -> None:
    greater = replace(features, **{name: getattr(features, name) + more})
    assert probability(greater, source) <= probability(features, source)


@given(sources)
def test_a_value_without_features_is_trusted_and_never_beyond_doubt(source: Source) -> None:
    assert probability(Features(), source) == round(1 / (1 + math.exp(-weights(source).odds(Features()))), 4)
    assert 0.96 <= probability(Features(), source) < 1


def test_the_curve_goes_on_from_its_knee() -> None:
    curve = weights("ocr").curve
    assert curve.calibrated(curve.knee) == curve.start + curve.below * curve.knee
    assert curve.calibrated(curve.knee + 1) - curve.calibrated(curve.knee) == pytest.approx(curve.above)


def test_a_text_that_the_row_below_goes_on_with_has_lost_its_end() -> None:
    others = row("Nilai laporan"), row("Indeks layanan")
    assert confidence(row(), row("yang disusun"), *others) < confidence(row(), row("Jumlah dokumen"), *others)


@pytest.mark.parametrize(
    ("slipped", "plain"),
    [
        ("Jumlah laporan ber kelanjutan", "Jumlah laporan berkelanjutan"),
        ("a Jumlah laporan", "a. Jumlah laporan"),
        ("2 Jumlah laporan", "2. Jumlah laporan"),
        ("Jumlah laporan dibagi rencana x 1008", "Jumlah laporan dibagi rencana x 100%"),
        ("Jumlah laporan 62 yang disusun", "Jumlah laporan 2024 yang disusun"),
        ("Jumlah laporan: Umum ▪ Khusus", "Jumlah laporan: ▪ Umum ▪ Khusus"),
        ("Jumlah rea'isasi laporan", "Jumlah realisasi laporan"),
        ("Jumlah laporan yang disusun 1", "Jumlah laporan yang disusun"),
        ("Jumlah laporan yang (disusun", "Jumlah laporan yang (disusun)"),
        ("Jumlah laporan (buku) yang disusun (buku)", "Jumlah laporan (buku) yang disusun"),
        ("Jumlah laporan dan.Surat", "Jumlah laporan dan Surat"),
        ("2 4.2. Jumlah laporan", "4.2. Jumlah laporan"),
    ],
)
def test_slips_of_recognisers_are_seen(slipped: str, plain: str) -> None:
    assert confidence(row(slipped)) < confidence(row(plain)) == confidence(row())


def test_the_text_of_two_cells_in_one_is_seen() -> None:
    others = row("Nilai arsip"), row("Luas kebun")
    assert confidence(row("Nilai arsip Luas kebun"), *others) < confidence(row("Nilai arsip luar biasa"), *others)


def test_a_torn_table_is_seen_by_what_its_other_columns_begin_with() -> None:
    torn = row("laporan yang disusun"), row("Jumlah laporan"), row("Nilai arsip"), row("bulanan")
    like = [saying(one, sumber_data=f"Seksi {i}") for i, one in enumerate(torn)]
    assert confidence(*like) < confidence(row("Laporan yang disusun"), *like[1:])


def test_items_that_lead_to_the_next_one_and_numbers_of_decrees_are_whole() -> None:
    assert confidence(row("Jumlah laporan; dan")) == confidence(row("Jumlah laporan"))
    assert of_decree("nomor", "84 TAHUN 2023") == of_decree("nomor", "2023")


def test_bullets_and_leads_of_goals_are_no_slips() -> None:
    assert confidence(row("Jumlah laporan ▪ Umum ▪ Khusus")) == confidence(row())
    assert confidence(row("Jumlah a. laporan. b. surat")) == confidence(row())
    assert confidence(row("Jumlah laporan Kab.Jaya")) == confidence(row())
    goal = saying(row(), sasaran="Meningkatnya mutu laporan:")
    assert confidence(goal) == confidence(row())


def test_an_office_that_writes_without_capitals_is_not_doubted() -> None:
    assert confidence(row("jumlah laporan"), row("nilai laporan")) == confidence(row(), row("Nilai laporan"))


def test_words_of_the_project_are_no_evidence() -> None:
    strange = row("Jumlah paguyubanisasi yang disusun")
    known = ProjectWords(words=frozenset({"paguyubanisasi"}))
    assert confidence(strange, project=known) == confidence(row()) > confidence(strange)


def test_of_text_that_nobody_had_to_recognise_only_the_place_is_in_doubt() -> None:
    sure, strange, torn = (moved(r, PAGE + 7) for r in (row(), row("Jumlah lapqran"), row("Jumlah laporan :")))
    assert confidence(torn) < confidence(sure) == confidence(strange) < 1


def test_decrees_and_trees_are_scored_too() -> None:
    assert 0 < of_decree("nomor", "12 TAHUN 2020", sure=0.5) < probability(Features(), "ocr")
    node = CascadeNode("output-1", None, "output", {"kinerja": field("x ]")})
    made = scored(DocumentFields(nodes=(node,)), {PAGE: Legibility()}, ProjectWords())
    assert 0 < (made.nodes[0].fields["kinerja"].confidence or 0) < probability(Features(), "ocr")


@pytest.mark.parametrize("certainty", [0.6, 0.75, 0.9])
def test_a_head_with_text_is_as_sure_as_the_score_of_its_reading(certainty: float) -> None:
    assert of_decree("instansi", "Dinas Arsip", certainty=certainty, page=PAGE + 1) == pytest.approx(
        certainty, abs=0.08
    )

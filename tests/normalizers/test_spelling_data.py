"""Every row of the spelling data does what it says, and no row stands twice."""

from __future__ import annotations

from collections import Counter

import pytest

from normalizers.spelling import Speller
from normalizers.spelling.affixes import forms_of, is_derived, nasal_forms
from normalizers.spelling.edit_cost import MISREAD, cost
from normalizers.spelling.lexicon import common_mistakes, groups, is_known, listed, meant, seam_slips
from schemas.patterns import look_alikes
from schemas.vocabulary import Entry, entries

SPELLER = Speller([])


@pytest.mark.parametrize("table", [entries("spelling_mistakes"), entries("letter_shapes", "schemas")])
def test_ids_are_given_once(table: tuple[Entry, ...]) -> None:
    ids = Counter(e.id for e in table)
    assert [i for i, n in ids.items() if n > 1] == []


def test_mistaken_forms_are_given_once() -> None:
    forms = Counter(f for e in entries("spelling_mistakes") for f in e.forms)
    assert [f for f, n in forms.items() if n > 1] == []


@pytest.mark.parametrize("entry", entries("spelling_mistakes"), ids=lambda e: e.id)
def test_a_common_mistake_becomes_what_is_meant(entry) -> None:  # type: ignore[no-untyped-def]
    assert SPELLER.repair(entry.example_in).text == entry.example_out
    assert SPELLER.repair(entry.example_out).text == entry.example_out
    for form in entry.forms:
        assert SPELLER.repair(f"kegiatan {form} kegiatan").text == f"kegiatan {entry['to']} kegiatan"


def test_what_a_mistake_becomes_is_no_mistake() -> None:
    for fixed in common_mistakes().values():
        for part in fixed.after.lower().replace("-", " ").split():
            assert part not in common_mistakes()
            assert is_known(part), part


@pytest.mark.parametrize(("read", "meant"), look_alikes("scripts-in-words").examples)
def test_words_with_look_alike_letters_become_latin(read: str, meant: str) -> None:
    assert SPELLER.repair(read).text == meant


def test_every_look_alike_letter_becomes_latin() -> None:
    for code, letter in look_alikes("scripts-in-words").table.items():
        assert SPELLER.repair(f"kanto{chr(code)}").text == f"kanto{letter}"


@pytest.mark.parametrize("entry", entries("letter_shapes", "schemas"), ids=lambda e: e.id)
def test_confused_shapes_cost_little_in_recognised_text(entry) -> None:  # type: ignore[no-untyped-def]
    slips = 2 if "qq" in entry.example_in else 1
    assert cost(entry.example_in, entry.example_out, recognised=True) == pytest.approx(slips * MISREAD)
    assert cost(entry.example_in, entry.example_out) > slips * MISREAD


@pytest.mark.parametrize("use", ["root", "word", "function", "loan", "short", "regional"])
def test_words_of_the_lexicon_are_known_and_stay(use: str) -> None:
    for word in listed(use):
        assert word.isalpha(), word
        assert word.islower(), word
        assert is_known(word), word
        assert word not in common_mistakes(), word
        assert SPELLER.repair(f"kegiatan {word} kegiatan").corrections == (), word


def test_everyday_words_may_take_the_place_of_others() -> None:
    assert [w for w in sorted(listed("everyday")) if len(w) > 3 and w not in meant()] == []


def test_slips_at_the_seam_of_a_suffix_are_no_words() -> None:
    slips = seam_slips()
    assert {"ketersedian", "pelayanaan", "kenaikkan", "menurunya"} <= slips.keys()
    assert all(word in meant() for word in slips.values())
    assert [slip for slip in slips if slip in meant() or slip in listed("regional")] == []
    assert not {"jalanya", "medanya", "pelayan", "kemudian"} & slips.keys()


def test_set_phrases_are_made_of_known_words_and_stay() -> None:
    for phrase in listed("phrase"):
        assert all(is_known(w) or w.isdigit() for w in phrase.split()), phrase
        assert SPELLER.repair(phrase).corrections == (), phrase


def test_no_word_stands_in_two_groups() -> None:
    apart = [g["words"].split() for g in groups() if g["use"] not in ("phrase", "regional", "everyday", "place")]
    seen = Counter(w for words in apart for w in set(words))
    assert [w for w, n in seen.items() if n > 1] == []


def test_groups_say_whose_habit_they_are() -> None:
    assert all(g["id"] and g["habit"] for g in groups())


@pytest.mark.parametrize(
    ("prefix", "root", "form"),
    [
        ("me", "susun", "menyusun"),
        ("pe", "tata", "penata"),
        ("me", "kelola", "mengelola"),
        ("me", "pantau", "memantau"),
        ("pe", "awas", "pengawas"),
        ("me", "bina", "membina"),
        ("me", "data", "mendata"),
        ("me", "latih", "melatih"),
        ("me", "sah", "mengesah"),
        ("me", "validasi", "memvalidasi"),
    ],
)
def test_nasal_prefixes_change_with_the_root(prefix: str, root: str, form: str) -> None:
    assert form in nasal_forms(prefix, root)
    assert form in set(forms_of(root))


@pytest.mark.parametrize(
    "word",
    [
        "terlaksananya",
        "penyelenggaraan",
        "mempertanggungjawabkan",
        "ketidaksesuaian",
        "pengadministrasiannya",
        "keberlanjutan",
        "pemberdayaan",
        "subkegiatan",
        "dikoordinasikan",
        "berkelanjutan",
    ],
)
def test_built_words_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["terlaksnaanya", "pelaksanana", "kbeijakan", "persedin", "penusunan", "perencnaan"])
def test_mistyped_words_are_not_taken_for_built_ones(word: str) -> None:
    assert not is_known(word)


def test_affixes_are_taken_off_only_in_pairs_that_exist() -> None:
    def is_root(word: str) -> bool:
        return word == "susun"

    assert is_derived("penyusunannya", is_root)
    assert is_derived("disusunkan", is_root)
    assert not is_derived("kesusunkan", is_root)
    assert not is_derived("susunberan", is_root)


def test_what_may_be_meant_is_itself_right() -> None:
    wrong = [w for w in sorted(meant()) if not is_known(w)]
    assert wrong == []

"""What Cermat knows of words: its own lexicon, the lists of words that somebody writes, a project's additions.

Two kinds of knowledge are kept apart. `meant` are words of the lexicon, which may take the place of a mistyped word.
`seen` are words that only have been written somewhere: enough to leave them alone, too little to put them anywhere.
"""

from __future__ import annotations

import lzma
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

from normalizers.gazetteer import regions
from normalizers.spelling.affixes import forms_of, is_derived
from normalizers.spelling.dictionary_roots import dictionary_roots
from normalizers.spelling.word_counts import frequency_classes
from schemas.vocabulary import entries

USES = frozenset({"root", "word", "function", "loan", "short", "regional", "everyday", "place", "phrase"})
LONGEST = 40  # letters of a word; longer runs of letters are none, and to take them apart would take for ever
_SHORTEST_MEANT = 4  # letters; shorter words are never put in the place of another by likeness
_SHORTEST_SEAM, _SHORTEST_NYA = 8, 9  # letters of a word whose seam with -an, with -nya may be mistyped
_CIRCUMFIXED = ("pe", "ke")
"""Prefixes that go with -an."""
_LOAN_VERB, _LOAN_NOUN = "ir", "asi"  # "inventarisir" beside "inventarisasi"; frowned upon, and no mistake of typing
_FORMS_OF_A_BASE = 3  # forms in the list of common words, itself included, that must be exceeded
_NEW_STARTS, _NEW_END = ("ter", "me", "ber"), "nya"
"""The one pattern whose forms count although no list has them: "terkelolanya", "menurunnya"."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A common mistake and what is meant by it."""

    after: str
    lower_only: bool = False  # not where the printed word has a capital: "dna", but not "DNA"


@dataclass(frozen=True)
class ProjectWords:
    """What a team adds in its project file: words that are right, and corrections of its own."""

    words: frozenset[str] = frozenset()  # casefolded
    fixed: Mapping[str, str] = field(default_factory=dict)  # casefolded wrong word or phrase -> right one


@cache
def groups() -> tuple[Mapping[str, str], ...]:
    """The groups of spelling_lexicon.toml as they stand. Raises ValueError for a `use` that nothing is known of."""
    text = files("normalizers").joinpath("data", "spelling_lexicon.toml").read_text(encoding="utf-8")
    made: tuple[Mapping[str, str], ...] = tuple(tomllib.loads(text)["group"])
    unknown = [g["id"] for g in made if g["use"] not in USES]
    if unknown:
        raise ValueError(f"spelling_lexicon.toml: no known use: {unknown}")
    return made


@cache
def listed(use: str) -> frozenset[str]:
    """The words (for "phrase" the phrases) of all groups of one use."""
    found: set[str] = set()
    for group in groups():
        if group["use"] == use:
            found.update(group["words"].splitlines() if use == "phrase" else group["words"].split())
    return frozenset(w.strip() for w in found if w.strip())


def _unpacked(name: str) -> str:
    packed = files("normalizers").joinpath("data", f"{name}.txt.xz").read_bytes()
    return lzma.decompress(packed).decode("ascii")


@cache
def _indonesian() -> str:
    return _unpacked("spelling_seen_id")


@cache
def common() -> frozenset[str]:
    """Indonesian words that are written in small letters."""
    return frozenset(word for word in _indonesian().split() if word[0] >= "a")


@cache
def written_in_indonesian() -> frozenset[str]:
    """Every word of the Indonesian list, in small letters."""
    return frozenset(_indonesian().lower().split())


@cache
def written_in_english() -> frozenset[str]:
    """The words of the English list in small letters; of those that the Indonesian one has, which are written in
    English on the web, the ones for which nothing else speaks."""
    return frozenset(_unpacked("spelling_seen_en").split()) | frozenset(_unpacked("spelling_seen_both").split())


def is_seen(word: str) -> bool:
    """True where the lists have `word` (small letters): also names, acronyms and English words."""
    return word in written_in_indonesian() or word in written_in_english()


@cache
def meant() -> frozenset[str]:
    """Words that may take the place of a mistyped one: the lexicon's, the derivations of its roots in use, and what
    documents of offices have often enough."""
    roots = listed("root")
    made = {form for root in roots for form in forms_of(root) if form in common() or _is_new_form(form)}
    words = roots | made | listed("word") | listed("function") | listed("loan") | frequency_classes().keys()
    return frozenset(w for w in words if len(w) >= _SHORTEST_MEANT and w not in common_mistakes())


def _is_new_form(form: str) -> bool:
    return form.startswith(_NEW_STARTS) and form.endswith(_NEW_END) and form.removesuffix(_NEW_END) in common()


@cache
def short() -> frozenset[str]:
    """Acronyms and abbreviations, in small letters."""
    return listed("short")


@cache
def place_words() -> frozenset[str]:
    """Every word of the names of provinces, kabupaten and kota, in small letters."""
    return frozenset(part.casefold() for region in regions() for part in region.name.split()[1:])


@cache
def phrases() -> frozenset[tuple[str, str]]:
    """Pairs of words that follow each other in set phrases."""
    pairs: set[tuple[str, str]] = set()
    for phrase in listed("phrase"):
        parts = phrase.split()
        pairs.update(pairwise(parts))
        pairs.update(zip(parts, parts[2:], strict=False))
    return frozenset(pairs)


@cache
def common_mistakes() -> Mapping[str, Fixed]:
    """Mistyped word or phrase, casefolded -> what is meant."""
    return {
        form.casefold(): Fixed(entry["to"], entry.get("case") == "lower")
        for entry in entries("spelling_mistakes")
        for form in entry.forms
    }


@cache
def seam_slips() -> Mapping[str, str]:
    """Mistyped word -> what is meant, where the mistake is at the seam of root and suffix: "ketersedian" for
    "ketersediaan", "pelayanaan" for "pelayanan", "kenaikkan" for "kenaikan", "tersusunya" for "tersusunnya".

    The lists of words have some of these, as people write them, so that being listed is no sign; being built from
    no root is one.
    """
    found: dict[str, set[str]] = {}
    for word in meant():
        for slip in _seam_slips_of(word):
            found.setdefault(slip, set()).add(word)
    return {
        slip: words.pop()
        for slip, words in found.items()
        if len(words) == 1 and slip not in meant() and slip not in listed("regional") and not _may_be_built(slip)
    }


def _may_be_built(slip: str) -> bool:
    return is_built(slip) and not (slip.endswith("kkan") and slip.startswith(_CIRCUMFIXED))


def _seam_slips_of(word: str) -> Iterator[str]:
    if len(word) >= _SHORTEST_SEAM and word.startswith(_CIRCUMFIXED):
        if word.endswith("aan"):
            yield word.removesuffix("aan") + "an"
            yield word.removesuffix("aan") + "aaan"
        elif word.endswith("an"):
            yield word.removesuffix("an") + "aan"
        if word.endswith("kan"):
            yield word.removesuffix("an") + "kan"
    if word.endswith("nya") and len(word) >= _SHORTEST_NYA:
        stem = word.removesuffix("nya")
        if not stem.endswith("n"):
            yield stem + "nnya"
        elif not is_seen(stem[:-1]):  # "jalanya" is that of a "jala" as well
            yield stem + "ya"


@cache
def _is_base(word: str) -> bool:
    """True for a root of the lexicon, and for a word that others are built from: "jurang" and "laksa" are words too,
    but what looks built from them is rather mistyped."""
    if word in listed("root") or word in listed("word"):
        return True
    if word.endswith(_LOAN_VERB) and word.removesuffix(_LOAN_VERB) + _LOAN_NOUN in listed("root"):
        return True
    if word not in common() or word not in dictionary_roots():
        return False
    return sum(form in common() for form in set(forms_of(word))) > _FORMS_OF_A_BASE


@cache
def is_built(word: str) -> bool:
    """True where `word` (small letters) has a root that others are built from too, and is no stray of the lists."""
    return len(word) <= LONGEST and is_derived(word, _is_base)


@cache
def is_regular(word: str) -> bool:
    """True where `word` (small letters) is a root of the lexicon or the dictionary, or regularly derived from one:
    "baran" and "pergawai" are such too, so that it only counts beside other signs."""
    return len(word) <= LONGEST and is_derived(word, _is_listed_root)


def _is_listed_root(word: str) -> bool:
    return word in dictionary_roots() or word in listed("root") or word in listed("word")


@cache
def is_known(word: str) -> bool:
    """True where there is any sign that `word` (small letters) is one: a list has it, or its parts."""
    return is_seen(word) or is_ours(word)


@cache
def is_settled(word: str) -> bool:
    """True where `word` (small letters) is beyond doubt: the lexicon has it, people write it so and the dictionary has
    its root, or it is English. What people write is no such sign alone: the web has "memliki" and "progam" too."""
    if is_ours(word):
        return True
    return word in written_in_english() or (word in written_in_indonesian() and is_regular(word))


@cache
def is_ours(word: str) -> bool:
    """True where the lexicon has `word` (small letters), or its parts, or a list of names and places has it."""
    return (
        word in short()
        or word in listed("regional")
        or word in listed("root")
        or word in listed("loan")
        or word in listed("word")
        or word in listed("function")
        or word in place_words()
        or word in frequency_classes()
        or is_built(word)
        or word in meant()
    )


@dataclass(frozen=True)
class Lexicon:
    """All of the above with a project's additions."""

    project: ProjectWords = ProjectWords()

    def knows(self, word: str) -> bool:
        """True where the lexicon or the project has `word` (small letters)."""
        return word in self.project.words or is_known(word)

    def is_settled(self, word: str) -> bool:
        """True where nothing need be asked about `word` (small letters)."""
        return word in self.project.words or is_settled(word)

    def is_ours(self, word: str) -> bool:
        """True where the lexicon or the project has `word` (small letters)."""
        return word in self.project.words or is_ours(word)

    def standing(self, word: str) -> tuple[float, float, float, float]:
        """What speaks for a `word` (small letters) that is not settled: people write it so, write it so as a name, the
        dictionary has it as a root, and it is derived from such a root by the rules; 1 for each that holds."""
        is_root, is_small = word in dictionary_roots(), word in common() or word in written_in_english()
        is_name = not is_small and word in written_in_indonesian()
        return float(is_small), float(is_name), float(is_root), float(not is_root and is_regular(word))

    def may_mean(self, word: str) -> bool:
        """True where `word` may take the place of a mistyped one, or be a part of it."""
        return word in meant() or word in self.project.words or word in listed("word")

    def fixed(self, key: str) -> Fixed | None:
        """The correction of a common mistake, a word or a phrase (casefolded)."""
        if key in self.project.words:
            return None
        seam = seam_slips().get(key)
        return Fixed(seam) if seam is not None else common_mistakes().get(key)

    def is_everyday(self, word: str) -> bool:
        """True for a word that is to be expected in any decree, whether or not this one has it elsewhere."""
        return word in listed("everyday")

    @cached_property
    def own_candidates(self) -> Mapping[int, tuple[str, ...]]:
        """Words of the project that may be meant beside `meant`, by their length."""
        return by_length(w for w in self.project.words - meant() if len(w) >= _SHORTEST_MEANT)


def by_length(words: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
    """The words in order, by their number of letters."""
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        found.setdefault(len(word), []).append(word)
    return {length: tuple(same) for length, same in found.items()}


@cache
def meant_by_length() -> Mapping[int, tuple[str, ...]]:
    """Words that may be meant, whatever the project."""
    return by_length(meant())

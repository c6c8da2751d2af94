"""Indonesian word building: which words a root gives, and whether a word can be taken apart into known ones.

The rules are those of the standard grammar (Tata Bahasa Baku): meN- and peN- change with the first sound of the
root, ber-, ter- and per- lose their r before another, and circumfixes pair a prefix with -an, -kan or -i.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

_VOWELS = frozenset("aeiou")
_CLITICS = ("nya", "lah", "kah", "pun")
_SHORTEST_BASE = 4
"""Letters that must be left where affixes are taken off; shorter rests turn up by chance."""
_INNER = {
    "me": ("per", "ber", "se", "ke"),
    "di": ("per", "ber", "se", "ke"),
    "ter": ("per",),
    "pe": ("ber", "per", "se"),
    "ke": ("ber", "ter", "se", "pe"),
    "ber": ("ke", "pe", "per", "se"),
}
"""Second prefixes that follow a first one: memper-, diber-, keter-, berke-."""
_COMBINING = (
    *("antar", "pasca", "pra", "non", "sub", "multi", "inter", "intra", "anti", "nir", "tuna", "maha", "semi", "swa"),
    *("eko", "agro", "geo", "bio", "mikro", "makro", "ultra", "infra", "tele", "dwi", "tri", "catur", "panca", "adi"),
    *("radio", "elektro", "psiko", "sosio", "audio", "termo", "nano", "kardio", "neuro"),
    *("purna", "pramu", "juru", "serba", "tata", "super", "trans", "auto", "mono", "poli", "hidro", "foto", "neo"),
)
"""First parts of compounds that are written as one word."""
_NASAL_KEEPS = {
    "m": frozenset("bfvp"),
    "n": frozenset("cdjzst"),
    "ng": frozenset("aeiougkhq"),
}
_NASAL_TAKES = {"m": "p", "n": "t", "ng": "k", "ny": "s"}
_PLAIN = frozenset("lmnrwy")


def nasal_forms(prefix: str, root: str) -> tuple[str, ...]:
    """meN- or peN- (given as "me" or "pe") before `root`; two forms where loan words keep their first letter."""
    if not any(letter in _VOWELS for letter in root[1:]) or len(root) <= len("cat"):
        return (prefix + "nge" + root,)
    forms = [prefix + nasal + root[1:] for nasal, lost in _NASAL_TAKES.items() if root[0] == lost]
    forms += [prefix + nasal + root for nasal, kept in _NASAL_KEEPS.items() if root[0] in kept]
    return tuple(forms) if forms else (prefix + root,)


def forms_of(root: str) -> Iterator[str]:
    """The regular derivations of `root`, whether or not anybody uses them."""
    me, pe = nasal_forms("me", root), nasal_forms("pe", root)
    ber = "be" + root if root.startswith("r") else "ber" + root
    ter = "te" + root if root.startswith("r") else "ter" + root
    per = "pe" + root if root.startswith("r") else "per" + root
    for base in (root, *me, "di" + root, ter, ber, *(m.replace("me", "mem", 1) for m in ("me" + per,)), "di" + per):
        yield from (base, base + "kan", base + "i", base + "an")
    for base in (*pe, per, "ke" + root, "pember" + root, "pemer" + root, "keter" + root, "keber" + root, "pe" + root):
        yield from (base, base + "an")
    yield "se" + root
    for base in (
        root,
        *me,
        ber,
        root + "an",
        *(p + "an" for p in pe),
        per + "an",
        "ke" + root + "an",
        ter,
        ter + "kan",
        ter + "i",
    ):
        yield base + "nya"


def is_derived(word: str, is_base: Callable[[str], bool]) -> bool:
    """True where `word` (small letters) is a base or a base with affixes that go together."""
    stems = {word} | {word[: -len(c)] for c in _CLITICS if word.endswith(c)}
    return any(_is_stem(stem, is_base) for stem in stems)


def _is_stem(word: str, is_base: Callable[[str], bool]) -> bool:
    if len(word) < _SHORTEST_BASE:
        return False
    if is_base(word):
        return True
    for suffix in ("", "an", "kan", "i"):
        if suffix and (not word.endswith(suffix) or len(word) - len(suffix) < _SHORTEST_BASE):
            continue
        body = word[: len(word) - len(suffix)] if suffix else word
        if suffix and is_base(body):  # also "tambahkan" and "tandai", which ask for it
            return True
        if any(_fits(first, suffix) and is_base(base) for first, base in _unprefixed(body)):
            return True
    return any(
        word.startswith(part) and len(word) - len(part) >= _SHORTEST_BASE and is_base(word[len(part) :])
        for part in _COMBINING
    )


def _fits(prefix: str, suffix: str) -> bool:
    """True where the outermost prefix and the suffix make a word together."""
    if suffix in ("kan", "i"):
        return prefix in ("me", "di", "ter") or (prefix == "ber" and suffix == "kan")
    if suffix == "an":
        return prefix in ("pe", "per", "ke", "ber", "se")
    return True


def _unprefixed(word: str) -> Iterator[tuple[str, str]]:
    """(outermost prefix, what is left) for every way to take one or two prefixes off."""
    for first, base in _without_one(word):
        yield first, base
        yield from ((first, inner) for second, inner in _without_one(base) if second in _INNER.get(first, ""))


def _without_one(word: str) -> Iterator[tuple[str, str]]:
    for prefix in ("me", "pe"):
        if word.startswith(prefix):
            yield from ((prefix, base) for base in _without_nasal(word[2:]) if len(base) >= _SHORTEST_BASE - 1)
    for written, prefix in (
        ("ber", "ber"), ("ter", "ter"), ("per", "per"), ("di", "di"), ("ke", "ke"), ("se", "se"), ("ketidak", "ke"),
        ("belajar", "ber"), ("pel", "pe"),
    ):  # fmt: skip
        if word.startswith(written) and len(word) - len(written) >= _SHORTEST_BASE - 1:
            yield prefix, word[len(written) :]
    for written, prefix in (("ber", "ber"), ("ter", "ter"), ("per", "per")):
        if word.startswith(written) and len(word) - len(written) >= _SHORTEST_BASE - 2:
            yield prefix, word[2:]  # the prefix lost its r before that of the root


def _without_nasal(rest: str) -> Iterator[str]:
    """What may have stood behind meN- or peN-."""
    if rest.startswith("nge"):
        yield rest[3:]
    for nasal in ("ny", "ng", "n", "m"):
        if not rest.startswith(nasal):
            continue
        base = rest[len(nasal) :]
        if base[:1] in _VOWELS:
            yield _NASAL_TAKES[nasal] + base
        if base[:1] in _NASAL_KEEPS.get(nasal, frozenset()):
            yield base
    if rest[:1] in _PLAIN:
        yield rest

"""Words of a PDF page -> do they read like a language? Text whose font maps its characters wrongly (ToUnicode) is a
cipher: every letter is another one, while the page looks as it should.

Of the words of any text in Indonesian, English or their mix nearly all hold one of the most frequent pairs of letters;
of a cipher's words a third or less do. Which pairs are frequent was counted on regulations.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.transcript import Word

FREQUENT_PAIRS = frozenset(
    {
        "an", "ng", "en", "er", "at", "ka", "ta", "ar", "in", "me", "ak", "di", "as", "pe", "si", "la", "ra", "al",
        "te", "un", "ah", "be", "ya", "on", "is", "re", "es", "or",
    }
)  # fmt: skip
WORD_LETTERS = 5  # characters of a word that is looked at; shorter ones are often abbreviations
LEAST_WORDS = 15  # fewer different ones of them tell nothing
LEAST_SHARE = 0.55  # of them that hold a frequent pair


def reads_like_language(words: Sequence[Word]) -> bool:
    """False where most words hold none of the frequent pairs of letters; True also where too few words tell."""
    looked_at = {text for word in words if _is_wordlike(text := word.text.casefold())}
    if len(looked_at) < LEAST_WORDS:
        return True
    usual = sum(any(text[i : i + 2] in FREQUENT_PAIRS for i in range(len(text) - 1)) for text in looked_at)
    return usual >= LEAST_SHARE * len(looked_at)


def _is_wordlike(text: str) -> bool:
    """True for what stands where words do: no number, code, dot leader or line."""
    return (
        len(text) >= WORD_LETTERS
        and not any(character.isdigit() for character in text)
        and len(set(text)) > len(text) // 3
    )

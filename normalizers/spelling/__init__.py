"""Spelling repair of Indonesian administrative text: conservative, explained, and never without evidence."""

from normalizers.spelling.letter_scores import OtherLetters, other_letters
from normalizers.spelling.lexicon import ProjectWords
from normalizers.spelling.repair import NOTHING_ELSE, Doubt, Repaired, Speller, Suspect, doubled_words
from normalizers.spelling.unknown_words import ends_openly, has_words, strange_words

__all__ = [
    "NOTHING_ELSE",
    "Doubt",
    "OtherLetters",
    "ProjectWords",
    "Repaired",
    "Speller",
    "Suspect",
    "doubled_words",
    "ends_openly",
    "has_words",
    "other_letters",
    "strange_words",
]

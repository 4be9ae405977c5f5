"""Which words a dictionary does not know, and what it would write: hunspell, in a process of its own."""

from desk.spelling.dictionaries import Dictionary, for_language, found
from desk.spelling.speller import Speller
from desk.spelling.tokens import bare, script_of, words

__all__ = ["Dictionary", "Speller", "bare", "for_language", "found", "script_of", "words"]

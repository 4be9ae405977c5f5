"""Spelling: the dictionaries there are, and the newsroom's own words."""

from dataclasses import replace
from pathlib import Path

from desk import paths
from desk.domain import BadInput, Done, Publication, storable
from desk.operations.desk import Desk, keep
from desk.spelling import Speller, bare, script_of, words

__all__ = [
    "Speller",
    "add_word",
    "bare",
    "dictionaries",
    "known_words",
    "listed",
    "remove_word",
    "script_of",
    "speller",
    "words",
]


def dictionaries() -> Path:
    """Return the folder of a person's own dictionaries: `az_AZ.aff` and `az_AZ.dic` give Azerbaijani."""
    return paths.settings() / "dictionaries"


def speller() -> Speller:
    """Return a speller of the person's dictionaries, the computer's and those that ship.

    It starts at the first word.
    """
    folders = [dictionaries(), *(folder / "dictionaries" for folder in paths.shared())]
    return Speller((*folders, paths.resources() / "dictionaries"), paths.cache() / "dictionaries")


def known_words(publication: Publication) -> frozenset[str]:
    """Return the newsroom's own words as they may be written: a lower-case word may also begin a sentence."""
    known = {bare(word) for word in publication.words}
    return frozenset(known | {word[:1].upper() + word[1:] for word in known})


def listed(lines: str) -> tuple[str, ...]:
    """Return the words of a list, one or more a line, each once and sorted as the newsroom's list is."""
    return tuple(sorted({word for part in lines.split() if (word := bare(storable(part)))}))


def add_word(desk: Desk, word: str) -> Done[Publication]:
    """Put a word on the newsroom's own list, for everyone at this desk.

    Raises:
        BadInput: it is not one word.
    """
    word = storable(bare(word.strip()))
    if not word or len(word.split()) != 1:
        raise BadInput("That is not one word", kept="The list is as it was", todo="Add one word at a time")
    publication = desk.store.publication()
    return keep(desk, replace(publication, words=tuple(sorted({*publication.words, word}))))


def remove_word(desk: Desk, word: str) -> Done[Publication]:
    """Take a word off the newsroom's list; one that is not there changes nothing."""
    publication = desk.store.publication()
    kept = tuple(one for one in publication.words if one != bare(word.strip()))
    return keep(desk, replace(publication, words=kept))

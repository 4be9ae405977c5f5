"""The last part of a story's address, from a headline in any script."""

import re
from collections.abc import Callable
from functools import lru_cache

_LONGEST = 80


@lru_cache(maxsize=64)  # each save of a story asks for the same headline's
def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens, at most 80 characters, cut at a word."""
    from anyascii import anyascii  # its tables are read when they are first needed

    words = re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ]", "", anyascii(text)).lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug or "story"


@lru_cache(maxsize=256)  # a save asks again for those that its story has
def is_slug(text: str) -> bool:
    """Return whether the text can stand in an address as it is."""
    return len(text) <= 2 * _LONGEST and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


def free_slug(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return the wanted slug, or with the smallest number from 2 that is not taken."""
    slug, number = wanted, 2
    while taken(slug):
        slug, number = f"{wanted}-{number}", number + 1
    return slug

"""The letters that the themes bring along."""

import re
import tomllib
import unicodedata
from functools import cache

from desk import paths

DAILY = paths.resources() / "themes" / "daily"
LABELS = tomllib.loads((DAILY / "labels.toml").read_text("utf-8"))


@cache
def faces() -> list[tuple[str, str, set[int]]]:
    """Return the family, file and signs of each face."""
    found: list[tuple[str, str, set[int]]] = []
    for face in (DAILY / "assets" / "fonts.css").read_text("utf-8").split("@font-face")[1:]:
        family, file, ranges = (
            re.findall(what, face)[0] for what in ('family: "(.*)"', r'url\("(.*?)"\)', "range: (.*);")
        )
        spans = [one.strip().removeprefix("U+").split("-") for one in ranges.split(",")]
        found.append(
            (family, file, {n for one in spans for n in range(int(one[0], 16), int(one[-1], 16) + 1)})
        )
    return found


def letters(language: str) -> set[int]:
    """Return the letters of a language as the theme's words have them."""
    words = repr(LABELS[language])
    return {ord(sign) for sign in words + words.upper() if unicodedata.category(sign)[0] == "L"}


def test_each_font_is_declared_and_there() -> None:
    there = {f"fonts/{file.name}" for file in (DAILY / "assets" / "fonts").glob("*.woff2")}
    assert {file for _, file, _ in faces()} == there


def test_a_page_in_a_language_of_latin_letters_needs_no_large_font() -> None:
    for language in ("en", "fr", "tr", "az"):
        for family in ("Daily Serif", "Daily Sans"):
            needed = [
                (file, signs) for name, file, signs in faces() if name == family and signs & letters(language)
            ]
            assert letters(language) <= set[int]().union(*(signs for _, signs in needed)), (language, family)
            assert all((DAILY / "assets" / file).stat().st_size < 14_300 for file, _ in needed), language


def test_a_page_in_a_language_of_other_letters_asks_for_these() -> None:
    style = (DAILY / "assets" / "style.css").read_text("utf-8")
    asked = re.findall(
        r":lang\(([\w-]+)\)", style[style.index(":root:is(") : style.index('--world-serif: "Daily')]
    )
    for language in ("hy", "ka", "ru", "ar"):
        assert language in asked
        for family in ("Daily Serif World", "Daily Sans World"):
            covered = set[int]().union(*(signs for name, _, signs in faces() if name == family))
            own = {letter for letter in letters(language) if letter > 0x24F}
            assert own and own <= covered, (language, family)

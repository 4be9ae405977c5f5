"""Correct prose that looks wrong: abbreviations, scores, inches, quotations in each language's own way."""

from pathlib import Path

import pytest

from desk.checks import all_rules

from .cases import case, everything

FOLDER = Path(__file__).parent / "right"
PARTED = "\n\n=====\n\n"
ABOUT_ALL = {"acronym", "no-byline", "no-section"}  # which say something of each of these texts
TEXTS = [
    pytest.param(file.stem, text, id=f"{file.stem}-{at}")
    for file in sorted(FOLDER.glob("*.md"))
    for at, text in enumerate(file.read_text("utf-8").removesuffix("\n").split(PARTED))
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_nothing_is_found_in_what_is_right(language: str, text: str) -> None:
    found = [one for one in everything(case(text, language)) if one.rule not in ABOUT_ALL]
    assert [(one.rule, one.words) for one in found] == []


def test_each_language_that_the_rules_of_typing_know_has_such_texts() -> None:
    served = {tag for rule in all_rules().values() for tag in rule.languages}
    assert served == {file.stem for file in FOLDER.glob("*.md")}

"""Cases made of a rule's examples: `[[words|fix]]` in a text marks what the rule must name there."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from desk.checks import Case, Example, Rule, all_rules, check, field_text
from desk.domain import Finding, Level, Publication, Story

NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
_MARKED = re.compile(r"\[\[(?P<words>[^|\[\]]*)(?:\|(?P<fix>[^\[\]]*))?\]\]|\[\[(?P<sign>[\[\]])\]\]")

PUBLICATION = Publication(id="publication", title="The Daily")


def case(body: str = "", language: str = "en", **more: Any) -> Case:
    """Return a case around a body: a story of a section with a headline and a byline."""
    story = Story(id="story", body=body, language=language)
    story = replace(story, **more.pop("story", {}))
    publication = replace(PUBLICATION, **more.pop("publication", {}))
    return Case(**{"story": story, "publication": publication, "now": NOW, **more})


def alone(rule: str, given: Case) -> list[Finding]:
    """Return what one rule finds, whatever its level."""
    levels = tuple((name, Level.ADVICE if name == rule else Level.OFF) for name in sorted(all_rules()))
    return check(replace(given, publication=replace(given.publication, checks=levels)))


def everything(given: Case) -> list[Finding]:
    """Return what all rules find, whatever their levels."""
    levels = tuple((name, Level.ADVICE) for name in sorted(all_rules()))
    return check(replace(given, publication=replace(given.publication, checks=levels)))


def of_example(example: str | Example) -> tuple[Case, list[tuple[str, str | None]]]:
    """Return the case of an example, and the words that are marked there with their fixes."""
    one = Example(example) if isinstance(example, str) else example
    marked: list[tuple[str, str | None]] = []

    def taken(found: re.Match[str]) -> str:
        words = found["sign"] or found["words"] or ""
        marked.append((words, found["fix"]))
        return words

    body = _MARKED.sub(taken, one.body)
    story = {
        name: _MARKED.sub(taken, said) if isinstance(said, str) else said for name, said in one.story.items()
    }
    return case(body, one.language, story=story, publication=dict(one.publication), **dict(one.more)), marked


def named(rule: Rule, given: Case) -> list[tuple[str, str | None]]:
    """Return the words that a rule names, as they stand in their fields, with their fixes."""
    found = alone(rule.name, given)
    return [(field_text(given, one.field)[one.start : one.end], one.fix) for one in found]

"""Runs the rules: on each paragraph once while its words stay, on the whole story each time."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from desk.checks import rules as package
from desk.checks.case import Case
from desk.checks.rule import Found, Group, Rule
from desk.checks.tongues import foreign
from desk.checks.words import Words
from desk.domain import Finding, Level, Publication

_ORDER = {group: at for at, group in enumerate(Group)}
_FIELDS = ("kicker", "headline", "standfirst", "body")


@cache
def all_rules() -> MappingProxyType[str, Rule]:
    """Return every rule by name: the `RULE` of each file in the folder of rules."""
    found = [
        import_module(f"{package.__name__}.{module.name}") for module in iter_modules(list(package.__path__))
    ]
    made: list[Rule] = sorted((one.RULE for one in found), key=lambda rule: (_ORDER[rule.group], rule.name))
    return MappingProxyType({rule.name: rule for rule in made})


def level(rule: Rule, publication: Publication) -> Level:
    """Return what a publication makes of a rule."""
    return dict(publication.checks).get(rule.name, rule.level)


def check(case: Case) -> list[Finding]:
    """Return what the rules that are not off find in a story, in the order of its page."""
    levels = dict(case.publication.checks)
    found: list[Finding] = []
    served, readers = _served(case.publication.checks, case.language)
    for rule in served:
        if rule.looks:
            own = levels.get(rule.name, rule.level)
            found += (_finding(case, rule, own, one) for one in rule.looks(case))
    for part in case.parts:
        for rule, one in _read(part.words, readers):
            own = levels.get(rule.name, rule.level)
            words = part.words.text[one.start : one.end]
            found.append(_made(rule, own, one, part.field, part.at, words))
    return sorted(found, key=_place)


@lru_cache(maxsize=64)
def _served(
    levels: tuple[tuple[str, Level], ...], language: str
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules that are not off and know a language, and those of them that read paragraphs."""
    own = dict(levels)
    on = (rule for rule in all_rules().values() if own.get(rule.name, rule.level) is not Level.OFF)
    served = tuple(rule for rule in on if rule.serves(language))
    return served, tuple(rule for rule in served if rule.reads)


@lru_cache(maxsize=16_384)
def _read(words: Words, readers: Sequence[Rule]) -> tuple[tuple[Rule, Found], ...]:
    """Return what some rules find in a paragraph; the same words are read once.

    One in another language than the story is none of the business of rules that know languages.
    """
    found = [(rule, one) for rule in readers if rule.reads for one in rule.reads(words)]
    if any(rule.languages for rule, _ in found) and foreign(words.prose, words.language):
        return tuple((rule, one) for rule, one in found if not rule.languages)
    return tuple(found)


def _finding(case: Case, rule: Rule, own: Level, found: Found) -> Finding:
    words = found.about or field_text(case, found.field)[found.start : found.end]
    return _made(rule, own, found, found.field, 0, words)


def _made(rule: Rule, own: Level, found: Found, field: str, base: int, words: str) -> Finding:
    return Finding(
        rule=rule.name,
        level=own,
        field=field,
        start=base + found.start,
        end=base + found.end,
        words=words,
        message=found.message,
        why=rule.why,
        fix=found.fix,
    )


def field_text(case: Case, name: str) -> str:
    """Return the words of a field that the places of findings count in."""
    return case.texts.get(name, "")


def _place(finding: Finding) -> tuple[int, str, int, int, str]:
    known = _FIELDS.index(finding.field) if finding.field in _FIELDS else len(_FIELDS)
    return (known, finding.field, finding.start, finding.end, finding.rule)

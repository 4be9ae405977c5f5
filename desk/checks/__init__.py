"""The copy desk: rules over a story's words, photos, links and places."""

from desk.checks.case import Case, Stand, Target
from desk.checks.dismissing import dismissal, place
from desk.checks.engine import all_rules, check, field_text, level
from desk.checks.kept import remembered
from desk.checks.rule import Example, Group, Rule

__all__ = [
    "Case",
    "Example",
    "Group",
    "Rule",
    "Stand",
    "Target",
    "all_rules",
    "check",
    "dismissal",
    "field_text",
    "level",
    "place",
    "remembered",
]

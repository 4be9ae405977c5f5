"""The copy desk: rules over a story's words, photos, links and places."""

from desk.checks.case import Case, Stand, Target
from desk.checks.engine import check, field_text, level, rules
from desk.checks.rule import Example, Group, Rule

__all__ = ["Case", "Example", "Group", "Rule", "Stand", "Target", "check", "field_text", "level", "rules"]

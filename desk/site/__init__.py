"""The site that readers see: what is visible at an instant, its pages, feeds, and writing them safely."""

from desk.site.address import own_path, pretty
from desk.site.clean import clean
from desk.site.copied import copied
from desk.site.edition import Edition
from desk.site.export import Report, export, plan, rollback
from desk.site.planned import Fate, Plan, Planned
from desk.site.standing import beside, freeze, ours, standing, turn
from desk.site.theme import themes

__all__ = [
    "Edition",
    "Fate",
    "Plan",
    "Planned",
    "Report",
    "beside",
    "clean",
    "copied",
    "export",
    "freeze",
    "ours",
    "own_path",
    "plan",
    "pretty",
    "rollback",
    "standing",
    "themes",
    "turn",
]

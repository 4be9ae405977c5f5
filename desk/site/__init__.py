"""The site that readers see: what is visible at an instant, its pages, feeds, and writing them safely."""

from typing import TYPE_CHECKING

from desk.later import later

if TYPE_CHECKING:
    from desk.site.address import own_path, pretty
    from desk.site.edition import Asked, Edition
    from desk.site.exports import export, plan, rollback
    from desk.site.few import Stock
    from desk.site.planned import Fate, Plan, Planned
    from desk.site.present import beside, freeze, ours, standing, turn
    from desk.site.report import Report
    from desk.site.settled import Facts, facts, unchanged
    from desk.site.theme import themes
    from desk.site.touched import Source, touch

__all__ = [
    "Asked",
    "Edition",
    "Facts",
    "Fate",
    "Plan",
    "Planned",
    "Report",
    "Source",
    "Stock",
    "beside",
    "export",
    "facts",
    "freeze",
    "ours",
    "own_path",
    "plan",
    "pretty",
    "rollback",
    "standing",
    "themes",
    "touch",
    "turn",
    "unchanged",
]

# Whether anything changed is told without what makes pages, which takes longer to load.
__getattr__ = later(
    __name__,
    {
        "address": ("own_path", "pretty"),
        "edition": ("Asked", "Edition"),
        "exports": ("export", "plan", "rollback"),
        "few": ("Stock",),
        "planned": ("Fate", "Plan", "Planned"),
        "present": ("beside", "freeze", "ours", "standing", "turn"),
        "report": ("Report",),
        "settled": ("Facts", "facts", "unchanged"),
        "theme": ("themes",),
        "touched": ("Source", "touch"),
    },
)

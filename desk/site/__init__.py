"""The site that readers see: what is visible at an instant, its pages, feeds, and writing them safely."""

from desk.site.address import own_path, pretty
from desk.site.clean import clean
from desk.site.copied import copied
from desk.site.edition import Edition
from desk.site.export import Report, export, rollback, story_page
from desk.site.theme import themes

__all__ = [
    "Edition",
    "Report",
    "clean",
    "copied",
    "export",
    "own_path",
    "pretty",
    "rollback",
    "story_page",
    "themes",
]

"""The Photos workspace."""

from desk.ui.library.model import MIME, photos_in
from desk.ui.library.page import LibraryPage, commands

__all__ = ["MIME", "LibraryPage", "commands", "photos_in"]

"""The desk folder: stories, photos, lists and their revisions, kept so that no word is lost."""

from desk.store.sought import Sought
from desk.store.store import Store
from desk.store.verify import Finding

__all__ = ["Finding", "Sought", "Store"]

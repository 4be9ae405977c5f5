"""The desk folder: stories, photos, lists and their revisions, kept so that no word is lost."""

from desk.store.backup import Backup
from desk.store.restore import Difference, Restored
from desk.store.sought import Sought
from desk.store.store import Store
from desk.store.verify import Finding

__all__ = ["Backup", "Difference", "Finding", "Restored", "Sought", "Store"]

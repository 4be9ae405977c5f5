"""The desk folder: stories, photos, lists and their revisions, kept so that no word is lost."""

from typing import TYPE_CHECKING

from desk.later import later

if TYPE_CHECKING:
    from desk.store.backup import Backup
    from desk.store.findings import Finding
    from desk.store.restore import Difference, Restored
    from desk.store.sought import Sought
    from desk.store.store import Store

__all__ = ["Backup", "Difference", "Finding", "Restored", "Sought", "Store"]

# SQLAlchemy costs more than a window, which must not wait for it.
__getattr__ = later(
    __name__,
    {
        "backup": ("Backup",),
        "restore": ("Difference", "Restored"),
        "sought": ("Sought",),
        "store": ("Store",),
        "findings": ("Finding",),
    },
)

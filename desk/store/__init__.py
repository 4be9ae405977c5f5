"""The desk folder: stories, photos, lists and their revisions, kept so that no word is lost."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.store.backup import Backup
    from desk.store.restore import Difference, Restored
    from desk.store.sought import Sought
    from desk.store.store import Store
    from desk.store.verify import Finding

__all__ = ["Backup", "Difference", "Finding", "Restored", "Sought", "Store"]

_ROOMS = {
    "Backup": "backup",
    "Difference": "restore",
    "Finding": "verify",
    "Restored": "restore",
    "Sought": "sought",
    "Store": "store",
}


def __getattr__(name: str) -> object:
    """Load what is asked for then: SQLAlchemy costs more than a window, which must not wait for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)

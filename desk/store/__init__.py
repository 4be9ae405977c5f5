"""The desk folder: stories, photos, lists and their revisions, kept so that no word is lost."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.store.store import Store
    from desk.store.verify import Finding

__all__ = ["Finding", "Store"]

_ROOMS = {"Finding": "verify", "Store": "store"}


def __getattr__(name: str) -> object:
    """Load what is asked for then: SQLAlchemy costs more than a window, which must not wait for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)

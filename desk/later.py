"""Packages that load their rooms when somebody asks for what is in them, so that a start waits for none."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def later(package: str, rooms: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Return a package's `__getattr__`, which loads a room when one of the names that it gives is asked for.

    A room must not be called like any of these names: once loaded it would stand in the name's place.
    """
    where = {name: room for room, names in rooms.items() for name in names}

    def load(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{where[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return load

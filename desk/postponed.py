"""What others import at every start and no start uses: loaded when somebody asks for what is in it."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

_SIGNATURE = "shibokensupport.signature"
_NAMES = {
    *("base64", "ipaddress", "shutil", "tempfile", "textwrap", "zipfile"),
    *(f"{_SIGNATURE}.{name}" for name in ("errorhandler", "layout", "parser")),
    *(f"{_SIGNATURE}.lib.{name}" for name in ("enum_sig", "pyi_generator", "tool")),
}
"""Those of shibokensupport say how Qt's functions are called, where somebody called one wrongly.

A pattern of the parser alone takes twice as long as reading a list of stories.
"""

_turn = RLock()


class _Postponed(ModuleType):
    """A module that has only what the import system knows of it, until it is asked for more.

    Python's own lazy modules load when PySide asks for their `__spec__`, which it does at once.
    """

    def __getattr__(self, name: str) -> object:
        with _turn:
            loader: Any = self.__dict__.pop("_loader", None)
            if loader is not None:
                loader.exec_module(self)
        return super().__getattribute__(name)  # or say that there is none


class _Finder:  # importlib's base classes would import what is postponed here
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, _target: object = None
    ) -> ModuleSpec | None:
        spec: Any = PathFinder.find_spec(fullname, path) if fullname in _NAMES else None
        if spec is not None:
            spec.loader_state, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Postponed(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        spec: Any = module.__spec__
        spec.loader = module.__dict__["_loader"] = spec.loader_state


def postpone() -> None:
    """Load these modules late from now on; to be called before PySide is imported."""
    sys.meta_path.insert(0, _Finder())

"""The only rooms with Qt: the window and what stands in it."""

import builtins
from importlib import import_module

import_module("PySide6.QtCore")
# PySide reads the source of every module that is imported after it, and keeps it, to see whether that wants
# the names that `__feature__` gives its methods. None here does.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

"""What the program remembers of this person on this device, in one JSON file."""

import json
import logging
import os
from pathlib import Path
from typing import Any

from desk import paths

_log = logging.getLogger(__name__)


class Settings:
    """A small dictionary on disk; a damaged or unwritable file costs the settings, never the start.

    What a person did not settle is as the computer's administrator settled it for everybody.
    """

    def __init__(self) -> None:
        self._file = paths.settings() / "settings.json"
        self._values = _read(self._file)
        self._shared: dict[str, Any] = {}
        for folder in reversed(paths.shared()):
            self._shared.update(_read(folder / "settings.json"))

    def get(self, name: str, default: Any = None) -> Any:
        """Return a remembered value, else that for everybody."""
        return self._values.get(name, self._shared.get(name, default))

    def stored(self, name: str, default: Any = None) -> Any:
        """Return a value as this or another program of this person remembered it last."""
        return _read(self._file).get(name, default)

    def set(self, **values: Any) -> None:
        """Remember values at once; what other programs of this person remembered since stays so."""
        if all(self._values.get(name) == value for name, value in values.items()):
            return
        self._values.update(values)
        kept = {**self._values, **_read(self._file), **values}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            _log.warning("the settings could not be written")

    def last_desk(self) -> Path | None:
        """Return the desk that was open last, whether or not it still stands."""
        return _desk(self._values)

    def first_desk(self) -> Path | None:
        """Return the desk that everybody on this computer begins with, whether or not it stands yet."""
        return _desk(self._shared)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8-sig"))  # as Windows' editors write
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _log.warning("the settings could not be read; going on without: %s", file)
        return {}
    return values if isinstance(values, dict) else {}


def _desk(values: dict[str, Any]) -> Path | None:
    """Return the desk that settings name, `~` and the environment's `$NAME` in it filled in."""
    path = values.get("desk")
    return Path(os.path.expandvars(path)).expanduser() if isinstance(path, str) and path else None

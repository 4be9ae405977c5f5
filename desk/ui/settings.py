"""What the program remembers of this person on this device, in one JSON file."""

import json
import logging
from pathlib import Path
from typing import Any

from desk import paths

_log = logging.getLogger(__name__)


class Settings:
    """A small dictionary on disk; a damaged or unwritable file costs the settings, never the start."""

    def __init__(self) -> None:
        self._file = paths.settings() / "settings.json"
        self._values: dict[str, Any] = {}
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
            self._values = values if isinstance(values, dict) else {}
        except FileNotFoundError:
            pass
        except (OSError, ValueError):
            _log.warning("the settings could not be read; starting with fresh ones")

    def get(self, name: str, default: Any = None) -> Any:
        """Return a remembered value."""
        return self._values.get(name, default)

    def set(self, **values: Any) -> None:
        """Remember values at once."""
        if all(self._values.get(name) == value for name, value in values.items()):
            return
        self._values.update(values)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            _log.warning("the settings could not be written")

    def last_desk(self) -> Path | None:
        """Return the desk that was open last, whether or not it still stands."""
        path = self.get("desk")
        return Path(path) if isinstance(path, str) else None

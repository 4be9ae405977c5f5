"""Where things lie: the person's own data, and what ships with the program."""

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of shipped resources, whether run from source, wheel or installer."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def licences() -> Path:
    """Return the folder of the licences of all that an installed program carries."""
    program = Path(sys.executable).parent
    return (program.parent / "Resources" if sys.platform == "darwin" else program) / "licences"


def _home() -> Path | None:
    """Return the one folder that holds everything, None where it lies where the system wants it.

    `DESK_HOME` names it; else it is `data` beside an installed program that has a file `portable` beside it.
    """
    if named := os.environ.get("DESK_HOME"):
        return Path(named)
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable)
    beside = program.parents[3] if sys.platform == "darwin" and ".app" in sys.executable else program.parent
    return beside / "data" if (beside / "portable").exists() else None


def _own(variable: str, usual: str) -> Path | None:
    """Return the person's folder by the XDG base directory specification; None on other systems.

    platformdirs knows it too, and brings random numbers and compression along before the first paint.
    """
    if sys.platform in ("win32", "darwin"):
        return None
    named = Path(os.environ.get(variable, ""))
    return (named if named.is_absolute() else Path.home() / usual) / "desk"


def _known(place: str) -> Path:
    import platformdirs  # late, where a system has no such rule

    return Path(getattr(platformdirs, place)("desk", appauthor=False))


def shared() -> list[Path]:
    """Return the folders of what this computer's administrator settled for everybody.

    The first goes before the others. There are none where one folder holds everything.
    """
    if _home() is not None:
        return []
    if sys.platform in ("win32", "darwin"):
        return [_known("site_config_dir")]
    named = [one for one in os.environ.get("XDG_CONFIG_DIRS", "").split(":") if one.startswith("/")]
    return [Path(one) / "desk" for one in named or ["/etc/xdg"]]


def settings() -> Path:
    """Return the folder of the person's settings."""
    return _home() or _own("XDG_CONFIG_HOME", ".config") or _known("user_config_dir")


def windows() -> Path:
    """Return the folder in which the windows that stand are found, missing where there is none."""
    return settings() / "windows"


def desks() -> Path:
    """Return the folder where new desks are offered a place."""
    if home := _home():
        return home
    import platformdirs  # late, as nothing before the first paint asks for it

    return Path(platformdirs.user_documents_dir())


def cache() -> Path:
    """Return the folder of what can be made again at any time."""
    home = _home()
    return home / "cache" if home else _own("XDG_CACHE_HOME", ".cache") or _known("user_cache_dir")


def temporary() -> Path:
    """Return the person's own folder among the system's temporary ones, often on another disk than theirs."""
    import getpass  # late, as their own imports keep the first paint waiting
    import tempfile

    return Path(tempfile.gettempdir()) / f"desk-{getpass.getuser()}"

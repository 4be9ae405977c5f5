"""Names of files that every system takes."""

import re
import unicodedata

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)
"""What no file may be called under Windows, whatever its ending."""

_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST = 200  # bytes; most systems allow 255 with ending and number


def file_stem(name: str) -> str:
    """Return a name as a file may bear it on every system, still without an ending; empty for none."""
    plain = unicodedata.normalize("NFC", _NOT_IN_A_NAME.sub("-", name))
    stem = plain.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip(". ")
    first, dot, rest = stem.partition(".")
    return f"{first}-{dot}{rest}" if first.strip().casefold() in DEVICES else stem

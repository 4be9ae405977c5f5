"""A theme's style sheets as one file without comments: readers see nothing before the last of them came."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_WORDS = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^)]*\)|\\."""
_GAP = r"(?:\s|(?>/\*.*?\*/))"
_TOKEN = re.compile(rf"({_WORDS})|{_GAP}*+([{{}};]){_GAP}*+|({_GAP}++)", re.DOTALL)
_QUOTED = re.compile(_WORDS, re.DOTALL)
_FIRST = re.compile(r"@(?:charset|import|namespace)\b", re.IGNORECASE)
_PAIRS = {"{": "}", "(": ")", "[": "]"}


def joined(sheets: Sequence[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield the files that these sheets, in their order, come to: where each begins, and its content.

    A sheet that has to stand first, or that would change what follows it since something in it is left open,
    stays a file of its own, as it is: its content is None.
    """
    shortened = enumerate(map(short, sheets))
    for whole, group in groupby(shortened, key=lambda one: one[1] is not None):
        parts = list(group)
        if whole:
            yield parts[0][0], "\n".join(part for _, part in parts if part is not None).encode()
        else:
            yield from ((start, None) for start, _ in parts)


def short(sheet: bytes) -> str | None:
    """Return a style sheet without comments and needless space; None where it cannot be joined to others."""
    try:
        words = sheet.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    found = _TOKEN.sub(lambda one: one[1] or one[2] or _between(one[3]), words).strip()
    return found if _closed(_QUOTED.sub("", found)) else None


def _between(gap: str) -> str:
    """Return what keeps two words apart as they were; a comment does without being a space."""
    return " " if re.sub(r"/\*.*?\*/", "", gap, flags=re.DOTALL) else "/**/"


def _closed(words: str) -> bool:
    """Return whether what a sheet opens, strings left out, it closes, and nothing in it must stand first."""
    if _FIRST.search(words) or re.search(r"[\"']|/\*(?!\*/)", words):
        return False
    awaited: list[str] = []
    for sign in words:
        if sign in _PAIRS:
            awaited.append(_PAIRS[sign])
        elif sign in "})]" and (not awaited or awaited.pop() != sign):
            return False
    return not awaited

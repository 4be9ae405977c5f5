"""Pictures that a text names: where they lie, and never outside the folder that is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from desk.domain import PICTURES

_INLINE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\]){0,2000})\]\(\s*(?:<(?P<angled>[^>\n]*)>|(?P<liquid>\{\{[^}\n]*\}\})|(?P<plain>[^\s()]+))"
    r"(?:\s+(?P<quote>[\"'])(?P<title>.{0,4000}?)(?P=quote))?\s*\)",
)
_TAG = re.compile(r"\{%-?\s*image\s+(?P<quote>[\"'])(?P<path>[^\"'\n]+)(?P=quote)(?P<rest>[^\n]*?)-?%\}")
_IMG = re.compile(
    r"<img\s[^<]*?\bsrc=(?P<quote>[\"'])(?P<src>\{\{[^}\n]*\}\}|.*?)(?P=quote)(?P<rest>[^<>]*)>",
    re.IGNORECASE,
)
_LIQUID = re.compile(r"\{\{-?\s*(?:([\"'])(?P<path>[^\"']+)\1|(?P<name>[\w.]+))")


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture that a body names.

    Attributes:
        ref: the address as the body writes it.
        name: the file that it means; `image` alone means the front matter's picture.
    """

    ref: str
    name: str
    alt: str
    caption: str = ""


def references(body: str) -> Iterator[Reference]:
    """Yield the pictures of a body in order: Markdown's own, `<img>` and Liquid image tags."""
    found = [(match.start(), _markdown(match)) for match in _INLINE.finditer(body)]
    found += [
        (match.start(), Reference(match["path"], match["path"], _tidy(match["rest"].strip().strip("\"' "))))
        for match in _TAG.finditer(body)
    ]
    for match in _IMG.finditer(body):
        alt = re.search(r"\balt=([\"'])(.*?)\1", match["rest"])
        found.append((match.start(), Reference(match["src"], _meant(match["src"]), alt[2] if alt else "")))
    seen: set[str] = set()
    for _, reference in sorted(found, key=lambda pair: pair[0]):
        if reference.ref not in seen and not reference.name.startswith("photo:"):
            seen.add(reference.ref)
            yield reference


def _markdown(match: re.Match[str]) -> Reference:
    ref = match["angled"] or match["liquid"] or match["plain"] or ""
    return Reference(ref, _meant(ref), _tidy(match["alt"]), _tidy(match["title"] or ""))


def _meant(ref: str) -> str:
    """Return the file that an address means, looking into a Liquid expression."""
    match = _LIQUID.match(ref)
    return (match["path"] or match["name"] or "") if match else ref


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words)).strip()


def is_remote(name: str) -> bool:
    """Return whether an address points to another host."""
    return re.match(r"[a-z][a-z0-9+.-]+:|//", name, re.IGNORECASE) is not None


def beside(name: str, folder: Path, root: Path) -> Path | None:
    """Return the picture file that a text means, or None.

    Args:
        name: as the text writes it: relative, or absolute from the site's root.
        folder: the text's folder; a path not found there is looked for in each folder above, up to `root`.
        root: nothing outside it is ever returned, not by `..` and not by a link.
    """
    if is_remote(name) or "\\" in name or "\x00" in name:
        return None
    plain = unquote(name.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).lstrip("/")
    parts = PurePosixPath(plain)
    if parts.suffix.lower() not in PICTURES or len(plain) > 1000 or "\x00" in plain:
        return None
    top = root.resolve()
    here = folder.resolve()
    while here == top or top in here.parents:
        try:
            candidate = (here / parts).resolve()
            if candidate.is_file() and top in candidate.parents:
                return candidate
        except OSError:
            return None
        here = here.parent
        if here == here.parent:
            break
    return None

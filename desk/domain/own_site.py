"""Which story an address leads to: one set of rules for pages, checks, suggestions, renaming and figures."""

import re
from contextlib import suppress
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import SplitResult, unquote, urlsplit

from desk.domain.file_name import DEVICES
from desk.domain.publication import Publication
from desk.domain.slug import is_slug, slugify

UNSECTIONED = "story"
"""The folder of stories that have no section."""

_LISTS = re.compile(r"(?:tag|author|archive|search|corrections|pictures|assets)-?")  # no story stands there
_USUAL_PORTS = {None, 80, 443}


def part(name: str) -> str:
    """Return one part of an address: letters, digits and hyphens alone, and a file name on every system."""
    safe = name if is_slug(name) else slugify(name)
    return f"{safe}-" if safe in DEVICES else safe


@dataclass(frozen=True, slots=True)
class Led:
    """What an address says of the story that it leads to.

    Attributes:
        folder: where the story's page stands; empty beside the front page, where none of ours does.
        name: what its address ends with: a slug, present or former, perhaps of no story.
    """

    folder: str
    name: str


class OwnSite:
    """The publication's own site, as addresses lead into it.

    Attributes:
        root: the folder that it stands in on its host, empty for none.
        files: whether the page of a story is a file, see `Publication.story_files`.
        folders: those that its stories stand in.
    """

    def __init__(self, publication: Publication) -> None:
        base = _split(publication.base_url)
        self._host = _host(base) if base else ""
        self.root = base.path.strip("/") if base else ""
        self.files = publication.story_files
        self.folders = {part(section.slug) for section in publication.sections} | {UNSECTIONED}

    def led(self, address: str, beside: str = UNSECTIONED, *, anywhere: bool = False) -> Led | None:
        """Return to which story's page an address leads, whatever form it has; None for any other page.

        It may be written for pages that are files, `../news/ferry.html`, or folders, `../../news/ferry/`.

        Args:
            address: as a link has it; without a host it is the site's own.
            beside: the folder of the story on whose page it stands.
            anywhere: take what leads to any host for the site's own.
        """
        there = _split(address)
        if there is None or there.scheme not in {"", "http", "https"}:
            return None
        host = _host(there)
        if (host or there.scheme) and host != self._host and not anywhere:
            return None
        path = unquote(there.path).lower()
        whole = path.startswith("/")
        parts = self._whole(path) if whole else self._near(path, beside)
        if not parts or _LISTS.fullmatch(parts[0]) or (len(parts) > 2 and parts[-2] == "page"):
            return None
        folder, name = "/".join(parts[:-1]), parts[-1].removesuffix(".html")
        return None if not folder and name in self.folders else Led(folder, name)

    def name(self, address: str) -> str:
        """Return what the address of a story's page in its section ends with, or nothing; see `led`."""
        led = self.led(address)
        return led.name if led and led.folder else ""

    def _whole(self, path: str) -> list[str]:
        """Return the parts of a path from the first folder on, be it the site's or its host's."""
        return _parts(f"{normpath(path).lstrip('/')}/".removeprefix(f"{self.root.lower()}/"))

    def _near(self, path: str, beside: str) -> list[str]:
        """Return the parts of what a relative path means on the page of a story."""
        parts = _parts(normpath(path))
        climbs = parts.count("..")
        parts = parts[climbs:]
        if len(parts) != 1 or climbs > 1:
            return parts
        # One climb leads from a file out of its section, and from a folder to the section's other stories.
        front = parts[0] in self.folders or _LISTS.fullmatch(parts[0])
        out = self.files and climbs and (front or not path.endswith("/"))
        return parts if out else [beside, *parts]


def _parts(path: str) -> list[str]:
    parts = [one for one in path.split("/") if one not in {"", "."}]
    return parts[:-1] if parts[-1:] in (["index.html"], ["index.htm"]) else parts


def _split(address: str) -> SplitResult | None:
    try:
        there = urlsplit(address)
        _ = there.port
    except ValueError:
        return None
    return there


def _host(there: SplitResult) -> str:
    """Return the host of an address as networks know it, with a port that is not the usual one."""
    name, port = there.hostname or "", there.port
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode()
    return name if port in _USUAL_PORTS else f"{name}:{port}"

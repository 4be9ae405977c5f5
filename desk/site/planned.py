"""What an export would change, said before anything is written; a page's words, old against new."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

from desk import text
from desk.domain import NotFound

INDEX = "index.html"
_MOST = 2_000  # pages whose words are at hand
_NOTHING = zlib.compress(b"")
_BREAKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "td", "th", "title", "tr", "ul"),
}
_UNSEEN = {"script", "style", "template"}
_KINDS = {"section": "front", "withdrawn": "notice", "redirect": "redirect"}


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that an export would write or remove.

    Attributes:
        path: relative to the site.
        kind: `story`, `front` (of the site or a section), `list` (of a tag, author or month), `feed`,
            `sitemap`, `picture`, `redirect`, `notice`, `page` or `file`.
        title: what people call it; empty where nobody does.
    """

    path: str
    kind: str
    fate: Fate
    title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do.

    Attributes:
        changes: what it would write or remove, in the order of writing.
        kept: how many files stay as they are.
        warnings: what would be left out and why, a line each.
    """

    changes: tuple[Planned, ...]
    kept: int
    warnings: tuple[str, ...] = ()
    _held: Mapping[str, tuple[bytes, bytes]] = field(
        default_factory=dict[str, tuple[bytes, bytes]], repr=False
    )

    def counts(self) -> dict[str, int]:
        """Return how many files of each kind change, the first the commonest."""
        return dict(Counter(one.kind for one in self.changes).most_common())

    def find(self, name: str, out: Path) -> Planned | None:
        """Return what becomes of a file of the site, None for one that stays as it is.

        Args:
            name: its path, `news/ferry.html`, that without its ending, or that of its folder.
            out: where the site stands.

        Raises:
            NotFound: there is no such file, and will be none.
        """
        wanted = meant(name)
        found = next((one for one in self.changes if one.path in wanted), None)
        stays = (out / path for path in wanted)
        if found is None and not any(
            one.is_file() and one.resolve().is_relative_to(out.resolve()) for one in stays
        ):
            raise NotFound(
                f"The site has no page “{name[:200]}”",
                todo="--plan lists what changes: news/ferry.html",
            )
        return found

    def words(self, path: str) -> tuple[text.Part, ...]:
        """Return the words of a page as a reader sees them, old against new; nothing for other files."""
        pages = self._held.get(path, (_NOTHING, _NOTHING))
        old, new = (read(zlib.decompress(one).decode("utf-8", "replace")) for one in pages)
        return text.compare(old, new)


def meant(name: str) -> tuple[str, ...]:
    """Return the paths of the files that a name may mean: a path, that of a page's folder, or an address."""
    path = name.strip("/")
    return path, f"{path}/{INDEX}".lstrip("/"), f"{path}.html"


def held(
    changes: Iterable[tuple[str, Path | None]], out: Path, page: str = ""
) -> dict[str, tuple[bytes, bytes]]:
    """Return the bytes of pages as they stand and as they would, packed.

    Args:
        changes: where each new page lies, None for one that ends.
        out: where the site stands.
        page: which one, see `meant`; of the first thousands where it is empty.
    """
    wanted = meant(page) if page else ()
    pages = ((path, new) for path, new in changes if path.endswith((".html", ".xml", ".json", ".txt")))
    some = (one for one in pages if not wanted or one[0] in wanted)
    return {path: (_packed(out / path), _packed(new)) for path, new in islice(some, _MOST)}


def _packed(path: Path | None) -> bytes:
    with suppress(OSError):
        return zlib.compress(path.read_bytes() if path else b"", 1)
    return _NOTHING


def kind_of(path: str, page: str = "") -> str:
    """Return the kind of a file, of a page as `Page.kind` has it."""
    if page in {"tag", "author", "month", "archive"}:
        return "list"
    if page in {"story", "front", "feed", "sitemap", "section", "redirect", "withdrawn"}:
        return _KINDS.get(page, page)
    if path.startswith("pictures/") and path.endswith((".jpg", ".webp", ".avif")):
        return "picture"
    return "page" if path.endswith(".html") else "file"


def read(html: str) -> str:
    """Return what a reader sees of a page: its title and its words, a line for each block of them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Gathers the words of a page, pictures by their alternative text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block."""
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.said.append("\n")
        elif tag == "img" and (alt := dict(attrs).get("alt")):
            self.said.append(f"\n[{unescape(alt)}]\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._hidden:
            self.said.append(data)

"""A story's page as one file: its pictures, styles and fonts inside, nothing asked of elsewhere."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from desk.domain import BadInput
from desk.site.address import pretty
from desk.site.edition import Edition
from desk.site.pages import Page, Press
from desk.site.preview.pictures import Pictures, Watching
from desk.site.theme import load_theme

_WIDEST = 1100  # pixels of a picture: sharp on a desktop, and a file that a mail takes
_POLICY = "default-src 'none'; img-src data:; font-src data:; {styles}base-uri 'none'; form-action 'none'"
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGE = re.compile(r"unicode-range\s*:([^;}]*)")
_LOADED = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)")
_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
}


def standalone(edition: Edition, story: str, at: datetime, renditions: Path) -> bytes:
    """Return a story's page, whatever its status, as one HTML file.

    Links to other pages of the site lead there where the publication has a base URL, and are words where not.

    Args:
        edition: what there is.
        story: its id.
        at: the instant that counts as now.
        renditions: where exports keep small pictures.

    Raises:
        BadInput: the theme or the story is at fault.
        NotFound: there is no such story.
        Unwritable: the pictures have no room.
    """
    pictures = Pictures(renditions)
    theme = load_theme(edition.publication.theme, edition.theme)
    broken: set[str] = set()
    while True:
        snapshot = Watching(edition, theme, at, also=story, broken=set(broken))
        page = Page(snapshot.paths[snapshot.story(story).id], "story", story)
        made = Press(snapshot).alone(page)

        def picture(path: str, snapshot: Watching = snapshot) -> bytes:
            cut = pictures.cut(path, snapshot)
            try:
                return pictures.make(path, cut, edition.originals(cut[0]))
            except BadInput:
                broken.add(cut[0].id)  # left out, as an export does
                raise

        try:
            return _Inlining(snapshot, page.path, made, picture).whole()
        except BadInput:
            if snapshot.broken == broken:
                raise


class _Inlining(HTMLParser):
    """Goes through a page and puts what it loads into it."""

    def __init__(self, snapshot: Watching, path: str, page: str, picture: Callable[[str], bytes]) -> None:
        super().__init__(convert_charrefs=False)
        self._base = snapshot.base_url
        self._path = path
        self._depth = path.count("/")
        self._files = snapshot.theme.files
        self._signs = frozenset(map(ord, unescape(page)))
        self._page = page
        self._picture = picture
        self._styles: list[str] = []
        self._out: list[str] = []
        self._linked: list[bool] = []
        self._head = 0

    def whole(self) -> bytes:
        """Return the page."""
        self.feed(self._page)
        self.close()
        styles = " ".join(f"'sha256-{_digest(style)}'" for style in self._styles)
        policy = _POLICY.format(styles=f"style-src {styles}; " if styles else "")
        self._out[self._head] = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return "".join(self._out).encode()

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Put what a tag loads into it."""
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "head":
                self._out += [self.get_starttag_text() or "", ""]
                self._head = len(self._out) - 1  # once all styles are known, the policy
            case "meta" if given.get("http-equiv", "").lower() == "content-security-policy":
                pass
            case "link":
                self._link(given)
            case "source":
                pass  # the one picture that is inside serves all
            case "img":
                self._tag(tag, self._image(given))
            case "a":
                href = self._address(given.get("href", ""))
                self._linked.append(bool(href))
                if href:
                    self._tag(tag, given | {"href": href})
            case _:
                self._out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """End a tag; a link that leads nowhere has none."""
        if tag != "a" or not self._linked or self._linked.pop():
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self._out.append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep a sign."""
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a sign."""
        self._out.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Keep what the page says it is."""
        self._out.append(f"<!{decl}>")

    # What is put inside

    def _tag(self, tag: str, given: dict[str, str]) -> None:
        words = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        self._out.append(f"<{tag}{words}>")

    def _link(self, given: dict[str, str]) -> None:
        path = self._own(given.get("href", ""))
        rel = given.get("rel", "")
        if rel == "stylesheet" and path in self._files:
            style = self._style(path)
            self._styles.append(style)
            self._out.append(f"<style>{style}</style>")
        elif rel == "icon" and path in self._files:
            self._tag("link", given | {"href": _inside(path, self._files[path])})
        elif rel == "canonical":
            self._tag("link", given)

    def _own(self, href: str) -> str:
        """Return the path in the site that an address of the page means; empty for one of elsewhere."""
        way = "../" * self._depth
        return unquote(href.removeprefix(way)) if href.startswith(way) else ""

    def _address(self, href: str) -> str:
        """Return where a link of the page leads from anywhere; empty for nowhere."""
        path = self._own(href)
        if path:
            return f"{self._base}/{pretty(path)}" if self._base else ""
        if href.startswith("#") or urlsplit(href).netloc or urlsplit(href).scheme:
            return href
        return urljoin(f"{self._base}/{pretty(self._path)}", href) if self._base else ""

    def _image(self, given: dict[str, str]) -> dict[str, str]:
        sizes = [one.split() for one in given.get("srcset", "").split(",") if one.strip()]
        fitting = [(int(wide[:-1]), src) for src, wide in sizes if int(wide[:-1]) <= _WIDEST]
        path = self._own(max(fitting)[1] if fitting else given.get("src", ""))
        kept = {name: value for name, value in given.items() if name in {"width", "height", "alt", "class"}}
        if path.startswith("pictures/"):
            path = f"{path.rpartition('.')[0]}.webp"
            return {"src": _inside(path, self._picture(path))} | kept
        return {"src": _inside(path, self._files[path]) if path in self._files else "data:,"} | kept

    def _style(self, path: str) -> str:
        """Return a style sheet with its fonts inside; of those for some signs alone, what is needed."""
        folder = path.rpartition("/")[0]

        def font(found: re.Match[str]) -> str:
            given = _RANGE.search(found[0])
            return found[0] if given is None or self._needs(given[1]) else ""

        def load(found: re.Match[str]) -> str:
            file = f"{folder}/{found[2]}"
            return f'url("{_inside(file, self._files[file])}")' if file in self._files else 'url("data:,")'

        words = _FONT.sub(font, self._files[path].decode("utf-8", "replace"))
        return _LOADED.sub(load, words).replace("</", "<\\/")

    def _needs(self, ranges: str) -> bool:
        for one in ranges.split(","):
            first, _, last = one.strip().upper().removeprefix("U+").partition("-")
            try:
                start, end = int(first.replace("?", "0"), 16), int(last or first.replace("?", "F"), 16)
            except ValueError:
                return True
            if any(start <= sign <= end for sign in self._signs if sign > 32):
                return True
        return False


def _inside(path: str, content: bytes) -> str:
    kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

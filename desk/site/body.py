"""A story's body for a page: clean, its headings in order, its pictures as figures, foreign ones as links."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin

from desk.site.clean import clean
from desk.site.embeds import marked
from desk.text.letters import FROM_LEFT, FROM_RIGHT

# nh3 writes every attribute in double quotes and escapes those inside, so a tag ends where this says.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_ALIGNED = re.compile(r'style="text-align: ?(left|right|center);?"')
_EMPTY = re.compile(r"<(p|a|em|strong|figure)(?:\s+[^\s=>\"]+=\"[^\"]*\")*>\s*</\1>")
_FLOW = {"div", "blockquote", "li", "dd", "td", "th", "figure", "figcaption"}
_VOID = {"br", "hr", "img", "wbr"}
_HEADING = re.compile(r"h[1-6]")
_FIRST_PARAGRAPH = re.compile(r"<p(?! class=\"embed)(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_LEADS = re.compile(r"(\s(?:href|src|srcset)=\")([^\"]*)(\")")
_RELATIVE = re.compile(r"^(?:(?:\.\./){2}|/(?!/))")
_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_ANY_TAG = re.compile(r"<(?:\"[^\"]*\"|[^\">])*>")
_FROM_LEFT = re.compile(f"[{FROM_LEFT}]*")
_ARRANGED = re.compile(r"<(?:img|h|table)")
_WEAK = r"(?:<(?:\"[^\"]*\"|[^\">])*>|&(?:[a-z]+;)?|[^\w<&]|[\d_])*+"
_BEGINS_FROM_RIGHT = re.compile(rf"<(p|li|footer|h[1-6])>(?={_WEAK}[{FROM_RIGHT}])")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the body names it.

    Attributes:
        src: `photo:ID`, or the body's own name for it.
        alt, title: this use's own alternative text and caption; empty for the photo's.
    """

    src: str
    alt: str
    title: str


Figure = Callable[[Image], str | None]
"""Return the HTML of a figure for a picture, or None where there is none by that name."""


def page_body(html: str, figure: Figure, direction: str = "ltr") -> str:
    """Return a body that may stand on a page under its one h1.

    Args:
        html: as written; not trusted.
        figure: asked for each picture that is not at another host.
        direction: of the page, `ltr` or `rtl`; in the first, a block follows its own words.
    """
    return arranged(cleaned(html), figure, direction, moved=False)


def cleaned(html: str) -> str:
    """Return a body with nothing in it that may not stand on a page; its pictures still to be set."""
    made = marked(clean(html))
    return _ALIGNED.sub(r'class="\1"', made) if "style=" in made else made


def arranged(html: str, figure: Figure, direction: str, *, moved: bool = True) -> str:
    """Return a cleaned body with its headings in order and its pictures set; see `page_body`.

    `moved` has whoever has no mouse reach a table, to move a wide one sideways by the arrow keys.
    """
    if direction == "ltr" and not html.isascii() and not _FROM_LEFT.fullmatch(html):
        html = _BEGINS_FROM_RIGHT.sub(r'<\1 dir="rtl">', html)
    if not _ARRANGED.search(html):
        return html
    made = _Arranging(figure, moved).arrange(html)
    for _ in range(2):  # a link emptied of its picture may leave an empty paragraph behind
        made = _EMPTY.sub("", made)
    return made


def whole_addresses(html: str, base: str, page: str) -> str:
    """Return a page's body for somewhere else: what leads to the site's own pages and pictures says so whole.

    Args:
        html: a body as `page_body` gives it, for a page two folders deep.
        base: where the site stands, with a slash at the end.
        page: where the page stands, with a slash at the end.
    """

    def address(one: str) -> str:
        made = _RELATIVE.sub(base, one)
        return made if _WHOLE.match(made) else escape(urljoin(page, unescape(made)))

    def whole(found: re.Match[str]) -> str:
        several = found[2].split(", ") if "srcset" in found[1] else [found[2]]
        return f"{found[1]}{', '.join(map(address, several))}{found[3]}"

    return _ANY_TAG.sub(lambda tag: _LEADS.sub(whole, tag[0]), html)


def opening(html: str) -> str:
    """Return the plain words of the first paragraph of a page's body that has any."""
    for found in _FIRST_PARAGRAPH.finditer(html):
        words = " ".join(unescape(_ANY_TAG.sub("", found[1])).split())
        if words:
            return words
    return ""


@dataclass
class _Arranging:
    """One pass over cleaned HTML. A figure may not stand in a paragraph, so it is set right behind it."""

    figure: Figure
    moved: bool
    out: list[str] = field(default_factory=list[str])
    open: list[str] = field(default_factory=list[str])
    waiting: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    headings: list[int] = field(default_factory=list[int])
    level: int = 1

    def arrange(self, html: str) -> str:
        at = 0
        for tag in _TAG.finditer(html):
            self.out.append(html[at : tag.start()])
            at = tag.end()
            self._tag(tag)
        self.out.append(html[at:])
        return "".join(self.out)

    def _tag(self, tag: re.Match[str]) -> None:
        closing, name, _ = tag.groups()
        if name == "img":
            self._image(dict(_ATTRIBUTE.findall(tag[3])))
        elif name in _VOID:
            self.out.append(tag[0])
        elif closing:
            self._close(name, tag[0])
        else:
            self.open.append(name)
            if name == "table" and self.moved:
                self.out.append(f'<table tabindex="0"{tag[3]}>')
            else:
                self.out.append(self._heading(tag) if _HEADING.fullmatch(name) else tag[0])

    def _heading(self, tag: re.Match[str]) -> str:
        """Return a heading at most one level under the one before it, the first being an h2."""
        self.level = max(2, min(int(tag[2][1]), self.level + 1))
        self.headings.append(self.level)
        return f"<h{self.level}{tag[3]}>"

    def _close(self, name: str, tag: str) -> None:
        if self.open and self.open[-1] == name:
            self.open.pop()
        self.out.append(f"</h{self.headings.pop()}>" if _HEADING.fullmatch(name) and self.headings else tag)
        ready = [html for depth, html in self.waiting if depth >= len(self.open)]
        self.waiting = [(depth, html) for depth, html in self.waiting if depth < len(self.open)]
        self.out += ready

    def _image(self, attributes: dict[str, str]) -> None:
        image = Image(*(unescape(attributes.get(name, "")).strip() for name in ("src", "alt", "title")))
        if image.src.lower().startswith(("http:", "https:", "//")):
            words = escape(image.alt or image.title or image.src)
            inside_link = "a" in self.open
            href = escape(image.src)
            self.out.append(
                words if inside_link else f'<a href="{href}" rel="noopener noreferrer">{words}</a>'
            )
            return
        html = self.figure(image)
        if html is None:
            return
        depth = len(self.open)
        while depth and self.open[depth - 1] not in _FLOW:
            depth -= 1
        if depth == len(self.open):
            self.out.append(html)
        else:
            self.waiting.append((depth, html))

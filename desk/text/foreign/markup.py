"""Foreign HTML as a row of well-nested tags and words, in time that grows with its length alone.

Mended as a browser would where that is seen: a paragraph, item or cell that is never closed ends where the
next one starts, and marks closed in the wrong order go on where they should.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

Attributes = dict[str, str]

VOID: Final = frozenset({"br", "hr", "img", "wbr", "input", "col", "meta", "link", "base", "area", "embed"})
BLOCKS: Final = frozenset(
    {
        *(
            "p",
            "div",
            "section",
            "article",
            "aside",
            "main",
            "header",
            "footer",
            "address",
            "figure",
            "center",
        ),
        *("figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
        *("pre", "hr", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "details", "summary"),
        *("form", "fieldset", "nav", "body", "html"),
    }
)
_WORDS: Final = frozenset(
    {"b", "strong", "i", "em", "u", "s", "del", "ins", "a", "span", "font", "code", "sub", "sup"}
)
_DEEPEST: Final = 120
_REOPENED: Final = 8
# What is dropped up to its end tag without a look inside.
_UNREAD: Final = frozenset({"script", "style", "title", "textarea", "xml", "noscript", "iframe", "xmp"})
_WALLS: Final = frozenset({"table", "td", "th"})
# A tag ends what is still open of the first set, unless one of the second stands between.
_ENDS: Final = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", *_WALLS})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", *_WALLS}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table"}))),
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot"), (frozenset({"tr"}), frozenset({"table"}))),
}
# Possessive throughout: each try is linear, and the first that fails at the text's end is the last.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)((?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?")
_ANY_TAG = re.compile(r"<[^>]*(?:>|\Z)")
# Soft hyphens and the like, which search and spelling trip over.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}")  # no sign has so long a number, and `unescape` may raise


class Open(NamedTuple):
    """A tag that opens; one of `VOID` has no end."""

    tag: str
    attributes: Attributes


class Close(NamedTuple):
    """A tag that closes, always the last one still open."""

    tag: str


Event = Open | Close | str


def events(html: str) -> Iterator[Event]:
    """Yield tags and words of any HTML; every `Open` that is not void has its `Close`."""
    nest = _Nest()
    for token in _tokens(html):
        if isinstance(token, str):
            yield token
        elif isinstance(token, Close):
            yield from nest.close(token.tag)
        elif token.tag in VOID:
            if token.tag == "hr":
                yield from nest.end_paragraph()
            yield token
        else:
            yield from nest.open(token)
    yield from nest.close_to(0)


class _Nest:
    """The tags that are open."""

    def __init__(self) -> None:
        self._open: list[Open] = []
        self._over = 0

    def open(self, token: Open) -> Iterator[Event]:
        """Open a tag after what it ends; deeper than any document goes, it only parts words."""
        if token.tag in _ENDS:
            ended, walls = _ENDS[token.tag]
            at = self._find(ended, walls)
            if at >= 0:
                yield from self.close_to(at)
        if token.tag in BLOCKS:
            yield from self.end_paragraph()
        if len(self._open) >= _DEEPEST:
            self._over += 1
            if token.tag in BLOCKS:
                yield Open("div", {})
                yield Close("div")
            return
        self._open.append(token)
        yield token

    def end_paragraph(self) -> Iterator[Event]:
        """End an open paragraph: no block stands inside one."""
        at = self._find(frozenset({"p"}), BLOCKS)
        if at >= 0:
            yield from self.close_to(at)

    def close(self, tag: str) -> Iterator[Event]:
        """Close a tag; marks opened inside it go on."""
        if self._over and tag not in VOID:
            self._over -= 1
            return
        at = self._find(frozenset({tag}), frozenset() if tag in ("table", "tr", *_WALLS) else _WALLS)
        if at < 0:
            if tag in BLOCKS:
                yield Open("div", {})
                yield Close("div")
            return
        inside = self._open[at + 1 :]
        yield from self.close_to(at)
        if tag in _WORDS:
            for one in [one for one in inside if one.tag in _WORDS][-_REOPENED:]:
                self._open.append(one)
                yield one

    def close_to(self, depth: int) -> Iterator[Event]:
        """Close the innermost tags until so many are open."""
        while len(self._open) > depth:
            yield Close(self._open.pop().tag)

    def _find(self, wanted: frozenset[str], walls: frozenset[str]) -> int:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag in wanted:
                return at
            if self._open[at].tag in walls:
                return -1
        return -1


def _tokens(html: str) -> Iterator[Event]:
    """Yield tags as they stand, and the words between them; comments and scripts are passed over."""
    at, closed = 0, True
    while at < len(html):
        start = html.find("<", at)
        start = len(html) if start < 0 else start
        if start > at:
            yield plain(html[at:start])
        found = _TAG.match(html, start)
        if found:
            at = found.end()
            name = found[2].lower()
            if found[1]:
                yield Close(name)
            elif name in _UNREAD:
                at = _after(html, name, at)
            else:
                yield Open(name, _attributes(found[3]))
        elif start < len(html):
            at, closed = _passed(html, start, closed=closed)
            if at == start:  # a tag that never ends
                yield plain(_ANY_TAG.sub(" ", html[start:]))
                return
            if at == start + 1:
                yield "<"
        else:
            return


def _passed(html: str, start: int, *, closed: bool) -> tuple[int, bool]:
    """Return where a comment or declaration ends, and whether comments that end may still come.

    A bare `<` ends at once; where nothing ends, the place is the start.
    """
    if html.startswith("<!--", start) and closed:
        end = html.find("-->", start + 4)
        if end >= 0:
            return end + 3, True
        closed = False
    if html[start + 1 : start + 2] in ("!", "?", "/"):
        return html.find(">", start) + 1 or start, closed
    return (start if html[start + 1 : start + 2].isalpha() else start + 1), closed


def _after(html: str, name: str, at: int) -> int:
    """Return where what an unread tag holds has ended, or the text."""
    end = re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE).search(html, at)
    return end.end() if end else len(html)


def _attributes(text: str) -> Attributes:
    found = {name.lower(): plain(a or b or c) for name, a, b, c in reversed(_ATTRIBUTE.findall(text))}
    return found if text.strip(" /") else {}


def seen(words: str) -> str:
    """Return words without the signs among them that nobody sees and no script needs."""
    return _UNSEEN.sub("", words)


def plain(text: str) -> str:
    """Return words or a value with its entities as the signs they stand for."""
    return unescape(_ENDLESS.sub("", text)) if "&" in text else text

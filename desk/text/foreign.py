"""Foreign HTML (a clipboard, another program's file) → Doc: cleaned first, then only what a story can say."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

from desk.text.doc import BREAK, UNHELD, Block, Doc, Kind, Mark, Span
from desk.text.normal import normal

SCHEMES: Final = ("http", "https", "mailto")
_MARKS = {
    **dict.fromkeys(("b", "strong"), Mark.STRONG),
    **dict.fromkeys(("i", "em", "cite"), Mark.EM),
    **dict.fromkeys(("s", "strike", "del"), Mark.STRIKE),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), Mark.CODE),
    "sub": Mark.SUB,
    "sup": Mark.SUP,
}
_ENDS = frozenset(
    {"p", "div", "tr", "table", "section", "article", "figure", "figcaption", "dt", "dd", "header", "footer"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS: Final = frozenset(
    {*_MARKS, *_ENDS, *_HEADINGS, "a", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "span", "td", "th"}
)
_DEEPEST = 6


def from_html(html: str) -> Doc:
    """Return what a story can hold of foreign HTML: blocks, marks and safe links."""
    import nh3

    # Google Docs wraps all of a copy in a bold that is not one.
    html = re.sub(r"<b\b[^>]*font-weight:\s*normal[^>]*>", "<span>", html)
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        clean_content_tags={"script", "style", "head", "title", "template", "iframe", "object"},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(cleaned)
    reader.close()
    reader.end_block()
    return Doc(normal(reader.blocks))


class _Reader(HTMLParser):
    """Walks cleaned HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.marks: list[Mark] = []
        self.link = ("", "")
        self.lists: list[tuple[bool, int]] = []
        self.quote = 0
        self.heading = 0
        self.verbatim = False
        self.item = False
        self.items = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a tag opens."""
        values = {name: value or "" for name, value in attrs}
        if tag in _MARKS:
            self.marks.append(_MARKS[tag])
        elif tag == "a":
            href = UNHELD.sub("", values.get("href", "")).strip()
            self.link = (href, values.get("title", "")) if href.split(":")[0].lower() in SCHEMES else ("", "")
        elif tag == "br":
            self.spans.append(Span(BREAK))
        elif tag in ("td", "th"):
            self.spans.append(Span(" "))
        else:
            self._open_block(tag, values)

    def _open_block(self, tag: str, values: dict[str, str]) -> None:
        if tag in _TAGS and tag != "span":
            self.end_block()
        if tag in ("ul", "ol"):
            start = values.get("start", "1")
            self.lists.append((tag == "ol", int(start) if re.fullmatch(r"\d{1,9}", start) else 1))
            self.items = 0
        elif tag == "li":
            self.item = True
        elif tag == "blockquote":
            self.quote = min(self.quote + 1, _DEEPEST)
        elif tag in _HEADINGS:
            self.heading = int(tag[1])
        elif tag == "pre":
            self.verbatim = True
        elif tag == "hr":
            self.blocks.append(Block(Kind.DIVIDER))

    def handle_endtag(self, tag: str) -> None:
        """Close what a tag opened."""
        if tag in _MARKS:
            if _MARKS[tag] in self.marks:
                self.marks.remove(_MARKS[tag])
            return
        if tag == "a":
            self.link = ("", "")
            return
        if tag in _TAGS and tag != "span":
            self.end_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.items = 1
        elif tag == "blockquote":
            self.quote = max(0, self.quote - 1)
        elif tag in _HEADINGS:
            self.heading = 0
        elif tag == "pre":
            self.verbatim = False
        if tag == "li":
            self.item = False

    def handle_data(self, data: str) -> None:
        """Take words, line ends as spaces except in code."""
        if not self.verbatim:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if self.spans and self.spans[-1].text[-1:] in (" ", BREAK):
                data = data.lstrip(" ")
        marks = Mark.NONE
        for mark in self.marks:
            marks |= mark
        self.spans.append(Span(data, marks, *self.link))

    def end_block(self) -> None:
        """Put the words so far into a block of the kind that is open."""
        spans, self.spans = tuple(span for span in self.spans if span.text), []
        text = "".join(span.text for span in spans)
        if not text.strip():
            return
        block = Block(Kind.PARAGRAPH, spans, quote=self.quote)
        if self.verbatim:
            block = Block(Kind.CODE, text=text)
        elif self.heading:
            block = replace(block, kind=Kind.HEADING, level=min(max(self.heading, 2), 4))
        elif self.lists:
            ordered, start = self.lists[-1]
            depth = min(len(self.lists), _DEEPEST) - 1
            if self.item:
                first = 0 if self.items else start
                block = replace(
                    block, kind=Kind.ITEM, depth=depth, ordered=ordered, start=first if ordered else 0
                )
                self.item = False
                self.items += 1
            else:
                block = replace(block, depth=depth + 1)
        self.blocks.append(block)

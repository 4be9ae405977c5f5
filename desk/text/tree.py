"""From the parser's tree to blocks: what the Doc can hold, and `Unheld` for the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

from desk.text.doc import BREAK, UNHELD, Block, Kind, Mark, Span, normal_spans

_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_FENCED = re.compile(r'<pre><code(?: class="language-([^"]*)")?>(.*)</code></pre>', re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_LINK = re.compile(r'<a href="([^"]*)"(?: title="([^"]*)")?>')
_TAG = re.compile(r"<(/?)(strong|em|code|del|sub|sup|a)\b[^>]*>")
_MARKS = {
    "strong": Mark.STRONG,
    "em": Mark.EM,
    "code": Mark.CODE,
    "del": Mark.STRIKE,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
}


class Unheld(Exception):  # noqa: N818  (an answer, not a bug)
    """The blocks and spans of a Doc cannot say this; its source stays as it is."""


def blocks_of(root: ElementTree.Element, raw: tuple[str, ...]) -> tuple[Block, ...]:
    """Return the blocks of a parsed tree. Raises `Unheld`."""
    reader = _Reader(raw)
    blocks = tuple(block for child in root for block in reader.block(child, 0))
    if (root.text or "").strip() or any((child.tail or "").strip() for child in root):
        raise Unheld
    return blocks


class _Reader:
    """Walks one tree; `raw` is what its stash marks stand for."""

    def __init__(self, raw: tuple[str, ...]) -> None:
        self.raw = raw

    def block(self, element: ElementTree.Element, quote: int) -> Iterator[Block]:
        """Yield the blocks of one block element, `quote` quotes deep."""
        match element.tag:
            case "p":
                yield self._paragraph(element, quote)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                spans = self._spans(element)
                level = int(element.tag[1])
                yield Block(Kind.HEADING, _words(spans), level=level, quote=quote, dir=_dir(element))
            case "ul" | "ol":
                yield from self._list(element, quote, 0)
            case "blockquote":
                yield from self._quote(element, quote)
            case "pre":
                code = element[0].text or ""
                yield _code("", code, quote)
            case "hr":
                yield Block(Kind.DIVIDER, quote=quote)
            case _:
                raise Unheld

    def _quote(self, element: ElementTree.Element, quote: int) -> Iterator[Block]:
        pull = element.get("class") == "pull"
        for child in element:
            if pull and child.tag == "p":
                yield Block(Kind.PULL, _words(self._spans(child)), quote=quote, dir=_dir(child))
            elif child.tag == "footer":
                yield Block(Kind.PARAGRAPH, _words(self._spans(child)), quote=quote + 1, dir=_dir(child))
            else:
                yield from self.block(child, quote + 1)

    def _paragraph(self, element: ElementTree.Element, quote: int) -> Block:
        if (
            len(element) == 1
            and element[0].tag == "img"
            and not (element.text or "").strip()
            and not (element[0].tail or "").strip()
        ):
            return _undirected(element, _photo(element[0], quote))
        alone = _STASHED.fullmatch((element.text or "").strip()) if not len(element) else None
        fenced = _FENCED.fullmatch(self._html(alone).strip()) if alone else None
        if fenced:
            return _undirected(element, _code(unescape(fenced[1] or ""), fenced[2], quote))
        spans = _words(self._spans(element))
        if all(span.marks & Mark.RAW for span in spans):
            raise Unheld
        return Block(Kind.PARAGRAPH, spans, quote=quote, dir=_dir(element))

    def _list(self, element: ElementTree.Element, quote: int, depth: int) -> Iterator[Block]:
        ordered = element.tag == "ol"
        start = int(element.get("start", "1")) if ordered else 0
        for number, item in enumerate(element):
            if item.tag != "li" or item.attrib.keys() - {"dir"}:
                raise Unheld
            yield from self._item(
                item,
                Block(Kind.ITEM, quote=quote, depth=depth, ordered=ordered, start=0 if number else start),
            )

    def _item(self, item: ElementTree.Element, block: Block) -> Iterator[Block]:
        inline = [
            child
            for child in item
            if child.tag not in ("p", "ul", "ol", "pre", "blockquote", "hr", "table") and child.tag[0] != "h"
        ]
        rest = list(item)[len(inline) :]
        if inline != list(item)[: len(inline)]:
            raise Unheld
        if (item.text or "").strip() or inline:
            yield replace(block, spans=_words(self._inline(item.text, inline)), dir=_dir(item))
        elif rest and rest[0].tag == "p":
            first = rest.pop(0)
            yield replace(block, spans=_words(self._spans(first)), loose=True, dir=_dir(first))
        else:
            raise Unheld
        for child in rest:
            if (child.tail or "").strip():
                raise Unheld
            if child.tag == "p":
                words = _words(self._spans(child))
                yield Block(Kind.PARAGRAPH, words, quote=block.quote, depth=block.depth + 1, dir=_dir(child))
            elif child.tag in ("ul", "ol"):
                yield from self._list(child, block.quote, block.depth + 1)
            else:
                raise Unheld

    def spans(self, element: ElementTree.Element) -> tuple[Span, ...]:
        """Return the words of one element by itself."""
        return self._spans(element)

    def _spans(self, element: ElementTree.Element) -> tuple[Span, ...]:
        return self._inline(element.text, list(element))

    def _inline(self, text: str | None, children: list[ElementTree.Element]) -> tuple[Span, ...]:
        spans = [*self._text(text, Span("")), *self._children(children, Span(""))]
        return normal_spans(_tagged(spans))

    def _children(self, children: list[ElementTree.Element], under: Span) -> Iterator[Span]:
        for child in children:
            yield from self._element(child, under)
            tail = child.tail
            yield from self._text(tail.lstrip(BREAK) if tail and child.tag == "br" else tail, under)

    def _element(self, element: ElementTree.Element, under: Span) -> Iterator[Span]:
        tag, attributes = element.tag, element.attrib
        if tag == "br":
            yield replace(under, text=BREAK)
        elif tag == "img":
            yield Span(image_source(attributes), Mark.RAW)
        elif tag == "sup" and len(element) == 1 and element[0].get("class") == "footnote-ref":
            yield Span(f"[^{element[0].get('href', '').removeprefix('#fn:')}]", Mark.RAW)
        elif tag == "code":
            code = (element.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            yield replace(under, text=code.replace("\n", " "), marks=under.marks | Mark.CODE)
        elif tag == "a" and not under.href and not attributes.keys() - {"href", "title"}:
            link = replace(
                under, href=_value(attributes.get("href", "")), title=_value(attributes.get("title", ""))
            )
            if not link.href:
                raise Unheld
            yield from self._text(element.text, link)
            yield from self._children(list(element), link)
        elif tag in _MARKS and not attributes:
            marked = replace(under, marks=under.marks | _MARKS[tag])
            yield from self._text(element.text, marked)
            yield from self._children(list(element), marked)
        else:
            raise Unheld

    def _text(self, text: str | None, under: Span) -> Iterator[Span]:
        """Yield text with its raw HTML: an entity as its character, a tag as it stands."""
        end = 0
        for found in _STASHED.finditer(text or ""):
            yield from _plain((text or "")[end : found.start()], under)
            end = found.end()
            html = self._html(found)
            character = unescape(html) if _ENTITY.fullmatch(html) else html
            if character != html and not UNHELD.search(character):
                yield replace(under, text=character)
            else:
                yield Span(html, under.marks | Mark.RAW, under.href, under.title)
        yield from _plain((text or "")[end:], under)

    def _html(self, found: re.Match[str]) -> str:
        if int(found[1]) >= len(self.raw):
            raise Unheld
        return self.raw[int(found[1])]


def _plain(text: str, under: Span) -> Iterator[Span]:
    """Yield text as it reads: a line end is a space."""
    if "\x02amp\x03" in text:
        text = _unreferred(text)
    if UNHELD.search(text):
        raise Unheld
    if text:
        yield replace(under, text=re.sub(r"[ ]*\n[ ]*", " ", text))


def _unreferred(text: str) -> str:
    """Return text with characters for references; an `&copy` without its `;`, as in addresses, is none."""
    return _ENTITY.sub(lambda found: unescape(found[0]), text.replace("\x02amp\x03", "&"))


def _tagged(spans: list[Span]) -> list[Span]:
    """Take pairs of tags that say what a mark says as that mark; other tags stay raw."""
    if not any(span.marks & Mark.RAW for span in spans):
        return spans
    out: list[Span] = []
    pairs = _pairs(spans)
    marks, link = Mark.NONE, ("", "")
    for at, span in enumerate(spans):
        tag = _TAG.fullmatch(span.text) if at in pairs else None
        if span.marks & Mark.RAW and span.text.replace(" ", "") in ("<br>", "<br/>"):
            out.append(Span(BREAK, marks, *link))
        elif tag and tag[2] == "a":
            found = _LINK.fullmatch(span.text)
            link = (_unreferred(found[1]), _unreferred(found[2] or "")) if found else ("", "")
        elif tag:
            mark = _MARKS[tag[2]]
            marks = marks & ~mark if tag[1] else marks | mark
        elif span.marks & Mark.RAW:
            out.append(Span(span.text, Mark.RAW))
        else:
            out.append(Span(span.text, span.marks | marks, span.href or link[0], span.title or link[1]))
    return out


def _pairs(spans: list[Span]) -> set[int]:
    """Return the places of opening and closing tags that pair up, none inside its own kind."""
    pairs: set[int] = set()
    opened: list[tuple[str, int]] = []
    for at, span in enumerate(spans):
        tag = _TAG.fullmatch(span.text) if span.marks & Mark.RAW else None
        if tag is None:
            continue
        if not tag[1]:
            plain = span.text == f"<{tag[2]}>" or bool(_LINK.fullmatch(span.text))
            opened.append((tag[2] if plain else "", at))
        elif opened and opened[-1][0] == tag[2]:
            pairs |= {opened.pop()[1], at}
        elif opened:
            opened.pop()
    return pairs


def _photo(image: ElementTree.Element, quote: int) -> Block:
    if image.attrib.keys() - {"src", "alt", "title"}:
        raise Unheld
    ref, alt, text = (_value(image.get(name, "")) for name in ("src", "alt", "title"))
    return Block(Kind.PHOTO, quote=quote, ref=ref, alt=alt, text=text)


def _code(language: str, code: str, quote: int) -> Block:
    text = (
        code.replace("&quot;", '"')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .strip("\n")
    )
    if UNHELD.search(text) or not text.strip():
        raise Unheld
    return Block(Kind.CODE, quote=quote, ref=language, text=text)


def _value(attribute: str) -> str:
    """Return an attribute's value as it will be read on the page."""
    if "\x02wzxhzdk" in attribute:
        raise Unheld
    value = _unreferred(attribute)
    if UNHELD.search(value) or "\n" in value:
        raise Unheld
    return value


def _dir(element: ElementTree.Element) -> str:
    return element.get("dir", "")


def _undirected(element: ElementTree.Element, block: Block) -> Block:
    """Return a block that has no direction of its own. Raises `Unheld` where the source gives it one."""
    if _dir(element):
        raise Unheld
    return block


def _words(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if not spans:
        raise Unheld
    return spans


def image_source(attributes: dict[str, str]) -> str:
    """Return the Markdown of an image."""
    if attributes.keys() - {"src", "alt", "title"}:
        raise Unheld
    title = attributes.get("title")
    title = ' "' + title.replace('"', "&quot;") + '"' if title is not None else ""
    return f"![{attributes.get('alt', '')}]({attributes.get('src', '')}{title})"


def spans_of(element: ElementTree.Element, raw: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the words of one element of a parsed tree, such as a table's cell. Raises `Unheld`."""
    return _Reader(raw).spans(element)

"""The one configured Python-Markdown: what the dialect adds, and what keeps it safe and bounded."""

import re
import threading
from dataclasses import dataclass
from html import escape
from typing import Any, Final, cast
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor, HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor as Inline
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from desk.text.direction import Directions
from desk.text.services import URL

PULL: Final = "<!-- pull -->"
DASHES: Final = ("— ", "– ")
# Inline patterns look back over a paragraph once for each of these: past this many they are taken as text.
MANY_BRACKETS: Final = 1000
MANY_TAGS: Final = 1500
DEEPEST_QUOTE: Final = 24
_LINKED: Final = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Context:
    """What a piece of a document needs of the rest: link definitions and the names of footnotes."""

    references: tuple[tuple[str, tuple[str, str | None]], ...] = ()
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """One parse: the HTML, its tree with marks where raw HTML stood, that HTML, and what was defined."""

    html: str
    root: ElementTree.Element
    raw: tuple[str, ...]
    context: Context


class _Wrapped(InlineProcessor):
    """Text between two equal signs as an element, its own text parsed on."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # noqa: N802
        element = ElementTree.Element(self.tag)
        element.text = m.group(1)
        return element, m.start(), m.end()


_SIGNS: Final = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    **dict.fromkeys(("reference", "link", "short_reference"), "["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "!["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "linebreak": "  \n",
    "entity": "&",
    "strike": "~~",
    "sub": "~",
    "sup": "^",
}
"""What each inline pattern cannot match without."""
_SIGNED: Final = re.compile(r"[`\\\[<&~^*_]")


class _Signed(Inline):
    """Asks no pattern about words in which the sign that it needs does not stand, as in most of them."""

    def __init__(self, md: Any) -> None:  # noqa: ANN401  (its registry is untyped)
        super().__init__(md)
        patterns = md.inlinePatterns
        self._asked = [(_SIGNS.get(one.name, ""), patterns[one.name]) for one in patterns._priority]

    def _InlineProcessor__handleInline(self, data: Any, patternIndex: int = 0) -> Any:  # noqa: N802, N803, ANN401
        if isinstance(data, AtomicString) or not (_SIGNED.search(data) or "  \n" in data):
            return data
        apply = cast("Any", super())._InlineProcessor__applyPattern
        start, at = 0, patternIndex
        while at < len(self._asked):
            sign, pattern = self._asked[at]
            matched = sign in data
            if matched:
                data, matched, start = apply(pattern, data, at, start)
            if not matched:
                at, start = at + 1, 0
        return data


class _Heading(HashHeaderProcessor):
    """Looks for a heading only where its sign stands."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return "#" in block and super().test(parent, block)


class _Quote(BlockQuoteProcessor):
    """Looks for a quote only where its sign stands."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return ">" in block and super().test(parent, block)


class _Plain(BlockProcessor):
    """Takes a line alone that begins with a letter or an opening sign: no other processor wants such a one.

    So are most paragraphs of most texts, and each of the others would look at every character of them.
    """

    _OPENING: Final = frozenset("\"'“”„‟‘’‚«»‹›—–…(¿¡")

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        begins = block[:1]
        return "\n" not in block and not self.parser.state and (begins.isalpha() or begins in self._OPENING)

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        ElementTree.SubElement(parent, "p").text = blocks.pop(0)


class _Fences(FencedBlockPreprocessor):
    """Looks for fenced code only where a line begins as a fence does."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any(line.startswith(("```", "~~~")) for line in lines) else lines


class _RawBlocks(HtmlBlockPreprocessor):
    """Keeps Python's HTML parser from losing sight of raw HTML.

    It stops at a `&#` that starts no whole reference, holds a reference behind raw HTML back till the end,
    and takes in what follows a tag or comment that is left open inside a line.
    """

    _WHOLE: Final = r"""/?[a-zA-Z](?:[^<>"'`]|"[^"<]*"|'[^'<]*')*>|!--[^<]*?-->"""
    _LOOSE: Final = re.compile(rf"(?m)&|(^ {{0,3}})?<(?:({_WHOLE})|(?=/?[a-zA-Z]|!--))")
    _HIDDEN: Final = "\x02\x03"  # the text itself has neither any more

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if "<" not in source:
            return lines
        paragraphs = [self._LOOSE.sub(self._hide, part) for part in source.split("\n\n")]
        lines = super().run("\n\n".join(paragraphs).split("\n"))
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [block.replace(self._HIDDEN, "") for block in stash]
        return [line.replace(self._HIDDEN, "") for line in lines]

    def _hide(self, found: re.Match[str]) -> str:
        whole = found[1] is not None or found[2] is not None
        return found[0] if whole else found[0][0] + self._HIDDEN + found[0][1:]


class _Quotes(Treeprocessor):
    """Attribution lines become a footer, a paragraph marked as pull quote a quote of its own."""

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for quote in [child for child in parent if child.tag == "blockquote"]:
                self._split_lines(quote)
                self._attribute(quote)
                self._part(parent, quote)

    def _split_lines(self, quote: ElementTree.Element) -> None:
        """Give a last line that starts with a dash a paragraph of its own."""
        for at in range(len(quote) - 1, -1, -1):
            paragraph = quote[at]
            if paragraph.tag == "p" and not _dashed(paragraph):
                tail = _last_line(paragraph)
                if tail is not None:
                    quote.insert(at + 1, tail)

    def _attribute(self, quote: ElementTree.Element) -> None:
        for before, after in zip(list(quote), list(quote)[1:], strict=False):
            if before.tag == "p" and after.tag == "p" and not _dashed(before) and _dashed(after):
                after.tag = "footer"

    def _part(self, parent: ElementTree.Element, quote: ElementTree.Element) -> None:
        """Stand pull quotes apart, and start a new quote after an attribution."""
        groups: list[tuple[bool, list[ElementTree.Element]]] = []
        for child in list(quote):
            pull = self._take_marker(child)
            if child.tag == "footer" and groups:
                groups[-1][1].append(child)
                groups.append((False, []))
            elif pull:
                groups.extend([(True, [child]), (False, [])])
                if child is not quote[-1] and quote[list(quote).index(child) + 1].tag == "footer":
                    groups.pop()
            else:
                groups = groups or [(False, [])]
                groups[-1][1].append(child)
        groups = [group for group in groups if group[1]]
        if len(groups) < 2 and not any(pull for pull, _ in groups):
            return
        place = list(parent).index(quote)
        parent.remove(quote)
        for offset, (pull, children) in enumerate(groups):
            new = ElementTree.Element("blockquote", {"class": "pull"} if pull else {})
            new.extend(children)
            new.tail = quote.tail
            parent.insert(place + offset, new)

    def _take_marker(self, paragraph: ElementTree.Element) -> bool:
        """Take the pull marker off a paragraph's end; return whether it was there."""
        holder = paragraph[-1] if len(paragraph) else paragraph
        words = (holder.tail if len(paragraph) else holder.text) or ""
        found = re.search("\x02wzxhzdk:(\\d+)\x03\\s*$", words)
        if paragraph.tag != "p" or not found or self.md.htmlStash.rawHtmlBlocks[int(found[1])] != PULL:
            return False
        words = words[: found.start()].rstrip(" ")
        if len(paragraph):
            holder.tail = words
        else:
            holder.text = words
        return True


def _dashed(paragraph: ElementTree.Element) -> bool:
    return (paragraph.text or "").startswith(DASHES)


def _last_line(paragraph: ElementTree.Element) -> ElementTree.Element | None:
    """Cut the last line off where it starts with a dash, and return it as a paragraph."""
    for at in range(len(paragraph) - 1, -2, -1):
        words = (paragraph[at].tail if at >= 0 else paragraph.text) or ""
        cut = words.rfind("\n")
        if cut < 0:
            continue
        line = words[cut + 1 :]
        if not line.startswith(DASHES):
            return None
        new = ElementTree.Element("p")
        new.text, new.tail = line, "\n"
        words = words[:cut]
        moved = list(paragraph)[at + 1 :]
        for child in moved:
            paragraph.remove(child)
        new.extend(moved)
        if at >= 0 and paragraph[at].tag == "br":
            paragraph.remove(paragraph[at])
        elif at >= 0:
            paragraph[at].tail = words
        else:
            paragraph.text = words
        return new
    return None


class _Address(Treeprocessor):
    """An address alone in its paragraph is a link."""

    def run(self, root: ElementTree.Element) -> None:
        for paragraph in root.iter("p"):
            words = (paragraph.text or "").strip()
            if not len(paragraph) and URL.fullmatch(words):
                paragraph.text = ""
                link = ElementTree.SubElement(paragraph, "a", {"href": words})
                link.text = AtomicString(words)


class _Keep(Treeprocessor):
    """Keeps the finished tree for the reader."""

    root: ElementTree.Element

    def run(self, root: ElementTree.Element) -> None:
        self.root = root


class _Dialect(Extension):
    """Strike, sub- and superscript, quotes, addresses, and a backslash before any ASCII sign but `&`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.ESCAPED_CHARS = list("!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~")
        patterns = md.inlinePatterns
        patterns.register(_Wrapped(r"~~(?=[^\s~])([^~]*[^\s~])~~", "del", md), "strike", 66)
        patterns.register(_Wrapped(r"(?<=[\w)\]\x03])~(?!~)([^\s~]{1,40})~(?!~)", "sub", md), "sub", 65)
        patterns.register(_Wrapped(r"(?<=[^\s^])\^([^\s^]{1,40})\^(?![\w^])", "sup", md), "sup", 64)
        md.parser.blockprocessors.register(_Plain(md.parser), "plain", 200)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_Quote(md.parser), "quote", 20)
        fences: Any = md.preprocessors["fenced_code_block"]
        md.preprocessors.register(_Fences(md, fences.config), "fenced_code_block", 25)
        md.preprocessors.register(_RawBlocks(md), "html_block", 20)
        md.treeprocessors.register(_Quotes(md), "quotes", 14)
        md.treeprocessors.register(Directions(md), "directions", 13)
        md.treeprocessors.register(_Address(md), "address", 25)
        md.treeprocessors.register(_Keep(md), "keep", -10)


class _Parser:
    """A Python-Markdown for whole documents and one for their pieces, whose footnotes stand elsewhere."""

    def __init__(self) -> None:
        self.whole = self._made()
        self.piece = self._made()
        for name in ("footnote", "footnote-duplicate"):
            self.piece.treeprocessors.deregister(name)

    @staticmethod
    def _made() -> Markdown:
        # By their names they would be looked for among all installed packages.
        ours = FencedCodeExtension(), TableExtension(), SaneListExtension()
        made = Markdown(extensions=[*ours, FootnoteExtension(), _Dialect()])
        made.inlinePatterns[0]  # sorts them
        made.treeprocessors.register(_Signed(made), "inline", 20)  # last: it takes the patterns as they are
        return made


class _Local(threading.local):
    parser: _Parser | None = None


_local = _Local()


def _parser() -> _Parser:
    """Return this thread's parser: Python-Markdown keeps state."""
    _local.parser = _local.parser or _Parser()
    return _local.parser


def parse(markdown: str) -> Parsed:
    """Parse a whole document."""
    return _run(_parser().whole, _tame(markdown), Context())


def parse_piece(markdown: str, context: Context) -> Parsed:
    """Parse a piece of a document; footnotes it refers to are shown but not listed."""
    return _run(_parser().piece, _tame(markdown), context)


def _run(md: Any, markdown: str, context: Context) -> Parsed:  # noqa: ANN401  (its extensions are untyped)
    md.reset()
    notes = next(e for e in md.registeredExtensions if isinstance(e, FootnoteExtension))
    md.references.update(context.references)
    notes.footnotes.update(dict.fromkeys(context.footnotes, ""))
    keep = md.treeprocessors["keep"]
    keep.root = ElementTree.Element("div")
    try:
        html = md.convert(markdown)
    except RecursionError:
        return _flat(markdown)
    raw = tuple(str(block) for block in md.htmlStash.rawHtmlBlocks)
    return Parsed(html, keep.root, raw, Context(tuple(md.references.items()), tuple(notes.footnotes)))


def _flat(markdown: str) -> Parsed:
    """Return text nested past all reason as plain paragraphs, which no reader takes for blocks."""
    paragraphs = [part for part in re.split(r"\n[ \t]*\n", markdown.replace("\r\n", "\n")) if part.strip()]
    html = "\n".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in paragraphs)
    root = ElementTree.Element("div")
    ElementTree.SubElement(root, "nested")
    return Parsed(html, root, (), Context())


def _tame(markdown: str) -> str:
    """Keep text that would take more than linear time, by the sheer number of its signs, to plain words."""
    if markdown.count("[") > MANY_BRACKETS or markdown.count("<") > MANY_TAGS:
        parts = re.split(r"(\r?\n[ \t]*\r?\n)", markdown)
        markdown = "".join(_tame_paragraph(part) for part in parts)
    if markdown.count(">") >= 8 and ">" * 8 in re.sub(r"[ \t]", "", markdown):
        markdown = re.sub(
            rf"(?m)^(?:[ \t]*>){{{DEEPEST_QUOTE}}}.*$", lambda m: escape(m[0].lstrip(), quote=False), markdown
        )
    return markdown


def _tame_paragraph(text: str) -> str:
    """Return a paragraph with too many signs to look back over as HTML of its plain words."""
    if text.count("[") > MANY_BRACKETS and _LINKED.sub("", text).count("[") > MANY_BRACKETS:
        return f"<p>{escape(text, quote=False)}</p>"
    return f"<p>{escape(text, quote=False)}</p>" if text.count("<") > MANY_TAGS else text

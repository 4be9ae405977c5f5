"""The Doc: a story's text as flat blocks of marked spans, a small closed vocabulary."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntFlag, StrEnum
from functools import cached_property
from hashlib import blake2b
from itertools import groupby

# What neither HTML nor an editor's document holds: controls, stray surrogates, non-characters, object marks.
UNHELD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\u2028\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]"
)
BREAK = "\n"
# What a RAW span can be: tags, comments, entities, footnotes and images; anything else typed there is words.
_SOURCE = re.compile(r"(?:<[^<>]*(?:<[^<>]*>[^<>]*)*>|&#?\w+;|\[\^[^\]]*\]|!\[[^\]]*\]\([^)]*\))+")


class Mark(IntFlag):
    """What a span is. RAW says that its text is Markdown source, shown and written as it stands."""

    NONE = 0
    STRONG = 1
    EM = 2
    CODE = 4
    STRIKE = 8
    SUB = 16
    SUP = 32
    RAW = 64


class Kind(StrEnum):
    """What a block is. A quote is no kind: `Block.quote` says how deep in quotes any block stands."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    PULL = "pull"
    CODE = "code"
    PHOTO = "photo"
    DIVIDER = "divider"
    OPAQUE = "opaque"


CARDS = frozenset({Kind.PHOTO, Kind.DIVIDER, Kind.OPAQUE})


@dataclass(frozen=True, slots=True)
class Span:
    """Words under the same marks. A line end in the text is a hard break; `href` makes it a link."""

    text: str
    marks: Mark = Mark.NONE
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes that a run of blocks was read from.

    Attributes:
        text: on the first block, everything up to the next run, blank lines included; empty on the others.
        index: the run's place in the Markdown it was read from.
        part: the block's place in the run.
        parts: how many blocks the run has.
        stamp: digest of text and content, so that an edited block is seen to have lost its source.
    """

    text: str
    index: int
    part: int
    parts: int
    stamp: str


@dataclass(frozen=True)
class Block:
    """One block of a story.

    Attributes:
        spans: the words of a paragraph, heading, item or pull quote.
        level: 1 to 6 for a heading.
        quote: how many quotes deep it stands.
        depth: an item's nesting (0 outermost); for a paragraph, of how many items it is a further part.
        ordered, start: a numbered item, and the first number (on the first item of its list alone).
        loose: an item with blank lines about it.
        ref: a photo's address (`photo:ID` or as imported); a code block's language.
        alt: a photo's alternative text.
        dir: the direction that words have whatever the story's is: `rtl`, `ltr` or empty for the story's own.
        text: a photo's caption; a code block's lines; an opaque block's Markdown.
        source: the bytes it was read from, None once edited.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    level: int = 0
    quote: int = 0
    depth: int = 0
    ordered: bool = False
    start: int = 0
    loose: bool = False
    ref: str = ""
    alt: str = ""
    text: str = ""
    dir: str = ""
    source: Source | None = field(default=None, repr=False)

    @cached_property
    def content(self) -> "Block":
        """Return the block without its source, for comparing what two blocks say."""
        return replace(self, source=None) if self.source else self

    @cached_property
    def digest(self) -> str:
        """Return a short fingerprint of the content."""
        parts = (
            self.kind,
            self.level,
            self.quote,
            self.depth,
            self.ordered,
            self.start,
            self.loose,
            self.ref,
            self.dir,
        )
        spans = [(s.text, int(s.marks), s.href, s.title) for s in self.spans]
        return fingerprint(repr((parts, self.alt, self.text, spans)))

    @property
    def plain(self) -> str:
        """Return the words without marks; a hard break is a line end."""
        return "".join(span.text for span in self.spans) if self.spans else self.text

    @property
    def quoted(self) -> bool:
        """Return whether it is written behind `>`."""
        return self.quote > 0 or self.kind is Kind.PULL

    @property
    def listed(self) -> bool:
        """Return whether it stands in a list."""
        return self.kind is Kind.ITEM or (self.kind is Kind.PARAGRAPH and self.depth > 0)


@dataclass(frozen=True, slots=True)
class Doc:
    """A story's text."""

    blocks: tuple[Block, ...] = ()


def fingerprint(text: str) -> str:
    """Return a short digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def sourced(blocks: Sequence[Block], text: str, index: int) -> Iterator[Block]:
    """Yield the blocks of one run, each carrying its part of the run's source."""
    run = fingerprint(text)
    for part, block in enumerate(blocks):
        stamp = run + block.digest
        placed = replace(block, source=Source("" if part else text, index, part, len(blocks), stamp))
        placed.__dict__["digest"] = (
            block.digest
        )  # its content is the same: the first save is as quick as others
        yield placed


def intact(blocks: Sequence[Block], at: int) -> int:
    """Return how many blocks from `at` on are a whole run still as it was read, or 0."""
    first = blocks[at].source
    if first is None or first.part or at + first.parts > len(blocks):
        return 0
    run = fingerprint(first.text)
    for part in range(first.parts):
        block = blocks[at + part]
        source = block.source
        if source is None or (source.part, source.parts, source.index) != (part, first.parts, first.index):
            return 0
        if source.stamp != run + block.digest:
            return 0
    return first.parts


def normal_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans with unholdable characters gone, equal neighbours joined, no mark on a space at its edge.

    A space at the edge of bold or italic is not to be seen, and Markdown cannot mark it.
    """
    if len(spans) == 1 and _plain(spans[0]):
        return tuple(spans)
    before: tuple[Span, ...] = ()
    settled = tuple(_held(span) for span in spans)
    while settled != before:  # a space taken off one edge may bare another
        before = settled
        pieces = _joined([piece for span in settled for piece in _edged(span)])
        for at, piece in enumerate(pieces):
            if _blank(piece) and (piece.marks or piece.href):
                pieces[at] = _between(pieces, at)
        settled = _stripped(_joined(pieces))
    return settled


def _plain(span: Span) -> bool:
    """Return whether a span is ordinary words with nothing to settle, as most are."""
    text = span.text
    bare = not (span.marks or span.href or span.title) and bool(text) and text == text.strip(" ")
    return bare and text.isprintable() and "\ufffc" not in text


def _blank(span: Span) -> bool:
    return not span.text.strip(" \t\n")


def _held(span: Span) -> Span:
    text, marks = UNHELD.sub("", span.text), span.marks
    text = text.replace("\t", " ")
    if marks & Mark.RAW and _SOURCE.fullmatch(text):
        return Span(text.replace(BREAK, " "), Mark.RAW)
    marks &= ~Mark.RAW
    if marks & Mark.CODE:
        text = text.replace(BREAK, " ")
    if marks & Mark.SUB:
        marks &= ~Mark.SUP
    return Span(text, marks, span.href, span.title if span.href else "")


def _edged(span: Span) -> Iterator[Span]:
    """Yield a marked span as the spaces before, the words, and the spaces after."""
    inner = span.text.strip(" \t\n")
    if len(inner) == len(span.text) or not (span.marks or span.href) or span.marks & Mark.RAW:
        yield span
        return
    start = span.text.find(inner) if inner else len(span.text)
    yield replace(span, text=span.text[:start])
    yield replace(span, text=inner)
    yield replace(span, text=span.text[start + len(inner) :])


def _joined(pieces: Sequence[Span]) -> list[Span]:
    """Join neighbours alike; spaces and words stay apart until their marks are settled."""
    groups = groupby(
        (p for p in pieces if p.text), key=lambda s: (s.marks, s.href, s.title, s.marks and _blank(s))
    )
    return [Span("".join(s.text for s in group), *key[:3]) for key, group in groups]


def _between(pieces: Sequence[Span], at: int) -> Span:
    """Return the spaces at `at` with only the marks and link that the words on both sides share."""
    before = next((p for p in reversed(pieces[:at]) if not _blank(p)), Span(""))
    after = next((p for p in pieces[at + 1 :] if not _blank(p)), Span(""))
    own = pieces[at]
    marks = own.marks & before.marks & after.marks & ~Mark.RAW
    link = (
        (own.href, own.title)
        if (before.href, before.title) == (after.href, after.title) == (own.href, own.title)
        else ("", "")
    )
    return Span(own.text, marks, *link)


def _stripped(pieces: list[Span]) -> tuple[Span, ...]:
    """Take spaces and breaks off both ends of the block, and spaces off both sides of a break."""
    while pieces and not pieces[0].text.strip(" \t\n"):
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip(" \t\n"):
        pieces.pop()
    if not pieces:
        return ()
    pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip(" \t\n"))
    pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip(" \t\n"))
    pieces = _joined(pieces)
    for at, piece in enumerate(pieces):
        text = re.sub(r"[ \t]*\n[ \t]*", BREAK, piece.text) if BREAK in piece.text else piece.text
        if at and pieces[at - 1].text.endswith(BREAK):
            text = text.lstrip(" \t")
        if at + 1 < len(pieces) and pieces[at + 1].text.startswith(BREAK):
            text = text.rstrip(" \t")
        pieces[at] = replace(piece, text=text)
    return tuple(
        Span("".join(s.text for s in g), *k)
        for k, g in groupby((p for p in pieces if p.text), key=lambda s: (s.marks, s.href, s.title))
    )

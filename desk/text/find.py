"""Finding words in a text, and what stands in their place."""

import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from desk.text.doc import Block, Kind, Mark, Span

UNSEARCHED = "\ufffc"
"""Stands for what is no word of the text: an object, a tag. What holds it is no hit."""

# What a person types stands for what typography makes of it.
_LOOSE = {
    " ": "[ \u00a0\u2009\u202f]",
    "'": "['’ʼ]",
    '"': '["“”„«»]',
    "-": "[-\u2010\u2011]",
}
_GROUP = re.compile(r"\$\$|\\\\|\$(?:(?P<dollar>\d{1,2})|\{(?P<name>\w+)\})|\\(?P<back>\d{1,2})")
_MARKUP = re.compile(r"\]\([^()\n]*\)|<[^<>]*>|\[\^[^\]\n]*\]")


class BadSearch(ValueError):  # noqa: N818  (the person's expression, not a bug)
    """An expression that is none, or that takes too long; the message says which in plain words."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words, or with `expression` a regular expression."""

    words: str
    case: bool = False
    whole: bool = False
    expression: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where it was found, in characters of the text, and what a replacement would put there."""

    start: int
    end: int
    new: str = ""


class Finder:
    """Finds in any number of texts, within a time limit for each."""

    def __init__(self, search: Search, new: str = "", *, seconds: float = 1.0) -> None:
        r"""Make ready to find; `new` replaces, in an expression with `$1`, `\1` or `${name}` for its groups.

        Raises:
            BadSearch: the expression is none, or `new` names a group that it does not have.
        """
        import regex  # here, because the first paint need not wait for it

        self._search = search
        self._seconds = seconds
        self._letters = "" if search.expression else _letters(search.words)
        pattern = search.words if search.expression else "".join(map(_loose, search.words))
        if search.whole:
            pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
        flags = regex.VERSION0 | regex.MULTILINE | regex.UNICODE
        if not search.case:
            flags |= regex.IGNORECASE | regex.FULLCASE
        try:
            self._pattern = regex.compile(pattern, flags)
        except (regex.error, OverflowError, RecursionError) as error:
            raise BadSearch(f"This is no regular expression: {error}") from error
        self._new = self._template(new) if search.expression else [new]

    def _template(self, new: str) -> list[str | int]:
        """Return the replacement as words and numbers of groups."""
        parts: list[str | int] = []
        at = 0
        for found in _GROUP.finditer(new):
            parts.append(new[at : found.start()])
            at = found.end()
            name = found["dollar"] or found["name"] or found["back"]
            if name is None:
                parts.append(found[0][0])
                continue
            group = int(name) if name.isdecimal() else self._pattern.groupindex.get(name, -1)
            if not 0 <= group <= self._pattern.groups:
                raise BadSearch(f"The expression has no group {name}")
            parts.append(group)
        return [*parts, new[at:]]

    def hits(self, text: str) -> list[Hit]:
        """Return where it stands, in order; raises BadSearch where that takes longer than the limit."""
        if not self._search.words:
            return []
        return list(self._hits(text, time.monotonic() + self._seconds))

    def all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Return the hits of each text, within one time limit for them all."""
        limit = time.monotonic() + self._seconds
        return [list(self._hits(text, limit)) if self._search.words else [] for text in texts]

    def _hits(self, text: str, limit: float) -> Iterator[Hit]:
        left = max(limit - time.monotonic(), 0.001)
        try:
            # `concurrent` lets other threads run while an expression takes its time.
            for found in self._pattern.finditer(text, timeout=left, concurrent=True):
                start, end = found.span()
                if end > start and UNSEARCHED not in found[0]:
                    said = (part if isinstance(part, str) else found[part] or "" for part in self._new)
                    yield Hit(start, end, "".join(said))
        except TimeoutError as error:
            raise BadSearch("This expression takes too long: make it simpler") from error

    def maybe_in(self, markdown: str) -> bool:
        """Return False where the Markdown cannot hold it, whatever its marks; cheaper than reading it."""
        if not self._letters:
            return bool(self._search.words)
        bare = _MARKUP.sub("", unescape(markdown))
        return self._letters in _letters(markdown) or self._letters in _letters(bare)


def _loose(character: str) -> str:
    return _LOOSE.get(character) or re.escape(character)


def _letters(text: str) -> str:
    """Return only what no mark can part or hide."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in folded if character.isalnum())


def searched(block: Block) -> str:
    """Return the words of a block as they are searched: its source where that is all it has."""
    if block.kind is Kind.DIVIDER:
        return ""
    if not block.spans:
        return block.text
    return "".join(UNSEARCHED * len(s.text) if s.marks & Mark.RAW else s.text for s in block.spans)


def replaced(block: Block, hits: Sequence[Hit]) -> Block:
    """Return a block with other words at its hits, under the marks that the first letter of each had."""
    if not hits:
        return block
    if not block.spans:
        return replace(block.content, text=_put(block.text, 0, hits))
    spans: list[Span] = []
    at = 0
    for span in block.spans:
        spans.append(replace(span, text=_put(span.text, at, hits)))
        at += len(span.text)
    return replace(block.content, spans=tuple(span for span in spans if span.text))


def put(text: str, hits: Sequence[Hit]) -> str:
    """Return a text with other words at its hits."""
    return _put(text, 0, hits)


def _put(text: str, start: int, hits: Sequence[Hit]) -> str:
    """Return the part of a text that starts `start` characters into what the hits count from."""
    out: list[str] = []
    at, end = start, start + len(text)
    for hit in hits:
        if hit.end <= start or hit.start >= end:
            continue
        if hit.start >= start:
            out += [text[at - start : hit.start - start], hit.new]
        at = min(hit.end, end)
    return "".join([*out, text[at - start :]])

"""The reader's words without markup, and how many there are."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from desk.text.chunks import SIGNS, chunks
from desk.text.prose import common
from desk.text.reading import html

WORDS_A_MINUTE = 230
_PARTING = "—–…/"  # signs that part words, as spaces do
# Scripts written without spaces: each sign counts as a word.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_SILENT = frozenset({"script", "style", "template", "iframe", "object"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class Count:
    """Words in any script, characters without line ends, and minutes of reading (at least 1)."""

    words: int
    characters: int
    minutes: int


def plain(markdown: str) -> str:
    """Return the words that a reader sees, a line for each block, captions too; no-break spaces stay."""
    words = _Words()
    words.feed(html(markdown))
    words.close()
    lines = (re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in "".join(words.out).split("\n"))
    return "\n".join(line for line in lines if line)


def searchable(markdown: str) -> str:
    """Return the words to search for, read piece by piece: after an edit only what changed is read anew.

    A link that stands with its address elsewhere is found by that mark too; else it is what `plain` returns.
    """
    return "\n".join(words for piece in chunks(markdown) if (words := _piece_words(piece)))


_SAFE = r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029*_~^=`<>&\[\]{}\\|:!#$%@\n]"  # no sign of Markdown's
_EMPHASIS = re.compile(rf"(?<!\*)(\*\*?)((?!\s){_SAFE}+(?<!\s))\1(?!\*)")
_LINK = re.compile(rf"\[((?!\s){_SAFE}+(?<!\s))\]\(https?://[\w./%?=#-]+\)")
_SPACES = re.compile(" {2,}")
_BARE = re.compile(rf"(?:[^\W\d_]{_SAFE}*(?<! )(?:\n|\Z))+\n*")


@lru_cache(maxsize=8192)
def _piece_words(piece: str) -> str:
    """Return the words of a piece; those of a common paragraph without the parser, at a tenth of the cost."""
    words = _LINK.sub(r"\1", piece) if "[" in piece else piece
    words = _EMPHASIS.sub(r"\2", words) if "*" in words else words
    if _BARE.fullmatch(words):
        return _in_line(words)
    held = common(piece)
    return _in_line(held[0].plain) if held else plain(piece)


def _in_line(words: str) -> str:
    words = words.strip(" \n").replace("\n", " ")
    return _SPACES.sub(" ", words) if "  " in words else words


def count(markdown: str) -> Count:
    """Return how much there is to read in a story's text."""
    return tally(plain(markdown))


def words(markdown: str) -> int:
    """Return how many words there are to read, counted piece by piece as `searchable` reads them."""
    return sum(map(_piece_count, chunks(markdown)))


def recount(markdown: str, before: str, known: int) -> int:
    """Return how many `words` there are, where a text that stood before has so many.

    If one paragraph differs, as after a moment's typing, the others are not asked again.
    """
    lines, were = markdown.split("\n"), before.split("\n")
    if len(lines) != len(were) or "<" in markdown or "`" in markdown or "~" in markdown or "\r" in markdown:
        return words(markdown)  # where something spans blank lines, a paragraph is not all of its piece
    other = [at for at, line in enumerate(lines) if line != were[at]]
    if len(other) != 1:
        return words(markdown)
    at = other[0]
    line, was = lines[at], were[at]
    apart = not any((*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))
    if not (apart and _stands_alone(line) and _stands_alone(was)):
        return words(markdown)
    return known + _piece_count(line) - _piece_count(was)


def _stands_alone(line: str) -> bool:
    """Return whether a line between blank ones is a piece: it begins with no sign, nor as a list does."""
    return line[:1] not in SIGNS and not line[:1].isdecimal()


@lru_cache(maxsize=8192)
def _piece_count(piece: str) -> int:
    return _number(_piece_words(piece))


def tally(words: str) -> Count:
    """Return how much there is to read in plain words."""
    number = _number(words)
    characters = len(words) - words.count("\n")
    return Count(number, characters, max(1, round(number / WORDS_A_MINUTE)) if number else 0)


def _number(words: str) -> int:
    rest, number = (words, 0) if words.isascii() else _SIGN.subn("", words)
    for sign in _PARTING:
        rest = rest.replace(sign, " ")
    parts = rest.split()
    doubtful = [part for part in parts if not part[0].isalnum()]  # a word has a letter or digit somewhere
    return number + len(parts) - sum(not any(map(str.isalnum, part)) for part in doubtful)


class _Words(HTMLParser):
    """Collects what stands between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0
        self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        self.verbatim += tag == "pre"
        if tag in _BLOCKS or tag == "br":
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append(" ")
        elif tag == "img":
            self.out.append(" " + (dict(attrs).get("title") or "") + " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        self.verbatim -= tag == "pre" and self.verbatim > 0
        if tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(data if self.verbatim else data.replace("\n", " "))

"""A story's words as rules read them: paragraph by paragraph, prose told from what is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desk.domain import Photo, Slot, Story
from desk.text import Block, Kind, Mark, blocks

MASK: Final = "\ufffc"
"""Stands for each character that is no prose: code, an address, a tag."""

BODY: Final = "body"

_ENDINGS: Final = (
    "com|org|net|gov|mil|edu|info|eu|io|int|co|uk|us|ru|am|az|ge|de|fr|tr|news|media|agency|world|online|site"
    "|blog|cloud|tech|shop|travel|museum|aero|press|app|dev|html?|php|aspx?|json|ya?ml|xml|csv|js|ts|css|py|md"
    "|pdf|docx?|xlsx?|pptx?|odt|txt|zip|jpe?g|png|gif|webp|svg|mp[34]|exe|github|sh|rb|go|java|NET|рф|бел|укр|հայ"
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:!?)\]'\"]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])[@#]\w+"
    rf"|(?<![\w.-])[\w-]*(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:[/?][\w./?=&%#-]*)?"
    r"|(?<![\w.-])[\w-]*\w_\w[\w-]*"
    r"|\{[{%][^{}\n]*[%}]\}|</?[a-z][^<>\n]*>",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"[@#_]|\w\.\w|\.NET|://|\{[{%]|<[a-z/]")


DIGITS: Final = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, wherever it stands.

    Attributes:
        text: the words as a person sees them; a hard break is a line end.
        prose: as long, `MASK` for each character that is no prose.
        language: the story's, the first part of its BCP 47 tag.
        kind: what it is; a field other than the body is a paragraph.
        quoted: it stands behind `>`, or is a pull quote.
        links: where each link begins and ends, and where it leads.
    """

    text: str
    prose: str
    language: str
    kind: Kind = Kind.PARAGRAPH
    quoted: bool = False
    links: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Words in their place: `at` code points of the field's words stand before them."""

    field: str
    at: int
    words: Words

    @property
    def caption(self) -> bool:
        """Return whether it is a photo's caption."""
        return self.field.endswith("/caption")


def of_story(story: Story, photos: dict[str, Photo], related: tuple[Slot, ...]) -> Iterator[Part]:
    """Yield all that readers will see of a story, in the order of its page."""
    language = story.language.split("-", maxsplit=1)[0].lower()
    for name in ("kicker", "headline", "standfirst"):
        yield from of_field(name, getattr(story, name), language)
    yield from of_body(story.body, language)
    for at, place in enumerate(story.photos):
        photo = photos.get(place.photo)
        for name in ("caption", "alt"):
            said = getattr(place, name) or (getattr(photo, name) if photo else "")
            yield from of_field(f"photos/{at}/{name}", said, language)
    for at, slot in enumerate(related):
        for name in ("kicker", "headline", "teaser"):
            yield from of_field(f"related/{at}/{name}", getattr(slot, name), language)


def of_field(name: str, said: str, language: str) -> Iterator[Part]:
    """Yield the words of a plain field, if there are any."""
    if said.strip():
        yield Part(name, 0, _plain(said, language))


def of_body(markdown: str, language: str) -> Iterator[Part]:
    """Yield the paragraphs of a body; each stands behind a line end, cards too."""
    at = 0
    for block in blocks(markdown):
        words = _of_block(block, language)
        yield Part(BODY, at, words)
        at += len(words.text) + 1


@lru_cache(maxsize=1024)
def _plain(said: str, language: str) -> Words:
    return Words(said, masked(said), language)


@lru_cache(maxsize=8192)
def _of_block(block: Block, language: str) -> Words:
    text = block.plain
    if block.kind in (Kind.CODE, Kind.OPAQUE, Kind.DIVIDER, Kind.PHOTO):
        return Words(text, MASK * len(text), language, block.kind)
    prose: list[str] = []
    links: list[tuple[int, int, str]] = []
    at = 0
    for span in block.spans:
        end = at + len(span.text)
        prose.append(MASK * len(span.text) if span.marks & (Mark.CODE | Mark.RAW) else span.text)
        if span.href and links and links[-1][1:] == (at, span.href):
            links[-1] = (links[-1][0], end, span.href)
        elif span.href:
            links.append((at, end, span.href))
        at = end
    return Words(text, masked("".join(prose)), language, block.kind, block.quoted, tuple(links))


@lru_cache(maxsize=16_384)
def signs_in(prose: str) -> frozenset[str]:
    """Return the characters of a paragraph: what a rule cannot do without is looked for there first."""
    return frozenset(prose)


def inside_sentence(text: str, start: int) -> bool:
    """Return whether a word stands behind another, so that its capital letter is its own."""
    if start < 2 or text[start - 1] not in " \u00a0":
        return False
    before = text[start - 2]
    return before.isalnum() or before in ",-("


def masked(text: str) -> str:
    """Return a text with addresses, handles, files and tags of templates masked."""
    if not _MAYBE.search(text):
        return text
    return _ADDRESS.sub(lambda found: MASK * len(found[0]), text)

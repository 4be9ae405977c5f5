"""Links to posts, films and recordings at services that pages embed: each alone in its paragraph."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final

from desk.text.dialect import Context, parse_piece
from desk.text.services import service

_LINK: Final = re.compile(r"<p><a href=\"([^\"]*)\"(?: title=\"[^\"]*\")?>([^<]*)</a></p>")
_LONGEST: Final = 4000  # characters of an address with its title


@dataclass(frozen=True, slots=True)
class Embed:
    """A link alone in its paragraph to what a service shows; `title` is empty where none was given."""

    service: str
    href: str
    title: str = ""


@lru_cache(maxsize=2048)
def embed_of(markdown: str) -> Embed | None:
    """Return what a paragraph of Markdown embeds: an address of a service or a link to one, alone in it."""
    words = markdown.strip(" \t\r\n")
    if not words.startswith(("http", "[", "<http")) or "\n" in words or len(words) > _LONGEST:
        return None
    found = _LINK.fullmatch(parse_piece(words, Context()).html)
    href, title = (unescape(part) for part in found.groups()) if found else ("", "")
    name = service(href)
    return Embed(name, href, "" if title == href else title) if name else None

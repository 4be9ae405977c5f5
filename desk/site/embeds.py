"""Embeds on a page: a link with the name of the service, and nothing of the service itself."""

import re
from html import unescape

from desk.text.services import service

# As nh3 writes a link alone in its paragraph.
_ALONE = re.compile(
    r'<p>(<a href="([^"]*)"(?: title="[^"]*")? rel="noopener noreferrer">([^<]+)</a>)</p>',
)


def marked(html: str) -> str:
    """Return cleaned HTML in which embeds carry a class and their service's name, for the theme."""
    return _ALONE.sub(_marked, html) if "<p><a " in html else html


def _marked(found: re.Match[str]) -> str:
    link, href, words = found.groups()
    name = service(unescape(href))
    if not name:
        return found[0]
    look = "embed untitled" if unescape(words) == unescape(href) else "embed"
    return f'<p class="{look}"><span class="service">{name}</span> {link}</p>'

"""Addresses in foreign HTML: those that may stand in a story, and the pictures that can be had."""

import base64
import binascii
import re
from typing import Final
from urllib.parse import parse_qs, urljoin, urlsplit

from desk.text.doc import UNHELD

SCHEMES: Final = ("http", "https", "mailto", "tel")
_LONGEST: Final = 8000
_SPACES = re.compile(r"[\x00-\x20\u200b-\u200f\u2028-\u202e\ufeff]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_BASE = re.compile(r"<base\b[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_SOURCE = re.compile(r"^SourceURL:(\S{1,4000})", re.MULTILINE)
_CONTAINED = re.compile(r"data:image/[\w.+\-]{1,40};base64,([A-Za-z0-9+/=%\s]*+)", re.IGNORECASE)
_NAMED = "picture:"
# Addresses that only count clicks on their way to the real one: host, path, and where that stands.
_DETOURS: Final = (
    (re.compile(r"(www\.)?google\.[a-z.]{2,6}"), "/url", ("q", "url")),
    (re.compile(r"[\w\-]+\.safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
)


def base_of(html: str) -> str:
    """Return the address of the page that HTML was copied from, empty where it does not say."""
    head = html[:200_000]
    found = _BASE.search(head) or _SOURCE.search(head[:4000])
    return found[1] if found and found[1].startswith(("http://", "https://")) else ""


def address(href: str, base: str) -> str:
    """Return where a link leads, empty where it may not stand in a story or leads nowhere."""
    spaceless = _SPACES.sub("", href[:_LONGEST])
    if not spaceless or spaceless.startswith("#"):
        return ""
    if not _SCHEME.match(spaceless):
        if not base:
            return ""
        try:
            spaceless = urljoin(base, spaceless)
        except ValueError:
            return ""
    if spaceless.partition(":")[0].lower() not in SCHEMES:
        return ""
    return _straight(UNHELD.sub("", re.sub(r"[\t\r\n]", "", href)).strip().replace(" ", "%20"), spaceless)


def _straight(href: str, spaceless: str) -> str:
    """Return an address without the detour that counts clicks."""
    href = href if _SCHEME.match(href) else spaceless
    try:
        parts = urlsplit(href)
        for host, path, names in _DETOURS:
            if parts.path == path and host.fullmatch(parts.hostname or ""):
                query = parse_qs(parts.query, max_num_fields=50)
                found = next((query[name][0] for name in names if name in query), "")
                return found if found.startswith(("http://", "https://")) else href
    except ValueError:
        return ""
    return href


def contained(html: str) -> tuple[str, list[str]]:
    """Return HTML with a short name in place of each picture that it contains, and these, encoded."""
    found: list[str] = []

    def name(match: re.Match[str]) -> str:
        found.append(match[1])
        return f"{_NAMED}{len(found) - 1}"

    return _CONTAINED.sub(name, html), found


def decoded(source: str, pictures: list[str]) -> bytes:
    """Return the contained picture that an address names, empty where there is none."""
    number = source.removeprefix(_NAMED)
    if source == number or not number.isdecimal() or len(number) > 6 or int(number) >= len(pictures):
        return b""
    try:
        return base64.b64decode(re.sub(r"%0[adAD]|%20|\s", "", pictures[int(number)]).replace("%2B", "+"))
    except (binascii.Error, ValueError):
        return b""

"""What an author typed, pasted or imported, brought to the elements that a page may carry."""

import re
from urllib.parse import quote, urlsplit

import nh3

from desk.site.nesting import nested

_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
    "div",
    "figure",
    "figcaption",
    "footer",
}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_WORDS = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark"),
    *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
}
_DROPPED_WHOLE = {
    *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "textarea"),
    *("title", "xmp", "noembed", "noframes", "select", "audio", "video", "canvas", "plaintext"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FOOTNOTE = re.compile(r"fn(ref)?\d*[:-][\w-]+")
_NUMBER = re.compile(r"[1-9]\d{0,3}")
_ALIGNED = re.compile(r"text-align: ?(left|right|center);?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NOT_IN_URL = re.compile(r"[ \"<>\[\\\]^`{|}\ufffd]|%(?![0-9A-Fa-f]{2})")
_VALUES = {"dir": {"ltr", "rtl", "auto"}, "scope": {"row", "col"}, "class": {"pull"}}
_PATTERNS = {
    "lang": _LANGUAGE,
    "id": _FOOTNOTE,
    "start": _NUMBER,
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "style": _ALIGNED,
}
_NOT_IN_A_PAGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"
)
_IN_A_PAGE = re.compile(  # five times as fast as a search for the others
    "[\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd\U00020000-\U0010ffff]*"
)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name in _VALUES:
        return value if value in _VALUES[name] else None
    if name in _PATTERNS:
        return value if _PATTERNS[name].fullmatch(value) else None
    return _address(value.strip()) if name == "href" else value


def _address(text: str) -> str | None:
    """Return a link's address as a URL may be written; None where it can lead nowhere."""
    if text.startswith("photo:") or _CONTROL.search(text) or "{{" in text or "{%" in text:
        return None  # our own scheme for pictures, or what another program's template left behind
    try:
        parts = urlsplit(text)
        if parts.scheme in {"http", "https"} and (not parts.hostname or " " in parts.netloc):
            return None
        if "@" in parts.netloc:  # somebody's name and password
            return None
        _ = parts.port
    except ValueError:
        return None
    start = text.find(parts.netloc) + len(parts.netloc)  # of an address in numbers, brackets stay
    head, mark, fragment = text[start:].partition("#")
    fragment = fragment.replace("#", "%23")
    return text[:start] + _NOT_IN_URL.sub(lambda found: quote(found[0]), f"{head}{mark}{fragment}")


_TEXT = (
    r"(?:[\t\n -%'-;=?-~\xa1-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]++|&(?:amp|lt|gt|nbsp);)"
)
_COMMON = re.compile(  # what nothing could change: paragraphs and headings that hold words and emphasis alone
    rf"(?:<(p|h[1-6])>(?:{_TEXT}|<(em|strong)>{_TEXT}*+</\2>)*+</\1>\n?)*+"
)
_cleaner = nh3.Cleaner(
    tags=_BLOCKS | _LISTS | _TABLES | _WORDS,
    clean_content_tags=_DROPPED_WHOLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "photo"},
    link_rel="noopener noreferrer",
)


_LEADING_NOWHERE = re.compile(r"<a(?: (?!href=)[a-z]+=\"[^\"]*\")+>")
_FRAME = re.compile(
    r"<iframe\b[^>]*?\bsrc\s*=\s*[\"']?(https?://[^\"'\s<>]+)[^>]*>(?:[^<]*</iframe\s*>)?", re.IGNORECASE
)


def printable(text: str) -> str:
    """Return a text, or markup as markup, without the characters that HTML and XML may not hold."""
    return text if _IN_A_PAGE.fullmatch(text) else type(text)(_NOT_IN_A_PAGE.sub("", text))


def clean(html: str) -> str:
    """Return HTML with nothing in it but allowed elements, attributes and addresses; well-formed.

    Allowed addresses are http, https, mailto, tel and relative ones; a picture's may also be `photo:ID`.
    No script, handler, style, form, foreign class or id comes through; a frame becomes a link to its page.
    """
    common = html.replace("\xa0", "&nbsp;")
    return common if _COMMON.fullmatch(common) else _cleaned(html)


def _cleaned(html: str) -> str:
    """Return it whatever it holds."""
    if "<iframe" in html.lower():
        html = _FRAME.sub(r'<a href="\1">\1</a>', html)
    return nested(_LEADING_NOWHERE.sub("<a>", printable(_cleaner.clean(printable(html)))))

"""What holds inside an open tag: marks, link, heading, quote, by the tag and by the tags around it."""

from dataclasses import dataclass, replace
from typing import Final

from desk.text.doc import Mark
from desk.text.foreign import links
from desk.text.foreign.looks import NO_HEADING, Says
from desk.text.foreign.markup import Attributes

DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Inside:
    """What holds inside an open tag."""

    tag: str = ""
    marks: Mark = Mark.NONE
    href: str = ""
    title: str = ""
    hidden: bool = False
    verbatim: bool = False
    lines: bool = False
    spaces: bool = False
    heading: int = NO_HEADING
    quote: int = 0
    pull: bool = False
    word: Says | None = None  # the paragraph of a list as Word writes it
    notes: bool = False
    marker: bool = False
    into: bool = False  # its blocks are gathered apart


def entered(inside: Inside, tag: str, given: Attributes, said: Says, base: str) -> Inside:
    """Return what holds inside a tag."""
    now = replace(
        inside,
        tag=tag,
        marks=(inside.marks & ~said.off) | said.on,
        lines=inside.lines or said.lines,
        spaces=inside.spaces or said.spaces,
        quote=min(inside.quote + (said.quote and not said.pull), DEEPEST),
        pull=inside.pull or said.pull,
        verbatim=inside.verbatim or tag == "pre",
        notes=inside.notes or said.note,
        marker=inside.marker or said.marker,
        into=False,
    )
    level = _level(given) if given.get("role") == "heading" else said.heading
    if level != NO_HEADING:
        now = replace(now, heading=level)
    if tag == "a" and "href" in given:
        href = links.address(given["href"], base)
        now = replace(now, href=href, title=given.get("title", "") if href else "")
    if tag in ("p", "div") or tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        now = replace(now, word=said if said.level or said.listed else None)
    return now


def hidden(tag: str, given: Attributes) -> bool:
    """Return whether readers of the page did not see a tag's words, or an author had taken them out."""
    taken_out = tag == "del" and ("datetime" in given or "cite" in given)
    role = tag != "a" and given.get("role", "") in (
        "navigation",
        "button",
        "menu",
        "toolbar",
        "menubar",
        "search",
    )
    return taken_out or role or "hidden" in given or given.get("aria-hidden") == "true"


def indent(given: Attributes) -> int:
    """Return how deep a list's program says that it stands, 1 outermost, 0 where it does not."""
    level = given.get("aria-level") or given.get("data-aria-level", "")
    if level.isdecimal() and len(level) < 4:
        return int(level)
    slack = given.get("data-indent", "")
    return int(slack) + 1 if slack.isdecimal() and len(slack) < 4 else 0


def _level(given: Attributes) -> int:
    level = given.get("aria-level", "2")
    return min(int(level), 6) if level.isdecimal() and len(level) < 4 else 2

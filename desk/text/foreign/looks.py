"""What a tag with its style and class says about the words inside it, program by program."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desk.text.doc import Mark

NO_HEADING: Final = -1
_MARKS: Final = {
    **dict.fromkeys(("b", "strong"), Mark.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Mark.EM),
    **dict.fromkeys(("s", "strike", "del"), Mark.STRIKE),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), Mark.CODE),
    "sub": Mark.SUB,
    "sup": Mark.SUP,
}
_HIDDEN_TAGS: Final = frozenset(
    {
        *("template", "object", "svg", "math", "audio", "video", "canvas", "select", "button", "nav"),
        *("dialog", "datalist", "map", "noembed", "noframes", "head"),
    }
)
_HIDDEN_CLASSES: Final = frozenset(
    {"msocommentreference", "msocommenttext", "msocomtxt", "msocomanchor", "msocomoff", "eop"}
)
_QUOTES: Final = frozenset({"msoquote", "msointensequote"})
_SPACES: Final = frozenset({"apple-converted-space", "apple-tab-span"})
_OUTLINE = re.compile(r"(?:msoheading|mso-outline-level:)([1-9])")
_LEVEL = re.compile(r"\blevel([1-9])\b")
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(?:px|pt)?")


@dataclass(frozen=True, slots=True)
class Says:
    """What one tag says.

    Attributes:
        on, off: marks that its words have, and that they have not whatever stands around.
        heading: 0 for a document's title, 1 to 6 for a heading, `NO_HEADING` otherwise.
        level: how deep Word has put a list's paragraph, 0 for none.
        listed: Word calls it a list's paragraph, with a mark or as a further part of an item.
        marker: its words are the mark that Word draws before an item.
        spaces: its words stand for a space.
        lines: line ends in it are line breaks.
        note: footnotes stand in it.
    """

    hidden: bool = False
    on: Mark = Mark.NONE
    off: Mark = Mark.NONE
    heading: int = NO_HEADING
    quote: bool = False
    pull: bool = False
    level: int = 0
    listed: bool = False
    marker: bool = False
    spaces: bool = False
    lines: bool = False
    note: bool = False


@lru_cache(maxsize=4096)
def says(tag: str, style: str, names: str) -> Says:
    """Return what a tag says by its name, its style and its classes."""
    styles = declarations(style)
    classes = frozenset(names.lower().split())
    element = styles.get("mso-element", "")
    on, off = _marks(tag, styles)
    listing = styles.get("mso-list", "")
    level = _LEVEL.search(listing)
    return Says(
        hidden=tag in _HIDDEN_TAGS
        or bool(classes & _HIDDEN_CLASSES)
        or "comment" in element
        or styles.get("display") == "none"
        or styles.get("visibility") == "hidden"
        or styles.get("mso-hide") == "all",
        on=on,
        off=off,
        heading=_heading(tag, styles, classes),
        quote=tag == "blockquote" or bool(classes & _QUOTES),
        pull=tag == "blockquote" and "pull" in classes,
        level=int(level[1]) if level else 0,
        listed=any(name.startswith("msolist") for name in classes) and listing != "none",
        marker=listing == "ignore",
        spaces="mso-spacerun" in styles or "mso-tab-count" in styles or bool(classes & _SPACES),
        lines=styles.get("white-space", "").startswith(("pre", "break")),
        note=element.startswith(("footnote", "endnote")),
    )


@lru_cache(maxsize=1024)
def declarations(style: str) -> dict[str, str]:
    """Return the properties that a style sets, in lower case."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.removesuffix("!important").strip() for name, _, value in pairs}


def pixels(size: str) -> float | None:
    """Return a length in pixels or points, None where it is in anything else."""
    found = _SIZE.fullmatch(size.strip())
    return float(found[1]) if found else None


def _marks(tag: str, styles: dict[str, str]) -> tuple[Mark, Mark]:
    on, off = _MARKS.get(tag, Mark.NONE), Mark.NONE
    weight = styles.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdecimal() and len(weight) < 5 and int(weight) >= 600):
        on |= Mark.STRONG
    elif weight and weight != "inherit":
        off |= Mark.STRONG
    slope = styles.get("font-style", "")
    if slope.startswith(("italic", "oblique")):
        on |= Mark.EM
    elif slope == "normal":
        off |= Mark.EM
    line = styles.get("text-decoration", "") + styles.get("text-decoration-line", "")
    if "line-through" in line:
        on |= Mark.STRIKE
    on |= {"sub": Mark.SUB, "super": Mark.SUP}.get(styles.get("vertical-align", ""), Mark.NONE)
    return on & ~off, off


def _heading(tag: str, styles: dict[str, str], classes: frozenset[str]) -> int:
    if "msotitle" in classes:
        return 0
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    outline = f"mso-outline-level:{styles.get('mso-outline-level', '')}"
    found = next((m for name in (*classes, outline) if (m := _OUTLINE.fullmatch(name))), None)
    return min(int(found[1]), 6) if found and tag in ("p", "div") else NO_HEADING

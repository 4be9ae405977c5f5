"""The direction that a block sets for itself: a comment at its end, which other readers pass over."""

import re
from typing import Final
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

DIRECTIONS: Final = {"rtl": "<!-- rtl -->", "ltr": "<!-- ltr -->"}
_MARKERS: Final = {marker: direction for direction, marker in DIRECTIONS.items()}
_BLOCKS: Final = frozenset({"p", "li", "footer", "h1", "h2", "h3", "h4", "h5", "h6"})
_INSIDE: Final = frozenset(
    {"p", "ul", "ol", "pre", "blockquote", "hr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_AT_END: Final = re.compile("\x02wzxhzdk:(\\d+)\x03\\s*$")


class Directions(Treeprocessor):
    """Takes the comment off a block's end and gives the block its direction."""

    def run(self, root: ElementTree.Element) -> None:
        """Look at every block that holds words."""
        for element in root.iter():
            if element.tag in _BLOCKS:
                direction = self._take(element)
                if direction:
                    element.set("dir", direction)

    def _take(self, element: ElementTree.Element) -> str:
        """Return the direction that the words of an element end with, and take it off them."""
        own = next((at for at, child in enumerate(element) if child.tag in _INSIDE), len(element))
        words = (element[own - 1].tail if own else element.text) or ""
        found = _AT_END.search(words)
        direction = _MARKERS.get(str(self.md.htmlStash.rawHtmlBlocks[int(found[1])]), "") if found else ""
        words = words[: found.start()].rstrip(" \n") if found else ""
        if not direction or not (own or words.strip()):
            return ""
        if own:
            element[own - 1].tail = words
        else:
            element.text = words
        return direction

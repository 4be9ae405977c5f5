"""Elements where a page may have them: what people paste closes too late, and lists hold more than items."""

import re
from dataclasses import dataclass, field

# nh3 writes every attribute in double quotes and escapes those inside, so a tag ends where this says.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>")
_VOID = {"br", "img", "wbr"}
_WORDS = {
    *("abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "sup", "u", "var"),
}
_THROUGH = {"a", "del", "ins"}  # may hold what their own place may
_WORDS_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"}
_LISTS = {"ul", "ol"}
_AT_HOME = {
    "li": _LISTS,
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "figcaption": {"figure"},
}


@dataclass(slots=True)
class _Open:
    """An element that is open: its name as it stands on the page, where its tag is, and what ends it."""

    name: str = ""
    at: int = -1
    end: str = ""

    def leave(self) -> None:
        """Let the words after it stand without it."""
        self.name = self.end = ""


@dataclass
class _Nesting:
    """One pass over cleaned HTML."""

    out: list[str] = field(default_factory=list[str])
    open: list[_Open] = field(default_factory=list[_Open])

    def nest(self, html: str) -> str:
        at = 0
        for tag in _TAG.finditer(html):
            if at < tag.start():
                self.out.append(html[at : tag.start()])
            at = tag.end()
            closing, name, rest = tag.groups()
            if closing:
                if self.open and name not in _VOID and name != "hr":
                    self.out.append(self.open.pop().end)
            elif name in _VOID or name in _WORDS or name in _THROUGH:
                self._words(name, tag[0])
            else:
                self._block(name, rest, tag[0])
        self.out.append(html[at:])
        return "".join(self.out)

    def _words(self, name: str, tag: str) -> None:
        """Begin words; those that stand in a list beside its items have no marks of their own."""
        if name in _VOID:
            self.out.append(tag)
        elif self._parent() in _LISTS:
            self.open.append(_Open())
        else:
            self._begin(name, tag, f"</{name}>")

    def _block(self, name: str, rest: str, tag: str) -> None:
        """Begin a block: words that are open end before it; where words alone may stand, it is words."""
        self._end_words()
        parent = self._parent()
        if parent in _WORDS_ALONE:
            if name != "hr":
                self.open.append(_Open())
            return
        if name in _AT_HOME and parent not in _AT_HOME[name]:
            name, tag = "div", f"<div{rest}>"
        before, after = ("<li>", "</li>") if parent in _LISTS and name != "li" else ("", "")
        if name == "hr":
            self.out.append(f"{before}{tag}{after}")
        else:
            self._begin(name, f"{before}{tag}", f"</{name}>{after}")

    def _begin(self, name: str, tag: str, end: str) -> None:
        self.open.append(_Open(name, len(self.out), end))
        self.out.append(tag)

    def _parent(self) -> str:
        return next((one.name for one in reversed(self.open) if one.name), "")

    def _end_words(self) -> None:
        """End the words that are open in the block at hand; a link goes on, and those around it are none."""
        inner = len(self.open)
        while inner and (not self.open[inner - 1].name or self.open[inner - 1].name in _WORDS | _THROUGH):
            inner -= 1
        held = [one for one in self.open[inner:] if one.name]
        words = [one for one in held if one.name in _WORDS]
        for one in reversed(words):
            if len(words) < len(held) or one.at == len(self.out) - 1:
                self.out[one.at] = ""
            else:
                self.out.append(one.end)
            one.leave()


def nested(html: str) -> str:
    """Return cleaned HTML with all its words, no block among words and no item outside a list."""
    return _Nesting().nest(html)

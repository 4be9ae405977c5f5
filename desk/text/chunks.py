"""Cuts Markdown into pieces that can be read and written each by itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FENCE = re.compile(  # as the parser's own: other words behind it, and the line opens nothing
    r"(`{3,}|~{3,})[ \t]*(?:\{.*\}|(?:\.?[\w#.+-]*[ \t]*)?(?:hl_lines=([\"']).*?\2[ \t]*)?)[\r\n]*$"
)
_TAG = re.compile(r" {0,3}<([A-Za-z][A-Za-z0-9-]*)")
_ITEM = re.compile(r"[ ]{0,3}(?:[*+-]|\d+\.)[ \t]+")
_QUOTE = re.compile(r"[ ]{0,3}>")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]]*\]:")
SIGNS = frozenset(" \t`~<#*+->[")  # what a line that is no common one begins with, if not with a digit
_SIGNED = re.compile(r"\n[ \t`~<#*+\->\[\d]")
_VOID = frozenset(
    {"hr", "br", "img", "input", "area", "base", "col", "embed", "link", "meta", "source", "track", "wbr"}
)


class _Style(NamedTuple):
    """How a piece goes on after a blank line."""

    indented: bool = False
    items: bool = False
    quotes: bool = False


_COMMON = _Style()


def chunks(markdown: str) -> list[str]:
    """Return pieces that together are the whole text, each with the blank lines after it.

    A guess by the look of the lines, which the reader checks against the parser.
    """
    return _paragraphs(markdown) or _pieces(markdown)


def _paragraphs(markdown: str) -> list[str]:
    """Return the pieces of a text whose lines are all common: a sixth of the time; none of another."""
    if _SIGNED.search(f"\n{markdown}") or "\r" in markdown or markdown[:1] == "\n":
        return []
    lines = markdown.split("\n")
    if all(lines[::2]) and not any(lines[1::2]):  # each paragraph is a line
        last = "\n".join(lines[-2 + len(lines) % 2 :])  # with an end or without
        return [*[f"{line}\n\n" for line in lines[:-2:2]], last]
    if "\n\n\n" in markdown:
        return []
    *others, last = markdown.split("\n\n")
    return [f"{one}\n\n" for one in others] + [last] * bool(last)


def _pieces(markdown: str) -> list[str]:
    lines: list[str] = _lines(markdown)
    starts = list(_starts(lines))
    starts[:1] = [0]
    return (
        ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)] if lines else []
    )


def _lines(markdown: str) -> list[str]:
    """Return the lines, each with its end."""
    if "\r" in markdown:
        return _LINE.findall(markdown)
    lines = markdown.split("\n")  # a tenth of the time
    last = lines.pop()
    return [line + "\n" for line in lines] + [last] * bool(last)


def _starts(lines: list[str]) -> Iterator[int]:
    at = 0
    blank, style = True, _COMMON
    while at < len(lines):
        line = lines[at]
        if not line.strip(" \t\r\n"):
            blank = True
            at += 1
            continue
        signed = line[0] in SIGNS or line[0].isdecimal()  # others are asked nothing more
        closed = _closed(lines, at) if signed else 0
        if closed:
            yield at
            at, blank, style = closed, True, _COMMON
        elif line[0] == "#" and not (style.items and not blank) and not (style.quotes and not blank):
            yield at
            at, blank, style = at + 1, True, _COMMON
        else:
            if blank and not (signed and _goes_on(line, style)):
                yield at
                style = _style(line) if signed else _COMMON
            at += 1
            blank = False


def _style(line: str) -> _Style:
    item = bool(_ITEM.match(line))
    indented = item or bool(_NOTE.match(line)) or line.startswith(("    ", "\t"))
    return _Style(indented, item, bool(_QUOTE.match(line)))


def _goes_on(line: str, style: _Style) -> bool:
    if line.startswith(("    ", "\t", "  \t", " \t", "   \t")):
        return style.indented
    return (style.items and bool(_ITEM.match(line))) or (style.quotes and bool(_QUOTE.match(line)))


def _closed(lines: list[str], at: int) -> int:
    """Return the line after a fenced block or raw HTML that starts at a line, or 0 for neither."""
    fence = _FENCE.match(lines[at])
    if fence:
        return next((n + 1 for n in range(at + 1, len(lines)) if lines[n].rstrip(" \t\r\n") == fence[1]), 0)
    tag = _TAG.match(lines[at])
    if not tag or tag[1].lower() in _VOID:
        return 0
    marks = re.compile(rf"<(/?){re.escape(tag[1])}\b", re.IGNORECASE)
    depth = 0
    for n in range(at, len(lines)):
        depth += sum(-1 if found[1] else 1 for found in marks.finditer(lines[n]))
        if depth <= 0:
            break
        if n - at > 2000:
            return 0
    else:
        return 0
    while n + 1 < len(lines) and lines[n + 1].strip():
        n += 1
    return n + 1

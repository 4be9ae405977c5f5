"""Plain words as Markdown that reads back as the same words."""

import html
import re

from desk import text

_LINE_START = re.compile(
    r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}|:(?=\s)|\||~{3,})|^(\d{1,9})([.)])(?=\s|$)"
)
_INSIDE = re.compile(
    r"[\\`*]|<|&(?=#?\w+;)|\{(?=[:%{])|!(?=\[)|\[(?=\^)|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])|\](?=\s\[)"
)
_WORDS_OF_MARKUP = frozenset("\\`*_{}[]()>#+-.!")


def escape(words: str) -> str:
    """Return one paragraph of plain words as Markdown, marked up as little as may be.

    Whether the light escapes are enough is found by reading the result; where they are not, every mark
    is escaped.
    """
    light = _LINE_START.sub(_at_start, _INSIDE.sub(_mark, words))
    return light if text.plain(light).strip() == words.strip() else re.sub(r"[!-/:-@\[-`{-~]", _mark, words)


def _at_start(match: re.Match[str]) -> str:
    return f"{match[2]}\\{match[3]}" if match[2] else _mark(match[1][:1]) + match[1][1:]


def _mark(match: re.Match[str] | str) -> str:
    found = match if isinstance(match, str) else match[0]
    if found in _WORDS_OF_MARKUP:
        return "\\" + found
    return "".join(
        f"\\{c}" if c in _WORDS_OF_MARKUP else html.escape(c) if c in "<&" else f"&#{ord(c)};" for c in found
    )

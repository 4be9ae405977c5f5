"""Blocks → Markdown: as a person would type it, or strictly, with tags and escapes for the rest."""

import re
from collections.abc import Collection, Sequence

from desk.text.dialect import DASHES, PULL
from desk.text.direction import DIRECTIONS
from desk.text.doc import BREAK, Block, Kind, Mark, Span
from desk.text.services import URL

_DELIMITERS = {Mark.STRONG: "**", Mark.EM: "*", Mark.STRIKE: "~~", Mark.SUB: "~", Mark.SUP: "^"}
_TAGS = {Mark.STRONG: "strong", Mark.EM: "em", Mark.STRIKE: "del", Mark.SUB: "sub", Mark.SUP: "sup"}
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
_SIGNS = re.compile(r"[\\`*_\[<&~^!]")
_ALL_SIGNS = re.compile(r"[^\S \n]|[&<!\"#$%'()*+,\-./:;=>?@\[\\\]^_`{|}~]")
_LINE_START = re.compile(r"([#>=]|[-+*](?=[ \t]|$)|-(?=-)|\d+(?=\.(?:[ \t]|$)))")
# What the parser would look into before it sees the link or tag that an attribute stands in.
_IN_SIGNS = '\\`"<['
_IN_TAG = '&\\`"<>[]!'
_ODD_SPACE = re.compile(r"^(?! )\s|(?! )\s$")


def compose(blocks: Sequence[Block], strict: Collection[int] = ()) -> str:
    """Return the Markdown of blocks that stand together, those at the places `strict` strictly.

    There are no blank lines at the end.
    """
    parts: list[str] = []
    for at, block in enumerate(blocks):
        if at:
            parts.append(_gap(blocks, at))
        parts.append(_prefixed(block, _block(block, _number(blocks, at), strict=at in strict)))
    return "".join(parts)


def _gap(blocks: Sequence[Block], at: int) -> str:
    """Return what stands before a block: a line end, or a blank line inside the quote it shares."""
    if _tight(blocks, at):
        return "\n"
    quotes = min(_quotes(blocks[at - 1]), _quotes(blocks[at]))
    return "\n" + ("> " * quotes).rstrip() + "\n"


def _tight(blocks: Sequence[Block], at: int) -> bool:
    """Return whether an item stands right under what is before it: no blank line, and none needed."""
    before, block = blocks[at - 1], blocks[at]
    if before.kind is not Kind.ITEM or block.kind is not Kind.ITEM or before.quote != block.quote:
        return False
    if before.depth < block.depth:
        return not before.loose
    sibling = next((one for one in reversed(blocks[:at]) if one.depth <= block.depth), block)
    return not block.loose and sibling.ordered == block.ordered


def _quotes(block: Block) -> int:
    return block.quote + (block.kind is Kind.PULL)


def _prefixed(block: Block, text: str) -> str:
    """Put a block's lines behind its quotes and under its item."""
    quote = "> " * _quotes(block)
    first = quote + "    " * block.depth
    lines = text.split("\n")
    rest = first + ("    " if block.kind is Kind.ITEM else "")
    return "\n".join(
        ((first if not n else rest) + line).rstrip("\t") if line else quote.rstrip()
        for n, line in enumerate(lines)
    )


def _number(blocks: Sequence[Block], at: int) -> int:
    """Return the number that an ordered item carries."""
    count, block = 0, blocks[at]
    if block.kind is not Kind.ITEM or not block.ordered:
        return 0
    for before in reversed(blocks[: at + 1]):
        if not before.listed or before.depth < block.depth or before.quote != block.quote:
            break
        if before.kind is Kind.ITEM and before.depth == block.depth:
            if not before.ordered:
                break
            if before.start:
                return before.start + count
            count += 1
    return max(count, 1)


def _block(block: Block, number: int, *, strict: bool) -> str:
    match block.kind:
        case Kind.OPAQUE:
            return block.text
        case Kind.DIVIDER:
            return "---"
        case Kind.CODE:
            return _code(block)
        case Kind.PHOTO:
            return _photo(block, strict=strict)
        case Kind.HEADING:
            return f"{'#' * block.level} {_heading(inline(block.spans, strict=strict))}{_direction(block)}"
        case Kind.ITEM:
            marker = f"{number}. " if block.ordered else "- "
            return marker + inline(block.spans, strict=strict) + _direction(block)
        case Kind.PULL:
            words = _undashed(inline(block.spans, strict=strict), strict=strict)
            return f"{words}{_direction(block)} {PULL}"
        case Kind.PARAGRAPH:
            return _paragraph(block, strict=strict) + _direction(block)


def _direction(block: Block) -> str:
    """Return what says at a block's end that it has a direction of its own."""
    return f" {DIRECTIONS[block.dir]}" if block.dir else ""


def _heading(text: str) -> str:
    """Keep a heading on one line, and a `#` at its end from being taken off."""
    text = text.replace("  \n", "<br />")
    stem = text.removesuffix("#")
    escaped = (len(stem) - len(stem.rstrip("\\"))) % 2
    return f"{stem}\\#" if stem != text and not escaped else text


def _paragraph(block: Block, *, strict: bool) -> str:
    if (
        len(block.spans) == 1
        and block.spans[0].href
        and not block.spans[0].marks
        and not block.spans[0].title
    ):
        only = block.spans[0]
        if only.text == only.href and URL.fullmatch(only.text) and not block.depth and not block.dir:
            return only.text
    return _undashed(inline(block.spans, strict=strict), strict=strict)


def _undashed(text: str, *, strict: bool) -> str:
    """Keep a dash at the start from making an attribution."""
    dashed = strict and f"{text} ".startswith(DASHES)  # a pull quote's mark follows after a space
    return f"&#{ord(text[0])};{text[1:]}" if dashed else text


def _code(block: Block) -> str:
    if block.quote:  # a fence is one at the margin only
        return "\n".join(f"    {line}" if line else "" for line in block.text.split("\n"))
    longest = max((len(run) for run in re.findall(r"(?m)^`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.ref}\n{block.text}\n{fence}"


def _photo(block: Block, *, strict: bool) -> str:
    title = f' "{_attribute(block.text, strict=strict)}"' if block.text else ""
    return f"![{_alt(block.alt)}]({_address(block.ref, strict=strict)}{title})"


def _alt(text: str) -> str:
    return re.sub(r"([\[\]\\`])", r"\\\1", _ENTITY_LIKE.sub("&amp;", text).replace("<", "&lt;"))


def _address(href: str, *, strict: bool = False) -> str:
    href = _numbered(href, _IN_SIGNS + (">'()" if strict else ">"))
    return f"<{href}>" if re.search(r"[\s()]", href) else href


def _attribute(text: str, *, strict: bool = False) -> str:
    return _numbered(text, _IN_SIGNS + (">'()" if strict else ""))


def _numbered(text: str, signs: str) -> str:
    """Return an attribute's text with these signs, odd spaces and spaces at its edges as references."""
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    pattern = rf"[{re.escape(signs)}]|[^\S ]|^ | $|{_ENTITY_LIKE.pattern}"
    return re.sub(pattern, lambda found: named.get(found[0]) or f"&#{ord(found[0])};", text)


def inline(spans: Sequence[Span], *, strict: bool = False) -> str:
    """Return the Markdown of spans; a hard break is two spaces and a line end."""
    writer = _Inline(spans, strict=strict)
    text = writer.text()
    if _ODD_SPACE.search(text):
        text = _ODD_SPACE.sub(lambda found: f"&#{ord(found[0])};", text)
    return text


class _Inline:
    """Writes the spans of one block."""

    def __init__(self, spans: Sequence[Span], *, strict: bool) -> None:
        self.spans = spans
        self.strict = strict
        self.open: list[Mark | Span] = []
        self.out: list[str] = []

    def text(self) -> str:
        for at, span in enumerate(self.spans):
            wanted = self._wanted(span)
            keep = next((n for n, one in enumerate(self.open) if one not in wanted), len(self.open))
            self._close(keep)
            new = [one for one in wanted if one not in self.open]
            for one in sorted(new, key=lambda one: -self._stretch(one, at)):
                self.open.append(one)
                self.out.append(self._opening(one))
            self.out.append(self._words(span, at))
        self._close(0)
        return "".join(self.out)

    @staticmethod
    def _wanted(span: Span) -> list[Mark | Span]:
        link = [Span("", href=span.href, title=span.title)] if span.href else []
        return [*link, *(mark for mark in _DELIMITERS if mark & span.marks)]

    def _stretch(self, one: Mark | Span, at: int) -> int:
        end = next(
            (n for n in range(at, len(self.spans)) if one not in self._wanted(self.spans[n])), len(self.spans)
        )
        return (end - at) * 2 + isinstance(one, Span)

    def _opening(self, one: Mark | Span) -> str:
        if isinstance(one, Mark):
            return f"<{_TAGS[one]}>" if self.strict else _DELIMITERS[one]
        if not self.strict:
            return "["
        title = f' title="{_numbered(one.title, _IN_TAG)}"' if one.title else ""
        return f'<a href="{_numbered(one.href, _IN_TAG)}"{title}>'

    def _close(self, keep: int) -> None:
        while len(self.open) > keep:
            one = self.open.pop()
            if isinstance(one, Mark):
                self.out.append(f"</{_TAGS[one]}>" if self.strict else _DELIMITERS[one])
            elif self.strict:
                self.out.append("</a>")
            else:
                title = f' "{_attribute(one.title)}"' if one.title else ""
                self.out.append(f"]({_address(one.href)}{title})")

    def _words(self, span: Span, at: int) -> str:
        if span.marks & Mark.RAW:
            return span.text
        if span.marks & Mark.CODE:
            return f"<code>{_all_escaped(span.text)}</code>" if self.strict else _ticked(span.text)
        starts = not at or self.spans[at - 1].text.endswith(BREAK)
        lines = span.text.split(BREAK)
        words = [self._line(line, span, at, starts=starts or n > 0) for n, line in enumerate(lines)]
        text = "  \n".join(words)
        while "\n  \n" in text:
            text = text.replace("\n  \n", "\n<br />")
        return text

    def _line(self, line: str, span: Span, at: int, *, starts: bool) -> str:
        if self.strict:
            return _all_escaped(line)
        after = "".join(s.text for s in self.spans[at + 1 : at + 3])
        if _SIGNS.search(line):
            before = self.spans[at - 1].text[-1:] if at else ""
            line = _escaped(line, before, after, linked=bool(span.href), ends=at + 1 < len(self.spans))
        elif span.href:
            line = line.replace("]", "\\]")
        if starts:
            line = (
                _LINE_START.sub(
                    lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], line, count=1
                )
                if _LINE_START.match(line)
                else line
            )
        return line


def _escaped(line: str, before: str, after: str, *, linked: bool, ends: bool) -> str:
    out: list[str] = []
    for at, sign in enumerate(line):
        left = line[at - 1] if at else before
        right = line[at + 1] if at + 1 < len(line) else after[:1]
        if _needs_escape(
            sign, left, right, line[at + 1 :] + after, linked=linked, last=ends and at + 1 == len(line)
        ):
            out.append({"<": "&lt;", "&": "&amp;"}.get(sign, "\\" + sign))
        else:
            out.append(sign)
    return "".join(out)


def _needs_escape(sign: str, left: str, right: str, rest: str, *, linked: bool, last: bool) -> bool:
    match sign:
        case "\\" | "`" | "[":
            return True
        case "]":
            return linked
        case "*":
            return not (left in ("", " ") and right == " ") or not left
        case "_":
            return not (left.isalnum() and right.isalnum())
        case "<":
            return not right.isspace() and right != ""
        case "&":
            return bool(re.match(r"#|\w+;", rest))  # the parser stops looking for tags at a bare `&#`
        case "~":
            return right == "~" or left == "~" or (left.strip() != "" and "~" in rest) or last
        case "^":
            return (left.strip() != "" and "^" in rest) or last
        case "!":
            return right == "[" or last
        case _:
            return False


def _all_escaped(text: str) -> str:
    """Return text with every sign that could mean something taken as itself, odd spaces by their number."""

    def escaped(sign: re.Match[str]) -> str:
        named = {"&": "&amp;", "<": "&lt;"}.get(sign[0])
        return named or (f"&#{ord(sign[0])};" if sign[0].isspace() else "\\" + sign[0])

    return _ALL_SIGNS.sub(escaped, text)


def _ticked(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    ticks = "`" * (longest + 1 if longest else 1)
    edge = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{ticks}{edge}{code}{edge}{ticks}"

"""Walks foreign HTML and keeps what a story can say: blocks, marks, links, tables, pictures."""

import re
from dataclasses import dataclass, replace
from typing import Final

from desk.text.dialect import DASHES
from desk.text.doc import BREAK, Block, Kind, Mark, Span
from desk.text.foreign import links, lists
from desk.text.foreign.inside import DEEPEST, Inside, entered, hidden, indent
from desk.text.foreign.looks import NO_HEADING, Says, declarations, pixels, says
from desk.text.foreign.markup import BLOCKS, VOID, Attributes, Close, Open, events, seen
from desk.text.foreign.tables import Cell, Table

_MOST_BLOCKS: Final = 10_000
_MOST_EVENTS: Final = 200_000  # tags and stretches of words; a long novel from Word has half of it
_NOTE = re.compile(r"#(?:_(?:ftn|edn)(\d{1,6})|sd(?:foot|end)note(\d{1,6})sym|ftnt(\d{1,6}))")
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref\d+|sd(?:foot|end)note\d+anc|ftnt_ref\d+)")
_NOTE_ID = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)(\d{1,6})")
_COMMENT = re.compile(r"#(?:_msocom_|cmnt)\w+")
_APART = re.compile(r"\n[ \t\xa0]*\n[\s\xa0]*")
_COUNT = re.compile(r"[1-9]\d{0,3}")
_SPECK, _ICON = 2.0, 40.0  # pixels: up to there a picture only counts readers, or stands for a word


class TooLong(Exception):  # noqa: N818  (what was pasted, not a bug)
    """More than a story can take: it would hold the editor for many seconds."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was pasted along: its bytes, or the address of a local file."""

    source: bytes | str


@dataclass
class _List:
    ordered: bool
    next: int
    deeper: int = 0  # levels that the program tells beside the nesting


class Reader:
    """Reads one piece of HTML."""

    def __init__(self, base: str, pictures: list[str]) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.left_out = 0
        self.notes: dict[str, list[Block]] = {}
        self._base = base
        self._contained = pictures
        self._gathered: list[list[Block]] = [self.blocks]
        self._inside = [Inside()]
        self._spans: list[Span] = []
        self._waiting: list[Block] = []  # pictures inside a paragraph stand behind it
        self._lists: list[_List] = []
        self._item: Block | None = None
        self._mark: list[str] = []
        self._numbers = [0] * 10
        self._tables: list[Table] = []
        self._cells: list[Cell] = []
        self._count = 0
        self._open_notes: list[str] = []
        self._language = ""

    def read(self, html: str) -> None:
        """Read it all. Raises `TooLong`."""
        for count, event in enumerate(events(html)):
            if count > _MOST_EVENTS or self._count > _MOST_BLOCKS:
                raise TooLong
            if isinstance(event, str):
                self._words(event)
            elif isinstance(event, Open):
                self._open(event.tag, event.attributes)
            else:
                self._close(event)
        self._end_block()
        if self._count > _MOST_BLOCKS:
            raise TooLong

    # Tags

    def _open(self, tag: str, given: Attributes) -> None:
        inside = self._inside[-1]
        if tag in VOID:
            self._void(tag, given, inside)
            return
        if inside.hidden:
            self._inside.append(inside if not inside.into else replace(inside, into=False))
            return
        said = says(tag, given.get("style", "")[:2000], given.get("class", "")[:500])
        if said.hidden or hidden(tag, given):
            self._inside.append(Inside(tag, hidden=True))
            return
        if tag in BLOCKS:
            self._end_block()
        self._inside.append(entered(inside, tag, given, said, self._base))
        self._begin(tag, given, said)

    def _begin(self, tag: str, given: Attributes, said: Says) -> None:
        """Start what a tag starts beside its words."""
        match tag:
            case "ul" | "ol":
                start = given.get("start", "1")
                first = int(start) if re.fullmatch(r"\d{1,9}", start) else 1
                self._lists.append(_List(tag == "ol", first, max(indent(given) - len(self._lists) - 1, 0)))
            case "li":
                self._begin_item(given)
            case "table":
                self._tables.append(Table(given.get("role") in ("presentation", "none")))
            case "tr" if self._tables:
                self._tables[-1].rows.append([])
            case "td" | "th" if self._tables:
                self._begin_cell(given)
            case "figcaption":
                self._gather()
            case "q":
                self._add("“")
            case "a" if _NOTE.fullmatch(given.get("href", "")):
                self._refer(given["href"])
            case "a" if _BACK.fullmatch(given.get("href", "")) or _COMMENT.match(given.get("href", "")):
                self._inside[-1] = replace(self._inside[-1], hidden=True)
            case "code" | "pre" if self._inside[-1].verbatim:
                found = re.search(r"\blang(?:uage)?-([\w+#.\-]{1,20})", given.get("class", ""))
                self._language = found[1] if found else self._language
            case _:
                pass
        note = _NOTE_ID.fullmatch(given.get("id", "")) if tag == "div" else None
        if note:
            self._open_notes.append(note[1])
            self._gather()

    def _gather(self) -> None:
        """Gather the blocks of the innermost tag apart."""
        self._gathered.append([])
        self._inside[-1] = replace(self._inside[-1], into=True)

    def _close(self, event: Close) -> None:
        inside, tag = self._inside[-1], event.tag
        if tag in BLOCKS and not inside.hidden:
            self._end_block()
        self._inside.pop()
        if inside.hidden:
            return
        match tag:
            case "ul" | "ol" if self._lists:
                self._lists.pop()
                self._item = None
            case "li":
                self._item = None
            case "td" | "th" if inside.into:
                self._cells.pop().blocks.extend(self._gathered.pop())
            case "table" if self._tables:
                self._gathered[-1] += self._tables.pop().blocks()
            case "figcaption" if inside.into:
                self._caption(self._gathered.pop())
            case "div" if inside.into:
                self.notes.setdefault(self._open_notes.pop(), []).extend(self._gathered.pop())
            case "q":
                self._add("”")
            case _:
                pass

    def _void(self, tag: str, given: Attributes, inside: Inside) -> None:
        if inside.hidden:
            return
        if tag == "br":
            self._trim()
            self._spans.append(Span(BREAK))
        elif tag == "img":
            self._image(given, inside)
        elif tag == "hr" and not inside.notes:
            self._end_block()
            self._gathered[-1].append(Block(Kind.DIVIDER))

    # Words

    def _words(self, words: str) -> None:
        inside = self._inside[-1]
        if inside.hidden:
            return
        if inside.marker:
            self._mark.append(words)
            return
        if inside.verbatim:
            self._add(words)
            return
        words = seen(words)
        if inside.spaces:
            words = " " if words else ""
        elif inside.lines:
            words = words.replace("\r\n", "\n")
            words = re.sub(r"[ \t\f]*\n[ \t\f]*", BREAK, words)
            words = re.sub(r"[ \t\f]+", " ", words)
        else:
            words = re.sub(r"[ \t\r\n\f]+", " ", words)
        # A no-break space beside another keeps nothing together.
        words = re.sub(r"\xa0* [ \xa0]*", " ", words)
        if not self._spans or self._spans[-1].text[-1:] in (" ", BREAK):
            words = words.lstrip(" \xa0")
        self._add(words)

    def _add(self, words: str) -> None:
        inside = self._inside[-1]
        if words:
            self._spans.append(Span(words, inside.marks, inside.href, inside.title))

    def _trim(self) -> None:
        """Take the spaces off the words so far, with which programs hold an empty end open."""
        while self._spans and not self._inside[-1].verbatim:
            last = self._spans.pop()
            kept = last.text.rstrip(" \xa0")
            if kept:
                self._spans.append(replace(last, text=kept))
                return

    def _end_block(self) -> None:
        """Put the words so far into blocks of the kind that is open, and the pictures among them behind."""
        self._trim()
        spans, self._spans = self._spans, []
        inside = self._inside[-1]
        parts = [spans] if inside.verbatim else _parted(spans)
        for part in parts:
            if any(span.text.strip() for span in part):
                self._gathered[-1].append(self._block(tuple(part), inside))
                self._count += 1
        self._mark = []
        self._gathered[-1] += self._waiting
        self._waiting = []

    def _block(self, spans: tuple[Span, ...], inside: Inside) -> Block:
        if inside.verbatim:
            language, self._language = self._language, ""
            text = "".join(span.text for span in spans)
            return Block(Kind.CODE, text=text, quote=inside.quote, ref=language)
        signed = inside.tag == "footer" and inside.quote
        if signed and not spans[0].text.lstrip().startswith(DASHES):
            spans = (Span(DASHES[0]), *spans)
        block = Block(Kind.PARAGRAPH, spans, quote=inside.quote)
        if inside.heading != NO_HEADING:
            return self._heading(block, inside)
        if inside.word is not None:
            return self._word_item(block, inside.word)
        if self._lists:
            return self._list_item(block)
        return replace(block, kind=Kind.PULL) if inside.pull else block

    def _heading(self, block: Block, inside: Inside) -> Block:
        """Return a heading, its own number before it; bold throughout, its words are not marked."""
        spans = block.spans
        if all(span.marks & Mark.STRONG for span in spans if span.text.strip()):
            spans = tuple(replace(span, marks=span.marks & ~Mark.STRONG) for span in spans)
        number = "".join(self._mark).strip(" \xa0\t\r\n")
        spans = (Span(f"{number} "), *spans) if number else spans
        return replace(block, kind=Kind.HEADING, spans=spans, level=inside.heading)

    # Lists

    def _begin_item(self, given: Attributes) -> None:
        own = self._lists[-1] if self._lists else _List(ordered=False, next=1)
        value = given.get("value", "")
        own.next = int(value) if re.fullmatch(r"\d{1,9}", value) else own.next
        nested = max(len(self._lists), indent(given)) - 1 + own.deeper
        start = own.next if own.ordered else 0
        own.next += 1
        self._item = Block(Kind.ITEM, depth=min(max(nested, 0), DEEPEST), ordered=own.ordered, start=start)

    def _list_item(self, block: Block) -> Block:
        """Return the words as the item that was begun, or as its further paragraph."""
        if self._item is not None:
            item, self._item = self._item, None
            return replace(item, spans=block.spans, quote=block.quote)
        return replace(block, depth=min(len(self._lists), DEEPEST))

    def _word_item(self, block: Block, said: Says) -> Block:
        """Return an item that Word made of a paragraph with a mark before it."""
        before = self._gathered[-1][-1] if self._gathered[-1] else None
        if not said.level:
            follows = before is not None and before.listed
            return replace(block, depth=min(before.depth + 1, DEEPEST)) if before and follows else block
        if before is None or not before.listed:
            self._numbers = [0] * 10
        mark = "".join(self._mark)
        number = lists.number(mark, self._numbers[said.level])
        self._numbers[said.level :] = [number] + [0] * (9 - said.level)
        return replace(
            block, kind=Kind.ITEM, depth=min(said.level - 1, DEEPEST), ordered=number > 0, start=number
        )

    # Tables, captions, notes

    def _begin_cell(self, given: Attributes) -> None:
        styles = declarations(given.get("style", "")[:2000])
        align = given.get("align", "").lower() or styles.get("text-align", "")
        columns, rows = (given.get(name, "") for name in ("colspan", "rowspan"))
        spread = [int(count) if _COUNT.fullmatch(count) else 1 for count in (columns, rows)]
        cell = Cell([], spread[0], spread[1], align)
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(cell)
        self._cells.append(cell)
        self._gather()

    def _caption(self, words: list[Block]) -> None:
        """Give a figure's words to the picture before them, or let them stand as they are."""
        blocks = self._gathered[-1]
        if blocks and blocks[-1].kind is Kind.PHOTO:
            said = " ".join(block.plain for block in words).replace(BREAK, " ").strip()
            blocks[-1] = replace(blocks[-1], text=said)
        else:
            blocks += words

    def _refer(self, href: str) -> None:
        """Set a footnote's mark; the words of the link are its number, which the page makes anew."""
        found = _NOTE.fullmatch(href)
        number = next((group for group in found.groups() if group), "") if found else ""
        self._spans.append(Span(f"[^{number}]", Mark.RAW))
        self._inside[-1] = replace(self._inside[-1], hidden=True)

    # Pictures

    def _image(self, given: Attributes, inside: Inside) -> None:
        said, source = seen(given.get("alt", "")).strip(), given.get("src", "").strip()
        styles = declarations(given.get("style", "")[:2000])
        if hidden("img", given) or styles.get("display") == "none":
            return
        sizes = [pixels(given.get(name) or styles.get(name, "")) for name in ("width", "height")]
        known = [size for size in sizes if size is not None]
        if (
            said
            and len(said) <= 40
            and (not any(map(str.isalnum, said)) or re.fullmatch(r":[\w+\-]+:", said))
        ):
            self._words(said)  # an emoji
        elif known and (min(known) <= _SPECK or max(known) <= _ICON):
            return
        elif data := links.decoded(source, self._contained):
            self._photo(Picture(data), said)
        elif source.lower().startswith("file:"):
            self._photo(Picture(source), said)
        else:
            self.left_out += 1
            href = inside.href or links.address(source, self._base)
            if href.startswith("http"):
                self._spans.append(Span(said or "Picture", inside.marks, href))
            elif said:
                self._spans.append(Span(f"Picture: {said}", inside.marks))

    def _photo(self, picture: Picture, said: str) -> None:
        self._waiting.append(Block(Kind.PHOTO, ref=f"pasted:{len(self.pictures)}", alt=said))
        self.pictures.append(picture)


def _parted(spans: list[Span]) -> list[list[Span]]:
    """Part words where two line breaks stand one after the other, as mails do for a paragraph."""
    if sum(BREAK in span.text for span in spans) < 2 and not any(_APART.search(span.text) for span in spans):
        return [spans]
    parts: list[list[Span]] = [[]]
    breaks = False
    for span in spans:
        for n, piece in enumerate(_APART.split(span.text)):
            if n:
                parts.append([])
                breaks = False
            alone = not piece.strip(" \t\xa0\n") and BREAK in piece
            if alone and breaks:
                parts.append([])
                breaks = False
                continue
            if piece:
                parts[-1].append(replace(span, text=piece))
            if piece.strip(" \t\xa0"):
                breaks = alone or piece.endswith(BREAK)
    return parts

"""The clipboard: our own form for exact copies, HTML and plain text for others, and what others put there."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from shiboken6 import isValid

from desk.domain import PICTURES
from desk.text import Block, Doc, Kind, Mark, Span, TooLong, from_html, html, normal, seen, write
from desk.ui.editor.editing import DEEPEST
from desk.ui.editor.slices import Slice

TYPE: Final = "application/x-desk-text"
PASTED: Final = "pasted:"
"""How the `ref` of a picture begins that came with foreign HTML; its number follows."""

MOST: Final = 2_000_000
"""Characters of plain text that a paste may have."""

_MOST_LINES: Final = 10_000
_VALUES: Final = tuple(one.name for one in fields(Block) if one.name not in ("spans", "source"))
_ENCODED: Final = ("image/png", "image/jpeg", "image/webp", "image/tiff")
_NARROW, _WIDE = 50, 100  # columns at which mails break their lines
_SENTENCE: Final = '.!?:;…։။。»”"'


def mime(piece: Slice) -> QMimeData:
    """Return a piece in our own form and as plain text."""
    data = QMimeData()
    packed = {"blocks": list(map(_packed, piece.blocks)), "joins": piece.joins, "goes_on": piece.goes_on}
    data.setData(TYPE, json.dumps(packed).encode())
    data.setText(words(piece.blocks))
    return data


def png(image: QImage) -> bytes:
    """Return a picture that has no file as one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportArgumentType]  (the stubs ask for bytes, which it refuses)
    return bytes(buffer.data().data())


def add_html(data: QMimeData, piece: Slice, markup: str) -> None:
    """Add what was made meanwhile: on the clipboard as another copy, for some systems look at it but once."""
    if not isValid(data):
        return
    clipboard = QGuiApplication.clipboard()
    if clipboard.mimeData() is data:
        data = mime(piece)
        data.setHtml(markup)
        clipboard.setMimeData(data)
    else:  # it is being dragged
        data.setHtml(markup)


def _packed(block: Block) -> dict[str, Any]:
    """Return a block as JSON takes it; `asdict` takes too long for a key."""
    values = {name: getattr(block, name) for name in _VALUES}
    values["spans"] = [
        {"text": span.text, "marks": int(span.marks), "href": span.href, "title": span.title}
        for span in block.spans
    ]
    return values


def markup(piece: Slice) -> str:
    """Return a piece as clean HTML: a few words of a line without a paragraph about them."""
    import nh3

    told = normal([_told(block) for block in piece.blocks])
    clean = nh3.clean(html(write(Doc(told)))).strip()
    line = piece.joins and len(piece.blocks) == 1
    return re.sub(r"^<(p|h\d|li)>(.*)</\1>$", r"\2", clean, flags=re.DOTALL) if line else clean


def _told(block: Block) -> Block:
    """Return a block as another program can show it: of a photo that lies in this desk, its words."""
    if block.kind is not Kind.PHOTO:
        return block
    return Block(Kind.PARAGRAPH, (Span(block.text or block.alt, Mark.EM),), quote=block.quote)


def words(blocks: Sequence[Block]) -> str:
    """Return blocks as plain text that reads well in a mail: empty lines between, bullets and numbers."""
    out: list[str] = []
    before: Block | None = None
    numbers = [0] * (DEEPEST + 2)
    for block in blocks:
        line = "---" if block.kind is Kind.DIVIDER else _told(block).plain
        if block.kind is Kind.ITEM:
            count = block.start or numbers[block.depth] + 1
            numbers[block.depth :] = [count] + [0] * (len(numbers) - block.depth - 1)
            line = "    " * block.depth + (f"{count}. " if block.ordered else "• ") + line
        elif not block.listed:
            numbers = [0] * len(numbers)
        if line.strip():
            items = before is not None and before.listed and block.kind is Kind.ITEM
            out += ["\n" if items else "\n\n"] if before is not None else []
            out.append(line)
            before = block
    return "".join(out)


def pictures(data: QMimeData) -> list[Path]:
    """Return the picture files of a drop or paste."""
    return [path for path in files(data) if path.suffix.lower() in PICTURES]


def files(data: QMimeData) -> list[Path]:
    """Return the local files of a drop or paste."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def has_image(data: QMimeData) -> bool:
    """Return whether there is a picture on a clipboard, without asking the other program for it."""
    return data.hasImage() or any(data.hasFormat(form) for form in _ENCODED)


def image(data: QMimeData) -> bytes | QImage | None:
    """Return the picture on a clipboard, as the program encoded it where it did, None where there is none."""
    for form in _ENCODED:
        encoded = bytes(data.data(form).data()) if data.hasFormat(form) else b""
        if encoded:
            return encoded
    picture = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if picture.isNull() else picture


def local_picture(address: str) -> Path | None:
    """Return the file that pasted HTML names, None for any but those that a program left for the clipboard.

    HTML may come from a web page, which must not be able to name a file of this person's.
    """
    path = Path(QUrl(address).toLocalFile())
    try:
        path = path.resolve()
        return path if path.is_relative_to(Path(gettempdir()).resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None


def page(data: QMimeData) -> str:
    """Return the address of the page that something was copied from, as browsers tell it."""
    told = bytes(data.data("chromium/x-source-url").data()).decode("utf-8", "replace")
    told = told or bytes(data.data("text/x-moz-url-priv").data()).decode("utf-16-le", "replace")
    return told.split("\n")[0].strip("\0\r\ufeff ")


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return plain text as paragraphs: one for each line that says something, lines that a mail broke as one.

    Raises:
        TooLong: it is more than a story can take.
    """
    text = re.sub("\r\n?|\u2029", "\n", seen(text))
    if len(text) > MOST or text.count("\n") > _MOST_LINES:
        raise TooLong
    lines = (line for part in re.split(r"\n[ \t]*\n", text) for line in _lines(part.split("\n")))
    return normal([Block(Kind.PARAGRAPH, (Span(line.replace("\u2028", "\n")),)) for line in lines])


def _lines(lines: list[str]) -> list[str]:
    """Return lines as they are, or as one where they were broken at a column."""
    lines = [line.strip(" \t") for line in lines]
    width = max(map(len, lines))
    full = all(
        len(line) + 1 + len(following.partition(" ")[0]) > width for line, following in pairwise(lines)
    )
    ended = sum(line.endswith(tuple(_SENTENCE)) for line in lines[:-1])
    broken = len(lines) > 1 and _NARROW <= width <= _WIDE and full and 2 * ended < len(lines) - 1
    return [" ".join(lines)] if broken else lines


def own(form: bytes) -> Slice:
    """Return a piece in our own form; any program can offer that name, so what does not fit is no piece."""
    try:
        packed = json.loads(form)
        blocks = tuple(_block(values) for values in packed["blocks"])
        return Slice(blocks, joins=bool(packed["joins"]), goes_on=bool(packed["goes_on"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Slice()


def blocks(data: QMimeData) -> tuple[Block, ...]:
    """Return the words that a clipboard holds as blocks, no pictures; none where they are too many."""
    held = own(bytes(data.data(TYPE).data())).blocks
    try:
        if not held and data.hasHtml():
            found = from_html(data.html(), page(data)).blocks
            held = tuple(block for block in found if not block.ref.startswith(PASTED))
        return held or plain_blocks(data.text())
    except TooLong:
        return ()


def _block(values: dict[str, Any]) -> Block:
    spans = tuple(
        Span(str(s["text"]), Mark(int(s["marks"]) & 127), str(s["href"]), str(s["title"]))
        for s in values["spans"]
    )
    numbers = {
        name: min(max(int(values[name]), 0), 999_999_999) for name in ("level", "quote", "depth", "start")
    }
    numbers["quote"], numbers["depth"] = (min(numbers[name], DEEPEST) for name in ("quote", "depth"))
    said: dict[str, Any] = {name: str(values[name]) for name in ("ref", "alt", "text")}
    said["dir"] = values.get("dir") if values.get("dir") in ("ltr", "rtl") else ""
    block = Block(
        Kind(values["kind"]),
        spans,
        ordered=bool(values["ordered"]),
        loose=bool(values["loose"]),
        **numbers,
        **said,
    )
    return replace(block, level=min(block.level, 6))


def hand_over() -> None:
    """Leave the clipboard's words to Qt when the program ends.

    A QMimeData made in Python that is still on the clipboard then takes the process down with it.
    """
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.ownsClipboard() or QGuiApplication.platformName() == "offscreen"  # which never says so
    held: QMimeData | None = clipboard.mimeData()
    if ours and held is not None and held.hasFormat(TYPE):
        clipboard.setText(clipboard.text())

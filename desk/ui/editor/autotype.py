"""What typing turns into: Markdown signs, addresses, quotes and dashes.

Each change is one step of undo of its own, made after the sign itself was typed, so that one Undo gives back
what was typed. No step ends with an insertion: Qt would join what is typed next to it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from desk.text import Block, Kind, Mark
from desk.text.services import service
from desk.text.typography import Swap
from desk.ui.editor import editing
from desk.ui.editor.formats import LINE, OBJECT, PARAGRAPH, char_format, marks_of

URL: Final = re.compile(r"https?://[^\s<>\"`{}|\\^“”«»\ufffc]+", re.IGNORECASE)
_ADDRESS: Final = re.compile(rf"(?:^|(?<=[\s(\[„“«‘\"']))({URL.pattern})$", re.IGNORECASE)
_AFTER_ADDRESS: Final = ".,;:!?…)]}'’\"”“»\u202f"
_BLOCK: Final = re.compile(r"(#{2,4}|[-*]|\d{1,9}\.|>)")
_FENCE: Final = re.compile(r"```([\w+-]*)")
_SET_OFF: Final = Mark.SUB | Mark.SUP
_INLINE: Final = (
    (Mark.STRONG, 2, re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*]*[^\s*])\*\*$")),
    (Mark.EM, 1, re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]*[^\s*])\*$")),
    (Mark.EM, 1, re.compile(r"(?<![_\w])_(?=[^\s_])([^_]*[^\s_])_$")),
    (Mark.CODE, 1, re.compile(r"(?<!`)`([^`]*[^\s`][^`]*)`$")),
    (Mark.STRIKE, 2, re.compile(r"(?<!~)~~(?=[^\s~])([^~]*[^\s~])~~$")),
    (Mark.SUB, 1, re.compile(r"(?<=[\w)\]])~([^\s~]+)~$")),
    (Mark.SUP, 1, re.compile(r"(?<=[\w)\]])\^([^\s^]+)\^$")),
)
_CLOSING: Final = "*_`~^"


def before(cursor: QTextCursor) -> str:
    """Return the words of the block up to the cursor."""
    text = cursor.block().text()
    units = cursor.positionInBlock()
    if len(text) == cursor.block().length() - 1:
        return text[:units]
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass")


def takes(cursor: QTextCursor) -> bool:
    """Return whether signs mean anything at a cursor: in code and source they stay what they are."""
    marks = marks_of(cursor.charFormat())
    return not marks & (Mark.CODE | Mark.RAW) and editing.shape(cursor.block()).kind is not Kind.CODE


def after_sign(cursor: QTextCursor, sign: str, swap: Callable[[str, str], Swap | None]) -> bool:
    """Change what stands before a cursor now that a sign was typed; return whether anything did.

    `swap` says what a sign becomes after some words. Where words were marked, the cursor's own format is the
    one for what is typed next.
    """
    if not takes(cursor):
        return False
    words = before(cursor)[: -len(sign)]
    if sign == " " and (_block_sign(cursor, words) or link_address(cursor, words, 1)):
        return True
    if sign != '"' and _in_address(words):
        return False
    if sign in _CLOSING:
        return _mark(cursor, words + sign)
    swapped = swap(words, sign)
    if swapped is not None:
        put(cursor, swapped.back + 1, swapped.words)
    return swapped is not None


def _in_address(words: str) -> bool:
    """Return whether some words end inside an address."""
    return bool(words) and not words[-1].isspace() and "://" in words.rsplit(None, 1)[-1]


def put(cursor: QTextCursor, back: int, words: str) -> None:
    """Put words in place of the characters before the cursor, as a step of undo of its own."""
    end = cursor.position()
    look = cursor.charFormat()
    with editing.step(cursor):
        cursor.insertText(words, look)
        after = cursor.position()
        _take_away(cursor, end - back, end)
        cursor.setPosition(after - back)


def _take_away(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def _block_sign(cursor: QTextCursor, words: str) -> bool:
    """Make a paragraph that starts with a sign and a space what the sign says."""
    block = cursor.block()
    shape = editing.shape(block)
    if not _BLOCK.fullmatch(words) or shape.kind is not Kind.PARAGRAPH or shape.depth:
        return False
    if words.startswith("#"):
        new = Block(Kind.HEADING, level=len(words), quote=shape.quote, dir=shape.dir)
    elif words == ">":
        new = replace(shape, quote=shape.quote + 1)
    else:
        number = int(words[:-1]) if words[:-1] else 0
        first = number if number and not _goes_on(cursor, shape.quote) else 0
        ordered = words[-1] == "."
        new = Block(Kind.ITEM, quote=shape.quote, ordered=ordered, start=first, dir=shape.dir)
    if new.quote > 5:
        return False
    with editing.step(cursor):
        editing.reshape(block, new)
        _take_away(cursor, block.position(), block.position() + len(words) + 1)
    return True


def _goes_on(cursor: QTextCursor, quote: int) -> bool:
    """Return whether a numbered list stands before the cursor's block, which a new item goes on with."""
    last = cursor.block().previous()
    shape = editing.shape(last) if last.isValid() else PARAGRAPH
    return shape.kind is Kind.ITEM and shape.ordered and shape.quote == quote


def _mark(cursor: QTextCursor, words: str) -> bool:
    """Mark the words between two signs, and take the signs away."""
    for mark, signs, pattern in _INLINE:
        found = pattern.search(words)
        if found is None or LINE in found[1] or OBJECT in found[1]:
            continue
        end = cursor.position()
        start = end - editing.units(found[0])
        alone = Mark.CODE | Mark.RAW | (_SET_OFF if mark in _SET_OFF else Mark.NONE)
        if _has(cursor, start, end, lambda look: bool(marks_of(look) & alone)):  # noqa: B023  (called at once)
            return False
        look = QTextCharFormat(cursor.charFormat())
        inner = QTextCursor(cursor)
        inner.setPosition(start + signs)
        inner.setPosition(end - signs, QTextCursor.MoveMode.KeepAnchor)
        with editing.step(cursor):
            editing.remark(inner, lambda span: replace(span, marks=span.marks | mark))  # noqa: B023  (called at once)
            _take_away(cursor, end - signs, end)
            _take_away(cursor, start, start + signs)
        cursor.setPosition(end - 2 * signs)
        cursor.setCharFormat(look)
        return True
    return False


def link_address(cursor: QTextCursor, words: str, back: int = 0) -> bool:
    """Link an address that ends these words of the block, `back` characters before the cursor."""
    stem = words.rstrip(_AFTER_ADDRESS)
    found = _ADDRESS.search(stem)
    if found is None:
        return False
    address = found[1]
    if words[len(stem) :].startswith(")") and address.count("(") > address.count(")"):
        address += ")"
    start = cursor.position() - back - editing.units(words[found.start(1) :])
    end = start + editing.units(address)
    marked = Mark.CODE | Mark.RAW
    if _has(cursor, start, end, lambda look: look.isAnchor() or bool(marks_of(look) & marked)):
        return False
    link = QTextCursor(cursor)
    link.setPosition(start)
    link.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editing.remark(link, lambda span: replace(span, href=address, title=""))
    return True


def _has(cursor: QTextCursor, start: int, end: int, what: Callable[[QTextCharFormat], bool]) -> bool:
    """Return whether any words between two positions of the cursor's block look so."""
    looks = (look for at, to, look in editing.fragments(cursor.block()) if max(at, start) < min(to, end))
    return any(what(look) for look in looks)


def enter(cursor: QTextCursor) -> bool:
    """Make a divider, code or embed of a paragraph that is only its sign; return whether it was one."""
    block = cursor.block()
    words = block.text()
    if cursor.hasSelection() or not cursor.atBlockEnd() or editing.shape(block) != PARAGRAPH:
        return False
    if words == "---" and takes(cursor):
        with editing.step(cursor):
            editing.replace_block(cursor, block, (Block(Kind.DIVIDER),))
            editing.insert_after(cursor)
        return True
    if service(words) and takes(cursor) and _is_address(block, words):
        with editing.step(cursor):
            editing.replace_block(cursor, block, (Block(Kind.OPAQUE, text=words),))
            editing.insert_after(cursor)
        return True
    fence = _FENCE.fullmatch(words)
    if fence is None or not takes(cursor):
        return False
    code = Block(Kind.CODE, ref=fence[1])
    with editing.step(cursor):
        editing.reshape(block, code)
        _take_away(cursor, block.position(), block.position() + len(words))
        cursor.setCharFormat(char_format(code))
    return True


def _is_address(block: QTextBlock, words: str) -> bool:
    """Return whether a block is nothing but an address, plain or linked to itself."""
    return all(
        span.href in ("", words) and not span.marks for part in editing.content(block) for span in part.spans
    )


def cased(cursor: QTextCursor) -> str:
    """Return the words of a selection that can take another case: code and source cannot."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    out: list[str] = []
    for block in editing.blocks_in(cursor):
        if editing.shape(block).kind is not Kind.CODE:
            for at, to, look in editing.fragments(block):
                if max(at, start) < min(to, end) and not marks_of(look) & (Mark.CODE | Mark.RAW):
                    one = QTextCursor(block)
                    one.setPosition(max(at, start))
                    one.setPosition(min(to, end), QTextCursor.MoveMode.KeepAnchor)
                    out.append(one.selectedText())
        out.append("\n")
    return "".join(out)


def recase(cursor: QTextCursor, change: Callable[[str], list[str]]) -> None:
    """Put other letters in place of a selection's, one or more for each; marks, links and cards stay."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    with editing.step(cursor):
        for block in reversed(editing.blocks_in(cursor)):
            looks = editing.fragments(block)
            at, to = max(start, block.position()), min(end, block.position() + block.length() - 1)
            if at >= to or editing.shape(block).kind is Kind.CODE:
                continue
            one = QTextCursor(block)
            one.setPosition(at)
            one.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
            end += _recase_block(one, looks, change(one.selectedText()))
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _recase_block(
    words: QTextCursor, looks: list[tuple[int, int, QTextCharFormat]], letters: list[str]
) -> int:
    """Put letters in place of a stretch of a block; return by how much it grew."""
    text, start = words.selectedText(), words.selectionStart()
    places = [start]
    for letter in text:
        places.append(places[-1] + editing.units(letter))
    grew = 0
    for at, to, look in reversed(looks):
        mine = [n for n, place in enumerate(places[:-1]) if at <= place < to]
        new = "".join(letters[n] for n in mine)
        old = "".join(text[n] for n in mine)
        if new == old or marks_of(look) & (Mark.CODE | Mark.RAW):
            continue
        one = QTextCursor(words)
        one.setPosition(places[mine[0]])
        one.setPosition(places[mine[-1] + 1], QTextCursor.MoveMode.KeepAnchor)
        one.insertText(new, look)
        grew += editing.units(new) - editing.units(old)
    return grew

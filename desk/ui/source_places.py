"""Between the rich body and its Markdown: the same place in both, and the Markdown's changes as one step."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from PySide6.QtGui import QTextCursor

from desk import text
from desk.text import CARDS, Block, Doc, Kind
from desk.ui.editor import BodyEditor
from desk.ui.editor.bridge import write_block
from desk.ui.editor.formats import block_format, shape_of
from desk.ui.positions import characters, units


def unchanged(markdown: str, doc: Doc) -> bool:
    """Return whether the sources of a Doc, joined, are the Markdown that it was written as."""
    return "".join(block.source.text for block in doc.blocks if block.source) == markdown


def to_source(body: BodyEditor, doc: Doc) -> int:
    """Return where the body's cursor stands in the Markdown that `doc` was read from, in characters."""
    cursor = body.textCursor()
    here = cursor.block()
    before = sum(map(len, body.held()[: here.blockNumber()]))
    if not doc.blocks:
        return 0
    at = min(before, len(doc.blocks) - 1)
    within = characters(here.text(), cursor.positionInBlock()) if before == at else len(doc.blocks[at].plain)
    first, run = _run(doc, at)
    joined, starts = _joined(run)
    offset = starts[at - first] + (0 if doc.blocks[at].kind in CARDS else within)
    return _start(doc, first) + text.place(joined, _source(run), offset)


def from_source(body: BodyEditor, doc: Doc, place: int) -> None:
    """Put the body's cursor where a place of the Markdown that `doc` was read from stands."""
    if not doc.blocks:
        return
    lengths = (len(block.source.text) if block.source else 0 for block in doc.blocks)
    begins = [0, *accumulate(lengths)]
    first = max(at for at, block in enumerate(doc.blocks) if _leads(block) and begins[at] <= max(place, 0))
    _, run = _run(doc, first)
    joined, starts = _joined(run)
    offset = text.place(_source(run), joined, place - begins[first])
    part = max(n for n, start in enumerate(starts) if start <= offset)
    ends = list(accumulate(map(len, body.held())))
    number = min(bisect_right(ends, first + part), len(ends) - 1)
    block, inner = body.document().findBlockByNumber(number), offset - starts[part]
    card = run[part].kind in CARDS
    cursor = QTextCursor(block)
    cursor.setPosition(
        block.position() + (0 if card else min(units(block.text(), inner), block.length() - 1))
    )
    body.setTextCursor(cursor)


def put_doc(body: BodyEditor, doc: Doc) -> None:
    """Make the body say another Doc in one step of undo; what both say is left as it stands."""
    cursor = QTextCursor(body.document())
    cursor.beginEditBlock()
    for _ in putting_doc(body, doc):
        pass
    cursor.endEditBlock()


def putting_doc(body: BodyEditor, doc: Doc) -> Iterator[None]:
    """Make the body say another Doc some blocks at a time."""
    was, new = body.held(), doc.blocks or (Block(Kind.PARAGRAPH),)
    front, back = _kept(was, new)
    document = body.document()
    if (front, back) != (len(was), 0) or len(was) != len(new):
        cursor = QTextCursor(document.findBlockByNumber(front))
        last = document.findBlockByNumber(len(was) - back - 1)
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        for at, block in enumerate(new[front : len(new) - back]):
            if at:
                cursor.insertBlock()
            write_block(cursor, block)
            yield
    kept = range(front), range(len(new) - back, len(new))
    for at in chain(*kept):
        block, said = document.findBlockByNumber(at), new[at]
        if was[at if at < front else at + len(was) - len(new)] == (said,):
            continue
        card = said.kind in CARDS
        look = block_format(Block(Kind.PARAGRAPH) if card else shape_of(said), said.source, card=card)
        if look != block.blockFormat():
            QTextCursor(block).setBlockFormat(look)
            yield


def _kept(was: Sequence[tuple[Block, ...]], now: Sequence[Block]) -> tuple[int, int]:
    """Return how many blocks at the front and at the back say the same.

    Where only one side has something between them, the blocks at its edge count as changed too, so that there
    is always a block to write into.
    """
    most = min(len(was), len(now))
    front = next((at for at in range(most) if not _alike(was[at], now[at])), most)
    if front == len(was) == len(now):
        return front, 0
    most -= front
    back = next((at for at in range(most) if not _alike(was[-1 - at], now[-1 - at])), most)
    if back == most:
        front, back = (front - 1, back) if front else (front, back - 1)
    return front, back


def _alike(was: tuple[Block, ...], now: Block) -> bool:
    """Return whether what stands in a block of the text is this."""
    return len(was) == 1 and (was[0] == now or was[0].content == now.content)


def _start(doc: Doc, at: int) -> int:
    return sum(len(block.source.text) for block in doc.blocks[:at] if block.source)


def _run(doc: Doc, at: int) -> tuple[int, Sequence[Block]]:
    """Return the first block of the run that a block was read in, and the run."""
    source = doc.blocks[at].source
    if source is None:
        return at, doc.blocks[at : at + 1]
    first = at - source.part
    return first, doc.blocks[first : first + source.parts]


def _leads(block: Block) -> bool:
    return block.source is None or block.source.part == 0


def _source(run: Sequence[Block]) -> str:
    return run[0].source.text if run[0].source else ""


def _joined(run: Sequence[Block]) -> tuple[str, list[int]]:
    """Return the words of a run's blocks on lines, and where each block begins."""
    words = [block.plain for block in run]
    return "\n".join(words), [0, *accumulate(len(said) + 1 for said in words[:-1])]

"""Whatever is cut and pasted where it was gives the same text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from desk.text import Block, Doc, Kind, Mark, Span, normal, read
from desk.ui.editor import BodyEditor, bridge, clip
from tests.ui.editor.looks import look

WORDS = st.text(alphabet="ab дж 😀،.\xa0", min_size=1, max_size=8)
MARKS = st.sampled_from([Mark.NONE, Mark.STRONG, Mark.EM, Mark.STRONG | Mark.EM, Mark.CODE, Mark.STRIKE])
LINKS = st.sampled_from(["", "", "https://a.example/x"])
SPANS = st.lists(st.builds(Span, WORDS, MARKS, LINKS), min_size=1, max_size=3).map(tuple)
QUOTES = st.sampled_from([0, 0, 0, 1, 2])
BLOCKS = st.one_of(
    st.builds(Block, st.just(Kind.PARAGRAPH), SPANS, quote=QUOTES),
    st.builds(Block, st.just(Kind.HEADING), SPANS, level=st.integers(2, 4)),
    st.builds(
        Block,
        st.just(Kind.ITEM),
        SPANS,
        depth=st.integers(0, 2),
        ordered=st.booleans(),
        start=st.integers(1, 9),
        quote=QUOTES,
    ),
    st.builds(Block, st.just(Kind.PULL), SPANS),
    st.builds(Block, st.just(Kind.CODE), text=st.sampled_from(["x = 1", "if a:\n    b", "😀\n\ny"])),
    st.builds(Block, st.just(Kind.PHOTO), ref=st.just("photo:p1"), alt=WORDS, text=WORDS),
    st.builds(
        Block, st.just(Kind.OPAQUE), text=st.sampled_from(["|a|b|\n|-|-|\n|c|d|", "<div>\n\nx\n\n</div>"])
    ),
    st.just(Block(Kind.DIVIDER)),
)
DOCS = st.lists(BLOCKS, min_size=1, max_size=6).map(lambda blocks: Doc(normal(blocks)))


def _editor(qtbot) -> BodyEditor:
    editor = BodyEditor()
    editor.set_look(look())
    qtbot.addWidget(editor)
    return editor


def _marks_go_into_code(body: BodyEditor, start: int, end: int) -> bool:
    """Return whether a cut joins words to code, which has no marks: only Undo brings them back."""
    first, last = (body.document().findBlock(at) for at in (start, end))
    return (
        first != last
        and bridge.block_shape(first.blockFormat()).kind is Kind.CODE
        and start > first.position()
    )


def test_cut_and_paste_give_the_same_text(qtbot):
    body, other = _editor(qtbot), _editor(qtbot)

    @settings(max_examples=200, deadline=None)
    @given(DOCS, st.data())
    def run(doc: Doc, data: st.DataObject) -> None:
        body.set_doc(doc)
        last = body.document().characterCount() - 1
        start, end = sorted((data.draw(st.integers(0, last)), data.draw(st.integers(0, last))))
        if start == end or _marks_go_into_code(body, start, end):
            return
        cursor = body.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        body.setTextCursor(cursor)
        before = body.doc()
        body.cut()
        left = body.doc()
        # Another program sees nothing but the bytes on the clipboard.
        carried = QMimeData()
        carried.setData(clip.TYPE, QApplication.clipboard().mimeData().data(clip.TYPE))
        body.insertFromMimeData(carried)
        assert _said(body.doc()) == _said(before), (start, end)
        body.undo()
        assert _said(body.doc()) == _said(left)
        body.undo()
        assert body.doc() == before
        other.set_doc(Doc())
        other.insertFromMimeData(carried)
        whole = "".join(block.plain for block in before.blocks)
        if (start, end) == (0, last):
            assert "".join(block.plain for block in other.doc().blocks) == whole

    run()
    clip.hand_over()


def _said(doc: Doc) -> tuple[Block, ...]:
    return tuple(block.content for block in doc.blocks)


def test_a_card_that_would_swallow_the_text_is_pasted_as_code(body):
    body.set_markdown("<div>")
    body.selectAll()
    body.copy()
    body.set_markdown("after\n")
    body.paste()
    kinds = [block.kind for block in body.doc().blocks]
    assert kinds == [block.kind for block in read(body.markdown()).blocks] == [Kind.CODE, Kind.PARAGRAPH]

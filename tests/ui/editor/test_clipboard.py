"""Copy, cut, paste and drop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from desk.text import read
from desk.ui.editor import clip
from desk.ui.editor.pasting import Given


def test_a_copy_offers_html_and_plain_words(body, go):
    body.set_markdown("## Head\n\nA *soft*\xa0word\n\n- item\n\n<script>alert(1)</script>\n")
    body.selectAll()
    data = body.createMimeDataFromSelection()
    assert "<h2>Head</h2>" in data.html()
    assert "<em>soft</em>" in data.html()
    assert "script" not in data.html()
    assert data.text().startswith("Head\n\nA soft\xa0word\n\n• item")


def test_cut_and_paste_bring_words_back(body):
    text = "One **two**.\n\n|a|\n|-|\n|b|\n\n> three\n"
    body.set_markdown(text)
    body.selectAll()
    body.cut()
    assert body.markdown() == ""
    body.paste()
    assert body.markdown() == text


def test_a_few_words_are_pasted_into_the_line(body, go):
    body.set_markdown("one *two* three\n")
    go("two", select=True)
    data = body.createMimeDataFromSelection()
    go("three")
    body.insertFromMimeData(data)
    assert body.markdown() == "one *two* three*two*\n"


def test_foreign_html_is_cleaned(body, go):
    body.set_markdown("start end\n")
    go("start")
    data = QMimeData()
    data.setHtml('<p>a <b>b</b> <a href="javascript:x()">c</a></p><ul><li>d</li></ul><script>e</script>')
    body.insertFromMimeData(data)
    assert body.markdown() == "start\n\na **b** c\n\n- d\n\nend\n"


def test_paste_as_plain_text(body):
    data = QMimeData()
    data.setHtml("<p><b>bold</b></p>")
    data.setText("bold\n\n# second")
    QApplication.clipboard().setMimeData(data)
    body.paste_plain()
    QApplication.clipboard().clear()
    assert body.markdown() == "bold\n\n\\# second\n"


def test_our_own_form_from_another_program_is_not_trusted(body):
    for packed in (
        b"",
        b"{}",
        b"[1]",
        b'[{"kind": "nonsense"}]',
        b"\xff\xfe",
        b'[{"kind": "item", "spans": 5}]',
    ):
        data = QMimeData()
        data.setData(clip.TYPE, packed)
        data.setText("plain")
        body.set_markdown("")
        body.insertFromMimeData(data)
        assert body.markdown() == "plain\n"


def test_picture_files_and_pictures_are_handed_on_with_their_place(body, go, qtbot, tmp_path: Path):
    body.set_markdown("one\n\ntwo\n")
    go("one")
    picture, notes = tmp_path / "boat.JPG", tmp_path / "notes.txt"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in (picture, notes)])
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as given:
        body.insertFromMimeData(data)
    (file,) = given.args[0]
    assert file.source == picture
    data = QMimeData()
    data.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as given:
        body.insertFromMimeData(data)
    (image,) = given.args[0]
    assert (image.source.width(), image.source.height()) == (4, 3)
    go(end=True)
    body.insert_text(" typed")
    body.put_picture(file, "p1")
    assert body.markdown() == "one\n\n![](photo:p1)\n\ntwo typed\n"


def test_a_picture_that_a_program_encoded_is_taken_as_it_is(body, qtbot):
    data = QMimeData()
    data.setData("image/jpeg", b"as the camera wrote it")
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as given:
        body.insertFromMimeData(data)
    assert given.args[0][0].source == b"as the camera wrote it"


def test_files_that_are_no_pictures_are_for_the_window(body, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.txt"))])
    data.setText("file:///notes.txt")
    assert not body.canInsertFromMimeData(data)


# Words from elsewhere


def html(markup: str, words: str = "") -> QMimeData:
    data = QMimeData()
    data.setHtml(markup)
    if words:
        data.setText(words)
    return data


@pytest.mark.parametrize(
    ("start", "at", "after"),
    [
        ("one two", "one", "oneX **b** two"),
        ("## one two", "one", "## oneX **b** two"),
        ("- one two", "one", "- oneX **b** two"),
        ("> one two", "one", "> oneX **b** two"),
        ("```\none two\n```", "one", "```\noneX b two\n```"),
    ],
)
def test_words_of_other_programs_go_into_the_line(body, go, start, at, after):
    body.set_markdown(start)
    go(at)
    body.insertFromMimeData(html("<p>X <b>b</b></p>"))
    assert body.markdown().strip() == after
    body.undo()
    assert body.markdown() == start


@pytest.mark.parametrize(
    ("start", "after"),
    [
        ("one two", "one\n\nX\n\n## H\n\n- i\n\ntwo"),
        ("## one two", "## one\n\nX\n\n## H\n\n- i\n\n## two"),
        ("- one two", "- one\n- X\n\n## H\n\n- i\n- two"),
        ("7. one two", "7. one\n8. X\n\n## H\n\n1. i\n2. two"),
        ("> one two", "> one\n>\n> X\n>\n> ## H\n>\n> - i\n>\n> two"),
        ("```\none two\n```", "```\noneX\nH\ni two\n```"),
        ("one two\n\n---", "one\n\nX\n\n## H\n\n- i\n\ntwo\n\n---"),
    ],
)
def test_blocks_of_other_programs_go_between(body, go, start, after):
    body.set_markdown(start)
    go("one")
    body.insertFromMimeData(html("<p>X</p><h3>H</h3><ul><li>i</li></ul>"))
    assert body.markdown().strip() == after
    body.undo()
    assert body.markdown() == start


def test_blocks_over_a_selection_take_its_place(body, go):
    body.set_markdown("one *two three* four\n")
    go("two three", select=True)
    body.insertFromMimeData(html("<h2>H</h2><p>X</p>"))
    assert body.markdown() == "one\n\n## H\n\nX\n\nfour\n"
    body.undo()
    assert body.markdown() == "one *two three* four\n"


@pytest.mark.parametrize("position", [0, 1])
def test_a_paste_beside_a_card_leaves_it_alone(body, position):
    body.set_markdown("---\n")
    cursor = body.textCursor()
    cursor.setPosition(position)
    body.setTextCursor(cursor)
    body.insertFromMimeData(html("<p>X <i>y</i></p>"))
    assert body.markdown() == ("---\n\nX *y*\n" if position else "X *y*\n\n---\n")


def test_a_pasted_footnote_does_not_take_the_name_of_another(body, go):
    body.set_markdown("one[^1] two\n\n[^1]: first\n")
    go("two")
    note = '<a href="#_ftn1">[1]</a>', "<div id=ftn1><p>second</p></div>"
    body.insertFromMimeData(html(f"<p>X{note[0]}</p><p>Y</p>{note[1]}"))
    assert body.markdown() == "one[^1] two\n\nX[^2]\n\nY\n\n[^2]: second\n\n[^1]: first\n"


def test_html_that_says_nothing_leaves_the_word_to_the_plain_text(body):
    body.insertFromMimeData(html("<nav>Home</nav><script>x()</script>", "Home"))
    assert body.markdown() == "Home\n"


def test_a_picture_copied_in_a_browser_is_the_picture_not_its_address(body, qtbot):
    data = html('<img src="https://a.example/b.jpg" alt="Boats">')
    data.setData("image/png", b"the picture")
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as given:
        body.insertFromMimeData(data)
    assert given.args[0][0].source == b"the picture"
    assert body.markdown() == ""


def test_what_cannot_be_pasted_is_said(body, qtbot):
    with qtbot.waitSignal(body.said, timeout=1000) as said:
        body.insertFromMimeData(html('<p>a</p><img src="https://a.example/b.jpg">'))
    assert said.args[0].startswith("A picture was left out")
    assert body.markdown() == "a\n\n[Picture](https://a.example/b.jpg)\n"
    for data in (html("<p>x" * 10_001), plain("x\n" * 10_001)):
        body.set_markdown("kept\n")
        with qtbot.waitSignal(body.said, timeout=10_000) as said:
            body.insertFromMimeData(data)
        assert "more than a story can take" in said.args[0]
        assert body.markdown() == "kept\n"


def plain(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_pasted_html_cannot_name_a_file_of_this_person(body, qtbot, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    left = tmp_path / "temporary" / "word" / "image001.png"
    own = tmp_path / "own.png"
    for file in (left, own):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"png")
    (tmp_path / "temporary" / "way-out.png").symlink_to(own)
    out = (tmp_path / "temporary" / "way-out.png").as_uri()
    up = f"{left.parent.as_uri()}/../../own.png"
    names = (left.as_uri(), own.as_uri(), up, out, "file://server/share/a.png", "file:///dev/zero")
    given: list[Given] = []
    said: list[str] = []
    body.pictures_given.connect(given.extend)
    body.said.connect(said.append)
    body.insertFromMimeData(html("".join(f'<p><img src="{name}"></p>' for name in names)))
    assert [one.source for one in given] == [left]
    assert said[0].startswith("5 pictures were left out")


PICTURE = "data:image/png;base64,iVBORw0KGgo="


def test_pictures_in_a_paste_get_their_places_in_one_step_with_it(body, go, qtbot):
    body.set_markdown("start\n")
    go("start")
    figure = f'<figure><img src="{PICTURE}"><figcaption>C</figcaption></figure>'
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as signal:
        body.insertFromMimeData(html(f'<p>a</p><img src="{PICTURE}" alt="A"><p>b</p>{figure}'))
    assert body.markdown() == "start\n\na\n\nb\n"
    first, second = signal.args[0]
    body.put_picture(second, "two")
    body.put_picture(first, "one")
    assert [(one.alt, one.caption) for one in (first, second)] == [("A", ""), ("", "C")]
    assert body.markdown() == "start\n\na\n\n![](photo:one)\n\nb\n\n![](photo:two)\n"
    body.undo()
    assert body.markdown() == "start\n"


def test_a_picture_comes_after_what_was_typed_meanwhile(body, go, press, qtbot):
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as signal:
        body.insertFromMimeData(html(f'<p>a</p><img src="{PICTURE}"><p>b</p>'))
    press(" typed")
    body.put_picture(signal.args[0][0], "one")
    assert body.markdown() == "a\n\n![](photo:one)\n\nb typed\n"
    body.undo()
    assert body.markdown() == "a\n\nb typed\n"


def test_a_picture_whose_story_was_filled_anew_stands_at_the_end(body, qtbot):
    with qtbot.waitSignal(body.pictures_given, timeout=1000) as signal:
        body.insertFromMimeData(html(f'<p>a</p><img src="{PICTURE}"><p>b</p>'))
    body.set_markdown("a, merged\n\nb\n")
    body.put_picture(signal.args[0][0], "one")
    assert body.markdown() == "a, merged\n\nb\n\n![](photo:one)\n"


class Worker:
    """Does work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: done(work()))

    def finish(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


LONG = "<p>" + "words " * 4000 + "end</p><p>last</p>"


def test_keys_wait_for_a_long_paste_in_their_order(body, press, qtbot):
    body.work = worker = Worker()
    press("a")
    with qtbot.waitSignal(body.edited, timeout=1000):
        body.insertFromMimeData(html(LONG))
    press("bc")
    press(Qt.Key.Key_Return)
    press("d")
    worker.finish()
    assert body.markdown().startswith("a\n\nwords words")
    assert body.markdown().endswith("words end\n\nlastbc\n\nd\n")


def test_whoever_needs_the_text_gets_a_long_paste_with_it(body, press):
    body.work = worker = Worker()
    body.insertFromMimeData(html(LONG))
    press("!")
    assert body.markdown().endswith("words end\n\nlast!\n")
    before = body.markdown()
    worker.finish()
    assert body.markdown() == before


def test_the_html_of_a_long_copy_follows_while_keys_go_on(body):
    body.set_markdown("One *soft* word. " * 600 + "\n\nEnd.\n")
    body.work = worker = Worker()
    body.selectAll()
    body.copy()
    clipboard = QApplication.clipboard()
    assert clipboard.text().startswith("One soft word.")
    assert not clipboard.mimeData().hasHtml()
    worker.finish()
    assert clipboard.mimeData().html().startswith("<p>One <em>soft</em> word.")
    assert clipboard.text().startswith("One soft word.")
    body.set_markdown("")
    body.paste()
    assert body.markdown().count("*soft*") == 600


def test_what_was_copied_since_stays_on_the_clipboard(body):
    body.set_markdown("One *soft* word. " * 600 + "\n\nEnd.\n")
    body.work = worker = Worker()
    body.selectAll()
    body.copy()
    QApplication.clipboard().setText("later")
    worker.finish()
    assert QApplication.clipboard().text() == "later"
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_a_long_paste_does_not_follow_to_another_story(body):
    body.work = worker = Worker()
    body.insertFromMimeData(html(LONG))
    body.set_markdown("other\n")
    worker.finish()
    assert body.markdown() == "other\n"


MANY = "".join(f"<p>Paragraph {n}</p>" for n in range(900))
MANY_WRITTEN = "\n\n".join(f"Paragraph {n}" for n in range(900))


@pytest.fixture
def slowly(body):
    """Paste what fills many slices into a heading, and stop after the first."""
    body.set_markdown("## Head\n\nEnd\n")
    cursor = body.textCursor()
    cursor.setPosition(2)
    body.setTextCursor(cursor)
    body.work = lambda work, done: done(work())
    body.insertFromMimeData(html(MANY))
    assert body.is_coming()
    assert 3 < QTextEdit.document(body).blockCount() < 900
    return body


def test_a_long_paste_goes_in_by_slices_and_is_one_step_of_undo(slowly, press, qtbot):
    press("!")
    qtbot.waitUntil(lambda: not slowly.is_coming(), timeout=20_000)
    assert slowly.markdown() == f"## He\n\n{MANY_WRITTEN}!\n\n## ad\n\nEnd\n"
    slowly.undo()  # Qt joins signs that are typed on to what stands before them
    assert slowly.markdown() == "## Head\n\nEnd\n"
    slowly.redo()
    assert slowly.markdown() == f"## He\n\n{MANY_WRITTEN}!\n\n## ad\n\nEnd\n"


def test_undo_in_the_middle_of_a_long_paste_takes_all_of_it_back(slowly):
    slowly.undo()
    assert slowly.markdown() == "## Head\n\nEnd\n"
    assert not slowly.is_coming()


def test_another_story_in_the_middle_of_a_long_paste_gets_nothing_of_it(slowly, qtbot):
    slowly.set_markdown("other\n")
    qtbot.wait(20)
    assert slowly.markdown() == "other\n"


def test_a_long_paste_of_our_own_form_is_exact(body, qtbot):
    markdown = "- a\n    1. b\n\n> q\n>\n> — N\n\n|a|b|\n|-|-|\n|c|d|\n\n" * 40
    body.set_markdown(markdown)
    body.selectAll()
    copied = body.createMimeDataFromSelection()
    body.set_markdown("")
    body.work = lambda work, done: done(work())
    body.insertFromMimeData(copied)
    assert body.is_coming()
    qtbot.waitUntil(lambda: not body.is_coming(), timeout=20_000)
    shown = [block.content for block in body.doc().blocks]
    assert shown == [block.content for block in read(markdown).blocks]


# Plain words


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("one\ntwo", "one\n\ntwo\n"),
        ("one\r\n\r\n\r\ntwo\r\n", "one\n\ntwo\n"),
        ("# one\n* two *", "\\# one\n\n\\* two \\*\n"),
        ("a\xa0b\u2028c", "a\xa0b  \nc\n"),
        (
            "The ferry left the old quay at twenty to ten in the evening and\n"
            "did not come back before the storm was over, said the pilot who\n"
            "had waited.\n\nNext",
            "The ferry left the old quay at twenty to ten in the evening and did not come back before"
            " the storm was over, said the pilot who had waited.\n\nNext\n",
        ),
        (
            "The first of these is a sentence of some length by itself.\nThe second is too.",
            "The first of these is a sentence of some length by itself.\n\nThe second is too.\n",
        ),
    ],
)
def test_plain_text_is_paragraphs(body, words, markdown):
    body.insertFromMimeData(plain(words))
    assert body.markdown() == markdown


def test_plain_lines_in_a_list_are_items(body, go):
    body.set_markdown("1. one\n")
    go("one")
    body.insertFromMimeData(plain("a\nb"))
    assert body.markdown() == "1. one\n2. a\n3. b\n"


def test_paste_as_markdown(body):
    QApplication.clipboard().setText("## Head\n\n|a|\n|-|\n|b|\n")
    body.paste_markdown()
    assert body.markdown() == "## Head\n\n|a|\n|-|\n|b|\n"


# Our own form


def test_a_copy_reads_well_as_plain_words(body):
    body.set_markdown(
        "## Head\n\n- a\n    1. b\n    2. c\n- d\n\n5. e\n6. f\n\n> q [link](https://a.example)\n\n"
        '![x](photo:1 "Caption")\n\n---\n\n```\nx\n  y\n```\n'
    )
    body.selectAll()
    data = body.createMimeDataFromSelection()
    assert data.text() == (
        "Head\n\n• a\n    1. b\n    2. c\n• d\n5. e\n6. f\n\nq link\n\nCaption\n\n---\n\nx\n  y"
    )
    assert "<em>Caption</em>" in data.html()
    assert "<img" not in data.html()


def test_a_few_words_are_copied_without_a_paragraph(body, go):
    body.set_markdown("## one *two* three\n")
    go("two three", select=True)
    data = body.createMimeDataFromSelection()
    assert data.html() == "<em>two</em> three"
    assert data.text() == "two three"


def test_spaces_at_the_edge_of_a_selection_are_moved_with_it(body, go):
    body.set_markdown("one two three\n")
    go("two ", select=True)
    body.cut()
    go("three")
    body.insert_text(" ")
    body.paste()
    body.insert_text("four")
    assert body.markdown() == "one three two four\n"


def test_a_heading_cut_in_its_middle_does_not_spread(body, go):
    """What follows the cut is the heading again after the paste, and no paragraph became one."""
    text = "Before\n\n## Head line\n\nAfter\n"
    body.set_markdown(text)
    cursor = body.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(12, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    body.cut()
    assert body.markdown() == "Befline\n\nAfter\n"
    body.paste()
    assert body.markdown() == text


def test_words_are_never_cut_into_a_card_s_line(body):
    body.set_markdown("one\n\n---\n\n## two\n")
    cursor = body.textCursor()
    cursor.setPosition(5)  # behind the card
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    body.cut()
    assert body.markdown() == "one\n\n---\n\n## wo\n"
    cursor.setPosition(2)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)  # up to the card
    body.setTextCursor(cursor)
    body.cut()
    assert body.markdown() == "on\n\n---\n\n## wo\n"


def test_pasted_photos_are_named(body, qtbot):
    body.set_markdown("![a](photo:p7)\n\nwords\n")
    body.selectAll()
    data = body.createMimeDataFromSelection()
    with qtbot.waitSignal(body.photos_named, timeout=1000) as named:
        body.insertFromMimeData(data)
    assert named.args[0] == ["p7"]


def test_what_was_dragged_within_the_text_is_moved_exactly(body, go):
    text = "## Head\n\none *two* three\n\n---\n\n- a\n- b\n"
    body.set_markdown(text)
    cursor = body.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(body.document().findBlockByNumber(3).position(), QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    go(end=True)
    target = body.textCursor()
    body.setTextCursor(cursor)
    body._move_selection(target)
    assert body.markdown() == "## Head\n\none a\n\n- b*two* three\n\n---\n"
    body.undo()
    assert body.markdown() == text

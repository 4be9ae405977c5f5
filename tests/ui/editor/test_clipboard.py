"""Copy, cut, paste and drop."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desk.ui.editor import clip


def test_a_copy_offers_html_and_plain_words(body, go):
    body.set_markdown("## Head\n\nA *soft*\xa0word\n\n- item\n\n<script>alert(1)</script>\n")
    body.selectAll()
    data = body.createMimeDataFromSelection()
    assert "<h2>Head</h2>" in data.html()
    assert "<em>soft</em>" in data.html()
    assert "script" not in data.html()
    assert data.text().startswith("Head\nA soft\xa0word\nitem")


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


def test_picture_files_and_pictures_are_handed_on(body, qtbot, tmp_path: Path):
    picture, notes = tmp_path / "boat.JPG", tmp_path / "notes.txt"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in (picture, notes)])
    with qtbot.waitSignal(body.files_dropped, timeout=1000) as dropped:
        body.insertFromMimeData(data)
    assert dropped.args == [[picture]]
    data = QMimeData()
    data.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(body.image_pasted, timeout=1000) as pasted:
        body.insertFromMimeData(data)
    assert (pasted.args[0].width(), pasted.args[0].height()) == (4, 3)
    assert body.markdown() == ""

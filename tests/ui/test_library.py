"""The Photos workspace: the grid and its model, search, words of many photos, photos into stories."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTreeWidget

from desk import operations as ops
from desk.domain import Cancelled, Clearance, Photo, PhotoRow, PhotoTemplate, Role, Unwritable
from desk.ui.library import contact_sheet, photos_in
from desk.ui.library.deleting import DeleteDialog
from desk.ui.library.grid import Grid
from desk.ui.library.model import LibraryModel, carried

ARMENIAN, ARABIC = "Երևանի հրապարակը ձմռանը", "الميناء عند الفجر"


def paint(path: Path, number: int = 0, size: tuple[int, int] = (90, 60)) -> Path:
    Image.new("RGB", size, (number * 12 % 256, 40, 60)).save(path)
    return path


def row(name: str, **fields: object) -> PhotoRow:
    return PhotoRow(Photo(id=name, hash="", format="JPEG", width=3, height=2, size=1, name=name, **fields))  # pyright: ignore


@pytest.fixture
def photos(session, tmp_path):
    """Twelve photos, the newest first as the grid shows them."""
    desk = session.desk
    made = [ops.photo.take_in(desk, paint(tmp_path / f"{n:02}.jpg", n)).value for n in range(12)]
    ops.photo.save(desk, replace(made[0], caption=ARMENIAN, credit="Ann", alt="Snow"))
    ops.photo.save(desk, replace(made[1], caption=ARABIC))
    return made[::-1]


@pytest.fixture
def library(photos, window, settle):
    window.commands["photos"].trigger()
    settle()
    settle()
    return window.library


def names(library) -> list[str]:
    return [library.model.row(n).photo.name for n in range(library.model.rowCount())]


def search(library, settle, typed: str) -> list[str]:
    library.head.put(typed)
    settle()
    library.grid.repaint()
    settle()
    settle()
    return names(library)


def choose(library, settle, *places: int) -> None:
    library.grid.setCurrentIndex(library.model.index(places[0]))
    for place in places[1:]:
        library.grid.selectionModel().select(
            library.model.index(place), library.grid.selectionModel().SelectionFlag.Select
        )
    settle()
    settle()


# The model


@pytest.mark.parametrize(
    "after",
    ["abcdef", "", "fedcba", "xaby", "acef", "zabcdefz2", "badcfe", "bxcydze"],
)
def test_the_model_goes_from_one_list_to_another_without_a_reset(qtbot, after: str) -> None:
    model = LibraryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reset(list("abcdef"))
    model.take([row(name) for name in "abcdef"])
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.update(list(dict.fromkeys(after)))
    assert list(model.ids) == list(dict.fromkeys(after)) and not resets
    assert [model.place(one) for one in model.ids] == list(range(model.rowCount()))


def test_a_photo_without_its_row_asks_for_it_once(qtbot) -> None:
    model = LibraryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reset(list("abc"))
    with qtbot.waitSignal(model.wanted):
        assert model.index(1).data(Qt.ItemDataRole.UserRole) is None
    assert model.missing(0, 2) == ["a", "b", "c"] and model.missing(-5, 0) == ["a"]
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.take([row("a"), row("b")])
    assert [index.row() for index in changed.args[:2]] == [0, 1]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.take([row("a")])


def test_photos_are_carried_as_themselves_and_as_a_texts_own(qtbot) -> None:
    assert photos_in(carried(["a", "b"])) == ["a", "b"]
    assert photos_in(QMimeData()) == []


# The grid


@pytest.fixture
def grid(qtbot) -> Grid:
    model = LibraryModel()
    model.reset([str(n) for n in range(20_000)])
    made = Grid(model)
    qtbot.addWidget(made)
    made.resize(1040, 700)
    made.show()
    return made


def test_every_photo_has_its_place(grid: Grid) -> None:
    last = grid.model().index(19_999, 0)
    assert grid.columns == 5
    grid.scrollTo(last)
    assert grid.viewport().rect().contains(grid.visualRect(last))
    assert grid.indexAt(grid.visualRect(last).center()) == last
    assert not grid.indexAt(QPoint(2, 2)).isValid()
    first, end = grid.in_sight()
    assert end == 19_999 and end - first < 40


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Down], 5),
        ([Qt.Key.Key_Down, Qt.Key.Key_Left], 4),
        ([Qt.Key.Key_Up], 0),
        ([Qt.Key.Key_End], 19_999),
        ([Qt.Key.Key_End, Qt.Key.Key_Down], 19_999),
        ([Qt.Key.Key_End, Qt.Key.Key_Up], 19_994),
        ([Qt.Key.Key_PageDown], 15),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
    ],
)
def test_keys_lead_through_the_lines(qtbot, grid: Grid, keys: list[Qt.Key], place: int) -> None:
    grid.setCurrentIndex(grid.model().index(0, 0))
    for key in keys:
        qtbot.keyClick(grid, key)
    assert grid.currentIndex().row() == place
    assert grid.viewport().rect().intersects(grid.visualRect(grid.currentIndex()))


def test_shift_chooses_line_after_line_and_ctrl_a_all(qtbot, grid: Grid) -> None:
    at = [grid.visualRect(grid.model().index(n, 0)).center() for n in (3, 11)]
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(grid.viewport(), left, pos=at[0])
    qtbot.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ShiftModifier, at[1])
    assert grid.chosen_ids == [str(n) for n in range(3, 12)]
    qtbot.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ControlModifier, at[1])
    assert grid.chosen_ids == [str(n) for n in range(3, 11)]
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.chosen_ids) == 20_000
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert len(grid.chosen_ids) == 1


class Drawn(QObject):
    """What of a viewport was drawn."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.region = QRegion()
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False

    def next(self, qtbot) -> QRegion:
        qtbot.waitUntil(lambda: not self.region.isEmpty())
        drawn, self.region = self.region, QRegion()
        return drawn


def test_scrolling_draws_what_comes_in_sight_and_a_change_the_photo_that_changed(qtbot, grid: Grid) -> None:
    drawn = Drawn(grid)
    grid.viewport().update()
    whole = drawn.next(qtbot).boundingRect()
    assert whole == grid.viewport().rect()
    bar = grid.verticalScrollBar()
    bar.setValue(bar.value() + 60)
    assert drawn.next(qtbot).boundingRect() == QRect(0, whole.height() - 60, whole.width(), 60)
    model = grid.model()
    model.dataChanged.emit(model.index(6, 0), model.index(6, 0))
    assert drawn.next(qtbot).boundingRect() == grid.visualRect(model.index(6, 0)) & whole


def test_a_grid_full_of_new_photos_says_all_within_some_turns(qtbot, library) -> None:
    def seen() -> QImage:
        return library.grid.viewport().grab().toImage()

    library.delegate._laid.clear()
    first = seen()
    drawn = Drawn(library.grid)
    qtbot.waitUntil(lambda: seen() != first)
    drawn.next(qtbot)
    last = seen()
    qtbot.wait(30)
    assert seen() == last
    assert len(library.delegate._laid) == 12


def test_the_first_line_in_sight_stays_when_the_width_changes(grid: Grid) -> None:
    grid.scrollTo(grid.model().index(1_000, 0), grid.ScrollHint.PositionAtTop)
    first, _ = grid.in_sight()
    grid.resize(700, 700)
    QApplication.processEvents()
    now, _ = grid.in_sight()
    assert grid.columns == 3 and now <= first <= now + grid.columns


# The workspace


def test_it_shows_the_newest_first_and_finds_as_one_types(library, settle) -> None:
    library.grid.repaint()
    settle()
    assert names(library) == [f"{n:02}.jpg" for n in range(11, -1, -1)]
    assert library.head.count.text() == "12 photos"
    assert search(library, settle, "երեւան") == ["00.jpg"]
    assert search(library, settle, "no:caption unused")[-1] == "02.jpg"
    library.head.put("no:nonsense")
    settle()
    assert "no:" in library.head.hint.text()
    library.head.put("nowhere")
    settle()
    assert library.stack.currentWidget() is library.empty and "No photo" in library.why.text()


def test_an_empty_library_teaches(window, settle) -> None:
    window.commands["photos"].trigger()
    settle()
    assert window.library.stack.currentWidget() is window.library.empty
    assert "Drop files" in window.library.why.text()
    assert not window.library.as_lead.isEnabled()


def test_what_is_said_of_a_photo_is_heard_too(library, settle) -> None:
    library.grid.repaint()
    settle()
    said = library.model.index(11).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"{ARMENIAN}, Ann, unused"
    assert "no caption, no credit, no alt, unused" in library.model.index(0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


def test_one_photos_words_are_saved_as_they_are_typed(qtbot, library, photos, session, settle) -> None:
    choose(library, settle, 0)
    field = library.words.fields["caption"]
    field.setFocus()
    qtbot.keyClicks(field, "A river ")
    library.words.flush()
    settle()
    assert ops.photo.get(session.desk, photos[0].id).caption == "A river"
    assert field.words() == "A river " and library.words.safe
    qtbot.keyClicks(field, "at dawn")
    library.words.flush()
    settle()
    assert ops.photo.get(session.desk, photos[0].id).caption == "A river at dawn"
    assert library.model.row(0).photo.caption == "A river at dawn"


def test_many_photos_get_only_what_is_typed_and_one_undo_takes_it_back(
    qtbot, library, photos, session, window, settle
) -> None:
    choose(library, settle, 9, 10, 11)
    form = library.words
    assert form.title.text() == "3 PHOTOS"
    assert form.fields["caption"].placeholderText() == "Several values"
    assert form.fields["city"].placeholderText() == ""
    qtbot.keyClicks(form.fields["city"], "Yerevan")
    qtbot.keyClicks(form.fields["keywords"], "winter; square")
    form.write.click()
    settle()
    settle()
    now = [ops.photo.get(session.desk, photo.id) for photo in photos[9:]]
    assert {photo.city for photo in now} == {"Yerevan"}
    assert {photo.keywords for photo in now} == {("winter", "square")}
    assert [photo.caption for photo in now] == ["", ARABIC, ARMENIAN]
    window.notice.press()
    settle()
    settle()
    now = [ops.photo.get(session.desk, photo.id) for photo in photos[9:]]
    assert {(photo.city, photo.keywords) for photo in now} == {("", ())}


def test_what_was_typed_for_many_is_written_when_others_are_chosen(
    qtbot, library, photos, session, settle
) -> None:
    choose(library, settle, 3, 4)
    qtbot.keyClicks(library.words.fields["credit"], "Bob")
    assert [photo.credit for photo in library.words.unsaved()] == ["Bob"]
    choose(library, settle, 7)
    assert [ops.photo.get(session.desk, photos[n].id).credit for n in (3, 4, 7)] == ["Bob", "Bob", ""]
    assert library.words.safe


def test_what_is_typed_and_erased_again_empties_no_photo(qtbot, library, photos, session, settle) -> None:
    choose(library, settle, 10, 11)
    caption = library.words.fields["caption"]
    qtbot.keyClicks(caption, "A")
    qtbot.keyClick(caption, Qt.Key.Key_Backspace)
    choose(library, settle, 3)
    now = [ops.photo.get(session.desk, photo.id).caption for photo in photos[10:]]
    assert now == [ARABIC, ARMENIAN]


def test_rights_of_many_are_set_at_once(qtbot, library, photos, session, settle) -> None:
    ops.photo.save(session.desk, replace(photos[10], clearance=Clearance.REFUSED))
    choose(library, settle, 9, 10)
    form = library.words.form
    form.more.click()
    assert form.inputs["clearance"].input.currentIndex() == -1  # they differ
    assert form.inputs["one_use"].input.checkState() is Qt.CheckState.Unchecked
    form.inputs["clearance"].input.setCurrentIndex(1)
    form.inputs["clearance"].input.activated.emit(1)
    qtbot.keyClicks(form.inputs["licence_until"].input, "2030-05-01")
    form.inputs["one_use"].input.click()
    library.words.write.click()
    settle()
    settle()
    now = [ops.photo.get(session.desk, photos[n].id) for n in (9, 10)]
    assert {(one.clearance, one.one_use) for one in now} == {(Clearance.CLEARED, True)}
    assert [one.licence_until and one.licence_until.date().isoformat() for one in now] == ["2030-05-01"] * 2


def test_a_day_that_is_none_waits_for_its_photo_and_stays_with_nobody_else(
    qtbot, library, photos, session, settle
) -> None:
    told: list[str] = []
    library.failed.connect(lambda error: told.append(error.what))
    choose(library, settle, 0)
    until = library.words.form.inputs["licence_until"]
    qtbot.keyClicks(until.input, "soon")
    library.words.look_again()  # another program may have written
    settle()
    assert until.input.text() == "soon"
    choose(library, settle, 1)
    assert until.input.text() == "" and not until.input.property("wrong")
    assert told == ["Licence until: “soon” is no day and time"]
    choose(library, settle, 0, 1)
    assert until.input.text() == ""
    choose(library, settle, 0)
    assert until.input.text() == "soon" and until.input.property("wrong")
    assert {ops.photo.get(session.desk, photos[n].id).licence_until for n in (0, 1)} == {None}
    until.input.selectAll()
    qtbot.keyClicks(until.input, "2030-05-01")
    choose(library, settle, 1)
    choose(library, settle, 0)
    assert until.input.text().startswith("2030-05-01") and not until.input.property("wrong")
    assert len(told) == 1


def test_a_template_is_filled_in_for_many_and_taken_back(
    qtbot, library, photos, session, window, settle
) -> None:
    words = (("city", "Poti"), ("caption", "{headline} in {city}"))
    settings = replace(ops.desk.publication(session.desk), photo_templates=(PhotoTemplate("Match", words),))
    ops.desk.save_publication(session.desk, settings)
    library.set_publication(settings)
    choose(library, settle, 2, 3)
    qtbot.keyClicks(library.words.fields["headline"], "Derby")
    library.words.template.menu().actions()[0].trigger()
    settle()
    settle()
    now = [ops.photo.get(session.desk, photos[n].id).caption for n in (1, 2, 3)]
    assert now == ["", "Derby in Poti", "Derby in Poti"]
    assert "2 photos" in window.notice.words.text()
    window.notice.press()
    settle()
    settle()
    now = [ops.photo.get(session.desk, photos[n].id) for n in (2, 3)]
    assert [(one.headline, one.city, one.caption) for one in now] == [("Derby", "", "")] * 2


def test_what_another_program_did_is_seen_when_the_window_comes_back(
    library, photos, other, tmp_path, settle
) -> None:
    library.grid.repaint()
    settle()
    assert library.model.row(0).photo.caption == ""
    ops.photo.save(other, replace(ops.photo.get(other, photos[0].id), caption="By another"))
    ops.photo.take_in(other, paint(tmp_path / "new.jpg", 20))
    library.look_again()
    settle()
    library.grid.repaint()
    settle()
    assert names(library)[0] == "new.jpg" and library.head.count.text() == "13 photos"
    assert library.model.row(1).photo.caption == "By another"


def test_leaving_the_window_waits_for_what_was_typed(qtbot, library, photos, session, window, settle) -> None:
    choose(library, settle, 0)
    qtbot.keyClicks(library.words.fields["alt"], "A pier")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert ops.photo.get(session.desk, photos[0].id).alt == "A pier"


def test_chosen_photos_go_into_the_story_on_the_sheet_and_out_again(
    library, photos, session, window, settle
) -> None:
    choose(library, settle, 0, 1)
    library.as_lead.click()
    settle()
    settle()
    story = ops.story.get(session.desk, window.open_story.story.id)
    assert story.lead.photo == photos[0].id and [p.photo for p in story.inline] == [photos[1].id]
    assert library.model.row(0).used == library.model.row(1).used == 1
    window.notice.press()
    settle()
    settle()
    story = ops.story.get(session.desk, window.open_story.story.id)
    assert story.photos == () and "photo:" not in story.body


def drop(target, mime: QMimeData, at: QPoint) -> bool:
    """Drag something in and let it go, as Qt tells a widget."""
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, actions, mime, left, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(at), actions, mime, left, none))
    return enter.isAccepted()


def test_photos_are_dropped_on_a_story_of_the_list(library, photos, session, window, stories, settle) -> None:
    window.go("write")
    settle()
    view = window.stories.view
    place = window.stories.model.place(stories["Gamma"].id)
    at = view.viewport().mapTo(window.stories, view.visualRect(window.stories.model.index(place)).center())
    assert drop(window.stories, carried([photos[2].id]), at)
    settle()
    settle()
    story = ops.story.get(session.desk, stories["Gamma"].id)
    assert story.lead.photo == photos[2].id


def test_photos_are_dropped_on_the_sheet_at_their_place(library, photos, session, window, settle) -> None:
    window.go("write")
    settle()
    body = window.body
    body.moveCursor(body.textCursor().MoveOperation.End)
    assert body.canInsertFromMimeData(carried([photos[3].id]))
    body.insertFromMimeData(carried([photos[3].id]))
    settle()
    window.open_story.flush()
    settle()
    story = ops.story.get(session.desk, window.open_story.story.id)
    assert f"photo:{photos[3].id}" in story.body
    assert [(p.photo, p.role) for p in story.photos] == [(photos[3].id, Role.INLINE)]


def test_a_photo_dropped_on_the_photo_pane_is_the_lead(library, photos, session, window, settle) -> None:
    window.go("write")
    settle()
    assert drop(window.photos.well, carried([photos[5].id, photos[6].id]), QPoint(40, 40))
    settle()
    settle()
    story = ops.story.get(session.desk, window.open_story.story.id)
    assert [(p.photo, p.role) for p in story.photos] == [
        (photos[5].id, Role.LEAD),
        (photos[6].id, Role.INLINE),
    ]


def test_files_and_folders_dropped_on_the_grid_come_into_the_library(
    library, session, tmp_path, settle
) -> None:
    folder = tmp_path / "card"
    (folder / "deep").mkdir(parents=True)
    paint(folder / "a.png", 3, (50, 70))
    paint(folder / "deep" / "b.jpg", 4, (70, 50))
    (folder / "note.txt").write_text("no picture")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert drop(library, mime, QPoint(300, 300))
    settle()
    settle()
    assert {photo.name for photo in session.desk.store.photos()} >= {"a.png", "b.jpg"}


def test_photos_that_fall_back_on_the_grid_go_nowhere(library, photos, session, window, settle) -> None:
    drop(library.grid, carried([photos[0].id]), QPoint(300, 300))
    settle()
    assert ops.story.get(session.desk, window.open_story.story.id).photos == ()


def test_a_picture_of_the_clipboard_comes_into_the_library(library, session, settle) -> None:
    QApplication.clipboard().setImage(QImage(40, 30, QImage.Format.Format_RGB32))
    before = len(session.desk.store.photos())
    library.paste()
    settle()
    settle()
    assert len(session.desk.store.photos()) == before + 1


# One photo large, several side by side


def test_a_photo_is_seen_large_and_the_next_by_an_arrow(qtbot, library, photos, settle) -> None:
    choose(library, settle, 0)
    qtbot.keyClick(library.grid, Qt.Key.Key_Space)
    settle()
    loupe = library.loupe
    assert library.stack.currentWidget() is loupe and loupe.number == 1
    assert loupe.glasses[0].width() == loupe.width()
    qtbot.keyClick(loupe, Qt.Key.Key_Right)
    settle()
    assert library.grid.currentIndex().row() == 1
    assert library.words.fields["caption"] and "10.jpg" in library.words.facts.text()
    qtbot.keyClick(loupe, Qt.Key.Key_Escape)
    assert library.stack.currentWidget() is library.grid and library.grid.currentIndex().row() == 1


def test_the_loupe_shows_pixels_and_keeps_the_middle(qtbot, library, session, tmp_path, settle) -> None:
    Image.effect_noise((3000, 2000), 60).save(tmp_path / "large.jpg")
    library.take_in([tmp_path / "large.jpg"])
    settle()
    library.head.put("large")
    settle()
    choose(library, settle, 0)
    library.look_closer()
    settle()
    settle()
    glass = library.loupe.glasses[0]
    assert glass.scale == 0 and glass.fitted < 1 and "Fitted" in library.loupe.scale.text()
    qtbot.keyClick(library.loupe, Qt.Key.Key_Z)
    settle()
    settle()
    assert library.loupe.scale.text() == "100%"
    assert (glass._picture.width(), glass._picture.height()) == (3000, 2000)
    before = glass.middle
    qtbot.keyClick(library.loupe, Qt.Key.Key_Right)
    assert glass.middle.x() > before.x() and glass.middle.y() == before.y()
    qtbot.keyClick(library.loupe, Qt.Key.Key_Z)
    assert glass.scale == 0


def test_photos_are_compared_at_the_same_point(qtbot, library, settle, window) -> None:
    choose(library, settle, 0)
    library.compare()
    assert library.stack.currentWidget() is library.grid
    choose(library, settle, 0, 1, 2)
    library.compare()
    settle()
    loupe = library.loupe
    assert loupe.number == 3
    loupe.glasses[1].zoom(1, QPointF(0.2, 0.8))
    assert len({glass.scale for glass in loupe.glasses[:3]}) == 1
    assert {(glass.middle.x(), glass.middle.y()) for glass in loupe.glasses[:3]} == {(0.2, 0.8)}


# Files


def test_a_file_is_replaced_and_brought_back(library, photos, session, window, tmp_path, settle) -> None:
    library.files.replace_by(photos[0].id, paint(tmp_path / "tall.png", 7, (60, 90)))
    settle()
    settle()
    now = ops.photo.get(session.desk, photos[0].id)
    assert (now.name, now.format) == ("tall.png", "PNG")
    window.notice.press()
    settle()
    settle()
    assert ops.photo.get(session.desk, photos[0].id).hash == photos[0].hash


def test_a_copy_of_the_chosen_photo_is_saved_with_what_was_typed(
    library, photos, session, window, tmp_path, settle, monkeypatch
) -> None:
    file, asked = tmp_path / "copy.jpg", []

    def ask(_parent, _title, start, _kinds):
        asked.append(Path(start).name)
        return str(file), ""

    monkeypatch.setattr("desk.ui.photos.copies.QFileDialog.getSaveFileName", ask)
    choose(library, settle, 0)
    library.words.fields["caption"].setPlainText(ARMENIAN)
    window.commands["photo-save"].trigger()
    settle()
    settle()
    settle()
    assert asked == [photos[0].name]
    assert ops.photo.describe(session.desk, file).photo.caption == ARMENIAN
    assert str(file) in window.notice.words.text()
    library.grid.clearSelection()
    settle()
    window.commands["photo-save"].trigger()
    assert "No photo is chosen" in window.notice.words.text()


def test_copies_of_many_go_into_a_folder_and_what_cannot_is_named(
    library, photos, session, window, tmp_path, settle
) -> None:
    gif = ops.photo.take_in(session.desk, paint(tmp_path / "old.gif", 4)).value
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "11.jpg").write_text("somebody's")
    library.files.copy_into([photos[0].id, photos[1].id, gif.id], folder)
    settle()
    settle()
    assert sorted(file.name for file in folder.iterdir()) == ["10.jpg", "11-2.jpg", "11.jpg"]
    assert (folder / "11.jpg").read_text() == "somebody's"
    assert "GIF" in window.notice.words.text() and "2 copies" in window.notice.words.text()


def test_unused_photos_are_named_and_deleted_and_used_ones_stay(
    qtbot, library, photos, session, window, stories, settle
) -> None:
    ops.library.place(session.desk, stories["Gamma"].id, [photos[0].id], Role.LEAD)
    choose(library, settle, 0, 1, 2)
    library.delete()
    settle()
    settle()
    dialog = window.findChild(DeleteDialog)
    assert "2 photos" in dialog.said.text() and "1 other is in use" in dialog.said.text()
    assert dialog.focusWidget().text() == "Cancel"
    named = dialog.findChild(QTreeWidget)
    assert [named.topLevelItem(n).text(0) for n in range(2)] == ["10.jpg", "09.jpg"]
    dialog.reject()
    settle()
    assert len(session.desk.store.photos()) == 12
    library.delete()
    settle()
    settle()
    window.findChildren(DeleteDialog)[-1].accept()
    settle()
    settle()
    qtbot.waitUntil(lambda: library.model.rowCount() == 10)
    assert library.head.count.text() == "10 photos"
    assert "before-deleting" in window.notice.words.text()
    assert {photo.id for photo in session.desk.store.photos()}.isdisjoint({photos[1].id, photos[2].id})


def test_a_contact_sheet_has_a_page_for_each_twelve(library, photos, session, tmp_path, settle) -> None:
    ops.photo.take_in(session.desk, paint(tmp_path / "more.jpg", 20, (60, 90)))
    ids = [photo.id for photo in session.desk.store.photos()]
    assert len(ids) == 13
    file = tmp_path / "sheet.pdf"
    library.files.write_sheet(ids, file)
    settle()
    settle()
    made = file.read_bytes()
    assert made.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", made)) == 2
    assert made.count(b"/Subtype /Image") >= 13
    assert [path.name for path in tmp_path.glob(".*.pdf")] == []


def test_a_contact_sheet_that_cannot_be_written_says_so(library, photos, tmp_path, settle) -> None:
    with pytest.raises(Unwritable):
        contact_sheet.write(
            library._session.desk,
            [photos[0].id],
            tmp_path / "none" / "sheet.pdf",
            progress=lambda *_: None,
            cancelled=lambda: False,
        )
    with pytest.raises(Cancelled):
        contact_sheet.write(
            library._session.desk,
            [photos[0].id],
            tmp_path / "sheet.pdf",
            progress=lambda *_: None,
            cancelled=lambda: True,
        )
    assert list(tmp_path.glob("*sheet*")) == [] and list(tmp_path.glob(".*")) == []

"""Cards, stories and photos that are let go on a board."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Container, Fill, Status, new_id
from desk.ui.front.model import carried
from desk.ui.library.model import carried as photos_carried
from desk.ui.stories.model import carried as stories_carried
from tests.ui.front.boards import draft, panel, put, told


@pytest.fixture
def photo(session, picture):
    return ops.photo.take_in(session.desk, picture).value


def drop(board, container, mime, row):
    """Drag over a container and let go before a row; return whether it was taken."""
    target = panel(board, container)
    view = target.view
    if row < view.model().rowCount():
        at = view.viewport().mapTo(target, view.visualRect(view.model().index(row)).topLeft() + QPoint(30, 3))
    else:
        at = QPoint(40, target.height() - 8)
    actions, none = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(target, QDragEnterEvent(at, actions, mime, left, none))
    move = QDragMoveEvent(at, actions, mime, left, none)
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        return False
    event = QDropEvent(QPointF(at), actions, mime, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def test_a_story_is_dropped_between_cards_and_undone(board, session, published, settle, again):
    alpha, beta, gamma = published.values()
    put(session, "editors-choice", alpha, beta)
    again()
    assert drop(board, "editors-choice", stories_carried([gamma.id]), 1)
    settle()
    assert draft(session, "editors-choice", "sidebar") == [alpha.id, gamma.id, beta.id]
    settle()
    assert panel(board, "editors-choice").view.tile().slot.story == gamma.id
    board.undo()
    settle()
    assert draft(session, "editors-choice", "sidebar") == [alpha.id, beta.id]
    board.redo()
    settle()
    assert draft(session, "editors-choice", "sidebar") == [alpha.id, gamma.id, beta.id]


def test_undo_right_after_a_drop_takes_it_back(qtbot, board, window, session, published, settle, again):
    again()
    window.activateWindow()
    window.stories.view.setFocus()
    qtbot.waitUntil(window.stories.view.hasFocus)
    assert drop(board, "editors-choice", stories_carried([published["Alpha"].id]), 0)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    trail = session.desk.store.front_trail(ops.fronts.get(session.desk, "sidebar"))
    assert len(trail) == 3, "put, and taken back"
    assert draft(session, "editors-choice", "sidebar") == []


def test_a_card_is_dragged_to_another_front_in_one_step(board, session, published, settle, again):
    alpha, beta, _ = published.values()
    put(session, "top-stories", alpha)
    put(session, "editors-choice", beta)
    again()
    card = panel(board, "top-stories").model.tiles[0]
    assert drop(board, "editors-choice", carried(card), 0)
    settle()
    assert draft(session, "top-stories") == []
    assert draft(session, "editors-choice", "sidebar") == [alpha.id, beta.id]
    board.undo()
    settle()
    assert draft(session, "top-stories") == [alpha.id]
    assert draft(session, "editors-choice", "sidebar") == [beta.id]


def test_a_photo_is_let_go_on_a_card(board, session, published, settle, again, photo):
    alpha, beta, _ = published.values()
    put(session, "editors-choice", alpha, beta)
    again()
    carried_photo = photos_carried([photo.id])
    assert not drop(board, "editors-choice", carried_photo, 2) and "on the card" in board.bubble.text()
    assert not drop(board, "editors-choice", photos_carried([photo.id, "other"]), 1)
    assert not drop(board, "lead", carried_photo, 0), "it took its card itself"
    assert drop(board, "editors-choice", carried_photo, 1)
    settle()
    settle()
    tiles = panel(board, "editors-choice").model.tiles
    assert [one.slot.photo for one in tiles] == ["", photo.id]
    assert panel(board, "editors-choice").view.tile().slot.story == beta.id
    board.undo()
    settle()
    settle()
    assert [one.slot.photo for one in panel(board, "editors-choice").model.tiles] == ["", ""]


def test_a_withdrawn_story_and_what_is_live_are_refused_with_the_reason(
    qtbot, board, window, session, published, settle
):
    alpha, beta, _ = published.values()
    ops.story.set_status(session.desk, alpha.id, Status.WITHDRAWN)
    window.stories.head.put("status:withdrawn")
    board.look_again()
    qtbot.waitUntil(lambda: [one.status for one in window.stories.model.rows] == [Status.WITHDRAWN])
    settle()
    assert not drop(board, "lead", stories_carried([alpha.id]), 0)
    assert "Withdrawn" in board.bubble.text() and draft(session, "lead") == []
    board.show_live(True)
    settle()
    settle()
    assert not drop(board, "lead", stories_carried([beta.id]), 0)
    assert "readers see" in board.bubble.text()
    QTest.keyClick(panel(board, "lead").view, Qt.Key.Key_Delete)
    settle()
    assert draft(session, "lead") == []


def test_a_story_let_go_on_one_that_fills_itself_is_pinned(board, session, published, settle, again):
    made = Container(id=new_id(), slug="newest", name="Newest", fill=Fill.AUTOMATIC)
    ops.placing.set_up(session.desk, "front", None, made)
    again()
    assert drop(board, "newest", stories_carried([published["Alpha"].id]), 0)
    settle()
    (slot,) = ops.fronts.get(session.desk, "front").container("newest").slots
    assert slot.pinned
    settle()
    assert told(board, "newest")[0] == (1, "Alpha", ["pinned"])

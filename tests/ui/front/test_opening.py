"""The board is opened in turns that hold nobody up: what is made, laid out and painted in each."""

import time
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desk.ui.front import BoardPage
from desk.ui.front.columns import Columns
from desk.ui.front.delegate import TileDelegate
from tests.ui.front.boards import panel, put


@pytest.fixture
def filled(session, published):
    put(session, "top-stories", *published.values())
    put(session, "editors-choice", *published.values())


@pytest.fixture
def drawn(monkeypatch):
    """Count how often each card is drawn: container and headline."""
    times, draw = Counter(), TileDelegate._card

    def note(self, painter, tile, rect, *, large):
        times[tile.container, tile.row.headline] += 1
        draw(self, painter, tile, rect, large=large)

    monkeypatch.setattr(TileDelegate, "_card", note)
    return times


def each_turn(count, wanted):
    """Let the window live until there are so many, and return how many more each turn of its loop brought."""
    grown, end = [], time.monotonic() + 10
    while (before := count()) < wanted:
        assert time.monotonic() < end
        QApplication.processEvents()
        grown.append(count() - before)
        time.sleep(1e-3)
    return grown


def test_each_turn_makes_one_container(window, settle, filled, monkeypatch):
    made, make = [], BoardPage._new_panel

    def note(self, front, container):
        made.append(container.slug)
        return make(self, front, container)

    monkeypatch.setattr(BoardPage, "_new_panel", note)
    window.go("front")
    grown = each_turn(lambda: len(made), 4)
    assert made == ["lead", "top-stories", "editors-choice", "popular"]
    assert max(grown) == 1
    settle()


def test_opened_again_it_is_laid_out_and_painted_once(window, settle, filled, board, drawn, monkeypatch):
    window.flags.stop()
    window.go("write")
    settle()
    widths, arrange = [], Columns.arrange

    def note(self):
        widths.append(self.width())
        arrange(self)

    monkeypatch.setattr(Columns, "arrange", note)
    drawn.clear()
    window.go("front")
    settle()
    assert set(drawn.values()) == {1} and len(drawn) >= 6
    assert len(set(widths)) == 1, "never for the room beside the inspector"


def test_what_comes_to_one_card_paints_that_one(board, session, published, filled, again, drawn, window):
    window.flags.stop()
    again()
    drawn.clear()
    again()
    assert not drawn
    (tile, *_) = panel(board, "editors-choice").model.tiles
    board.deeds.edit(tile.front, tile.container, tile.slot, replace(tile.slot, headline="Other words"))
    again()
    assert {container for container, _ in drawn} == {"editors-choice"}


def test_cards_never_drawn_come_a_few_in_each_turn(window, settle, filled, monkeypatch):
    cards, draw = set(), TileDelegate._card

    def note(self, painter, tile, rect, *, large):
        slow = time.thread_time() + 2e-3  # or a fast machine would draw all of them in one turn
        draw(self, painter, tile, rect, large=large)
        while time.thread_time() < slow:
            pass
        cards.add((tile.container, tile.slot.id))

    monkeypatch.setattr(TileDelegate, "_card", note)
    window.go("front")
    assert max(each_turn(lambda: len(cards), 6)) < 6
    settle()


def test_containers_keep_their_heights_however_often_they_are_laid_out(board, filled, again):
    again()
    before = [one.height() for one in board.columns.panels]
    for _ in range(3):
        board.columns.arrange()
        QApplication.processEvents()
    assert [one.height() for one in board.columns.panels] == before


def test_fronts_that_have_no_room_as_buttons_are_offered_in_a_list(window, settle, published):
    window.resize(1_100, 700)
    window.go("front")
    settle()
    head = window.board.head
    assert head.many.isVisible() and not head.fronts.isVisible()
    window.resize(1_800, 700)
    settle()
    assert head.fronts.isVisible() and not head.many.isVisible()
    inside = head.fronts.parentWidget().rect()
    assert all(inside.contains(one.geometry()) for one in head.fronts.buttons.values())

"""The preview as a person meets it in the window."""

import contextlib
import json
import socket
import sqlite3
import urllib.request
from urllib.parse import urlsplit

import pytest
from PySide6.QtGui import QDesktopServices, QTextCursor

from desk import operations as ops


@pytest.fixture
def browser(monkeypatch):
    """Take the place of the system's browser: note which addresses it is given."""
    opened = []

    def take(url):
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return opened


@pytest.fixture
def ear(qtbot):
    """Listen to a preview as its outer page does; return the function that waits for words on its page."""
    wires = []

    def listen(address: str):
        parts = urlsplit(address)
        wire = socket.create_connection((parts.hostname, parts.port), timeout=10)
        wires.append(wire)
        wire.sendall(f"GET {parts.path}events HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        wire.setblocking(False)
        heard = bytearray()

        def told() -> dict:
            with contextlib.suppress(BlockingIOError):
                heard.extend(wire.recv(100_000))
            rows = [row.partition(b"data: ")[2] for row in heard.split(b"\n\n") if b"data: " in row]
            return json.loads(rows[-1]) if rows else {}

        def page() -> str:
            site = address.partition("#")[0]
            with urllib.request.urlopen(f"{site}site/{told()['path']}", timeout=10) as answer:
                return answer.read().decode()

        def wait(words: str) -> str:
            qtbot.waitUntil(lambda: bool(told().get("path")), timeout=20_000)
            qtbot.waitUntil(lambda: words in page(), timeout=20_000)
            return page()

        return wait

    yield listen
    for wire in wires:
        wire.close()


def test_the_page_follows_what_is_typed_before_it_is_stored(qtbot, window, browser, ear, session):
    window.commands["preview"].trigger()
    wait = ear(browser[0])
    wait("Words of Alpha.")
    other = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # another program writes: nothing typed here gets into the desk
    window.sheet.headline.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(window.sheet.headline, " rises")
    qtbot.keyClicks(window.body, "Typed now. ")
    assert "Alpha rises" in wait("Typed now. ")
    assert ops.story.get(session.desk, window.open_story.story.id).headline == "Alpha"
    other.close()


def test_another_story_has_a_page_of_its_own_and_both_end_with_the_window(
    qtbot, window, browser, ear, stories, settle
):
    window.commands["preview"].trigger()
    window.open(stories["Beta"].id)
    settle()
    window.commands["preview-both"].trigger()
    assert browser[1].endswith("#both") and browser[0].split("/")[:4] == browser[1].split("/")[:4]
    waits = [ear(one) for one in browser]
    waits[0]("Words of Alpha.")
    waits[1]("Words of Beta.")
    window.close()
    settle()
    with pytest.raises(OSError):
        urllib.request.urlopen(browser[0], timeout=5)


def test_on_the_board_the_draft_front_is_shown(qtbot, window, browser, settle):
    window.go("front")
    settle()
    window.commands["preview"].trigger()
    assert browser[0].endswith("/front/")


def test_without_a_browser_the_address_is_said(window, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    window.commands["preview"].trigger()
    assert "http://127.0.0.1:" in window.notice.words.text()


def test_without_a_story_a_line_says_what_to_do(window, browser, settle):
    window.open_story.close()
    settle()
    window.commands["preview"].trigger()
    assert browser == [] and "Open a story first" in window.notice.words.text()

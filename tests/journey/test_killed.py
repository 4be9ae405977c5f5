"""Killed at any instant: what the foot called saved is stored, the rest comes back but for a blink."""

import json
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import pytest

from desk import operations as ops
from desk.app import main
from desk.domain import Who
from desk.operations.journal import Left
from tests.journey.desktop import Desktop, until
from tests.journey.typist import Typist, typist

pytestmark = pytest.mark.journey

BLINK = 0.25
"""Seconds of typing that a kill may cost; a machine that stalls costs what it stalled.

That is what a key took too long, and how long the program stood ready and got no processor.
"""

_WORDS = ("ferry", "lake", "dawn", "rain", "pier", "night", "bridge", "stone")


@dataclass
class Newsroom:
    """A desk with one story, and the program that is started on it and killed, again and again.

    Attributes:
        text: the letters of the body that must be there, without what parts them.
        costs: for each kill in mid typing, the age in seconds of the oldest letter that was lost.
    """

    screen: Desktop
    home: Path
    desk: Path
    hands: Typist
    chance: random.Random
    text: str = "Itleftatdawn."
    program: "Popen[str] | None" = None
    costs: list[float] = field(default_factory=list[float])

    def told(self, line: str) -> list[str]:
        """Return what the program's log says since its last start, by a regular expression with one group."""
        file = self.home / "desk.log"
        return re.findall(line, file.read_text(encoding="utf-8")) if file.exists() else []

    def start(self) -> None:
        """Start the program."""
        (self.home / "desk.log").unlink(missing_ok=True)
        self.program = self.screen.start(str(self.desk), home=self.home)

    def wait(self) -> None:
        """Wait for the story."""
        until(lambda: self.told("(opened) "), "a story", 120)
        self.screen.still(self.screen.window("Lake Post").box)

    def kill(self) -> float:
        """End the program as a power cut would; return the instant."""
        assert self.program is not None
        at = time.monotonic()
        self.screen.kill(self.program)
        return at

    def starved(self) -> float:
        """Return for how many seconds the program's threads stood ready and did not run until now."""
        assert self.program is not None
        waited = 0
        for thread in Path(f"/proc/{self.program.pid}/task").iterdir():
            with suppress(OSError):  # it ended
                waited += int((thread / "schedstat").read_text().split()[1])
        return waited / 1e9

    def stored(self) -> str:
        """Return the letters of the story's body, read from the database by nothing of ours."""
        with closing(sqlite3.connect(f"file:{self.desk / 'desk.sqlite'}?mode=ro", uri=True)) as file:
            body = json.loads(file.execute("SELECT content FROM story").fetchone()[0])["body"]
        return "".join(body.split())

    def find(self) -> list[Left]:
        """See that the desk is in order and holds every save that was named; return what else is left."""
        desk = ops.desk.open_desk(self.desk, Who("Nino", "laptop"))
        try:
            assert ops.desk.verify(desk) == []
            (row,) = ops.story.rows(desk, ops.story.StoryQuery()).rows
            chain = {one.id for one in ops.story.history(desk, row.id)}
            assert set(self.told(r"saved \S+ as (\S+)")) <= chain, "a save that was named is not there"
            return [
                one
                for place in ops.journal.places(desk)
                for window in (place.iterdir() if place.is_dir() else ())
                for one in ops.journal.left(desk, window)
            ]
        finally:
            desk.close()

    def to_the_end(self) -> None:
        """Put the cursor behind the last word."""
        window = self.screen.window("Lake Post")
        self.screen.still(window.box)
        self.screen.click(window.left + window.width // 2, window.top + 420)
        self.hands.press("Control_L+End")

    def write_and_kill(self) -> None:
        """Type for a while, as people do, and end the program between two keys."""
        self.hands.keys.clear()
        self.hands.slowest = 0
        end = time.monotonic() + self.chance.uniform(0.1, 3)
        waits = [(time.monotonic(), self.starved())]
        self.hands.type("\n")
        while time.monotonic() < end:
            waits.append((time.monotonic(), self.starved()))
            self.hands.type(self.chance.choice(_WORDS) + " ", self.chance.choice((0.01, 0.03, 0.06)))
            if self.chance.random() < 0.15:
                time.sleep(0.8)
        starved = self.starved()
        killed = self.kill()
        typed = [(letter, at) for letter, at in self.hands.keys if not letter.isspace()]
        whole = self.text + "".join(letter for letter, _ in typed)
        there = max([self.stored(), *("".join(left.thing.body.split()) for left in self.find())], key=len)
        assert whole.startswith(there) and there.startswith(self.text), (whole, there)
        lost = typed[len(there) - len(self.text) :]
        self.costs.append(killed - lost[0][1] if lost else 0)
        if lost:
            stalled = starved - max(wait for at, wait in waits if at <= lost[0][1]) + self.hands.slowest
            assert self.costs[-1] <= BLINK + stalled, (self.costs[-1], stalled)
        self.text = there

    def recover(self) -> None:
        """Keep the words that the program says it recovered, by the keyboard."""
        if self.stored() == self.text:
            return
        self.hands.press("Control_L+k")
        self.hands.type("keep them", 0.01)
        self.screen.still()
        self.hands.press("Return")
        until(lambda: self.stored() == self.text, "the recovered words in the store", 60)


@pytest.fixture
def newsroom(
    screen: Desktop, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Newsroom]:
    screen.env["DESK_LOG"] = "info"
    desk = tmp_path / "Post.desk"
    assert main(["new", str(desk), "--title", "Lake Post"]) == 0
    (tmp_path / "one.txt").write_text("Ferry returns\n\nIt left at dawn.\n")
    assert main(["import", str(tmp_path / "one.txt"), "--desk", str(desk)]) == 0
    (home / "settings.json").write_text(json.dumps({"person": "Nino"}))
    with typist(screen.display) as hands:
        yield Newsroom(screen, home, desk, hands, random.Random(1))


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_a_kill_costs_at_most_the_last_blink_of_typing(newsroom: Newsroom, kills: int):
    for _ in range(kills):
        newsroom.start()
        if newsroom.chance.random() < 0.1:  # some die before they stand, or while they bring words back
            time.sleep(newsroom.chance.uniform(0.2, 2))
            newsroom.kill()
            left = newsroom.find()
            assert newsroom.stored() == newsroom.text or left
            newsroom.start()
        newsroom.wait()
        newsroom.recover()
        newsroom.to_the_end()
        newsroom.write_and_kill()
    costs = sorted(newsroom.costs)
    print(f"{kills} kills: median {costs[kills // 2] * 1000:.0f} ms lost, most {costs[-1] * 1000:.0f} ms")

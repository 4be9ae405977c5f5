"""Two processes that make a site's pages make what one makes."""

import os
import signal
import time
from pathlib import Path

import pytest

from desk.domain import BadInput, Cancelled
from desk.site import exports, halves, pressing
from tests.site.editions import Newsroom
from tests.site.test_folder import snapshot

pytestmark = pytest.mark.skipif(
    not halves.possible(), reason="this system does not let a process divide itself, or has one core"
)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two processes take few pages in turn."""
    monkeypatch.setattr(pressing, "MANY", 2)
    monkeypatch.setattr(pressing, "SOME", 1)


@pytest.fixture
def many(room: Newsroom) -> Newsroom:
    photo = room.photo("teal", caption="Quay", credit="Ann")
    for number in range(14):
        room.story(f"Story {number}", lead=photo if number % 3 else None, tags=("tide", f"t{number % 5}"))
    room.story("Lost", body="[nowhere](../nowhere/)\n\n![](photo:none)\n")
    room.put("editors-choice", *room.stories[:3])
    return room


def contents(folder: Path) -> dict[str, bytes]:
    return {path: content for path, (content, _) in snapshot(folder).items()}


def exported(room: Newsroom, name: str, **settings: object) -> exports.Report:
    return room.export(out=room.folder / name, ledger=room.folder / f"{name} desk" / "l.sqlite", **settings)


def test_they_write_the_same_site_and_say_the_same(
    many: Newsroom, forks: list[int], request: pytest.FixtureRequest
) -> None:
    alone = exported(many, "alone")
    request.getfixturevalue("shared")
    steps: list[tuple[int, int]] = []
    both = exported(many, "both", progress=lambda done, total: steps.append((done, total)))
    assert len(forks) == 1
    assert contents(many.folder / "both") == contents(many.folder / "alone")
    assert (both.written, both.removed) == (alone.written, alone.removed)
    assert sorted(both.warnings) == sorted(alone.warnings) != []
    assert steps[-1][0] == steps[-1][1]
    many.put("editors-choice", *many.stories[4:7])  # which all pages show, put together from what is known
    exported(many, "both")
    exported(many, "alone", full=True)
    assert len(forks) == 2
    assert contents(many.folder / "both") == contents(many.folder / "alone")
    assert exported(many, "both").written == 0
    exported(many, "both", full=True)  # all is known: one process needs less memory
    assert len(forks) == 2


@pytest.mark.parametrize(
    "end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0, lambda: os._exit(1)]
)
def test_what_a_copy_does_not_finish_is_made_here(
    many: Newsroom, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, end: object
) -> None:
    exported(many, "alone")
    this, content, ended = os.getpid(), exports.Printing.content, many.folder / "ended"
    left = [3]

    def ends(printing: exports.Printing, page: exports.Page) -> bytes:
        while os.getpid() == this and not ended.exists():
            time.sleep(0.01)
        left[0] -= 1
        if not left[0] and os.getpid() != this:
            ended.touch()
            end()  # type: ignore[operator]
        return content(printing, page)

    monkeypatch.setattr(exports.Printing, "content", ends)
    request.getfixturevalue("shared")
    exported(many, "both")
    assert contents(many.folder / "both") == contents(many.folder / "alone")


def test_a_fault_and_a_person_stop_both(many: Newsroom, request: pytest.FixtureRequest) -> None:
    exported(many, "both")
    before = contents(many.folder / "both")
    request.getfixturevalue("shared")
    many.put("editors-choice", *many.stories[4:7])
    asked = iter([*[False] * 45, *[True] * 900])
    with pytest.raises(Cancelled):
        exported(many, "both", cancelled=lambda: next(asked))
    assert contents(many.folder / "both") == before
    template = many.folder / "theme" / "templates"
    template.mkdir(parents=True)
    (template / "article.html").write_text("{{ nothing }}")
    with pytest.raises(BadInput, match=r"article\.html"):
        exported(many, "both")
    assert contents(many.folder / "both") == before

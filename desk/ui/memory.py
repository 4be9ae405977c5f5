"""What a window remembers of itself from one start to the next."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QMainWindow, QSplitter

from desk import operations as ops
from desk.domain import Sort, StoryQuery
from desk.ui.settings import Settings
from desk.ui.stories import PAGE, StoriesPane

if TYPE_CHECKING:
    from desk.ui.window import Window

LEAST = QSize(1100, 700)
"""The smallest window."""

SIZES = [348, 700, 340]
"""How wide list, sheet and inspector are at first."""

_FIRST = QSize(1440, 900)
_FIRST_WORKSPACE = "write"
_WORKSPACES = ("front", "photos")
"""Those that a window comes back to beside the one for writing."""


def restore(window: "Window") -> None:
    """Bring size, panes, list, workspace, open story and cursor back to where they were left."""
    settings, folder = window.session.settings, window.session.desk.folder
    place(window, window.split, settings)
    kept = _kept(settings, folder)
    window.inspector.setCurrentIndex(_number(kept.get("tab")))
    recall(window.stories, settings, folder)
    story = kept.get("story")
    if isinstance(story, str) and story:
        desk, back = window.session.desk, partial(_come_back, window, story, kept)
        window.session.ask(lambda: ops.story.get(desk, story), lambda _: back(), lambda _: None)
    else:
        window.stories.first.connect(window.open_first)


def place(window: QMainWindow, split: QSplitter, settings: Settings) -> None:
    """Give a window and its panes the sizes that they were left with."""
    geometry, sizes = settings.get("geometry"), settings.get("split")
    if isinstance(geometry, str):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
    else:
        room = window.screen().availableSize() - QSize(40, 60)
        window.resize(_FIRST.boundedTo(room).expandedTo(LEAST))
    if isinstance(sizes, str):
        split.restoreState(QByteArray.fromBase64(sizes.encode()))


def recall(stories: StoriesPane, settings: Settings, folder: Path) -> None:
    """Ask the story list for what it showed when this desk was left; where it shows something, for that."""
    if stories.recalled:
        stories.start()
    else:
        stories.recall(query(settings, folder), compact=_kept(settings, folder).get("compact") is True)


def query(settings: Settings, folder: Path) -> StoryQuery:
    """Return what the story list of a desk asked for when it was left."""
    kept = _kept(settings, folder)
    typed, sort = str(kept.get("filter", "")).strip(), kept.get("sort")
    return StoryQuery(
        search=typed,
        sort=Sort(sort) if sort in list(Sort) else Sort.CHANGED,
        descending=kept.get("descending") is not False,
        limit=PAGE,
    )


def _come_back(window: "Window", story: str, kept: dict[str, Any]) -> None:
    gone = window.rail.place != _FIRST_WORKSPACE  # a person was quicker
    window.open(story, go=not gone)
    if not gone and kept.get("workspace") in _WORKSPACES:
        window.go(str(kept["workspace"]))
        if kept["workspace"] == "photos":
            window.library.take_focus()
    caret = kept.get("caret")
    if isinstance(caret, list) and len(caret) == 3:
        name, place, scroll = caret
        back = partial(window.sheet.put_caret, str(name), _number(place), _number(scroll), focus=True)
        # Behind the story's own way from the store.
        window.session.ask(lambda: None, lambda _: QTimer.singleShot(0, window, back))


def remember(window: "Window") -> None:
    """Keep what is open and where."""
    story = window.open_story.story
    here: dict[str, Any] = {
        "story": story.id if story else "",
        "caret": list(window.sheet.caret()) if story else None,
        "workspace": window.rail.place,
        "tab": window.inspector.currentIndex(),
        "filter": window.stories.filter.text(),
        "sort": window.stories.sort.value,
        "descending": window.stories.descending,
        "compact": window.stories.delegate.compact,
    }
    window.session.settings.set(
        geometry=bytes(window.saveGeometry().toBase64().data()).decode(),
        split=bytes(window.split.saveState().toBase64().data()).decode(),
        **{_key(window.session.desk.folder): here},
    )


def _key(folder: Path) -> str:
    return f"window:{folder}"


def _kept(settings: Settings, folder: Path) -> dict[str, Any]:
    kept = settings.get(_key(folder))
    return kept if isinstance(kept, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0

"""What a window remembers of itself from one start to the next."""

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSize, QTimer

from desk import operations as ops
from desk.ui.frame import LEAST
from desk.ui.window import Window

_FIRST = QSize(1440, 900)


def restore(window: Window) -> None:
    """Bring size, panes, list, open story and cursor back to where they were left."""
    settings = window.session.settings
    geometry, split = settings.get("geometry"), settings.get("split")
    if isinstance(geometry, str):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
    else:
        room = window.screen().availableSize() - QSize(40, 60)
        window.resize(_FIRST.boundedTo(room).expandedTo(LEAST))
    if isinstance(split, str):
        window.split.restoreState(QByteArray.fromBase64(split.encode()))
    kept = settings.get(_key(window))
    kept = kept if isinstance(kept, dict) else {}
    window.inspector.setCurrentIndex(_number(kept.get("tab")))
    window.stories.start(str(kept.get("chip", "All")), str(kept.get("filter", "")))
    story = kept.get("story")
    if isinstance(story, str) and story:
        desk, back = window.session.desk, partial(_come_back, window, story, kept.get("caret"))
        window.session.ask(lambda: ops.story.get(desk, story), lambda _: back(), lambda _: None)
    else:
        window.stories.first.connect(window.open_first)


def _come_back(window: Window, story: str, caret: object) -> None:
    window.open(story)
    if isinstance(caret, list) and len(caret) == 3:
        name, place, scroll = caret
        back = partial(window.sheet.put_caret, str(name), _number(place), _number(scroll), focus=True)
        # Behind the story's own way from the store.
        window.session.ask(lambda: None, lambda _: QTimer.singleShot(0, window, back))


def remember(window: Window) -> None:
    """Keep what is open and where."""
    story = window.open_story.story
    here: dict[str, Any] = {
        "story": story.id if story else "",
        "caret": list(window.sheet.caret()) if story else None,
        "tab": window.inspector.currentIndex(),
        "chip": window.stories.status,
        "filter": window.stories.filter.text(),
    }
    window.session.settings.set(
        geometry=bytes(window.saveGeometry().toBase64().data()).decode(),
        split=bytes(window.split.saveState().toBase64().data()).decode(),
        **{_key(window): here},
    )


def _key(window: Window) -> str:
    return f"window:{window.session.desk.folder}"


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0

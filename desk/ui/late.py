"""Parts of the window that are made when they are first shown or asked for."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

T = TypeVar("T")


class Late:
    """Makes each part once, when somebody first needs it, and tells whoever waits for it.

    Parts are named by their classes.
    """

    def __init__(self) -> None:
        self._makers: dict[type, Callable[[], Any]] = {}
        self._made: dict[type, Any] = {}
        self._waiting: dict[type, list[Callable[[Any], object]]] = {}

    def offer(self, kind: type[T], make: Callable[[], T]) -> None:
        """Say how a part is made, in the order in which `make_next` takes them."""
        self._makers[kind] = make

    def get(self, kind: type[T]) -> T:
        """Return a part, made now where nobody needed it so far."""
        if kind not in self._made:
            part = self._made[kind] = self._makers[kind]()
            for act in self._waiting.pop(kind, []):
                act(part)
        return cast("T", self._made[kind])

    def there(self, kind: type[T]) -> T | None:
        """Return a part where it was made."""
        return cast("T | None", self._made.get(kind))

    def when(self, kind: type[T], act: Callable[[T], object]) -> None:
        """Do something with a part as soon as it is there."""
        part = self.there(kind)
        if part is not None:
            act(part)
        else:
            self._waiting.setdefault(kind, []).append(act)

    def make_next(self) -> bool:
        """Make a part that nobody needed so far; return whether there was one."""
        kind = next((one for one in self._makers if one not in self._made), None)
        if kind is not None:
            self.get(kind)
        return kind is not None


class Tab(QWidget):
    """The place of a part among tabs, which asks for it when it is first shown."""

    def __init__(self, need: Callable[[], object]) -> None:
        """`need` makes the part and gives it to `take`."""
        super().__init__()
        self._need = need
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    def take(self, part: QWidget) -> None:
        """Hold the part from now on."""
        self.layout().addWidget(part)
        part.show()  # now and not, as the layout would, in the next turn: the keyboard may be meant for it

    def showEvent(self, event: QShowEvent) -> None:
        """Have the part made."""
        self._need()
        super().showEvent(event)

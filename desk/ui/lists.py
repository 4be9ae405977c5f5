"""What the lists of the publication are called: the containers that readers see, on every front."""

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import LISTS, Change, Container
from desk.ui.session import Session


class ListNames(QObject):
    """Keeps the name of each list by its slug; those of a new desk until the first reading came."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.names = dict(LISTS)
        session.bus.changed.connect(self._changed)
        self._read()

    def _changed(self, change: Change) -> None:
        if "list" in change.kinds:
            self._read()

    def _read(self) -> None:
        desk = self._session.desk
        self._session.ask(lambda: ops.curation.lists(desk), self._arrived, lambda _: None)

    def _arrived(self, lists: list[Container]) -> None:
        names = {one.slug: one.name for one in lists}
        if names and list(names.items()) != list(self.names.items()):
            self.names = names
            self.changed.emit()

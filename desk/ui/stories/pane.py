"""The story list with its filter field, status chips and empty states."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Change, Counts, Publication, Status, StoryPage, StoryQuery, StoryRow
from desk.ui import icons
from desk.ui.flow import FlowLayout
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.stories.completing import Completing
from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.model import ROW, StoryModel
from desk.ui.thumbnails import Thumbnails

_PAGE = 100

CHIPS: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("All", ()),
    ("Drafts", (Status.DRAFT,)),
    ("In review", (Status.REVIEW,)),
    ("Ready", (Status.READY,)),
    ("Published", (Status.PUBLISHED,)),
    ("Withdrawn", (Status.WITHDRAWN,)),
)


class StoryView(QListView):
    """A list that says when a drag out of it is over."""

    dragged = Signal()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the row until it is let go."""
        super().startDrag(actions)
        self.dragged.emit()


class StoriesPane(QFrame):
    """Shows the stories of one query and says which one a person wants."""

    wanted = Signal(str)
    """Open the story with this id."""

    new_wanted = Signal()
    duplicate_wanted = Signal(str)
    status_wanted = Signal(str, object)
    first = Signal(str)
    """Rows came; the id of the first."""

    files_dropped = Signal(list)
    """Files to import (list of Path)."""

    def __init__(self) -> None:
        super().__init__(objectName="stories")
        self.setMinimumWidth(280)
        self._session: Session | None = None
        self.recalled = False
        self._open = ""
        self._query = StoryQuery(limit=_PAGE)
        self._asked = 0
        self.setAcceptDrops(True)
        self.model = StoryModel(self)
        self.model.more.connect(self._next_page)
        self.delegate = StoryDelegate(self)
        self.filter = QLineEdit(placeholderText="Filter stories", accessibleName="Filter stories")
        self.filter.addAction(
            icons.icon("magnifying-glass", "mute"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter.setClearButtonEnabled(True)
        self.new = QToolButton(toolTip="New story (Ctrl+N)", accessibleName="New story")
        self.new.setIcon(icons.icon("plus"))
        self.new.clicked.connect(self.new_wanted)
        self.view = self._list()
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "hint")
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "warn")
        self._lay_out()
        self._pause = Pause(self, 120, self._ask)
        self.filter.textChanged.connect(self._pause.soon)
        self.filter.returnPressed.connect(self._enter)

    def attach(self, session: Session, thumbnails: Thumbnails, publication: Publication) -> None:
        """Show this desk from now on; before that the pane shows only what it is given."""
        self._session = session
        self.delegate.publication = publication
        self.delegate.thumbnails = thumbnails
        thumbnails.ready.connect(self.model.repaint)
        session.bus.changed.connect(self._changed)
        self.completing = Completing(self.filter, session)

    def take_first(self, publication: Publication, page: StoryPage) -> None:
        """Show rows that were read before the desk was open."""
        self.delegate.publication = publication
        self.model.reset(page.rows, whole=True)

    def _list(self) -> QListView:
        view = StoryView(accessibleName="Stories")
        view.dragged.connect(self._drag_ended)
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragEnabled(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        return view

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.filter, 1)
        top.addWidget(self.new)
        chips = QWidget()
        row = FlowLayout(chips)
        self._group = QButtonGroup(self, exclusive=True)
        self._chips: dict[str, QToolButton] = {}
        for name, _ in CHIPS:
            chip = QToolButton(text=name, checkable=True, checked=name == "All")
            chip.setProperty("chip", True)
            chip.clicked.connect(self._ask)
            self._group.addButton(chip)
            self._chips[name] = chip
            row.addWidget(chip)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(chips)
        head.addWidget(self.hint)
        self.hint.hide()
        rule = QFrame()
        rule.setProperty("rule", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    @property
    def status(self) -> str:
        """Return the name of the chip that is down."""
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    def recall(self, status: str, words: str) -> None:
        """Set the filters as they stood when the program was left."""
        if status in self._chips:
            self._chips[status].setChecked(True)
        self.filter.setText(words)
        self.recalled = True
        self.start()

    def start(self) -> None:
        """Ask for what the filters say."""
        self._pause.stop()
        self._ask()

    @property
    def query(self) -> StoryQuery:
        """Return what is asked for at first."""
        return StoryQuery(statuses=dict(CHIPS)[self.status], search=self.filter.text(), limit=_PAGE)

    def mark(self, story: str) -> None:
        """Select the row of the story on the sheet, where it is in sight."""
        self._open = story
        place = self.model.place(story)
        if place is None:
            self.view.clearSelection()
        elif self.view.currentIndex().row() != place or not self.view.selectionModel().isSelected(
            self.model.index(place)
        ):
            self.view.setCurrentIndex(self.model.index(place))

    def _drag_ended(self) -> None:
        """Select the story on the sheet again: the press that began the drag chose another row."""
        self.mark(self._open)

    def step(self, by: int) -> None:
        """Open the story that many rows further down."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))
            self._choose(self.model.index(row))

    def _ask(self) -> None:
        query = self.query
        fresh = query != self._query or not self.model.rowCount()
        self._query = query
        self._read(query, partial(self._show, fresh=fresh))

    def _read(self, query: StoryQuery, show: object) -> None:
        if self._session is None:
            return
        self._asked += 1
        number, desk = self._asked, self._session.desk

        def arrived(page: StoryPage) -> None:
            if number == self._asked:
                show(page)  # pyright: ignore[reportCallIssue]

        self._session.ask(lambda: ops.story.rows(desk, query), arrived)

    def _show(self, page: StoryPage, *, fresh: bool) -> None:
        whole = len(page.rows) < _PAGE
        if fresh:
            self.model.reset(page.rows, whole=whole)
            self.view.scrollToTop()
        else:
            whole = len(page.rows) < max(_PAGE, self.model.rowCount())
            self.model.update(page.rows, whole=whole)
        if page.rows:
            self.first.emit(page.rows[0].id)
        self.mark(self._open)
        self._teach(page)
        if self._session is not None:
            query, desk = self._query, self._session.desk
            self._session.ask(lambda: ops.story.counts(desk, query), partial(self._count, query))

    def _count(self, query: StoryQuery, counts: Counts) -> None:
        if query != self._query:
            return
        for name, statuses in CHIPS[1:]:
            number = sum(counts.statuses[status] for status in statuses)
            said = f"{number:,}".replace(",", "\u202f")
            self._chips[name].setText(f"{name} {said}" if number else name)
        total = sum(n for status, n in counts.statuses.items() if status is not Status.WITHDRAWN)
        said = f"{total:,}".replace(",", "\u202f")
        self.filter.setPlaceholderText(
            f"Filter {said} {'story' if total == 1 else 'stories'}"
            if not self.filter.text()
            else "Filter stories"
        )

    def _teach(self, page: StoryPage) -> None:
        self.view.setVisible(bool(page.rows))
        self.empty.setVisible(not page.rows)
        self.hint.setText("\n".join(page.hints))
        self.hint.setVisible(bool(page.hints))
        if page.rows:
            return
        if self.filter.text():
            self.empty.setText("No story has these words.\nEsc clears the filter.")
        elif self.status != "All":
            self.empty.setText("No story stands here.")
        else:
            self.empty.setText("No stories yet.\nCtrl+N starts one; or drop a text or Markdown file here.")

    def _next_page(self) -> None:
        rows = self.model.rows
        if rows:
            last = rows[-1]
            query = StoryQuery(
                statuses=self._query.statuses,
                search=self._query.search,
                limit=_PAGE,
                after=last,
            )
            self._read(query, self._append)

    def _append(self, page: StoryPage) -> None:
        self.model.append(page.rows, whole=len(page.rows) < _PAGE)

    def _changed(self, change: Change) -> None:
        if change.kinds & {"story", "list", "photo"}:
            self.look_again()

    def look_again(self) -> None:
        """Bring the rows to what the store now has."""
        if self._asked:
            loaded = max(_PAGE, self.model.rowCount())
            query = StoryQuery(statuses=self._query.statuses, search=self._query.search, limit=loaded)
            self._read(query, partial(self._show, fresh=False))

    def _choose(self, index: QModelIndex) -> None:
        row: StoryRow | None = index.data(ROW)
        if row is not None and row.id != self._open:
            self.wanted.emit(row.id)

    def _enter(self) -> None:
        taking = self._session is not None and self.completing.offers.popup().isVisible()
        if self.model.rowCount() and not taking:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.view.setCurrentIndex(self.model.index(0))
            self._choose(self.model.index(0))

    def _menu(self, at: QPoint) -> None:
        row: StoryRow | None = self.view.indexAt(at).data(ROW)
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction("Open", partial(self.wanted.emit, row.id))
        menu.addAction("Duplicate", partial(self.duplicate_wanted.emit, row.id))
        menu.addSeparator()
        for status in Status:
            if status is not row.status:
                verb = "Restore as " if row.status is Status.WITHDRAWN else "Mark as "
                said = "Withdraw" if status is Status.WITHDRAWN else verb + status.label.lower()
                menu.addAction(said, partial(self.status_wanted.emit, row.id, status))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand dropped files over for import."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

"""What stands where in the window: bars, panes and zones, and how they fold."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Publication
from desk.ui.bulk import Many
from desk.ui.card_editing import CardEditing
from desk.ui.checks import Checking
from desk.ui.checks import told as to_clear
from desk.ui.checks.flags import Flags
from desk.ui.clashes import ClashBar
from desk.ui.command_field import CommandField
from desk.ui.commands import Commands
from desk.ui.comments import Commenting, CommentsPane, told
from desk.ui.counting import Counting
from desk.ui.curation import CurationPane
from desk.ui.details import DetailsPane
from desk.ui.duplicates import Duplicates
from desk.ui.edges import Tabs
from desk.ui.editor import BodyEditor
from desk.ui.empty_sheet import EmptySheet
from desk.ui.exports import Exports
from desk.ui.find_bar import FindBar
from desk.ui.focus import Focus
from desk.ui.history import History
from desk.ui.intake import Intake
from desk.ui.journal import Journal
from desk.ui.late import Late, Tab
from desk.ui.memory import LEAST, SIZES
from desk.ui.mistakes import Mistakes
from desk.ui.notice import Notice
from desk.ui.open_story import OpenStory
from desk.ui.photos import PhotoPane
from desk.ui.preview import Preview
from desk.ui.pruning import Pruning
from desk.ui.rail import Rail
from desk.ui.recovery import RecoveryBar
from desk.ui.renaming import Renaming
from desk.ui.rights import Rights
from desk.ui.session import Session
from desk.ui.sheet import Sheet
from desk.ui.spelling import Spelling
from desk.ui.status_line import StatusLine
from desk.ui.stories import StoriesPane
from desk.ui.stories.tools import ListTools
from desk.ui.thumbnails import Thumbnails
from desk.ui.toolbar import LinkBar, Toolbar
from desk.ui.topbar import TopBar
from desk.ui.underlines import Underlines
from desk.ui.withdrawing import Withdrawing
from desk.ui.writing import Writing

FOLDS = 1260
"""A window narrower than this has room for two of list, sheet and inspector."""


class Frame(QMainWindow):
    """The window's parts in their places; what passes between them is the window's own concern."""

    def __init__(self, session: Session, publication: Publication, stories: StoriesPane | None) -> None:
        """See `Window`."""
        super().__init__()
        self.session = session
        self.publication = publication
        """Its settings now."""
        self._folded_by_width = False
        self._beside_sheet = True
        self.late = Late()
        """What is made when it is first shown or asked for."""
        self.stories = stories or StoriesPane()
        self.setMinimumSize(LEAST.boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)

    # Building, in steps: what the commands are about, what offers them, and last each to its place

    def _make_parts(self) -> Iterator[None]:
        yield from self._make_sheet()
        yield from self._make_panes()
        yield from self._make_aids()

    def _make_bars(self) -> Iterator[None]:
        self.toolbar = Toolbar(self.commands)
        self.field = CommandField(self.session, self.commands, self)
        yield
        self.rail = Rail()
        yield

    def _make_sheet(self) -> Iterator[None]:
        session = self.session
        self.commands = Commands(self)
        self.thumbnails = Thumbnails(session)
        self.body = BodyEditor()
        yield
        self.sheet = Sheet(self.body)
        yield
        self.open_story = OpenStory(session, self.sheet.take_body, self)
        self.sheet.attach(self.open_story)
        self.notice = Notice()
        self.status = StatusLine()
        self.exports = Exports(session, self.status, self.notice, self)
        self.intake = Intake(session, self.open_story, self.exports, self.notice, self)
        yield

    def _make_panes(self) -> Iterator[None]:
        session, open_story, publication = self.session, self.open_story, self.publication
        self.photos = PhotoPane(session, open_story, self.thumbnails, publication)
        yield
        self.photos.set_publication(publication)
        yield
        self.rights = Rights(session, publication)
        self.flags = Flags(session)
        open_story.touched.connect(self.flags.wait)
        self.journal = Journal(session, open_story, self.sheet.body_as_it_is)
        self.journal.watch(self.photos)
        self.preview = Preview(session, open_story, self.photos, self.sheet.body_as_it_is, self.notice)
        yield
        self.recovery = RecoveryBar(session)
        self.clashes = ClashBar(session)
        for bar in (self.recovery, self.clashes):
            bar.setParent(self)  # it may have to show itself before its place is made
        yield
        self.link_bar = LinkBar()
        self.cards = CardEditing(self.body)
        yield
        self.find_bar = FindBar(self.sheet, self.photos.form.fields["caption"], session.tasks)
        yield
        self.withdrawing = Withdrawing(session, open_story, self.exports, self)
        self.renaming = Renaming(session, open_story, self.notice, self)
        self.pruning = Pruning(session, open_story, self.exports, self)
        yield
        self.many = Many(session, open_story, self.photos, self.exports, self)
        self.list_tools = ListTools(session, self.stories, publication, self.many)
        yield

    def _make_aids(self) -> Iterator[None]:
        """Make what helps with the writing."""
        session, open_story, publication = self.session, self.open_story, self.publication
        self.writing = Writing(session, open_story, self.sheet, self.photos, self.thumbnails, self.link_bar)
        yield
        self.comments = CommentsPane()
        self.commenting = Commenting(session, open_story, self.sheet, self.comments)
        yield
        self.counting = Counting(open_story, self.sheet, session.tasks, publication)
        self.spelling = Spelling(session, publication)
        words = self.photos.form.fields
        spelt = (words[name] for name in ("caption", "alt", "extended"))
        for field in (self.sheet.headline, self.sheet.standfirst, *spelt):
            Underlines(field, self.spelling)
        yield
        self.mistakes = Mistakes(self.sheet, Underlines(self.body, self.spelling), self.spelling)
        yield
        self.duplicates = Duplicates(session, open_story)
        self.sheet.under_headline.addWidget(self.duplicates)
        self.focus = Focus(self, self.sheet, session.settings)
        yield

    # From the window inwards: a widget that gets another parent is styled anew with all that it holds

    def _build(self) -> Iterator[None]:
        whole = QWidget()
        self.setCentralWidget(whole)
        self.bars = rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.top = TopBar(self.session.desk.folder)
        for widget in (self.top, self.recovery, self.clashes):
            rows.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        rows.addLayout(middle, 1)
        for widget in (self.notice, self.status):
            rows.addWidget(widget)
        self.workspaces = QStackedWidget()
        middle.addWidget(self.rail)
        middle.addWidget(self.workspaces, 1)
        self.notice.above = (self.rail, self.workspaces)
        self._fill_top_bar()
        yield
        self.split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.workspaces.addWidget(self.split)
        yield
        yield from self._build_centre()
        yield from self._build_inspector()
        self.focus.surround(self.top, self.rail, self.stories, self.inspector, self.toolbar, self.status)

    def _build_centre(self) -> Iterator[None]:
        centre = QWidget(objectName="centre")
        self.centres = QStackedWidget()
        self.centres.setMinimumWidth(480)
        self.split.addWidget(self.centres)
        self.centres.addWidget(centre)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sheets = QStackedWidget()
        for widget in (self.toolbar, self.find_bar, self.link_bar, *self.cards.bars, self.sheets):
            column.addWidget(widget)
        yield
        self.empty = EmptySheet()
        for widget in (self.empty, self.sheet, self.photos.page):
            self.sheets.addWidget(widget)
            yield

    def _build_inspector(self) -> Iterator[None]:
        self.inspector = Tabs(objectName="inspector", documentMode=True)
        self.inspector.setMinimumWidth(300)
        self.split.addWidget(self.inspector)
        late = CurationPane, DetailsPane, Checking, History
        self.tabs = {kind: Tab(partial(self.late.get, kind)) for kind in late}
        for pane, name in (
            (self.photos, "Photo"),
            (self.tabs[CurationPane], "Curation"),
            (self.tabs[DetailsPane], "Details"),
            (self.comments, told(0)),
            (self.tabs[Checking], to_clear(0)),
            (self.tabs[History], "History"),
        ):
            self.inspector.addTab(pane, name)
            yield

    def _take_list(self) -> None:
        """Put the story list into its place, last of all: until then it may stand in another window."""
        self.stories.attach(self.session, self.thumbnails, self.publication)
        self._mark_rights()
        self.split.insertWidget(0, self.stories)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes(SIZES)
        before: QWidget = self.export_button
        for zone in (self.rail, self.stories):  # Tab goes as the eye does, whenever a part was put in
            for widget in zone.findChildren(QWidget):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    self.setTabOrder(before, widget)
                    before = widget

    def _mark_rights(self) -> None:
        """Have the list say which photos readers may not see, and how much must be cleared."""
        self.stories.delegate.rights = self.rights
        self.rights.ready.connect(self.stories.view.viewport().update)
        self.stories.delegate.flags = self.flags
        self.flags.ready.connect(self.stories.view.viewport().update)

    def _fill_top_bar(self) -> None:
        self.field.setMaximumWidth(440)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.top.add(self.field, 2)
        self.top.add(self._push("preview", "Preview"))
        self.export_button = self._push("export", "Export site")
        self.export_button.setProperty("kind", "primary")
        self.top.add(self.export_button)

    def _push(self, command: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(self.commands.tip(self.commands[command]))
        button.clicked.connect(self.commands[command].trigger)
        return button

    # Folding

    def _show_inspector(self, on: bool) -> None:
        self.inspector.setVisible(on)
        self._folded_by_width = False
        # The narrow window has room for two of the three.
        self.stories.setVisible(not (on and self.width() < FOLDS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave focus with Esc, once nobody nearer took it."""
        if self.focus.on and event.key() == Qt.Key.Key_Escape:
            self.focus.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the inspector first when the window becomes narrow."""
        super().resizeEvent(event)
        if self.focus.on or self.centres.currentIndex():
            return
        narrow = event.size().width() < FOLDS
        if narrow and not self.inspector.isHidden() and not self.stories.isHidden():
            self.inspector.hide()
            self._folded_by_width = True
        elif not narrow:
            self.stories.show()
            if self._folded_by_width:
                self.inspector.show()
                self._folded_by_width = False

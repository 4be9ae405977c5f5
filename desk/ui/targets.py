"""Where the site is published, on the settings page: a row for each target, and the form of one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import DeskError, HostUnknown, Publication, Target, TargetKind
from desk.ui import icons
from desk.ui.asking import Asking
from desk.ui.fields import number_field, restyle
from desk.ui.session import Session
from desk.ui.theme import current

_KINDS: Final = {
    TargetKind.FOLDER: "Folder or network share",
    TargetKind.ZIP: "Zip file",
    TargetKind.SFTP: "SFTP server",
    TargetKind.S3: "S3 storage",
}
_ICONS: Final = {
    TargetKind.FOLDER: "folder",
    TargetKind.ZIP: "archive-box",
    TargetKind.SFTP: "hard-drives",
    TargetKind.S3: "cloud",
}
_ROWS: Final = {
    "host": {
        TargetKind.SFTP: ("Server", "web.example"),
        TargetKind.S3: ("Endpoint", "Nothing for Amazon’s, or https://s3.example.net"),
    },
    "port": {TargetKind.SFTP: ("Port", "")},
    "bucket": {TargetKind.S3: ("Bucket", "news")},
    "path": {
        TargetKind.FOLDER: ("Folder", "/srv/www/news"),
        TargetKind.ZIP: ("Zip file", "/home/press/news.zip"),
        TargetKind.SFTP: ("Folder there", "/var/www/news"),
        TargetKind.S3: ("Within", "Nothing for the whole bucket, or news/site"),
    },
    "region": {TargetKind.S3: ("Region", "us-east-1")},
    "user": {TargetKind.SFTP: ("User", ""), TargetKind.S3: ("Access key’s id", "")},
    "key": {TargetKind.SFTP: ("Key file", "Nothing for your agent’s and usual keys")},
    "secret": {
        TargetKind.SFTP: ("Password", ""),
        TargetKind.S3: ("Secret access key", ""),
    },
}
"""What each field is called for the kinds that have it, and what stands in it while it is empty."""

_NONE: Final = "No target yet. Add one, and Publish site… (Ctrl+Alt+X) sends what changed there."


class Targets(QWidget):
    """The targets of the publication; each change is kept at once."""

    failed = Signal(object)
    kept = Signal(object)
    """The publication as it stands now."""

    def __init__(self, session: Session, publication: Publication) -> None:
        super().__init__()
        self._session = session
        self._targets: tuple[Target, ...] | None = None
        self.empty = QLabel(_NONE, wordWrap=True)
        restyle(self.empty, "role", "hint")
        self.add = QPushButton("Add a target…")
        self.add.clicked.connect(self._add)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        all_ = QVBoxLayout(self)
        all_.setContentsMargins(0, 0, 0, 0)
        all_.setSpacing(10)
        all_.addWidget(self.empty)
        all_.addLayout(self.rows)
        all_.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMaximumWidth(current().px(720))
        self.take(publication)

    def take(self, publication: Publication) -> None:
        """Show the targets of a publication."""
        if publication.targets == self._targets:
            return
        self._targets = publication.targets
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for target in publication.targets:
            self.rows.addWidget(self._row(target))
        self.empty.setVisible(not publication.targets)

    def _row(self, target: Target) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(icons.icon(_ICONS[target.kind], "mute").pixmap(QSize(18, 18)))
        name = QLabel(target.name)
        name.setFont(current().sans(13, bold=True))
        where = QLabel(target.address)
        where.setToolTip(target.address)
        where.setMinimumWidth(0)
        restyle(where, "role", "hint")
        for label in (name, where):
            label.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(mark)
        line.addWidget(name)
        line.addWidget(where, 1)
        for words, act in (("Change…", self._change), ("Remove", self._remove)):
            button = QPushButton(words, accessibleName=f"{words} {target.name}")
            restyle(button, "kind", "link")
            button.clicked.connect(partial(act, target))
            line.addWidget(button)
        return row

    def _add(self) -> None:
        self._ask(Target(""))

    def _change(self, target: Target) -> None:
        self._ask(target)

    def _ask(self, target: Target) -> None:
        form = TargetForm(self._session, target, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.kept.connect(self.kept)
        form.open()

    def _remove(self, target: Target) -> None:
        self._session.do(
            partial(ops.publishing.drop_target, self._session.desk, target.name),
            self.kept.emit,
            self.failed.emit,
        )


class TargetForm(Asking):
    """One target: what it needs by its kind, tried before it is kept."""

    kept = Signal(object)

    def __init__(self, session: Session, target: Target, parent: QWidget) -> None:
        super().__init__("Where the site is published", "Keep", parent)
        self._session, self._before = session, target
        self.resize(current().px(560), current().px(420))
        self._host: HostUnknown | None = None
        self.kind = QComboBox(accessibleName="Kind")
        for kind, words in _KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(target.kind))
        self.kind.currentIndexChanged.connect(self._show_rows)
        self.name = QLineEdit(target.name, placeholderText="Web server", accessibleName="Name")
        self.port = number_field("Port", maximum=65_535)
        self.port.setSpecialValueText("22")
        self.port.setValue(target.port)
        self.fields = {
            name: QLineEdit(getattr(target, name, "")) for name in _ROWS if name not in ("port", "secret")
        }
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.keep_secret = QCheckBox("Keep it in the system’s keyring", checked=True)
        self._lay_out()
        self._show_rows()
        session.tasks.work(ops.publishing.keyring, self._show_keyring)
        self._look_for_secret()
        self.name.setFocus()

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(20)
        self.form.setVerticalSpacing(10)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow("Kind", self.kind)
        self.form.addRow("Name", self.name)
        self._browse: dict[str, QToolButton] = {}
        for name in _ROWS:
            self.form.addRow(name, self._line(name))
        self.form.addRow("", self.keep_secret)
        self.name.ensurePolished()
        for row in range(len(_ROWS) + 2):  # words stand in the middle of their field
            label = self.form.itemAt(row, QFormLayout.ItemRole.LabelRole).widget()
            label.setMinimumHeight(self.name.sizeHint().height())
        self.test = self.buttons.addButton("Test connection", self.buttons.ButtonRole.ActionRole)
        self.test.clicked.connect(self._test)
        self.buttons.accepted.disconnect(self.accept)
        self.buttons.accepted.connect(self._keep)
        self.rows.removeWidget(self.said)
        self.rows.addLayout(self.form)
        self.rows.addWidget(self.said, 1, Qt.AlignmentFlag.AlignBottom)
        self.rows.addWidget(self.buttons)

    def _line(self, name: str) -> QWidget:
        if name in ("port", "secret"):
            return self.port if name == "port" else self.secret
        field = self.fields[name]
        if name not in ("path", "key"):
            return field
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        button = QToolButton(toolTip="Choose…", accessibleName="Choose…")
        button.setIcon(icons.icon("folder-open", "mute"))
        button.clicked.connect(partial(self._choose, name))
        self._browse[name] = button
        line.addWidget(field, 1)
        line.addWidget(button)
        return holder

    def _kind(self) -> TargetKind:
        return TargetKind(self.kind.currentData())

    def _show_rows(self) -> None:
        """Show the fields that the kind has."""
        kind = self._kind()
        for row, (name, kinds) in enumerate(_ROWS.items(), start=2):
            self.form.setRowVisible(row, kind in kinds)
            if kind in kinds:
                words, placeholder = kinds[kind]
                label = self.form.itemAt(row, QFormLayout.ItemRole.LabelRole).widget()
                assert isinstance(label, QLabel)
                label.setText(words)
                field = self.secret if name == "secret" else self.fields.get(name, self.port)
                field.setAccessibleName(words)
                if isinstance(field, QLineEdit) and field is not self.secret:
                    field.setPlaceholderText(placeholder)
        self.form.setRowVisible(len(_ROWS) + 2, kind in _ROWS["secret"])
        self._browse["path"].setVisible(kind in (TargetKind.FOLDER, TargetKind.ZIP))
        self._say("")

    def _show_keyring(self, name: str) -> None:
        if name:
            self.keep_secret.setText(f"Keep it in {name}")
        else:
            self.keep_secret.setText("This system has no keyring that can be used: it is asked for each time")
            self.keep_secret.setChecked(False)
            self.keep_secret.setEnabled(False)

    def _look_for_secret(self) -> None:
        def show(known: bool) -> None:
            if known:
                self.secret.setPlaceholderText("In the keyring; type to replace it")

        self._session.tasks.work(partial(ops.publishing.knows_secret, self._before), show)

    def _choose(self, name: str) -> None:
        field = self.fields[name]
        start = field.text() or str(Path.home())
        if name == "key":
            chosen, _ = QFileDialog.getOpenFileName(self, "Which private key?", str(Path.home() / ".ssh"))
        elif self._kind() is TargetKind.ZIP:
            chosen, _ = QFileDialog.getSaveFileName(self, "Which zip file?", start, "Zip files (*.zip)")
            chosen = chosen if not chosen or chosen.endswith(".zip") else f"{chosen}.zip"
        else:
            chosen = QFileDialog.getExistingDirectory(self, "Publish into which folder?", start)
        if chosen:
            field.setText(chosen)

    def target(self) -> Target:
        """Return the target as the fields say it."""
        kind = self._kind()
        values = {
            name: field.text().strip() if kind in _ROWS[name] else "" for name, field in self.fields.items()
        }
        port = self.port.value() if kind in _ROWS["port"] else 0
        return Target(self.name.text().strip(), kind, port=port, **values)

    def _test(self) -> None:
        target, secret = self.target(), self.secret.text()
        self.test.setEnabled(False)
        self._say("Trying…")
        self._session.tasks.work(
            partial(ops.publishing.reach, target, secret), self._reached, self._not_reached
        )

    def _reached(self, said: str) -> None:
        self.test.setEnabled(True)
        self._say(said, "good")

    def _not_reached(self, error: DeskError) -> None:
        self.test.setEnabled(True)
        self._say(str(error), "warn")
        if isinstance(error, HostUnknown):
            ask_host(error, self, self._test)

    def _say(self, words: str, tone: str = "") -> None:
        self.said.setText(words)
        restyle(self.said, "tone", tone)

    def _keep(self) -> None:
        desk, target, secret = self._session.desk, self.target(), self.secret.text()
        instead, keep = self._before.name, self.keep_secret.isChecked()

        def work():  # noqa: ANN202  (what keep_target returns)
            done = ops.publishing.keep_target(desk, target, instead=instead)
            if secret and keep and target.remote:
                ops.publishing.keep_secret(target, secret)
            return done

        self._session.do(work, self._done, lambda error: self._say(str(error), "warn"), long=True)

    def _done(self, publication: Publication) -> None:
        self.kept.emit(publication)
        self.accept()


def ask_host(host: HostUnknown, parent: QWidget, then: Callable[[], object]) -> None:
    """Let a person say whether a server is the right one, and go on if it is."""
    asking = Asking("Is this the right server?", "Trust it", parent)
    asking.resize(current().px(520), current().px(260))
    asking.said.setText(str(host))
    asking.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    asking.rows.addStretch(1)
    asking.rows.addWidget(asking.buttons)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def trusted() -> None:
        ops.publishing.trust(host)
        then()

    asking.accepted.connect(trusted)
    asking.open()

"""Publishing from the window: what it changes, the password or server that has to be asked about, the end."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk import operations as ops
from desk.domain import Cancelled, DeskError, HostUnknown, Overtaken, SecretNeeded, Target
from desk.ui.asking import Asking
from desk.ui.exports import Exports
from desk.ui.notice import Notice
from desk.ui.planning import PlanDialog
from desk.ui.session import Session
from desk.ui.targets import ask_host
from desk.ui.theme import current

if TYPE_CHECKING:
    from desk.ui.window import Window


class Publishing(QObject):
    """Exports the site and brings a target up to date, one at a time."""

    def __init__(self, session: Session, exports: Exports, notice: Notice, window: "Window") -> None:
        super().__init__(window)
        self._session, self._exports, self._notice = session, exports, notice
        self._window = window

    def publish(self) -> None:
        """Show what an export changes, then write and publish it if that is wanted."""
        if not self._window.publication.targets:
            self._notice.say("There is nowhere to publish to yet: add a target at the foot of the settings.")
            self._window.go("settings")
            self._window.settings_page.show_targets()
            return
        self._exports.plan(self._planned)

    def _planned(self, plan: ops.exporting.Plan) -> None:
        targets = self._window.publication.targets
        dialog = PlanDialog(self._session, plan, self._window, targets)
        dialog.target.setCurrentIndex(max(0, dialog.target.findData(self._session.settings.get(self._last))))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._wanted(dialog.target.currentData(), bool(plan.changes)))
        dialog.open()

    @property
    def _last(self) -> str:
        return f"target:{self._session.desk.folder}"

    def _wanted(self, name: str, changes: bool) -> None:
        self._session.settings.set(**{self._last: name})
        target = ops.publishing.target(self._window.publication, name)
        if changes:
            self._exports.write(lambda _: self._send(target))
        else:
            self._send(target)

    def _send(self, target: Target, secret: str = "", *, over: bool = False) -> None:
        desk, out, tell = self._session.desk, self._exports.out, self._exports.tell

        def work(*, progress: object, cancelled: Callable[[], bool]) -> ops.publishing.Published:
            del progress  # each phase has its own words
            return ops.publishing.publish_site(
                desk,
                target,
                out,
                secret=secret,
                over=over,
                progress=lambda phase, done, total: tell(ops.publishing.said(phase), done, total),
                cancelled=cancelled,
            )

        again = partial(self._send, target, secret, over=over)
        self._exports.run(
            f"Publishing to {target.name}",
            work,
            partial(self._done, target),
            partial(self._refused, target, again),
        )

    def _done(self, target: Target, done: ops.publishing.Published) -> None:
        said = f"Published to {target.name}: {ops.publishing.summary(done)}."
        said = " ".join([said, *(f"{line}." for line in done.warnings[:1])])
        url = self._window.publication.base_url
        self._notice.say(said, partial(QDesktopServices.openUrl, QUrl(url)) if url else None, "Open the site")

    def _refused(self, target: Target, again: Callable[..., None], error: DeskError) -> None:
        if isinstance(error, Cancelled):
            self._notice.say(str(error), again, "Go on publishing", stays=True)
        elif isinstance(error, HostUnknown):
            ask_host(error, self._window, again)
        elif isinstance(error, SecretNeeded):
            self._session.tasks.work(
                ops.publishing.keyring, lambda ring: self._ask_secret(target, error, ring)
            )
        elif isinstance(error, Overtaken):
            self._notice.warn(error, partial(again, over=True), "Publish over it")
        else:
            self._notice.warn(error, again, "Try again")

    def _ask_secret(self, target: Target, error: SecretNeeded, ring: str) -> None:
        asking = SecretDialog(target, error, ring, self._window)

        def given() -> None:
            secret = asking.secret.text()
            if asking.keep.isChecked():
                self._session.tasks.work(
                    partial(ops.publishing.keep_secret, target, secret), None, self._notice.warn
                )
            self._send(target, secret)

        asking.accepted.connect(given)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.open()


class SecretDialog(Asking):
    """Asks for a target's password."""

    def __init__(self, target: Target, error: SecretNeeded, ring: str, parent: QWidget) -> None:
        super().__init__(f"Publish to {target.name}", "Publish", parent)
        self.resize(current().px(460), current().px(260))
        self.said.setText(str(error))
        self.secret = QLineEdit(
            echoMode=QLineEdit.EchoMode.Password, placeholderText="Password", accessibleName="Password"
        )
        self.keep = QCheckBox(
            f"Keep it in {ring}" if ring else "This system has no keyring that can be used: it is not kept"
        )
        self.keep.setEnabled(bool(ring))
        self.keep.setChecked(bool(ring))
        self.rows.addWidget(self.secret)
        self.rows.addWidget(self.keep)
        self.rows.addStretch(1)
        self.rows.addWidget(self.buttons)
        self.go.setDefault(True)
        self.secret.setFocus()

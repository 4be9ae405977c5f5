"""Targets on the settings page, and publishing to them from the window."""

from dataclasses import replace

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk import operations as ops
from desk.domain import Status, Target, TargetKind
from desk.publish import secrets
from desk.ui.asking import Asking
from desk.ui.planning import PlanDialog
from desk.ui.publishing import SecretDialog
from desk.ui.targets import TargetForm
from tests.publish.conftest import sftp, sshd, user_home
from tests.publish.servers import keygen
from tests.publish.test_secrets import FileKeyring

__all__ = ["sftp", "sshd", "user_home"]


@pytest.fixture(autouse=True)
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def dialog(qtbot, window):
    """Wait for a dialog of a kind, and return it."""

    def there(kind=Asking, words=""):
        def found():
            return [one for one in window.findChildren(kind) if one.isVisible() and words in one.said.text()]

        qtbot.waitUntil(lambda: bool(found()), timeout=30_000)
        return found()[-1]

    return there


@pytest.fixture
def published(session, stories):
    ops.story.save(session.desk, replace(stories["Alpha"], status=Status.PUBLISHED))


def press(one, words):
    button = next(button for button in one.findChildren(QPushButton) if button.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def says(qtbot, window, words):
    qtbot.waitUntil(lambda: words in window.notice.words.text(), timeout=30_000)


def keep(session, window, settle, target):
    window.settings_page.targets.kept.emit(ops.publishing.keep_target(session.desk, target).value)
    settle()


def test_without_a_target_the_settings_say_how(qtbot, window, settle):
    window.commands["publish"].trigger()
    says(qtbot, window, "nowhere to publish to")
    assert QApplication.focusWidget() is window.settings_page.targets.add
    settle()
    page = window.settings_page
    assert page.isVisible() and not page.targets.empty.isHidden()


def test_what_has_the_keyboard_is_in_sight_whatever_a_notice_takes(qtbot, window, settle):
    page = window.settings_page

    def seen(field: QWidget) -> bool:
        return page.viewport().rect().contains(QRect(field.mapTo(page.viewport(), QPoint()), field.size()))

    window.resize(1100, 700)
    window.commands["publish"].trigger()
    says(qtbot, window, "nowhere to publish to")
    settle()
    assert seen(page.targets.add)
    window.notice.hide()
    settle()
    bar = page.verticalScrollBar()
    bar.setValue(
        bar.value() + page.targets.add.mapTo(page, QPoint()).y() + page.targets.add.height() - page.height()
    )
    assert seen(page.targets.add)
    window.notice.say("Kept.")
    settle()
    assert seen(page.targets.add)
    bar.setValue(0)
    window.notice.hide()
    window.notice.say("Kept.")
    settle()
    assert bar.value() == 0, "who reads elsewhere stays there"


def test_a_target_is_added_tried_changed_and_removed(qtbot, session, window, settle, dialog, tmp_path):
    window.go("settings")
    targets = window.settings_page.targets
    targets.add.click()
    form = dialog(TargetForm)
    qtbot.waitUntil(lambda: not form.keep_secret.isEnabled())
    assert not form.secret.isVisible() and form.fields["path"].isVisible()
    form.name.setText("Office share")
    form.fields["path"].setText("www")
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "whole path" in form.said.text())
    form.fields["path"].setText(str(tmp_path / "www"))
    QTest.mouseClick(form.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nothing was published there yet" in form.said.text())
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    settle()
    made = Target("Office share", path=str(tmp_path / "www"))
    assert ops.desk.publication(session.desk).targets == (made,) == window.publication.targets
    press(targets, "Change…")
    form = dialog(TargetForm)
    assert form.target() == made
    form.name.setText("Share")
    form.kind.setCurrentIndex(form.kind.findData(TargetKind.S3))
    assert form.secret.isVisible()
    qtbot.waitUntil(lambda: "no keyring" in form.keep_secret.text())
    form.kind.setCurrentIndex(form.kind.findData(TargetKind.FOLDER))
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    settle()
    assert ops.desk.publication(session.desk).targets == (replace(made, name="Share"),)
    window.settings_page.title.setText("The Evening Hour")
    window.settings_page.flush()
    settle()
    now = ops.desk.publication(session.desk)
    assert (now.title, now.targets[0].name) == ("The Evening Hour", "Share")
    press(targets, "Remove")
    settle()
    assert ops.desk.publication(session.desk).targets == () and targets.rows.count() == 0


def test_publishing_shows_the_plan_and_return_exports_and_publishes(
    qtbot, session, window, settle, dialog, published, tmp_path
):
    keep(session, window, settle, Target("Share", path=str(tmp_path / "www")))
    keep(session, window, settle, Target("Zip", TargetKind.ZIP, str(tmp_path / "hour.zip")))
    window.commands["publish"].trigger()
    plan = dialog(PlanDialog)
    assert "1 story" in plan.said.text() and not (tmp_path / "www").exists()
    QTest.keyClick(plan.list, Qt.Key.Key_Return)
    says(qtbot, window, "Published to Share")
    settle()
    assert (tmp_path / "www" / "index.html").is_file()
    window.commands["publish"].trigger()
    plan = dialog(PlanDialog)
    assert plan.go.text() == "Publish" and plan.go.isEnabled()
    plan.target.setCurrentIndex(1)
    plan.accept()
    says(qtbot, window, "Published to Zip")
    settle()
    assert (tmp_path / "hour.zip").is_file()
    window.commands["publish"].trigger()
    assert dialog(PlanDialog).target.currentData() == "Zip", "the last one is offered again"


def test_what_stands_in_the_way_is_said_and_tried_again(
    qtbot, session, window, settle, dialog, published, tmp_path
):
    keep(session, window, settle, Target("Share", path=str(tmp_path / "share" / "www")))
    window.commands["publish"].trigger()
    dialog(PlanDialog).accept()
    says(qtbot, window, "is not there")
    assert window.notice.button.text() == "Try again"
    (tmp_path / "share").mkdir()
    window.notice.press()
    says(qtbot, window, "Published to Share")
    settle()


def test_somebody_elses_site_is_replaced_only_when_that_is_wanted(
    qtbot, session, window, settle, dialog, published, tmp_path, other
):
    share = Target("Share", path=str(tmp_path / "www"))
    keep(session, window, settle, share)
    ops.exporting.export(other, tmp_path / "other site")
    ops.publishing.publish_site(other, share, tmp_path / "other site")
    for one in (session.desk.folder / "site" / "published").rglob("editions"):
        one.unlink()  # as on another device
    story = next(one for one in session.desk.store.stories() if one.headline == "Beta")
    ops.story.save(session.desk, replace(story, status=Status.PUBLISHED))
    window.commands["publish"].trigger()
    dialog(PlanDialog).accept()
    says(qtbot, window, "Bob on other published there")
    assert not list((tmp_path / "www").rglob("beta*"))
    window.notice.press()
    says(qtbot, window, "Published to Share")
    settle()
    assert list((tmp_path / "www").rglob("beta*"))


def test_a_server_is_asked_about_and_a_passphrase_asked_for_and_kept(
    qtbot, session, window, settle, dialog, published, sftp, sshd, tmp_path
):
    sftp.hosts.unlink()
    keygen(sshd.folder / "locked", "sesame")
    with (sshd.folder / "authorized").open("ab") as file:
        file.write((sshd.folder / "locked.pub").read_bytes())
    target = replace(sftp.target, key=str(sshd.folder / "locked"))
    keep(session, window, settle, target)
    ring = FileKeyring()
    ring.file_path = str(tmp_path / "keyring.cfg")
    keyring.set_keyring(ring)
    window.commands["publish"].trigger()
    dialog(PlanDialog).accept()
    asking = dialog(Asking, sshd.fingerprint)
    QTest.mouseClick(asking.go, Qt.MouseButton.LeftButton)
    asking = dialog(SecretDialog)
    assert "passphrase" in asking.said.text() and asking.keep.isChecked()
    QTest.keyClicks(asking.secret, "sesame")
    QTest.keyClick(asking.secret, Qt.Key.Key_Return)
    says(qtbot, window, "Published to Server")
    settle()
    assert (sftp.folder / "index.html").is_file() and secrets.known(target) == "sesame"
    held = [file for file in session.desk.folder.rglob("*") if file.is_file()]
    assert held and not any(b"sesame" in file.read_bytes() for file in held)

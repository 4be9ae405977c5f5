"""What another window or program did meanwhile comes in, and what is typed here stays."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desk import operations as ops


def test_a_list_changed_elsewhere_is_shown_when_the_window_comes_back(window, settle, stories, other):
    assert window.curation.named.model.rowCount() == 0
    ops.curation.place(other, "editors-choice", stories["Beta"].id)
    ops.curation.relate(other, stories["Alpha"].id, [stories["Gamma"].id])
    window.curation.look_again()
    settle()
    assert window.curation.named.model.rowCount() == 1
    assert window.curation.related.model.rowCount() == 1


def test_settings_changed_at_once_keep_both(window, session, settle, other):
    page = window.settings_page
    now = ops.desk.publication(other)
    ops.desk.save_publication(other, replace(now, footer="By Bob", timezone="Asia/Baku"))
    page.title.selectAll()
    QTest.keyClicks(page.title, "The Evening Hour")
    page.flush()
    settle()
    page.flush()  # what the fields now show takes nothing back
    settle()
    kept = ops.desk.publication(session.desk)
    assert (kept.title, kept.footer, kept.timezone) == ("The Evening Hour", "By Bob", "Asia/Baku")
    assert (page.footer.words(), page.timezone.text()) == ("By Bob", "Asia/Baku")

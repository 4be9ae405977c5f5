"""How much must be cleared, told in the list and on the board."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Level, Status, new_id
from desk.ui.checks import flags
from desk.ui.checks.point import readable


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Have stories looked at after a shorter rest."""
    monkeypatch.setattr(flags, "_QUIET", 200)
    monkeypatch.setattr(flags, "_NEXT", 20)


def known(qtbot, flags, story, number):
    def told():
        return flags.get(story) == number

    qtbot.waitUntil(told, timeout=20_000)


def test_the_list_tells_what_must_be_cleared_and_follows_it(qtbot, window, session, stories, settle):
    beta = stories["Beta"]
    known(qtbot, window.flags, beta.id, 0)
    done = ops.story.save(session.desk, replace(beta, body="They went to the the harbour (late.\n"))
    session.bus.changed.emit(done.change)
    known(qtbot, window.flags, beta.id, 2)
    row = window.stories.row(beta.id)
    assert ("warn", "warning", "2") in window.stories.delegate._said(row)
    done = ops.story.save(session.desk, replace(done.value, body="All is well.\n"))
    session.bus.changed.emit(done.change)
    known(qtbot, window.flags, beta.id, 0)


def test_the_list_follows_what_is_let_stand_and_what_a_rule_is_here(qtbot, window, session, stories, settle):
    desk, beta = session.desk, stories["Beta"]
    done = ops.story.save(desk, replace(beta, body="They went to the the harbour (late.\n"))
    session.bus.changed.emit(done.change)
    known(qtbot, window.flags, beta.id, 2)
    twice = next(one for one in ops.checking.check(desk, done.value).open if one.rule == "doubled-word")
    session.bus.changed.emit(ops.clearing.dismiss(desk, beta.id, twice, "As it is sung").change)
    known(qtbot, window.flags, beta.id, 1)
    publication = ops.desk.publication(desk)
    off = replace(publication, checks=(("unpaired-bracket", Level.OFF),))
    session.bus.changed.emit(ops.desk.save_publication(desk, off).change)
    known(qtbot, window.flags, beta.id, 0)
    as_before = replace(ops.desk.publication(desk), checks=())
    session.bus.changed.emit(ops.desk.save_publication(desk, as_before).change)
    known(qtbot, window.flags, beta.id, 1)


def test_the_list_tells_of_what_is_brought_in(qtbot, window, session, tmp_path, settle):
    file = tmp_path / "ferry.md"
    file.write_text("---\ntitle: The ferry\n---\n\nThe ferry left the the harbour.\n", "utf-8")
    done = ops.importing.files(session.desk, [file])
    session.bus.changed.emit(done.change)
    settle()
    (story,) = done.value.made
    known(qtbot, window.flags, story.id, 1)
    said = window.stories.delegate._said(window.stories.row(story.id))
    assert ("warn", "warning", "1") in said


def test_the_story_on_the_sheet_is_told_of_as_it_is_typed(qtbot, window, stories, settle):
    window.going.show()
    window.body.set_markdown("They went to the the harbour.\n")
    window.open_story.touch()
    known(qtbot, window.flags, stories["Alpha"].id, 1)


def test_a_link_is_dead_in_the_list_once_the_story_it_leads_to_is_deleted(
    qtbot, window, session, stories, settle
):
    desk, beta, gamma = session.desk, stories["Beta"], stories["Gamma"]
    session.bus.changed.emit(ops.story.save(desk, replace(gamma, body="The the end.\n")).change)
    known(qtbot, window.flags, gamma.id, 1)  # it was in sight, so that it is no news
    linked = ops.story.save(desk, replace(beta, body=f"See the the [end](/story/{gamma.slug}/).\n"))
    session.bus.changed.emit(linked.change)
    known(qtbot, window.flags, beta.id, 1)
    gone = ops.story.set_status(desk, gamma.id, Status.WITHDRAWN)
    session.bus.changed.emit(gone.change)
    session.bus.changed.emit(ops.withdrawn.empty(desk, [gamma.id]).change)
    known(qtbot, window.flags, beta.id, 2)
    again = ops.story.save(desk, replace(gamma, id=new_id(), revision=""))
    session.bus.changed.emit(again.change)
    known(qtbot, window.flags, beta.id, 1)


def test_the_list_tells_what_another_program_did_once_a_person_is_back(
    qtbot, window, session, stories, other
):
    beta, gamma = stories["Beta"], stories["Gamma"]
    linked = ops.story.save(session.desk, replace(beta, body=f"The the [end](/story/{gamma.slug}/).\n"))
    session.bus.changed.emit(linked.change)
    known(qtbot, window.flags, beta.id, 1)
    ops.story.set_status(other, gamma.id, Status.WITHDRAWN)
    ops.withdrawn.empty(other, [gamma.id])
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    known(qtbot, window.flags, beta.id, 2)


def test_counts_leave_out_what_is_withdrawn_or_gone(session, stories):
    desk = session.desk
    wrong = ops.story.save(desk, replace(stories["Beta"], body="The the end.\n")).value
    assert ops.checking.counts(desk, [wrong.id, "gone"]) == {wrong.id: 1}
    ops.story.set_status(desk, wrong.id, Status.WITHDRAWN)
    assert ops.checking.counts(desk, [wrong.id]) == {}


def test_a_message_runs_from_the_left_whatever_words_it_names():
    said = readable("“إلى” stands here twice.")
    assert said[0] == "\N{LEFT-TO-RIGHT MARK}"
    assert "“\N{FIRST STRONG ISOLATE}إلى\N{POP DIRECTIONAL ISOLATE}”" in said
    dated = readable("27 نوفمبر 2026 is no الأربعاء.")
    assert "\N{FIRST STRONG ISOLATE}27 نوفمبر 2026\N{POP DIRECTIONAL ISOLATE} is no" in dated
    assert readable("“the” stands here twice.") == "“the” stands here twice."

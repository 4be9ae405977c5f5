"""Many stories at once: chosen beyond what is loaded, changed with one step back, carried out by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desk import operations as ops
from desk.domain import Status
from desk.ui.stories.model import MIME
from desk.ui.withdrawing import WithdrawDialog
from tests.ui.test_story_list import shown
from tests.ui.test_withdrawing import asked


@pytest.fixture
def statuses(session):
    def now():
        rows = ops.story.rows(session.desk, ops.story.StoryQuery(statuses=tuple(Status))).rows
        return {row.headline: row.status for row in rows}

    return now


@pytest.fixture
def done(qtbot, window, settle):
    """Wait until what was asked for is done and said."""

    def wait():
        qtbot.waitUntil(lambda: not window.exports._busy and window.session.tasks.idle, timeout=10_000)
        settle()

    return wait


def click(window, row, modifier=Qt.KeyboardModifier.NoModifier):
    view = window.stories.view
    at = view.visualRect(view.model().index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def test_keys_choose_without_opening_and_the_bar_says_how_many(window, settle, stories):
    click(window, 0)
    settle()
    opened = window.open_story.story.id
    click(window, 2, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.open_story.story.id == opened
    bar = window.list_tools.chosen
    assert bar.isVisible() and bar.number.text() == "2 stories chosen"
    QTest.keyClick(window.stories.view, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    click(window, 0)
    click(window, 2, Qt.KeyboardModifier.ShiftModifier)
    assert bar.number.text() == "3 stories chosen"
    settle()


def test_a_story_that_is_opened_while_a_key_is_held_is_chosen_alone(window, settle, stories):
    model = window.stories.view.selectionModel()
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        for name in ("Beta", "Gamma"):
            QTest.keyPress(window.body, Qt.Key.Key_F20, modifier)  # as amid Ctrl+K, or Ctrl+N
            window.open(stories[name].id)
            settle()
            assert QGuiApplication.keyboardModifiers() == modifier
            assert window.stories.choice.ids() == [stories[name].id]
        window.stories.step(-1)
        assert len(model.selectedIndexes()) == 1
        settle()
    QTest.keyRelease(window.body, Qt.Key.Key_F20)


def test_a_status_for_many_is_one_step_of_undo(window, done, statuses, stories):
    QTest.keyClicks(window.body, "Just typed. ")
    window.stories.view.selectAll()
    window.commands["chosen-ready"].trigger()
    done()
    assert set(statuses().values()) == {Status.READY}
    kept = ops.story.get(window.session.desk, stories["Alpha"].id)
    assert kept.body == "Just typed. Words of Alpha.\n", "the story being written is stored first"
    assert window.notice.words.text() == "3 stories are now ready."
    window.notice.button.click()
    done()
    assert set(statuses().values()) == {Status.DRAFT}
    assert ops.story.get(window.session.desk, stories["Alpha"].id).body == "Just typed. Words of Alpha.\n"


def test_many_that_stand_nowhere_are_withdrawn_at_once(window, session, done, statuses, stories):
    window.stories.view.selectAll()
    window.commands["chosen-withdrawn"].trigger()
    done()
    assert set(statuses().values()) == {Status.WITHDRAWN}
    assert window.notice.words.text() == "3 stories are now withdrawn."


@pytest.fixture
def standing(qtbot, window, session, settle, stories):
    """Alpha and Beta stand somewhere; both are about to be withdrawn."""
    ids = {name: story.id for name, story in stories.items()}
    ops.curation.act(session.desk, "lead", "add", [ids["Alpha"]])
    ops.curation.act(session.desk, "editors-choice", "add", [ids["Alpha"], ids["Beta"]])
    settle()
    names = shown(window)
    click(window, names.index("Alpha"))
    click(window, names.index("Beta"), Qt.KeyboardModifier.ControlModifier)
    settle()
    window.commands["chosen-withdrawn"].trigger()
    return ids, asked(qtbot, window, WithdrawDialog)


def held(session, slug):
    return [slot.story for slot in ops.curation.get(session.desk, slug).slots]


def choose(qtbot, dialog, story, search):
    """Ask about a story and find what stands there instead; without words its answer stays."""
    for row in range(dialog.stories.topLevelItemCount()):
        if dialog.stories.topLevelItem(row).text(0) == story:
            dialog.stories.setCurrentItem(dialog.stories.topLevelItem(row))
    if not search:
        return
    QTest.keyClicks(dialog.search, search)
    qtbot.waitUntil(lambda: dialog.stories.currentItem().text(2).startswith(f"“{search}”"), timeout=10_000)


def test_others_take_the_places_of_many_and_undo_gives_them_back(
    qtbot, window, session, done, statuses, standing
):
    ids, dialog = standing
    rows = [dialog.stories.topLevelItem(n) for n in range(dialog.stories.topLevelItemCount())]
    assert {(row.text(0), row.text(1)) for row in rows} == {
        ("Alpha", "Lead, place 1; Editor's choice, place 1"),
        ("Beta", "Editor's choice, place 2"),
    }
    choose(qtbot, dialog, "Alpha", "Gamma")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    done()
    assert statuses() == {"Alpha": Status.WITHDRAWN, "Beta": Status.WITHDRAWN, "Gamma": Status.DRAFT}
    assert (held(session, "lead"), held(session, "editors-choice")) == ([ids["Gamma"]], [ids["Gamma"]])
    assert window.notice.words.text() == "2 stories are now withdrawn, 2 lists changed."
    window.notice.button.click()
    done()
    assert set(statuses().values()) == {Status.DRAFT}
    assert held(session, "lead") == [ids["Alpha"]]
    assert held(session, "editors-choice") == [ids["Alpha"], ids["Beta"]]


def test_each_of_many_has_an_answer_of_its_own(qtbot, window, session, done, standing):
    ids, dialog = standing
    choose(qtbot, dialog, "Beta", "Gamma")
    choose(qtbot, dialog, "Alpha", "")
    assert dialog.answer is None, "what is answered for one says nothing of the other"
    dialog.answers.setCurrentRow(1)
    choose(qtbot, dialog, "Beta", "")
    assert dialog.answer == ids["Gamma"], "an answer stays when another story is asked about"
    assert "Alpha" not in {dialog.answers.item(n).text() for n in range(dialog.answers.count())}
    dialog.go.click()
    done()
    assert held(session, "lead") == [ids["Alpha"]]
    assert held(session, "editors-choice") == [ids["Alpha"], ids["Gamma"]]
    assert "Readers no longer see what stands in: Lead, place 1; Editor's choice, place 1." in (
        window.notice.words.text()
    )


def test_esc_withdraws_none_of_many(window, session, done, statuses, standing):
    ids, dialog = standing
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    done()
    assert set(statuses().values()) == {Status.DRAFT}
    assert held(session, "editors-choice") == [ids["Alpha"], ids["Beta"]]


def test_what_could_not_be_done_is_named(window, session, done, statuses, stories):
    ops.story.new(session.desk)
    window.stories.look_again()
    done()
    window.stories.view.selectAll()
    window.commands["chosen-published"].trigger()
    done()
    said = window.notice.words.text()
    assert "3 stories are now published. 1 story was left as before: “Untitled”" in said, said
    assert statuses()["Alpha"] is Status.PUBLISHED and statuses()[""] is Status.DRAFT
    window.notice.button.click()
    done()
    assert set(statuses().values()) == {Status.DRAFT}


def test_sections_and_tags_for_many(qtbot, window, session, done, stories):
    window.stories.view.selectAll()
    bar = window.list_tools.chosen
    bar.section("culture", "Culture")
    done()
    window.commands["chosen-tag"].trigger()
    assert bar.tags.isVisible()
    QTest.keyClicks(bar.tags, "sea, old port")
    QTest.keyClick(bar.tags, Qt.Key.Key_Return)
    done()
    kept = [ops.story.get(session.desk, story.id) for story in stories.values()]
    assert {(story.section, story.tags) for story in kept} == {("culture", ("sea", "old port"))}
    window.commands["chosen-untag"].trigger()
    QTest.keyClicks(bar.tags, "SEA")
    QTest.keyClick(bar.tags, Qt.Key.Key_Return)
    done()
    kept = [ops.story.get(session.desk, story.id) for story in stories.values()]
    assert {story.tags for story in kept} == {("old port",)}


def test_all_means_also_what_is_not_loaded(qtbot, window, session, settle, done, statuses):
    with session.desk.store.batch():
        for number in range(150):
            ops.story.new(session.desk, headline=f"Story {number:03}", section="culture")
    window.stories.head.put("section:culture")
    qtbot.waitUntil(lambda: len(shown(window)) == 100)
    settle()
    view = window.stories.view
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bar = window.list_tools.chosen
    qtbot.waitUntil(lambda: bar.number.text() == "150 stories chosen")
    click(window, 1, Qt.KeyboardModifier.ControlModifier)
    assert bar.number.text() == "149 stories chosen"
    window.commands["chosen-review"].trigger()
    done()
    assert [name for name, status in statuses().items() if status is Status.DRAFT and "Story" in name] == [
        "Story 148"
    ]
    assert bar.number.text() == "149 stories chosen", "they moved to the top, and stay chosen"
    window.stories.model.fetchMore()
    qtbot.waitUntil(lambda: len(shown(window)) == 150)
    view.selectAll()
    click(window, 2, Qt.KeyboardModifier.ControlModifier)
    chosen = set(window.stories.choice.ids())
    changing: list[bool] = []
    window.exports.changing.connect(changing.append)
    window.many.add_tags(window.stories.choice.ids(), ["sea"])
    done()
    assert changing == [True, False], "what else would write can stand back"
    assert len(shown(window)) < 149, "rows far below what is seen were let go"
    assert bar.number.text() == "149 stories chosen" and set(window.stories.choice.ids()) == chosen
    window.notice.button.click()
    done()
    assert set(window.stories.choice.ids()) == chosen
    click(window, 0)
    assert window.stories.choice.ids() == [window.stories.model.rows[0].id]
    settle()


def test_another_search_keeps_what_is_chosen(qtbot, window, settle, stories):
    click(window, 0)
    click(window, 2, Qt.KeyboardModifier.ControlModifier)
    settle()
    both = set(window.stories.choice.ids())
    window.commands["sort-headline"].trigger()
    qtbot.waitUntil(lambda: shown(window) == ["Alpha", "Beta", "Gamma"])
    settle()
    assert set(window.stories.choice.ids()) == both


def test_stories_are_written_as_files(window, done, stories, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.stories.view.selectAll()
    window.commands["chosen-md"].trigger()
    done()
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["alpha.md", "beta.md", "gamma.md"]
    assert "Words of Beta." in (tmp_path / "out" / "beta.md").read_text(encoding="utf-8")


def test_stories_are_written_as_pages_proofs_and_zips(window, done, stories, tmp_path, monkeypatch):
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    window.stories.view.selectAll()
    for kind in ("html", "pdf", "zip"):
        window.commands[f"chosen-{kind}"].trigger()
        done()
        ending = "desk.zip" if kind == "zip" else kind
        assert sorted(one.name for one in out.glob(f"*.{kind}")) == [
            f"{name}.{ending}" for name in ("alpha", "beta", "gamma")
        ]
    assert (out / "beta.pdf").read_bytes()[:5] == b"%PDF-" and "Words of Beta." in (
        out / "beta.html"
    ).read_text()
    window.commands["story-pdf"].trigger()
    done()
    assert (out / f"{window.open_story.story.slug}-2.pdf").is_file()
    assert str(out) in window.notice.words.text()


def test_a_drag_carries_links_and_files(window, session, done, stories):
    from dataclasses import replace

    settings = ops.desk.publication(session.desk)
    ops.desk.save_publication(session.desk, replace(settings, base_url="https://hour.example"))
    model = window.stories.model
    mime = model.mimeData([model.index(2), model.index(0)])
    done()
    ids = bytes(mime.data(MIME).data()).decode().split("\n")
    assert ids == [stories["Gamma"].id, stories["Alpha"].id], "in the order of the list"
    files = [Path(url.toLocalFile()) for url in mime.urls()]
    assert [file.name for file in files] == ["gamma.md", "alpha.md"]
    assert "Words of Gamma." in files[0].read_text(encoding="utf-8")
    assert [line.startswith("https://hour.example/") for line in mime.text().split("\n")] == [True, True]
    assert ">Gamma</a>" in mime.html()
    assert not window.body.canInsertFromMimeData(mime)


def test_links_are_copied(qtbot, window, session, done, stories):
    from dataclasses import replace

    settings = ops.desk.publication(session.desk)
    ops.desk.save_publication(session.desk, replace(settings, base_url="https://hour.example"))
    window.stories.view.selectAll()
    window.commands["chosen-link"].trigger()
    done()
    assert QGuiApplication.clipboard().text().count("https://hour.example/") == 3

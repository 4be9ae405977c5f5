"""What was typed and not stored is found at the next start and kept as the person says; no word goes."""

from dataclasses import replace

import pytest

from desk import operations as ops


@pytest.fixture
def story(desk):
    made = ops.story.new(desk, headline="Harbour").value
    return ops.story.save(desk, replace(made, body="Saved words.\n")).value


@pytest.fixture
def journal(desk, tmp_path):
    folder = ops.journal.places(desk)[0] / "window"
    folder.mkdir(parents=True)
    return folder


def kept(desk, journal, story, body):
    """Write a story's words into the journal as a window does; return what the next start finds."""
    ops.journal.keep(journal / f"{story.id}.json", desk.folder, replace(story, body=body))
    return ops.journal.left(desk, journal)


def test_words_that_were_not_stored_are_found(desk, journal, story):
    (one,) = kept(desk, journal, story, "Saved words. And more.\n")
    assert one.thing.body == "Saved words. And more.\n"
    assert one.thing.revision == story.revision


def test_what_the_store_has_is_no_news(desk, journal, story):
    assert kept(desk, journal, story, "Saved words.\n") == []
    assert list(journal.iterdir()) == []
    later = ops.story.save(desk, replace(story, body="Later.\n")).value
    assert later.body == "Later.\n"
    assert kept(desk, journal, story, "Saved words.\n") == [], "an older revision holds them"


def test_kept_words_become_the_newest_version_and_what_came_since_stays(desk, journal, story):
    kept(desk, journal, story, "Saved words.\n\nTyped last.\n")
    ops.story.save(desk, replace(story, body="First of all.\n\nSaved words.\n", headline="The harbour"))
    (one,) = ops.journal.left(desk, journal)
    now = ops.journal.adopt(desk, one).value
    assert now.body == "First of all.\n\nSaved words.\n\nTyped last.\n"
    assert now.headline == "The harbour"
    assert not one.file.exists()


def test_both_can_be_kept(desk, journal, story):
    (one,) = kept(desk, journal, story, "Other words.\n")
    copy = ops.journal.apart(desk, one).value
    assert copy.id != story.id
    assert (copy.body, copy.headline, copy.status.value) == ("Other words.\n", "Harbour", "draft")
    assert ops.story.get(desk, story.id).body == "Saved words.\n"
    assert ops.journal.left(desk, journal) == []


def test_set_aside_is_not_thrown_away(desk, journal, story):
    (one,) = kept(desk, journal, story, "Other words.\n")
    ops.journal.aside(desk, one)
    assert ops.journal.left(desk, journal) == []
    assert ops.story.get(desk, story.id).body == "Saved words.\n"
    (file,) = journal.iterdir()
    assert "Other words." in file.read_text(encoding="utf-8")


def test_a_story_that_the_store_lost_comes_back(desk, journal, story):
    from desk.domain import Story, new_id

    never = Story(id=new_id(), headline="Never stored")
    (one,) = kept(desk, journal, never, "Not wanted.\n")
    ops.journal.aside(desk, one)
    assert ops.journal.left(desk, journal) == [], "nobody is asked again"
    (one,) = kept(desk, journal, never, "Its words.\n")
    assert ops.story.get(desk, ops.journal.adopt(desk, one).value.id).body == "Its words.\n"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"story": 7}', b"\xff\xfe", b"null"])
def test_a_damaged_file_stays_and_hurts_nobody(desk, journal, story, content):
    (journal / "x.json").write_bytes(content)
    (one,) = kept(desk, journal, story, "Other words.\n")
    assert one.thing.body == "Other words.\n"
    assert (journal / "x.json").read_bytes() == content


def test_what_cannot_be_read_hides_no_words(desk, journal, story):
    (journal / "other.new").mkdir()
    (journal / "more.json").mkdir()
    (journal / "gone.new").symlink_to(journal / "nowhere")
    (one,) = kept(desk, journal, story, "Saved words. And more.\n")
    assert one.thing.body == "Saved words. And more.\n"


def test_the_newer_of_two_writings_counts_even_when_the_clock_was_put_back(desk, journal, story):
    file = journal / f"{story.id}.json"
    ops.journal.keep(file, desk.folder, replace(story, body="New.\n"))
    file.write_text(file.read_text().replace('"at": "20', '"at": "19'))
    file.rename(file.with_suffix(".new"))
    ops.journal.keep(other := journal / "other.json", desk.folder, replace(story, body="Old.\n"))
    other.rename(file)
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.body == "New.\n"
    ops.journal.adopt(desk, one)
    assert ops.journal.left(desk, journal) == []


def test_a_writing_that_was_cut_short_gives_way_to_the_one_before(desk, journal, story):
    file = journal / f"{story.id}.json"
    kept(desk, journal, story, "Old.\n")
    file.with_suffix(".new").write_bytes(file.read_bytes()[:-20])
    (one,) = ops.journal.left(desk, journal)
    assert one.thing.body == "Old.\n"


def test_another_copy_of_the_publication_asks_for_its_own(desk, journal, story, tmp_path):
    elsewhere = tmp_path / "copy.desk"
    elsewhere.mkdir()
    ops.journal.keep(journal / "x.json", elsewhere, replace(story, body="Copy.\n"))
    assert ops.journal.left(desk, journal) == []
    elsewhere.rmdir()  # moved: then it is asked about here
    assert len(ops.journal.left(desk, journal)) == 1

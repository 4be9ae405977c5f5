"""Making and opening desks."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import BadInput, NotADesk, Publication, Role, Status, Target, Unwritable
from tests.operations.conftest import ANN, paint


@pytest.mark.parametrize(
    "url",
    [
        "news.example",
        "ftp://news.example",
        "https://",
        "https://a b",
        "javascript:alert(1)",
        "https://x.example/?q=1",
        "https://[bad",
        "https://user@x.example",
        "https://x.example:port",
    ],
)
def test_a_base_url_that_is_none_is_refused_and_no_folder_is_made(tmp_path: Path, url):
    with pytest.raises(BadInput, match="base URL"):
        ops.desk.create(tmp_path / "a.desk", ANN, title="A", base_url=url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("field", "value"), [("timezone", "Mars/Base"), ("language", "no language")])
def test_settings_that_cannot_be_are_refused(tmp_path: Path, field, value):
    with pytest.raises(BadInput):
        ops.desk.create(tmp_path / "a.desk", ANN, title="A", **{field: value})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput):
        ops.desk.create(tmp_path, ANN, title="A")
    with pytest.raises(NotADesk):
        ops.desk.open_desk(tmp_path, ANN)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_written_where_the_folder_was(desk, tmp_path: Path, picture):
    out, target = tmp_path / "site", Target("Server", path=str(tmp_path / "published"))
    ops.exporting.export(desk, out)
    desk.folder.rename(tmp_path / "away")
    for write in (
        lambda: ops.backups.make(desk),
        lambda: ops.exporting.export(desk, out, full=True),
        lambda: ops.exporting.plan(desk, out),
        lambda: ops.publishing.publish_site(desk, target, out),
        lambda: ops.photo.take_in(desk, picture),
    ):
        with pytest.raises(Unwritable, match="moved"):
            write()
    (tmp_path / "away").rename(desk.folder)  # it can be put back
    assert ops.backups.make(desk).is_file()


def test_a_waiting_caption_takes_its_photo(desk, tmp_path: Path, picture):
    page = tmp_path / "page.txt"
    page.write_text(
        "Bridge opens\n\nIt opened.\n\nphoto: The new bridge at dawn. (courtesy of the city hall)\n"
    )
    story = ops.importing.files(desk, [page]).value.made[0]
    assert story.lead and (story.lead.photo, story.lead.caption) == ("", "The new bridge at dawn.")
    story = ops.photo.add(desk, story.id, [picture]).value
    photo = ops.photo.of_story(desk, story)[story.lead.photo]
    assert photo.caption == "The new bridge at dawn." and "city hall" in photo.credit
    assert story.lead.caption == ""


def test_a_second_lead_keeps_the_first_in_the_story(desk, tmp_path: Path, picture):
    story = ops.story.new(desk, headline="Bridge").value
    first = ops.photo.add(desk, story.id, [picture], caption="One").value.lead.photo
    after = ops.photo.add(desk, story.id, [paint(tmp_path / "b.png", (10, 20, 30))], caption="Two").value
    assert after.lead.photo != first
    assert [place.photo for place in after.inline] == [first]


def test_the_same_file_twice_is_one_photo_and_its_own_words_stay(desk, picture):
    a, b = (ops.story.new(desk, headline=word).value for word in ("Alpha", "Beta"))
    ops.photo.add(desk, a.id, [picture], caption="The bridge", credit="N. Arda")
    second = ops.photo.add(desk, b.id, [picture], caption="Another view of it").value
    photo = ops.photo.of_story(desk, second)[second.lead.photo]
    assert (photo.caption, second.lead.caption, photo.credit) == (
        "The bridge",
        "Another view of it",
        "N. Arda",
    )
    assert ops.photo.uses(desk, photo.id) == 2


def test_an_inline_photo_stands_in_the_text(desk, picture):
    story = ops.story.new(desk, headline="Bridge").value
    after = ops.photo.add(desk, story.id, [picture], role=Role.INLINE).value
    assert f"![](photo:{after.inline[0].photo})" in after.body


def test_a_bad_picture_among_good_ones_adds_none(desk, tmp_path: Path, picture):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture at all")
    story = ops.story.new(desk, headline="Bridge").value
    with pytest.raises(BadInput, match=r"bad\.jpg"):
        ops.photo.add(desk, story.id, [picture, bad], role=Role.INLINE)
    assert ops.story.get(desk, story.id) == story


def test_two_people_writing_a_photo_s_words_keep_both(desk, picture):
    from dataclasses import replace

    photo = ops.photo.take_in(desk, picture).value
    ops.photo.save(desk, replace(photo, credit="By Bob"))
    merged = ops.photo.save(desk, replace(photo, caption="By Ann")).value
    assert (merged.credit, merged.caption) == ("By Bob", "By Ann")


def test_a_story_as_markdown_has_its_photo_s_words(desk, picture):
    story = ops.story.new(desk, headline="Bridge").value
    ops.photo.add(desk, story.id, [picture], caption="The new bridge", credit="N. Arda")
    assert "caption: The new bridge" in ops.story.markdown(desk, story.id)
    assert "credit: N. Arda" in ops.story.markdown(desk, story.id)


def test_two_people_changing_the_settings_keep_both(desk):
    from dataclasses import replace

    read = ops.desk.publication(desk)
    read = ops.desk.save_publication(desk, replace(read, words=("Ani", "Van"))).value
    ops.desk.save_publication(
        desk, replace(read, footer="By Bob", title="Bob’s", words=("Ani", "Bob", "Van"))
    )
    merged = ops.desk.save_publication(
        desk, replace(read, timezone="Asia/Baku", title="Ann’s", words=("Ann", "Van"))
    )
    now = merged.value
    assert (now.footer, now.timezone, now.title) == ("By Bob", "Asia/Baku", "Ann’s")
    assert now.words == ("Ann", "Bob", "Van") and ops.desk.publication(desk) == now
    titles = [desk.store.at_revision(one.id).title for one in desk.store.revisions(now.id)]
    assert "Bob’s" in titles


# A publication folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication folder whose one story shows `pier.jpg`."""
    made = tmp_path / "publication"
    (made / "stories").mkdir(parents=True)
    (made / "photos").mkdir()
    (made / "publication.toml").write_text('title = "The Pier"\n')
    paint(made / "photos" / "pier.jpg", (10, 90, 60))
    (made / "stories" / "pier.md").write_text("---\ntitle: Pier\nimage: photos/pier.jpg\n---\nThe pier.\n")
    (made / "photos.toml").write_text('[photos."pier.jpg"]\ncity = "Batumi"\nfocal = [0.2, 0.8]\n')
    return made


def test_a_publication_folder_says_of_its_photos_what_its_texts_cannot(folder: Path, tmp_path: Path):
    desk = ops.importing.publication(folder, tmp_path / "pier.desk", ANN)
    (photo,) = desk.store.photos()
    assert (photo.name, photo.city, photo.focal) == ("pier.jpg", "Batumi", (0.2, 0.8))
    desk.close()


def test_a_photo_that_is_named_and_not_there_is_said_before_anything_is_made(folder: Path, tmp_path: Path):
    with (folder / "photos.toml").open("a") as file:
        file.write('[photos."peir.jpg"]\ncity = "Poti"\n')
    with pytest.raises(BadInput, match=r"names peir.jpg, and no story") as error:
        ops.importing.publication(folder, tmp_path / "pier.desk", ANN)
    assert error.value.kept == "Nothing was made" and error.value.todo
    assert not (tmp_path / "pier.desk").exists()


def test_a_photo_that_is_named_and_no_picture_is_said_and_the_desk_opens(folder: Path, tmp_path: Path):
    (folder / "photos" / "pier.jpg").write_bytes(b"no picture")
    with pytest.raises(BadInput, match=r"names pier.jpg, of which the picture could not be taken in"):
        ops.importing.publication(folder, tmp_path / "pier.desk", ANN)
    desk = ops.desk.open_desk(tmp_path / "pier.desk", ANN)
    assert len(desk.store.stories()) == 1
    desk.close()


def test_addresses_that_readers_know_lead_on_in_the_other_form(desk):
    """Which form a new desk has, nobody has linked to yet."""

    def choose(*, files: bool) -> Publication:
        return ops.desk.save_publication(desk, replace(ops.desk.publication(desk), story_files=files)).value

    assert ops.desk.publication(desk).story_files
    assert not choose(files=False).story_both
    story = ops.story.new(desk, headline="Ferry returns").value
    assert not choose(files=True).story_both
    ops.story.set_status(desk, story.id, Status.PUBLISHED)
    ops.story.set_status(desk, story.id, Status.WITHDRAWN)
    assert choose(files=False).story_both

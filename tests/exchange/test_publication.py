"""A publication folder, and the sample that ships with the program."""

import datetime as dt
import shutil
from collections import Counter

import pytest
from PIL import Image

from desk import exchange, text
from desk.domain import LISTS, BadInput, NotFound, Status
from desk.paths import resources
from desk.photo import probe

SAMPLE = resources() / "sample"
AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def sample():
    return exchange.publication(SAMPLE, at=AT)


def test_the_sample_reads_whole(sample):
    assert not sample.skipped
    assert sample.publication.title == "The Caucasus Monitor"
    assert sample.publication.timezone == "Asia/Tbilisi"
    assert len(sample.publication.sections) == 5
    assert len(sample.stories) >= 28
    assert set(Counter(draft.status for draft in sample.stories)) == set(Status)
    assert {draft.story.section for draft in sample.stories} == {
        section.slug for section in sample.publication.sections
    }
    languages = Counter(draft.story.language for draft in sample.stories)
    assert all(languages[language] >= 2 for language in ("hy", "az", "ka", "ru"))
    assert languages["ar"] == 1
    assert not any(draft.story.notes.startswith("Imported fields") for draft in sample.stories)
    assert len({draft.story.headline for draft in sample.stories}) == len(sample.stories)


def test_a_story_of_the_sample_is_being_talked_about(sample):
    (talked,) = [draft.story for draft in sample.stories if draft.story.comments]
    assert [comment.resolved is None for comment in talked.comments] == [True, True, False]
    words = text.plain(talked.body)
    for comment in talked.comments:
        found = text.passage(words, comment.passage.quote)
        assert found and words[slice(*found)] == comment.passage.quote
        assert comment.author and comment.created < AT


def test_the_sample_always_looks_alive(sample):
    published = [draft.story for draft in sample.stories if draft.status is Status.PUBLISHED]
    assert len(published) >= 20
    shown = [story for story in published if story.visible(AT)]
    assert len(shown) == len(published) - 1
    assert all(AT - dt.timedelta(days=21) < story.published < AT for story in shown if story.published)
    assert all(story.published for story in shown)


def test_every_place_of_the_sample_s_lists_is_a_story_or_a_link(sample):
    keys = {draft.key for draft in sample.stories}
    assert set(sample.lists) == set(LISTS)
    slots = [slot for slots in (*sample.lists.values(), *sample.related.values()) for slot in slots]
    assert all(slot.story in keys or slot.url for slot in slots)
    assert set(sample.related) <= keys
    assert any(slot.ends for slot in sample.lists["editors-choice"])
    assert sum(slot.open(AT) for slot in sample.lists["editors-choice"]) == 4


def test_every_picture_of_the_sample_is_sound_small_and_used(sample):
    used = {picture.path for draft in sample.stories for picture in draft.pictures}
    photos = sorted((SAMPLE / "photos").glob("*.jpg"))
    assert used == {photo.resolve() for photo in photos}
    assert len(photos) >= 12
    assert sum(photo.stat().st_size for photo in photos) < 2_000_000
    for photo in photos:
        info = probe(photo)
        assert (info.format, info.width) == ("JPEG", 1600)
        assert photo.stat().st_size < 160_000
    leads = [picture.place for draft in sample.stories for picture in draft.pictures if not picture.place.ref]
    assert all(place.caption and place.alt and place.credit for place in leads)


def folder(tmp_path, **files):
    given = {"publication.toml": 'title = "Lake"\n', "stories/a.md": "---\ntitle: A\n---\nx"} | files
    for name, words in given.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words)
    return tmp_path


def test_a_folder_of_one_story(tmp_path):
    Image.new("RGB", (4, 3)).save(tmp_path / "pier.jpg")
    found = exchange.publication(
        folder(tmp_path, **{"stories/a.md": "---\ntitle: A\nimage: pier.jpg\n---\nx"})
    )
    assert exchange.is_publication(tmp_path)
    assert not exchange.is_publication(tmp_path / "stories")
    assert found.stories[0].key == "a"
    assert found.stories[0].pictures[0].path == (tmp_path / "pier.jpg").resolve()


@pytest.mark.parametrize(
    ("file", "words", "error"),
    [
        ("publication.toml", "title = ", BadInput),
        ("publication.toml", "language = 'en'", BadInput),
        ("publication.toml", "title = 'x'\ntimezone = 'Moon/Base'", BadInput),
        ("publication.toml", "title = 'x'\nsections = [1]", BadInput),
        ("publication.toml", "title = 'x'\n[[targets]]\nname = 'Share'", BadInput),
        ("publication.toml", "title = 'x'\nsections = 3", BadInput),
        ("lists.toml", "[[lead]]\nstory = 'gone'", NotFound),
        ("lists.toml", "[[related.gone]]\nstory = 'a'", NotFound),
        ("lists.toml", "[[lead]]\nurl = 'https://a.example'", BadInput),
        ("lists.toml", "[[lead]]\nstory = 'a'\nuntil = 'soon'", BadInput),
        ("lists.toml", "lead = ['a']", BadInput),
        ("lists.toml", "related = 3", BadInput),
        ("stories/b.md", "---\ntitle: 'x\n---\n", BadInput),
    ],
)
def test_a_faulty_folder_is_refused(tmp_path, file, words, error):
    with pytest.raises(error):
        exchange.publication(folder(tmp_path, **{file: words}))


def test_a_folder_without_its_settings_or_stories_is_refused(tmp_path):
    with pytest.raises(BadInput):
        exchange.publication(tmp_path)
    shutil.rmtree(folder(tmp_path) / "stories")
    with pytest.raises(BadInput):
        exchange.publication(tmp_path)

"""What `verify` finds and mends."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from desk.domain import (
    NotADesk,
    Placement,
    Publication,
    Slot,
    Sort,
    StoryQuery,
    new_id,
    related_slug,
)
from desk.store import Finding, Store
from tests.store.conftest import ANN, noon, picture, put, story


def run(folder: Path, *statements: str) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(folder / "desk.sqlite", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def said(store: Store) -> set[tuple[str, str]]:
    """Return what verify says, each finding by its severity and the word that tells it from others."""
    return {(finding.severity, finding.what) for finding in store.verify()}


def test_stories_that_nobody_counted_come_last_and_are_counted_by_and_by(local: Store) -> None:
    long = local.save_story(story("Long", body="One two three"), ANN)
    local.save_story(story("Short", body="One"), ANN)
    order = StoryQuery(sort=Sort.WORDS)
    run(local.folder, f"UPDATE story SET words = NULL WHERE id = '{long.id}'")
    rows = local.rows(order)
    assert [(row.headline, row.words) for row in rows] == [("Short", 1), ("Long", 0)]
    assert local.rows(replace(order, after=rows[0])) == rows[1:]
    local.save_story(replace(long, headline="Long and old"), ANN)
    assert local.unindexed() > 0
    while local.index_some():
        pass
    assert [(row.headline, row.words) for row in local.rows(order)] == [("Long and old", 3), ("Short", 1)]
    run(local.folder, "UPDATE story SET words = NULL")
    assert local.verify() == []
    assert [row.words for row in local.rows(order)] == [3, 1]


def test_within_a_month_verify_counts_the_words_of_every_story(
    folder: Path, publication: Publication
) -> None:
    with Store.create(folder, publication, ANN) as store:
        for headline in ("One", "Two"):
            store.save_story(story(headline, body="Three words here"), ANN)
    run(folder, "UPDATE story SET words = 99")
    mended: list[str] = []
    for day in range(1, 31):
        with Store.open(folder, clock=lambda day=day: noon().replace(day=day)) as store:
            mended += [finding.what for finding in store.verify()]
    assert sorted(mended) == ["What lists know of “One”", "What lists know of “Two”"]
    with Store.open(folder) as store:
        assert [row.words for row in store.rows()] == [3, 3]


def test_verify_mends_what_can_be_made_again(local: Store) -> None:
    photo = local.add_photo(*picture(), ANN)
    one = local.save_story(story("One", slug="one", body="river", photos=(Placement(photo=photo.id),)), ANN)
    two = local.save_story(story("Two", slug="two", body="river"), ANN)
    for slug in ("lead", "popular"):
        put(local, slug, Slot(id=new_id(), story=one.id))
    related = local.curated(related_slug(two.id))
    local.save_list(replace(related, slots=(Slot(id=new_id(), story=one.id),)), ANN)
    assert local.verify() == []
    run(
        local.folder,
        "DELETE FROM slot",
        "DELETE FROM front_slot WHERE container = 'lead'",
        "DELETE FROM placement",
        f"UPDATE story SET headline = 'Wrong', status = 'ready' WHERE id = '{two.id}'",
        "INSERT INTO search_index(search_index) VALUES ('delete-all')",
    )
    assert said(local) == {
        ("mended", "What lists know of “One”"),
        ("mended", "What lists know of “Two”"),
        ("mended", f"Which stories the list “{related.slug}” holds"),
        ("mended", "Which stories the front “front” holds"),
        ("mended", "The search index was made again"),
    }
    assert local.verify() == []
    assert local.row(two.id).headline == "Two" and [row.id for row in local.uses(photo.id)] == [one.id]
    assert {row.id for row in local.rows(StoryQuery(search="river"))} == {one.id, two.id}
    run(local.folder, "DELETE FROM search_entry WHERE number = 1", "DELETE FROM slug WHERE slug = 'one'")
    assert [finding.severity for finding in local.verify()] == ["mended", "mended"]
    assert local.story("one") == one and local.verify() == []


@pytest.mark.parametrize(
    "fault",
    [
        "DELETE FROM search_waiting",  # the index has the words of before
        "DELETE FROM search_waiting; UPDATE search_entry SET source = NULL",
        "UPDATE search_entry SET digest = digest + 1",
        "UPDATE search_entry SET digest = digest + 1, source = NULL",
    ],
)
def test_an_index_with_other_words_than_the_stories_is_found(local: Store, fault: str) -> None:
    one, two = (local.save_story(story(name, body="river"), ANN) for name in ("One", "Two"))
    assert local.verify() == [] and local.unindexed() == 0
    local.save_story(replace(one, body="harbour"), ANN)
    run(local.folder, *fault.split("; "))
    assert said(local) == {("mended", "The search index was made again")}
    assert [row.id for row in local.rows(StoryQuery(search="harbour"))] == [one.id]
    assert [row.id for row in local.rows(StoryQuery(search="river"))] == [two.id]
    assert local.verify() == []


def test_what_an_entry_was_made_from_is_written_down_by_the_next_check(local: Store) -> None:
    """As on a desk of an older version, whose entries say nothing of it."""
    photo, data = picture()
    photo = local.add_photo(photo, data, ANN)
    local.save_story(story("One", photos=(Placement(photo=photo.id),)), ANN)
    assert local.verify() == []
    sources = "SELECT source FROM search_entry WHERE source IS NOT NULL"
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as beside:
        (known,) = beside.execute(sources).fetchall()
        run(local.folder, "UPDATE search_entry SET source = NULL")
        assert beside.execute(sources).fetchall() == []
        assert local.verify() == []
        assert beside.execute(sources).fetchall() == [known]
        local.save_photo(replace(photo, caption="A pier"), ANN)
        assert beside.execute(sources).fetchall() != [known]
    assert local.verify() == []


def test_a_damaged_search_index_hinders_no_save(local: Store) -> None:
    one, two = (local.save_story(story(name, body="river"), ANN) for name in ("One", "Two"))
    run(local.folder, "INSERT INTO search_index(search_index) VALUES ('delete-all')")
    saved = local.save_story(replace(one, body="harbour"), ANN)
    assert local.story(one.id) == saved and local.verify() == []
    assert [row.id for row in local.rows(StoryQuery(search="river"))] == [two.id]


def test_verify_mends_a_servers_search_index(
    postgres_url: str, folder: Path, publication: Publication
) -> None:
    with Store.connect(postgres_url, folder) as store:
        store.save_publication(publication, ANN)
        saved = store.save_story(story(body="river"), ANN)
        assert store.verify() == []
        for damage in ("UPDATE search_index SET terms = ''", "DELETE FROM search_index"):
            engine = create_engine(postgres_url)
            with engine.begin() as connection:
                connection.exec_driver_sql(damage)
            engine.dispose()
            assert store.rows(StoryQuery(search="river")) == []
            assert store.verify() == [Finding("mended", "The search index was made again")]
            assert [row.id for row in store.rows(StoryQuery(search="river"))] == [saved.id]


def test_verify_names_what_cannot_be_made_again(local: Store) -> None:
    lost = local.add_photo(*picture(b"lost", name="lost.jpg"), ANN)
    bad = local.add_photo(*picture(b"good", name="bad.jpg"), ANN)
    local.media_path(lost).unlink()
    local.media_path(bad).write_bytes(b"evil")
    (local.folder / "media" / "stray.jpg").write_bytes(b"stray")
    torn = local.save_story(story("Torn", body="one"), ANN)
    torn = local.save_story(replace(torn, body="two"), ANN)
    whole = local.save_story(story("Whole", body="one"), ANN)
    run(
        local.folder,
        f"UPDATE revision SET content = x'00' WHERE id = '{local.revisions(torn.id)[0].id}'",
        f"UPDATE story SET content = replace(content, 'one', 'ONE') WHERE id = '{whole.id}'",
    )
    first = local.revisions(torn.id)[0].id
    found = said(local)
    assert ("error", f"The original of “lost.jpg” is missing: {lost.hash}.jpg") in found
    assert ("error", f"The original of “bad.jpg” is damaged: {bad.hash}.jpg") in found
    assert ("note", "No photo uses the file media/media/stray.jpg") in found
    assert ("error", f"The story {whole.id} differs from its newest revision {whole.revision}") in found
    assert any(first in what for severity, what in found if severity == "error")
    with pytest.raises(NotADesk):
        local.at_revision(first)


def test_a_derived_row_that_points_to_nothing_is_made_again(local: Store) -> None:
    saved = local.save_story(story(slug="s"), ANN)
    run(local.folder, f"UPDATE slug SET story = '{new_id()}'")
    assert said(local) == {
        ("mended", "A row of slug points to what story does not have"),
        ("mended", f"What lists know of “{saved.headline}”"),
    }
    assert local.verify() == [] and local.story("s") == saved


def test_a_reference_of_a_revision_to_nothing_is_named(local: Store) -> None:
    saved = local.save_story(story(slug="s"), ANN)
    changed = local.save_story(replace(saved, body="more"), ANN)
    run(local.folder, f"DELETE FROM revision WHERE id = '{saved.revision}'")
    assert ("error", "A row of revision points to what revision does not have") in said(local)
    assert local.story(saved.id) == changed


def test_a_story_that_nobody_can_read_comes_back_from_its_history(local: Store) -> None:
    first = local.save_story(story("One", body="river"), ANN)
    last = local.save_story(replace(first, body="river and lake"), ANN)
    other = local.save_story(story("Two", body="lake"), ANN)
    run(local.folder, f"UPDATE story SET content = substr(content, 1, 40) WHERE id = '{last.id}'")
    mended = f"The story {last.id} could not be read; its history had its words"
    assert said(local) == {("mended", mended)}
    assert local.verify() == []
    assert local.stories([last.id, other.id]) == [last, other]
    assert {row.id for row in local.rows(StoryQuery(search="lake"))} == {last.id, other.id}


def test_a_story_that_can_be_read_is_not_overwritten(local: Store) -> None:
    one = local.save_story(story("One", body="river"), ANN)
    run(local.folder, "UPDATE story SET content = replace(content, 'river', 'lakes')")
    differs = f"The story {one.id} differs from its newest revision {one.revision}"
    assert said(local) == {("error", differs)}
    assert local.story(one.id).body == "lakes"


@pytest.mark.parametrize(
    "damage",
    ["UPDATE revision SET at = 'yesterday'", "UPDATE story SET content = CAST(content AS BLOB)"],
)
def test_what_cannot_be_read_at_all_is_said(local: Store, damage: str) -> None:
    local.save_story(story("One"), ANN)
    run(local.folder, damage)
    (found,) = local.verify()
    assert found.severity == "error" and found.what.startswith("The tables hold what nobody can read")

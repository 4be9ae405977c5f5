"""Story lists: filters, order, pages and counts, on both engines."""

from dataclasses import replace

from desk.domain import CuratedList, Placement, Slot, Status, StoryQuery, new_id, related_slug
from desk.store import Store
from tests.store.conftest import ANN, picture, put, story


def _filled(store: Store) -> list[str]:
    """Return ids, newest first: each status in turn, sections news and culture in turn."""
    ids = list[str]()
    with store.batch():
        for n in range(20):
            status, section = list(Status)[n % 5], ("news", "culture")[n % 2]
            ids.insert(0, store.save_story(story(f"Story {n}", status=status, section=section), ANN).id)
    return ids


def test_pages_join_to_the_whole_list(store: Store) -> None:
    _filled(store)
    for query in (
        StoryQuery(),
        StoryQuery(section="news"),
        StoryQuery(statuses=(Status.WITHDRAWN,)),
        StoryQuery(statuses=(Status.DRAFT, Status.WITHDRAWN), section="culture"),
        StoryQuery(search="story"),
    ):
        whole = store.rows(query)
        pages, after = [], None
        while page := store.rows(replace(query, limit=3, after=after)):
            assert len(page) <= 3
            pages += page
            after = page[-1]
        assert pages == whole and whole


def test_newest_change_first_and_withdrawn_only_when_asked(store: Store) -> None:
    ids = _filled(store)
    rows = store.rows()
    assert [row.id for row in rows] == [id_ for n, id_ in enumerate(ids) if (19 - n) % 5 != 4]
    assert [one.id for one in store.stories()] == ids
    oldest = store.stories([ids[-1]])[0]
    store.save_story(replace(oldest, body="new"), ANN)
    assert store.rows(StoryQuery(limit=1))[0].id == oldest.id
    withdrawn = store.rows(StoryQuery(statuses=(Status.WITHDRAWN,)))
    assert [row.status for row in withdrawn] == [Status.WITHDRAWN] * 4
    both = StoryQuery(statuses=tuple(Status), limit=100)
    assert len(store.rows(both)) == 20


def test_counts_are_of_all_statuses_under_the_other_filters(store: Store) -> None:
    _filled(store)
    assert store.counts().statuses == dict.fromkeys(Status, 4)
    assert store.counts(StoryQuery(statuses=(Status.DRAFT,), section="news")).statuses == dict.fromkeys(
        Status, 2
    )
    assert store.counts(StoryQuery(search='"story 4"')).statuses == {
        **dict.fromkeys(Status, 0),
        Status.WITHDRAWN: 1,
    }
    assert store.counts(StoryQuery(section="none")).statuses == dict.fromkeys(Status, 0)


def test_rows_say_which_lists_hold_them(store: Store) -> None:
    one, two = store.save_story(story("One"), ANN), store.save_story(story("Two"), ANN)
    for slug, ids in (("popular", [two.id, one.id]), ("lead", [one.id])):
        slots = tuple(Slot(id=new_id(), story=id_) for id_ in ids)
        put(store, slug, *slots)
    related = CuratedList(
        id=new_id(), slug=related_slug(two.id), name="Related", slots=(Slot(id=new_id(), story=one.id),)
    )
    store.save_list(related, ANN)
    assert store.row(one.id).lists == (("lead", 1), ("popular", 2))
    assert store.row(two.id).lists == (("popular", 1),)


def test_uses_of_a_photo(store: Store) -> None:
    photo = store.add_photo(*picture(), ANN)
    place = (Placement(photo=photo.id),)
    one = store.save_story(story("One", photos=place), ANN)
    two = store.save_story(story("Two", photos=(Placement(), *place, *place)), ANN)
    assert [row.id for row in store.uses(photo.id)] == [two.id, one.id]
    store.save_story(replace(two, photos=()), ANN)
    assert [row.id for row in store.uses(photo.id)] == [one.id]
    assert store.uses(new_id()) == []

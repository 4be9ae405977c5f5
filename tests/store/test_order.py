"""Story lists in any order, narrowed by choice, and what is counted beside them: the same on both engines."""

import datetime as dt
from dataclasses import replace
from itertools import count, product

import pytest

from desk.domain import Byline, Cancelled, Sort, Status, StoryQuery, StoryRow
from desk.store import Store
from tests.store.conftest import ANN, story

DAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

# headline, author, section, status, day of publication: saved in this order
STORIES = (
    ("beta", "Zoë Ay", "news", Status.PUBLISHED, 3),
    ("Äpfel", "Ann Lee", "culture", Status.DRAFT, 0),
    ("Ёлка", "", "news", Status.PUBLISHED, 1),
    ("", "Ann Lee, Bo", "", Status.REVIEW, 0),
    ("Жар", "Эд", "culture", Status.PUBLISHED, 2),
    ("alpha", "ann lee", "news", Status.DRAFT, 0),
    ("Ареф", "", "sport", Status.WITHDRAWN, 2),
)
LANGUAGES = ("en", "en-GB", "ru", "de", "ru", "en", "ru")
WORDS = (2, 4, 1, 3, 6, 5, 7)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.batch():
        for (headline, author, section, status, day), language, words in zip(
            STORIES, LANGUAGES, WORDS, strict=True
        ):
            bylines = tuple(Byline(name) for name in author.split(", ") if name)
            published = DAY + dt.timedelta(days=day) if day else None
            made = story(headline, bylines=bylines, section=section, status=status, language=language)
            store.save_story(replace(made, published=published, body=" ".join(["number"] * words)), ANN)
    return store


def shown(store: Store, query: StoryQuery) -> list[str]:
    return [row.headline for row in store.rows(query)]


ORDERS = {
    (Sort.CHANGED, True): ["alpha", "Жар", "", "Ёлка", "Äpfel", "beta"],
    (Sort.CHANGED, False): ["beta", "Äpfel", "Ёлка", "", "Жар", "alpha"],
    (Sort.PUBLISHED, True): ["beta", "Жар", "Ёлка", "alpha", "", "Äpfel"],
    (Sort.PUBLISHED, False): ["Ёлка", "Жар", "beta", "alpha", "", "Äpfel"],
    (Sort.HEADLINE, False): ["alpha", "Äpfel", "beta", "Ёлка", "Жар", ""],
    (Sort.HEADLINE, True): ["Жар", "Ёлка", "beta", "Äpfel", "alpha", ""],
    (Sort.AUTHOR, False): ["Äpfel", "alpha", "", "beta", "Жар", "Ёлка"],
    (Sort.AUTHOR, True): ["Жар", "beta", "", "alpha", "Äpfel", "Ёлка"],
    (Sort.SECTION, False): ["Жар", "Äpfel", "alpha", "Ёлка", "beta", ""],
    (Sort.SECTION, True): ["alpha", "Ёлка", "beta", "Жар", "Äpfel", ""],
    (Sort.WORDS, True): ["Жар", "alpha", "Äpfel", "", "beta", "Ёлка"],
    (Sort.WORDS, False): ["Ёлка", "beta", "", "Äpfel", "alpha", "Жар"],
    (Sort.STATUS, False): ["alpha", "Äpfel", "", "Жар", "Ёлка", "beta"],
    (Sort.STATUS, True): ["Жар", "Ёлка", "beta", "", "alpha", "Äpfel"],
}


def test_each_order_both_ways(filled: Store) -> None:
    for (sort, descending), wanted in ORDERS.items():
        query = StoryQuery(sort=sort, descending=descending)
        assert shown(filled, query) == wanted, (sort, descending)
        # Few hits are sorted apart from what an index gives: in the same order.
        assert shown(filled, replace(query, search="number -nothing")) == wanted, (sort, descending)


@pytest.mark.parametrize(
    "narrowed",
    [
        {},
        {"statuses": tuple(Status)},
        {"statuses": (Status.PUBLISHED, Status.DRAFT), "section": "news"},
        {"search": "section:news section:culture lang:ru lang:en"},
        {"search": "story"},
        {"search": "number -story1"},
    ],
    ids=str,
)
def test_pages_of_every_order_join_to_the_whole(store: Store, narrowed: dict[str, object]) -> None:
    with store.batch():
        for n in range(24):
            headline = ("", f"Story{n % 7}")[n % 3 > 0]
            made = story(headline, section=("news", "", "culture")[n % 3], status=list(Status)[n % 5])
            made = replace(
                made, language=("en", "ru")[n % 2], bylines=(Byline(("Bo", "Ann")[n % 2]),) * (n % 4 > 0)
            )
            store.save_story(replace(made, body=" ".join(["number"] * (1 + n % 4))), ANN)
    for sort, descending in product(Sort, (True, False)):
        query = StoryQuery(sort=sort, descending=descending, **narrowed)  # pyright: ignore[reportArgumentType]
        whole = store.rows(query)
        pages: list[StoryRow] = []
        while page := store.rows(replace(query, limit=3, after=pages[-1] if pages else None)):
            pages += page
        assert pages == whole, (sort, descending)
        assert len({row.id for row in whole}) == len(whole) > 3, (sort, descending)
        assert store.story_ids(query) == [row.id for row in whole], (sort, descending)


def test_words_that_many_stories_have_are_found_in_any_order(store: Store) -> None:
    """More hits than are fetched one by one: a list is walked in its order until a page is full."""
    with store.batch():
        for n in range(640):
            made = story(f"Story{n % 7}", section=("news", "culture")[n % 2], status=list(Status)[n % 5])
            body = ("number common", "number", "common")[n % 3]
            store.save_story(replace(made, body=body, bylines=(Byline(("Bo", "Ann")[n % 2]),)), ANN)
    while store.index_some():
        pass
    every = StoryQuery(statuses=tuple(Status))
    has = {word: {row.id for row in store.rows(replace(every, search=word))} for word in ("number", "common")}
    assert [len(ids) for ids in has.values()] == [427, 427]
    for sort in Sort:
        for narrowed in ({}, {"section": "news"}, {"statuses": (Status.DRAFT, Status.PUBLISHED)}):
            query = StoryQuery(sort=sort, **narrowed)  # pyright: ignore[reportArgumentType]
            listed = [row.id for row in store.rows(query)]
            for word, other in (("number", "common"), ("common", "number")):
                asked = replace(query, search=word)
                wanted = [id_ for id_ in listed if id_ in has[word]]
                assert store.story_ids(asked) == wanted
                first = store.rows(replace(asked, limit=40))
                store.rows(replace(query, search=other, limit=40))  # another search comes between
                then = store.rows(replace(asked, limit=40, after=first[-1]))
                assert [row.id for row in (*first, *then)] == wanted[:80]
    with store.batch():  # within a write too
        assert len(store.rows(replace(every, search="number"))) == 427
        store.save_story(story("One more", body="number"), ANN)
        assert len(store.rows(replace(every, search="number"))) == 428
    assert sum(store.counts(StoryQuery(search="number")).statuses.values()) == 428


def test_words_are_counted_as_they_are_read_and_a_story_without_any_comes_last(store: Store) -> None:
    none = store.save_story(story("None"), ANN)
    body = "One **two** [three](https://else.example/a-b).\n\n## Four\n\n- five, six — seven\n"
    some = store.save_story(story("Some", body=body), ANN)
    store.save_story(replace(some, body=body + "\n> Eight\n"), ANN)
    store.save_story(story("One", body="One"), ANN)
    for descending, wanted in ((True, [8, 1, 0]), (False, [1, 8, 0])):
        rows = store.rows(StoryQuery(sort=Sort.WORDS, descending=descending))
        assert [row.words for row in rows] == wanted
        after = store.rows(StoryQuery(sort=Sort.WORDS, descending=descending, after=rows[0]))
        assert after == rows[1:]
    store.save_story(replace(none, body="A B C"), ANN)
    assert [row.words for row in store.rows(StoryQuery(sort=Sort.WORDS))] == [8, 3, 1]


def test_what_is_chosen_narrows_the_list(filled: Store) -> None:
    assert shown(filled, StoryQuery(author="ann lee")) == ["alpha", "", "Äpfel"]
    assert shown(filled, StoryQuery(author="lee", section="culture")) == ["Äpfel"]
    assert shown(filled, StoryQuery(language="en")) == ["alpha", "Äpfel", "beta"]
    assert shown(filled, StoryQuery(language="en-GB")) == ["Äpfel"]
    assert shown(filled, StoryQuery(language="EN")) == ["alpha", "Äpfel", "beta"]
    assert shown(filled, StoryQuery(language="ka")) == shown(filled, StoryQuery(language="e")) == []
    day = dt.timedelta(days=1)
    dated = StoryQuery(since=DAY + 2 * day, until=DAY + 3 * day)
    assert shown(filled, dated) == ["Жар"]
    assert shown(filled, replace(dated, statuses=tuple(Status))) == ["Ареф", "Жар"]
    assert shown(filled, StoryQuery(until=DAY + 3 * day, sort=Sort.HEADLINE, descending=False)) == [
        "Ёлка",
        "Жар",
    ]
    assert shown(filled, StoryQuery(since=DAY + 30 * day)) == ["alpha", "", "Äpfel"]  # changed only now


def test_a_choice_goes_before_what_is_typed(filled: Store) -> None:
    assert shown(filled, StoryQuery(section="news", search="section:culture")) == ["alpha", "Ёлка", "beta"]
    assert shown(filled, StoryQuery(statuses=(Status.DRAFT,), search="status:review")) == ["alpha", "Äpfel"]


def test_a_page_goes_on_where_the_last_row_was_although_it_has_moved(filled: Store) -> None:
    query = StoryQuery(sort=Sort.HEADLINE, descending=False, limit=2)
    first = filled.rows(query)
    moved = filled.story(first[-1].id)
    filled.save_story(replace(moved, headline="Zulu"), ANN)
    assert shown(filled, replace(query, after=first[-1])) == ["beta", "Zulu"]
    query = StoryQuery(sort=Sort.SECTION, descending=False, limit=1, statuses=(Status.WITHDRAWN,))
    (gone,) = filled.rows(query)
    filled.save_story(replace(filled.story(gone.id), section="news"), ANN)
    assert shown(filled, replace(query, after=gone)) == []


def test_counts_leave_out_their_own_filter(filled: Store) -> None:
    found = filled.counts()
    assert found.statuses == {
        Status.DRAFT: 2,
        Status.REVIEW: 1,
        Status.READY: 0,
        Status.PUBLISHED: 3,
        Status.WITHDRAWN: 1,
    }
    assert found.sections == {"news": 3, "culture": 2, "": 1}
    assert found.authors == {"Ann Lee": 2, "ann lee": 1, "Bo": 1, "Zoë Ay": 1, "Эд": 1}
    assert found.languages == {"en": 2, "en-GB": 1, "ru": 2, "de": 1}
    for query in (
        StoryQuery(section="news", author="Ann Lee", language="en", statuses=(Status.DRAFT,)),
        StoryQuery(search="section:news by:ann-lee lang:en status:draft"),
    ):
        found = filled.counts(query)
        assert {status: n for status, n in found.statuses.items() if n} == {Status.DRAFT: 1}
        assert found.sections == {"news": 1, "culture": 1}
        assert found.authors == {"ann lee": 1}
        assert found.languages == {"en": 1}
    assert filled.counts(StoryQuery(search="section:news by:zoe status:draft")).authors == {"ann lee": 1}


def test_days_are_counted_as_their_filters_find(filled: Store) -> None:
    for days in (3, 20, 40):
        published = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        filled.save_story(replace(story(f"{days} days ago", body="number"), published=published), ANN)
    for search in ("", "number", "section:news", "status:draft", "after:today", "before:2026-03-02"):
        found = filled.counts(StoryQuery(search=search))
        others = "" if search[:6] in ("after:", "before") else search
        assert found.since == {
            name: len(filled.rows(StoryQuery(search=f"{others} after:{name}"))) for name in found.since
        }
    assert filled.counts().since == {"today": 3, "yesterday": 3, "week": 4, "month": 5}


def test_counts_that_are_no_longer_wanted_are_not_made(filled: Store) -> None:
    with pytest.raises(Cancelled):
        filled.counts(StoryQuery(), cancelled=lambda: True)
    assert filled.counts(StoryQuery(), cancelled=lambda: False) == filled.counts()


def test_a_long_count_is_given_up_while_it_runs(local: Store) -> None:
    with local.batch():
        for n in range(400):
            local.save_story(story(f"Story {n}", bylines=(Byline(f"Writer {n}"),)), ANN)
    asked = count()
    with pytest.raises(Cancelled):
        local.counts(StoryQuery(), cancelled=lambda: next(asked) > 0)
    assert sum(local.counts().statuses.values()) == 400

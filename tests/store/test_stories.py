"""Saving and reading stories, on both engines."""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from desk.domain import (
    BadInput,
    Byline,
    Comment,
    Conflict,
    Correction,
    Dateline,
    NotFound,
    Passage,
    Placement,
    Role,
    SlugClash,
    Source,
    Status,
    Story,
    StoryKind,
    StoryQuery,
    Who,
    new_id,
)
from desk.store import Store
from tests.store.conftest import ANN, BOB, noon, picture, story


def test_a_story_comes_back_with_all_it_has(store: Store, again: Callable[..., Store]) -> None:
    photo = store.add_photo(*picture(), ANN)
    full = story(
        kicker="Transport",
        standfirst="«Ёлка» — это straße",
        body="# One\n\nTwo\u00a0words\n",
        bylines=(Byline("Ann", "in Tbilisi"), Byline("Նարե")),
        dateline=Dateline("Tbilisi", dt.date(2026, 3, 1)),
        source=Source("Wire", "https://wire.example/1"),
        kind=StoryKind.INTERVIEW,
        section="news",
        tags=("bridge", "river"),
        language="hy",
        text_direction="rtl",
        slug="the-bridge-is-open",
        status=Status.REVIEW,
        publish_at=noon(),
        notes="call back",
        comments=(
            Comment(
                id=new_id(),
                passage=Passage(quote="Two\u00a0words", before="One\n", at=4),
                words="Նարե, which two?\n— «Ёлка»",
                author="Bob",
                created=noon(),
                resolved=noon(9),
                resolved_by="Նարե",
            ),
        ),
        seo_title="Bridge",
        seo_description="Open",
        corrections=(Correction("A name was wrong", noon(5)),),
        photos=(
            Placement(photo=photo.id, caption="Own"),
            Placement(role=Role.INLINE, ref="a.jpg", credit="AP"),
        ),
        origin="text:1",
    )
    saved = store.save_story(full, ANN)
    assert replace(saved, created=None, updated=None, revision="") == full
    assert (
        saved.created is not None
        and saved.updated is not None
        and saved.updated.utcoffset() == dt.timedelta(0)
    )
    other = again()
    assert other.story(full.id) == saved
    assert other.stories([full.id]) == [saved] and other.stories() == [saved]
    assert other.by_origin("text:1") == [full.id] and other.by_origin("text:2") == []
    row = other.row(full.id)
    assert (row.byline, row.photo, row.status, row.publish_at) == (
        "Ann, Նարե",
        photo.id,
        Status.REVIEW,
        noon(),
    )


def test_every_save_is_a_revision_and_the_same_again_is_none(store: Store) -> None:
    first = store.save_story(story(body="one"), ANN)
    second = store.save_story(replace(first, body="two"), BOB, reason="status")
    assert store.save_story(second, ANN) == second
    chain = store.revisions(first.id)
    assert [(r.id, r.parents, r.author, r.device, r.reason, r.kind) for r in chain] == [
        (first.revision, (), "Ann", "laptop", "create", "story"),
        (second.revision, (first.revision,), "Bob", "desk 4", "status", "story"),
    ]
    assert store.at_revision(first.revision) == first
    assert store.at_revision(second.revision) == second


def test_the_long_chain_of_an_edited_text_can_be_read_at_every_link(store: Store) -> None:
    saved = store.save_story(story(body="\n".join(f"line {n} Ω" for n in range(80))), ANN)
    states = [saved]
    for n in range(70):
        lines = saved.body.split("\n")
        lines[n] = f"edited Ж {n}" * (n % 3)
        saved = store.save_story(replace(saved, body="\n".join(lines), headline=f"Head {n // 9}"), ANN)
        states.append(saved)
    assert [store.at_revision(state.revision) for state in states] == states
    assert [finding for finding in store.verify() if finding.severity == "error"] == []


def test_a_text_of_any_length_and_a_change_of_any_are_read_back(store: Store) -> None:
    words = [str(word * word) for word in range(60_000)]
    saved = store.save_story(story(body="x"), ANN)
    states = [saved]
    for length in (60, 300, 2_000, 60_000, 0, 59_999):
        saved = store.save_story(replace(saved, body=" ".join(words[:length])), ANN)
        states.append(saved)
    assert [store.at_revision(state.revision) for state in states] == states


def test_a_stale_save_is_a_conflict_that_shows_the_other(store: Store, again: Callable[..., Store]) -> None:
    first = store.save_story(story(body="one"), ANN)
    theirs = again().save_story(replace(first, body="theirs"), BOB)
    with pytest.raises(Conflict) as caught:
        store.save_story(replace(first, body="mine"), ANN)
    assert caught.value.current == theirs
    assert store.story(first.id) == theirs
    merged = store.save_story(replace(theirs, body="both"), ANN, reason="merge", merge_of=first.revision)
    assert store.revisions(first.id)[-1].parents == (theirs.revision, first.revision)
    assert store.story(first.id) == merged


def test_a_new_story_with_a_known_id_is_a_conflict(store: Store) -> None:
    first = store.save_story(story(), ANN)
    with pytest.raises(Conflict):
        store.save_story(replace(first, revision="", headline="Other"), ANN)


def test_merging_with_a_revision_of_another_story_is_refused(store: Store) -> None:
    one, two = store.save_story(story("One"), ANN), store.save_story(story("Two"), ANN)
    with pytest.raises(BadInput):
        store.save_story(replace(one, body="x"), ANN, merge_of=two.revision)
    assert store.story(one.id) == one


def test_found_by_slug_old_slug_and_start_of_id(store: Store) -> None:
    saved = store.save_story(story(slug="first", status=Status.PUBLISHED), ANN)
    saved = store.save_story(replace(saved, slug="second"), ANN)
    assert saved.old_slugs == ("first",)
    assert store.story("first") == store.story("second") == store.story(saved.id[:13]) == saved
    back = store.save_story(replace(saved, slug="first"), ANN)
    assert back.old_slugs == ("second",)
    for key in ("third", "", saved.id[:7], new_id(), "0' OR 1=1 --", "x" * 5000, "\0"):
        with pytest.raises(NotFound):
            store.story(key)


def test_the_start_of_two_ids_is_not_guessed(store: Store) -> None:
    ids = ["01234567-0000-7000-8000-00000000000" + digit for digit in "12"]
    for id_ in ids:
        store.save_story(Story(id=id_), ANN)
    with pytest.raises(NotFound, match="Several"):
        store.story("01234567-0000")
    assert store.story(ids[0]).id == ids[0]


def test_a_story_taken_back_before_its_time_was_never_published(store: Store) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    timed = store.save_story(story(slug="scoop", status=Status.PUBLISHED, publish_at=soon), ANN)
    assert timed.published is not None
    for status in (Status.WITHDRAWN, Status.DRAFT):
        assert store.save_story(replace(timed, status=status), ANN).published is None
        timed = store.save_story(replace(store.story(timed.id), status=Status.PUBLISHED), ANN)
    came = store.save_story(story("Came", slug="came", status=Status.PUBLISHED, publish_at=noon()), ANN)
    assert store.save_story(replace(came, status=Status.WITHDRAWN), ANN).published == came.published


def test_an_address_that_no_reader_knew_is_not_kept(store: Store) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    timed = store.save_story(story(slug="scoop", status=Status.PUBLISHED, publish_at=soon), ANN)
    timed = store.save_story(replace(timed, slug="statement"), ANN)
    assert timed.old_slugs == ()
    known = store.save_story(replace(timed, publish_at=None), ANN)
    assert store.save_story(replace(known, slug="third"), ANN).old_slugs == ("statement",)


def test_a_section_in_which_readers_knew_a_story_is_kept(store: Store) -> None:
    draft = store.save_story(story(section="news"), ANN)
    moved = store.save_story(replace(draft, section="sport", status=Status.PUBLISHED), ANN)
    assert moved.old_sections == ()
    moved = store.save_story(replace(moved, section=""), ANN)
    assert moved.old_sections == ("sport",)
    moved = store.save_story(replace(moved, section="culture", slug="other"), ANN)
    assert moved.old_sections == ("sport", "")
    assert store.save_story(replace(moved, section="sport"), ANN).old_sections == ("", "culture")


def test_an_unpublished_story_gives_its_slug_up(store: Store) -> None:
    saved = store.save_story(story(slug="first"), ANN)
    saved = store.save_story(replace(saved, slug="second"), ANN)
    assert saved.old_slugs == ()
    assert store.save_story(story(slug="first"), ANN).slug == "first"


def test_a_slug_of_another_story_is_refused_by_its_headline(store: Store) -> None:
    store.save_story(story("The first", slug="first", old_slugs=("zero",)), ANN)
    for clash in (story(slug="first"), story(slug="zero"), story(slug="x", old_slugs=("first",))):
        with pytest.raises(SlugClash, match="The first"):
            store.save_story(clash, ANN)
    assert len(store.stories()) == 1


def test_published_is_set_once_and_kept(store: Store) -> None:
    saved = store.save_story(story(), ANN)
    assert saved.published is None
    saved = store.save_story(replace(saved, status=Status.PUBLISHED), ANN)
    assert saved.published is not None
    again = store.save_story(replace(saved, status=Status.DRAFT, published=None), ANN)
    assert again.published == saved.published
    imported = store.save_story(story(status=Status.PUBLISHED, published=noon()), ANN)
    assert imported.published == noon()


def test_times_do_not_go_back_with_the_clock(store: Store, again: Callable[..., Store]) -> None:
    late = again(clock=lambda: noon(30)).save_story(story(body="one"), ANN)
    early = again(clock=lambda: noon(10)).save_story(replace(late, body="two"), ANN)
    assert late.updated == noon(30)
    assert early.updated == noon(30) + dt.timedelta(microseconds=1)
    assert [r.id for r in store.revisions(late.id)] == [late.revision, early.revision]


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": "half \ud800"},
        {"body": "nul \0"},
        {"slug": "../etc"},
        {"old_slugs": ("UPPER",)},
        {"publish_at": dt.datetime(2026, 1, 1)},
        {"headline": 5},
        {"status": "gone"},
        {"tags": ["list"]},
        {"photos": (Placement(photo=new_id()),)},
        {"id": "1"},
        {"id": "../../x"},
    ],
)
def test_what_cannot_be_stored_is_refused_whole(store: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        store.save_story(replace(story(), **wrong), ANN)  # pyright: ignore[reportArgumentType]
    assert store.stories() == []


def test_a_change_names_its_author(store: Store) -> None:
    with pytest.raises(BadInput):
        store.save_story(story(), Who(" ", "laptop"))
    with pytest.raises(NotFound):
        store.save_story(replace(story(), revision=new_id()), ANN)
    assert store.stories() == []


def test_unknown_ids_are_named(store: Store) -> None:
    missing = new_id()
    for ask in (
        lambda: store.stories([missing]),
        lambda: store.row(missing),
        lambda: store.at_revision(missing),
        lambda: store.photos([missing]),
        lambda: store.photo(missing),
    ):
        with pytest.raises(NotFound, match=missing):
            ask()
    assert store.revisions(missing) == []


def test_a_batch_is_kept_whole_or_not_at_all(store: Store, again: Callable[..., Store]) -> None:
    with pytest.raises(ZeroDivisionError), store.batch():
        one = store.save_story(story("One", slug="one"), ANN)
        assert store.story("one") == one
        assert again().stories() == []
        _ = 1 / 0
    assert store.stories() == [] and store.rows(StoryQuery(search="one")) == []
    with store.batch():
        store.save_story(story("One", slug="one"), ANN)
        with pytest.raises(SlugClash):
            store.save_story(story("Other", slug="one", body="half"), ANN)
        with store.batch():
            store.save_story(story("Two", slug="two"), ANN)
    assert {row.headline for row in store.rows()} == {"One", "Two"}
    assert [finding for finding in store.verify() if finding.severity != "note"] == []


def test_a_batch_is_its_own_threads_alone(store: Store) -> None:
    seen: list[int] = []
    with store.batch():
        store.save_story(story("One"), ANN)
        other = threading.Thread(target=lambda: seen.append(len(store.stories())))
        other.start()
        other.join(10)
    assert seen == [0] and len(store.stories()) == 1


def test_threads_save_at_once_and_none_is_lost(store: Store) -> None:
    def work(name: str) -> None:
        saved = store.save_story(story(name, slug=name), ANN)
        for n in range(15):
            saved = store.save_story(replace(saved, body=f"{name} {n}"), ANN)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [len(store.revisions(one.id)) for one in store.stories()] == [16] * 5


def test_of_two_who_save_on_the_same_revision_one_wins(store: Store, again: Callable[..., Store]) -> None:
    first = store.save_story(story(), ANN)
    stores, results = [again() for _ in range(4)], list[str]()
    ready = threading.Barrier(4)

    def work(mine: Store, n: int) -> None:
        ready.wait(10)
        try:
            results.append(mine.save_story(replace(first, body=f"of {n}"), ANN).body)
        except Conflict:
            results.append("")

    threads = [threading.Thread(target=work, args=(one, n)) for n, one in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(bool, results)) == [False, False, False, True]
    assert store.story(first.id).body in results and len(store.revisions(first.id)) == 2


def test_which_stories_hold_a_word_anywhere(store: Store) -> None:
    held = {
        name: store.save_story(Story(id=new_id(), headline=name, slug=name, body=body), ANN)
        for name, body in (("a", "x /news/old-1/ y"), ("b", "/news/old_1/"), ("c", "[z](/NEWS/new-1)"))
    }
    gone = Story(id=new_id(), headline="d", slug="d", body="/old-1/", status=Status.WITHDRAWN)
    store.save_story(gone, ANN)
    assert store.stories_holding(["/old-1"]) == [held["a"].id]
    assert store.stories_holding(["/old-1", "/new-1"]) == [held["a"].id, held["c"].id]
    assert store.stories_holding(["/old_1"]) == [held["b"].id], "no sign stands for another"

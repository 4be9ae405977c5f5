"""What a person does with a story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import operations as ops
from desk.domain import (
    BadInput,
    Byline,
    Comment,
    Correction,
    Dateline,
    NotFound,
    Passage,
    Placement,
    Role,
    Slot,
    SlugClash,
    Status,
    StoryQuery,
    Who,
    new_id,
)
from tests.operations.conftest import paint


def write(desk, headline, **words):
    story = ops.story.new(desk, headline=headline).value
    return ops.story.save(desk, replace(story, **words)).value if words else story


def test_the_address_follows_the_headline_until_publication(desk):
    story = write(desk, "Ferry returns")
    assert story.slug == "ferry-returns"
    story = ops.story.save(desk, replace(story, headline="Ferry returns to the lake")).value
    assert story.slug == "ferry-returns-to-the-lake"
    ops.story.set_status(desk, story.id, Status.PUBLISHED)
    story = ops.story.get(desk, story.id)
    after = ops.story.save(desk, replace(story, headline="Another headline")).value
    assert after.slug == "ferry-returns-to-the-lake"


def test_an_address_that_a_person_chose_stays(desk):
    story = write(desk, "Ferry returns")
    story = ops.story.set_slug(desk, story.id, "the-ferry").value
    story = ops.story.save(desk, replace(story, headline="Ferry is late")).value
    assert story.slug == "the-ferry"


def test_two_stories_with_one_headline_have_two_addresses(desk):
    assert [write(desk, "Ferry returns").slug for _ in range(3)] == [
        "ferry-returns",
        "ferry-returns-2",
        "ferry-returns-3",
    ]


def test_a_chosen_address_that_is_taken_is_refused_and_changes_nothing(desk):
    first, second = write(desk, "Ferry returns"), write(desk, "Harbour closes")
    with pytest.raises(SlugClash, match="Ferry returns"):
        ops.story.set_slug(desk, second.id, first.slug)
    assert ops.story.get(desk, second.id) == second


@pytest.mark.parametrize("slug", ["Two words", "../up", "", "ä", "a/b", "-a", "a--b"])
def test_an_address_that_cannot_stand_in_a_url_is_refused(desk, slug):
    story = write(desk, "Ferry returns")
    if slug:
        with pytest.raises(BadInput):
            ops.story.set_slug(desk, story.id, slug)
    else:
        ops.story.set_slug(desk, story.id, slug)
    assert ops.story.get(desk, story.id).slug == "ferry-returns"


def test_a_former_address_still_finds_the_story(desk):
    story = write(desk, "Ferry returns")
    ops.story.set_status(desk, story.id, Status.PUBLISHED)
    ops.story.set_slug(desk, story.id, "ferry")
    found = ops.story.get(desk, "ferry-returns")
    assert (found.id, found.slug, found.old_slugs) == (story.id, "ferry", ("ferry-returns",))


def test_publishing_needs_a_headline(desk):
    story = ops.story.new(desk).value
    with pytest.raises(BadInput, match="headline"):
        ops.story.set_status(desk, story.id, Status.PUBLISHED)
    assert ops.story.get(desk, story.id).status is Status.DRAFT


def test_the_first_publication_time_stays_when_a_story_comes_back(desk):
    story = write(desk, "Ferry returns")
    first = ops.story.set_status(desk, story.id, Status.PUBLISHED).value.published
    ops.story.set_status(desk, story.id, Status.WITHDRAWN)
    assert ops.story.set_status(desk, story.id, Status.PUBLISHED).value.published == first


def test_every_save_names_who_and_where(desk):
    story = write(desk, "Ferry returns", body="One.\n")
    chain = ops.story.history(desk, story.id)
    assert [(r.author, r.device) for r in chain] == [("Ann Writer", "laptop")] * 2
    assert chain[1].parents == (chain[0].id,)


def test_an_earlier_revision_comes_back_as_a_new_one(desk):
    story = write(desk, "Ferry returns", body="First words.\n")
    old = story.revision
    story = ops.story.save(desk, replace(story, body="Other words.\n")).value
    back = ops.story.restore(desk, old).value
    assert back.body == "First words.\n"
    assert len(ops.story.history(desk, story.id)) == 4


def test_two_people_changing_different_paragraphs_lose_nothing(desk):
    base = write(desk, "Ferry returns", body="One.\n\nTwo.\n\nThree.\n")
    other = replace(desk, who=Who("Bob", "desk 4"))
    ops.story.save(other, replace(base, body="One, said Bob.\n\nTwo.\n\nThree.\n", kicker="Lake"))
    merged = ops.story.save(
        desk, replace(base, body="One.\n\nTwo.\n\nThree, said Ann.\n", tags=("ferry",))
    ).value
    assert merged.body == "One, said Bob.\n\nTwo.\n\nThree, said Ann.\n"
    assert (merged.kicker, merged.tags) == ("Lake", ("ferry",))


def test_two_people_changing_the_same_words_keep_both(desk):
    base = write(desk, "Ferry returns", body="One.\n\nTwo.\n")
    ops.story.save(desk, replace(base, body="One by Bob.\n\nTwo.\n", headline="Bob's headline"))
    merged = ops.story.save(
        desk, replace(base, body="One by Ann.\n\nTwo.\n", headline="Ann's headline")
    ).value
    assert "One by Ann." in merged.body and "One by Bob." in merged.body
    assert merged.headline == "Ann's headline" and "Bob's headline" in merged.notes


def both(desk, base, mine, theirs):
    """Return a story that two people changed at the same time."""
    ops.story.save(replace(desk, who=Who("Bob", "desk 4")), replace(base, **theirs))
    return ops.story.save(desk, replace(base, **mine)).value


def photos(desk, folder, number):
    files = [paint(folder / f"{at}.jpg", (40 * at, 90, 30)) for at in range(number)]
    return [ops.photo.take_in(desk, file).value for file in files]


def test_tags_bylines_and_corrections_of_two_people_all_stand(desk):
    ann, bob, carl = (Byline(name) for name in ("Ann", "Bob", "Carl"))
    first, second = (Correction(words, datetime.now(UTC)) for words in ("It was nine.", "Ms Lee."))
    base = write(desk, "Ferry returns", tags=("ferry", "lake"), bylines=(ann,))
    merged = both(
        desk,
        base,
        {"tags": ("ferry", "lake", "դեպի"), "bylines": (ann, bob), "corrections": (first,)},
        {"tags": ("lake", "عبّارة"), "bylines": (ann, carl), "corrections": (second,)},
    )
    assert merged.tags == ("lake", "դեպի", "عبّارة")
    assert merged.bylines == (ann, bob, carl)
    assert merged.corrections == (first, second)
    assert merged.notes == ""


def test_what_two_people_set_otherwise_is_told_in_the_notes(desk):
    base = write(desk, "Ferry returns")
    mine = {"section": "culture", "seo_title": "Mine", "dateline": Dateline("Gyumri"), "status": Status.READY}
    theirs = {"section": "opinion", "seo_title": "Theirs", "dateline": Dateline("Baku"), "headline": "Other"}
    merged = both(desk, base, {**mine, "headline": "One"}, {**theirs, "status": Status.REVIEW})
    assert (merged.section, merged.seo_title, merged.headline) == ("culture", "Mine", "One")
    told = [line.removeprefix("Also written at the same time — ") for line in merged.notes.splitlines()]
    assert sorted(told) == [
        "dateline: Baku",
        "headline: Other",
        "section: Opinion",
        "seo title: Theirs",
        "status: In review",
    ]


def test_two_people_captioning_photos_lose_no_word(desk, tmp_path):
    one, two, three = photos(desk, tmp_path, 3)
    inline = {"role": Role.INLINE}
    places = (Placement(photo=one.id), Placement(photo=two.id, **inline))
    base = write(desk, "Ferry returns", photos=places)
    mine = (replace(places[0], caption="Առագաստ", alt="A sail"), places[1])
    theirs = (
        replace(places[0], caption="The ferry"),
        replace(places[1], caption="الميناء"),
        Placement(photo=three.id),
    )
    merged = both(desk, base, {"photos": mine}, {"photos": theirs})
    assert merged.photos == (mine[0], theirs[1], Placement(photo=three.id, **inline))
    assert merged.notes == "Also written at the same time — caption of photo 1: The ferry"


def test_a_photo_taken_out_stays_where_another_person_captioned_it(desk, tmp_path):
    one, two = photos(desk, tmp_path, 2)
    places = (Placement(photo=one.id), Placement(photo=two.id, role=Role.INLINE))
    base = write(desk, "Ferry returns", photos=places)
    captioned = replace(places[1], caption="The quay")
    assert both(desk, base, {"photos": ()}, {"photos": (places[0], captioned)}).photos == (captioned,)


def remark(words, quote="Two", **more):
    passage = Passage(quote=quote, before="One.\n", after=".", at=5)
    made = {"id": new_id(), "passage": passage, "words": words, "author": "Ann", "created": datetime.now(UTC)}
    return Comment(**made | more)


def test_two_people_commenting_at_the_same_time_keep_both(desk):
    first = remark("Which two?")
    base = write(desk, "Ferry returns", body="One.\n\nTwo.\n", comments=(first,))
    bobs, anns = remark("Check this"), remark("Cut")
    now = datetime.now(UTC)
    ops.story.save(desk, replace(base, comments=(replace(first, resolved=now, resolved_by="Bob"), bobs)))
    mine = replace(base, body="One.\n\nTwo!\n", comments=(replace(first, words="Which?"), anns))
    merged = ops.story.save(desk, mine).value
    both = replace(first, words="Which?", resolved=now, resolved_by="Bob")
    assert {one.id: one for one in merged.comments} == {one.id: one for one in (both, bobs, anns)}
    assert merged.notes == ""


def test_an_earlier_revision_brings_its_words_back_and_leaves_the_comments(desk):
    story = write(desk, "Ferry returns", body="One.\n\nTwo.\n")
    later = ops.story.save(desk, replace(story, body="One.\n", comments=(remark("Which two?"),))).value
    assert ops.story.restore(desk, story.revision).value.comments == later.comments
    assert ops.story.get(desk, story.id).body == "One.\n\nTwo.\n"
    assert ops.story.duplicate(desk, story.id).value.comments == ()


def test_a_comment_is_put_beside_the_others_or_in_place_of_itself(desk):
    first, second = remark("Which two?"), remark("Cut")
    story = write(desk, "Ferry returns", body="One.\n\nTwo.\n", comments=(first,))
    ops.story.put_comment(desk, story.slug, second)
    changed = replace(first, words="Which?")
    assert ops.story.put_comment(desk, story.slug, changed).value.comments == (second, changed)


def test_a_duplicate_has_the_words_and_links_but_not_the_fate(desk):
    other = write(desk, "Harbour closes")
    story = write(desk, "Ferry returns", body="Words.\n", tags=("lake",))
    ops.curation.relate(desk, story.id, [other.id])
    ops.story.set_status(desk, story.id, Status.PUBLISHED)
    copy = ops.story.duplicate(desk, story.id).value
    assert (copy.body, copy.tags, copy.status, copy.published) == ("Words.\n", ("lake",), Status.DRAFT, None)
    assert copy.slug == "ferry-returns-2"
    assert [slot.story for slot in ops.curation.related(desk, copy.id).slots] == [other.id]


def test_rows_and_counts_of_every_status(desk):
    story = write(desk, "Ferry returns")
    write(desk, "Harbour closes")
    ops.story.set_status(desk, story.id, Status.WITHDRAWN)
    page = ops.story.rows(desk, StoryQuery())
    assert [row.headline for row in page.rows] == ["Harbour closes"]
    counts = ops.story.counts(desk, StoryQuery())
    assert (counts.statuses[Status.DRAFT], counts.statuses[Status.WITHDRAWN]) == (1, 1)


def test_lists_take_move_and_give_up_stories(desk):
    a, b, c = (write(desk, word) for word in ("Alpha", "Beta", "Gamma"))
    ops.curation.act(desk, "editors-choice", "add", [a.slug, b.slug, c.slug])
    ops.curation.act(desk, "editors-choice", "move", [c.id], position=1)
    ops.curation.act(desk, "editors-choice", "remove", [b.id])
    assert [slot.story for slot in ops.curation.get(desk, "editors-choice").slots] == [c.id, a.id]
    assert ops.story.standing(desk, a.id) == [("editors-choice", "Editor's choice", 2)]


def test_adding_a_story_twice_leaves_one_place(desk):
    a, b = write(desk, "Alpha"), write(desk, "Beta")
    ops.curation.act(desk, "popular", "add", [a.id, b.id, a.id])
    assert [slot.story for slot in ops.curation.get(desk, "popular").slots] == [a.id, b.id]


def test_a_list_change_that_fails_half_way_changes_nothing(desk):
    a = write(desk, "Alpha")
    with pytest.raises(NotFound):
        ops.curation.act(desk, "lead", "add", [a.id, "no-such-story"])
    assert ops.curation.get(desk, "lead").slots == ()


def test_an_unknown_list_names_those_there_are(desk):
    with pytest.raises(NotFound, match="editors-choice"):
        ops.curation.get(desk, "best")


@pytest.mark.parametrize(
    "link", ["javascript://x/%0aalert(1)", "file:///etc/passwd", "https://", "https://a b.example/"]
)
def test_a_link_that_readers_cannot_follow_is_refused(desk, link):
    story = write(desk, "Alpha")
    with pytest.raises(BadInput):
        ops.curation.relate(desk, story.id, [link])


def test_related_links_take_stories_and_addresses(desk):
    a, b = write(desk, "Alpha"), write(desk, "Beta")
    ops.curation.relate(desk, a.slug, [b.slug, "https://other.example/x"])
    links = ops.curation.related(desk, a.id).slots
    assert [(link.story, link.url, link.source) for link in links] == [
        (b.id, "", ""),
        ("", "https://other.example/x", "other.example"),
    ]
    with pytest.raises(BadInput, match="itself"):
        ops.curation.relate(desk, a.id, [a.id])


def test_an_end_before_its_start_is_refused(desk):
    a, now = write(desk, "Alpha"), datetime.now(UTC)
    with pytest.raises(BadInput, match="end"):
        ops.curation.act(desk, "lead", "add", [a.id], starts=now, ends=now - timedelta(hours=1))


def test_undo_gives_a_list_its_slots_back(desk):
    a, b = write(desk, "Alpha"), write(desk, "Beta")
    before = ops.curation.act(desk, "lead", "add", [a.id, b.id]).value.slots
    ops.curation.act(desk, "lead", "remove", [a.id])
    ops.curation.put_back(desk, "lead", before)
    assert ops.curation.get(desk, "lead").slots == before


def test_a_link_without_scheme_is_no_link():
    assert not ops.curation.is_link("plain words")
    assert ops.curation.is_link("https://a.example/b")
    assert Slot(id=new_id(), url="https://a.example").target == "https://a.example"


def test_characters_that_no_file_can_hold_do_not_stop_a_save(desk):
    story = write(desk, "Ferry\x00 returns", standfirst="Half \ud83d a character", tags=("a\x00b",))
    assert (story.headline, story.standfirst, story.tags) == ("Ferry returns", "Half  a character", ("ab",))


def test_such_characters_in_a_later_save_undo_nothing_else_of_a_batch(desk):
    story = write(desk, "Ferry returns")
    with desk.store.batch():
        before = write(desk, "Bridge reopens")
        dirty = replace(story, headline="Ferry \udea2returns", section="ne\x00ws", body="Two\ud83d lines\n")
        saved = ops.story.save(desk, dirty).value
    assert (saved.headline, saved.section, saved.body) == ("Ferry returns", "news", "Two lines\n")
    assert ops.story.get(desk, saved.id) == saved
    assert ops.story.get(desk, before.slug) == before

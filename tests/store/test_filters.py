"""Filters of a typed search, similar stories and saved searches: the same answers on both engines."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from desk.domain import BadInput, Byline, NotFound, Placement, Publication, Slot, Status, StoryQuery, new_id
from desk.store import Store
from tests.store.conftest import ANN, picture, put, story

ANSWERS = {
    "by:ann": {"flood"},
    "by:lee": {"flood"},
    'by:"ann lee"': {"flood"},
    "by:ан": {"tree"},
    "-by:ann status:draft": {"tree"},
    "tag:climate": {"flood"},
    'tag:"climate change"': {"flood"},
    "tag:ёлка": {"tree"},
    "tag:elka": set(),
    "section:cult": {"tree"},
    "section:Culture": {"tree"},
    "section:news -lang:hy": {"flood"},
    "section:news section:culture": {"flood", "tree", "bridge"},
    "lang:ru": {"tree"},
    "lang:english": {"flood"},
    "status:pub": {"bridge"},
    "status:draft status:published": {"flood", "tree", "bridge"},
    "status:withdrawn": {"gone"},
    "has:photo": {"bridge"},
    "no:photo": {"flood", "tree"},
    "no:alt": {"bridge"},
    "has:alt": set(),
    "no:caption": set(),
    "in:editors-choice": {"tree"},
    "in:editor": {"tree"},
    "-in:editors-choice": {"flood", "bridge"},
    "before:2000": set(),
    "after:2000-02": {"flood", "tree", "bridge"},
    "after:today by:ann": {"flood"},
    "river by:ann": {"flood"},
    "river -tag:climate": set(),
    "by:": {"flood", "tree", "bridge"},
    "status:": {"flood", "tree", "bridge"},
    "status:nonsense": {"flood", "tree", "bridge"},
    "after:2026-99-99": {"flood", "tree", "bridge"},
}


@pytest.fixture
def filled(store: Store) -> Store:
    photo = store.add_photo(*picture(caption="A boat"), ANN)
    with store.batch():
        flood = story("Flood in town", slug="flood", language="en-GB", section="news", body="The river rose")
        store.save_story(replace(flood, bylines=(Byline("Ann Lee"),), tags=("Climate change",)), ANN)
        tree = story("Ёлка", slug="tree", language="ru", section="culture", tags=("Ёлка",))
        tree = store.save_story(replace(tree, bylines=(Byline("Анна"),)), ANN)
        bridge = story("Կամուրջ", slug="bridge", language="hy", section="news", status=Status.PUBLISHED)
        store.save_story(replace(bridge, photos=(Placement(photo=photo.id),)), ANN)
        store.save_story(story("Gone", slug="gone", status=Status.WITHDRAWN), ANN)
        slots = (Slot(id=new_id(), story=tree.id),)
        put(store, "editors-choice", *slots)
    return store


def test_what_filters_find(filled: Store) -> None:
    found = {query: {row.slug for row in filled.rows(StoryQuery(search=query))} for query in ANSWERS}
    assert found == ANSWERS


def test_what_cannot_be_understood_is_said_calmly(filled: Store) -> None:
    assert filled.hints("by:ann status:draft flood status:") == ()
    assert "Draft" in filled.hints("status:nonsense")[0]
    assert len(filled.hints("before:soon has:wings in:nothing")) == 3
    assert "32 words" in filled.hints("-flood " * 33)[0] and "1,000" in filled.hints("x" * 1001)[0]
    assert filled.hints("section:Culture") == ()


def test_a_search_for_a_section_that_has_another_name_now_says_so(filled: Store) -> None:
    def found(search: str) -> set[str]:
        return {row.slug for row in filled.rows(StoryQuery(search=search))}

    settings = filled.publication()
    renamed = tuple(replace(one, name="Arts") if one.slug == "culture" else one for one in settings.sections)
    filled.save_publication(replace(settings, sections=renamed), ANN)
    assert found("section:culture") == found("section:arts") == {"tree"}
    assert filled.hints("section:culture") == filled.hints("section:arts") == ()
    gone = tuple(one for one in filled.publication().sections if one.slug != "culture")
    filled.save_publication(replace(filled.publication(), sections=gone), ANN)
    assert found("section:culture") == {"tree"}, "where it still stands"
    assert found("section:arts") == set()
    assert filled.hints("section:arts") == ("There is no section “arts”",)


def test_a_photos_new_words_are_found_at_once(filled: Store) -> None:
    photo = filled.photos()[0]
    filled.save_photo(replace(photo, alt="A boat", caption="A steamer"), ANN)
    assert filled.rows(StoryQuery(search="no:alt")) == []
    assert [row.slug for row in filled.rows(StoryQuery(search="steamer"))] == ["bridge"]
    assert filled.verify() == []


def test_completions(filled: Store) -> None:
    def offered(typed: str) -> list[str]:
        return [one.words for one in filled.completions(typed, len(typed))]

    assert offered("sec") == ["section:"]
    assert offered("flood section:c") == ["section:culture "]
    assert offered("by:an") == ['by:"Ann Lee" ']
    assert offered("tag:cl") == ['tag:"Climate change" ']
    assert offered("-in:lea") == ["-in:lead "]
    assert offered("flood") == offered("") == []


def test_similar_stories_share_rare_words(store: Store) -> None:
    first = store.save_story(story("Dam bursts above Gyumri", body="The Akhuryan dam burst."), ANN)
    second = store.save_story(story("Gyumri dam repaired", body="Work on the Akhuryan ended."), ANN)
    store.save_story(story("Opera season opens", body="Aida was sung."), ANN)
    assert [one.row.id for one in store.similar(first, 5)] == [second.id]
    close = store.close_headlines("Dam bursts above Gyumri!", second.id)
    assert [one.row.id for one in close] == [first.id]
    assert store.close_headlines("Dam bursts above Gyumri", first.id) == []
    store.save_story(replace(first, headline="Another matter", body="Nothing"), ANN)
    assert store.similar(second, 5) == []


def test_a_server_is_asked_no_more_for_a_story_of_many_words(
    postgres_desk_url: str, tmp_path: Path, publication: Publication
) -> None:
    said: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    with Store.connect(postgres_desk_url, tmp_path) as store:
        store.save_publication(publication, ANN)
        short = store.save_story(story("Dam", tags=("water",)), ANN)
        body = "Above Gyumri the Akhuryan rose; Artik, Maralik and Ashotsk sent boats, pumps and blankets."
        long = store.save_story(story("Dam bursts", body=body, tags=("water", "Shirak", "rescue")), ANN)
        assert [one.row.id for one in store.similar(long, 5)] == [short.id]
        event.listen(store._database.engine, "before_cursor_execute", note)  # pyright: ignore[reportPrivateUsage]
        asked: list[int] = []
        for one in (short, long):
            said.clear()
            assert len(store.similar(one, 5)) == 1
            asked.append(len(said))
    assert asked[0] == asked[1]


def test_saved_searches_are_named_renamed_and_deleted(store: Store) -> None:
    made = store.save_search("Floods", "tag:flood")
    store.save_search("Ahead", "status:ready")
    odd = [store.save_search(name, "x") for name in ("!!!", "***")]  # without a word
    for one in odd:
        store.delete_search(one.id)
    with pytest.raises(BadInput, match="80"):
        store.save_search("x" * 81, "x")
    with pytest.raises(BadInput):
        store.save_search("floods", "x")
    assert [one.name for one in store.saved_searches()] == ["Ahead", "Floods"]
    store.save_search("Water", "tag:flood", made.id)
    assert [one.name for one in store.saved_searches()] == ["Ahead", "Water"]
    store.delete_search(made.id)
    with pytest.raises(NotFound):
        store.delete_search(made.id)

"""Sixty searches in eight languages find what an editor expects, the best first, on both engines."""

import pytest

from desk.domain import StoryQuery
from desk.store import Store
from tests.store.conftest import ANN
from tests.store.relevance import SEARCHES, STORIES


@pytest.fixture
def filled(store: Store) -> Store:
    with store.batch():
        for one in STORIES:
            store.save_story(one, ANN)
    return store


def test_what_sixty_searches_find(filled: Store) -> None:
    assert len(SEARCHES) >= 60 and len({one.language for one in STORIES}) >= 8
    listed = {query: {row.slug for row in filled.rows(StoryQuery(search=query))} for query in SEARCHES}
    assert listed == {query: set(wanted) for query, wanted in SEARCHES.items()}


def test_the_best_answer_comes_first(filled: Store) -> None:
    worded = {query: wanted for query, wanted in SEARCHES.items() if filled.search(StoryQuery(search=query))}
    assert len(worded) > 45
    answers = {query: [row.slug for row in filled.search(StoryQuery(search=query))] for query in worded}
    assert {query: set(found) for query, found in answers.items()} == {q: set(w) for q, w in worded.items()}
    by_words = {query: wanted for query, wanted in worded.items() if ":" not in query}
    assert {query: answers[query][0] for query in by_words} == {q: w[0] for q, w in by_words.items()}


def test_each_story_is_found_by_its_headline_as_it_is_typed(filled: Store) -> None:
    for one in STORIES:
        for end in (*range(1, 9), len(one.headline)):
            typed = one.headline[:end]
            if not typed[-1].isalnum():
                continue
            assert one.slug in {row.slug for row in filled.rows(StoryQuery(search=typed))}, typed

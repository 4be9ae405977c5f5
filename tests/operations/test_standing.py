"""Where a few stories stand in a list, asked without reading the list."""

import random

import pytest

from desk.domain import Sort, Status, StoryQuery
from desk.operations import story as stories


@pytest.fixture
def ids(desk):
    made = []
    for number, name in enumerate(["Delta", "Alpha", "Echo", "Bravo", "Charlie"]):
        section = ("news", "culture")[number % 2]
        made.append(stories.new(desk, headline=name, section=section).value.id)
    return made


def shown(desk, query):
    return [row.id for row in stories.rows(desk, query).rows]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [True, False])
def test_put_one_by_one_they_give_the_order_again(desk, ids, sort, descending):
    query = StoryQuery(sort=sort, descending=descending)
    before = shown(desk, query)
    for story, status in zip(ids, (Status.READY, Status.REVIEW, Status.PUBLISHED), strict=False):
        stories.set_status(desk, story, status)
    changed = random.Random(7).sample(ids[:3], 3)
    held = [story for story in before if story not in changed]
    for one in stories.stand(desk, query, changed):
        assert one.row is not None
        held.insert(held.index(one.before) if one.before else len(held), one.story)
    assert held == shown(desk, query)


def test_what_the_list_no_longer_has_says_so(desk, ids):
    stories.set_status(desk, ids[0], Status.WITHDRAWN)
    (one,) = stories.stand(desk, StoryQuery(), [ids[0]])
    assert one.row is None
    assert [one.row for one in stories.stand(desk, StoryQuery(search="section:culture"), [ids[2]])] == [None]


def test_what_changed_since_a_time(desk, ids):
    newest = stories.row(desk, ids[-1]).updated
    assert stories.changed(desk, newest, 10) == []
    stories.set_status(desk, ids[1], Status.WITHDRAWN)
    assert stories.changed(desk, newest, 10) == [ids[1]]
    assert len(stories.changed(desk, None, 2)) == 3, "one more than asked says that there are more"

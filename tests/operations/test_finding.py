"""Find and replace over all stories of a real desk."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Cancelled, Placement, Role, Status
from desk.operations import finding
from desk.text import Search


@pytest.fixture
def stories(desk):
    made = {}
    for name, body in {
        "Bridge opens": "The *old* **bri**dge is open.\n\n* One   kept as it was\n",
        "Rain": "It rains.\n",
        "Port": "A [bridge](https://a.example/bridge) and a bridge.\n",
    }.items():
        story = ops.story.new(desk, headline=name).value
        lead = Placement(role=Role.LEAD, caption=f"{name}: the bridge" if name == "Port" else "")
        made[name] = ops.story.save(desk, replace(story, body=body, photos=(lead,))).value
    ops.story.set_status(desk, made["Port"].id, Status.PUBLISHED)
    return made


def test_every_hit_is_shown_in_its_context(desk, stories):
    found = finding.find(desk, Search("bridge"), "boat")
    assert [(hits.headline, hits.status, len(hits.hits)) for hits in found] == [
        ("Port", Status.PUBLISHED, 3),
        ("Bridge opens", Status.DRAFT, 2),
    ]
    title, body = found[1].hits
    assert (title.part, title.before, title.words, title.after) == ("headline", "", "Bridge", " opens")
    assert (body.field, body.before, body.words, body.after, body.new) == (
        "body",
        "The old ",
        "bridge",
        " is open.",
        "boat",
    )
    assert found[0].hits[-1].part == "caption 0"


def test_only_the_fields_asked_for(desk, stories):
    found = finding.find(desk, Search("bridge"), fields=("headline",))
    assert [hits.headline for hits in found] == ["Bridge opens"]


def test_one_revision_a_story_and_one_step_back(desk, stories):
    search = Search("bridge")
    before = {name: ops.story.get(desk, story.id) for name, story in stories.items()}
    chains = {name: len(ops.story.history(desk, story.id)) for name, story in stories.items()}
    done = finding.replace_all(desk, search, "boat", finding.find(desk, search, "boat"))
    assert done.value.hits == 5
    assert done.value.published == ("Port",)
    assert done.change.ids == {stories["Port"].id, stories["Bridge opens"].id}
    opened = ops.story.get(desk, stories["Bridge opens"].id)
    assert opened.headline == "boat opens"
    assert opened.body == "The *old* **boat** is open.\n\n* One   kept as it was\n"
    port = ops.story.get(desk, stories["Port"].id)
    assert port.body == "A [boat](https://a.example/bridge) and a boat.\n"
    assert port.photos[0].caption == "Port: the boat"
    assert port.status is Status.PUBLISHED
    for name, more in {"Port": 1, "Bridge opens": 1, "Rain": 0}.items():
        assert len(ops.story.history(desk, stories[name].id)) == chains[name] + more
    back = finding.take_back(desk, done.value)
    assert back.value.passed == ()
    for name, story in before.items():
        now = ops.story.get(desk, story.id)
        assert (now.headline, now.body, now.photos) == (story.headline, story.body, story.photos), name


def test_only_the_chosen_hits_are_replaced(desk, stories):
    search = Search("bridge")
    port = next(hits for hits in finding.find(desk, search, "boat") if hits.headline == "Port")
    chosen = replace(port, hits=port.hits[1:2])
    assert finding.replace_all(desk, search, "boat", [chosen]).value.hits == 1
    now = ops.story.get(desk, stories["Port"].id)
    assert now.body == "A [bridge](https://a.example/bridge) and a boat.\n"


def test_a_story_changed_since_is_left_alone_and_named(desk, stories):
    search = Search("bridge")
    found = finding.find(desk, search, "boat")
    port = ops.story.get(desk, stories["Port"].id)
    ops.story.save(desk, replace(port, body="Another bridge.\n"))
    done = finding.replace_all(desk, search, "boat", found).value
    assert done.passed == ("Port",)
    assert ops.story.get(desk, port.id).body == "Another bridge.\n"
    opened = ops.story.get(desk, stories["Bridge opens"].id)
    ops.story.save(desk, replace(opened, standfirst="More words."))
    back = finding.take_back(desk, done).value
    assert back.passed == ("boat opens",)
    assert ops.story.get(desk, opened.id).standfirst == "More words."


def test_what_cannot_be_stored_changes_no_story(desk, stories):
    search = Search("bridge")
    port = stories["Port"]
    fine = finding.find(desk, search, "boat")
    broken = [*fine, replace(fine[0], story="nowhere")]
    with pytest.raises(ops.story.NotFound):
        finding.replace_all(desk, search, "boat", broken)
    assert ops.story.get(desk, port.id).body == port.body


@pytest.mark.parametrize(
    ("search", "new"),
    [(Search(""), ""), (Search("(", expression=True), ""), (Search("a", expression=True), "$4")],
)
def test_a_bad_search_is_said(desk, stories, search, new):
    with pytest.raises(BadInput):
        finding.find(desk, search, new)


def test_an_endless_expression_names_the_story(desk, stories):
    story = ops.story.get(desk, stories["Rain"].id)
    ops.story.save(desk, replace(story, body="a" * 80 + "b\n"))
    with pytest.raises(BadInput, match=r"In “Rain”: .*too long"):
        finding.find(desk, Search("(a|aa)+$", expression=True))


def test_a_search_can_be_stopped_and_says_how_far_it_is(desk, stories):
    told = []
    finding.find(desk, Search("bridge"), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3)]
    with pytest.raises(Cancelled):
        finding.find(desk, Search("bridge"), cancelled=lambda: True)

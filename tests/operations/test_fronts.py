"""Fronts as an editor uses them: drafts, live, times, steps back, two people."""

import datetime as dt
import random
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import operations as ops
from desk.domain import (
    BadInput,
    Container,
    Fill,
    Layout,
    Move,
    NotFound,
    Pick,
    Section,
    Slot,
    Status,
    Story,
    StoryQuery,
    new_id,
)


def made(desk, headline, **words):
    words = {"status": Status.PUBLISHED, "body": f"Words of {headline}.", "section": "news"} | words
    return ops.story.save(desk, Story(id=new_id(), headline=headline, **words)).value


def slots(front, container="lead"):
    return [slot.story or slot.url for slot in front.container(container).slots]


def shown(desk, front="front", container="lead", at=None):
    live = ops.fronts.live(desk, front, at)
    return slots(live, container) if live else None


def put(desk, container, story, position=None):
    return ops.fronts.edit(
        desk,
        ops.fronts.holding(desk, container).slug,
        lambda front: ops.fronts.put(front, container, ops.fronts.slot_of(desk, story), position),
    ).value


def test_every_page_that_has_containers_has_a_front(desk):
    settings_ = ops.desk.publication(desk)
    ops.desk.save_publication(
        desk, replace(settings_, sections=(Section("news", "News"), Section("art", "Art")))
    )
    assert [one.slug for one in ops.fronts.drafts(desk)] == ["front", "news", "art", "sidebar"]
    with pytest.raises(NotFound, match="front, news, art, sidebar"):
        ops.fronts.get(desk, "sport")
    with pytest.raises(BadInput, match="no containers"):
        ops.fronts.make_live(desk, "art")
    top = Container(id=new_id(), slug="art-top", name="Top", fill=Fill.AUTOMATIC, pick=Pick(section="art"))
    ops.fronts.edit(desk, "art", lambda front: replace(front, containers=(top,)))
    ops.fronts.make_live(desk, "art")
    assert ops.fronts.live(desk, "art").containers == (top,)


def test_a_draft_is_compared_made_live_and_discarded(desk):
    one, two = made(desk, "One"), made(desk, "Two")
    put(desk, "lead", one.id)
    assert shown(desk) == []
    assert [(change.move, change.slot.story) for change in ops.fronts.changes(desk, "front")] == [
        (Move.IN, one.id)
    ]
    done = ops.fronts.make_live(desk, "front")
    assert {"front", "lead", one.id} <= done.change.ids
    assert shown(desk) == [one.id] and ops.fronts.changes(desk, "front") == ()
    put(desk, "lead", two.id, 0)
    put(desk, "top-stories", one.id)
    assert slots(ops.fronts.get(desk, "front")) == [two.id], "a story stands once on a front"
    ops.fronts.discard(desk, "front")
    assert slots(ops.fronts.get(desk, "front")) == [one.id] and shown(desk) == [one.id]
    ops.fronts.undo(desk, "front")
    assert slots(ops.fronts.get(desk, "front"), "top-stories") == [one.id], "what was discarded comes back"


def test_the_front_at_any_past_instant_is_shown_compared_and_restored(desk):
    one, two, three = (made(desk, name) for name in ("One", "Two", "Three"))
    put(desk, "lead", one.id)
    first = ops.fronts.make_live(desk, "front").value
    put(desk, "lead", two.id, 0)
    second = ops.fronts.make_live(desk, "front").value
    assert shown(desk, at=first.at) == [one.id] and shown(desk, at=second.at) == [two.id, one.id]
    assert shown(desk, at=first.at - dt.timedelta(days=1)) is None, "before the desk was"
    newest, before, *_ = ops.fronts.versions(desk, "front")
    assert (newest, before) == (second, first)
    put(desk, "lead", three.id)
    restored = ops.fronts.restore(desk, "front", first).value
    assert slots(restored) == [one.id] and shown(desk) == [two.id, one.id]


def test_a_version_for_later_comes_by_itself_and_can_be_taken_back(desk):
    one = made(desk, "One")
    put(desk, "lead", one.id)
    now = dt.datetime.now(dt.UTC)
    with pytest.raises(BadInput, match="past"):
        ops.fronts.make_live(desk, "front", now)
    version = ops.fronts.make_live(desk, "front", now + dt.timedelta(hours=1)).value
    assert (shown(desk), shown(desk, at=version.at)) == ([], [one.id])
    assert ops.fronts.planned(desk, "front") == [version]
    ops.fronts.cancel(desk, version)
    assert ops.fronts.planned(desk, "front") == [] and shown(desk, at=version.at) == []


def test_what_acts_at_once_leaves_the_rest_of_the_draft_a_draft(desk):
    one, two, three = (made(desk, name) for name in ("One", "Two", "Three"))
    put(desk, "lead", one.id)
    later = ops.fronts.make_live(desk, "front", dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)).value
    ops.curation.place(desk, "top-stories", two.id)
    assert (shown(desk), shown(desk, container="top-stories")) == ([], [two.id])
    assert slots(ops.fronts.get(desk, "front")) == [one.id]
    (planned,) = ops.fronts.planned(desk, "front")
    assert planned.at == later.at and slots(ops.fronts.version(desk, planned), "top-stories") == [two.id]
    ops.curation.place(desk, "top-stories", three.id, position=1)
    ops.curation.remove(desk, "top-stories", two.id)
    assert slots(ops.fronts.get(desk, "front"), "top-stories") == [three.id]
    assert ops.curation.get(desk, "top-stories").slots[0].story == three.id
    with pytest.raises(NotFound):
        ops.curation.remove(desk, "top-stories", two.id)


def test_withdrawing_reaches_draft_live_and_what_is_to_come(desk):
    one, two = made(desk, "One"), made(desk, "Two")
    put(desk, "lead", one.id)
    ops.fronts.make_live(desk, "front")
    ops.fronts.make_live(desk, "front", dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    put(desk, "top-stories", made(desk, "Draft alone").id)
    done = ops.withdrawn.withdraw(desk, one.id, instead=two.id).value
    (planned,) = ops.fronts.planned(desk, "front")
    everywhere = [
        ops.fronts.get(desk, "front"),
        ops.fronts.live(desk, "front"),
        ops.fronts.version(desk, planned),
    ]
    assert [slots(front) for front in everywhere] == [[two.id]] * 3
    assert len(slots(everywhere[0], "top-stories")) == 1 and slots(everywhere[1], "top-stories") == []
    with pytest.raises(BadInput, match="withdrawn"):
        ops.fronts.slot_of(desk, one.id)
    ops.withdrawn.take_back(desk, done)
    assert slots(ops.fronts.get(desk, "front")) == shown(desk) == [one.id]


def test_two_people_change_one_front(desk):
    ids = [made(desk, name).id for name in ("One", "Two")]
    read = ops.fronts.get(desk, "front")
    mine = ops.fronts.put(read, "lead", ops.fronts.slot_of(desk, ids[0]))
    theirs = ops.fronts.put(read, "top-stories", ops.fronts.slot_of(desk, ids[1]))
    ops.fronts.save(desk, theirs)
    done = ops.fronts.save(desk, mine)
    saved = done.value
    assert (slots(saved), slots(saved, "top-stories"), done.clashes) == ([ids[0]], [ids[1]], ())
    slot = next(one for _, one in saved.slots() if one.story == ids[0])
    ops.fronts.save(desk, ops.fronts.with_slot(saved, replace(slot, headline="Theirs")))
    both = ops.fronts.save(desk, ops.fronts.with_slot(saved, replace(slot, headline="Mine")))
    assert next(both.value.slots())[1].headline == "Mine"
    (clash,) = both.clashes
    asked = ops.clashes.told(desk, clash)
    assert (asked.mine, asked.theirs, asked.what) == ("Mine", "Theirs", "the headline of “One” on Lead")
    ops.clashes.take_theirs(desk, clash)
    assert next(ops.fronts.get(desk, "front").slots())[1].headline == "Theirs"
    assert shown(desk) == [], "what is a draft stays one"
    assert ops.clashes.told(desk, clash) is None


def test_steps_back_go_beyond_a_restart(desk):
    stories = [made(desk, f"Story {number}").id for number in range(3)]
    for story in stories:
        put(desk, "top-stories", story)
    with closing(ops.desk.open_desk(desk.folder, desk.who)) as again:
        for left in (2, 1, 0):
            front = ops.fronts.undo(again, "front").value
            assert slots(front, "top-stories") == stories[:left]
        assert ops.fronts.undo(again, "front") is None
        assert slots(ops.fronts.redo(again, "front").value, "top-stories") == stories[:1]
        put(again, "lead", stories[2])
        assert ops.fronts.redo(again, "front") is None


def test_a_board_shows_what_readers_would_see(desk):
    old = made(desk, "Old", tags=("Ferry",))
    new = made(desk, "New", tags=("ferry", "Port"))
    draft = made(desk, "Draft", status=Status.DRAFT)
    embargoed = made(desk, "Soon", publish_at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    picks = {
        "by-tag": (Pick(tag="FERRY"), [new.id, old.id]),
        "by-search": (Pick(search="words -new"), [old.id]),
        "by-section": (Pick(section="news"), [new.id, old.id]),
        "by-none": (Pick(section="art"), []),
    }
    containers = [
        Container(
            id=new_id(),
            slug=slug,
            name=slug,
            fill=Fill.AUTOMATIC,
            pick=pick,
            repeats=True,
            layout=Layout.GRID,
        )
        for slug, (pick, _) in picks.items()
    ]
    by_hand = Container(
        id=new_id(),
        slug="hand",
        name="Hand",
        slots=tuple(Slot(id=new_id(), story=one.id) for one in (draft, embargoed, old)),
    )
    front = ops.fronts.edit(desk, "front", lambda one: replace(one, containers=(by_hand, *containers))).value
    board = ops.fronts.board(desk, front)
    found = {one.container.slug: [place.story for place in one.places] for one in board.shown}
    assert found == {"hand": [old.id], **{slug: ids for slug, (_, ids) in picks.items()}}
    assert {old.id, new.id, draft.id, embargoed.id} == board.rows.keys()
    later = ops.fronts.board(desk, front, dt.datetime.now(dt.UTC) + dt.timedelta(hours=2))
    assert [place.story for place in later.shown[0].places] == [embargoed.id, old.id]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["put", "take", "move", "words", "pin", "live", "undo", "redo"]), st.integers(0, 9)
    ),
    max_size=14,
)


def acted(front, act, number, slot):
    """Return a front after a person did one thing with it, the same where that cannot be done."""
    held = [each for _, each in front.slots()]
    if act == "put":
        return ops.fronts.put(front, front.containers[number % 2].slug, slot)
    if not held:
        return front
    each = held[number % len(held)]
    if act == "take":
        return ops.fronts.take(front, each.id)
    if act == "move":
        return ops.fronts.move(front, each.id, front.containers[number % 2].slug, number // 3)
    changed = replace(each, headline=str(number)) if act == "words" else replace(each, pinned=not each.pinned)
    return ops.fronts.with_slot(front, changed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_any_row_of_acts_keeps_the_rules_and_goes_home(desk, acts):
    """What readers see changes by making live alone; nothing stands twice; undoing all returns the start."""
    known = ops.story.rows(desk, StoryQuery()).rows
    stories = [row.id for row in known] or [made(desk, f"Story {n}").id for n in range(4)]
    start = ops.fronts.edit(desk, "front", lambda front: replace(front, name=new_id())).value
    past = 0
    for act, number in acts:
        live, front = ops.fronts.live(desk, "front"), ops.fronts.get(desk, "front")
        if act == "live":
            ops.fronts.make_live(desk, "front")
            assert same(ops.fronts.live(desk, "front"), front)
        elif act == "undo":
            past -= bool(past and ops.fronts.undo(desk, "front"))
        elif act == "redo":
            past += bool(ops.fronts.redo(desk, "front"))
        else:
            slot = ops.fronts.slot_of(desk, stories[number % len(stories)])
            saved = ops.fronts.edit(desk, "front", partial(acted, act=act, number=number, slot=slot)).value
            past += saved.revision != front.revision
            assert ops.fronts.live(desk, "front") == live
            targets = [each.target for _, each in saved.slots()]
            assert len(targets) == len(set(targets))
    for _ in range(past):
        ops.fronts.undo(desk, "front")
    assert same(ops.fronts.get(desk, "front"), start)


def same(one, other):
    return replace(one, revision="", updated=None) == replace(other, revision="", updated=None)


def test_two_programs_curate_one_front(desk):
    stories = [made(desk, f"Story {number}").id for number in range(8)]

    def work(person, container, mine):
        with closing(ops.desk.open_desk(desk.folder, ops.desk.person(person))) as own:
            for story in mine:
                put(own, container, story)
                ops.fronts.make_live(own, "front")

    threads = [
        threading.Thread(target=work, args=("Ann", "lead", stories[:4])),
        threading.Thread(target=work, args=("Bob", "top-stories", stories[4:])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    front = ops.fronts.get(desk, "front")
    assert (slots(front), slots(front, "top-stories")) == (stories[:4], stories[4:])
    assert shown(desk) == stories[:4] and shown(desk, container="top-stories") == stories[4:]
    assert ops.desk.verify(desk) == []


def test_slots_keep_their_instants_across_a_change_of_clocks_and_of_zones(desk, tmp_path):
    """In Paris the clock goes from 02:00 to 03:00 on 29 March 2026: 01:00 in UTC."""
    published = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    before, during, after = (made(desk, name, published=published) for name in ("Before", "During", "After"))
    change = dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC)
    minute = dt.timedelta(minutes=1)
    half = dt.timedelta(minutes=30)
    ops.curation.place(desk, "editors-choice", before.id, ends=change - half)
    ops.curation.place(desk, "editors-choice", during.id, starts=change - half, ends=change + half)
    ops.curation.place(desk, "editors-choice", after.id, starts=change + half)
    # The desk is made now, so its fronts are live from now on: the instants in question are past.
    with desk.store._database.write() as connection:  # pyright: ignore
        connection.exec_driver_sql("UPDATE front_version SET at = '2026-03-01T00:00:00.000000Z'")
    for zone in ("Europe/Paris", "Asia/Baku", "America/New_York"):
        ops.desk.save_publication(desk, replace(ops.desk.publication(desk), timezone=zone))
        for at, expected in (
            (change - half - minute, "Before"),
            (change - half, "During"),
            (change + half - minute, "During"),
            (change + half, "After"),
            (change + 24 * half, "After"),
        ):
            out = tmp_path / f"{zone.replace('/', '-')}-{at:%d-%H-%M}"
            ops.exporting.export(desk, out, at=at)
            page = (out / "index.html").read_text()
            beside = page[page.index("<aside") :]
            assert [name for name in ("Before", "During", "After") if f">{name}</a>" in beside] == [expected]


@pytest.mark.parametrize("kills", [3, pytest.param(40, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])])
def test_making_live_is_whole_or_not_at_all_when_it_is_killed(desk, kills):
    """What was acknowledged is live, or what was being made; what is live is a version of the chain."""
    stories = [made(desk, f"Story {number}").id for number in range(3)]
    for kill in range(kills):
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.operations.curator", desk.folder, *stories],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert program.stdout is not None
        acknowledged = [program.stdout.readline().strip()]
        time.sleep(random.Random(kill).random() * 0.3)
        program.kill()
        acknowledged += program.stdout.read().split("\n")[:-1]
        program.wait()
        program.stdout.close()
        versions = ops.fronts.versions(desk, "front")
        live = ops.fronts.live(desk, "front")
        assert live.revision == versions[0].revision
        assert acknowledged[-1] in [one.revision for one in versions[:2]]
        assert {one.revision for one in versions} <= {one.id for one in desk.store.revisions(live.id)}
        assert shown(desk)[0] in stories
    assert ops.desk.verify(desk) == []

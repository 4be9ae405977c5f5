"""Figures of readers: matched to stories, kept, ranked, on the page."""

import datetime as dt
from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Reading, Status, Story, new_id, ranking

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def stories(desk):
    def made(name):
        story = Story(
            id=new_id(), headline=name, slug=name.lower(), section="news", status=Status.PUBLISHED, body="x"
        )
        return ops.story.save(desk, story).value

    return {name: made(name) for name in ("Ferry", "Bridge", "Well")}


def figures(tmp_path, *rows):
    file = tmp_path / "figures.csv"
    file.write_text("url,views,date\n" + "\n".join(rows) + "\n")
    return file


def popular(desk):
    front = ops.fronts.get(desk, "sidebar")
    shown = next(one for one in ops.fronts.board(desk, front).shown if one.container.slug == "popular")
    return [place.story for place in shown.places]


def test_figures_are_matched_through_former_addresses_too_and_none_is_dropped(desk, stories, tmp_path):
    ferry, bridge = stories["Ferry"], stories["Bridge"]
    ops.story.set_slug(desk, ferry.id, "ferry-is-back")
    file = figures(
        tmp_path,
        f"https://hour.example/news/ferry/?utm=x,10,{TODAY}",
        f"/news/ferry-is-back/index.html,15,{TODAY}",
        f"/news/bridge/,20,{TODAY}",
        f"/,900,{TODAY}",
        f"/news/nothing/,3,{TODAY}",
    )
    taken = ops.popular.take_in(desk, file).value
    assert (taken.matched, taken.unmatched, taken.wrong) == (3, (("/", 900), ("/news/nothing/", 3)), ())
    assert ops.popular.ranked(desk, NOW)(168) == [ferry.id, bridge.id]
    assert popular(desk) == [ferry.id, bridge.id]
    newest = ops.popular.newest(desk)
    assert (newest.file, newest.latest, newest.author) == ("figures.csv", TODAY, "Ann Writer")
    assert not ops.popular.stale(newest, NOW, 24) and ops.popular.stale(
        newest, NOW + dt.timedelta(days=8), 168
    )


def test_pages_that_are_called_like_a_story_are_not_taken_for_it(desk, stories, tmp_path):
    news = ops.story.save(desk, replace(stories["Well"], slug="news")).value
    rows = (
        "/tag/ferry/,70",
        "/news/,80",
        "/news/page/2/,60",
        "https://www.hour.example/News/ferry.html,5",
        "/bridge,4",
    )
    taken = ops.popular.take_in(
        desk, figures(tmp_path, *(f"{row},{TODAY}" for row in (*rows, "/news/news/,3")))
    ).value
    assert taken.unmatched == (("/news/", 80), ("/tag/ferry/", 70), ("/news/page/2/", 60))
    assert ops.popular.ranked(desk, NOW)(168) == [stories["Ferry"].id, stories["Bridge"].id, news.id]


def test_the_same_days_again_give_way(desk, stories, tmp_path):
    ferry, bridge = stories["Ferry"].id, stories["Bridge"].id
    yesterday = TODAY - dt.timedelta(days=1)
    ops.popular.take_in(desk, figures(tmp_path, f"/news/ferry/,50,{yesterday}", f"/news/ferry/,50,{TODAY}"))
    ops.popular.take_in(desk, figures(tmp_path, f"/news/bridge/,60,{TODAY}"))
    ops.popular.take_in(desk, figures(tmp_path, f"/news/bridge/,60,{TODAY}"))
    readings = desk.store.readings(yesterday, TODAY)
    assert sorted((one.story, one.views) for one in readings) == sorted([(ferry, 50), (bridge, 60)])
    assert ops.popular.ranked(desk, NOW)(24)[0] == bridge


def test_without_figures_people_rank_and_pins_and_skips_hold(desk, stories, tmp_path):
    ferry, bridge, well = (stories[name].id for name in ("Ferry", "Bridge", "Well"))
    ops.curation.act(desk, "popular", "add", [well, ferry])
    assert popular(desk) == [well, ferry]
    rows = [f"/news/{name}/,{views},{TODAY}" for name, views in (("ferry", 9), ("bridge", 5), ("well", 1))]
    ops.popular.take_in(desk, figures(tmp_path, *rows))
    assert popular(desk) == [ferry, bridge, well]
    pinned = next(slot for _, slot in ops.fronts.get(desk, "sidebar").slots() if slot.story == well)
    ops.fronts.edit(desk, "sidebar", lambda front: ops.fronts.with_slot(front, replace(pinned, pinned=True)))
    assert popular(desk) == [well, ferry, bridge]
    ops.fronts.edit(
        desk,
        "sidebar",
        lambda front: front.with_container(replace(front.container("popular"), skips=(ferry,))),
    )
    assert popular(desk) == [well, bridge]


def test_a_page_shows_what_was_read_most(desk, stories, tmp_path):
    rows = [f"/news/{name}/,{views},{TODAY}" for name, views in (("bridge", 5), ("well", 8))]
    ops.popular.take_in(desk, figures(tmp_path, *rows))
    ops.exporting.export(desk, tmp_path / "site")
    page = (tmp_path / "site" / "news" / "ferry.html").read_text()
    beside = page[page.index('class="ranked"') :]
    assert beside.index("Well") < beside.index("Bridge")


def test_a_story_that_leaves_takes_its_name_off_its_figures(desk, stories, tmp_path):
    ferry = stories["Ferry"].id
    ops.popular.take_in(desk, figures(tmp_path, f"/news/ferry/,9,{TODAY}"))
    ops.withdrawn.withdraw(desk, ferry)
    ops.withdrawn.empty(desk, [ferry])
    assert ops.popular.ranked(desk, NOW)(168) == []


def test_a_file_that_is_none_changes_nothing(desk, stories, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("words alone\n")
    with pytest.raises(BadInput, match="no figures"):
        ops.popular.take_in(desk, file)
    assert ops.popular.newest(desk) is None


def test_what_is_read_now_is_above_what_was_read_as_often_before():
    def read(story, age, views):
        return Reading(story, TODAY - dt.timedelta(days=age), views)

    assert ranking([read("old", 6, 100), read("new", 0, 100), read("ended", 7, 9000)], TODAY, 168) == [
        "new",
        "old",
    ]
    assert ranking([read("old", 3, 210), read("new", 0, 100)], TODAY, 168) == ["old", "new"]
    assert ranking([read("yesterday", 1, 5), read("today", 0, 1)], TODAY, 24) == ["yesterday", "today"]
    assert ranking([read("tomorrow", -1, 5), read("nobody", 0, 0)], TODAY, 168) == []

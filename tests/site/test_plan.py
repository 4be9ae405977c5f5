"""The plan: what an export would change, said before it does, with a page's words old against new."""

from dataclasses import replace

from desk import site
from desk.domain import Status
from desk.site.planned import read
from desk.text import Fate as Words
from tests.site.editions import NOW, Newsroom
from tests.site.test_folder import snapshot


def plan(room: Newsroom, **settings: bool) -> site.Plan:
    return site.plan(room.edition(), room.out, at=NOW, ledger=room.ledger, **settings)


def test_a_plan_says_what_the_export_then_does_and_changes_nothing(room: Newsroom) -> None:
    room.story("One", lead=room.photo())
    room.story("Two", section="culture")
    first = plan(room)
    assert {one.fate for one in first.changes} == {site.Fate.NEW}
    assert not [path for path in room.out.rglob("*") if path.is_file()]
    assert room.export().written == len(first.changes)
    assert plan(room).changes == ()

    before = snapshot(room.out)
    room.stories[0] = replace(room.stories[0], body="Rewritten.")
    room.stories[1] = replace(room.stories[1], status=Status.DRAFT)
    room.story("Three", section="news")
    second = plan(room)
    assert snapshot(room.out) == before
    fates = {one.path: one.fate for one in second.changes}
    report = room.export()
    after = snapshot(room.out)
    assert report.written == len([one for one in second.changes if one.fate is not site.Fate.ENDED])
    assert report.removed == len([one for one in second.changes if one.fate is site.Fate.ENDED])
    for path, fate in fates.items():
        assert fate is (
            site.Fate.ENDED if path not in after else site.Fate.CHANGED if path in before else site.Fate.NEW
        )
    assert {path for path in after if after[path] != before.get(path)} <= fates.keys()


def test_a_plan_counts_by_kinds_and_names_the_stories(room: Newsroom) -> None:
    room.story("One", tags=("fog",))
    room.export()
    room.stories[0] = replace(room.stories[0], headline="One more")
    found = plan(room)
    assert found.counts()["story"] == 1
    assert found.counts()["front"] == 2
    assert found.counts()["feed"] == 6
    assert [one.title for one in found.changes if one.kind == "story"] == ["One more"]


def test_the_words_of_a_page_stand_old_against_new(room: Newsroom) -> None:
    room.story("Fog in the harbour", body="The ferry waits.\n\n![](photo:none)")
    room.export()
    room.stories[0] = replace(room.stories[0], body="The <b>ferry</b> sails &amp; waits.")
    parts = plan(room).words("news/fog-in-the-harbour.html")
    came = "".join(part.text for part in parts if part.fate is Words.INSERTED)
    gone = "".join(part.text for part in parts if part.fate is Words.DELETED)
    assert came.split() == ["sails", "&"]
    assert gone.strip() == ""
    assert plan(room).words("404.html") == ()


def test_what_is_read_is_what_a_reader_sees() -> None:
    page = (
        "<html><head><title>A</title><script>no</script></head><body><h1>B <em>c</em></h1>"
        "<p>D &amp; e<br>f</p><img alt='G'></body>"
    )
    assert read(page).split("\n\n") == ["A", "B c", "D & e", "f", "[G]"]

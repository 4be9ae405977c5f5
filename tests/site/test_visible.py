"""Nothing that readers may not see yet, or no more, leaves the desk: not in pages, feeds, names, pictures."""

from dataclasses import replace

import pytest

from desk.domain import Comment, Passage, Placement, Role, Slot, Source, Status, new_id, related_slug
from tests.site.editions import HOUR, NOW, Newsroom, words


def hushed(quote: str) -> Comment:
    passage = Passage(quote=quote, before="hush before", after="hush after")
    return Comment(id=new_id(), passage=passage, words="hush remark", author="hush author", created=NOW)


def test_no_comment_reaches_a_reader(room: Newsroom) -> None:
    story = room.story("Open", lead=room.photo("teal"), body="Words that readers see.\n")
    room.stories[0] = replace(story, comments=(hushed("Words"), replace(hushed("gone"), resolved=NOW)))
    room.put("lead", story)
    room.export()
    files = [path for path in room.out.rglob("*") if path.is_file()]
    assert any(b"Words that readers see." in path.read_bytes() for path in files)
    assert not [path for path in files if b"hush" in path.read_bytes() or "hush" in path.name]


def test_hidden_stories_leak_nowhere(room: Newsroom) -> None:
    room.publication = replace(room.publication, search=True)
    shown = room.story("Open", lead=room.photo("teal"))
    hidden = []
    cases = [
        {"status": Status.DRAFT},
        {"status": Status.REVIEW},
        {"status": Status.READY},
        {"status": Status.WITHDRAWN, "published": None},
        {"publish_at": NOW + HOUR},
    ]
    for number, case in enumerate(cases):
        lead = room.photo(f"#{number}{number}0000", caption=f"hush{number} caption", alt=f"hush{number} alt")
        inner = room.photo(f"#00{number}{number}00", caption=f"hush{number} inner")
        hidden.append(
            room.story(
                f"hush{number} headline",
                standfirst=f"hush{number} standfirst",
                body=f"hush{number} body\n\n![](photo:{inner.id})",
                notes=f"hush{number} notes",
                comments=(hushed(f"hush{number} body"),),
                tags=(f"hush{number} tag",),
                section=f"hush{number}",
                old_slugs=(f"hush{number}-old",),
                photos=(Placement(photo=lead.id), Placement(photo=inner.id, role=Role.INLINE)),
                **case,
            )
        )
    for slug in ("lead", "top-stories", "editors-choice", "popular", related_slug(shown.id)):
        room.put(
            slug,
            *(Slot(id=new_id(), story=story.id, headline="hush override", teaser="hush") for story in hidden),
        )
    room.put(related_slug(hidden[0].id), shown)
    room.stories[0] = replace(shown, notes="hush to the desk", comments=(hushed("Open body"),))
    room.export()
    assert "hush" not in room.text()
    pictures = len(list((room.out / "pictures").iterdir()))
    only = Newsroom(room.folder / "only")
    only.folder.mkdir()
    only.story("Open", lead=only.photo("teal"))
    only.export()
    assert pictures == len(list((only.out / "pictures").iterdir())) > 0
    room.export(at=NOW + HOUR)
    assert "hush4 headline" in room.text()
    assert "hush3" not in room.text()


WAYS = (
    "See [the plan](../../news/hush-plan/).",
    "See [the plan](/sub/news/hush-plan.html#top 'The plan').",
    "See [the plan](https://news.example/sub/News/hush-plan?from=us).",
    "See [the plan](//news.example/sub/news/hush-plan.html).",
    "See [the plan](../hush-plan/).",
    "See [the plan](../../culture/hush-plan/).",
    "See [the plan](hush-plan).",
    "See [the plan](hush-plan.html).",
    "See [the plan](http://news.example:80/news/hush-plan/).",
    "See [the plan](../../news/h%75sh-plan/).",
    "See [the plan](../../news/hush\\-plan/).",
    "See [the plan](../../news/hush-plan-{id}/).",
    "See [the plan](../../news/hush-before/).",
    "See [the plan][1].\n\n[1]: ../../news/hush-plan/ 'hush-plan'",
    "See <a title='a > b' href='../../news/hush-plan/'>the plan</a>.",
    "See [the *plan*](../../news/hush-plan/).\n\n## A heading\n\n| a |\n| - |\n| [b](../hush-plan/) |",
    "See the plan: [https://news.example/sub/news/hush-plan/](https://news.example/sub/news/hush-plan.html)",
    "See the plan:\n\nhttps://news.example/sub/news/hush-plan.html",
)


@pytest.mark.parametrize("body", WAYS)
def test_a_link_to_a_hidden_story_is_words_alone_until_that_is_published(room: Newsroom, body: str) -> None:
    room.publication = replace(room.publication, base_url="https://news.example/sub", feed_whole=True)
    hidden = room.story("hush plan", publish_at=NOW + HOUR, old_slugs=("hush-before",))
    room.story("Open", body=body.format(id=hidden.id))
    report = room.export()
    assert "hush" not in room.text() and hidden.id not in room.text()
    assert any(line.startswith("“Open”: the link to “hush-") for line in report.warnings)
    said = [words(one) for one in room.page("news/open.html").all("p")]
    assert any(line.startswith("See the plan") for line in said)
    report = room.export(at=NOW + HOUR)
    assert any("sh-" in one.get("href", "") for one in room.page("news/open.html").all("a"))
    assert not [line for line in report.warnings if "readers do not see" in line]
    pages = {path: path.read_bytes() for path in room.out.rglob("*.html")}
    room.export(at=NOW + HOUR, full=True)
    assert pages == {path: path.read_bytes() for path in room.out.rglob("*.html")}


def test_places_a_source_and_the_foot_lead_to_no_hidden_story(room: Newsroom) -> None:
    url = "https://news.example/news/hush.html"
    room.publication = replace(room.publication, footer=f"See [the plan]({url}).")
    room.story("hush", status=Status.DRAFT)
    story = room.story("Open", source=Source(name="The plan", url=url))
    for slug in ("editors-choice", related_slug(story.id)):
        room.put(slug, Slot(id=new_id(), url=url, headline="The plan"))
    report = room.export()
    assert "hush" not in room.text()
    assert {line.split(":")[0] for line in report.warnings} == {"the footer", "The plan"}
    room.stories[0] = replace(room.stories[0], status=Status.PUBLISHED)
    room.export()
    page = room.page("news/open.html")
    assert len(page.all("a", href=url)) == 4


@pytest.mark.parametrize(
    "address",
    [
        "../../tag/hush/",
        "../../author/hush/",
        "../../hush/",
        "/hush/",
        "https://other.example/news/hush/",
        "#hush",
    ],
)
def test_other_pages_of_that_name_are_linked(room: Newsroom, address: str) -> None:
    room.story("hush", status=Status.DRAFT)
    room.story("Open", body=f"See [it]({address}).", tags=("hush",))
    room.export()
    assert room.page("news/open.html").all("a", href=address.replace("../../", "../"))


def test_a_withdrawn_story_leaves_a_notice_and_not_one_word(room: Newsroom) -> None:
    gone = room.story("hush headline", slug="ferry", body="hush body", old_slugs=("boat",), tags=("hush",))
    room.story("Open")
    room.export()
    assert "hush" in room.text()
    room.stories[0] = replace(gone, status=Status.WITHDRAWN)
    room.export()
    assert "hush" not in room.text()
    for path in ("news/ferry.html", "news/boat.html"):
        notice = room.page(path)
        assert notice.texts("h1") == ["This story has been withdrawn"]
        assert notice.meta("robots") == "noindex" and not notice.all("link", rel="canonical")
    assert "ferry" not in (room.out / "sitemap.xml").read_text("utf-8")


def test_a_story_that_came_first_after_the_instant_is_not_there(room: Newsroom) -> None:
    room.publication = replace(room.publication, search=True)
    late = room.story("hush", published=NOW + HOUR, tags=("hush",), section="culture")
    room.put("editors-choice", late)
    room.story("Open", body="See [it](../../culture/hush/).")
    report = room.export()
    assert "hush" not in room.text()
    assert "First published after 2030-03-06 13:00+04:00, so not there yet: “hush”" in report.warnings
    assert room.export().warnings == report.warnings
    report = room.export(at=NOW + HOUR)
    assert report.warnings == ()
    assert room.page("culture/hush.html").texts("h1") == ["hush"]
    room.export()
    assert "hush" not in room.text()


def test_a_place_is_shown_while_it_is_open(room: Newsroom) -> None:
    timed = room.story("Timed")
    page = "news/other.html"
    room.story("Other")
    room.put("editors-choice", Slot(id=new_id(), story=timed.id, starts=NOW, ends=NOW + HOUR))
    seen = []
    for at in (NOW - HOUR / 60, NOW, NOW + HOUR - HOUR / 60, NOW + HOUR):
        room.export(at=at)
        seen.append([words(card) for card in room.page(page).all("aside")])
    assert [bool(cards) for cards in seen] == [False, True, True, False]


def test_a_related_story_is_held_back_until_it_is_published(room: Newsroom) -> None:
    later = room.story("Tomorrow's sequel", status=Status.READY)
    main = room.story("Main")
    room.put(related_slug(main.id), later)
    room.export()
    assert "Tomorrow" not in room.text()
    place = room.stories.index(later)
    room.stories[place] = replace(later, status=Status.PUBLISHED, publish_at=NOW + HOUR)
    seen = []
    for at in (NOW + HOUR - HOUR / 60, NOW + HOUR):
        room.export(at=at)
        cards = room.page("news/main.html").all("article", class_="card")
        seen.append(any("sequel" in words(card) for card in cards))
    assert seen == [False, True]


def test_an_outside_link_that_is_none_is_left_out(room: Newsroom) -> None:
    main = room.story("Main")
    bad = ("javascript:alert(1)", "//x.example", "ftp://x.example", "https://", "https://x.example/a b", "x")
    room.put(
        related_slug(main.id),
        *(Slot(id=new_id(), url=url, headline="Bad link") for url in bad),
        Slot(id=new_id(), url="https://x.example/?a=1&b=2", headline="Good link"),
    )
    room.export()
    page = room.page("news/main.html")
    assert [words(card) for card in page.all("article", class_="card")] == ["Good link"]
    assert page.all("article", class_="card")[0].find(".//a").get("href") == "https://x.example/?a=1&b=2"

"""A story copied as HTML for another system."""

import html5lib

from desk.domain import Byline, Dateline, Placement, Role, Source
from desk.site.copied import copied
from tests.site.editions import Newsroom


def test_a_story_is_whole_clean_html_with_its_photos_named(room: Newsroom) -> None:
    pier = room.photo(caption="The pier <at> dawn.", credit="A. Weir", name="pier.jpg")
    tower = room.photo("navy", caption="The tower.", name="tower.jpg")
    story = room.story(
        "A & B",
        standfirst="Short <words>.",
        bylines=(Byline("Ada Weir", "in Baku"),),
        dateline=Dateline("Baku"),
        source=Source("Wire", "https://wire.example/1"),
        body=f"Long *words*.<script>x</script>\n\n# Big\n\n![](photo:{tower.id})\n\n![](b.jpg)\n\nEnd.",
        photos=(
            Placement(photo=pier.id),
            Placement(photo=tower.id, role=Role.INLINE, caption="Ours."),
            Placement(role=Role.INLINE, ref="b.jpg", caption="To come."),
        ),
    )
    made = copied(story, room.photos)
    assert made.split("\n") == [
        "<h1>A &amp; B</h1>",
        "<p><strong>Short &lt;words&gt;.</strong></p>",
        "<p>By Ada Weir (in Baku)</p>",
        "<p>Baku</p>",
        "<p>[Photo pier.jpg: The pier &lt;at&gt; dawn. (A. Weir)]</p>",
        "<p>Long <em>words</em>.</p>",
        "<h2>Big</h2>",
        "<p>[Photo tower.jpg: Ours.]</p>",
        "<p>[Photo b.jpg: To come.]</p>",
        "<p>End.</p>",
        "<p>Source: Wire https://wire.example/1</p>",
        "",
    ]
    html5lib.HTMLParser(strict=True).parseFragment(made)


def test_a_bare_story_says_what_it_has(room: Newsroom) -> None:
    assert copied(room.story("One", body="Two.\n"), {}) == "<h1>One</h1>\n<p>Two.</p>\n"

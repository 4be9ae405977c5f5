"""Markdown with front matter, in and out."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from desk import exchange
from desk.domain import (
    BadInput,
    Byline,
    Comment,
    Correction,
    Dateline,
    Passage,
    Placement,
    Role,
    Source,
    Status,
    Story,
    StoryKind,
)

ARTICLES = Path(__file__).parents[2].parent / "shared" / "material" / "articles"
AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def draft(tmp_path, words, name="a.md", **given):
    path = tmp_path / name
    path.write_bytes(words.encode())
    (found,) = exchange.read(path, at=AT, **given).stories
    return found


def picture(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 3)).save(path)
    return path.resolve()


def test_fields_fill_the_story(tmp_path):
    found = draft(
        tmp_path,
        "---\ntitle: No\nkicker: Lake\nexcerpt: <p>Forty &amp; a goat.</p>\ndescription: For searchers\n"
        "date: 2016-04-01 09:00:00 -4\nauthors:\n- ana-morel\n- name: Ben Okker\n  role: at the pier\n"
        "tags: [ferry, lake, ferry]\nsection: City Life\nslug: the-ferry\nlocale: es_PR\nstatus: in review\n"
        "dateline: Lakeside, 3 April 2016\nsource: {name: Lake News, url: 'https://lake.example'}\n"
        "embargo: in 18h\nlayout: post\nimage:\n---\n\nBody\n",
    )
    story = found.story
    assert (story.headline, story.kicker, story.standfirst) == ("No", "Lake", "Forty & a goat.")
    assert story.seo_description == "For searchers"
    assert story.published == dt.datetime(2016, 4, 1, 13, tzinfo=dt.UTC)
    assert story.bylines == (Byline("Ana Morel"), Byline("Ben Okker", "at the pier"))
    assert story.tags == ("ferry", "lake")
    assert (story.section, story.slug, story.language) == ("city-life", "the-ferry", "es-PR")
    assert found.status is story.status is Status.REVIEW
    assert story.dateline == Dateline("Lakeside", dt.date(2016, 4, 3))
    assert story.source == Source("Lake News", "https://lake.example")
    assert story.publish_at == AT + dt.timedelta(hours=18)
    assert "layout: post" in story.notes
    assert story.body == "\nBody\n"


@pytest.mark.parametrize(
    "body",
    ["", "x", "\n\n---\nx\n---\n", "a\r\nb  \r\n", '{% image "a.jpg" "b" %}\n{{ x | y }}', "\u00a0\t\n"],
)
def test_the_body_stays_byte_for_byte(tmp_path, body):
    assert draft(tmp_path, f"---\ntitle: T\n---\n{body}").story.body == body


def test_without_front_matter_the_first_line_is_the_headline(tmp_path):
    assert draft(tmp_path, "# The lake #\n\nWords\n").story.headline == "The lake"
    assert draft(tmp_path, "The lake\n===\n\nWords\n").story.body == "Words\n"
    assert draft(tmp_path, "---\n\nA line between rules\n\n---\n\nWords").story.body.endswith("Words")


def test_the_file_name_gives_date_and_address(tmp_path):
    story = draft(tmp_path, "---\ntitle: T\n---\nx", "2015-10-01-two_words.md").story
    assert (story.published, story.slug) == (dt.datetime(2015, 10, 1, tzinfo=dt.UTC), "two-words")


def test_a_time_without_a_zone_is_the_publication_s(tmp_path):
    story = draft(tmp_path, "---\ntitle: T\ndate: 2024-05-01 10:00\n---\nx", zone="Asia/Tbilisi").story
    assert story.published == dt.datetime(2024, 5, 1, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("draft: true", Status.DRAFT),
        ("published: false", Status.DRAFT),
        ("published: yes", Status.PUBLISHED),
        ("x: y", None),
    ],
)
def test_draft_and_published_flags(tmp_path, line, status):
    assert draft(tmp_path, f"---\ntitle: T\n{line}\n---\nx").status is status


@pytest.mark.parametrize(
    "front",
    [
        "title: 'open",
        "title: T\ntitle: U",
        "date: 2016-13-45",
        "date: soon",
        "status: lost",
        "language: '../x'",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d]",
        "a: &a [*a]",
        "a: " + "[" * 5000,
        "title: [a, b]",
        "photos: [x]",
    ],
)
def test_bad_front_matter_is_refused(tmp_path, front):
    with pytest.raises(BadInput) as caught:
        draft(tmp_path, f"---\n{front}\n---\nx")
    assert "a.md" in str(caught.value)


def test_the_line_of_the_fault_is_named(tmp_path):
    with pytest.raises(BadInput, match="line 3"):
        draft(tmp_path, "---\ntitle: T\n\tx: y\n---\nx")


def test_objects_in_yaml_stay_words(tmp_path):
    words = "title: !!python/object/apply:builtins.print ''\nkicker: !!python/name:os.system ''"
    story = draft(tmp_path, f"---\n{words}\n---\n# T\n\ny").story
    assert (story.headline, story.kicker) == ("T", "")


def test_pictures_are_found_beside_above_and_never_outside(tmp_path):
    root = tmp_path / "site"
    lead, inline = picture(root / "assets" / "lead.jpg"), picture(root / "posts" / "in line.png")
    picture(tmp_path / "secret.jpg")
    (root / "posts" / "way.jpg").symlink_to(tmp_path / "secret.jpg")
    path = root / "posts" / "a.md"
    path.write_text(
        "---\ntitle: T\nimage: /assets/lead.jpg\nimage_alt: A pier\nimage_credit: I. Amal\n---\n"
        '![Boat](in%20line.png "In the rain")\n\n{% image "assets/lead.jpg" "Again" %}\n\n'
        "![x](../../secret.jpg) ![y](way.jpg) "
        "![z](https://a.example/b.jpg) ![l]({{ image | url }})\n"
    )
    found = exchange.read(path, root=root)
    assert [(p.path, p.place) for p in found.stories[0].pictures] == [
        (lead, Placement(alt="A pier", credit="I. Amal")),
        (inline, Placement(role=Role.INLINE, alt="Boat", caption="In the rain", ref="in%20line.png")),
        (lead, Placement(role=Role.INLINE, alt="Again", ref="assets/lead.jpg")),
        (lead, Placement(role=Role.INLINE, alt="l", ref="{{ image | url }}")),
    ]
    assert len(found.skipped) == 3


def test_a_missing_lead_waits_with_its_words(tmp_path):
    found = draft(tmp_path, "---\ntitle: T\nimage: pier.jpg\nimage_caption: The pier\n---\nx")
    assert found.pictures[0].path is None
    assert found.pictures[0].place.caption == "The pier"


FULL = Story(
    id="",
    headline='Ferry: "back" — yes # no',
    kicker="- Lake",
    standfirst="Forty passengers\u00a0and a goat",
    body="\nWords\r\n\n---\n![x](photo:1)  \n",
    bylines=(Byline("Ana Morel", "in Lakeside"), Byline("بن أوكر")),
    dateline=Dateline("LAKESIDE", dt.date(2024, 2, 29)),
    source=Source("Lake: News", "https://lake.example/?a=b#c"),
    kind=StoryKind.ANALYSIS,
    section="news",
    tags=("yes", "1:30", "a, b"),
    language="ar",
    text_direction="rtl",
    slug="ferry",
    status=Status.READY,
    publish_at=dt.datetime(2024, 3, 1, 6, 30, 5, 123456, tzinfo=dt.UTC),
    notes="One\n\nTwo: three",
    comments=(
        Comment(
            id="0192f0c4-7c2e-7000-8000-00000000000a",
            passage=Passage(quote="a goat ", before="and\n", after=" \u00a0\ufffc", at=27),
            words="Whose goat?\n\n- and *why*: #1 ",
            author="Ben: Okoro",
            created=dt.datetime(2024, 2, 29, 10, 0, 0, 5, tzinfo=dt.UTC),
        ),
        Comment(
            id="0192f0c4-7c2e-7000-8000-00000000000b",
            passage=Passage(quote="---"),
            words="true",
            author="",
            created=dt.datetime(2024, 2, 28, tzinfo=dt.UTC),
            resolved=dt.datetime(2024, 2, 29, tzinfo=dt.UTC),
            resolved_by="Ana Morel",
        ),
    ),
    seo_title="2024",
    seo_description="~",
    corrections=(Correction("A pier, not a quay.", dt.datetime(2024, 3, 2, tzinfo=dt.UTC)),),
    created=dt.datetime(2024, 2, 28, tzinfo=dt.UTC),
    updated=dt.datetime(2024, 2, 29, tzinfo=dt.UTC),
    published=dt.datetime(2024, 2, 28, 1, tzinfo=dt.UTC),
)


def test_what_is_written_reads_back_as_the_same_draft(tmp_path):
    lead = picture(tmp_path / "pier.jpg")
    place = Placement(photo="p1", caption="The pier", alt="A pier", credit="I. Amal")
    waiting = Placement(role=Role.INLINE, caption="To come", ref="b.jpg")
    written = exchange.markdown(replace(FULL, photos=(place, waiting)), {"p1": "pier.jpg"})
    found = draft(tmp_path, written)
    assert replace(found.story, origin="") == FULL
    assert found.status is Status.READY
    assert [(p.path, p.place) for p in found.pictures] == [(lead, replace(place, photo="")), (None, waiting)]


def test_names_in_small_letters_and_signs_like_markup_come_back_from_what_desk_wrote(tmp_path):
    words = "Why <b> and &amp; stay"
    story = replace(FULL, bylines=(Byline("dpa"), Byline("bell-hooks")), headline=words, standfirst=words)
    story = replace(story, revision="01a21a4d-9a7a-7114-8f4b-fd7bed025301")
    assert replace(draft(tmp_path, exchange.markdown(story)).story, origin="") == story


def test_comments_by_hand_need_words_and_nothing_else(tmp_path):
    row = "{quote: the pier, words: 'Which one?', id: ../x, at: 9e9}"
    written = f"---\ntitle: T\ncomments:\n- {row}\n---\nThe pier.\n"
    (comment,) = draft(tmp_path, written).story.comments
    assert (comment.words, comment.passage, comment.resolved) == (
        "Which one?",
        Passage(quote="the pier"),
        None,
    )
    assert comment.created == AT and UUID(comment.id).version == 7


@pytest.mark.parametrize("value", ["true", "[1, 2]", "[{quote: x}]", "{words: x}", "[{words: x}, y]"])
def test_what_is_no_list_of_comments_is_kept_in_the_notes(tmp_path, value):
    story = draft(tmp_path, f"---\ntitle: T\ncomments: {value}\n---\nx\n").story
    assert story.comments == () and "comments: " in story.notes


def test_a_comment_at_no_time_is_refused(tmp_path):
    with pytest.raises(BadInput, match="soon"):
        draft(tmp_path, "---\ntitle: T\ncomments: [{words: x, created: soon}]\n---\n")


def test_an_empty_story_is_written_and_read(tmp_path):
    written = exchange.markdown(Story(id="", headline="T"))
    assert replace(draft(tmp_path, written).story, origin="") == Story(id="", headline="T")


def test_plain_text_reads_back_as_a_page(tmp_path):
    story = replace(
        FULL,
        language="",
        body="One *two*.\n\nThree.\n",
        photos=(Placement(caption="The pier.", credit="I. Amal"),),
    )
    path = tmp_path / "a.txt"
    path.write_text(exchange.plain(story))
    (found,) = exchange.read(path).stories
    assert found.story.headline == story.headline
    assert [byline.name for byline in found.story.bylines] == ["Ana Morel", "بن أوكر"]
    assert found.story.source == story.source
    assert (found.pictures[0].place.caption, found.pictures[0].place.credit) == ("The pier.", "I. Amal")
    assert "One two." in found.story.body


def test_the_real_posts(tmp_path):
    if not ARTICLES.exists():
        pytest.skip("the shared material is not here")
    paths, skipped = exchange.files(ARTICLES)
    assert (len(paths), len(skipped)) == (45, 1)
    pictures: set[Path] = set()
    for path in paths:
        (found,) = exchange.read(path, root=ARTICLES).stories
        assert found.story.headline
        assert found.story.standfirst
        assert found.story.bylines
        assert found.story.published
        assert found.story.slug
        assert path.read_bytes().endswith(found.story.body.encode())
        pictures |= {picture.path for picture in found.pictures if picture.path}
        again = draft(tmp_path, exchange.markdown(found.story))
        assert replace(again.story, origin="") == replace(found.story, origin="")
    on_disk = {path.resolve() for path in ARTICLES.rglob("*") if path.suffix.lower() in {".jpg", ".png"}}
    assert pictures <= on_disk
    assert len(pictures) >= 35, sorted(path.name for path in on_disk - pictures)

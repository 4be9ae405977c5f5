"""A page copied as plain text becomes drafts, lists and related links."""

from pathlib import Path

import pytest
from PIL import Image

from desk import exchange, text
from desk.domain import BadInput, Byline, Role
from desk.exchange.page import read_page

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "commonspace-article.txt"

PAGE = """Ferry returns to the lake

The ferry left at nine. [They] were on time.

It came back at ten with forty passengers and a goat.

by: Ana Morel and Ben Okker
Source: lake-news.example

PHOTO: The ferry at the pier on Monday. (picture courtesy of the port office of the lake).
\u00a0
Related articles

Editor\u2019s choice
News
Pier rebuilt in a winter

Pier rebuilt in a winter

The pier was rebuilt by nine people in fourteen weeks, and nobody fell in.
Editor's choice
Culture
Songs of the lake

Songs of the lake

Nine songs about water.
Popular

Editor's choice
Culture
Songs of the lake

Songs of the lake

Nine songs about water.
"""


def test_the_page_makes_a_story_its_fields_and_its_cards():
    found = read_page(PAGE)
    main, pier, songs = found.stories
    assert main.story.headline == "Ferry returns to the lake"
    assert text.plain(main.story.body).split() == " ".join(PAGE.splitlines()[2:5]).split()
    assert "[They]" in main.story.body
    assert main.story.bylines == (Byline("Ana Morel"), Byline("Ben Okker"))
    assert (main.story.source.name, main.story.source.url) == (
        "lake-news.example",
        "https://lake-news.example",
    )
    (photo,) = main.pictures
    assert photo.path is None
    assert photo.place.role is Role.LEAD
    assert photo.place.caption == "The ferry at the pier on Monday."
    assert photo.place.credit == "Courtesy of the port office of the lake"
    assert (pier.story.headline, pier.story.section) == ("Pier rebuilt in a winter", "news")
    assert songs.story.body == "Nine songs about water."
    assert [slot.story for slot in found.lists["editors-choice"]] == [pier.key, songs.key]
    assert [slot.story for slot in found.lists["popular"]] == [songs.key]
    assert [slot.story for slot in found.related[main.key]] == [pier.key, songs.key]
    assert found.related[main.key][0].kicker == "Editor\u2019s choice"


def test_line_ends_blanks_and_case_change_nothing():
    plain = read_page(PAGE)
    for other in (
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "  \t\n"),
        PAGE.replace("Source:", "SOURCE :").replace("by:", "By:"),
        PAGE.replace("Related articles", "RELATED ARTICLES").replace("Popular", "\u00a0Popular:"),
    ):
        assert read_page(other) == plain


def test_the_real_page():
    if not SEED.exists():
        pytest.skip("the shared material is not here")
    found = exchange.read(SEED)
    main, *others = found.stories
    assert len(others) == 2
    assert main.story.source.name == "commonspace.eu"
    assert main.pictures[0].place.caption.endswith("12 December.")
    assert main.pictures[0].place.credit.startswith("Courtesy of the press service")
    assert "[They]" in main.story.body
    assert "source:" not in main.story.body
    assert [slot.story for slot in found.lists["editors-choice"]] == [draft.key for draft in others]
    assert [slot.story for slot in found.lists["popular"]] == [others[1].key]
    assert [slot.story for slot in found.related[main.key]] == [draft.key for draft in others]
    lines = [line.strip() for line in SEED.read_text().splitlines() if line.strip()]
    assert text.plain(others[1].story.body).strip() == lines[-1]
    assert exchange.read(SEED) == found


def test_a_headline_alone_is_a_story():
    (draft,) = read_page("\n\n  Only this  \n").stories
    assert (draft.story.headline, draft.story.body) == ("Only this", "")


def test_no_words_are_refused():
    with pytest.raises(BadInput):
        read_page(" \n\u00a0\n")


@pytest.mark.parametrize(
    "line",
    [
        "Photographers waited: nobody came.",
        "The source: a spring under the hill, was found.",
        "Photo - a word that she disliked.",
        "By: ",
        "Popular music is loud",
        "https://example.org/source:1",
        "Credits: many",
    ],
)
def test_prose_stays_prose(line):
    (draft,) = read_page(f"Headline\n\n{line}\n").stories
    assert text.plain(draft.story.body).strip() == line.strip()
    assert not draft.pictures
    assert not draft.story.source.name


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("photo: A pier (photo: I. Amal)", "A pier", "I. Amal"),
        ("photo: A pier. (Credit: I. Amal / Lake).", "A pier.", "I. Amal / Lake"),
        ("photo: A pier (courtesy of the museum)", "A pier", "Courtesy of the museum"),
        ("photo: A pier (Photo by I. Amal)", "A pier", "I. Amal"),
        ("photo: A pier (built in 1902)", "A pier (built in 1902)", ""),
        ("caption: A pier\ncredit: I. Amal", "A pier", "I. Amal"),
        ("credit: I. Amal\nphoto: A pier", "A pier", "I. Amal"),
        ("photo: I. Amal\ncaption: A pier in the rain.", "A pier in the rain.", "I. Amal"),
        ("ФОТО: Причал (фото: И. Амаль)", "Причал", "И. Амаль"),
        ("Լուսանկարը՝ Նավամատույց", "Նավամատույց", ""),
        ("الصورة: رصيف", "رصيف", ""),
    ],
)
def test_caption_and_credit_part(line, caption, credit):
    (draft,) = read_page(f"Headline\n\nWords.\n\n{line}\n").stories
    (photo,) = draft.pictures
    assert (photo.place.caption, photo.place.credit) == (caption, credit)
    assert draft.story.body == "Words."


def test_several_photo_lines_are_a_lead_and_inline_photos():
    (draft,) = read_page("Headline\n\nphoto: One\n\nphoto: Two\n").stories
    assert [(p.place.role, p.place.caption) for p in draft.pictures] == [
        (Role.LEAD, "One"),
        (Role.INLINE, "Two"),
    ]


def test_a_photo_line_finds_the_file_beside_the_page(tmp_path):
    Image.new("RGB", (4, 3)).save(tmp_path / "pier.jpg")
    page = tmp_path / "page.txt"
    page.write_text("Headline\n\nphoto: pier.jpg\ncaption: The pier\n")
    (draft,) = exchange.read(page).stories
    assert draft.pictures[0].path == (tmp_path / "pier.jpg").resolve()
    assert draft.pictures[0].place.caption == "The pier"


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_their_own():
    wrapped = "A line of about seventy characters that was wrapped by a mail program\nand goes on here."
    (draft,) = read_page(f"Headline\n\n{wrapped}\n\nOne.\nTwo.\n").stories
    assert draft.story.body == f"{wrapped.replace(chr(10), ' ')}\n\nOne.\n\nTwo."


def test_cards_without_pictures_kickers_or_teasers():
    found = read_page(
        "Headline\n\nWords.\n\nEditor's choice\n\nA pier that took a winter to build\n"
        "Songs that nobody sings any more in town\n\nPopular\n\nNews\nShort title\nA teaser that ends.\n"
    )
    assert [draft.story.headline for draft in found.stories] == [
        "Headline",
        "A pier that took a winter to build",
        "Songs that nobody sings any more in town",
        "Short title",
    ]
    assert found.stories[3].story.body == "A teaser that ends."
    assert found.stories[3].story.section == "news"
    assert len(found.lists["editors-choice"]) == 2
    assert len(found.lists["popular"]) == 1


def test_the_main_story_among_its_own_cards_is_not_made_twice_nor_related_to_itself():
    found = read_page(
        "Headline\n\nWords.\n\nRelated articles\n\nHEADLINE\n\nPopular\n\nHeadline\n\nHeadline\n\nT.\n"
    )
    assert len(found.stories) == 1
    assert [slot.story for slot in found.lists["popular"]] == ["Headline"]
    assert not found.related


def test_the_origin_tells_content_not_spacing():
    first, second, third = (
        read_page(page).stories[0].story.origin for page in ("H\n\nA b", "H\r\n\r\nA  b \n", "H\n\nA c")
    )
    assert first == second != third


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Լիճը լռեց։", "hy"),
        ("ტბა გაჩუმდა.", "ka"),
        ("صمتت البحيرة.", "ar"),
        ("Озеро молчит, но рыба есть.", "ru"),
        ("The lake.", ""),
    ],
)
def test_the_script_gives_the_language(words, language):
    assert read_page(f"{words}\n\n{words}\n").stories[0].story.language == language


def test_a_large_page_is_read_whole():
    body = "\n\n".join(f"Paragraph {number} has *stars* and_under_scores." * 6 for number in range(1200))
    (draft,) = read_page(f"Headline\n\n{body}\n").stories
    assert len(draft.story.body) > 300_000

"""A photo that readers may not see reaches no page, feed, map or file; one that no camera made says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import BadInput, Clearance, Photo, Placement, Role, Unfree
from desk.domain.source_type import SCHEME
from tests.site.editions import HOUR, NOW, Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def with_lead(room: Newsroom, **words: object) -> Photo:
    photo = room.photo(name="harbour.png", caption="A crane at dawn", credit="A. Writer", **words)
    room.story("Cranes return", lead=photo)
    return photo


def pictures(room: Newsroom) -> set[str]:
    return {path.name for path in (room.out / "pictures").glob("*")}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"clearance": Clearance.REFUSED}, "use refused"),
        ({"embargo": NOW + HOUR}, "under embargo"),
        ({"licence_from": NOW + HOUR}, "not yet licensed"),
        ({"licence_until": NOW}, "licence expired"),
    ],
)
def test_it_is_left_out_everywhere_and_named(room: Newsroom, words: dict[str, object], why: str) -> None:
    with_lead(room, **words)
    assert room.export().warnings == (f"“Cranes return”: the photo “harbour.png” was left out: {why}",)
    assert pictures(room) == set()
    said = room.text()
    assert "Cranes return" in said
    assert "A crane at dawn" not in said
    assert "pictures/" not in said
    assert "og:image" not in said


def test_an_inline_photo_is_left_out_too(room: Newsroom) -> None:
    photo = room.photo(name="pier.png", caption="The pier", clearance=Clearance.REFUSED)
    room.story(
        "Two piers",
        body=f"One.\n\n![](photo:{photo.id})\n\nTwo.",
        photos=(Placement(photo=photo.id, role=Role.INLINE),),
    )
    assert room.export().warnings == ("“Two piers”: the photo “pier.png” was left out: use refused",)
    assert pictures(room) == set()
    assert "The pier" not in room.text()


def test_files_of_an_earlier_export_go_once_the_licence_ends_and_the_instant_decides(room: Newsroom) -> None:
    with_lead(room, licence_until=NOW + HOUR)
    room.export()
    assert pictures(room)
    assert "A crane at dawn" in room.text()
    room.export(at=NOW + HOUR)
    assert pictures(room) == set()
    assert "A crane at dawn" not in room.text()
    room.export(at=NOW)
    assert pictures(room)


def test_an_embargo_ends_by_itself(room: Newsroom) -> None:
    with_lead(room, embargo=NOW + HOUR)
    room.export()
    assert pictures(room) == set()
    assert room.export(at=NOW + HOUR).warnings == ()
    assert pictures(room)


def test_an_export_stops_and_names_photo_and_story_where_the_publication_wants_it(room: Newsroom) -> None:
    photo = with_lead(room)
    room.export()
    before = room.text()
    room.photos[photo.id] = replace(photo, licence_until=NOW)
    room.story("Another story")
    room.publication = replace(room.publication, photo_unfree=Unfree.STOP)
    with pytest.raises(BadInput, match=r"“harbour\.png” in “Cranes return”: licence expired"):
        room.export()
    assert room.text() == before


def test_a_photo_that_stops_nothing_in_a_draft_stops_nothing(room: Newsroom) -> None:
    photo = with_lead(room, clearance=Clearance.REFUSED)
    room.stories[0] = replace(room.stories[0], published=None, publish_at=NOW + HOUR)
    room.publication = replace(room.publication, photo_unfree=Unfree.STOP)
    assert room.export().warnings == ()
    assert photo.caption not in room.text()


def test_one_use_goes_to_the_story_that_came_first(room: Newsroom) -> None:
    photo = with_lead(room, one_use=True)
    room.story("Later to be seen", lead=photo, published=NOW - HOUR / 2)
    assert room.export().warnings == (
        "“Later to be seen”: the photo “harbour.png” was left out: one use only, already used elsewhere",
    )
    assert "A crane at dawn" in room.page("news/cranes-return.html").source
    assert "A crane at dawn" not in room.page("news/later-to-be-seen.html").source


def test_a_publication_that_shows_only_cleared_photos(room: Newsroom) -> None:
    photo = with_lead(room)
    room.publication = replace(room.publication, photo_cleared=True)
    assert "not cleared" in room.export().warnings[0]
    room.photos[photo.id] = replace(photo, clearance=Clearance.CLEARED)
    assert room.export().warnings == ()


@pytest.mark.parametrize(
    ("language", "kind", "label"),
    [
        ("en", "trainedAlgorithmicMedia", "Image made by AI"),
        ("fr", "compositeWithTrainedAlgorithmicMedia", "Image modifiée par IA"),
        ("ru", "compositeCapture", "Коллаж"),
        ("ar", "algorithmicMedia", "صورة من إنتاج خوارزمية"),
    ],
)
def test_a_made_picture_says_so_on_its_page_and_on_its_card(
    room: Newsroom, language: str, kind: str, label: str
) -> None:
    photo = room.photo(source_type=SCHEME + kind)
    room.story("Cranes return", lead=photo, language=language)
    room.story("The newest", published=NOW)
    room.export()
    assert room.page("news/cranes-return.html").texts("span", class_="made") == [label]
    assert label in room.page("index.html").texts("p", class_="made")


@pytest.mark.parametrize("language", ["en", "ru", "az", "hy", "ka", "ar", "tr", "fr"])
def test_every_language_of_the_theme_has_labels_of_its_own(room: Newsroom, language: str) -> None:
    photo = room.photo(source_type="trainedAlgorithmicMedia")
    room.story("Cranes return", lead=photo, language=language)
    room.export()
    (label,) = room.page("news/cranes-return.html").texts("span", class_="made")
    assert (label == "Image made by AI") is (language == "en")


def test_a_plain_photograph_carries_no_label(room: Newsroom) -> None:
    with_lead(room, source_type=SCHEME + "digitalCapture")
    room.export()
    assert not room.page("news/cranes-return.html").all("span", class_="made")

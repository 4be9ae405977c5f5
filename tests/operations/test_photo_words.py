"""Words of photos set once, on many, by template, and seen wherever the photo is used."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import BadInput, Clearance, NotFound, PhotoTemplate, Placement, Role, Status
from desk.operations import photo_lists, photo_words
from desk.operations.photo_words import Edited
from tests.operations.conftest import paint


@pytest.fixture
def house(desk):
    """A newsroom with a template, a code and the credit rules there are."""
    settings = replace(
        ops.desk.publication(desk),
        photo_templates=(
            PhotoTemplate(
                "Match",
                (
                    ("city", "Batumi"),
                    ("country", "Georgia"),
                    ("caption", "{persons} in {city}, {country}, {date:long}. ({credit})"),
                    ("clearance", "cleared"),
                ),
            ),
        ),
        photo_codes=(("jd", "Jane Doe, minister of roads"),),
    )
    return ops.desk.save_publication(desk, settings).value


@pytest.fixture
def three(desk, tmp_path: Path):
    made = [
        ops.photo.take_in(desk, paint(tmp_path / f"{name}.jpg", colour)).value
        for name, colour in (("a", (1, 2, 3)), ("b", (40, 50, 60)), ("c", (90, 9, 9)))
    ]
    return [photo.id for photo in made]


def words(desk, id_: str, name: str) -> object:
    return getattr(ops.photo.get(desk, id_), name)


def story(desk, photo: str, headline: str, **own: str):
    made = ops.story.new(desk, headline=headline).value
    place = Placement(photo=photo, role=Role.LEAD, **own)
    made = ops.story.save(desk, replace(made, photos=(place,), body="Words.\n", section="news")).value
    return ops.story.set_status(desk, made.id, Status.PUBLISHED).value


def test_a_template_fills_many_and_is_taken_back_as_one(desk, house, three):
    before = [ops.photo.get(desk, id_) for id_ in three]
    ops.photo_words.edit(desk, three[:1], {"persons": (r"\jd\ ",), "credit": "courtesy of the Road Agency"})
    done = ops.photo_words.apply(desk, "match", three).value
    assert words(desk, three[0], "caption") == (
        "Jane Doe, minister of roads in Batumi, Georgia. (Road Agency (courtesy))"
    )
    assert words(desk, three[1], "caption") == "in Batumi, Georgia."
    assert words(desk, three[1], "clearance") is Clearance.CLEARED
    assert (done.missing or {})[three[1]] == ("persons", "date", "credit")
    assert len(done.revisions) == 3
    ops.photo_words.take_back(desk, done)
    assert [words(desk, id_, "city") for id_ in three] == [photo.city for photo in before]
    assert words(desk, three[0], "credit") == "Road Agency (courtesy)"


def test_taking_back_leaves_what_somebody_changed_since(desk, house, three):
    done = ops.photo_words.edit(desk, three, {"city": "Poti", "country": "Georgia"}).value
    ops.photo_words.edit(desk, three[:1], {"city": "Kutaisi"})
    ops.photo_words.take_back(desk, done)
    assert [words(desk, id_, "city") for id_ in three] == ["Kutaisi", "", ""]
    assert words(desk, three[0], "country") == ""


def test_dates_follow_the_language_of_the_story_that_shows_the_photo(desk, house, three):
    ops.photo_words.edit(desk, three, {"persons": ("Ann", "Ben"), "taken": "2024-05-03"})
    made = story(desk, three[0], "Хроника")
    ops.story.save(desk, replace(ops.story.get(desk, made.id), language="ru"))
    ops.photo_words.apply(desk, "Match", three[:1])
    assert "Ann и Ben in Batumi, Georgia, 3 мая 2024" in str(words(desk, three[0], "caption"))


def test_one_wrong_photo_or_value_changes_none(desk, house, three):
    with pytest.raises(NotFound):
        ops.photo_words.edit(desk, [*three, "nobody"], {"city": "Poti"})
    assert words(desk, three[0], "city") == ""
    with pytest.raises(NotFound, match="Match"):
        ops.photo_words.apply(desk, "Race", three)
    for name, said in (("town", "x"), ("embargo", "soon"), ("one_use", "maybe"), ("source_type", "magic")):
        with pytest.raises(BadInput):
            photo_words.value(name, said)


def test_a_photo_is_named_by_id_file_or_story(desk, three):
    shown = story(desk, three[1], "One")
    named = photo_words.chosen(desk, [three[0], "c.jpg", f"story:{shown.slug}", "b.jpg"])
    assert [photo.name for photo in named] == ["a.jpg", "c.jpg", "b.jpg"]


def test_values_as_a_terminal_writes_them():
    assert photo_words.value("persons", " Ann ; Ben;Ann; ") == ("Ann", "Ben")
    assert photo_words.value("licence_until", "2027-01-01", "Asia/Tbilisi") == datetime(
        2026, 12, 31, 20, tzinfo=UTC
    )
    assert photo_words.value("licence_until", "") is None
    assert photo_words.value("one_use", "Yes") is True
    assert photo_words.value("source_type", "Made by AI").endswith("/trainedAlgorithmicMedia")
    assert photo_words.value("clearance", "unknown") is Clearance.UNKNOWN


def test_a_caption_corrected_once_is_corrected_on_every_page_that_has_none_of_its_own(desk, three, tmp_path):
    photo = three[0]
    ops.photo_words.edit(desk, [photo], {"caption": "The pear at dawn", "credit": "A. Writter"})
    slugs = [story(desk, photo, name).slug for name in ("One", "Two")]
    own = story(desk, photo, "Three", caption="Only here")
    other = ops.story.set_status(desk, ops.story.new(desk, headline="Four").value.id, Status.PUBLISHED).value
    out = tmp_path / "site"
    ops.exporting.export(desk, out, jobs=1)

    def page(slug: str) -> tuple[str, int]:
        path = next(out.glob(f"*/{slug}.html"))
        return path.read_text("utf-8"), path.stat().st_mtime_ns

    untouched = page(other.slug)
    ops.photo_words.edit(desk, [photo], {"caption": "The pier at dawn", "credit": "A. Writer"})
    report = ops.exporting.export(desk, out, jobs=1)
    assert report.written >= 3
    for slug in slugs:
        assert "The pier at dawn" in page(slug)[0]
        assert "The pear" not in page(slug)[0]
        assert "A. Writer<" in page(slug)[0]
    assert "Only here" in page(own.slug)[0]
    assert "The pier at dawn" not in page(own.slug)[0]
    assert "A. Writer<" in page(own.slug)[0]
    assert page(other.slug) == untouched


def test_a_caption_for_one_story_alone(desk, three):
    shown = story(desk, three[0], "One")
    ops.photo_words.here(desk, shown.slug, three[0], caption="Here")
    assert ops.story.get(desk, shown.id).photos[0].caption == "Here"
    with pytest.raises(NotFound):
        ops.photo_words.here(desk, shown.slug, three[1], caption="Here")


def test_uses_and_the_first_of_one_use(desk, three):
    first, later = story(desk, three[0], "One"), story(desk, three[0], "Two")
    assert {row.id for row in photo_words.uses(desk, three[0])} == {first.id, later.id}
    assert photo_words.known(desk, three[:1])[three[0]][1] == ""
    ops.photo_words.edit(desk, three[:1], {"one_use": True})
    assert photo_words.known(desk, [*three[:1], "gone"])[three[0]][1] == first.id
    assert "gone" not in photo_words.known(desk, ["gone"])


def test_nothing_to_change_makes_no_revision(desk, three):
    ops.photo_words.edit(desk, three, {"city": "Poti"})
    assert ops.photo_words.edit(desk, three, {"city": "Poti"}).value == Edited((), {})


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_comes_from_a_spreadsheet(sign):
    words = f"\ufeffjd{sign}Jane Doe\n\n\\am\\{sign}Aram\r\n"
    assert photo_lists.as_codes(photo_lists.read(words, 2)) == (("am", "Aram"), ("jd", "Jane Doe"))
    with pytest.raises(BadInput, match="Row 1 has 2 columns where 3 belong"):
        photo_lists.read(words, 3)


def test_templates_go_through_a_spreadsheet_and_back(house):
    rows = photo_lists.as_rows(house.photo_templates)
    again = photo_lists.read(photo_lists.write(rows), 3)
    assert photo_lists.as_templates(again) == house.photo_templates
    for wrong in (
        ("", "city", "x"),
        ("A", "town", "x"),
        ("A", "caption", "{town}"),
        ("A", "one_use", "often"),
    ):
        with pytest.raises(BadInput):
            photo_lists.as_templates([wrong])


def test_the_terminal_sets_applies_and_shows(desk, house, three, capsys):
    from desk.app import main

    where = ["--desk", str(desk.folder)]
    assert main(["photo", "set", "a.jpg", "b.jpg", "city=Poti", "persons=Ann; Ben", *where]) == 0
    assert main(["photo", "apply", "Match", three[0], *where]) == 0
    assert main(["photo", "caption", "b.jpg", r"\jd\ arrives", *where]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 of 2 photos changed",
        "1 of 1 photo changed",
        "Jane Doe, minister of roads arrives",
    ]
    assert main(["photo", "set", "a.jpg", "licence_until=2020-01-01", *where]) == 0
    assert main(["photo", "show", "a.jpg", *where]) == 0
    assert "licence expired" in capsys.readouterr().out
    assert main(["photo", "show", "a.jpg", "--at", "2019-01-01", *where]) == 0
    assert "licence expired" not in capsys.readouterr().out
    assert main(["photo", "set", "a.jpg", *where]) == 2
    assert main(["photo", "set", "a.jpg", "town=Poti", *where]) == 1

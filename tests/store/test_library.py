"""Photo lists: order, pages, what a typed search finds; the same on both engines."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import text

from desk.domain import PhotoQuery, PhotoSort, Placement, Status
from desk.store import Store
from desk.store.engine import Clock
from tests.store.conftest import ANN, picture, story

NOW = dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Clock:
    """A day of our own."""
    return lambda: NOW


def keep(store: Store, number: int, **fields: object) -> str:
    return store.add_photo(*picture(f"picture {number}".encode(), **fields), ANN).id


def found(store: Store, search: str, **options: object) -> list[str]:
    ids = store.photo_ids(PhotoQuery(search=search, **options)).ids  # pyright: ignore[reportArgumentType]
    return [row.photo.name for row in store.photo_rows(ids)]


@pytest.fixture
def photos(store: Store) -> dict[str, str]:
    """Photos by name; `bridge` stands in a story, as do `flood` and `bridge` in another."""
    made = {
        "bridge.jpg": {
            "caption": "Мост через Куру в Тбилиси",
            "credit": "Ann Lee / Reuters",
            "creator": "Ann Lee",
            "alt": "A bridge",
            "rights": "Editorial use",
            "city": "Tbilisi",
            "country": "Georgia",
            "keywords": ("bridges", "city life"),
            "persons": ("Jane Doe",),
            "taken": "2026-03-14T10:00:00",
            "licence_until": NOW + dt.timedelta(days=3),
        },
        "flood.png": {
            "caption": "Straße unter Wasser",
            "creator": "Bob Ray",
            "format": "PNG",
            "taken": "2026-02",
            "licence_until": NOW - dt.timedelta(days=1),
        },
        "հրապարակ.jpg": {"caption": "Երևանի հրապարակը", "taken": "2025", "usage_terms": "One year"},
        "snow.webp": {"alt": "Snow", "format": "WEBP", "licence_until": NOW + dt.timedelta(days=200)},
    }
    ids = {
        name: keep(store, number, name=name, **fields) for number, (name, fields) in enumerate(made.items())
    }
    places = (Placement(photo=ids["bridge.jpg"]), Placement(photo=ids["flood.png"]))
    store.save_story(story("Flood in the old town", slug="flood", photos=places), ANN)
    store.save_story(story("The bridge", slug="bridge", status=Status.PUBLISHED, photos=places[:1]), ANN)
    return ids


FOUND = [
    ("", ["snow.webp", "հրապարակ.jpg", "flood.png", "bridge.jpg"]),
    ("мост", ["bridge.jpg"]),
    ("strasse", ["flood.png"]),
    ("STRAßE wasser", ["flood.png"]),
    ("երեւանի", ["հրապարակ.jpg"]),
    ("հրապարակ", ["հրապարակ.jpg"]),
    ("jane", ["bridge.jpg"]),
    ("tbil", ["bridge.jpg"]),
    ("bilisi", []),
    ('"city life"', ["bridge.jpg"]),
    ('"life city"', []),
    ('"bridges jane"', []),
    ("2026-03-14", ["bridge.jpg"]),
    ("snow.webp", ["snow.webp"]),
    ("-wasser", ["snow.webp", "հրապարակ.jpg", "bridge.jpg"]),
    ("by:ann", ["bridge.jpg"]),
    ("by:reuters", []),
    ("credit:reuters", ["bridge.jpg"]),
    ("place:georgia", ["bridge.jpg"]),
    ('tag:"city life"', ["bridge.jpg"]),
    ("keyword:bri", ["bridge.jpg"]),
    ("unused", ["snow.webp", "հրապարակ.jpg"]),
    ("used", ["flood.png", "bridge.jpg"]),
    ('"used"', []),
    ("-is:unused", ["flood.png", "bridge.jpg"]),
    ("no:alt", ["հրապարակ.jpg", "flood.png"]),
    ("no:caption", ["snow.webp"]),
    ("no:credit", ["snow.webp", "հրապարակ.jpg", "flood.png"]),
    ("no:rights", ["snow.webp", "flood.png"]),
    ("has:rights", ["հրապարակ.jpg", "bridge.jpg"]),
    ("-no:rights", ["հրապարակ.jpg", "bridge.jpg"]),
    ("taken:2026", ["flood.png", "bridge.jpg"]),
    ("taken:2026-03", ["bridge.jpg"]),
    ("taken:2026-3-14", ["bridge.jpg"]),
    ("taken:2026-02-01", []),
    ("taken:month", ["bridge.jpg"]),
    ("before:2026-03-01", ["հրապարակ.jpg", "flood.png"]),
    ("after:2026-03-01", ["bridge.jpg"]),
    ("expires:<7d", ["bridge.jpg"]),
    ("expires:1w", ["bridge.jpg"]),
    ("expires:<1y", ["snow.webp", "bridge.jpg"]),
    ("expires:2026-03-22", []),
    ("expires:2026-04", ["bridge.jpg"]),
    ("-expires:<7d", ["snow.webp", "հրապարակ.jpg", "flood.png"]),
    ("expired", ["flood.png"]),
    ("-expired", ["snow.webp", "հրապարակ.jpg", "bridge.jpg"]),
    ("format:jpg", ["հրապարակ.jpg", "bridge.jpg"]),
    ("format:png used", ["flood.png"]),
    ("story:bridge", ["bridge.jpg"]),
    ("story:flood", ["flood.png", "bridge.jpg"]),
    ('story:"old town" no:alt', ["flood.png"]),
]


def test_a_search_finds(store: Store, photos: dict[str, str]) -> None:
    assert [(search, found(store, search)) for search, _ in FOUND] == FOUND


def test_pages_follow_each_other_in_every_order(store: Store, photos: dict[str, str]) -> None:
    keep(store, 9, name="bridge.jpg", taken="2026-03-14")
    keep(store, 10, name="")
    for sort, descending in product(PhotoSort, (True, False)):
        query = PhotoQuery(sort=sort, descending=descending)
        whole = store.photo_ids(query).ids
        assert len(whole) == len(set(whole)) == 6
        paged: list[str] = []
        while page := store.photo_ids(replace(query, limit=2, after=paged[-1] if paged else "")).ids:
            paged += page
        assert paged == whole, query


def test_orders(store: Store, photos: dict[str, str]) -> None:
    assert found(store, "", sort=PhotoSort.TAKEN) == ["bridge.jpg", "flood.png", "հրապարակ.jpg", "snow.webp"]
    by_name = found(store, "", sort=PhotoSort.NAME, descending=False)
    assert by_name == ["bridge.jpg", "flood.png", "snow.webp", "հրապարակ.jpg"]
    assert found(store, "", sort=PhotoSort.TAKEN, descending=False)[-1] == "snow.webp"


def test_rows_say_in_how_many_stories_a_photo_stands(store: Store, photos: dict[str, str]) -> None:
    ids = [photos["snow.webp"], photos["bridge.jpg"], "gone", photos["flood.png"]]
    rows = store.photo_rows(ids)
    assert [(row.photo.name, row.used) for row in rows] == [
        ("snow.webp", 0),
        ("bridge.jpg", 2),
        ("flood.png", 1),
    ]


def test_a_changed_word_is_found_at_once_and_the_old_one_no_longer(
    store: Store, photos: dict[str, str]
) -> None:
    snow = store.photo(photos["snow.webp"])
    store.save_photo(replace(snow, caption="A blizzard", alt=""), ANN)
    assert found(store, "blizzard") == ["snow.webp"]
    assert found(store, "no:caption") == []
    assert "snow.webp" in found(store, "no:alt")


def test_what_is_not_understood_asks_for_nothing_and_says_so(store: Store, photos: dict[str, str]) -> None:
    for search in ("no:nonsense", "taken:soon", "expires:never", "format:exe", "is:nice", "before:x"):
        answer = store.photo_ids(PhotoQuery(search=search))
        assert len(answer.ids) == 4
        assert len(answer.hints) == 1 and search.partition(":")[0] in answer.hints[0]


def offered(store: Store, typed: str) -> list[str]:
    return [one.words for one in store.photo_completions(typed, len(typed))]


def test_completions(store: Store, photos: dict[str, str]) -> None:
    assert offered(store, "un") == ["unused "]
    assert offered(store, "ex") == ["expires:", "expired "]
    assert offered(store, "mo") == []
    assert offered(store, "no:") == [f"no:{what} " for what in ("alt", "caption", "credit", "rights")]
    assert offered(store, "-no:al") == ["-no:alt "]
    assert offered(store, "by:an") == ['by:"Ann Lee" ']
    assert offered(store, "by:le") == ['by:"Ann Lee" ']
    assert offered(store, "place:t") == ["place:Tbilisi "]
    assert offered(store, "tag:c") == ['tag:"city life" ']
    assert offered(store, "format:j") == ["format:jpeg "]
    assert "expires:<7d " in offered(store, "expires:")


def test_a_desk_of_an_older_version_is_seen_to(
    store: Store, again: Callable[..., Store], photos: dict[str, str]
) -> None:
    with store._database.write() as connection:
        connection.execute(text("DELETE FROM photo_search"))
    other = again()
    while other.index_some():
        pass
    assert other.unindexed() == 0
    assert found(other, "мост") == ["bridge.jpg"]


def test_what_a_large_older_desk_lacks_comes_by_and_by(
    store: Store, photos: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with store._database.write() as connection:
        connection.execute(text("UPDATE photo_search SET rules = 0"))
    before = store.unindexed()
    assert store.index_some(3)
    assert store.unindexed() == before - 3
    assert len(found(store, "")) == 4


def test_verify_mends_what_searches_know(store: Store, photos: dict[str, str]) -> None:
    with store._database.write() as connection:
        connection.execute(
            text("UPDATE photo_search SET words = ' other ' WHERE photo = :photo"),
            {"photo": photos["flood.png"]},
        )
        connection.execute(
            text("DELETE FROM photo_search WHERE photo = :photo"), {"photo": photos["snow.webp"]}
        )
    said = [finding.what for finding in store.verify() if finding.severity == "mended"]
    assert said == ["What searches know of the photo “flood.png”"]
    assert found(store, "wasser") == ["flood.png"]
    assert found(store, "snow") == ["snow.webp"]
    assert [one for one in store.verify() if one.severity == "mended"] == []

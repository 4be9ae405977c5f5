"""A desk on each engine, and things to put into it."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import Photo, Publication, Section, Slot, Story, Who, new_id
from desk.store import Store
from desk.store.engine import Clock, utc_now
from tests.templates import Templates

ANN = Who("Ann", "laptop")
BOB = Who("Bob", "desk 4")


@pytest.fixture(scope="session")
def publication() -> Publication:
    sections = (Section("news", "News"), Section("culture", "Culture"))
    return Publication(id=new_id(), title="The Hour", language="en", sections=sections)


@pytest.fixture
def made(folder: Path, publication: Publication, templates: Templates) -> Path:
    """A desk that is closed."""

    def make(new: Path) -> None:
        Store.create(new, publication, ANN).close()

    return templates.put("store", folder, make)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hour.desk"


@pytest.fixture
def local(made: Path) -> Iterator[Store]:
    """A desk in a folder."""
    with Store.open(made) as store:
        yield store


@pytest.fixture
def clock() -> Clock:
    """What the desk takes for the present time."""
    return utc_now


@pytest.fixture(params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest, folder: Path, publication: Publication, clock: Clock
) -> Iterator[Store]:
    """A desk on each engine."""
    if request.param == "sqlite":
        opened = Store.open(request.getfixturevalue("made"), clock=clock)
    else:
        opened = Store.connect(request.getfixturevalue("postgres_desk_url"), folder, clock=clock)
        opened.save_publication(publication, ANN)
    with opened:
        yield opened


@pytest.fixture
def again(store: Store, request: pytest.FixtureRequest) -> Iterator[Callable[..., Store]]:
    """Open the same desk once more, as another program would."""
    opened: list[Store] = []

    def open_again(**options: object) -> Store:
        on_server = "postgresql" in request.node.callspec.params.values()
        url = request.getfixturevalue("postgres_desk_url") if on_server else ""
        where = store.folder
        made = Store.connect(url, where, **options) if on_server else Store.open(where, **options)  # pyright: ignore
        opened.append(made)
        return made

    yield open_again
    for one in opened:
        one.close()


def story(headline: str = "The bridge is open", **fields: object) -> Story:
    return Story(id=new_id(), headline=headline, **fields)  # pyright: ignore[reportArgumentType]


def picture(data: bytes = b"a picture", **fields: object) -> tuple[Photo, bytes]:
    hash_ = hashlib.sha256(data).hexdigest()
    values = {"format": "JPEG", "width": 4, "height": 3, "size": len(data), "name": "bridge.jpg"} | fields
    return Photo(id=new_id(), hash=hash_, **values), data  # pyright: ignore[reportArgumentType]


def noon(minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, 1, 12, minute, tzinfo=dt.UTC)


def put(store: Store, container: str, *slots: Slot) -> None:
    """Have a container of a front hold some slots, for readers at once."""
    front = next(front for front in store.fronts() if front.container(container))
    held = front.container(container)
    assert held is not None
    store.make_live(store.save_front(front.with_container(replace(held, slots=slots)), ANN), ANN)

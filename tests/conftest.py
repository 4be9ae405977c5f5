"""What every test stands on: its own settings folder, one clock and language, nothing left running."""

import faulthandler
import gc
import os
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desk.store import Store
from desk.ui import garbage
from tests import leftovers
from tests.postgres import PostgresServer, programs
from tests.templates import Templates

os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    # Offscreen Qt's own chatter; what the program itself causes still fails the test.
    QT_LOGGING_RULES="*.debug=false;qt.qpa.*=false;default.warning=false",
    TZ="UTC",
    LC_ALL="C.UTF-8",
)
time.tzset()

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("ci"), derandomize=False, max_examples=1000)
settings.load_profile("ci")


_ERRORS = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the real standard error, which tests are about to be cut off from.

    Nothing is collected on another thread than the tests': a widget that goes there ends the process.
    """
    config.stash[_ERRORS] = os.dup(2)
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """End a process that waits inside Qt and say where: pytest-timeout's signal is not heard there."""
    marker = item.get_closest_marker("timeout")
    limit = marker.args[0] if marker else float(item.config.getini("timeout"))
    faulthandler.dump_traceback_later(limit + 60, file=item.config.stash[_ERRORS], exit=True)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own settings folder, so that none touches the person's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DESK_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window behind."""
    leftovers.set_aside()
    with leftovers.watch() as left:
        yield
    garbage.collect()
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Return the desks that were made so far in this run."""
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Return a running server, started at the first test that asks for one."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    server = PostgresServer(folder)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def desk_database(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of a database with a desk's tables, to be copied and not to be used."""
    url = postgres_server.new_database()
    Store.connect(url, tmp_path_factory.mktemp("server")).close()
    return url


@pytest.fixture
def postgres_desk_url(postgres_server: PostgresServer, desk_database: str) -> Iterator[str]:
    """Return the URL of a database with a desk's empty tables, this test's alone."""
    url = postgres_server.new_database(desk_database)
    yield url
    postgres_server.drop(url)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Return the URL of a database that is empty and this test's alone."""
    url = postgres_server.new_database()
    yield url
    postgres_server.drop(url)


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return where the numbers of the copies come into which this process divides itself."""
    copies: list[int] = []
    fork = os.fork

    def counted() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", counted)
    return copies

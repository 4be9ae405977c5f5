"""What a hostile file does to its decoder, it does in another process, and within limits."""

import os
import pickle
import signal
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest

from desk import photo
from desk.domain import BadInput, Crop, Unwritable
from desk.photo import processes as room
from desk.photo.processes import apart
from tests.photo.pictures import encoded, quarters

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither these signals nor these limits"
)


@pytest.fixture(autouse=True)
def _no_process_is_left():
    yield
    room.close()


def whose(_: Path | bytes) -> int:
    return os.getpid()


def deaf(_: Path | bytes) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def dies(_: Path | bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def spins(_: Path | bytes) -> None:
    while True:
        pass


def sleeps(_: Path | bytes) -> None:
    time.sleep(600)


def devours(_: Path | bytes) -> int:
    try:
        return len(bytearray(2 * room.MEMORY))
    except MemoryError as error:
        raise BadInput("too much") from error


def errs(_: Path | bytes) -> None:
    raise KeyError("a fault of ours")


@posix
def test_ctrl_c_stops_whoever_asked_and_no_process_on_its_way_up():
    assert apart(deaf, b"")
    assert not deaf(b"")


class Takeover:
    def __reduce__(self):
        return os.system, ("touch taken-over",)


def takes_over(_: Path | bytes) -> object:
    return Takeover()


def test_a_picture_is_described_as_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = photo.with_words(encoded(quarters(), "JPEG"), {"caption": "Նավահանգիստ", "keywords": ("quay",)})
    (tmp_path / "quay.jpg").write_bytes(content)
    here = photo.probe(content)
    assert apart(photo.probe, content) == here
    assert apart(photo.probe, tmp_path / "quay.jpg") == here
    monkeypatch.chdir(tmp_path)
    assert apart(photo.probe, Path("quay.jpg")) == here
    assert apart(photo.thumbnail, content, 20) == photo.thumbnail(content, 20)


def test_one_process_serves_one_file_after_the_other() -> None:
    first = apart(whose, b"x")
    assert first != os.getpid()
    assert apart(whose, b"x") == first


def test_errors_come_back_whole(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"bad\.jpg is no picture") as raised:
        (tmp_path / "bad.jpg").write_bytes(b"These are words.")
        apart(photo.probe, tmp_path / "bad.jpg")
    assert raised.value.kept
    assert raised.value.todo
    (tmp_path / "good.png").write_bytes(encoded(quarters(), "PNG"))
    wanted = {Crop(0, 0, 1, 1): (photo.Rendition("x-40", 40, 30),)}
    with pytest.raises(Unwritable):
        apart(photo.renditions, tmp_path / "good.png", wanted, tmp_path / "good.png" / "folder")
    with pytest.raises(RuntimeError, match="a fault of ours"):
        apart(errs, b"x")


@posix
def test_a_decoder_that_dies_is_a_clear_line_and_the_next_file_is_read() -> None:
    before = apart(whose, b"x")
    with pytest.raises(BadInput, match="stops its decoder"):
        apart(dies, Path("evil.jpg"))
    assert apart(whose, b"x") != before


def test_a_process_that_was_ended_meanwhile_is_replaced() -> None:
    os.kill(apart(whose, b"x"), signal.SIGTERM)
    for _ in range(200):
        if not room._idle[0].alive:
            break
        time.sleep(0.02)
    assert apart(photo.probe, encoded(quarters(), "JPEG")).format == "JPEG"


@posix
@pytest.mark.parametrize("work", [spins, sleeps])
def test_a_decoder_that_goes_on_for_ever_is_ended(work, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as short, pytest.raises(BadInput, match="takes too long"):
        short.setattr(room, "_SECONDS", 1)
        short.setattr(room, "_WAIT", 20 if work is spins else 0.5)
        apart(work, b"x")
    assert apart(photo.probe, encoded(quarters(), "JPEG")).format == "JPEG"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to a limit of memory")
def test_memory_has_a_limit() -> None:
    with pytest.raises(BadInput, match="too much"):
        apart(devours, b"x")


def test_an_answer_runs_nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput):
        apart(takes_over, b"x")
    assert not list(tmp_path.iterdir())
    with pytest.raises(pickle.UnpicklingError):
        room._Answer(BytesIO(pickle.dumps(os.system))).load()

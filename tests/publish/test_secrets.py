"""Passwords lie in the keyring of the system and nowhere else."""

import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyrings.alt.file import PlaintextKeyring

from desk.domain import DeskError, Target, TargetKind
from desk.publish import secrets

SERVER = Target("Server", TargetKind.SFTP, "/srv/www", "web.example", user="press")
BUCKET = Target("Bucket", TargetKind.S3, host="https://s3.example", user="AKIA1", bucket="hour")
ROOT = Path(__file__).parents[2]


class FileKeyring(PlaintextKeyring):
    """Stands in a test for a system's own."""

    priority = 1


@pytest.fixture
def ring(tmp_path, monkeypatch):
    before = keyring.get_keyring()
    made = FileKeyring()
    made.file_path = str(tmp_path / "ring" / "keyring.cfg")
    keyring.set_keyring(made)
    yield Path(made.file_path)
    keyring.set_keyring(before)


def test_a_password_is_kept_replaced_and_forgotten(ring):
    assert secrets.where() and secrets.known(SERVER) == ""
    secrets.keep(SERVER, "ink & paper")
    secrets.keep(BUCKET, "s3cret")
    assert (secrets.known(SERVER), secrets.known(BUCKET)) == ("ink & paper", "s3cret")
    secrets.keep(SERVER, "other")
    assert secrets.known(SERVER) == "other"
    secrets.keep(SERVER, "")
    secrets.keep(SERVER, "")
    assert secrets.known(SERVER) == "" and secrets.known(BUCKET) == "s3cret"


@pytest.mark.parametrize("kind", [NoKeyring, PlaintextKeyring])
def test_a_system_without_a_keyring_that_keeps_secrets_says_so(kind):
    before = keyring.get_keyring()
    keyring.set_keyring(kind())
    try:
        assert secrets.where() == "" and secrets.known(SERVER) == ""
        with pytest.raises(DeskError, match="no keyring that can be used"):
            secrets.keep(SERVER, "ink & paper")
    finally:
        keyring.set_keyring(before)


def test_a_keyring_that_refuses_says_so(ring):
    ring.parent.write_text("no folder")
    with pytest.raises(DeskError, match="refused"):
        secrets.keep(SERVER, "ink & paper")


_SCRIPT = """
import sys
from tests.publish.test_secrets import SERVER, secrets
if sys.argv[1] == "keep":
    secrets.keep(SERVER, "ink & paper")
print(secrets.where(), "|", secrets.known(SERVER))
"""


def test_gnomes_keyring(tmp_path):
    """A process keeps it, another finds it, by the system's bus."""
    needed = ("dbus-run-session", "gnome-keyring-daemon")
    if missing := [program for program in needed if shutil.which(program) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    (tmp_path / "script.py").write_text(_SCRIPT)
    python = f"cd {ROOT} && PYTHONPATH={ROOT} {sys.executable} {tmp_path / 'script.py'}"
    unlock = "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
    command = f"{unlock} && {python} keep && {python} look"
    home = {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
    }
    ended = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command], capture_output=True, text=True, env=home, timeout=60
    )
    assert ended.stdout.splitlines() == ["the system’s keyring | ink & paper"] * 2, ended.stderr
    kept = list((tmp_path / "data" / "keyrings").glob("*.keyring"))
    assert kept and not any(b"ink & paper" in file.read_bytes() for file in kept)

"""An SFTP server as a target: OpenSSH's own, its keys, its passwords, its end."""

import os
import stat
import subprocess
from dataclasses import replace

import pytest

from desk.domain import DeskError, HostUnknown, SecretNeeded, Target, TargetKind, Unreachable, Unwritable
from desk.publish.hosts import trust
from desk.publish.storage import PART
from tests.publish.conftest import FILES, FolderGround, known
from tests.publish.servers import PASSWORD, USER, PasswordSshd, keygen


def test_a_server_is_asked_about_once_and_then_known(ann, sftp, sshd):
    sftp.hosts.unlink()
    with pytest.raises(HostUnknown) as found:
        ann.publish(sftp)
    assert found.value.fingerprint == sshd.fingerprint and sshd.fingerprint in str(found.value)
    assert not sftp.folder.exists()
    trust(found.value, sftp.hosts)
    ann.publish(sftp)
    assert sftp.all() == FILES


def test_the_persons_own_known_hosts_count_and_are_not_written(ann, sftp, user_home):
    (user_home / ".ssh").mkdir()
    own = user_home / ".ssh" / "known_hosts"
    sftp.hosts.rename(own)
    before = own.read_bytes()
    ann.publish(sftp)
    assert sftp.all() == FILES and own.read_bytes() == before and not sftp.hosts.exists()


@pytest.mark.parametrize("kind", ["same", "other"])
def test_a_server_with_another_key_is_refused(ann, sftp, sshd, kind):
    ann.publish(sftp)
    sshd.kill()
    if kind == "same":
        sshd.another_key()
    else:  # a key of another kind, as from one who hopes to be met as new
        for name in ("host", "host.pub"):
            (sshd.folder / name).unlink()
        keygen(sshd.folder / "host", kind="ecdsa")
    sshd.start()
    ann.files["index.html"] = b"New"
    with pytest.raises(Unreachable, match="another key than before") as found:
        ann.publish(sftp)
    assert sshd.fingerprint in str(found.value) and str(sftp.hosts) in found.value.todo
    assert sftp.all() == FILES


def test_a_key_file_may_have_a_passphrase(ann, sftp, sshd):
    keygen(sshd.folder / "locked", "sesame")
    with (sshd.folder / "authorized").open("ab") as file:
        file.write((sshd.folder / "locked.pub").read_bytes())
    sftp.target = replace(sftp.target, key=str(sshd.folder / "locked"))
    with pytest.raises(SecretNeeded, match="passphrase"):
        ann.publish(sftp)
    sftp.secret = "sesame"
    ann.publish(sftp)
    assert sftp.all() == FILES


def test_a_key_that_the_server_does_not_know_and_one_that_is_not_there(ann, sftp, sshd):
    keygen(sshd.folder / "stranger")
    sftp.target = replace(sftp.target, key=str(sshd.folder / "stranger"))
    with pytest.raises(SecretNeeded, match="password"):
        ann.publish(sftp)
    sftp.target = replace(sftp.target, key=str(sshd.folder / "nothing"))
    with pytest.raises(SecretNeeded, match="not there"):
        ann.publish(sftp)


def test_the_agent_and_the_usual_key_files_are_asked(ann, sftp, sshd, user_home):
    sftp.target = replace(sftp.target, key="")
    with pytest.raises(SecretNeeded):
        ann.publish(sftp)
    (user_home / ".ssh").mkdir()
    (user_home / ".ssh" / "id_ed25519").write_bytes((sshd.folder / "key").read_bytes())
    (user_home / ".ssh" / "id_ed25519").chmod(stat.S_IRUSR)
    ann.publish(sftp)
    assert sftp.all() == FILES


def test_the_agent_is_asked(ann, sftp, sshd, monkeypatch, tmp_path):
    socket = tmp_path / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL) as agent:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        while not socket.exists():
            assert agent.poll() is None
        subprocess.run(["ssh-add", "-q", str(sshd.folder / "key")], check=True)
        sftp.target = replace(sftp.target, key="")
        ann.publish(sftp)
        agent.terminate()
    assert sftp.all() == FILES


def test_a_password(ann, home, tmp_path, tmp_path_factory, user_home):
    if not PasswordSshd.possible():
        pytest.skip("only root can start a server that knows a user of its own")
    server = PasswordSshd(tmp_path_factory.mktemp("sshd"))
    try:
        target = Target("Server", TargetKind.SFTP, str(tmp_path / "www"), "127.0.0.1", server.port, USER)
        ground = FolderGround(home, tmp_path / "www", target)
        known(ground, server)
        with pytest.raises(SecretNeeded, match=f"asks {USER} for a password"):
            ann.publish(ground)
        ground.secret = "wrong"
        with pytest.raises(SecretNeeded, match=f"refuses the password or key of {USER}"):
            ann.publish(ground)
        ground.secret = PASSWORD
        ann.publish(ground)
        assert ground.all() == FILES
    finally:
        server.kill()


def test_a_server_killed_in_the_middle_is_said_and_publishing_goes_on(ann, sftp, sshd):
    ann.publish(sftp)
    before = sftp.all()
    ann.files = {path: content + b"!" for path, content in FILES.items()}

    def progress(phase, done, _total):
        if phase == "send" and done == 7:
            sshd.kill()

    with pytest.raises(Unreachable, match="broke off"):
        ann.publish(sftp, progress=progress)
    now = {path: content for path, content in sftp.all().items() if not path.endswith(PART)}
    assert all(content in (before[path], ann.files[path]) for path, content in now.items())
    assert now["index.html"] == before["index.html"]
    sshd.start()
    done = ann.publish(sftp)
    assert sftp.all() == ann.files and len(done.written) <= len(FILES) - 7


def test_what_stands_in_the_way_is_said(ann, sftp, sshd, tmp_path):
    whole = sftp.target
    for changes, words in (
        ({"port": 1}, "refuses the connection"),
        ({"host": "no-such-server.invalid"}, "no server of that name"),
        ({"path": str(tmp_path / "not" / "there")}, "has no folder"),
    ):
        sftp.target = replace(whole, **changes)
        with pytest.raises(Unreachable, match=words) as found:
            ann.publish(sftp)
        assert found.value.todo and found.value.kept
    (tmp_path / "file").write_text("no folder")
    sftp.target = replace(whole, path=str(tmp_path / "file"))
    with pytest.raises(DeskError):
        ann.publish(sftp)


def test_a_folder_that_may_not_be_written(ann, sftp, sshd, tmp_path):
    if os.geteuid() == 0:
        sftp.target = replace(sftp.target, path="/proc/self/www")
        with pytest.raises(DeskError):
            ann.publish(sftp)
        return
    sftp.folder.mkdir(mode=0o500)
    with pytest.raises(Unwritable, match="does not let you write"):
        ann.publish(sftp)

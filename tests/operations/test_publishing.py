"""A desk publishes what it exported: by the terminal and by what stands under it, killed and all."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.app import main
from desk.domain import BadInput, Conflict, NotFound, Status, Target, TargetKind
from desk.operations.publishing import keep_target, publish_site, target
from tests.publish.conftest import ground, s3, s3_server, sftp, sshd, user_home

__all__ = ["ground", "s3", "s3_server", "sftp", "sshd", "user_home"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def newsroom(desk, tmp_path):
    """Return a desk with some published stories, exported."""
    with desk.store.batch():
        for number in range(12):
            story = ops.story.new(desk, headline=f"Ferry {number}").value
            ops.story.save(desk, replace(story, body="It sails.\n", status=Status.PUBLISHED))
    ops.exporting.export(desk, tmp_path / "site")
    return desk


@pytest.fixture
def out(tmp_path):
    return tmp_path / "site"


@pytest.fixture
def share(newsroom, tmp_path):
    made = Target("Share", path=str(tmp_path / "www"))
    keep_target(newsroom, made)
    return made


def files(folder):
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".desk/")}


def test_the_site_is_published_as_it_was_exported(newsroom, out, share, tmp_path):
    (out / "notes.txt").write_text("Not the program's")
    done = publish_site(newsroom, share, out)
    www = tmp_path / "www"
    assert {**files(www), "notes.txt": b"Not the program's"} == files(out)
    assert len(done.written) == len(files(www))
    story = newsroom.store.stories()[0]
    ops.story.save(newsroom, replace(story, body="It waits.\n"))
    before = files(www)
    assert publish_site(newsroom, share, out).written == ()
    ops.exporting.export(newsroom, out)
    done = publish_site(newsroom, share, out)
    after = files(www)
    assert set(done.written) == {path for path in after if before[path] != after[path]}
    assert b"It waits." in after[next(path for path in after if path.endswith(f"{story.slug}.html"))]
    assert not list(tmp_path.glob(".site.desk/publishing-*"))


def test_without_an_export_there_is_nothing_to_publish(newsroom, share, tmp_path):
    with pytest.raises(NotFound, match="holds no export"):
        publish_site(newsroom, share, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_an_export_in_between_changes_nothing_of_what_is_sent(newsroom, out, share, tmp_path):
    was = files(out)

    def progress(phase, done, _total):
        if phase == "send" and done == 3:
            for story in newsroom.store.stories():
                ops.story.save(newsroom, replace(story, body="Rewritten.\n"))
            ops.exporting.export(newsroom, out)

    publish_site(newsroom, share, out, progress=progress)
    assert files(tmp_path / "www") == was != files(out)


def test_a_file_that_another_program_wrote_into_is_not_sent(newsroom, out, share, tmp_path):
    (page,) = out.rglob("ferry-3.html")
    page.write_bytes(b"<p>Broken by a virus</p>")
    with pytest.raises(BadInput, match="not as it was exported"):
        publish_site(newsroom, share, out)
    assert not list((tmp_path / "www").rglob("ferry-3.html"))
    assert not (tmp_path / "www" / "index.html").exists()


def test_a_zip_is_published(newsroom, out, tmp_path):
    made = Target("Zip", TargetKind.ZIP, str(tmp_path / "hour.zip"))
    assert len(publish_site(newsroom, made, out).written) == len(files(out))
    assert publish_site(newsroom, made, out).written == ()


@pytest.mark.parametrize("kind", [TargetKind.FOLDER, TargetKind.ZIP])
def test_nothing_is_published_into_the_desk(newsroom, out, kind):
    inside = Target("Inside", kind, path=str(newsroom.folder / "www.zip"))
    with pytest.raises(BadInput, match="into the desk folder"):
        keep_target(newsroom, inside)
    with pytest.raises(BadInput, match="into the desk folder"):
        publish_site(newsroom, inside, out)
    assert not (newsroom.folder / "www.zip").exists()


def test_targets_are_kept_with_the_publication_in_order(newsroom, share, tmp_path):
    server = Target("Server", TargetKind.SFTP, "/srv/www", "web.example", user="press")
    keep_target(newsroom, server)
    now = ops.desk.publication(newsroom)
    assert now.targets == (share, server) and target(now) == share and target(now, "SERVER") == server
    keep_target(newsroom, replace(share, name="Office share"), instead="Share")
    with pytest.raises(BadInput, match="already"):
        keep_target(newsroom, replace(server, name="office share"), instead="Server")
    now = ops.publishing.drop_target(newsroom, "Server").value
    assert [one.name for one in now.targets] == ["Office share"]
    with pytest.raises(NotFound, match="Server"):
        target(now, "Server")


def run(*words, code=0, **env):
    command = [sys.executable, "main.py", *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **env})
    assert ended.returncode == code, ended.stderr
    return ended.stdout if not code else ended.stderr


def test_the_terminal_publishes(newsroom, out, tmp_path, capsys):
    desk = str(newsroom.folder)

    def call(*words, code=0):
        assert main([*map(str, words), "--desk", desk]) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    assert "no target yet" in call("publish", "--out", out, code=1)
    assert "is a target now" in call("target", "add", "Share", "--path", tmp_path / "www")
    assert call("publish", "--list").split() == ["Share", "folder", str(tmp_path / "www")]
    assert "nothing was published there yet" in call("target", "test", "share")
    dry = call("publish", "--out", out, "--dry-run")
    assert "+ index.html" in dry and not files(tmp_path / "www")
    done = json.loads(call("publish", "share", "--out", out, "--json"))
    assert done["written"] == len(files(out)) == len(done["files"]["written"]) and done["kept"] == 0
    assert {"compare", "send", "remove"} == set(done["seconds"])
    assert f"0 sent, {done['written']} there already, 0 removed" in call("publish", "--out", out)
    assert "published" in call("target", "test", "share")
    assert "stays" in call("target", "remove", "share")
    assert files(tmp_path / "www") == files(out)


def test_the_terminal_asks_about_a_server(newsroom, out, sftp, sshd, home):
    keep_target(newsroom, sftp.target)
    sftp.hosts.unlink()
    at = ("--desk", newsroom.folder, "--out", out)
    said = run("publish", *at, code=1)
    assert sshd.fingerprint in said and "never met" in said
    assert "never met" in run("publish", *at, "--trust", "SHA256:other", code=1)
    run("publish", *at, "--trust", sshd.fingerprint)
    assert files(sftp.folder) == files(out)
    assert "published" in run("target", "test", "Server", "--desk", newsroom.folder)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_a_killed_publishing_is_taken_up(newsroom, out, ground, kills, monkeypatch):
    keep_target(newsroom, replace(ground.target, name="Share"))
    monkeypatch.setenv("DESK_PUBLISH_PASSWORD", ground.secret)
    words = "publish", "--desk", newsroom.folder, "--out", out
    start = time.monotonic()
    run(*words)
    seconds, chance = time.monotonic() - start, random.Random(1)
    for round_ in range(kills):
        before = ground.all()
        with newsroom.store.batch():
            for story in newsroom.store.stories():
                ops.story.save(newsroom, replace(story, body=f"Round {round_}.\n"))
        ops.exporting.export(newsroom, out)
        after = files(out)
        with subprocess.Popen(
            [sys.executable, "main.py", *words],
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                process.wait(seconds * chance.uniform(0.5, 1.0))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        now = ground.all()
        whole = {path: content for path, content in now.items() if not path.endswith(".desk-part")}
        assert all(content in (before.get(path), after.get(path)) for path, content in whole.items())
    run(*words)
    assert ground.all() == files(out)


def test_two_programs_of_one_device_do_not_publish_at_once(newsroom, out, share):
    said = []

    def progress(phase, done, _total):
        if phase == "send" and done == 2:
            with pytest.raises(Conflict, match="Another window or terminal") as found:
                publish_site(newsroom, share, out)
            said.append(found.value)

    publish_site(newsroom, share, out, progress=progress)
    assert said


def test_nothing_of_servers_is_loaded_for_a_folder(newsroom, out, share):
    code = (
        "import sys; from desk.app import main;"
        f"main(['publish', '--desk', {str(newsroom.folder)!r}, '--out', {str(out)!r}]);"
        "sys.exit(', '.join({'paramiko', 'obstore', 'keyring', 'cryptography'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr

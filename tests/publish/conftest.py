"""A small site to publish, and a target of each kind with what a test needs to know of it."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import Target, TargetKind, Who
from desk.publish import File, Memory, Publishing, Site, Storage, opened
from desk.site import ours, turn
from tests.publish.servers import SSHD, S3Server, Sshd

PAGE = '<meta name="generator" content="Desk"><title>{}</title>'
FILES = {
    **{f"news/story-{n}.html": PAGE.format(f"Story {n}").encode() for n in range(12)},
    "pictures/pier-a1b2.webp": bytes(range(256)) * 40,
    "assets/site-9f.css": b"p { color: red }",
    "news/index.html": PAGE.format("News").encode(),
    "index.html": PAGE.format("Front").encode(),
    "feed.xml": b"<generator>Desk</generator>",
    "sitemap.xml": b"<!-- Desk -->",
    "robots.txt": b"# Desk\n",
}


class Ground(ABC):
    """A target of one kind: what stands there, seen from behind."""

    target: Target
    secret = ""

    def __init__(self, home: Path) -> None:
        self.hosts = home / "known_hosts"

    def open(self) -> Storage:
        return opened(self.target, self.secret, self.hosts)

    @abstractmethod
    def all(self) -> dict[str, bytes]:
        """Return every file there, but for what the program keeps for itself."""

    @abstractmethod
    def put(self, path: str, content: bytes) -> None: ...

    @abstractmethod
    def drop(self, path: str) -> None: ...


class FolderGround(Ground):
    def __init__(self, home: Path, folder: Path, target: Target | None = None) -> None:
        super().__init__(home)
        self.folder = folder
        self.target = target or Target("Share", path=str(folder))

    def all(self) -> dict[str, bytes]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        found = {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}
        return {path: content for path, content in found.items() if not path.startswith(".desk/")}

    def put(self, path: str, content: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(content)

    def drop(self, path: str) -> None:
        (self.folder / path).unlink()


class S3Ground(Ground):
    def __init__(self, home: Path, server: S3Server, bucket: str) -> None:
        super().__init__(home)
        self.server, self.bucket = server, bucket
        server.client.create_bucket(Bucket=bucket)
        self.target = Target(
            "Bucket",
            TargetKind.S3,
            "www/hour",
            server.url,
            user=server.user,
            bucket=bucket,
            region="us-east-1",
        )
        self.secret = server.secret

    def all(self) -> dict[str, bytes]:
        pages = self.server.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        found = {key.removeprefix("www/hour/"): self._get(key) for key in keys}
        return {path: content for path, content in found.items() if not path.startswith(".desk/")}

    def _get(self, key: str) -> bytes:
        with closing(self.server.client.get_object(Bucket=self.bucket, Key=key)["Body"]) as body:
            return body.read()

    def put(self, path: str, content: bytes) -> None:
        self.server.client.put_object(Bucket=self.bucket, Key=f"www/hour/{path}", Body=content)

    def drop(self, path: str) -> None:
        self.server.client.delete_object(Bucket=self.bucket, Key=f"www/hour/{path}")


@pytest.fixture
def user_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home folder without keys, an agent or known servers."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return folder


@pytest.fixture
def sshd(tmp_path_factory: pytest.TempPathFactory, user_home: Path) -> Iterator[Sshd]:
    if SSHD is None:
        pytest.skip("OpenSSH's server is not installed (Debian: openssh-server)")
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.kill()


@pytest.fixture
def sftp(home: Path, sshd: Sshd, tmp_path: Path) -> FolderGround:
    """Return a folder on an SFTP server that is known, reached by a key file."""
    folder = tmp_path / "www"
    target = Target(
        "Server",
        TargetKind.SFTP,
        str(folder),
        "127.0.0.1",
        sshd.port,
        sshd.user,
        str(sshd.folder / "key"),
    )
    ground = FolderGround(home, folder, target)
    known(ground, sshd)
    return ground


def known(ground: Ground, sshd: Sshd) -> None:
    """Note the server as the right one."""
    kind, key = (sshd.folder / "host.pub").read_text().split()[:2]
    ground.hosts.write_text(f"[127.0.0.1]:{sshd.port} {kind} {key}\n")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    server = S3Server()
    yield server
    server.stop()


@pytest.fixture
def s3(home: Path, s3_server: S3Server) -> S3Ground:
    return S3Ground(home, s3_server, f"b{home.name.lower()}".replace("_", "-"))


@pytest.fixture(params=["folder", "sftp", "s3"])
def ground(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Ground:
    if request.param == "folder":
        return FolderGround(home, tmp_path / "www")
    return request.getfixturevalue(request.param)


class Newsroom:
    """A desk that publishes a site: what it has, and what it remembers."""

    def __init__(self, folder: Path, name: str = "Ann") -> None:
        self.files = dict(FILES)
        self.memory = Memory(folder / name)
        self.who = Who(name, f"{name}'s laptop")
        self.frozen: list[str] = []

    def site(self) -> Site:
        files = dict(self.files)
        listed = {path: File(hashlib.sha256(one).hexdigest(), len(one)) for path, one in files.items()}
        return Site(
            "hour",
            listed,
            self.frozen.extend,
            files.__getitem__,
            turn,
            ours,
            lambda path: path == "robots.txt",
        )

    def publish(self, ground: Ground, **settings):
        plan = settings.pop("plan", False)
        site = replace(self.site(), **settings.pop("site", {}))
        with closing(ground.open()) as storage:
            storage = settings.pop("through", lambda one: one)(storage)
            work = Publishing(site, storage, self.memory, self.who, **settings)
            return work.plan() if plan else work.publish()


@pytest.fixture
def ann(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "memory")


@pytest.fixture
def bob(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "memory", "Bob")

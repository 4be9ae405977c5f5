"""An SFTP server as a target, by paramiko."""

import errno
import socket
import threading
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import paramiko
from paramiko.ssh_exception import NoValidConnectionsError

from desk.domain import DeskError, SecretNeeded, Target, Unreachable, Unwritable
from desk.publish.hosts import Hosts
from desk.publish.storage import PART

_WAIT: Final = 20.0  # seconds for a server to answer
_KEPT = "What was published before is still there"
_BREAKS = (EOFError, paramiko.SSHException, ConnectionError, TimeoutError)
_CLOSED = "Socket is closed"  # an OSError of paramiko's own, when a thread asks after another met the break


class Sftp:
    """See `Storage`. One connection, with a channel for each thread."""

    lanes = 4

    def __init__(self, target: Target, secret: str, hosts: Path) -> None:
        """See `opened`."""
        self._top = target.path.rstrip("/") or "/"
        self._name = target.host
        self._client = _connected(target, secret, hosts)
        self._own = threading.local()
        self._known = {""}
        try:
            with self._faults():
                if self._kind(self._top) != "folder":
                    self._channel().mkdir(self._top)
        except FileNotFoundError as error:
            self.close()
            raise Unreachable(
                f"{self._name} has no folder {self._top}, nor the one above it",
                kept="Nothing was changed",
                todo="Look at the folder's name, or have it made",
            ) from error
        except BaseException:
            self.close()
            raise

    def _channel(self) -> paramiko.SFTPClient:
        if not hasattr(self._own, "channel"):
            channel = self._client.open_sftp()
            channel.get_channel().settimeout(_WAIT * 3)  # pyright: ignore[reportOptionalMemberAccess]
            self._own.channel = channel
        return self._own.channel

    def _at(self, path: str) -> str:
        return f"{self._top}/{path}".replace("//", "/")

    def _kind(self, path: str) -> str:
        try:
            mode = self._channel().stat(path).st_mode or 0
        except FileNotFoundError:
            return ""
        return "folder" if mode & 0o170000 == 0o040000 else "file"

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """See `Storage`. Folders are listed rather than files asked for one by one, where there are many."""
        with self._faults():
            if len(paths) < 50:
                found = ((path, self._size(path)) for path in paths)
                return {path: size for path, size in found if size is not None}
            return self._listed(set(paths))

    def _size(self, path: str) -> int | None:
        with suppress(FileNotFoundError):
            found = self._channel().stat(self._at(path))
            return (found.st_size or 0) if (found.st_mode or 0) & 0o170000 == 0o100000 else -1
        return None

    def _listed(self, paths: set[str]) -> dict[str, int]:
        """Return the sizes of files, listing no folder that the one above it does not have."""
        wanted = {path.rpartition("/")[0] for path in paths}
        for folder in list(wanted):
            while folder:
                folder = folder.rpartition("/")[0]
                wanted.add(folder)
        there, found = {""}, dict[str, int]()
        for folder in sorted(wanted):
            if folder not in there:
                continue
            with suppress(FileNotFoundError):
                for one in self._channel().listdir_attr(self._at(folder)):
                    path = f"{folder}/{one.filename}" if folder else one.filename
                    is_folder = (one.st_mode or 0) & 0o170000 != 0o100000
                    if is_folder:
                        there.add(path)
                    if path in paths:
                        found[path] = -1 if is_folder else one.st_size or 0
        return found

    def read(self, path: str) -> bytes:
        """See `Storage`."""
        with self._faults(), self._channel().open(self._at(path), "rb") as file:
            file.prefetch()
            return file.read()

    def write(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        part = self._at(_part(path))
        try:
            with self._faults():
                self._folder(path.rpartition("/")[0])
                self._put(part, content, "wb")
                self._take(part, self._at(path))
        except FileNotFoundError as error:
            raise self._refused(path, "a folder of it is gone") from error

    def create(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        with self._faults():
            self._folder(path.rpartition("/")[0])
            try:
                self._put(self._at(path), content, "wbx")
            except OSError as error:
                if self._kind(self._at(path)):  # the protocol has no word for it
                    raise FileExistsError(path) from error
                raise

    def _put(self, path: str, content: bytes, mode: str) -> None:
        with self._channel().open(path, mode) as file:
            file.set_pipelined(True)
            file.write(content)
        if self._channel().stat(path).st_size != len(content):
            raise OSError(errno.EIO, "the file is not as it was sent")

    def _take(self, part: str, path: str) -> None:
        """Have a file take another's place; where the server cannot at one instant, that is gone before."""
        channel = self._channel()
        try:
            channel.posix_rename(part, path)
        except OSError:
            if self._kind(path) != "file" or not self._kind(part):
                raise
            channel.remove(path)
            channel.rename(part, path)

    def _folder(self, folder: str) -> None:
        """See that a folder is there, and those above it."""
        if folder in self._known:
            return
        self._folder(folder.rpartition("/")[0])
        if self._kind(self._at(folder)) != "folder":
            try:
                self._channel().mkdir(self._at(folder))
            except OSError:
                if self._kind(self._at(folder)) != "folder":  # another thread was faster
                    raise
        self._known.add(folder)

    def remove(self, path: str) -> None:
        """See `Storage`."""
        with self._faults():
            with suppress(FileNotFoundError):
                self._channel().remove(self._at(path))
            with suppress(OSError):  # something else is in it
                while path := path.rpartition("/")[0]:
                    self._channel().rmdir(self._at(path))
                    self._known.discard(path)

    def tidy(self, paths: Collection[str]) -> None:
        """See `Storage`."""
        for part in self.sizes([_part(path) for path in paths]):
            self.remove(part)

    def settle(self) -> None:
        """See `Storage`."""

    def close(self) -> None:
        """See `Storage`."""
        self._client.close()

    @contextmanager
    def _faults(self) -> Generator[None]:
        try:
            yield
        except (FileNotFoundError, FileExistsError, DeskError):
            raise
        except (*_BREAKS, OSError) as error:
            if isinstance(error, _BREAKS) or str(error) == _CLOSED:
                raise Unreachable(
                    f"The connection to {self._name} broke off ({error or type(error).__name__})",
                    kept="What was sent stays; readers see whole pages",
                    todo="Publish again: it goes on from there",
                ) from error
            raise self._refused(self._top, str(error.strerror or error), error.errno) from error

    def _refused(self, path: str, why: str, number: int | None = None) -> Unwritable:
        if number == errno.EACCES:
            what, todo = f"{self._name} does not let you write in {self._top}", "Ask its administrator"
        elif why == "Failure":  # all that the protocol says of most things
            what = f"{self._name} could not write in {path}"
            todo = "Its disk may be full, or another kind of file stands in the way: ask its administrator"
        else:
            what = f"{self._name} could not use {path}: {why}"
            todo = "Publish again, or ask its administrator"
        return Unwritable(what, kept=_KEPT, todo=todo)


def _part(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}{PART}"


def _connected(target: Target, secret: str, own: Path) -> paramiko.SSHClient:
    """Return a connection to a server that was met before, with its key as it was."""
    client = paramiko.SSHClient()
    hosts = Hosts(client.get_host_keys(), own)
    client.set_missing_host_key_policy(hosts)
    key = str(Path(target.key).expanduser()) if target.key else None
    try:
        client.connect(
            target.host,
            target.port or 22,
            target.user,
            password=secret or None,
            passphrase=secret or None,
            key_filename=key,
            allow_agent=key is None,
            look_for_keys=key is None,
            timeout=_WAIT,
            banner_timeout=_WAIT,
            auth_timeout=_WAIT,
        )
    except BaseException as error:
        client.close()
        if told := _told(error, target, hosts, given=bool(secret)):
            raise told from error
        raise
    transport = client.get_transport()
    assert transport is not None
    transport.set_keepalive(15)
    return client


def _told(error: BaseException, target: Target, hosts: Hosts, *, given: bool) -> DeskError | None:
    """Return what stood in the way of a connection, in words."""
    name = target.host
    if isinstance(error, paramiko.BadHostKeyException):
        return hosts.changed(error.hostname, error.key)
    if isinstance(error, paramiko.PasswordRequiredException):
        return SecretNeeded(f"The key file {target.key} asks for its passphrase", todo="Give it")
    if isinstance(error, paramiko.AuthenticationException) or "authentication" in str(error).lower():
        if given:
            what = f"{name} refuses the password or key of {target.user}"
        else:
            what = f"{name} asks {target.user} for a password"
        return SecretNeeded(what, todo="Give the password, or name a key file that the server knows")
    if isinstance(error, socket.gaierror):
        why, todo = "there is no server of that name, or no network", "Look at the name and the network"
    elif isinstance(error, ConnectionRefusedError | NoValidConnectionsError):
        why, todo = "it refuses the connection", "Look at the name and the port"
    elif isinstance(error, TimeoutError):
        why, todo = "it does not answer", "Look at the name, the port and the network"
    elif isinstance(error, FileNotFoundError):
        return SecretNeeded(f"The key file {target.key} is not there", todo="Choose another")
    elif isinstance(error, OSError | paramiko.SSHException | EOFError):
        why, todo = str(error) or "it ends the connection", "Look at the network, and try again"
    else:
        return None
    return Unreachable(f"{name} cannot be reached: {why}", kept="Nothing was changed", todo=todo)

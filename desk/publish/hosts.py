"""Which servers are the right ones: their public keys, as OpenSSH's `known_hosts` notes them."""

import base64
import hashlib
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient

from desk.domain import HostUnknown, Unreachable, Unwritable

_CHANGED = (
    "Ask the server's administrator. If they say that it has a new key, take the old one out of {files}"
)


class Hosts(MissingHostKeyPolicy):
    """The person's own `known_hosts`, which is only read, and the program's."""

    def __init__(self, keys: HostKeys, own: Path) -> None:
        """Read what is known into `keys`."""
        self.files = [Path("~/.ssh/known_hosts").expanduser(), own]
        self.keys = keys
        for file in self.files:
            with suppress(OSError, ValueError):
                keys.load(str(file))

    def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> NoReturn:
        """Say that a server was never met; one that was, with a key of another kind, has changed."""
        if self.keys.lookup(hostname):
            raise self.changed(hostname, key)
        raise HostUnknown(
            f"{hostname} was never met before. Its key ({key.get_name()}) is {fingerprint(key)}",
            name=hostname,
            kind=key.get_name(),
            key=key.get_base64(),
            fingerprint=fingerprint(key),
            todo="Compare it with what the server's administrator says, and trust it if it is the same",
        )

    def changed(self, name: str, key: PKey) -> Unreachable:
        """Return what is to be said of a server that shows another key than before."""
        return Unreachable(
            f"{name} shows another key than before: it may be another machine that wants your password. "
            f"The key it shows ({key.get_name()}) is {fingerprint(key)}",
            kept="Nothing was sent, the password neither",
            todo=_CHANGED.format(files=" or ".join(str(file) for file in self.files if file.exists())),
        )


def fingerprint(key: PKey) -> str:
    """Return a key's fingerprint as `ssh-keygen -l` shows it."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def trust(host: HostUnknown, own: Path) -> None:
    """Note a server's key; raises Unwritable."""
    try:
        own.parent.mkdir(parents=True, exist_ok=True)
        with own.open("a", encoding="ascii") as file:
            file.write(f"{host.name} {host.kind} {host.key}\n")
    except OSError as error:
        raise Unwritable(f"{own} cannot be written: {error.strerror or error}") from error

"""Targets: whether one can be used, and reaching it."""

from pathlib import Path
from urllib.parse import urlsplit

from desk.domain import BadInput, Target, TargetKind
from desk.publish.folder import Folder
from desk.publish.storage import Storage


def check(target: Target) -> None:
    """Raise BadInput where a target cannot be one, naming what is missing."""
    if not target.name.strip():
        raise BadInput("The target has no name", todo="Give it one")
    match target.kind:
        case TargetKind.FOLDER:
            _need(_whole(target.path), "the folder's whole path")
        case TargetKind.ZIP:
            _need(_whole(target.path) and target.path.lower().endswith(".zip"), "a whole path ending in .zip")
        case TargetKind.SFTP:
            _need(bool(target.host) and not set(target.host) & set("/@ "), "the server's name")
            _need(bool(target.user), "the user's name there")
            _need(bool(target.path.strip("/")), "the folder on the server")
        case TargetKind.S3:
            _need(bool(target.bucket) and "/" not in target.bucket, "the bucket's name")
            _need(bool(target.user), "the access key's id")
            _need(not target.host or _is_endpoint(target.host), "an endpoint such as https://s3.example.net")


def _whole(path: str) -> bool:
    return Path(path).expanduser().is_absolute()


def _is_endpoint(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = not (parts.query or parts.username)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain
    except ValueError:
        return False


def _need(given: bool, what: str) -> None:
    if not given:
        raise BadInput(f"The target lacks {what}", todo="Fill it in")


def opened(target: Target, secret: str, hosts: Path) -> Storage:
    """Reach a target that is no zip file.

    Args:
        target: which.
        secret: its password, the key file's passphrase, or the secret access key; empty where there is none.
        hosts: the file in which servers are noted that a person said were the right ones.

    Raises:
        HostUnknown: the server was never met.
        SecretNeeded: it asks for a password, or refuses this one.
        Unreachable, Unwritable: it does not answer, or refuses.
    """
    if target.kind is TargetKind.SFTP:
        from desk.publish.sftp import Sftp  # late: cryptography takes its time

        return Sftp(target, secret, hosts)
    if target.kind is TargetKind.S3:
        from desk.publish.s3 import S3

        return S3(target, secret)
    return Folder(target.path)

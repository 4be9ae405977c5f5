"""Passwords of targets, in the keyring of the person's system and nowhere else."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from desk.domain import DeskError, Target, TargetKind

T = TypeVar("T")
_NAMES: Final = {
    "SecretService": "the system’s keyring",
    "libsecret": "the system’s keyring",
    "kwallet": "KDE’s wallet",
    "macOS": "the macOS keychain",
    "Windows": "the Windows Credential Manager",
}
"""What people call the keyring of a module."""

_log = logging.getLogger(__name__)


def where() -> str:
    """Return the name of the system's keyring, empty where it has none that can be used."""
    return _asked(_name) or ""


def known(target: Target) -> str:
    """Return a target's password, empty where the keyring has none."""
    return (where() and _asked(lambda: _keyring().get_password(_service(target), target.user))) or ""


def keep(target: Target, secret: str) -> None:
    """Put a target's password into the keyring; an empty one takes it out.

    Raises:
        DeskError: the system has no keyring, or it refuses.
    """
    if not where():
        raise DeskError(
            "This system has no keyring that can be used, so the password is not kept",
            todo="It is asked for each time",
        )

    def put() -> bool:
        if secret:
            _keyring().set_password(_service(target), target.user, secret)
        elif known(target):
            _keyring().delete_password(_service(target), target.user)
        return True

    if not _asked(put):
        raise DeskError("The keyring refused the password", todo="Unlock it, or give the password each time")


def _service(target: Target) -> str:
    """Return what the keyring calls a server: targets of one share a password."""
    kind = "s3" if target.kind is TargetKind.S3 else "sftp"
    return f"Desk {kind}://{target.host or 'amazonaws.com'}{f':{target.port}' if target.port else ''}"


def _keyring():  # noqa: ANN202  (the module)
    import keyring  # late: it asks the system's bus

    return keyring


def _name() -> str:
    backend = _keyring().get_keyring()
    if backend.priority < 1:  # none, or a file that everybody can read
        return ""
    first = next(iter(getattr(backend, "backends", ())), backend)  # of one that asks several
    return _NAMES.get(type(first).__module__.rpartition(".")[2], str(first.name))


def _asked(work: Callable[[], T]) -> T | None:
    """Return what the keyring answers; None where it does not, as where nobody unlocks it."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  (each backend and the bus under it have their own)
        _log.warning("the keyring does not answer: %s", type(error).__name__)
        return None

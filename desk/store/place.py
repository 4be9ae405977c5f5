"""Where a desk folder lies: SQLite needs locks that network drives do not keep, and whole files at a time."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from desk.domain import BadInput

MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = re.compile(
    r"nfs[34]?|cifs|smb\w*|afs|ncpfs|davfs|webdav|gfs2?|glusterfs|beegfs|lustre"
    r"|fuse\.(sshfs|davfs2?|gvfsd-fuse|rclone|smbnetfs|curlftpfs|s3fs|glusterfs|gcsfuse|kio-fuse)"
)
_SYNCED = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive|icloud ?drive|mobile documents|nextcloud|owncloud|yandex\.disk"
    r"|syncthing|pcloud ?drive|mega)(?: [-–(].*)?",
    re.IGNORECASE,
)
_LONGEST = 255  # bytes of a name
_REMOTE = 4  # Windows' DRIVE_REMOTE


def restoring(desk: Path) -> Path:
    """Return the file that is there while a desk is brought back from a backup."""
    return beside(desk, f".{desk.name}", ".restoring")


def beside(desk: Path, name: str, ending: str) -> Path:
    """Return a path beside a desk, its name cut where no file system takes it whole, and yet its own."""
    whole, room = os.fsencode(name), _LONGEST - len(os.fsencode(ending))
    if len(whole) > room:
        own = f"~{hashlib.blake2b(whole, digest_size=4).hexdigest()}"
        name = whole[: room - len(own)].decode(errors="ignore") + own
    return desk.with_name(f"{name}{ending}")


def check(folder: Path) -> None:
    """See that a folder lies where a desk is safe.

    Raises:
        BadInput: it lies on a network drive.
    """
    look = {"win32": _windows_network, "darwin": _mac_network}.get(sys.platform, _mounted)
    kind = look(folder)
    if kind:
        raise BadInput(
            f"This folder lies on a network drive ({kind}), where two programs at once can damage a desk",
            kept="Nothing was changed",
            todo="Copy it to a disk of this computer; several people can share a desk on a database server",
        )


def _mounted(folder: Path) -> str:
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = file_system(folder.resolve(), mounts)
    return kind if _NETWORK.fullmatch(kind) else ""


def file_system(folder: Path, mounts: str) -> str:
    """Return the kind of file system that a folder lies on, by the words of Linux's `mountinfo`."""
    found, longest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if folder.is_relative_to(point) and len(point.parts) >= longest:  # a later one lies over an earlier
            found, longest = after.split(" ")[0], len(point.parts)
    return found


def _mac_network(folder: Path) -> str:
    try:
        asked = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, errors="surrogateescape", timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    kind, local = mac_file_system(folder.resolve(), asked.stdout)
    return "" if local else kind


def mac_file_system(folder: Path, mounts: str) -> tuple[str, bool]:
    """Return the kind of file system that a folder lies on, and whether it is of this computer.

    `mounts` is what macOS's `mount` prints: `//ann@server/news on /Volumes/news (smbfs, nodev, nosuid)`; one
    of this computer says `local` behind its kind.
    """
    found, longest = ("", True), -1
    for line in mounts.splitlines():
        before, _, said = line.rpartition(" (")
        _, on, rest = before.partition(" on /")
        words = said.rstrip(")").split(", ")
        point = Path(f"/{rest}")
        if on and folder.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = (words[0], "local" in words[1:]), len(point.parts)
    return found


def _windows_network(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    drive = folder.absolute().drive
    remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE
    return drive if remote else ""


def synced(folder: Path) -> str:
    """Return what a folder above is called by which a service copies it to other devices, else nothing."""
    above = folder.absolute().parent.parts
    return next((part for part in above if _SYNCED.fullmatch(part)), "")

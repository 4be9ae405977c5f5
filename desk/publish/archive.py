"""The whole site as one zip file, the same bytes from the same site."""

import errno
import filecmp
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from desk.domain import BadInput, Cancelled, Conflict, Unreachable, Unwritable, name_too_long
from desk.publish.publishing import Progress, Published, Site
from desk.publish.storage import PART

_MARK = b"Desk site"
_FIRST = (1980, 1, 1, 0, 0, 0)
_PACKED = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".woff2")
_KEPT = "The zip file is as it was"


def publish(
    site: Site,
    name: str,
    *,
    dry: bool = False,
    progress: Progress = lambda _phase, _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Published:
    """Write a site as a zip file, which takes the place of the one before it once it is whole.

    Raises:
        Cancelled: the zip is as it was.
        Conflict: another file stands in its place.
        Unreachable, Unwritable: the folder is not there, or refuses.
    """
    path = _place(name)
    start = time.perf_counter()
    before = _known(path)
    part = path.with_name(f".{path.name}{PART}")
    try:
        site.freeze(list(site.files))
        _write(site, part, progress, cancelled)
        made = _known(part)
        if dry or (path.is_file() and filecmp.cmp(path, part, shallow=False)):
            part.unlink()
        else:
            part.replace(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise name_too_long(path, kept=_KEPT) from error
        part.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Unwritable(
            f"{path} cannot be written: {'the disk is full' if full else error.strerror or error}",
            kept=_KEPT,
            todo="Make room there" if full else "See that you may write there",
        ) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sent = tuple(one for one in made if before.get(one) != made[one])
    return Published(
        sent,
        len(made) - len(sent),
        tuple(sorted(before.keys() - made.keys())),
        sum(site.files[one].size for one in sent),
        {"send": round(time.perf_counter() - start, 3)},
    )


def _place(name: str) -> Path:
    path = Path(name).expanduser()
    if not path.is_absolute() or path.suffix.lower() != ".zip":
        raise BadInput(f"“{name}” is no whole path of a zip file", todo="Give one that ends in .zip")
    if not path.parent.is_dir():
        raise Unreachable(
            f"The folder {path.parent} is not there", todo="Attach the disk or the network share"
        )
    return path


def _known(path: Path) -> dict[str, tuple[int, int]]:
    """Return the size and checksum of each file in a zip that was published before; nothing without one."""
    try:
        with zipfile.ZipFile(path) as file:
            if file.comment == _MARK:
                return {one.filename: (one.file_size, one.CRC) for one in file.infolist()}
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):  # the writing says which name is too long
            return {}
    except zipfile.BadZipFile:
        pass
    raise Conflict(
        f"{path} is no published site", kept="It is as it was", todo="Choose another name, or move it away"
    )


def _write(site: Site, part: Path, progress: Progress, cancelled: Callable[[], bool]) -> None:
    with zipfile.ZipFile(part, "w", allowZip64=True) as file:
        file.comment = _MARK
        for done, path in enumerate(sorted(site.files)):
            if cancelled():
                raise Cancelled("Publishing was stopped", kept=_KEPT)
            progress("send", done, len(site.files))
            one = zipfile.ZipInfo(path, _FIRST)
            one.create_system, one.external_attr = 3, 0o100644 << 16  # the same on every system
            packed = path.endswith(_PACKED)
            one.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            file.writestr(one, site.read(path))
    progress("send", len(site.files), len(site.files))

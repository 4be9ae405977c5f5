"""The exported site to where readers meet it: targets, their passwords, and bringing them up to date."""

import hashlib
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from desk import paths, publish, site
from desk.domain import (
    BadInput,
    Done,
    HostUnknown,
    NotFound,
    Publication,
    Target,
    TargetKind,
    Unwritable,
    storable,
)
from desk.operations.desk import Desk, keep, never
from desk.operations.exporting import ledger

Progress = publish.Progress
Published = publish.Published

_PHASES = {"compare": "Comparing with the target", "send": "Publishing", "remove": "Removing what ended"}


def quiet(_phase: str, _done: int, _total: int) -> None:
    """Take no notice of the progress."""


def said(phase: str) -> str:
    """Return what people call a phase."""
    return _PHASES[phase]


def target(publication: Publication, name: str = "") -> Target:
    """Return a target by its name; without one the first.

    Raises:
        NotFound: there is none.
    """
    named = {one.name.casefold(): one for one in reversed(publication.targets)}
    found = named.get(name.casefold()) if name else next(iter(publication.targets), None)
    if found is None:
        raise NotFound(
            f"There is no target {name}" if name else "The publication has no target yet",
            todo="Add it in the settings, or with desk target add",
        )
    return found


def keep_target(desk: Desk, target: Target, *, instead: str = "") -> Done[Publication]:
    """Keep a target, in the place of the one called `instead`, or of that name, or as the last.

    Raises:
        BadInput: something of it is missing, it lies inside the desk, or another one has the name.
    """
    target = replace(storable(target), name=target.name.strip())
    _check(desk, target)
    now = desk.store.publication()
    names = [one.name.casefold() for one in now.targets]
    old, new = (instead or target.name).casefold(), target.name.casefold()
    if new != old and new in names:
        raise BadInput(f"There is a target {target.name} already", todo="Choose another name")
    if old in names:
        kept = tuple(target if name == old else one for name, one in zip(names, now.targets, strict=True))
    else:
        kept = (*now.targets, target)
    return keep(desk, replace(now, targets=kept))


def _check(desk: Desk, target: Target) -> None:
    """Raise BadInput where a target lacks something, or would put the site among the desk's own files."""
    publish.check(target)
    place = Path(target.path).expanduser().resolve()
    if not target.remote and place.is_relative_to(desk.folder.resolve()):
        raise BadInput("The site cannot be published into the desk folder", todo="Choose another folder")


def drop_target(desk: Desk, name: str) -> Done[Publication]:
    """Forget a target; what stands there stays. Raises NotFound."""
    now = desk.store.publication()
    gone = target(now, name)
    return keep(desk, replace(now, targets=tuple(one for one in now.targets if one is not gone)))


def keyring() -> str:
    """Return the name of the system's keyring, empty where it has none that can be used."""
    return publish.secrets.where()


def knows_secret(target: Target) -> bool:
    """Return whether the keyring has a target's password."""
    return target.remote and bool(publish.secrets.known(target))


def keep_secret(target: Target, secret: str) -> None:
    """Put a target's password into the system's keyring; an empty one takes it out.

    Raises:
        DeskError: there is no keyring, or it refuses; the password is kept nowhere.
    """
    publish.secrets.keep(target, secret)


def trust(host: HostUnknown) -> None:
    """Note that a server is the right one; raises Unwritable."""
    from desk.publish.hosts import trust as note  # late: cryptography takes its time

    note(host, _hosts())


def reach(target: Target, secret: str = "") -> str:
    """Try a target and return in words what is there; nothing is changed but that its folder is made.

    Raises:
        DeskError: it cannot be reached, or used; see `publish`.
    """
    publish.check(target)
    if target.kind is TargetKind.ZIP:
        folder = Path(target.path).expanduser().parent
        if not folder.is_dir():
            raise Unwritable(f"The folder {folder} is not there", todo="Choose another")
        return f"{folder} is there."
    with closing(_opened(target, secret)) as storage:
        return publish.found(storage)


def publish_site(
    desk: Desk,
    target: Target,
    out: Path,
    *,
    secret: str = "",
    over: bool = False,
    verify: bool = False,
    dry: bool = False,
    progress: Progress = quiet,
    cancelled: Callable[[], bool] = never,
) -> Published:
    """Bring a target to the state of the last export: send what it lacks, then remove what ended.

    Args:
        desk: the open desk.
        target: where to.
        out: the folder of the export.
        secret: the target's password; empty for the keyring's.
        over: replace what was published there from elsewhere since.
        verify: read what stands there, and send anew what is not as it should be.
        dry: only say what would be done.
        progress: told the phase, how many files of it are done, and how many there are.
        cancelled: asked between two files.

    Raises:
        BadInput: something of the target is missing, or it lies inside the desk.
        Cancelled: what was sent stays; the next publishing goes on from there.
        Conflict: somebody else publishes there, or did since (unless `over`); or files of others are in the
            way. Nothing was changed.
        HostUnknown: the server was never met; see `trust`.
        NotFound: nothing was exported to that folder.
        SecretNeeded: the target asks for a password, or refuses this one.
        Unreachable, Unwritable: it does not answer, or refuses; what was sent stays.
    """
    _check(desk, target)
    desk.store.see_place()
    listed = site.standing(out, ledger(desk))
    memory = publish.Memory(desk.folder / "site" / "published" / publish.key(target.address))
    with memory.held(), _aside(desk, out, target) as folder:
        whole = publish.Site(
            desk.store.publication().id,
            {path: publish.File(one.digest, one.size) for path, one in listed.items()},
            lambda wanted: site.freeze(out, ledger(desk), {path: listed[path] for path in wanted}, folder),
            lambda path: _read(folder / path, listed[path].digest),
            site.turn,
            site.ours,
            lambda path: path == "robots.txt",
        )
        if target.kind is TargetKind.ZIP:
            zipped = publish.archive.publish
            return zipped(whole, target.path, dry=dry, progress=progress, cancelled=cancelled)
        with closing(_opened(target, secret)) as storage:
            work = publish.Publishing(
                whole, storage, memory, desk.who, over, verify, progress=progress, cancelled=cancelled
            )
            return work.plan() if dry else work.publish()


def summary(done: Published, *, dry: bool = False) -> str:
    """Return what a publishing did in one sentence."""
    verbs = ("to send", "there already", "to remove") if dry else ("sent", "there already", "removed")
    counts = (len(done.written), done.kept, len(done.removed))
    files = ", ".join(f"{count} {verb}" for count, verb in zip(counts, verbs, strict=True))
    return files if dry else f"{files}, in {sum(done.seconds.values()):.1f} s"


def _opened(target: Target, secret: str) -> publish.Storage:
    known = secret or (publish.secrets.known(target) if target.remote else "")
    return publish.opened(target, known, _hosts())


def _hosts() -> Path:
    return paths.settings() / "known_hosts"


def _read(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unwritable(
            f"{path} cannot be read: {error.strerror or error}", todo="Export and publish again"
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise BadInput(
            f"{path.name} is not as it was exported: another program wrote into it",
            kept="It was not sent",
            todo="Export with --full, then publish again",
        )
    return content


@contextmanager
def _aside(desk: Desk, out: Path, target: Target) -> Generator[Path]:
    """Give a folder for files that later exports do not change, on the site's own disk where that can be."""
    place = site.beside(out)
    if not os.access(place, os.W_OK):
        place = desk.folder / "site"
    folder = place / f"publishing-{publish.key(target.address)}"
    shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""The desk itself: make, open, try and check."""

import getpass
import platform
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from desk.domain import (
    BadInput,
    Change,
    Clash,
    Conflict,
    Done,
    Publication,
    Section,
    Status,
    Who,
    is_slug,
    new_id,
    storable,
)
from desk.domain.merge import merge_fields
from desk.store import Finding, Store, place
from desk.store.backup import nothing

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


def never() -> bool:
    """Cancel nothing."""
    return False


SECTIONS = (
    Section("news", "News"),
    Section("analysis", "Analysis"),
    Section("opinion", "Opinion"),
    Section("interview", "Interview"),
    Section("culture", "Culture"),
)


@dataclass(frozen=True)
class Desk:
    """An open desk and the person at it; what every operation takes first.

    Nothing above this room looks inside `store`.
    """

    store: Store = field(repr=False)
    who: Who

    @property
    def folder(self) -> Path:
        """Return the desk folder."""
        return self.store.folder

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()


def person(name: str = "") -> Who:
    """Return who is at this device: the name given, else the system's user."""
    try:
        author = name.strip() or getpass.getuser()
    except (OSError, KeyError):
        author = "unknown"
    return Who(author=author, device=platform.node() or "this device")


def signed(desk: Desk, name: str) -> Desk:
    """Return the same desk with another person at it."""
    return replace(desk, who=person(name))


def create(
    folder: Path,
    who: Who,
    *,
    title: str = "",
    language: str = "en",
    base_url: str = "",
    timezone: str = "UTC",
    settings: Publication | None = None,
) -> Desk:
    """Make an empty desk in a new or empty folder; `settings` stand for all the single words where given.

    Raises:
        BadInput: the folder holds something, or the base URL, language or time zone is none.
    """
    publication = settings or Publication(
        id=new_id(),
        title=title.strip() or folder.name.removesuffix(".desk"),
        language=language,
        base_url=base_url.rstrip("/"),
        timezone=timezone,
        sections=SECTIONS,
        story_files=True,
    )
    check(publication)
    return Desk(Store.create(folder, publication, who), who)


def open_desk(folder: Path, who: Who) -> Desk:
    """Open a desk folder.

    Raises:
        NotADesk, NewerDesk: nothing in the folder is changed.
    """
    return Desk(Store.open(folder), who)


def synced(desk: Desk) -> str:
    """Return the name of the folder above that a service copies to other devices, empty for none."""
    return place.synced(desk.folder)


def check(publication: Publication) -> None:
    """Raise BadInput, naming the field, where a publication's settings cannot be used."""
    if not publication.title.strip():
        raise BadInput("The publication has no title", todo="Give it a title")
    _check_url(publication.base_url)
    if publication.timezone not in available_timezones():
        raise BadInput(
            f"“{publication.timezone}” is no time zone", todo="Give one such as Europe/Paris or Asia/Baku"
        )
    if not is_slug(publication.language.lower()):
        raise BadInput(
            f"“{publication.language}” is no language tag", todo="Give one such as en, hy or en-GB"
        )
    for section in publication.sections:
        if not is_slug(section.slug):
            raise BadInput(f"“{section.slug}” cannot stand in an address", todo="Use a-z, 0-9 and hyphens")


def _check_url(url: str) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        fit = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
        )
        _ = parts.port
    except ValueError:
        fit = False
    if not fit or any(c.isspace() or c in '<>"\\' for c in url) or "@" in parts.netloc:  # pyright: ignore[reportPossiblyUnboundVariable]
        raise BadInput(f"“{url}” is no base URL", todo="Give one such as https://news.example")


def publication(desk: Desk) -> Publication:
    """Return the publication's settings."""
    return desk.store.publication()


def save_publication(desk: Desk, publication: Publication) -> Done[Publication]:
    """Keep changed settings of the publication; where somebody else saved in between, both stand.

    Of a field that both changed, mine stands and a clash says where theirs are.
    """
    publication = storable(publication)
    check(publication)
    return keep(desk, replace(publication, base_url=publication.base_url.rstrip("/")))


def keep(desk: Desk, publication: Publication) -> Done[Publication]:
    """Keep settings that are known to be fit, joined with what somebody else saved in between."""
    clashes: tuple[Clash, ...] = ()
    publication = _leading(desk, publication)
    try:
        saved = desk.store.save_publication(publication, desk.who)
    except Conflict:
        with desk.store.batch():  # nobody saves between what is read and what is written
            joined, names = _joined(desk, publication)
            saved = desk.store.save_publication(joined, desk.who)
        clashes = tuple(
            Clash("publication", saved.id, name, saved.revision, joined.revision) for name in names
        )
    return Done(saved, Change.of("publication", saved.id), clashes)


def _leading(desk: Desk, publication: Publication) -> Publication:
    """Return settings with which the addresses that stories had until now lead to them."""
    if publication.story_files == desk.store.publication().story_files:
        return publication
    statuses = desk.store.counts().statuses
    came = statuses[Status.PUBLISHED] + statuses[Status.WITHDRAWN]
    return replace(publication, story_both=True) if came else publication


def _joined(desk: Desk, mine: Publication) -> tuple[Publication, list[str]]:
    """Return both settings as one, on top of theirs, and the fields that both set differently."""
    base, theirs = desk.store.at_revision(mine.revision), desk.store.publication()
    assert isinstance(base, Publication)
    merged, names = merge_fields(base, mine, theirs)
    gone = (set(base.words) - set(mine.words)) | (set(base.words) - set(theirs.words))
    words = {*mine.words, *theirs.words} - gone
    merged = replace(merged, words=tuple(sorted(words)), revision=theirs.revision)
    return merged, [name for name in names if name not in ("words", "revision")]


def zone(publication: Publication) -> ZoneInfo:
    """Return the publication's time zone."""
    return ZoneInfo(publication.timezone)


def moment(desk: Desk, local: datetime) -> datetime:
    """Return the instant (UTC) that a time without a zone names where the publication is.

    Of an hour that comes twice the first is meant; one that clocks leave out counts on from the one before.
    `local` lies more than a day from the first and the last that there are.
    """
    return local.replace(tzinfo=zone(publication(desk))).astimezone(UTC)


def verify(desk: Desk, progress: Progress = nothing) -> list[Finding]:
    """Check the whole desk; what can be rebuilt is mended."""
    return desk.store.verify(progress)

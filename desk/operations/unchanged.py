"""Whether an export would find everything as it is, told without opening the desk."""

from datetime import UTC, datetime
from pathlib import Path

from desk import site

Report = site.Report


def report(folder: Path, out: Path, at: datetime | None = None) -> Report | None:
    """Return the report of an export that changes nothing; None where only an export can tell.

    Args:
        folder: the desk's.
        out: the site's.
        at: the time taken as now.
    """
    found = site.facts(folder)
    return site.unchanged(out, list_of(folder), found.mark, at or datetime.now(UTC)) if found else None


def list_of(folder: Path) -> Path:
    """Return where a desk folder has the list of what its exports wrote."""
    return folder / "site" / "exports.sqlite"

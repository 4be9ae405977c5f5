"""The site that stands in a folder, as the last export that was checked left it, for those who publish it."""

from collections.abc import Mapping
from pathlib import Path

from desk.domain import Conflict, NotFound, Unwritable
from desk.site import trees
from desk.site.feeds import FILES
from desk.site.ledger import Entry
from desk.site.output import HEAD, OURS, Output
from desk.site.trees import Trees

_LISTS = ("tag", "author", "archive")


def standing(out: Path, ledger: Path) -> dict[str, Entry]:
    """Return the files of the site by their paths; others' files in the folder are not among them.

    Raises:
        Conflict: an export into the folder is under way.
        NotFound: nothing was exported there.
    """
    if out.is_dir() and ledger.is_file():
        with Output(out, ledger) as output:
            if output.standing:
                return output.standing
    raise NotFound(f"{out} holds no export of this desk", todo="Export the site first")


def freeze(out: Path, ledger: Path, wanted: Mapping[str, Entry], into: Path) -> None:
    """Have files of the site stand in a second folder, which later exports do not change.

    Raises:
        Conflict: an export is under way, or changed one of them since `standing`.
        Unwritable: the disk refuses.
    """
    with Output(out, ledger) as output:
        if any(output.standing.get(path) != entry for path, entry in wanted.items()):
            raise Conflict(f"An export changed {out} meanwhile", todo="Publish again")
        try:
            for path in wanted:
                trees.share(output.out / path, into / path)
        except OSError as error:
            raise Unwritable(
                f"The exported site cannot be read, or copied to {into}: {error.strerror or error}",
                kept="Nothing was published",
                todo="See that the disk is attached and not full, or export again",
            ) from error


def beside(out: Path) -> Path:
    """Return the hidden folder beside a site, in which what is being made of it stands."""
    return Trees(out.resolve()).beside


def ours(content: bytes) -> bool:
    """Return whether a file says that this program made it."""
    return any(mark in content[:HEAD] for mark in OURS)


def turn(path: str) -> int:
    """Return when a file of the site may come before readers: what leads to others, after those.

    Pictures and style 0, stories 1, lists 2, fronts 3, feeds 4, what search engines read 5.
    """
    folder, _, name = path.rpartition("/")
    if name in FILES:
        return 4
    if folder.rstrip("-") == "search":
        return 2
    if not name.endswith(".html"):
        return 5 if not folder else 0
    if "/page/" in f"{folder}/" or folder.split("/")[0].rstrip("-") in _LISTS:
        return 2
    if name != "index.html":
        return 1 if folder else 2
    return 1 if "/" in folder else 3

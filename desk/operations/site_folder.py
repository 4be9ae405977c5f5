"""Where a site may stand, told without opening the desk."""

import os
from pathlib import Path

from desk.domain import BadInput


def check(desk: Path, out: Path) -> None:
    """Raise BadInput where a site may not stand: it takes the place of its folder, whatever else is in it.

    Args:
        desk: the desk's folder.
        out: the site's.
    """
    here, there = desk.resolve(), out.resolve()
    if here == there or here in there.parents:
        raise BadInput("The site cannot stand inside the desk folder", todo="Choose another folder")
    if there in here.parents:
        raise BadInput(f"The desk itself lies in {out}", todo="Choose a folder for the site alone")
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111  (that of the library raises without one)
    if there == home or there in home.parents:
        raise BadInput(f"Your own files lie in {out}", todo="Choose a folder for the site alone")

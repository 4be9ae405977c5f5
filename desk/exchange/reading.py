"""One file in, drafts out."""

import datetime as dt
from pathlib import Path

from desk.exchange.fields import Setting
from desk.exchange.files import MARKDOWN, load
from desk.exchange.found import Found
from desk.exchange.frontmatter import split
from desk.exchange.markdown import read_markdown
from desk.exchange.page import read_page


def read(
    path: Path,
    *,
    root: Path | None = None,
    encoding: str = "",
    zone: str = "UTC",
    at: dt.datetime | None = None,
) -> Found:
    """Return what a text file holds: Markdown by its ending or its front matter, else a plain page.

    Args:
        path: the file.
        root: pictures are looked for beside the file and in the folders above it up to this one; None for the
            file's own folder.
        encoding: forces an encoding; empty for UTF-8 (or UTF-16 with its mark).
        zone: time zone (IANA) of times that name none.
        at: now, for times such as `2d4h ago`; the clock's time where None.

    Raises:
        BadEncoding: the text is not UTF-8; names the encodings that fit.
        BadInput: it is no text, is empty or too large, or has front matter that cannot be read.
    """
    text = load(path, encoding)
    setting = Setting(path.name, zone, at or dt.datetime.now(dt.UTC))
    if path.suffix.lower() in MARKDOWN or split(text, path.name)[0]:
        return read_markdown(text, path, root=root or path.parent, setting=setting)
    return read_page(text, folder=path.parent, root=root)

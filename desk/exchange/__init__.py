"""Other people's formats in and out: plain pages, Markdown with front matter, publication folders.

Everything here turns files into drafts and stories into files; nothing is stored.
"""

from desk.exchange.files import decode, files
from desk.exchange.folder import is_publication, publication, toml
from desk.exchange.found import Draft, Found, FoundPublication, Picture
from desk.exchange.markdown import markdown, plain
from desk.exchange.reading import read
from desk.exchange.times import parse_time

__all__ = [
    "Draft",
    "Found",
    "FoundPublication",
    "Picture",
    "decode",
    "files",
    "is_publication",
    "markdown",
    "parse_time",
    "plain",
    "publication",
    "read",
    "toml",
]

"""Other people's formats in and out: plain pages, Markdown with front matter, publication folders.

Everything here turns files into drafts and stories into files; nothing is stored.
"""

from desk.exchange.archive import ARCHIVE, unpack
from desk.exchange.figures import Figures, figures
from desk.exchange.files import decode, files, load
from desk.exchange.folder import is_publication, publication, toml
from desk.exchange.found import Draft, Found, FoundPublication, Picture
from desk.exchange.markdown import again, markdown, plain
from desk.exchange.reading import read
from desk.exchange.terms import check_term, read_terms, write_terms
from desk.exchange.times import parse_time

__all__ = [
    "ARCHIVE",
    "Draft",
    "Figures",
    "Found",
    "FoundPublication",
    "Picture",
    "again",
    "check_term",
    "decode",
    "figures",
    "files",
    "is_publication",
    "load",
    "markdown",
    "parse_time",
    "plain",
    "publication",
    "read",
    "read_terms",
    "toml",
    "unpack",
    "write_terms",
]

"""Story text: the one configured Markdown parser, the Doc (blocks and spans), read, write and count."""

from desk.text.compare import Fate, Part, compare, place
from desk.text.doc import CARDS, Block, Doc, Kind, Mark, Source, Span
from desk.text.find import BadSearch, Finder, Hit, Search
from desk.text.foreign import Foreign, Picture, TooLong, from_html, noted, renamed, seen
from desk.text.merge import merge
from desk.text.normal import normal
from desk.text.plain import Count, count, plain, tally
from desk.text.read import html, read
from desk.text.write import Written, write, written

__all__ = [
    "CARDS",
    "BadSearch",
    "Block",
    "Count",
    "Doc",
    "Fate",
    "Finder",
    "Foreign",
    "Hit",
    "Kind",
    "Mark",
    "Part",
    "Picture",
    "Search",
    "Source",
    "Span",
    "TooLong",
    "Written",
    "compare",
    "count",
    "from_html",
    "html",
    "merge",
    "normal",
    "noted",
    "place",
    "plain",
    "read",
    "renamed",
    "seen",
    "tally",
    "write",
    "written",
]

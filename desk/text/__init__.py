"""Story text: the one configured Markdown parser, the Doc (blocks and spans), read, write and count."""

from desk.text.changes import Changed, Piece, changes
from desk.text.compare import Fate, Part, compare, place
from desk.text.doc import CARDS, Block, Doc, Kind, Mark, Source, Span
from desk.text.embeds import Embed, embed_of
from desk.text.find import BadSearch, Finder, Hit, Search
from desk.text.foreign import Foreign, Picture, TooLong, from_html, noted, renamed, seen
from desk.text.merge import merge
from desk.text.normal import normal
from desk.text.passage import CONTEXT, LONGEST, passage
from desk.text.plain import Count, count, plain, searchable, tally, words
from desk.text.prose import blocks
from desk.text.read import html, read
from desk.text.table import Align, Table, blank_table, read_table, write_table
from desk.text.unmarked import unmarked
from desk.text.writer import Writer, Written, write, written

__all__ = [
    "CARDS",
    "CONTEXT",
    "LONGEST",
    "Align",
    "BadSearch",
    "Block",
    "Changed",
    "Count",
    "Doc",
    "Embed",
    "Fate",
    "Finder",
    "Foreign",
    "Hit",
    "Kind",
    "Mark",
    "Part",
    "Picture",
    "Piece",
    "Search",
    "Source",
    "Span",
    "Table",
    "TooLong",
    "Writer",
    "Written",
    "blank_table",
    "blocks",
    "changes",
    "compare",
    "count",
    "embed_of",
    "from_html",
    "html",
    "merge",
    "normal",
    "noted",
    "passage",
    "place",
    "plain",
    "read",
    "read_table",
    "renamed",
    "searchable",
    "seen",
    "tally",
    "unmarked",
    "words",
    "write",
    "write_table",
    "written",
]

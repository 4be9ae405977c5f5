"""Story text: the one configured Markdown parser, the Doc (blocks and spans), read, write and count."""

from typing import TYPE_CHECKING

from desk.later import later

if TYPE_CHECKING:
    from desk.text.changing import Changed, Piece, changes
    from desk.text.comparing import Fate, Part, compare, place
    from desk.text.counting import Count, count, plain, recount, searchable, tally, words
    from desk.text.doc import CARDS, Block, Doc, Kind, Mark, Source, Span
    from desk.text.embeds import Embed, embed_of
    from desk.text.find import BadSearch, Finder, Hit, Search
    from desk.text.foreign import Foreign, Picture, TooLong, from_html, noted, renamed, seen
    from desk.text.merging import clashing, merge, one_alone
    from desk.text.normalised import normal
    from desk.text.passages import CONTEXT, LONGEST, passage
    from desk.text.prose import blocks
    from desk.text.reading import html, read
    from desk.text.table import Align, Table, blank_table, read_table, write_table
    from desk.text.without_marks import unmarked
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
    "clashing",
    "compare",
    "count",
    "embed_of",
    "from_html",
    "html",
    "merge",
    "normal",
    "noted",
    "one_alone",
    "passage",
    "place",
    "plain",
    "read",
    "read_table",
    "recount",
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

# Who exports pages that are kept reads no Markdown.
__getattr__ = later(
    __name__,
    {
        "changing": ("Changed", "Piece", "changes"),
        "comparing": ("Fate", "Part", "compare", "place"),
        "doc": ("CARDS", "Block", "Doc", "Kind", "Mark", "Source", "Span"),
        "embeds": ("Embed", "embed_of"),
        "find": ("BadSearch", "Finder", "Hit", "Search"),
        "foreign": ("Foreign", "Picture", "TooLong", "from_html", "noted", "renamed", "seen"),
        "merging": ("clashing", "merge", "one_alone"),
        "normalised": ("normal",),
        "passages": ("CONTEXT", "LONGEST", "passage"),
        "counting": ("Count", "count", "plain", "recount", "searchable", "tally", "words"),
        "prose": ("blocks",),
        "reading": ("html", "read"),
        "table": ("Align", "Table", "blank_table", "read_table", "write_table"),
        "without_marks": ("unmarked",),
        "writer": ("Writer", "Written", "write", "written"),
    },
)

"""Rows of cells from a clipboard: tab-separated lines of a spreadsheet, or the table of a page."""

import csv
import io
from html.parser import HTMLParser

from desk.text.doc import BREAK, Span, normal_spans
from desk.text.foreign import from_html
from desk.text.table import Cell

Cells = tuple[tuple[Cell, ...], ...]


def cells_of_text(text: str) -> Cells:
    """Return tab-separated lines as rows of cells; nothing where no tab stands in them."""
    if "\t" not in text:
        return ()
    lines = io.StringIO(text.replace("\0", "").strip("\r\n"), newline="")
    try:
        rows = list(csv.reader(lines, delimiter="\t"))
    except csv.Error:  # a quote that holds more than the reader takes
        rows = [line.split("\t") for line in text.splitlines()]
    return tuple(tuple(normal_spans([Span(words.replace("\r\n", BREAK))]) for words in row) for row in rows)


def cells_of_html(html: str) -> Cells:
    """Return the rows of the first table of a page, cleaned; nothing where there is none."""
    if "<table" not in html.lower():
        return ()
    import nh3

    kept = {"table", "tr", "td", "th", "a", "b", "strong", "i", "em", "s", "del", "sub", "sup", "code", "br"}
    dropped = {"script", "style", "head", "title", "template", "iframe", "object"}
    reader = _Rows()
    reader.feed(
        nh3.clean(html, tags=kept | {"p", "div"}, attributes={"a": {"href"}}, clean_content_tags=dropped)
    )
    reader.close()
    return tuple(tuple(_cell(inner) for inner in row) for row in reader.rows if row)


def _cell(inner: str) -> Cell:
    spans: list[Span] = []
    for block in from_html(inner).blocks:
        spans += [Span(BREAK), *(block.spans or (Span(block.text),))]
    return normal_spans(spans)


class _Rows(HTMLParser):
    """Cuts the first table of cleaned HTML into the HTML of its cells; a table inside a cell is its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[str]] = []
        self._depth = 0
        self._over = False
        self._inner: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr" and not self._over:
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th") and self.rows and not self._over:
            self._inner = []
        else:
            self._take(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            self._over = self._over or not self._depth
        elif self._depth == 1 and tag in ("td", "th"):
            if self._inner is not None:
                self.rows[-1].append("".join(self._inner))
            self._inner = None
        else:
            self._take(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._take(data)

    def handle_entityref(self, name: str) -> None:
        self._take(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._take(f"&#{name};")

    def _take(self, piece: str) -> None:
        if self._inner is not None:
            self._inner.append(piece)

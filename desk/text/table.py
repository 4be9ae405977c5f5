"""Tables: Markdown's pipes as rows of cells, and back, so that the page stays the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar
from xml.etree import ElementTree

from desk.text.compose import inline
from desk.text.dialect import Context, Parsed, parse_piece
from desk.text.doc import Mark, Span, normal_spans
from desk.text.reading import alike, defines
from desk.text.tree import Unheld, spans_of

Cell = tuple[Span, ...]
Row = tuple[Cell, ...]
_T = TypeVar("_T")


class Align(StrEnum):
    """To which side a column's words stand; NONE is the side they start from."""

    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


MOST_ROWS: Final = 200
MOST_COLUMNS: Final = 20
_MOST_BARS: Final = 200  # in a line, those in code and escaped ones too
_LONGEST: Final = 60_000  # characters
_RULES: Final = {Align.NONE: "---", Align.LEFT: ":--", Align.CENTER: ":-:", Align.RIGHT: "--:"}
_ALIGNED: Final = re.compile(r"text-align: (left|center|right);")
_LABEL: Final = re.compile(r"\[([^\[\]]*)\]")
_NOTE: Final = re.compile(r"\[\^([^\[\]]*)\]")
_ELSEWHERE: Final = "elsewhere:"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; the first row is the header. A cell is words with their marks."""

    rows: tuple[Row, ...]
    aligns: tuple[Align, ...]

    @property
    def columns(self) -> int:
        """Return how many cells a row has."""
        return len(self.aligns)

    def put(self, row: int, column: int, cell: Sequence[Span]) -> "Table":
        """Return the table with other words in one cell."""
        cells = list(self.rows[row])
        cells[column] = normal_spans(cell)
        return replace(self, rows=_put(self.rows, row, tuple(cells)))

    def insert_row(self, at: int) -> "Table":
        """Return the table with an empty row before a place."""
        return replace(self, rows=(*self.rows[:at], ((),) * self.columns, *self.rows[at:]))

    def insert_column(self, at: int) -> "Table":
        """Return the table with an empty column before a place."""
        rows = tuple((*row[:at], (), *row[at:]) for row in self.rows)
        return Table(rows, (*self.aligns[:at], Align.NONE, *self.aligns[at:]))

    def remove_row(self, at: int) -> "Table":
        """Return the table without a row; a header and one row always stay."""
        return replace(self, rows=_without(self.rows, at)) if len(self.rows) > 2 else self

    def remove_column(self, at: int) -> "Table":
        """Return the table without a column; a table keeps its last one."""
        if self.columns == 1:
            return self
        return Table(tuple(_without(row, at) for row in self.rows), _without(self.aligns, at))

    def move_row(self, at: int, to: int) -> "Table":
        """Return the table with a row at another place."""
        return replace(self, rows=_moved(self.rows, at, to))

    def move_column(self, at: int, to: int) -> "Table":
        """Return the table with a column at another place."""
        return Table(tuple(_moved(row, at, to) for row in self.rows), _moved(self.aligns, at, to))

    def align(self, column: int, side: Align) -> "Table":
        """Return the table with a column's words to one side."""
        return replace(self, aligns=_put(self.aligns, column, side))

    def fill(self, row: int, column: int, cells: Sequence[Sequence[Cell]]) -> "Table":
        """Return the table with a rectangle of cells from a place on, grown to hold it.

        Raises `ValueError` where that is more than MOST_ROWS or MOST_COLUMNS.
        """
        width = max(self.columns, column + max((len(line) for line in cells), default=0))
        height = max(len(self.rows), row + len(cells))
        if width > max(MOST_COLUMNS, self.columns) or height > max(MOST_ROWS, len(self.rows)):
            raise ValueError(f"a table holds {MOST_ROWS} rows and {MOST_COLUMNS} columns")
        grid = [[*line, *((),) * (width - self.columns)] for line in self.rows]
        grid += [[()] * width for _ in range(height - len(grid))]
        for down, line in enumerate(cells):
            grid[row + down][column : column + len(line)] = [normal_spans(cell) for cell in line]
        return Table(tuple(map(tuple, grid)), (*self.aligns, *(Align.NONE,) * (width - self.columns)))


def blank_table(rows: int, columns: int) -> Table:
    """Return a table of empty cells; the header is one of its rows."""
    return Table((((),) * columns,) * rows, (Align.NONE,) * columns)


def _put(values: tuple[_T, ...], at: int, value: _T) -> tuple[_T, ...]:
    return (*values[:at], value, *values[at + 1 :])


def _without(values: tuple[_T, ...], at: int) -> tuple[_T, ...]:
    return (*values[:at], *values[at + 1 :])


def _moved(values: tuple[_T, ...], at: int, to: int) -> tuple[_T, ...]:
    rest = _without(values, at)
    return (*rest[:to], values[at], *rest[to:])


@lru_cache(maxsize=512)
def read_table(markdown: str) -> Table | None:
    """Return the table that a piece of Markdown is, None where it is anything else or more.

    What is returned says exactly the same when it is written: the page is equal, and no word is left out.
    """
    if not _may_be_table(markdown) or defines(markdown) != Context():
        return None
    context = _context(markdown)
    parsed = parse_piece(markdown, context)
    try:
        table = _table(parsed)
    except Unheld:
        return None
    if table is None or _overflows(markdown, table.columns, context):
        return None
    written = parse_piece(write_table(table), context)
    return table if alike(written.html) == alike(parsed.html) else None


def _may_be_table(markdown: str) -> bool:
    """Return whether it is worth parsing: what is past a table's bounds is source, and takes no time."""
    lines = markdown.split("\n")
    widest = max(line.count("|") for line in lines)
    return len(lines) > 1 and 0 < widest <= _MOST_BARS and len(markdown) <= _LONGEST


def _context(markdown: str) -> Context:
    """Return a context in which all that could mean something elsewhere in a story does.

    A footnote's mark is kept as it stands; a link whose address stands elsewhere is what a cell cannot say.
    """
    notes = tuple(dict.fromkeys(_NOTE.findall(markdown)))
    labels = dict.fromkeys(label.lower() for label in _LABEL.findall(markdown) if not label.startswith("^"))
    return Context(tuple((label, (_ELSEWHERE, None)) for label in labels), notes)


def _table(parsed: Parsed) -> Table | None:
    root = parsed.root
    if [child.tag for child in root] != ["table"] or (root.text or "").strip():
        return None
    head, body = root[0]
    lines = [*head, *body]
    rows = tuple(tuple(_cell(cell, parsed.raw) for cell in line) for line in lines)
    return Table(rows, tuple(_side(cell) for cell in head[0]))


def _side(cell: ElementTree.Element) -> Align:
    found = _ALIGNED.fullmatch(cell.get("style", ""))
    return Align(found[1]) if found else Align.NONE


def _cell(element: ElementTree.Element, raw: tuple[str, ...]) -> Cell:
    cell = spans_of(element, raw)
    if any(span.href == _ELSEWHERE for span in cell):
        raise Unheld
    return cell


def _overflows(markdown: str, columns: int, context: Context) -> bool:
    """Return whether a row has more cells than the header: the parser drops those, and we must not."""
    lines = markdown.strip("\n").splitlines()
    if all(line.count("|") <= columns + 1 for line in lines):
        return False
    bare = [line.strip(" ").removeprefix("|") for line in lines[2:]]
    wider = "\n".join(
        ["|x" * (columns + 1) + "|", "|-" * (columns + 1) + "|", *(f"|{line}" for line in bare)]
    )
    last = [row[columns] for row in parse_piece(wider, context).root[0][1]]
    return any(len(cell) or (cell.text or "").strip() for cell in last)


def write_table(table: Table) -> str:
    """Return the Markdown of a table; it reads back as the table, and no word is ever left out."""
    head, *body = [f"| {' | '.join(_written(row))} |" for row in table.rows]
    rules = f"| {' | '.join(_RULES[side] for side in table.aligns)} |"
    return "\n".join([head, rules, *body])


@lru_cache(maxsize=4096)
def _written(row: Row) -> tuple[str, ...]:
    """Return the Markdown of a row's cells: as a person would type it, else with tags and escaped signs."""
    for strict in (False, True):
        cells = tuple(_cell_text(cell, strict=strict) for cell in row)
        if _reads_as(cells, row):
            return cells
    plain = tuple(tuple(replace(span, marks=span.marks & ~Mark.RAW) for span in cell) for cell in row)
    return tuple(_cell_text(normal_spans(cell), strict=True) for cell in plain)


def _cell_text(cell: Cell, *, strict: bool) -> str:
    text = re.sub(r" *\n", "<br />", inline(cell, strict=strict))
    if strict:
        return text.replace("\\`", "&#96;")  # the parser pairs ticks over a whole row, escaped ones too
    return "".join(_piped(part) for part in re.split(r"(`+.*?`+)", text))


def _piped(text: str) -> str:
    """Keep a pipe in words from ending the cell; in code it stands as it is."""
    return text if text.startswith("`") else text.replace("|", "\\|")


def _reads_as(cells: tuple[str, ...], row: Row) -> bool:
    count = len(cells)
    markdown = f"|{'|' * count}\n|{'-|' * count}\n| {' | '.join(cells)} |"
    try:
        table = _table(parse_piece(markdown, _context(markdown)))
    except Unheld:
        return False
    return table is not None and table.rows[1:] == (row,)

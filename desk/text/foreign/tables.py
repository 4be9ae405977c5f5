"""Tables of other programs: a Markdown table, or the blocks in it where it only lays out a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desk.text.compose import inline
from desk.text.dialect import Context, parse_piece
from desk.text.doc import BREAK, Block, Kind, Mark, Span, normal_spans

_WIDEST = 200  # columns
_MOST_WORDS = 1200  # characters in one cell: more is a column of a page
_RULES = {"left": ":---", "center": ":---:", "right": "---:"}


@dataclass
class Cell:
    """A cell as it was read, and over how many columns and rows it reaches."""

    blocks: list[Block]
    columns: int = 1
    rows: int = 1
    align: str = ""


@dataclass
class Table:
    """A table while it is read; `layout` says that its program called it one for looks."""

    layout: bool = False
    rows: list[list[Cell]] = field(default_factory=list[list[Cell]])

    def blocks(self) -> list[Block]:
        """Return the table as one block where it is a table, as the blocks in its cells where it is not."""
        grid = _grid(self.rows) if not self.layout and self._holds_data() else []
        if grid and len(grid[0]) > 1:
            markdown = _markdown(grid)
            if parse_piece(markdown, Context()).html.startswith("<table>"):
                return [Block(Kind.OPAQUE, text=markdown)]
        return [block for row in self.rows for cell in row for block in cell.blocks]

    def _holds_data(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        fit = all(
            sum(len(block.plain) for block in cell.blocks) < _MOST_WORDS
            and all(block.kind in (Kind.PARAGRAPH, Kind.ITEM) for block in cell.blocks)
            for cell in cells
        )
        return fit and any(cell.blocks for cell in cells)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Return rows of one length, merged cells once and empty beyond, no row or column wholly empty.

    None where it is wider than any table that people read.
    """
    reaching: dict[int, int] = {}
    grid: list[list[Cell]] = []
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            _fill(line, reaching)
            if len(line) + cell.columns > _WIDEST:
                return []
            for part in range(cell.columns):
                reaching[len(line)] = cell.rows - 1
                line.append(cell if not part else Cell([], align=cell.align))
        _fill(line, reaching)
        if any(cell.blocks for cell in line):
            grid.append(line)
    width = max(map(len, grid), default=0)
    grid = [line + [Cell([])] * (width - len(line)) for line in grid]
    kept = [column for column in range(width) if any(line[column].blocks for line in grid)]
    return [[line[column] for column in kept] for line in grid]


def _fill(line: list[Cell], reaching: dict[int, int]) -> None:
    """Leave a place empty under each cell that reaches down from the row above."""
    while reaching.get(len(line), 0) > 0:
        reaching[len(line)] -= 1
        line.append(Cell([]))


def _markdown(grid: list[list[Cell]]) -> str:
    head, *body = grid
    rules = [_rule([line[column] for line in body or [head]]) for column in range(len(head))]
    lines = [[_words(cell, head=line is head) for cell in line] for line in grid]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [lines[0], rules, *lines[1:]])


def _rule(column: list[Cell]) -> str:
    aligned = {cell.align for cell in column if cell.blocks}
    return _RULES.get(aligned.pop(), "---") if len(aligned) == 1 else "---"


def _words(cell: Cell, *, head: bool) -> str:
    spans: list[Span] = []
    for block in cell.blocks:
        spans += [Span(BREAK)] if spans else []
        spans += [Span("• ")] if block.kind is Kind.ITEM else []
        spans += block.spans
    plain = [replace(span, marks=span.marks & ~_unsaid(span, head=head)) for span in spans]
    return inline(normal_spans(plain)).replace("|", "\\|").replace("  \n", "<br>").replace("\n", " ")


def _unsaid(span: Span, *, head: bool) -> Mark:
    """Return the marks that say nothing here: bold in a head, code about the sign that parts cells."""
    return (Mark.STRONG if head else Mark.NONE) | (Mark.CODE if "|" in span.text else Mark.NONE)

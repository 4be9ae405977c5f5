"""Many pages are put into an export some at a time; where the system can, two processes take them in turn."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Self

from desk.site.checking import Links
from desk.site.halves import divided, possible
from desk.site.output import Output, Part
from desk.site.pages import Page
from desk.site.printing import Printing

MANY = 500
"""Pages that two processes make sooner."""
Marked = tuple[Page, str]
"""A page, and the mark of what it is made from."""
Several = Sequence[Marked]
Make = Callable[[Iterable[Several], Callable[[int], None]], Several]
"""Puts pages into the output and says how many more are done; returns those that it could not put."""
SOME = 50
"""Pages that a process takes at once."""
_WIDE = 4  # bytes
_HELD = 2 * 4_096 // _WIDE  # numbers that two pipes surely hold, however many a person has open


class _Half(NamedTuple):
    """What a copy of this process made: which turns it had, and which pages it could not put."""

    output: Part
    links: Links
    left_out: dict[str, Sequence[str]]
    turns: set[int]
    left: Several


def press(
    output: Output,
    printing: Printing,
    pages: Several,
    make: Make,
    step: Callable[[int], None],
    *,
    divides: bool,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Marked]:
    """Put pages into an output; return those that could not be put.

    Args:
        output: where they go.
        printing: what makes them.
        pages: what is put.
        make: puts some of them, here or in a copy of this process.
        step: told how many more are done.
        divides: whether two processes may do it.
        meanwhile: what is to be done first, in this one.
    """
    if not (divides and output.whole and possible()):
        meanwhile()
        return [*make(_some(pages), step)]
    output.divide()
    left: list[Marked] = []

    def here() -> None:
        meanwhile()
        left.extend(make(turns, step))

    with _Turns(_some(sorted(pages, key=lambda one: one[0].path))) as turns:
        made = divided(here, partial(_apart, output, printing, turns.turned(), make))
    if made is None:
        return [*left, *make([turns.some[number] for number in turns.others], step)]
    output.join(made.output)
    printing.checking.join(made.links)
    printing.left_out |= made.left_out
    step(sum(len(turns.some[number]) for number in made.turns))
    lost = [turns.some[number] for number in turns.others - made.turns]
    return [*left, *made.left, *make(lost, step)]


def _some(pages: Several) -> list[Several]:
    size = max(SOME, -(-len(pages) // _HELD))
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def _apart(output: Output, printing: Printing, turns: "_Turns", make: Make) -> _Half:
    """Put pages in a copy of this process, with files of its own."""
    printing.apart()
    left = make(turns, lambda _: None)
    printing.end()
    part = output.part(page.path for page, _ in turns.taken)
    return _Half(part, printing.checking.links(), printing.left_out, turns.mine, left)


class _Turns:
    """Yields some pages after the other, in a process and its copy each what the other did not take.

    One begins at the start and one in the middle: two that make files in one folder wait for each other.

    Attributes:
        some: the pages, some at a time.
        mine: the numbers of those that this process took.
    """

    def __init__(self, some: Sequence[Several]) -> None:
        self.some = some
        self.mine: set[int] = set()
        self._halves: list[int] = []

    def __enter__(self) -> Self:
        """Return itself; whoever divides the process has its copy share it."""
        middle = len(self.some) // 2
        for numbers in (range(middle), range(middle, len(self.some))):
            half, writing = os.pipe()
            os.write(writing, b"".join(number.to_bytes(_WIDE) for number in numbers))
            os.close(writing)
            self._halves.append(half)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        for half in self._halves:
            os.close(half)

    def turned(self) -> Self:
        """Return the same, beginning in the middle."""
        other = type(self)(self.some)
        other._halves = self._halves[::-1]
        return other

    def __iter__(self) -> Iterator[Several]:
        """Yield what nobody has taken yet."""
        for half in self._halves:
            while taken := os.read(half, _WIDE):
                number = int.from_bytes(taken)
                self.mine.add(number)
                yield self.some[number]

    @property
    def taken(self) -> Iterator[Marked]:
        """Yield the pages that this process took."""
        return (one for number in self.mine for one in self.some[number])

    @property
    def others(self) -> set[int]:
        """Return the numbers of those that it did not take."""
        return {*range(len(self.some))} - self.mine

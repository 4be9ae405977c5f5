"""Doc → Markdown, again and again as one text is edited: only the stretch that changed is written anew."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from desk.text.dialect import Context
from desk.text.doc import Block, Doc, Kind, normal_spans
from desk.text.units import Unit, context_of, gap, joined, may_define, runs_on, units_of


@dataclass(frozen=True, slots=True)
class Written:
    """A Doc as Markdown, and the blocks that only raw HTML could say (they read back as opaque)."""

    markdown: str
    failed: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Blocks that nothing outside has a bearing on, as Markdown."""

    text: str = ""
    first: Unit | None = None
    last: Unit | None = None
    failed: tuple[Block, ...] = ()


def write(doc: Doc) -> str:
    """Return the Markdown of a Doc. Never raises, never drops a word."""
    return written(doc).markdown


def written(doc: Doc) -> Written:
    """Return the Markdown of a Doc and what could not be said in it."""
    return Writer().written(doc)


class Writer:
    """Writes a text as often as it changes. What is returned is the same as of a new writer."""

    def __init__(self) -> None:
        self._blocks: tuple[Block, ...] = ()
        self._context = Context()
        self._stretches: list[_Stretch] = []
        self._starts: list[int] = []  # each stretch's first block
        self._texts: list[str] = []  # each stretch with what stands before it

    def written(self, doc: Doc) -> Written:
        """See `written`."""
        self.follow(doc.blocks)
        last = self._stretches[-1].last if self._stretches else None
        end = "\n" if last is not None and last.index < 0 else ""
        failed = chain.from_iterable(stretch.failed for stretch in self._stretches if stretch.failed)
        return Written("".join(self._texts) + end, tuple(failed))

    def follow(self, blocks: tuple[Block, ...]) -> None:
        """Write ahead what is there of a text, so that to write the whole takes a moment."""
        # Only the stretches that changed; a cut with a change beside it is no cut any more.
        old = self._blocks
        before = _alike(old, blocks)
        after = _alike(old[before:][::-1], blocks[before:][::-1])
        changed = chain(old[before : len(old) - after], blocks[before : len(blocks) - after])
        if any(map(may_define, changed)):
            context = context_of(blocks)
            if context != self._context:
                self._context, before, after = context, 0, 0
        first = max(bisect_left(self._starts, before) - 1, 0)
        last = bisect_left(self._starts, len(old) - after + 1)
        longer = len(blocks) - len(old)
        start = self._starts[first] if first < len(self._starts) else 0
        end = self._starts[last] + longer if last < len(self._starts) else len(blocks)
        self._blocks = blocks
        self._starts[last:] = [at + longer for at in self._starts[last:]]
        self._put(first, last, start, blocks[start:end])

    def _put(self, first: int, last: int, start: int, blocks: Sequence[Block]) -> None:
        """Put blocks as stretches in place of others."""
        cuts = list(_cuts(blocks))
        new = [_stretch(blocks[a:b], self._context) for a, b in pairwise([*cuts, len(blocks)])]
        self._stretches[first:last] = new
        self._starts[first:last] = [start + cut for cut in cuts]
        self._texts[first:last] = [""] * len(new)
        for at in range(first, min(first + len(new) + 1, len(self._texts))):
            self._texts[at] = self._lead(at) + self._stretches[at].text

    def _lead(self, at: int) -> str:
        """Return what stands between a stretch and the one before it."""
        before, unit = self._stretches[at - 1].last if at else None, self._stretches[at].first
        if before is None or unit is None:
            return ""
        return gap(before, unit, self._context, running=runs_on(before))


def _alike(one: tuple[Block, ...], other: tuple[Block, ...]) -> int:
    """Return how many blocks two texts share from the start; most are the very same objects."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cuts(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where stretches start: between two paragraphs neither of which is in a list or quote."""
    plain = False
    for at, block in enumerate(blocks):
        was, plain = plain, _is_plain(block)
        if not at or (was and plain and not (block.source and block.source.part)):
            yield at


def _is_plain(block: Block) -> bool:
    """Return whether a block is a paragraph that will be written: one of spaces alone is left out."""
    words = block.kind is Kind.PARAGRAPH and not (block.quote or block.depth)
    return words and any(span.text.strip() for span in normal_spans(block.spans))


def _stretch(blocks: Sequence[Block], context: Context) -> _Stretch:
    units, failed = units_of(blocks, context)
    if not units:
        return _Stretch()
    return _Stretch(joined(units, context), units[0], units[-1], tuple(failed))

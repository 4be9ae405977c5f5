"""A few files of a site that stands become others, at a cost of those and not of the site."""

from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from desk.site import trees
from desk.site.halves import beside, possible
from desk.site.hold import reported, stands
from desk.site.ledger import Entry
from desk.site.output import Output

MANY = 5_000
"""Folders of which a copy of this process looks at most, while this one does what else is due."""
_MEANWHILE = 50_000  # of them; the rest are shared


class Unsure(Exception):  # noqa: N818  (nothing is wrong; an export of all can tell)
    """It cannot be told for certain what the site is to hold; nothing was changed."""


@contextmanager
def looking(out: Path, folders: Sequence[str]) -> Generator[Callable[[], Sequence[int]]]:
    """Give what returns `trees.times` of a site's folders; many are looked at from now on."""
    if len(folders) < MANY or not possible():
        yield partial(trees.times, out, folders)
        return
    theirs = (len(folders) + min(len(folders), _MEANWHILE)) // 2
    look = partial(trees.times, out, folders[:theirs])
    with beside(look) as found:

        def both() -> Sequence[int]:
            mine = trees.times(out, folders[theirs:])
            return [*(found() or look()), *mine]

        yield both


class Patch(Output):
    """An export in which no file goes, and of those that come it is known which may; see `Output`.

    The tree that takes the site's place is made of an older one, into which only goes what changed since;
    where there is none, of second names of all files.

    Attributes:
        come: the files that come.
    """

    def __init__(
        self,
        out: Path,
        ledger: Path,
        folders: Sequence[str],
        generation: int,
        look: Callable[[], Sequence[int]],
        coming: Collection[str] = (),
    ) -> None:
        """Take hold of the folder; see `Output`.

        Args:
            out: the folder.
            ledger: where the list of what we wrote is kept.
            folders: those of the site that hold files of ours, and those above them.
            generation: the one of the site that is known.
            look: returns `trees.times` of the folders.
            coming: the files that may come.

        Raises:
            Unsure: the site is another, or its place cannot be taken at once.
        """
        super().__init__(out, ledger)
        self._folders, self._look = folders, look
        self._coming, self.come = coming, set[str]()
        self._spare = self._ledger.spare if self._trees.spare.is_dir() else None
        if self.begun or not self.whole or self.generation != generation:
            self.__exit__()
            raise Unsure

    def _entries(self) -> dict[str, Entry]:
        return {}  # each is looked up as it is asked for

    def put(self, path: str, content: bytes, stamp: str = "", *, yields: bool = False) -> None:
        """See `Output.put`; raises Unsure where no such file stands as we wrote it, or may come."""
        entry = self._ledger.entry(path)
        if entry is None and path in self._coming and not self._found(path):
            self.come.add(path)
        elif entry is None or not self._untouched(path, entry):
            raise Unsure
        else:
            self._old[path] = entry
        super().put(path, content, stamp, yields=yields)

    def stamp(self, path: str) -> str:
        """See `Output.stamp`."""
        entry = None if path in self._old else self._ledger.entry(path)
        return entry.stamp if entry else super().stamp(path)

    def has(self, path: str) -> bool:
        """Return whether the new site will hold a file, ours or somebody else's."""
        return path in self._staged or self._ledger.entry(path) is not None or (self.out / path).exists()

    def switch(self) -> int:
        """Let the new site take the old one's place; return how many files changed.

        Raises:
            Unsure: somebody changed files of the site, or the disk cannot do it so; the old site stands.
            Unwritable: the disk refuses; the old site stands.
        """
        made = {path: entry for path, (_, entry) in self._staged.items()}
        if made:
            self._take_place(made)
        self._restamp()
        return len(made)

    def _take_place(self, made: dict[str, Entry]) -> None:
        with reported("The site could not be written", "The site is as it was"):
            try:
                left = self._not_ours()
                built = self._build(left)
            except trees.CannotCarry as error:
                raise Unsure from error
        if not self._exchange(made, (), left, built):
            raise Unsure

    def _not_ours(self) -> list[str]:
        """Return what stands in the site that is not ours, where all that is ours stands as we wrote it."""
        ledger, built = self._ledger, self._ledger.built
        if built is None or trees.now(self._trees.beside) < built:
            raise Unsure
        touched = {folder for folder, at in zip(self._folders, self._look(), strict=True) if at >= built}
        ours = {path: one for folder in touched for path, one in ledger.within(folder).items()}
        if not all(stands(f"{self.out}/{path}", one) for path, one in ours.items()):
            raise Unsure
        known = ledger.others(ledger.live)
        stayed = [path for path in known if path.rpartition("/")[0] not in touched]
        found = trees.others(self.out, ours.__contains__, {*self._folders}, touched)
        return [*stayed, *found]

    def _build(self, others: list[str]) -> int:
        """Bring the older tree, which has what is staged, up to date with the site."""
        assert self._tree is not None
        tree, site = self._tree, f"{self.out}/"
        tree.fill()
        for path in self._ledger.gone_since(self._spare):
            (tree.tree / path).unlink(missing_ok=True)
            trees.prune((tree.tree / path).parent, tree.tree)
        for path, entry in self._ledger.come_since(self._spare).items():
            if path not in self._staged:
                if not stands(site + path, entry):
                    raise Unsure
                tree.take(path, site + path)
        trees.like(self.out, tree.tree)
        trees.carry(others, self.out, tree.tree)
        return trees.now(self._trees.beside)

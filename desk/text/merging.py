"""Two people's versions of one text made one, paragraph by paragraph; where both changed one, both stay."""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

_Form = Callable[[str], str]  # in which pieces are compared
_BLANK = re.compile(r"\n\r?\n\Z")  # a blank line ends the piece


def _same(words: str) -> str:
    """Return words as they are compared: a letter, or the end of a line, may be written in two ways."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n"))


def _same_but_blanks(words: str) -> str:
    return _same(words).strip()


def merge(base: str, mine: str, theirs: str) -> tuple[str, int]:
    """Merge two texts that were made from the same base.

    Returns:
        The merged text and the number of places where both sides changed the same paragraphs; there my
        paragraphs stand first and theirs after them, so that no word is lost.
    """
    if mine == theirs or theirs == base:
        return mine, 0
    if mine == base:
        return theirs, 0
    sides = [_paragraphs(text) for text in (base, mine, theirs)]
    merged, clashes = _merge(*sides)
    return "".join(_separated(merged)), clashes


def _paragraphs(text: str) -> list[str]:
    """Split into paragraphs that carry the blank lines after them; fenced code stays in one piece."""
    pieces: list[str] = []
    fenced = False
    for line in re.split(r"(?<=\n)", text):
        starts = not pieces or (not fenced and _BLANK.search(pieces[-1]) and line.strip() != "")
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if starts:
            pieces.append(line)
        else:
            pieces[-1] += line
    return [piece for piece in pieces if piece]


def _merge(
    base: list[str], mine: list[str], theirs: list[str], *, form: _Form = _same_but_blanks
) -> tuple[list[str], int]:
    """Walk the stretches between the pieces that stand in all three."""
    ours, others = _kept(base, mine, form), _kept(base, theirs, form)
    anchors = [(i, ours[i], others[i]) for i in range(len(base)) if i in ours and i in others]
    merged: list[str] = []
    clashes = 0
    at = (0, 0, 0)
    for anchor in [*anchors, (len(base), len(mine), len(theirs))]:
        stretch = [side[a:b] for side, a, b in zip((base, mine, theirs), at, anchor, strict=True)]
        joined, clashed = _settled(*stretch, form=form)
        merged += joined
        if anchor[0] < len(base):  # whoever wrote it in another way
            was, left, right = base[anchor[0]], mine[anchor[1]], theirs[anchor[2]]
            merged.append(right if left == was else left)
        clashes += clashed
        at = (anchor[0] + 1, anchor[1] + 1, anchor[2] + 1)
    return merged, clashes


def _settled(was: list[str], left: list[str], right: list[str], form: _Form) -> tuple[list[str], int]:
    """Return one stretch merged and how often both sides changed the same paragraph."""
    joined = _joined(was, left, right, form)
    if joined is None and len(was) == len(left) == len(right) == 1:
        joined = _by_words(was[0], left[0], right[0])
    if joined is not None:
        return joined, 0
    if len(was) == len(left) == len(right) > 1:
        each = [_settled([a], [b], [c], form) for a, b, c in zip(was, left, right, strict=True)]
        return [piece for pieces, _ in each for piece in pieces], sum(clashed for _, clashed in each)
    known = {form(piece) for piece in (*left, *was)}
    return left + [piece for piece in right if form(piece) not in known], 1


def _by_words(was: str, left: str, right: str) -> list[str] | None:
    """Return a paragraph in which the two sides changed different words; None where they changed the same.

    Words are compared as they are, blanks too: the blank line after a paragraph is not the one before a word.
    """
    words = [re.findall(r"\s+|\S+", side) for side in (was, left, right)]
    kept = _kept(words[0], words[1], _same).keys() & _kept(words[0], words[2], _same).keys()
    if not any(words[0][at].strip() for at in kept):
        return None  # nothing of the old paragraph is left to hang the changes on
    merged, clashes = _merge(*words, form=_same)
    return None if clashes else ["".join(merged)]


def _joined(was: list[str], left: list[str], right: list[str], form: _Form) -> list[str] | None:
    """Return a stretch that only one side changed, or to which one side only added; None for a clash."""
    old, ours, others = ([*map(form, side)] for side in (was, left, right))
    if ours in (old, others):
        return right
    if others == old:
        return left
    for said, grown, changed in ((others, right, left), (ours, left, right)):
        for start in range(len(said) - len(old) + 1):
            if old and said[start : start + len(old)] == old:
                return grown[:start] + changed + grown[start + len(old) :]
    return None


def _kept(base: list[str], side: list[str], form: _Form) -> dict[int, int]:
    """Return where each kept piece of the base stands on a side."""
    compared = SequenceMatcher(None, [*map(form, base)], [*map(form, side)], autojunk=False)
    blocks = compared.get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _separated(pieces: list[str]) -> list[str]:
    """Give every piece but the last the blank line that keeps it a paragraph of its own."""
    return [
        piece if n == len(pieces) - 1 or _BLANK.search(piece) else piece.rstrip("\r\n") + "\n\n"
        for n, piece in enumerate(pieces)
    ]

"""Two people's versions of one text made one, paragraph by paragraph; where both changed one, both stay."""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

from desk.text.comparing import matches

_Form = Callable[[str], str]  # in which pieces are compared
_Both = tuple[list[str], list[str]]  # what stands where both changed the same: mine, and theirs
_FEW_WORDS = 4
_AKIN = 0.5  # of a paragraph's words, beyond which it is the same one edited
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
    merged, clashes = _merge(*map(_paragraphs, (base, mine, theirs)))
    return _text(merged), len(clashes)


def clashing(base: str, mine: str, theirs: str) -> list[tuple[str, str]]:
    """Return what I and what they wrote at each place that `merge` counts, as far as there are words."""
    if base in (mine, theirs) or mine == theirs:
        return []
    _, clashes = _merge(*map(_paragraphs, (base, mine, theirs)))
    return [(_text(ours), _text(others)) for ours, others in clashes if ours or others]


def one_alone(text: str, mine: str, theirs: str) -> tuple[str, str] | None:
    """Return a merged text with my words alone at a place of `clashing`, and with theirs alone.

    Both may have been edited since. None where they stand one after the other no more.
    """
    pieces, ours, others = map(_paragraphs, (text, mine, theirs))
    found, best = None, _AKIN
    for at in range(len(pieces) - len(ours) + 1):
        end = begin = at + len(ours)
        like = [_likeness(*one) for one in zip(pieces[at:begin], ours, strict=True)]
        kept: list[str] = []
        for piece in others:  # one that stood there before may have gone in the merge
            now = _likeness(pieces[end], piece) if end < len(pieces) else 0
            kept.append(pieces[end] if now > _AKIN else piece)
            if now > _AKIN:
                like.append(now)
                end += 1
        if (end > begin or not others) and min(like) > best:
            found, best = (pieces[:begin] + pieces[end:], pieces[:at] + kept + pieces[end:]), min(like)
    return found and (_ended(_text(found[0]), text), _ended(_text(found[1]), text))


def _ended(text: str, like: str) -> str:
    """Return a text whose last paragraph may have gone with line ends as another has them."""
    return text.rstrip("\r\n") + like[len(like.rstrip("\r\n")) :]


def _likeness(now: str, then: str) -> float:
    """Return how much (0 to 1) of the shorter of two paragraphs the other has too."""
    if _same_but_blanks(now) == _same_but_blanks(then):
        return 1
    sides = [_same(one).split() for one in (now, then)]
    if min(map(len, sides)) >= _FEW_WORDS:
        same = sum(match.size for match in matches(*sides))
    else:  # as scripts without blanks seem to have
        sides = [_same_but_blanks(one) for one in (now, then)]
        same = SequenceMatcher(None, *sides, autojunk=False).find_longest_match().size
    return same / max(1, min(map(len, sides)))


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
) -> tuple[list[str], list[_Both]]:
    """Walk the stretches between the pieces that stand in all three."""
    ours, others = _kept(base, mine, form), _kept(base, theirs, form)
    anchors = [(i, ours[i], others[i]) for i in range(len(base)) if i in ours and i in others]
    merged: list[str] = []
    clashes: list[_Both] = []
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


def _settled(was: list[str], left: list[str], right: list[str], form: _Form) -> tuple[list[str], list[_Both]]:
    """Return one stretch merged, and what each side made of the same paragraphs."""
    joined = _joined(was, left, right, form)
    if joined is None and len(was) == len(left) == len(right) == 1:
        joined = _by_words(was[0], left[0], right[0])
    if joined is not None:
        return joined, []
    if len(was) == len(left) == len(right) > 1:
        each = [_settled([a], [b], [c], form) for a, b, c in zip(was, left, right, strict=True)]
        return [piece for pieces, _ in each for piece in pieces], [one for _, both in each for one in both]
    ours = {*map(form, left)}
    others = [piece for piece in right if form(piece) not in ours]
    old = {*map(form, was)}
    return left + [piece for piece in others if form(piece) not in old], [(left, others)]


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
    stayed = matches([*map(form, base)], [*map(form, side)])
    return {match.old + n: match.new + n for match in stayed for n in range(match.size)}


def _text(pieces: list[str]) -> str:
    """Return pieces as one text; every one but the last has the blank line that keeps it a paragraph."""
    return "".join(
        piece if n == len(pieces) - 1 or _BLANK.search(piece) else piece.rstrip("\r\n") + "\n\n"
        for n, piece in enumerate(pieces)
    )

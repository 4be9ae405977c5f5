"""What a person typed to narrow a list, read and written: the words are the one truth about its filters."""

from desk.domain import Status
from desk.store import query
from desk.store.words import folded, named


def values(search: str, name: str) -> tuple[str, ...]:
    """Return what a filter is wanted to be, as typed; one that is left out (`-by:ann`) is not among it."""
    return tuple(piece.value for piece in _wanted(search, name) if piece.value)


def put(search: str, name: str, value: str) -> str:
    """Return a search whose filter of a name asks for one value alone; for none at all with an empty one."""
    for piece in reversed(_wanted(search, name)):
        before, behind = search[: piece.start].rstrip(), search[piece.end :].lstrip()
        search = " ".join(part for part in (before, behind) if part)
    filtered = f"{name}:{query.quoted(value)}" if value else ""
    return " ".join(part for part in (search.strip(), filtered) if part)


def statuses(search: str) -> tuple[Status, ...]:
    """Return the statuses that a search wants; none where it does not say."""
    known = [(status.value, status.label) for status in Status]
    found = [one for value in values(search, "status") for one in named(folded(value), known)]
    return tuple(dict.fromkeys(Status(one) for one in found))


def filters_status_alone(search: str) -> bool:
    """Return whether a search asks for statuses and nothing else."""
    return all(piece.name == "status" and not piece.excluded for piece in query.pieces(search))


def has_words(search: str) -> bool:
    """Return whether a search looks for words, which can be shown where they stand."""
    return bool(query.parse(search).words)


def _wanted(search: str, name: str) -> list[query.Piece]:
    return [piece for piece in query.pieces(search) if piece.name == name and not piece.excluded]

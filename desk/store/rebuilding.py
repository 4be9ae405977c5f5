"""What a revision held, from its row and those before it, proven by its hash; see `revisions`."""

import hashlib
import zlib
from typing import Any

from desk.domain import NotADesk


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content, hex."""
    return hashlib.sha256(content).hexdigest()


def rebuilt(row: Any, base: bytes | None) -> bytes:  # noqa: ANN401  (a row of any library)
    """Return a revision's content from its row (`tables.revision`) and, for a patch, its parent's content.

    Raises:
        NotADesk: it does not give the bytes that were saved.
    """
    try:
        content = zlib.decompress(row.content)
        if row.prefix is not None:
            assert base is not None
            content = base[: row.prefix] + content + base[len(base) - row.suffix :]
    except zlib.error as error:
        raise _damaged(row.id) from error
    if digest(content) != row.hash:
        raise _damaged(row.id)
    return content


def _damaged(id_: str) -> NotADesk:
    return NotADesk(
        f"Revision {id_} is damaged",
        kept="The newest text and the other revisions are untouched",
        todo="Run desk verify; a backup may still hold it",
    )

"""Files that one program at a time holds; the system lets go of them when it ends, however it ends."""

import sys
from pathlib import Path
from typing import IO


def held(path: Path) -> IO[bytes] | None:
    """Hold a file, made where it is not there, until what is returned is closed; None where another does."""
    try:
        file = path.open("ab")
    except OSError:
        return None
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file

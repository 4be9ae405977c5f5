"""Ids made offline: UUIDv7 (RFC 9562), so that they sort by the time they were made."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 in its 36-character form; later ids of one process sort after earlier ones."""
    global _last
    with _lock:
        stamp = time.time_ns() // 250_000  # 4 kHz: milliseconds and two bits of what follows them
        stamp = _last = max(stamp, _last + 1)
    milliseconds, quarter = divmod(stamp, 4)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | quarter << 74 | secrets.randbits(10) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))

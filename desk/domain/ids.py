"""Ids made offline: UUIDv7 (RFC 9562), so that they sort by the time they were made."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 in its 36-character form; later ids of one process sort after earlier ones."""
    global _last
    with _lock:
        stamp = time.time_ns() // 250_000  # 4 kHz: milliseconds and two bits of what follows them
        stamp = _last = max(stamp, _last + 1)
    milliseconds, quarter = divmod(stamp, 4)
    chance = int.from_bytes(os.urandom(9))
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | quarter << 74 | (chance >> 62) << 64
    digits = f"{value | 0b10 << 62 | chance & (1 << 62) - 1:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

"""Places in a text as Qt counts them, in UTF-16 units, and as Python does."""


def units(text: str, at: int) -> int:
    """Return a place in a text as Qt counts it, in UTF-16 units."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, units_: int) -> int:
    """Return a place that Qt counted in UTF-16 units as a place in a text."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units_].decode("utf-16-le", "ignore"))

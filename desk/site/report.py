"""What an export did."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """What an export did.

    Attributes:
        written, kept, removed: files.
        seconds: by phase: `pictures`, `pages`, `files`.
        warnings: what was left out and why, a line each.
        whole: whether the new site took the old one's place at once, and not file after file.
    """

    written: int
    kept: int
    removed: int
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    warnings: tuple[str, ...] = ()
    whole: bool = True

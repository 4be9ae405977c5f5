"""What a check of the desk says."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that verify has to say.

    Attributes:
        severity: `error` needs a person, `mended` was put right, `note` is harmless.
        what: one sentence without a full stop.
    """

    severity: Literal["error", "mended", "note"]
    what: str

"""Picture files: what they are, the words inside them, and the small ones that readers load."""

from typing import TYPE_CHECKING

from desk.later import later

if TYPE_CHECKING:
    from desk.photo.framing import frame, straightened, widths_for
    from desk.photo.look import ALIKE, differing
    from desk.photo.metadata import (
        WRITTEN,
        Words,
        carried,
        copied,
        disagreeing,
        every_word,
        stamp_of,
        with_words,
    )
    from desk.photo.probing import Info, probe
    from desk.photo.processes import apart
    from desk.photo.rendering import pixels, renditions, thumbnail
    from desk.photo.rendition import Rendition, formats, rendition_names

__all__ = [
    "ALIKE",
    "WRITTEN",
    "Info",
    "Rendition",
    "Words",
    "apart",
    "carried",
    "copied",
    "differing",
    "disagreeing",
    "every_word",
    "formats",
    "frame",
    "pixels",
    "probe",
    "rendition_names",
    "renditions",
    "stamp_of",
    "straightened",
    "thumbnail",
    "widths_for",
    "with_words",
]

# Who names pictures makes none.
__getattr__ = later(
    __name__,
    {
        "framing": ("frame", "straightened", "widths_for"),
        "look": ("ALIKE", "differing"),
        "metadata": (
            "WRITTEN",
            "Words",
            "carried",
            "copied",
            "disagreeing",
            "every_word",
            "stamp_of",
            "with_words",
        ),
        "probing": ("Info", "probe"),
        "processes": ("apart",),
        "rendering": ("pixels", "renditions", "thumbnail"),
        "rendition": ("Rendition", "formats", "rendition_names"),
    },
)

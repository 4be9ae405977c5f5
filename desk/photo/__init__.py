"""Picture files: what they are, the words inside them, and the small ones that readers load."""

from desk.photo import captions
from desk.photo.frame import frame, straightened, widths_for
from desk.photo.metadata import Words, carried, disagreeing, stamp_of, with_words
from desk.photo.probe import Info, probe
from desk.photo.reading import MAX_BYTES, MAX_PIXELS
from desk.photo.renditions import Rendition, rendition_names, renditions, thumbnail

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Info",
    "Rendition",
    "Words",
    "captions",
    "carried",
    "disagreeing",
    "frame",
    "probe",
    "rendition_names",
    "renditions",
    "stamp_of",
    "straightened",
    "thumbnail",
    "widths_for",
    "with_words",
]

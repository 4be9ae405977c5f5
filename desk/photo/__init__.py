"""Picture files: what they are, the words inside them, and the small ones that readers load."""

from desk.photo import captions
from desk.photo.frame import frame, straightened, widths_for
from desk.photo.look import ALIKE, differing
from desk.photo.metadata import WRITTEN, Words, carried, copied, disagreeing, every_word, stamp_of, with_words
from desk.photo.probe import Info, probe
from desk.photo.processes import apart
from desk.photo.renditions import Rendition, formats, pixels, rendition_names, renditions, thumbnail

__all__ = [
    "ALIKE",
    "WRITTEN",
    "Info",
    "Rendition",
    "Words",
    "apart",
    "captions",
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

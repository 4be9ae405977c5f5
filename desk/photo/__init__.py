"""Picture files: what they are, the words inside them, and the small ones that readers load."""

from desk.photo.frame import frame, widths_for
from desk.photo.probe import Info, probe
from desk.photo.reading import MAX_BYTES, MAX_PIXELS
from desk.photo.renditions import Rendition, rendition_names, renditions, thumbnail

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Info",
    "Rendition",
    "frame",
    "probe",
    "rendition_names",
    "renditions",
    "thumbnail",
    "widths_for",
]

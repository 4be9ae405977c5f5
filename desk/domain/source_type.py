"""How a picture came to be: the IPTC's digital source types, in words of our own."""

from typing import Final

SCHEME: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"

SOURCE_TYPES: Final = {
    "digitalCapture": "Photographed by a camera",
    "computationalCapture": "Photographed, joined from several frames",
    "negativeFilm": "Scanned from a negative",
    "positiveFilm": "Scanned from a slide",
    "print": "Scanned from paper",
    "humanEdits": "Changed by a person",
    "algorithmicallyEnhanced": "Changed by an algorithm",
    "compositeCapture": "Composite of photographs",
    "composite": "Composite",
    "compositeSynthetic": "Composite with made parts",
    "compositeWithTrainedAlgorithmicMedia": "Edited with AI",
    "trainedAlgorithmicMedia": "Made by AI",
    "algorithmicMedia": "Made by an algorithm",
    "digitalCreation": "Drawn on a computer",
    "dataDrivenMedia": "Drawn from data",
    "screenCapture": "Screenshot",
    "virtualRecording": "Recorded in a virtual scene",
}
"""Each type's own part of its address, and what people read."""

_FORMER: Final = {
    "minorHumanEdits": "humanEdits",
    "digitalArt": "digitalCreation",
    "softwareImage": "digitalCreation",
    "multiFrameComputationalCapture": "computationalCapture",
}
"""Names that the list had before, as files still carry them."""

_TOLD: Final = {
    "trainedAlgorithmicMedia": "made_ai",
    "algorithmicMedia": "made_algorithm",
    "compositeWithTrainedAlgorithmicMedia": "edited_ai",
    "compositeCapture": "composite",
    "compositeSynthetic": "composite",
    "composite": "composite",
}


def source_type(said: str) -> str:
    """Return the type that an address, a code (`digsrctype:print`) or a bare name means; empty for none."""
    name = said.strip().rstrip("/").replace(":", "/").rpartition("/")[2]
    name = _FORMER.get(name, name)
    return name if name in SOURCE_TYPES else ""


def told(said: str) -> str:
    """Return the theme's label that readers must see beside a picture of this type; empty for none."""
    return _TOLD.get(source_type(said), "")

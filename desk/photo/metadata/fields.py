"""The words of a picture file, and where each of them stands.

Property names, dataset numbers and limits: IPTC Photo Metadata Standard 2024.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

Value = str | tuple[str, ...]
Words = dict[str, Value]
"""Fields of `Photo` by name, those alone that are there: text, or several texts."""

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
SPACES: Final = {
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}


class Form(Enum):
    """How XMP writes a property."""

    TEXT = ""
    TEXTS = "Alt"
    """One text in several languages."""
    ORDERED = "Seq"
    BAG = "Bag"
    LICENSOR = "Licensor"
    """Structures of which the name and the address are kept, in one text."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the words.

    Attributes:
        name: the field of `Photo`.
        xmp: the property with its prefix.
        iim: the dataset of record 2, 0 for none; most: the bytes that it may have.
        exif: the tag that mirrors it, 0 for none.
    """

    name: str
    xmp: str
    form: Form = Form.TEXT
    iim: int = 0
    most: int = 0
    exif: int = 0

    @property
    def tag(self) -> str:
        """Return the property as ElementTree names it."""
        prefix, name = self.xmp.split(":")
        return f"{{{SPACES[prefix]}}}{name}"


FIELDS: Final = (
    Field("headline", "photoshop:Headline", Form.TEXT, 105, 256),
    Field("title", "dc:title", Form.TEXTS, 5, 64),
    Field("caption", "dc:description", Form.TEXTS, 120, 2000, 0x010E),
    Field("creator", "dc:creator", Form.ORDERED, 80, 32, 0x013B),
    Field("jobtitle", "photoshop:AuthorsPosition", Form.TEXT, 85, 32),
    Field("credit", "photoshop:Credit", Form.TEXT, 110, 32),
    Field("source", "photoshop:Source", Form.TEXT, 115, 32),
    Field("copyright", "dc:rights", Form.TEXTS, 116, 128, 0x8298),
    Field("alt", "Iptc4xmpCore:AltTextAccessibility", Form.TEXTS),
    Field("extended", "Iptc4xmpCore:ExtDescrAccessibility", Form.TEXTS),
    Field("taken", "photoshop:DateCreated", Form.TEXT, 55, 8),
    Field("place", "Iptc4xmpCore:Location", Form.TEXT, 92, 32),
    Field("city", "photoshop:City", Form.TEXT, 90, 32),
    Field("state", "photoshop:State", Form.TEXT, 95, 32),
    Field("country", "photoshop:Country", Form.TEXT, 101, 64),
    Field("country_code", "Iptc4xmpCore:CountryCode", Form.TEXT, 100, 3),
    Field("keywords", "dc:subject", Form.BAG, 25, 64),
    Field("persons", "Iptc4xmpExt:PersonInImage", Form.BAG),
    Field("instructions", "photoshop:Instructions", Form.TEXT, 40, 256),
    Field("caption_writer", "photoshop:CaptionWriter", Form.TEXT, 122, 32),
    Field("job", "photoshop:TransmissionReference", Form.TEXT, 103, 32),
    Field("usage_terms", "xmpRights:UsageTerms", Form.TEXTS),
    Field("web_statement", "xmpRights:WebStatement", Form.TEXT),
    Field("licensors", "plus:Licensor", Form.LICENSOR),
    Field("source_type", "Iptc4xmpExt:DigitalSourceType", Form.TEXT),
)


def several(field: Field, value: Value) -> tuple[str, ...]:
    """Return the texts of a value; a photo names its creators in one text, with semicolons between."""
    if not isinstance(value, str):
        return value
    if field.form is not Form.ORDERED:
        return (value,)
    return tuple(name for name in (part.strip() for part in value.split(";")) if name)


def value_of(field: Field, texts: Sequence[str]) -> Value:
    """Return texts as a photo holds them in this field."""
    if field.form is Form.ORDERED:
        return "; ".join(text.strip() for text in texts if text.strip())
    return tuple(texts) if field.form in (Form.BAG, Form.LICENSOR) else "".join(texts[:1])

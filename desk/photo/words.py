"""The words inside a picture file: XMP first, then IPTC IIM, then EXIF, as the IPTC's guidelines say.

Property names and dataset numbers: IPTC Photo Metadata Standard 2024.1.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any, cast

from PIL import Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

_LONGEST = 20_000
_LARGEST_XMP = 4_000_000
_MOST_KEYWORDS = 500
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_XMP = {
    "headline": _PHOTOSHOP + "Headline",
    "caption": _DC + "description",
    "credit": _PHOTOSHOP + "Credit",
    "creator": _DC + "creator",
    "copyright": _DC + "rights",
    "source": _PHOTOSHOP + "Source",
    "alt": _CORE + "AltTextAccessibility",
    "taken": _PHOTOSHOP + "DateCreated",
    "usage_terms": _RIGHTS + "UsageTerms",
}
_XMP_PLACE = (_CORE + "Location", _PHOTOSHOP + "City", _PHOTOSHOP + "State", _PHOTOSHOP + "Country")
_IIM = {"headline": 105, "caption": 120, "credit": 110, "creator": 80, "copyright": 116, "source": 115}
_IIM_PLACE = (92, 90, 95, 101)
_EXIF = {"caption": 0x010E, "creator": 0x013B, "copyright": 0x8298}
_EXIF_FOLDER, _EXIF_TAKEN = 0x8769, 0x9003

Words = dict[str, Any]


def embedded_words(image: Image.Image) -> Words:
    """Return fields of `Photo` by name, those alone that the file carries; broken metadata says nothing."""
    words: Words = {}
    for read in (_exif, _iim, _xmp):
        words.update(_tried(read, image))
    return words


def _tried(read: Callable[[Image.Image], Words], image: Image.Image) -> Words:
    try:
        found = read(image)
    except Exception:  # noqa: BLE001  (hostile metadata fails in any way; the picture is good without it)
        return {}
    clean = {name: _plain(value) for name, value in found.items() if isinstance(value, str)}
    keywords = tuple(dict.fromkeys(_plain(word) for word in found.get("keywords", ())))[:_MOST_KEYWORDS]
    kept: Words = {name: value for name, value in clean.items() if value}
    return kept | ({"keywords": tuple(filter(None, keywords))} if any(keywords) else {})


def _plain(text: str) -> str:
    return _NOT_TEXT.sub("", text[:_LONGEST]).strip()


def _xmp(image: Image.Image) -> Words:
    packet: Any = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    text = packet.decode("utf-8-sig", "replace") if isinstance(packet, bytes) else str(packet)
    text = text.strip("\0 \r\n\t")
    # No document type means no entities, so nothing in it can grow or reach out.
    if not text or len(text) > _LARGEST_XMP or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}
    root = ET.fromstring(text)  # noqa: S314
    values: dict[str, list[str]] = {}
    for description in root.iter(_RDF + "Description"):
        for name, value in description.attrib.items():
            values.setdefault(name, [value])
        for element in description:
            values.setdefault(element.tag, _xmp_values(element))
    words: Words = {name: _joined(values.get(key, []), name) for name, key in _XMP.items()}
    words["place"] = _joined([value for key in _XMP_PLACE for value in values.get(key, [])[:1]], "place")
    words["keywords"] = values.get(_DC + "subject", [])
    return words


def _xmp_values(element: ET.Element) -> list[str]:
    """Return the texts of a property: one, or those of its list; the default language first."""
    items = list(element.iter(_RDF + "li"))
    items.sort(key=lambda item: item.get(_LANG, "x-default") != "x-default")
    return ["".join(item.itertext()) for item in items] or [element.text or ""]


def _joined(values: list[str], name: str) -> str:
    several = name in {"creator", "place"}
    return ", ".join(value.strip() for value in (values if several else values[:1]) if value.strip())


def _iim(image: Image.Image) -> Words:
    found: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(cast(ImageFile, image)) or {}
    utf8 = found.get((1, 90)) == b"\x1b%G"

    def values(dataset: int) -> list[str]:
        raw: bytes | list[bytes] = found.get((2, dataset), [])
        return [_decoded(value, utf8=utf8) for value in (raw if isinstance(raw, list) else [raw])]

    words: Words = {name: _joined(values(dataset), name) for name, dataset in _IIM.items()}
    words["place"] = _joined([value for dataset in _IIM_PLACE for value in values(dataset)[:1]], "place")
    words["keywords"] = values(25)
    words["taken"] = _iim_time("".join(values(55)[:1]), "".join(values(60)[:1]))
    return words


def _decoded(value: bytes, *, utf8: bool) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if utf8 else value.decode("cp1252", "replace")


def _iim_time(day: str, time: str) -> str:
    """Return `20211020` and `210101+0000` as ISO 8601."""
    if not re.fullmatch(r"\d{8}", day):
        return ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    parts = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", time)
    if not parts:
        return date
    zone = f"{parts[4]}:{parts[5]}" if parts[4] else ""
    return f"{date}T{parts[1]}:{parts[2]}:{parts[3]}{zone}"


def _exif(image: Image.Image) -> Words:
    exif = image.getexif()
    words: Words = {name: _exif_text(exif.get(tag)) for name, tag in _EXIF.items()}
    taken = _exif_text(exif.get_ifd(_EXIF_FOLDER).get(_EXIF_TAKEN))
    parts = re.fullmatch(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)", taken)
    words["taken"] = f"{parts[1]}-{parts[2]}-{parts[3]}T{parts[4]}" if parts else ""
    return words


def _exif_text(value: object) -> str:
    """Return an ASCII tag's text, which cameras and editors also fill with UTF-8."""
    if isinstance(value, str):
        value = value.encode("latin-1", "ignore")
    return _decoded(value, utf8=False).split("\0")[0] if isinstance(value, bytes) else ""

"""XMP: what packets say, and packets of our own."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Sequence
from typing import Final

from desk.photo.metadata.fields import (
    FIELDS,
    LANG,
    RDF,
    SPACES,
    Field,
    Form,
    Value,
    Words,
    several,
    value_of,
)

LARGEST: Final = 4_000_000
"""Signs of the longest packet that is read."""

EXTENDED: Final = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"
"""The property of a packet that names another one, which goes on where it ends."""

_PLUS: Final = f"{{{SPACES['plus']}}}"
_HEAD: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_FOOT: Final = '\n<?xpacket end="r"?>'
_DESCRIPTION, _ABOUT = f"{{{RDF}}}Description", f"{{{RDF}}}about"
_ADDRESS: Final = re.compile(r"(?:^|\s)(https?://\S+)$")
_PREFIX: Final = re.compile(r"""xmlns:([A-Za-z_][\w.-]*)\s*=\s*["']([^"'<>&]+)["']""", re.ASCII)
_NO_PROPERTY: Final = (f"{{{RDF}}}", "{http://www.w3.org/XML/1998/namespace}")

Packet = bytes | str


def read(*packets: Packet) -> Words:
    """Return what packets say, the first one first; raises where one is no XML."""
    description = [one for packet in packets for one in _tree(packet) or ()]
    words: Words = {}
    for field in FIELDS:
        values = [value for one in description for value in _values(one, field)]
        if values:
            words[field.name] = value_of(field, values)
    return words


def _tree(packet: Packet) -> list[ET.Element] | None:
    """Return the descriptions of the picture itself."""
    text = _text(packet)
    if not text or len(text) > LARGEST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    root = ET.fromstring(text)  # noqa: S314  (without a document type nothing in it can grow or reach out)
    rdf = root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")
    return list(rdf) if rdf is not None else None


def _text(packet: Packet) -> str:
    text = packet.decode("utf-8-sig", "replace") if isinstance(packet, bytes) else packet
    return text.strip("\0 \r\n\t\ufeff")


def _values(description: ET.Element, field: Field) -> list[str]:
    """Return the texts of a property, the default language first."""
    plain = description.get(field.tag)
    if plain is not None:
        return [plain]
    element = description.find(field.tag)
    if element is None:
        return []
    items = element.findall(f"*/{{{RDF}}}li")
    if field.form is Form.LICENSOR:
        return [said for said in map(_licensor, items or [element]) if said]
    items.sort(key=lambda item: item.get(LANG, "x-default") != "x-default")
    return ["".join(item.itertext()) for item in items] or [element.text or ""]


def _licensor(item: ET.Element) -> str:
    parts = {**item.attrib}
    for one in item.iter():
        parts |= one.attrib
        parts.setdefault(one.tag, one.text or "")
    said = (parts.get(_PLUS + name, "").strip() for name in ("LicensorName", "LicensorURL"))
    return " ".join(part for part in said if part)


def packet(words: Words) -> bytes:
    """Return a packet that says these words and nothing else."""
    return _whole(_saying(words, ET.Element(_DESCRIPTION, {_ABOUT: ""})))


def renewed(before: Sequence[Packet], words: Words, kept: Collection[str]) -> bytes:
    """Return a packet that says these words, and what packets said beside them.

    Args:
        before: the packets.
        words: what is said of the fields of a photo.
        kept: fields that stay as the packets have them, with whatever else they say there.
    """
    description = ET.Element(_DESCRIPTION, {_ABOUT: ""})
    ours = {field.tag for field in FIELDS if field.name not in kept}
    seen = {EXTENDED, *ours}
    for packet in before:
        for prefix, space in _PREFIX.findall(_text(packet)):
            if space not in SPACES.values() and not re.match(r"xml|ns\d", prefix):
                ET.register_namespace(prefix, space)
        properties = [one for each in _tree(packet) or () for one in _properties(each)]
        description.extend(one for one in properties if one.tag not in seen)
        seen |= {one.tag for one in properties}
    return _whole(_saying({name: value for name, value in words.items() if name not in kept}, description))


def parted(packet: bytes, most: int, note: str) -> tuple[bytes, bytes]:
    """Return a packet of so many bytes at most, and another with its longest properties.

    Args:
        packet: one of `packet` or `renewed`.
        most: bytes.
        note: stands for what the first will say of the second; as long as that.
    """
    left = [one for each in _tree(packet) or () for one in _properties(each)]
    left.sort(key=lambda one: len(ET.tostring(one, encoding="utf-8")))
    first, second = ET.Element(_DESCRIPTION, {_ABOUT: "", EXTENDED: note}), ET.Element(_DESCRIPTION)
    second.set(_ABOUT, "")
    first.extend(left)
    while left and (over := len(_whole(first)) - most) > 0:
        while left and over > 0:
            longest = left.pop()
            over -= len(ET.tostring(longest, encoding="utf-8"))
            second.append(longest)
        first[:] = left
    return _whole(first), _meta(second).encode()


def _properties(description: ET.Element) -> list[ET.Element]:
    """Return the properties of a description, which may also write them as attributes."""
    made: list[ET.Element] = []
    for tag, text in description.items():
        if tag.startswith("{") and not tag.startswith(_NO_PROPERTY):
            made.append(ET.Element(tag))
            made[-1].text = text
    return [*made, *description]


def _saying(words: Words, description: ET.Element) -> ET.Element:
    for field in FIELDS:
        value = words.get(field.name)
        if value:
            _write(description, field, value)
    return description


def _whole(description: ET.Element) -> bytes:
    return f"{_HEAD}{_meta(description)}{_FOOT}".encode()


def _meta(description: ET.Element) -> str:
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    rdf = ET.Element(f"{{{RDF}}}RDF")
    rdf.append(description)
    body = ET.tostring(rdf, encoding="unicode")
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{body}</x:xmpmeta>'


def _write(description: ET.Element, field: Field, value: Value) -> None:
    element = ET.SubElement(description, field.tag)
    texts = several(field, value)
    if field.form is Form.TEXT:
        element.text = texts[0]
        return
    kind = Form.ORDERED.value if field.form is Form.LICENSOR else field.form.value
    group = ET.SubElement(element, f"{{{RDF}}}{kind}")
    for one in texts:
        item = ET.SubElement(group, f"{{{RDF}}}li")
        if field.form is Form.LICENSOR:
            _write_licensor(item, one)
        else:
            item.text = one
        if field.form is Form.TEXTS:
            item.set(LANG, "x-default")


def _write_licensor(item: ET.Element, said: str) -> None:
    item.set(f"{{{RDF}}}parseType", "Resource")
    address = _ADDRESS.search(said)
    name = said[: address.start()].strip() if address else said
    for tag, text in (("LicensorName", name), ("LicensorURL", address[1] if address else "")):
        if text:
            ET.SubElement(item, _PLUS + tag).text = text

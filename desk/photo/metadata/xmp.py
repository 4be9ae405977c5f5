"""XMP: what a packet says, and packets of our own."""

import re
import xml.etree.ElementTree as ET
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

_LARGEST: Final = 4_000_000
_PLUS: Final = f"{{{SPACES['plus']}}}"
_HEAD: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_ADDRESS: Final = re.compile(r"(?:^|\s)(https?://\S+)$")


def read(packet: bytes | str) -> Words:
    """Return what a packet says; raises where it is no XML."""
    description = _tree(packet)
    if description is None:
        return {}
    words: Words = {}
    for field in FIELDS:
        values = [value for one in description for value in _values(one, field)]
        if values:
            words[field.name] = value_of(field, values)
    return words


def _tree(packet: bytes | str) -> list[ET.Element] | None:
    """Return the descriptions of the picture itself."""
    text = packet.decode("utf-8-sig", "replace") if isinstance(packet, bytes) else packet
    text = text.strip("\0 \r\n\t\ufeff")
    if not text or len(text) > _LARGEST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    root = ET.fromstring(text)  # noqa: S314  (without a document type nothing in it can grow or reach out)
    rdf = root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")
    return list(rdf) if rdf is not None else None


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
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    rdf = ET.Element(f"{{{RDF}}}RDF")
    description = ET.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    for field in FIELDS:
        value = words.get(field.name)
        if value:
            _write(description, field, value)
    body = ET.tostring(rdf, encoding="unicode")
    meta = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{body}</x:xmpmeta>'
    return f'{_HEAD}{meta}\n<?xpacket end="r"?>'.encode()


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

"""An acronym that nobody spells out."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level

_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "NATO USA UAE USSR UNESCO UNICEF OPEC AIDS HIV DNA RNA BBC CNN FIFA UEFA NASA CEO CFO CTO GDP VAT "
        "NGO NGOs PDF HTML HTTP HTTPS URL SMS GPS USB FAQ DVD SUV LGBT COVID BRICS IMF WHO WTO CIA FBI "
        "KGB FSB SOS VIP ISBN API CSS UTC GMT EST PST CET ISO IBM BMW ABC XML JSON CSV PNG JPEG GIF SQL RSS "
        "ZIP LGBTQ",
    )
)
_ACRONYM = re.compile(r"(?<![\w.&/-])[A-Z]{3,6}(?![\w&/-]|\.[A-Z])")


def _find(case: Case) -> Iterator[Found]:
    text = "\n".join(part.words.text for part in case.parts)
    seen = set(case.publication.words) | _KNOWN
    for part in case.body:
        for found in _ACRONYM.finditer(part.words.prose):
            name = found[0]
            if name not in seen and not _shouted(part.words.prose, found.start()):
                seen.add(name)
                if not _spelled(name, text):
                    said = f"“{name}” is not spelled out anywhere in the story."
                    yield at(part, *found.span(), said)


def _shouted(text: str, start: int) -> bool:
    """Return whether the words about an acronym are in capitals too."""
    around = re.findall(r"[^\W\d_]{3,}", text[max(start - 20, 0) : start + 26])
    return len({word for word in around if word.isupper()}) > 1


def _spelled(name: str, text: str) -> bool:
    """Return whether a name stands in brackets beside its words, or words begin with its letters."""
    if re.search(rf"\(\W?{name}s?\W?\)|{name}\s?\(|{name},? (?:or|which|short) ", text):
        return True
    letters = r"[^\W\d_]*[\s-]+(?:(?:of|the|and|for|on|in|to|de|des|du|der|für|und)\s+){0,2}".join(name)
    return re.search(rf"(?<![^\W_]){letters}", text, re.IGNORECASE) is not None


RULE = Rule(
    name="acronym",
    title="An acronym that is not spelled out",
    group=Group.FACTS,
    level=Level.OFF,
    why="Not every reader knows it; spell it out once.",
    languages=("en",),
    looks=_find,
    wrong=("The [[OSKE]] met. The OSKE will meet.",),
    right=(
        "The Office for Street Kitchens (OFSK) met. The OFSK and NATO agree.",
        "The General Services Office agreed; the GSO said.",
        Example("The GPO met.", publication={"words": ("GPO",)}, said="One of the newsroom’s words."),
    ),
)

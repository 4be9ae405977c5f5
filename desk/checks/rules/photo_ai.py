"""A picture made by AI that does not say so."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level
from desk.domain.source_type import source_type

_MADE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
_SAYS = re.compile(
    r"\b(?:AI|A\.I\.|KI|IA|ИИ|ԱԲ|YZ|SI)\b|artificial intelligence|generated|intelligence artificielle"
    r"|künstliche\w* intelligenz|нейросет\w+|искусственн\w+ интеллект\w*|yapay zek|süni intellekt"
    r"|արհեստական բանական|ხელოვნური ინტელექტ|الذكاء الاصطناعي",
    re.IGNORECASE,
)


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        words = " ".join((place.caption or photo.caption, place.credit or photo.credit))
        if source_type(photo.source_type) in _MADE and not _SAYS.search(words):
            yield whole(
                f"photos/{at}/caption", "The picture was made with AI, and nothing says so.", photo.id
            )


RULE = Rule(
    name="photo-ai",
    title="A picture made by AI without a word of it",
    group=Group.PHOTOS,
    level=Level.PUBLISHED,
    why="Readers take a picture in the news for a photograph.",
    looks=_find,
    wrong=(pictured("Made by AI.", "photos/0/caption", photo={"source_type": "trainedAlgorithmicMedia"}),),
    right=(
        pictured("A photograph.", photo={"source_type": "digitalCapture"}),
        pictured(
            "The caption says it.",
            photo={"source_type": "trainedAlgorithmicMedia", "caption": "A city (image: AI)."},
        ),
    ),
)

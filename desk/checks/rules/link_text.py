"""A link whose words say nothing."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level

_EMPTY = {
    "en": "here|click here|this|link|this link|read more|more|click|this page|see here",
    "de": "hier|hier klicken|klicken sie hier|link|dieser link|mehr|weiterlesen",
    "fr": "ici|cliquez ici|lien|ce lien|lire la suite|en savoir plus|plus",
    "ru": "здесь|тут|сюда|ссылка|по ссылке|по этой ссылке|подробнее|читать далее|далее",
    "az": "burada|bura|bura klikləyin|link|keçid|ətraflı|daha ətraflı",
    "tr": "burada|buraya|buraya tıklayın|tıklayın|link|devamı|daha fazla",
    "hy": "այստեղ|հղում|հղումով|ավելին|կարդալ ավելին",
    "ka": "აქ|ბმული|ბმულზე|ვრცლად|მეტი",
    "ar": "هنا|اضغط هنا|انقر هنا|رابط|الرابط|المزيد|اقرأ المزيد",
}


def _find(case: Case) -> Iterator[Found]:
    empty = re.compile(rf"[\s«“\"(]*(?:{_EMPTY[case.language]})[\s»”\").,:!…>]*", re.IGNORECASE)
    for part in case.body:
        for start, end, _ in part.words.links:
            said = part.words.text[start:end]
            if empty.fullmatch(said) or not any(sign.isalnum() for sign in said):
                yield at(part, start, end, f"“{said}” does not say where the link leads.")


RULE = Rule(
    name="link-text",
    title="A link whose words say nothing",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Who has links read out, or looks for them at a glance, hears “here”.",
    languages=tuple(_EMPTY),
    looks=_find,
    wrong=(
        Example("Read it [here](https://a.example/b).", field="body"),
        Example("Читайте [здесь](https://a.example/b).", language="ru", field="body"),
    ),
    right=("Read [the report](https://a.example/b) here.",),
)

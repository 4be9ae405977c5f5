"""A quotation mark that nothing opens or closes, over the whole story."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.quoting import pairs
from desk.checks.rule import TYPED, Example, Found, Group, Rule, at
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for parts in case.fields.values():
        found = pairs(parts)
        for number, place in found.unclosed:
            sign = parts[number].words.text[place]
            yield at(parts[number], place, place + 1, f"Nothing closes the quotation that {sign} opens here.")
        for number, place in found.unopened:
            sign = parts[number].words.text[place]
            yield at(parts[number], place, place + 1, f"Nothing opens the quotation that {sign} closes here.")


RULE = Rule(
    name="unpaired-quote",
    title="A quotation mark without its other half",
    group=Group.TYPING,
    level=Level.READY,
    why="Readers cannot tell whose words these are: the speaker’s or ours.",
    languages=TYPED,
    looks=_find,
    wrong=(
        "“They met,” he said. They kept to their plan[[”]].",
        'They spoke. [They] kept to their plan[["]].',
        "He said: [[“]]They met. Then he left.",
        Example("Он сказал: [[«]]Мы встретились. Потом ушёл.", language="ru"),
        Example("Er sagte: [[„]]Wir trafen uns. Dann ging er.", language="de"),
        "[[“]]One went away.\n\nThen came the others.",
    ),
    right=(
        "“One,” he said, “and “two” too.”",
        "“It starts here.\n\n“And goes on here.\n\n“And ends.” So he said.",
        'A 19" screen, he said, is "big enough". "It is a 19" screen," he said. "I am 5\'10"," said Li.',
        Example("Он сказал: «Мы смотрели „Цирк“ вчера».", language="ru"),
        Example("Клуб «ФК «Заря» выиграл.", said="One sign closes both.", language="ru"),
        Example("Er sagte: „Wir trafen uns“, und ging. »Gut so.« »„Zum Adler“«, hieß es.", language="de"),
        Example("«Gut so», sagt die Zürcherin, «so (‹ja›)».", language="de"),
        Example('نفى أن يكون بـ"اتفاق" أو و"لقاء".', language="ar"),
        Example("Il a dit : «\u202fOui\u202f» et « non ».", language="fr"),
        Example("« Elle commence ici.\n\n» Et finit là », dit-il.", language="fr"),
        Example("Նա ասաց. «Այո»։", language="hy"),
    ),
)

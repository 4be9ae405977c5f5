"""Writes `docs/checks.md` from the rules themselves: `python docs/checks.py`."""

import re
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk.checks import Example, Group, Rule, all_rules
from desk.domain.language import name

HERE = Path(__file__).parent
MARKED = re.compile(r"\[\[([^|\[\]]*|[\[\]])(?:\|([^\[\]]*))?\]\]")
INTRO = """# What the copy desk looks for

This page is written by `docs/checks.py` from the rules in `desk/checks/rules`; change them and run it again.

A rule is one file. Its examples stand below and are its tests: **[words]** in brackets are what it names, and
behind → stands what it offers. A rule serves the languages that it lists and is silent in the others; of
a caption or paragraph that is plainly in another language than its story, only rules of any language speak.

## Levels
| level | a finding |
| --- | --- |
| `off` | is not looked for |
| `advice` | is shown |
| `published` | is shown, and keeps the story from being published |
| `ready` | is shown, and keeps it from Ready and from being published |

Each publication may give a rule another level than its own, which is named below.

## Places
`desk check --json` gives each finding's `rule`, `severity` (its level), `field`, `start`, `end`, `words`, `message`,
`why` and `fix`. Places count code points from 0 in the field's words as a person sees them: in the body, the words of
its blocks without Markdown's marks, one line end between two blocks; a card (a table, HTML) counts with its source.
Code, addresses, file names, handles and tags are no prose and never named. Fields are `headline`, `kicker`,
`standfirst`, `body`, `photos/0/caption`, `photos/0/alt`, `related/0/headline` and so on; a finding about something that
is missing has no words, and `start` and `end` are 0.

## How often a finding is true
With every rule switched on, each finding in 45 published articles, in one text in eight languages and in three news
stories was looked at by hand. A rule that must be cleared is to be right nine times of ten, advice three times of
four; a rule that is not is off until a publication switches it on. “None” says that the rule found nothing there,
so its share is not known. Of things that are plainly missing (a caption, a section) a finding is always true.

"""

THREE = """
## Three news stories
They came as one text file from a news site. All that the copy desk finds in them is true. This is what is
wrong in them, and what points it out.

| what is wrong | found by |
| --- | --- |
"""
FOUND = (  # the words that are named, what is wrong, the rule
    (".", "No space between `Aliyev` and `president`", "missing-space"),
    ('"', "The statement ends in a quotation mark behind `contacts` that nothing opens", "unpaired-quote"),
    ('"', "The quotation that begins `Of course, we will` is never closed", "unpaired-quote"),
    ("Belan", "`Belan` here, `Belém` there", "alike-names"),
    ("COP 31", "`COP 31` and `COP31`", "acronym-spacing"),
    ("COP 30", "`COP 30` and `COP30`", "acronym-spacing"),
    ("Turkey", "`Turkey` and `Turkiye`, twice", "two-names"),
    ("on Wednesday", "`on Wednesday`, and no date anywhere but in the caption", "relative-day"),
    ("\u00a0 ", "Two spaces, one of them a no-break space, twice", "doubled-space"),
    ("ical, but the EU will remain engaged", "A headline of 116 characters", "headline-length"),
    ("COP", "`COP` is never spelled out", "acronym"),
    ("", "No byline, in two of them", "no-byline"),
    ("Turkiye to host COP31 in 2026", "The headline stands twice, where all is pasted", "repeated"),
)
MISSED = (  # words where it is, what is wrong; to find it without false alarms takes knowing what is meant
    ("will be held in the Turkish city", "Where the meeting will be is told three times in other words"),
    ("Chief of Staff of the Russian", "`Chief of the General Staff` is `Chief of Staff` in the caption"),
    ("president Aliyev", "`president Aliyev`, and elsewhere `President` with a capital"),
    ("Azerbaijan president, Ilham", "A comma too many before a name"),
    ("Prime Minister Rabuka", "A first name is missing"),
)


def main() -> None:
    (HERE / "checks.md").write_text(written(), encoding="utf-8")


def written() -> str:
    """Return the whole page."""
    rules = list(all_rules().values())
    shares = tomllib.loads((HERE / "checks.toml").read_text("utf-8"))
    parts = [INTRO, _table(rules, shares), _three()]
    for group in Group:
        parts.append(f"\n## {group.value}\n")
        parts += [_rule(rule) for rule in rules if rule.group is group]
    return "".join(parts)


def _table(rules: list[Rule], shares: dict[str, dict[str, int]]) -> str:
    rows = ["| rule | finds | level | looked at | true |", "| --- | --- | --- | --- | --- |"]
    for rule in rules:
        found = shares.get(rule.name)
        share = f"{found['looked']} | {found['true'] / found['looked']:.0%}" if found else "None | "
        rows.append(f"| `{rule.name}` | {rule.title} | `{rule.level.value}` | {share} |")
    return "\n".join(rows) + "\n"


def _three() -> str:
    rows = [f"| {what} | `{rule}` |" for _, what, rule in FOUND]
    rows += [f"| {what} | nothing |" for _, what in MISSED]
    return THREE + "\n".join(rows) + "\n"


def _rule(rule: Rule) -> str:
    served = ", ".join(name(one) for one in rule.languages) or "any language"
    lines = [
        f"\n### {rule.name}",
        f"{rule.title}. {rule.why}",
        "",
        f"Level `{rule.level.value}`; {served}.",
        "",
    ]
    lines += [f"- wrong: {_example(one)}" for one in rule.wrong]
    lines += [f"- right: {_example(one)}" for one in rule.right]
    return "\n".join(lines) + "\n"


def _example(example: str | Example) -> str:
    one = Example(example) if isinstance(example, str) else example
    words = " ¶ ".join(_shown(one.body).split("\n\n")).replace("\n", " ")
    if not words.strip():
        said = next((v for v in one.story.values() if isinstance(v, str) and "[[" in v), "")
        words = _shown(said)
    said = f"({one.said.rstrip('.')})" if words and one.said else one.said
    return " ".join(part for part in (words, said) if part)


def _shown(body: str) -> str:
    """Return an example's text as Markdown that shows its signs, what is named in brackets."""
    parts: list[str] = []
    at = 0
    for found in MARKED.finditer(body):
        offer = "" if found[2] is None else f" → {_seen(found[2]) or 'nothing'}"
        parts += [_plain(body[at : found.start()]), f"**\\[{_plain(_seen(found[1]) + offer)}\\]**"]
        at = found.end()
    return "".join([*parts, _plain(body[at:])]).strip()


def _seen(words: str) -> str:
    """Return words in which every sign is to be seen."""
    if words and not words.strip():
        return "a space" if len(words) == 1 else f"{len(words)} spaces"
    return "".join(f"U+{ord(sign):04X}" if _unseen(sign) else sign for sign in words)


def _unseen(sign: str) -> bool:
    return (not sign.isprintable() and sign != " ") or 0x300 <= ord(sign) < 0x370


def _plain(words: str) -> str:
    return re.sub(r"([\\*_<>\[\]|]|(?<=\])\()", r"\\\1", words)


if __name__ == "__main__":
    main()

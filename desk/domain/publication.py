"""The publication: what is true of the whole site."""

from dataclasses import dataclass
from enum import StrEnum

from desk.domain.checking import Dismissal, Level, Term
from desk.domain.listing import Masthead
from desk.domain.target import Target


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Which picture files come in.

    Attributes:
        pixels: of a picture at most.
        size: bytes of a file at most.
        frames: of an animation at most, of which the first is shown.
    """

    pixels: int = 200_000_000
    size: int = 200_000_000
    frames: int = 2_000


class Unfree(StrEnum):
    """What an export does about a photo that readers may not see."""

    LEAVE = "leave"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class PhotoTemplate:
    """Words for photos: fields of `Photo` by name, each with a pattern such as `{persons} in {city}`."""

    name: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    r"""The publication's settings.

    Attributes:
        base_url: where the site will stand, `https://…` ending in no slash; empty while not known.
        language: BCP 47 tag of the site's own words and of new stories.
        sections: in the order of the site's menu.
        timezone: IANA name; times are shown in it on pages.
        theme: a folder's name among the site themes.
        footer: Markdown at the foot of every page.
        feed_whole: whether feeds carry whole stories.
        story_files: whether the page of a story is a file, `news/ferry.html`; else a folder's, `news/ferry/`,
            as it was for every desk once.
        story_both: whether the other form of a story's address leads to its page.
        search: whether the site has a page on which readers look for words, with a script of its own.
        words: the newsroom's own spellings, sorted; lower-case ones may also begin a sentence.
        headline_limit, standfirst_limit: characters that these should not exceed; 0 for no limit.
        photo_limits: which picture files come in.
        photo_place: whether pictures on pages say inside where they were taken.
        photo_avif: whether pages offer pictures as AVIF too.
        photo_required: fields of `Photo` that are marked while they are empty.
        photo_cleared: only photos that a person cleared are shown.
        photo_unfree: what an export does about a photo that may not be shown.
        photo_templates: in the order in which they are offered.
        photo_codes: pairs of a code (`jd`, typed as `\jd\`) and the words it stands for, sorted.
        credit_rules: pairs of a phrase in a caption's tail (`courtesy of {name}`) and the credit in the
            house's style (`{name} (courtesy)`).
        checks: pairs of a rule's name and its level, where that is not the rule's own, sorted.
        terms: the house style.
        dismissals: findings that people dismissed for good.
        targets: where the site is published, in the order in which they are offered; no two of one name.
    """

    id: str
    title: str
    base_url: str = ""
    language: str = "en"
    sections: tuple[Section, ...] = ()
    timezone: str = "UTC"
    theme: str = "daily"
    footer: str = ""
    feed_whole: bool = False
    story_files: bool = False
    story_both: bool = False
    search: bool = False
    words: tuple[str, ...] = ()
    headline_limit: int = 80
    standfirst_limit: int = 200
    photo_limits: Limits = Limits()
    photo_place: bool = False
    photo_avif: bool = False
    photo_required: tuple[str, ...] = ("caption", "alt", "credit")
    photo_cleared: bool = False
    photo_unfree: Unfree = Unfree.LEAVE
    photo_templates: tuple[PhotoTemplate, ...] = ()
    photo_codes: tuple[tuple[str, str], ...] = ()
    credit_rules: tuple[tuple[str, str], ...] = (
        ("courtesy of {name}", "{name} (courtesy)"),
        ("courtesy of the {name}", "{name} (courtesy)"),
    )
    checks: tuple[tuple[str, Level], ...] = ()
    terms: tuple[Term, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    targets: tuple[Target, ...] = ()
    revision: str = ""

    def section_name(self, slug: str) -> str:
        """Return a section's name, or its slug made readable where it has no section."""
        return self.masthead.section_name(slug)

    @property
    def masthead(self) -> Masthead:
        """Return what story lists need to know of it."""
        return Masthead(self.title, self.timezone, {section.slug: section.name for section in self.sections})

"""The publication: what is true of the whole site."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The publication's settings.

    Attributes:
        base_url: where the site will stand, `https://…` ending in no slash; empty while not known.
        language: BCP 47 tag of the site's own words and of new stories.
        sections: in the order of the site's menu.
        timezone: IANA name; times are shown in it on pages.
        theme: a folder's name among the site themes.
        footer: Markdown at the foot of every page.
        words: the newsroom's own spellings, sorted; lower-case ones may also begin a sentence.
        headline_limit, standfirst_limit: characters that these should not exceed; 0 for no limit.
        picture_limits: which picture files come in.
        picture_avif: whether pages offer their pictures as AVIF too.
        picture_place: whether pictures on pages say inside where they were taken.
    """

    id: str
    title: str
    base_url: str = ""
    language: str = "en"
    sections: tuple[Section, ...] = ()
    timezone: str = "UTC"
    theme: str = "daily"
    footer: str = ""
    words: tuple[str, ...] = ()
    headline_limit: int = 80
    standfirst_limit: int = 200
    picture_limits: Limits = Limits()
    picture_avif: bool = False
    picture_place: bool = False
    revision: str = ""

    def section_name(self, slug: str) -> str:
        """Return a section's name, or its slug made readable where it has no section."""
        known = next((section.name for section in self.sections if section.slug == slug), "")
        return known or slug.replace("-", " ").capitalize()

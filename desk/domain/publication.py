"""The publication: what is true of the whole site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site."""

    slug: str
    name: str


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
    revision: str = ""

    def section_name(self, slug: str) -> str:
        """Return a section's name, or its slug made readable where it has no section."""
        known = next((section.name for section in self.sections if section.slug == slug), "")
        return known or slug.replace("-", " ").capitalize()

"""Where each page stands, and which addresses may be linked to."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit, urlunsplit

from desk.domain import Publication, Story
from desk.domain.own_site import UNSECTIONED, part

_SCHEMES = {"http", "https", "mailto", "tel"}
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}\ud800-\udfff]")
_LONGEST_URL = 2_000


def stem(slug: str) -> str:
    """Return the last part of a story's address; `index` would be its section's front."""
    safe = part(slug)
    return "index-" if safe == "index" else safe


def story_path(section: str, slug: str, *, files: bool) -> str:
    """Return the file of a story's page, relative to the site; `files` is `Publication.story_files`."""
    page = f"{part(section) if section else UNSECTIONED}/{stem(slug)}"
    return f"{page}.html" if files else f"{page}/index.html"


def own_path(story: Story, *, files: bool) -> str:
    """Return the path of a story's page where no other story has it."""
    return story_path(story.section, part(story.slug or story.headline), files=files)


def former_paths(story: Story, publication: Publication) -> list[str]:
    """Return the paths at which the page of a story may have stood before, the present one perhaps too."""
    slugs = [slug for slug in (story.slug, *story.old_slugs) if slug]
    files = publication.story_files
    return [
        story_path(section, slug, files=form)
        for form in ((files, not files) if publication.story_both else (files,))
        for section in (story.section, *story.old_sections)
        for slug in slugs
    ]


def section_path(section: str) -> str:
    """Return the file of a section's front, relative to the site."""
    return f"{part(section)}/index.html"


def story_paths(stories: Iterable[Story], *, files: bool) -> dict[str, str]:
    """Return the path of each story's page by its id, no two alike; the older story keeps a disputed one."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for story in sorted(stories, key=lambda story: story.id):
        path = own_path(story, files=files)
        if path in taken:
            slug = part(story.slug or story.headline)
            path = story_path(story.section, f"{slug}-{part(story.id)}", files=files)
        taken.add(path)
        paths[story.id] = path
    return paths


def root(path: str) -> str:
    """Return the way from a page back to the site's first folder: `../../` or nothing."""
    return "../" * path.count("/")


def pretty(path: str) -> str:
    """Return a page's path as readers see it: a folder without its `index.html`."""
    folder, slash, name = path.rpartition("/")
    return folder + slash if name == "index.html" else path


def outside(url: str) -> str:
    """Return a link to elsewhere that may stand on a page, or nothing: http, https, mailto and tel alone."""
    url = url.strip()
    if not url or len(url) > _LONGEST_URL or _NOT_IN_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        good = parts.scheme in _SCHEMES and (parts.scheme in {"mailto", "tel"} or bool(parts.hostname))
        good = good and "@" not in parts.netloc  # somebody's name and password
        _ = parts.port
    except ValueError:
        return ""
    return url if good else ""


def in_ascii(url: str) -> str:
    """Return an address as feeds and sitemaps must write it: a host of other letters in punycode."""
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        return url
    return urlunsplit(parts._replace(netloc=host, path=quote(parts.path, safe="/%:@!$&'()*+,;=~-._")))

"""A small invented publication, and readers' ways of looking at what is exported of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
from PIL import Image

from desk import photo as files
from desk import site
from desk.domain import (
    Byline,
    Correction,
    CuratedList,
    Dateline,
    Photo,
    Placement,
    Publication,
    Section,
    Slot,
    Source,
    Status,
    Story,
    new_id,
    related_slug,
    slugify,
    starting_fronts,
)

NOW = dt.datetime(2030, 3, 6, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Newsroom:
    """What a test fills in and exports."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.out = folder / "site"
        self.ledger = folder / "desk" / "exports.sqlite"
        self.stories: list[Story] = []
        self.photos: dict[str, Photo] = {}
        self.lists: dict[str, CuratedList] = {}
        self.fronts = {front.slug: front for front in starting_fronts()}
        self.publication = Publication(
            **{
                "id": new_id(),
                "title": "The Harbour Monitor",
                "base_url": "https://news.example",
                "timezone": "Asia/Baku",
                "story_files": True,
                "sections": (Section("news", "News"), Section("culture", "Culture")),
                **settings,
            }
        )

    def photo(self, colour: str = "teal", size: tuple[int, int] = (700, 400), **words: Any) -> Photo:
        content = BytesIO()
        Image.new("RGB", size, colour).save(content, "PNG")
        info = files.probe(content.getvalue())
        originals = self.folder / "originals"
        originals.mkdir(exist_ok=True)
        (originals / info.hash).write_bytes(content.getvalue())
        made = Photo(
            id=new_id(),
            hash=info.hash,
            format=info.format,
            width=info.width,
            height=info.height,
            size=info.size,
            **words,
        )
        self.photos[made.id] = made
        return made

    def story(self, headline: str, *, lead: Photo | None = None, **words: Any) -> Story:
        values: dict[str, Any] = {
            "body": "The first paragraph.\n\nThe second.",
            "section": "news",
            "language": "en",
            "status": Status.PUBLISHED,
            "slug": slugify(headline),
            "published": NOW - HOUR * (len(self.stories) + 1),
            "updated": NOW - HOUR * (len(self.stories) + 1),
            "photos": (Placement(photo=lead.id),) if lead else (),
        }
        story = Story(id=new_id(), headline=headline, **(values | words))
        self.stories.append(story)
        return story

    def put(self, slug: str, *slots: Story | Slot) -> None:
        held = tuple(slot if isinstance(slot, Slot) else Slot(id=new_id(), story=slot.id) for slot in slots)
        front = next((one for one in self.fronts.values() if one.container(slug)), None)
        container = front.container(slug) if front else None
        if front and container:
            self.fronts[front.slug] = front.with_container(replace(container, slots=held))
        else:
            self.lists[slug] = CuratedList(id=new_id(), slug=slug, name=slug, slots=held)

    def edition(self) -> site.Edition:
        return site.Edition(
            publication=self.publication,
            stories=self.stories,
            photos=self.photos,
            originals=lambda photo: self.folder / "originals" / photo.hash,
            lists=self.lists,
            fronts=self.fronts,
            theme=self.folder / "theme",
        )

    def export(self, **settings: Any) -> site.Report:
        values: dict[str, Any] = {"at": NOW, "ledger": self.ledger} | settings
        return site.export(self.edition(), values.pop("out", self.out), **values)

    def page(self, path: str) -> "Page":
        return Page(self.out, path)

    def pages(self) -> Iterator["Page"]:
        for path in sorted(self.out.rglob("*.html")):
            yield Page(self.out, path.relative_to(self.out).as_posix())

    def text(self) -> str:
        """Return every byte of every page, feed and map, and the names of all files."""
        names = "\n".join(path.as_posix() for path in self.out.rglob("*"))
        kinds = {".html", ".xml", ".css", ".svg", ".json", ".js"}
        return names + "".join(
            path.read_text("utf-8") for path in self.out.rglob("*") if path.suffix in kinds
        )


class Page:
    """A page as a strict HTML parser sees it."""

    def __init__(self, out: Path, path: str) -> None:
        self.out, self.path = out, path
        self.source = (out / path).read_text("utf-8")
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: ElementTree.Element = parser.parse(self.source)

    def all(self, tag: str, **attributes: str) -> list[ElementTree.Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(value in element.get(name, "").split() for name, value in wanted.items())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [words(element) for element in self.all(tag, **attributes)]

    def meta(self, name: str) -> str:
        return next(
            (
                element.get("content", "")
                for element in self.root.iter("meta")
                if name in (element.get("name"), element.get("property"))
            ),
            "",
        )

    def own_addresses(self) -> Iterator[str]:
        """Yield each address on the page that leads to the site's own files."""
        for element in self.root.iter():
            for name in ("href", "src"):
                address = element.get(name, "")
                if address and not urlsplit(address).scheme and element.get("rel") != "canonical":
                    yield address
            for candidate in element.get("srcset", "").split(","):
                if candidate.strip():
                    yield candidate.split()[0]

    def target(self, address: str) -> Path:
        """Return the file that an address means when the page is opened from disk."""
        path = unquote(urlsplit(address).path)
        base = self.out if path.startswith("/") else (self.out / self.path).parent
        return (base / path.lstrip("/")).resolve() if path else self.out / self.path


def words(element: ElementTree.Element) -> str:
    """Return the words of an element, spaces made one."""
    return " ".join("".join(element.itertext()).split())


def full(room: Newsroom) -> Story:
    """Fill a room with everything that an article page carries and return its story."""
    quay = room.photo(
        "teal",
        caption="The quay at dawn.",
        credit="A. Weir",
        alt="Boats beside a stone quay",
        creator="Ann Weir",
        copyright="(c) A. Weir",
        web_statement="https://weir.example/terms",
        licensors=("Weir & Co https://weir.example/buy",),
    )
    tower = room.photo("navy", caption="The tower.", alt="The tower.")
    body = (
        "Opening words of the body.\n\n## A heading\n\n"
        f"![](photo:{tower.id})\n\nThen a table:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
    )
    main = room.story(
        "Main headline",
        lead=quay,
        kicker="Transport",
        standfirst="The standfirst.",
        body=body,
        bylines=(Byline("Ada Weir", "in Port Ellis"), Byline("Jo Brandt")),
        dateline=Dateline("Port Ellis"),
        source=Source("Harbour Wire", "https://wire.example/1"),
        corrections=(Correction("A year was wrong.", NOW),),
        old_slugs=("former-headline",),
        tags=("boats",),
    )
    near = room.story("Related headline", lead=quay, standfirst="Related teaser.", kicker="Rails")
    chosen = room.story("Chosen headline", lead=quay, standfirst="Chosen teaser.", section="culture")
    read = room.story("Read headline", lead=quay, body="Teaser from the body.\n\nMore.")
    room.put(
        related_slug(main.id),
        near,
        Slot(id=new_id(), url="https://x.example/", headline="Out", source="X Daily"),
    )
    room.put(
        "editors-choice", Slot(id=new_id(), story=chosen.id, headline="Chosen instead", kicker="Pick"), main
    )
    room.put("popular", read)
    return main

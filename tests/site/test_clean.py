"""What of a body's own HTML reaches a page."""

from desk import text
from desk.site.clean import clean


def test_a_pull_quote_and_an_attribution_reach_the_page():
    page = clean(text.html("> Nobody sleeps. <!-- pull -->\n\n> Boats wait.\n>\n> — Nare, pilot\n"))
    assert '<blockquote class="pull">\n<p>Nobody sleeps.</p>' in page
    assert "<footer>— Nare, pilot</footer>" in page


def test_no_other_class_does():
    assert "class" not in clean('<blockquote class="hero">x</blockquote><p class="pull">y</p>')

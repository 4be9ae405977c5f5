"""HTML of other programs becomes what a story can hold, and nothing else."""

from desk.text import Kind, from_html, write

PAGE = """<html><head><title>no</title><style>p{}</style></head><body>
<h1 style="color:red">Title</h1><p class=x>A <b>bold</b>,&nbsp;<i>soft</i> <span>word</span>
 and <a href="https://a.example/x?a=1&amp;b=2" onclick="x()">a link</a>,
 <a href="javascript:alert(1)">a trap</a>, <a href="file:///etc/passwd">a file</a>.</p>
<ul><li>one<ul><li>deeper</li></ul></li><li><p>two</p></li></ul>
<ol start="4"><li>four</li></ol><blockquote><p>said</p></blockquote>
<script>alert(1)</script><img src="https://a.example/spy.png"><hr><pre>a
  b</pre><table><tr><td>c</td><td>d</td></tr></table></body></html>"""


def test_a_page() -> None:
    assert write(from_html(PAGE)) == (
        "## Title\n\nA **bold**,\xa0*soft* word and [a link](https://a.example/x?a=1&b=2), a trap, a file."
        "\n\n"
        "- one\n    - deeper\n- two\n\n4. four\n\n> said\n\n---\n\n```\na\n  b\n```\n\nc\n\nd\n"
    )


def test_a_copy_from_google_docs_is_not_all_bold() -> None:
    html = '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>plain <span>words</span></p></b>'
    assert write(from_html(html)) == "plain words\n"


def test_words_outside_any_paragraph_are_kept() -> None:
    assert write(from_html("loose <b>words</b><p>and a paragraph</p>tail")) == (
        "loose **words**\n\nand a paragraph\n\ntail\n"
    )


def test_nothing_but_markup_is_nothing() -> None:
    assert from_html("<p> </p><div><br></div>").blocks == ()


def test_broken_html_is_read() -> None:
    doc = from_html("<ul><li>a<li>b</ul></blockquote></b><p>c<blockquote>" * 40 + "<" * 500)
    assert {block.kind for block in doc.blocks} >= {Kind.ITEM, Kind.PARAGRAPH}

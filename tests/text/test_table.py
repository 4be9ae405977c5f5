"""Tables as rows of cells: the page stays the same, no word is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.text import Kind, Mark, Span, html, normal, read, write
from desk.text.cells import cells_of_html, cells_of_text
from desk.text.doc import normal_spans
from desk.text.reading import alike
from desk.text.table import Align, Table, blank_table, read_table, write_table
from tests.text import samples

PORT = "| quay | boats |\n| ---- | ----: |\n| east |    12 |\n| west | 3 |"


def words(row):
    return ["".join(span.text for span in cell) for cell in row]


def cell(text):
    return (Span(text),)


def test_rows_and_alignment():
    table = read_table(PORT)
    assert [words(row) for row in table.rows] == [["quay", "boats"], ["east", "12"], ["west", "3"]]
    assert table.aligns == (Align.NONE, Align.RIGHT)
    assert write_table(table) == "| quay | boats |\n| --- | --: |\n| east | 12 |\n| west | 3 |"


@pytest.mark.parametrize(
    "markdown",
    [
        "|a|\n|-|\n|b|",
        "a | b\n:-:|-:\nc",
        "|a|b|\n|-|-|\n|`x|y` and ``p`|``|c \\| d \\\\ \\` e|",
        "|a|b|\n|-|-|\n|*e* **s** ~~d~~ H~2~O m^2^|[l](http://x.y 't')<br>second &amp; &nbsp; third|",
        "|a|b|\n|-|-|\n|<kbd>Esc</kbd>|note[^1] and \\[sic\\]|",
        "|||\n|-|-|\n|||",
    ],
)
def test_what_a_cell_can_say_is_said_again(markdown):
    again = write_table(read_table(markdown))
    assert alike(html(again)) == alike(html(markdown))
    assert read_table(again) == read_table(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "no table",
        "|a|b|\n|-|-|\n|c|d|a third cell that no reader sees|",
        "|a|b|\n|-|-|\n|[port][1]|c|",
        "> |a|b|\n> |-|-|\n> |c|d|",
        "words\n\n|a|\n|-|\n|b|",
        "|a|\n|-|\n|b|\n\n[^1]: note",
        "|a|\n|-|\n|b|\n[x]: http://y.z",
    ],
)
def test_what_rows_cannot_say_stays_source(markdown):
    assert read_table(markdown) is None


_cells = samples.blocks.map(lambda block: normal_spans(block.spans))


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 3))
    row = st.tuples(*[_cells] * columns)
    rows = draw(st.lists(row, min_size=2, max_size=4))
    return Table(tuple(rows), tuple(draw(st.sampled_from(Align)) for _ in range(columns)))


@given(tables())
def test_any_table_reads_back_as_it_was(table):
    markdown = write_table(table)
    assert read_table(markdown) == table
    (block,) = read(markdown).blocks
    assert (block.kind, block.text) == (Kind.OPAQUE, markdown)
    assert write(read(markdown)) == markdown


@given(
    st.lists(st.sampled_from([*samples.SIGNS, *["|"] * 30, *["\n|"] * 8]), max_size=24).map("".join),
    st.integers(1, 3),
)
def test_any_markdown_that_is_a_table_makes_the_same_page_written_anew(body, columns):
    markdown = "|h" * columns + "|\n" + "|-" * columns + "|\n|" + body
    table = read_table(markdown)
    if table is not None:
        assert alike(html(write_table(table))) == alike(html(markdown))


def test_source_that_is_no_mark_is_kept_as_words():
    table = blank_table(2, 2).put(1, 0, (Span("<b> | [^x", Mark.RAW), Span(" after")))
    (plain,) = read_table(write_table(table)).rows[1][0]
    assert plain == Span("<b> | [^x after")


def test_rows_and_columns_come_go_and_move():
    table = read_table(PORT).insert_row(1).insert_column(2).move_row(3, 1).move_column(1, 0)
    assert [words(row) for row in table.rows] == [
        ["boats", "quay", ""],
        ["3", "west", ""],
        ["", "", ""],
        ["12", "east", ""],
    ]
    assert table.aligns == (Align.RIGHT, Align.NONE, Align.NONE)
    table = table.remove_row(2).remove_column(0).align(0, Align.CENTER)
    assert [words(row) for row in table.rows] == [["quay", ""], ["west", ""], ["east", ""]]
    assert table.aligns == (Align.CENTER, Align.NONE)
    assert blank_table(2, 1).remove_row(1).remove_column(0) == blank_table(2, 1)


def test_a_rectangle_of_cells_grows_the_table():
    table = blank_table(2, 2).fill(1, 1, [[cell("a"), cell("b")], [cell("c")]])
    assert [words(row) for row in table.rows] == [["", "", ""], ["", "a", "b"], ["", "c", ""]]
    with pytest.raises(ValueError, match="200 rows"):
        table.fill(0, 0, [[cell("x")]] * 201)


def test_lines_of_a_spreadsheet_are_cells():
    rows = cells_of_text('Quay\tBoats\r\nEast\t12\r\n"two\r\nlines"\t"a ""b"""\r\n')
    assert [words(row) for row in rows] == [["Quay", "Boats"], ["East", "12"], ["two\nlines", 'a "b"']]
    assert cells_of_text("no tab here") == ()


def test_the_table_of_a_page_is_cells_and_nothing_foreign():
    page = (
        "<p>before</p><table onclick=x><thead><tr><th>Quay<th><b>Boats</b></thead><tr><td>East &amp; more"
        '<script>alert(1)</script><td><a href="javascript:x">12</a><p>a</p><p>b</p>'
        "<table><tr><td>in</table><tr></table><table><tr><td>other</table>"
    )
    rows = cells_of_html(page)
    assert [words(row) for row in rows] == [["Quay", "Boats"], ["East & more", "12\na\nb\nin"]]
    assert rows[0][1][0].marks == Mark.STRONG
    assert not any(span.href for row in rows for made in row for span in made)
    assert cells_of_html("<p>none</p>") == ()


def test_the_normal_form_keeps_a_table():
    doc = read(PORT)
    assert normal([block.content for block in doc.blocks]) == tuple(block.content for block in doc.blocks)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "markdown",
    [
        "|" * 60_000 + "\n" + "|-" * 30_000,
        "|a" * 300 + "|\n" + "|-" * 300 + "|",
        "|a|\n|-|\n" + "|`b`|\n" * 20_000,
        "|a|\n|-|\n|" + "`|`" * 9000 + "|",
        "|a|\n|-|\n|" + "[" * 50_000 + "|",
    ],
)
def test_what_no_newsroom_would_call_a_table_takes_no_time(markdown):
    assert read_table(markdown) is None

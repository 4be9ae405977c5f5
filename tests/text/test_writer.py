"""A text that is written again and again as it is edited is written as if it were new each time."""

from hypothesis import given
from hypothesis import strategies as st

from desk.text import Block, Doc, Kind, Span, Writer, read, write, written
from desk.text.units import context_of, joined, units_of
from tests.text import samples

PLAIN = Block(Kind.PARAGRAPH, (Span("Plain [words][1]."),))
SPACES = Block(Kind.PARAGRAPH, (Span("\xa0"),))
DEFINES = Block(Kind.OPAQUE, text="[1]: http://a.b")
_stretches = st.one_of(
    samples.docs.map(lambda doc: doc.blocks),
    samples.markdown.map(lambda markdown: read(markdown).blocks),
    st.lists(st.sampled_from([PLAIN, PLAIN, SPACES, DEFINES, Block(Kind.PARAGRAPH)]), max_size=4).map(tuple),
)
_edits = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), _stretches), max_size=6)


@given(_stretches, _edits)
def test_what_is_written_after_edits_is_what_is_written_at_once(blocks, edits):
    writer = Writer()
    for place, gone, put in [(0, 0, blocks), *edits]:
        at = place % (len(blocks) + 1)
        blocks = (*blocks[:at], *put, *blocks[at + gone :])
        found = writer.written(Doc(blocks))
        assert found == written(Doc(blocks))
        context = context_of(blocks)
        units, failed = units_of(blocks, context)
        end = "\n" if units and units[-1].index < 0 else ""
        assert found.markdown == joined(units, context) + end
        assert found.failed == tuple(failed)


@given(_stretches, st.integers(1, 5))
def test_what_is_written_ahead_bit_by_bit_is_what_is_written_at_once(blocks, some):
    writer = Writer()
    for end in range(0, len(blocks), some):
        writer.follow(blocks[:end])
    assert writer.written(Doc(blocks)) == written(Doc(blocks))


def test_a_paragraph_of_spaces_leaves_its_neighbours_apart():
    one, other = (Block(Kind.PARAGRAPH, (Span(words),)) for words in ("one", "other"))
    assert write(Doc((one, SPACES, other))) == "one\n\nother\n"


def test_a_definition_that_goes_turns_the_links_far_from_it_to_words():
    doc = read("See [the port][1].\n\nOne.\n\nTwo.\n\nThree.\n\n[1]: http://a.b\n")
    writer = Writer()
    assert writer.written(doc).markdown.startswith("See [the port][1].")
    blocks = (*doc.blocks[:-1], Block(Kind.PARAGRAPH, (Span("End."),)))
    assert read(writer.written(Doc(blocks)).markdown).blocks[0].spans[1].href == "http://a.b"
    assert writer.written(Doc(blocks)).markdown == write(Doc(blocks))

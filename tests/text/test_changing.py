"""Two versions of a text compared block by block and word by word."""

import random

from hypothesis import given

from desk import text
from desk.text import Fate, Kind, Mark
from tests.text.samples import docs

SAME, DELETED, INSERTED = Fate.SAME, Fate.DELETED, Fate.INSERTED


def compared(old, new):
    return text.changes(text.read(old), text.read(new))


def said(changed):
    """Return what a person sees: [-gone-], {+come+}, and the ends that went or came."""
    signs = {SAME: "{}", DELETED: "[-{}-]", INSERTED: "{{+{}+}}"}
    words = "".join(signs[piece.fate].format(piece.span.text) for piece in changed.pieces)
    return (words or changed.block.text or changed.block.ref) + {SAME: "", DELETED: "¶-", INSERTED: "¶+"}[
        changed.fate
    ]


def shown(old, new):
    return [said(changed) for changed in compared(old, new)]


def side(found, lost):
    """Return one version's words, block by block: those without a fate."""
    words, out = [], []
    for changed in found:
        words += [piece.span for piece in changed.pieces if piece.fate is not lost]
        if changed.fate is not lost:
            if changed.block.kind in text.CARDS:
                out.append(changed.block)
            else:
                out.append("".join(span.text for span in words))
                words = []
    assert not words
    return out


def sayings(doc):
    return [block.content if block.kind in text.CARDS else block.plain for block in doc.blocks]


@given(docs, docs)
def test_the_blocks_give_both_sides_back(old, new):
    found = text.changes(old, new)
    assert side(found, INSERTED) == sayings(old)
    assert side(found, DELETED) == sayings(new)


@given(docs)
def test_a_text_does_not_differ_from_itself(doc):
    assert all(changed.same for changed in text.changes(doc, doc))


def test_a_changed_word_is_marked_in_its_sentence():
    assert shown("The ferry came on Monday.\n\nAs ever.\n", "The ferry came on Tuesday.\n\nAs ever.\n") == [
        "The ferry came on [-Monday-]{+Tuesday+}.",
        "As ever.",
    ]


def test_a_paragraph_that_was_replaced_goes_and_comes_as_a_whole():
    old = "One.\n\nThe ferry to the island was late again on Monday.\n\nTwo.\n"
    new = "One.\n\nA baker in the old town has won the national prize for bread.\n\nTwo.\n"
    assert shown(old, new) == [
        "One.",
        "[-The ferry to the island was late again on Monday.-]¶-",
        "{+A baker in the old town has won the national prize for bread.+}¶+",
        "Two.",
    ]


def test_a_paragraph_cut_in_two_keeps_its_words():
    old = "The ferry came on Monday. It brought the post and the bread for a week.\n"
    new = "The ferry came on Monday.\n\nIt brought the post and the bread for a week.\n"
    assert shown(old, new) == [
        "The ferry came on Monday.[- -]¶+",
        "It brought the post and the bread for a week.",
    ]
    assert shown(new, old) == [
        "The ferry came on Monday.¶-",
        "{+ +}It brought the post and the bread for a week.",
    ]


def test_a_new_paragraph_stands_between_the_old_ones():
    assert shown("One.\n\nTwo.\n", "One.\n\nBetween.\n\nTwo.\n") == ["One.", "{+Between.+}¶+", "Two."]


def test_an_edited_paragraph_and_a_new_one_after_it_are_told_apart():
    assert shown("One two three.\n", "One 2 three.\n\nFour five.\n") == [
        "One [-two-]{+2+} three.",
        "{+Four five.+}¶+",
    ]
    assert shown("Zero.\n\nOne two three.\n", "One 2 three.\n") == ["[-Zero.-]¶-", "One [-two-]{+2+} three."]


def test_words_made_bold_or_linked_went_plain_and_came_so():
    (changed,) = compared("See the old port here.\n", "See the **old** [port](https://a.example) here.\n")
    assert said(changed) == "See the [-old port-]{+old+}{+ +}{+port+} here."
    assert [piece.span.marks for piece in changed.pieces[2:4]] == [Mark.STRONG, Mark.NONE]
    assert changed.pieces[4].span.href == "https://a.example"


def test_a_paragraph_made_a_heading_says_what_it_was():
    (changed,) = compared("The ferry\n", "## The ferry\n")
    assert (changed.block.kind, changed.was.kind, changed.same) == (Kind.HEADING, Kind.PARAGRAPH, False)
    assert said(changed) == "The ferry"


def test_an_item_put_before_others_changes_no_other():
    old, new = "1. bread\n2. salt\n", "1. milk\n2. bread\n3. salt\n"
    assert shown(old, new) == ["{+milk+}¶+", "bread", "salt"]
    assert [changed.same for changed in compared(old, new)] == [False, True, True]


def test_cards_go_and_come_whole():
    table = "| quay | boats |\n| ---- | ----- |\n| east | 12 |\n"
    first, *_ = compared(f"One.\n\n{table}", f"---\n\nOne.\n\n{table}\nTwo.\n")
    assert (first.fate, first.block.kind) == (INSERTED, Kind.DIVIDER)
    found = compared(f"One.\n\n{table}\nTwo.\n", f"One.\n\n{table.replace('12', '13')}\nTwo.\n")
    assert [changed.fate for changed in found] == [SAME, DELETED, INSERTED, SAME]
    assert all(changed.block.kind is Kind.OPAQUE for changed in found[1:3])


def test_code_is_compared_by_its_words():
    (changed,) = compared("```py\ntide = moon\n```\n", "```py\ntide = sun\n```\n")
    assert said(changed) == "tide = [-moon-]{+sun+}"
    assert (changed.block.kind, changed.block.ref) == (Kind.CODE, "py")


def test_ten_thousand_words_are_compared_whole():
    rng = random.Random(3)
    words = [f"word{int(rng.paretovariate(0.7))}" for _ in range(10_000)]
    edited = [rng.choice(words) if rng.random() < 0.04 else word for word in words]

    def doc(some):
        return text.read("\n\n".join(" ".join(some[at : at + 50]) for at in range(0, len(some), 50)))

    for new in (edited, rng.sample(words, len(words))):
        found = text.changes(doc(words), doc(new))
        assert side(found, INSERTED) == sayings(doc(words))
        assert side(found, DELETED) == sayings(doc(new))

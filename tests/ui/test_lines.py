"""Words drawn by hand: where they stand, what is marked, and that nothing kept is shown out of place."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRect, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from desk.ui import lines
from desk.ui.theme import Theme, current

BOX = QRect(20, 10, 240, 60)
LONG = "A headline that goes on and on over two lines and then some more, for nobody cut it at the desk"


@pytest.fixture
def drawn(qtbot):
    def draw(text, *, box=BOX, one=False, **how):
        picture = QImage(300, 100, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(QColor("#FFFFFF"))
        painter = QPainter(picture)
        draw = lines.draw_line if one else lines.draw_lines
        used = draw(painter, text, current().serif(14), box, **how)
        painter.end()
        return picture, used

    return draw


def inked(picture):
    """Return the first and last column, and the first and last row, that are not white."""
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) != QColor("#FFFFFF")
    ]
    columns, rows = [x for x, _ in dark], [y for _, y in dark]
    return min(columns), max(columns), min(rows), max(rows)


def holds(picture, colour):
    return any(
        picture.pixelColor(x, y) == colour for x in range(picture.width()) for y in range(picture.height())
    )


def test_lines_stand_on_the_side_where_their_script_begins(drawn):
    left, _, _, _ = inked(drawn("Short")[0])
    assert left - BOX.left() < 4
    _, right, _, _ = inked(drawn("خبر قصير", right_to_left=True)[0])
    assert BOX.right() - right < 4
    _, right, _, _ = inked(drawn("خبر قصير", right_to_left=True, marks=[(0, 3)])[0])
    assert BOX.right() - right < 4


@pytest.mark.parametrize(
    "words", [LONG, "Կառավարությունը հաստատեց նոր բյուջեն, որը նախատեսում է ավելի շատ միջոցներ", "W" * 90]
)
def test_what_does_not_fit_is_cut_within_its_box(drawn, words):
    picture, used = drawn(words)
    left, right, top, bottom = inked(picture)
    assert used == 2 * lines.pitch(current().serif(14))
    assert BOX.left() <= left + 1 and right <= BOX.right() + 1
    assert BOX.top() <= top and bottom <= BOX.top() + used
    assert lines.lines_of(words, current().serif(14), BOX.width(), 2) == 2


def test_a_line_goes_as_far_as_its_box_and_no_further(drawn):
    whole, wide = drawn("Ann Boe", one=True)
    assert inked(whole)[1] <= BOX.left() + wide
    narrow = QRect(BOX.left(), BOX.top(), wide // 2, BOX.height())
    picture, used = drawn("Ann Boe", one=True, box=narrow)
    assert used <= narrow.width() and inked(picture)[1] <= narrow.right() + 1


def test_words_are_drawn_in_the_colour_that_is_asked_for(drawn, look):
    for words, how in ((LONG, {}), ("Ann Boe", {"one": True})):
        seen = []
        for choice in ("light", "dark"):
            look.choose(choice)
            seen += [drawn(words, role=role, **how)[0] for role in ("accent", "good")]
            assert drawn(words, role="accent", **how)[0] == seen[-2]
        assert all(one != other for one, other in combinations(seen, 2))


@pytest.mark.parametrize(
    "words", [LONG, "خبر طويل يستمر ويستمر على أكثر من سطر واحد", "नमस्ते दुनिया नमस्ते दुनिया"]
)
def test_a_cut_falls_between_letters_as_they_are_read(drawn, words):
    font = current().serif(14)
    said = lines._elided(words, font, 120)
    assert said.endswith("…") and words.startswith(said[:-1])
    assert QFontMetrics(font).horizontalAdvance(said) <= 120
    clusters = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, words)
    clusters.setPosition(len(said) - 1)
    assert clusters.isAtBoundary()


def test_marks_take_the_colours_of_the_theme_in_force(drawn, look):
    for dark, choice in ((False, "light"), (True, "dark"), (False, "light")):
        look.choose(choice)
        here, there = (Theme(one).colour("selection") for one in (dark, not dark))
        picture, _ = drawn(LONG, marks=[(2, 10)])
        assert holds(picture, here) and not holds(picture, there)
    assert not holds(drawn(LONG)[0], here)


def test_a_larger_text_size_makes_larger_lines(drawn, look):
    _, before = drawn(LONG)
    look.zoom(1.5)
    _, after = drawn(LONG)
    assert after > before

"""A photo that readers may not see is marked wherever its story is listed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk import operations as ops
from desk.domain import Right, Status
from desk.ui.stories.model import ROW


def said(window, story):
    """What a row of the list says of its photo once that was looked up."""
    model = window.stories.model
    rows = [model.index(number, 0).data(ROW) for number in range(model.rowCount())]
    row = next(row for row in rows if row.id == story)
    return [words for _, _, words in window.stories.delegate._said(row) if words.startswith("Photo")]


def test_the_list_says_what_stands_in_the_way_and_follows_changes(
    qtbot, window, session, settle, stories, picture
):
    alpha = ops.photo.add(session.desk, stories["Alpha"].id, [picture]).value
    photo = alpha.lead.photo
    window.stories.look_again()
    settle()
    assert said(window, alpha.id) == []
    until = datetime.now(UTC) + timedelta(days=1)
    session.do(lambda: ops.photo_words.edit(session.desk, [photo], {"embargo": until}))
    qtbot.waitUntil(lambda: said(window, alpha.id) == ["Photo under embargo"])
    session.do(lambda: ops.photo_words.edit(session.desk, [photo], {"embargo": None}))
    qtbot.waitUntil(lambda: said(window, alpha.id) == [])


def test_the_publication_s_rule_and_the_first_use_count(qtbot, window, session, settle, stories, picture):
    alpha = ops.photo.add(session.desk, stories["Alpha"].id, [picture]).value
    photo = alpha.lead.photo
    beta = replace(ops.story.get(session.desk, stories["Beta"].id), photos=alpha.photos)
    ops.story.save(session.desk, beta)
    ops.photo_words.edit(session.desk, [photo], {"one_use": True})
    rights = window.rights
    rights.get(photo, alpha.id)
    settle()
    assert rights.get(photo, alpha.id) is Right.FREE
    session.do(lambda: ops.story.set_status(session.desk, beta.id, Status.PUBLISHED))
    qtbot.waitUntil(lambda: rights.get(photo, alpha.id) is Right.USED)
    assert rights.get(photo, beta.id) is Right.FREE
    rights.take_publication(replace(rights.publication, photo_cleared=True))
    assert rights.get(photo, beta.id) is Right.UNCLEARED

"""How tests look at a board and fill it."""

from desk import operations as ops


def panel(board, slug):
    return next(one for one in board.columns.panels if one.container.slug == slug)


def put(session, container, *stories):
    for story in stories:
        front = ops.fronts.holding(session.desk, container).slug
        ops.placing.stories(session.desk, front, container, [story.id])


def draft(session, container, front="front"):
    held = ops.fronts.get(session.desk, front).container(container)
    return [slot.story for slot in held.slots]


def told(board, container):
    """Return number, headline and badges of each card."""
    tiles = panel(board, container).model.tiles
    return [(one.number, one.row.headline, [said for _, said in one.badges]) for one in tiles]

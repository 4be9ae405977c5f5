"""Comments on words of the story: marked in the sheet, listed in the inspector."""

from desk.ui.comments.commenting import Commenting
from desk.ui.comments.pane import CommentsPane, told

__all__ = ["Commenting", "CommentsPane", "told"]

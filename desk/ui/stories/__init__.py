"""The story list."""

from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.model import StoryModel
from desk.ui.stories.pane import PAGE, StoriesPane

__all__ = ["PAGE", "StoriesPane", "StoryDelegate", "StoryModel"]

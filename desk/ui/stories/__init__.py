"""The story list."""

from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.model import StoryModel
from desk.ui.stories.pane import StoriesPane

__all__ = ["StoriesPane", "StoryDelegate", "StoryModel"]

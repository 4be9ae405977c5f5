"""What the copy desk points out in the open story: underlined in its place, listed in the inspector."""

from desk.ui.checks.checking import Checking
from desk.ui.checks.fields import parts
from desk.ui.checks.pane import told

__all__ = ["Checking", "parts", "told"]

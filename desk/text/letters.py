"""Which letters are read from the right."""

from typing import Final

FROM_RIGHT: Final = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The letters read from the right, for a regular expression's brackets: Hebrew, Arabic and others."""
FROM_LEFT: Final = (
    "\0-\u058f\u0900-\u200e\u2010-\ufb1c\ufe00-\ufe6f\ufefd-\U000107ff"
    "\U00011000-\U0001e7ff\U0001f000-\U0010ffff"
)
"""All other characters: that a text has these alone is told in a quarter of the time."""

"""Which letters are read from the right."""

from typing import Final

FROM_RIGHT: Final = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The letters read from the right, for a regular expression's brackets: Hebrew, Arabic and others."""

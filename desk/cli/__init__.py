"""The same operations from a terminal: `terminal` runs a command, a file for each noun has its commands.

Importing this loads nothing else, since every start of the window asks it for the commands' names.
"""

COMMANDS = (
    "new",
    "sample",
    "import",
    "list",
    "search",
    "similar",
    "saved",
    "show",
    "status",
    "section",
    "tag",
    "empty-withdrawn",
    "story",
    "check",
    "style",
    "photo",
    "curate",
    "front",
    "popular",
    "relate",
    "related",
    "preview",
    "export",
    "publish",
    "target",
    "prune",
    "verify",
    "backup",
    "restore",
)
"""The first words that name a command, in the order that help lists them."""
